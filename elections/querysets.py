"""Questions about elections, in the words of those who ask them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, FilteredRelation, OuterRef, Q, Subquery, When

from elections.append_only import AppendOnlyQuerySet
from elections.domain.sources import SourceKind

if TYPE_CHECKING:
    from elections.models import (
        ChangeOfControl,  # noqa: F401 (base classes alone name these)
        Claim,
        ClaimUse,
        Contest,
        DataVersion,  # noqa: F401
        Election,
        LoadedFile,  # noqa: F401
        Party,
        PartyAlias,
        Publication,  # noqa: F401
        PublishedFinding,  # noqa: F401
        Source,
        Tally,
    )


class ElectionQuerySet(models.QuerySet["Election"]):
    """Polling days."""

    def get_by_natural_key(self, polling_day: date | str) -> Election:
        """Return the election of this day. Raises Election.DoesNotExist."""
        return self.get(polling_day=polling_day)

    def on_day(self, polling_day: date) -> Self:
        """Return the election of one polling day, if there is one."""
        return self.filter(polling_day=polling_day)

    def newest_first(self) -> Self:
        """Return the elections, the latest polling day first."""
        return self.order_by("-polling_day")


class PartyQuerySet(models.QuerySet["Party"]):
    """Parties, independents and bundles."""

    def get_by_natural_key(self, slug: str) -> Party:
        """Return the party of this slug. Raises Party.DoesNotExist."""
        return self.get(slug=slug)

    def of_slug(self, slug: str) -> Self:
        """Return the party of this slug, if there is one."""
        return self.filter(slug=slug)

    def of_slugs(self, slugs: Iterable[str]) -> Self:
        """Return the parties of these slugs."""
        return self.filter(slug__in=slugs)

    def in_order(self) -> Self:
        """Return the parties in the order in which lists name them."""
        return self.order_by("position", "slug")

    def ids_by_slug(self) -> dict[str, int]:
        """Return the parties' primary keys by slug. One query."""
        return dict(self.values_list("slug", "pk"))

    def not_parties(self) -> Self:
        """Return what stands in tables like a party and is none: independents and bundles."""
        return self.filter(kind__in=["independents", "bundle"])


class PartyAliasQuerySet(models.QuerySet["PartyAlias"]):
    """Other names of parties."""

    def get_by_natural_key(self, text: str) -> PartyAlias:
        """Return the alias of this text. Raises PartyAlias.DoesNotExist."""
        return self.get(text=text)

    def of_party(self, slug: str) -> Self:
        """Return the other names of one party, from A to Z."""
        return self.filter(party__slug=slug).order_by("text")


