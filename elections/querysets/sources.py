"""Sources and what they claim, in the words of those who ask about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from elections.append_only import AppendOnlyQuerySet
from elections.domain.polling import ElectionStatus
from elections.domain.sources import SourceKind

if TYPE_CHECKING:
    from elections.models import (
        Claim,
        Contest,
        Source,
    )
    from elections.querysets.contests import ContestQuerySet

_OF_AN_OPEN_ELECTION = Q(contest__election__status=ElectionStatus.OPEN.value) | Q(
    election__status=ElectionStatus.OPEN.value
)


class SourceQuerySet(models.QuerySet["Source"]):
    """Articles, declarations and datasets."""

    def get_by_natural_key(self, slug: str) -> Source:
        """Return the source of this slug. Raises Source.DoesNotExist."""
        return self.get(slug=slug)

    def of_slugs(self, slugs: Iterable[str]) -> Self:
        """Return the sources of these slugs."""
        return self.filter(slug__in=slugs)

    def opened(self) -> Self:
        """Return the sources but those of whose claims readers see none: of drafts, or not published yet."""
        claims = apps.get_model("elections", "Claim").objects.filter(source=OuterRef("pk"))
        return self.exclude(Exists(claims) & ~Exists(claims.opened().seen_by_readers()))

    def that_may_be_named_of(self, contest: Contest) -> Self:
        """Return the sources that a sheet of a contest may be from: none that another rehearsal made."""
        claims = apps.get_model("elections", "Claim").objects.filter(contest=contest)
        return self.filter(
            Q(pk__in=self.model._default_manager.opened().values("pk"))
            | Q(pk__in=claims.order_by().values("source"))
        )

    def of_claims_about_alone(self, contests: ContestQuerySet) -> Self:
        """Return the sources that speak of these contests and of nothing else."""
        claims = apps.get_model("elections", "Claim").objects.filter(source=OuterRef("pk"))
        theirs = contests.order_by().values("pk")
        return self.filter(
            Exists(claims.filter(contest__in=theirs)), ~Exists(claims.exclude(contest__in=theirs))
        )

    def of_keys(self, keys: Iterable[int]) -> Self:
        """Return the sources of these primary keys."""
        return self.filter(pk__in=keys)

    def about_council(self, slug: str) -> Self:
        """Return the sources that claim something of a council's contests, each once."""
        return self.filter(claims__contest__council__slug=slug).distinct()

    def declarations(self) -> Self:
        """Return the declarations: of returning officers, and of councils themselves."""
        return self.filter(kind="declaration")

    def but_those_made_at_the_desk(self) -> Self:
        """Return the articles and datasets: declarations and choices are made at the desk."""
        return self.exclude(kind__in=[SourceKind.DECLARATION, SourceKind.EDITOR])

    def telling(self, words: str) -> Self:
        """Return the sources that have every one of some words in a name, title or address."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(title__icontains=word)
                | Q(outlet_name__icontains=word)
                | Q(slug__icontains=word)
                | Q(url__icontains=word)
            )
        return found

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

    def opened(self) -> Self:
        """Return the claims about elections that readers see: neither drafts nor rehearsals."""
        return self.filter(_OF_AN_OPEN_ELECTION)

    def standing(self) -> Self:
        """Return the claims that no later one replaces and nobody has taken back."""
        return self.filter(replaced_by__isnull=True, withdrawal__isnull=True)

    def of_source(self, slug: str) -> Self:
        """Return the claims that one source makes."""
        return self.filter(source__slug=slug)

    def standing_without(self, keys: Collection[int]) -> Self:
        """Return the claims that stand where those of some keys are left out."""
        if not keys:
            return self.standing()
        return self.exclude(pk__in=keys).filter(
            Q(replaced_by__isnull=True) | Q(replaced_by__in=keys), withdrawal__isnull=True
        )

    def seen_by_readers(self) -> Self:
        """Return the claims but those that somebody entered and nobody has published."""
        uses = apps.get_model("elections", "ClaimUse").objects.filter(claim=OuterRef("pk"))
        return self.filter(Q(contest__isnull=True) | Q(recorded_by="") | Exists(uses))

    def standing_for_readers(self) -> Self:
        """Return the claims that stand as readers see them: what they do not see replaces nothing."""
        replacing = self.model._default_manager.filter(replaces=OuterRef("pk"))
        return self.seen_by_readers().filter(
            ~Exists(replacing.seen_by_readers()), withdrawal__isnull=True
        )

    def never_published(self) -> Self:
        """Return the claims that somebody entered and that no version of a result has used."""
        return self.filter(
            contest__isnull=False, withdrawal__isnull=True, uses__isnull=True
        ).exclude(recorded_by="")

    def in_waiting(self) -> Self:
        """Return the claims that somebody entered and nobody has published yet."""
        return self.standing().exclude(recorded_by="").exclude(uses__publication__is_current=True)

    def entered(self) -> Self:
        """Return the claims that somebody entered here, and no file of ours brought."""
        return self.exclude(recorded_by="")

    def references(self) -> set[str]:
        """Return the claims' references. One query."""
        return set(self.values_list("reference", flat=True))

    def of_elections(self, keys: Iterable[int]) -> Self:
        """Return the claims about some elections, as a whole or about their contests."""
        keys = list(keys)
        return self.filter(Q(contest__election__in=keys) | Q(election__in=keys))

    def about_election(self, polling_day: date) -> Self:
        """Return the claims about an election as a whole."""
        return self.filter(election__polling_day=polling_day)

    def about_contest(self, ballot_id: str) -> Self:
        """Return the claims about one contest."""
        return self.filter(contest__ballot_id=ballot_id)

    def about_contests(self, contests: ContestQuerySet) -> Self:
        """Return the claims about several contests."""
        return self.filter(contest__in=contests.order_by().values("pk"))

    def contests_spoken_of(self) -> set[int | None]:
        """Return the keys of the contests that any of these is about. One query."""
        return set(self.order_by().values_list("contest_id", flat=True).distinct())

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