class ContestQuerySet(models.QuerySet["Contest"]):
    """Councils at elections."""

    def get_by_natural_key(self, ballot_id: str) -> Contest:
        """Return the contest of this id. Raises Contest.DoesNotExist."""
        return self.get(ballot_id=ballot_id)

    def of_id(self, ballot_id: str) -> Self:
        """Return the contest of this id, if there is one."""
        return self.filter(ballot_id=ballot_id)

    def of_key(self, key: int) -> Self:
        """Return the contest of this primary key, if there is one."""
        return self.filter(pk=key)

    def ids(self) -> models.QuerySet[Contest, str]:
        """Return the contests' ids."""
        return self.values_list("ballot_id", flat=True)

    def of_keys(self, keys: Iterable[int]) -> Self:
        """Return the contests of these primary keys."""
        return self.filter(pk__in=keys)

    def of_ids(self, ballot_ids: Iterable[str]) -> Self:
        """Return the contests of these ids."""
        return self.filter(ballot_id__in=ballot_ids)

    def on_days(self, polling_days: Collection[date]) -> Self:
        """Return the contests of several polling days, or of any if none is named."""
        return self.filter(election__polling_day__in=polling_days) if polling_days else self.all()

    def of_councils(self, slugs: Collection[str]) -> Self:
        """Return the contests of several councils, or of any if none is named."""
        return self.filter(council__slug__in=slugs) if slugs else self.all()

    def in_region(self, slug: str) -> Self:
        """Return the contests of the councils that lie in a region or nation."""
        return self.filter(council__region__slug=slug)

    def numbers_by_election(self) -> dict[date, int]:
        """Return how many contests each polling day has. One query."""
        counted = self.values("election__polling_day").annotate(number=Count("pk")).order_by()
        return {row["election__polling_day"]: row["number"] for row in counted}

    def addressed(self) -> models.QuerySet[Contest, tuple[date, str, str]]:
        """Return what names each contest in addresses: polling day, the council's slug, its id."""
        return self.values_list("election__polling_day", "council__slug", "ballot_id")

    def of_election(self, polling_day: date) -> Self:
        """Return the contests of one polling day."""
        return self.filter(election__polling_day=polling_day)

    def of_council(self, slug: str) -> Self:
        """Return the contests of one council."""
        return self.filter(council__slug=slug)

    def before(self, polling_day: date) -> Self:
        """Return the contests of earlier polling days."""
        return self.filter(election__polling_day__lt=polling_day)

    def of_facts_source(self, slug: str) -> Self:
        """Return the contests whose standing facts one source gives."""
        return self.filter(facts_source__slug=slug)

    def among(self, contests: ContestQuerySet) -> Self:
        """Return those of the contests that are in another selection, however that was made."""
        return self.filter(pk__in=contests.order_by().values("pk"))

    def councils(self) -> models.QuerySet[Contest, int]:
        """Return the keys of the councils that these contests are of, for another query."""
        return self.order_by().values_list("council_id", flat=True)

    def with_claims(self) -> Self:
        """Return the contests about which somebody claims something."""
        return self.filter(claims__isnull=False).distinct()

    def with_names(self) -> Self:
        """Fetch each contest's election, council and region in the same query."""
        return self.select_related("election", "council__region")

    def with_facts(self) -> Self:
        """Fetch what the standing facts of each contest need in the same query."""
        return self.select_related("election", "council", "facts_source")

    def in_order_of_name(self) -> Self:
        """Return the contests by the council's name, from A to Z."""
        return self.order_by("council__name", "ballot_id")

    def newest_first(self) -> Self:
        """Return the contests, the latest polling day first."""
        return self.order_by("-election__polling_day", "ballot_id")

    def but_those_of(self, claims: ClaimQuerySet) -> Self:
        """Return the contests that none of some claims is about."""
        return self.exclude(pk__in=claims.filter(contest__isnull=False).values("contest"))

    def newest_published_of_each_council(self) -> Self:
        """Return each council's newest contest of which a result is published."""
        newest = (
            self.model._default_manager.filter(
                council=OuterRef("council"), publications__is_current=True
            )
            .order_by("-election__polling_day")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(newest))

    def with_current_publication(self) -> Self:
        """Name the key and the time of each contest's current publication in the same query.

        As `current_pk` and `current_at`, None where nothing is published.
        """
        current = FilteredRelation("publications", condition=Q(publications__is_current=True))
        return self.annotate(current=current).annotate(
            current_pk=F("current__pk"), current_at=F("current__published_at")
        )

    def held_until_saved(self) -> Self:
        """Return the contests locked, always in one order, until the transaction ends.

        SQLite has no such locks and needs none: its transactions here hold the whole database.
        """
        return self.order_by("pk").select_for_update(of=("self",))


class SourceQuerySet(models.QuerySet["Source"]):
    """Articles, declarations and datasets."""

    def get_by_natural_key(self, slug: str) -> Source:
        """Return the source of this slug. Raises Source.DoesNotExist."""
        return self.get(slug=slug)

    def of_slugs(self, slugs: Iterable[str]) -> Self:
        """Return the sources of these slugs."""
        return self.filter(slug__in=slugs)

    def about_council(self, slug: str) -> Self:
        """Return the sources that claim something of a council's contests, each once."""
        return self.filter(claims__contest__council__slug=slug).distinct()

    def declarations(self) -> Self:
        """Return the declarations: of returning officers, and of councils themselves."""
        return self.filter(kind="declaration")

    def slugs(self) -> set[str]:
        """Return every source's slug. One query."""
        return set(self.values_list("slug", flat=True))

    def like(self, source: Source) -> Self:
        """Return the sources that are the same report as another: outlet, day, version, title."""
        return self.filter(
            outlet=source.outlet,
            published_on=source.published_on,
            edition=source.edition,
            title=source.title,
        )

    def held_until_saved(self) -> Self:
        """Return the sources locked, always in one order, until the transaction ends."""
        return self.order_by("pk").select_for_update(of=("self",))

    def tables_of_election(self, polling_day: date) -> Self:
        """Return the datasets that claim something of contests on a day."""
        claims = apps.get_model("elections", "Claim").objects.filter(
            source=OuterRef("pk"), contest__election__polling_day=polling_day
        )
        return self.filter(Exists(claims), kind=SourceKind.DATASET)

    def newest_first(self) -> Self:
        """Return the sources, the latest first."""
        return self.order_by("-published_on", "-edition", "slug")


class ClaimQuerySet(AppendOnlyQuerySet["Claim"]):
    """What sources state. Claims are added, never changed or deleted."""

    def get_by_natural_key(self, source: str, reference: str) -> Claim:
        """Return a source's claim by its reference. Raises Claim.DoesNotExist."""
        return self.get(source__slug=source, reference=reference)

    def standing(self) -> Self:
        """Return the claims that no later one replaces and nobody has taken back."""
        return self.filter(replaced_by__isnull=True, withdrawal__isnull=True)

    def of_source(self, slug: str) -> Self:
        """Return the claims that one source makes."""
        return self.filter(source__slug=slug)

    def in_waiting(self) -> Self:
        """Return the claims that somebody entered and nobody has published yet."""
        return self.standing().exclude(recorded_by="").exclude(uses__publication__is_current=True)

    def references(self) -> set[str]:
        """Return the claims' references. One query."""
        return set(self.values_list("reference", flat=True))

    def about_election(self, polling_day: date) -> Self:
        """Return the claims about an election as a whole."""
        return self.filter(election__polling_day=polling_day)

    def about_contest(self, ballot_id: str) -> Self:
        """Return the claims about one contest."""
        return self.filter(contest__ballot_id=ballot_id)

    def about_contests(self, contests: ContestQuerySet) -> Self:
        """Return the claims about several contests."""
        return self.filter(contest__in=contests.order_by().values("pk"))

    def ids_by_key(self) -> dict[tuple[str, str], int]:
        """Return the claims' primary keys by source and reference. One query."""
        rows = self.values_list("source__slug", "reference", "pk")
        return {(source, reference): pk for source, reference, pk in rows}

    def numbers_by_source(self) -> dict[str, int]:
        """Return how many claims each source makes, by its slug. One query."""
        counted = self.values("source__slug").annotate(number=Count("pk")).order_by()
        return {row["source__slug"]: row["number"] for row in counted}

    def with_subjects(self) -> Self:
        """Fetch what each claim is about, contest or election, in the same query."""
        return self.select_related("election", "contest__election", "contest__council__region")

    def remarks(self) -> Self:
        """Return the facts without a figure that pages tell."""
        return self.filter(kind="remark")

    def with_names(self) -> Self:
        """Fetch each claim's source and parties in the same query."""
        return self.select_related("source", "party", "other_party")

    def in_order_told(self) -> Self:
        """Return the claims as their sources tell them, source by source."""
        return self.order_by("source__slug", F("paragraph").asc(nulls_last=True), "reference")


class PublicationQuerySet(AppendOnlyQuerySet["Publication"]):
    """Published results, old versions included."""

    def current(self) -> Self:
        """Return the publications that readers see."""
        return self.filter(is_current=True)

    def of_contests(self, contests: ContestQuerySet) -> Self:
        """Return the publications of several contests."""
        return self.filter(contest__in=contests.order_by().values("pk"))

    def numbers_by_election_and_state(self) -> dict[tuple[date, str], int]:
        """Return how many publications each polling day has of each state. One query."""
        counted = (
            self.values("contest__election__polling_day", "state")
            .annotate(number=Count("pk"))
            .order_by()
        )
        return {
            (row["contest__election__polling_day"], row["state"]): row["number"] for row in counted
        }

    def of_version(self, version: int) -> Self:
        """Return the publications of one version."""
        return self.filter(version=version)

    def newest_first(self) -> Self:
        """Return the publications, the latest version first."""
        return self.order_by("-version", "pk")

    def with_names(self) -> Self:
        """Fetch the party that has control after in the same query."""
        return self.select_related("control_after_party")

    def retire(self) -> int:
        """Mark these as no longer current: the one change a publication ever sees.

        Only the publish service does this, in the transaction that stores the next version.
        """
        return models.QuerySet.update(self, is_current=False)


class TallyQuerySet(AppendOnlyQuerySet["Tally"]):
    """Published figures."""

    def of_publications(self, publications: PublicationQuerySet) -> Self:
        """Return what belongs to several publications."""
        return self.filter(publication__in=publications.order_by().values("pk"))

    def current(self) -> Self:
        """Return the figures that readers see."""
        return self.filter(publication__is_current=True)

    def with_names(self) -> Self:
        """Fetch each figure's party in the same query."""
        return self.select_related("party")

    def whole(self) -> models.QuerySet[Tally, tuple[Any, ...]]:
        """Return each figure's publication and columns with its detail, by publication."""
        return self.order_by("publication_id", "pk").values_list(
            "publication_id",
            "measure",
            "moment",
            "holder",
            "party__slug",
            "status",
            "value",
            "low",
            "high",
            "precision",
            "detail",
        )

    def numbers_disputed(self, contests: ContestQuerySet) -> dict[int, int]:
        """Return how many figures that readers see are disputed, by contest. One query."""
        counted = (
            self.current()
            .filter(status="disputed", publication__contest__in=contests.order_by().values("pk"))
            .values("publication__contest")
            .annotate(number=Count("pk"))
            .order_by()
        )
        return {row["publication__contest"]: row["number"] for row in counted}

    def bare(self) -> models.QuerySet[Tally, tuple[Any, ...]]:
        """Return each figure's publication and columns, its detail only where that is needed.

        A figure that is disputed says why it is the one shown, and an unknown one why it is not
        known; of the others a detail is the working, and long.
        """
        return self.values_list(
            "publication_id",
            "measure",
            "moment",
            "holder",
            "party__slug",
            "status",
            "value",
            "low",
            "high",
            "precision",
            Case(
                When(status__in=["disputed", "unknown"], then=F("detail")),
                output_field=models.JSONField(),
            ),
        )


class ChangeOfControlQuerySet(AppendOnlyQuerySet["ChangeOfControl"]):
    """Published changes of control."""

    def of_publications(self, publications: PublicationQuerySet) -> Self:
        """Return what belongs to several publications."""
        return self.filter(publication__in=publications.order_by().values("pk"))

    def current(self) -> Self:
        """Return the changes that readers see."""
        return self.filter(publication__is_current=True)

    def with_names(self) -> Self:
        """Fetch the party that had control in the same query."""
        return self.select_related("control_before_party")


class PublishedFindingQuerySet(AppendOnlyQuerySet["PublishedFinding"]):
    """Findings that went out with a result."""

    def of_publications(self, publications: PublicationQuerySet) -> Self:
        """Return what belongs to several publications."""
        return self.filter(publication__in=publications.order_by().values("pk"))

    def in_order(self) -> Self:
        """Return the findings in the order in which they are told."""
        return self.order_by("publication", "position")


class ClaimUseQuerySet(AppendOnlyQuerySet["ClaimUse"]):
    """What became of claims."""

    def of_publications(self, publications: PublicationQuerySet) -> Self:
        """Return what belongs to several publications."""
        return self.filter(publication__in=publications.order_by().values("pk"))

    def current(self) -> Self:
        """Return what became of claims in the results that readers see."""
        return self.filter(publication__is_current=True)

    def bare(self) -> models.QuerySet[ClaimUse, tuple[Any, ...]]:
        """Return each use's publication, source, reference and outcome."""
        return self.values_list(
            "publication_id", "claim__source__slug", "claim__reference", "outcome"
        )

    def numbers_by_outcome(self) -> dict[str, int]:
        """Return of how many claims each became what it did. One query."""
        counted = self.values("outcome").annotate(number=Count("pk")).order_by()
        return {row["outcome"]: row["number"] for row in counted}

    def of_source(self, slug: str) -> Self:
        """Return what became of the claims of one source."""
        return self.filter(claim__source__slug=slug)

    def with_names(self) -> Self:
        """Fetch each claim and its source in the same query."""
        return self.select_related("claim__source")


class DataVersionQuerySet(models.QuerySet["DataVersion"]):
    """The one data version."""

    def number(self) -> int:
        """Return the data version: zero as long as nothing was published. One query."""
        return self.edition()[0]

    def edition(self) -> tuple[int, datetime | None]:
        """Return the data version and when it was reached: zero and never at first. One query."""
        return self.values_list("number", "changed_at").first() or (0, None)

    def move(self, *, at: datetime) -> None:
        """Count the data version up by one, in the transaction of what changed. One query.

        The row is locked until that transaction ends, so that no two changes share a number.
        """
        if self.update(number=F("number") + 1, changed_at=at):
            return
        # The first change of all. Should another make the row meanwhile, count up from theirs.
        self.bulk_create([self.model(id=1, number=0, changed_at=at)], ignore_conflicts=True)
        self.update(number=F("number") + 1, changed_at=at)


class LoadedFileQuerySet(models.QuerySet["LoadedFile"]):
    """Which fact files were loaded last."""

    def digests(self) -> dict[str, str]:
        """Return what tells each file's contents from any other's, by its name. One query."""
        return dict(self.values_list("name", "digest"))

    def replace(self, digests: Mapping[str, str], *, at: datetime) -> None:
        """Note that these files are the ones that are loaded. Two queries."""
        self.all().delete()
        self.bulk_create(
            self.model(name=name, digest=digest, loaded_at=at) for name, digest in digests.items()
        )
