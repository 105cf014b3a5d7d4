"""What is published: versions, figures, changes of control, findings, claims used, in the words of those who ask about them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When

from elections.append_only import AppendOnlyQuerySet
from elections.domain.polling import ElectionStatus
from elections.polls import at_or_after_close

if TYPE_CHECKING:
    from elections.models import (
        ChangeOfControl,
        ClaimUse,
        Contest,
        Publication,
        PublishedFinding,
        Tally,
    )
    from elections.querysets.contests import ContestQuerySet


_OF_A_CHANGE = (
    "baseline",
    "kind",
    "control_before_kind",
    "control_before_status",
    "control_before_precision",
    "control_before_detail",
    "detail",
)


class PublicationQuerySet(AppendOnlyQuerySet["Publication"]):
    """Published results, old versions included."""

    def opened(self) -> Self:
        """Return the publications of elections that readers see: neither drafts nor rehearsals."""
        return self.filter(contest__election__status=ElectionStatus.OPEN.value)

    def after_the_poll(self) -> Self:
        """Return what was published after the polls closed: before, there is no result to tell."""
        return self.filter(
            at_or_after_close("published_at", polling_day="contest__election__polling_day")
        )

    def current(self) -> Self:
        """Return the publications that no later one has replaced."""
        return self.filter(is_current=True)

    def of_contests(self, contests: ContestQuerySet) -> Self:
        """Return the publications of several contests."""
        return self.filter(contest__in=contests.order_by().values("pk"))

    def contests_spoken_of(self) -> set[int]:
        """Return the keys of the contests that have any of these. One query."""
        return set(self.order_by().values_list("contest_id", flat=True))

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

    def states_by_contest(self) -> dict[int, str]:
        """Return the state of each contest's publication, by the contest's key. One query."""
        return dict(self.order_by().values_list("contest_id", "state"))

    def of_version(self, version: int) -> Self:
        """Return the publications of one version."""
        return self.filter(version=version)

    def old(self) -> Self:
        """Return the publications that another has replaced."""
        return self.filter(is_current=False)

    def correcting(self) -> Self:
        """Return the publications that put an earlier one right or took it back, with what they did."""
        return self.filter(correction__isnull=False).select_related("correction")

    def with_corrections(self) -> Self:
        """Fetch what each version put right in the same query."""
        return self.select_related("correction")

    def with_control_disputed(self) -> list[int]:
        """Return the keys of the contests in which it is disputed who has control after. One query."""
        disputed = self.filter(control_after_status="disputed").order_by()
        return list(disputed.values_list("contest_id", flat=True))

    def addressed(self) -> models.QuerySet[Publication, tuple[date, str, int]]:
        """Return what names each version in addresses: polling day, the council's slug, number."""
        return self.values_list(
            "contest__election__polling_day", "contest__council__slug", "version"
        )

    def newest_first(self) -> Self:
        """Return the publications, the latest version first."""
        return self.order_by("-version", "pk")

    def with_changes(self) -> Self:
        """Fetch who has control after, and what that changed, in the same query: a row a change.

        Each column of a change is named as in `change_baseline`; all are None where there is none.
        `put_right` is the kind of correction that the publication is, if it is one, and
        `was_put_right` whether it or one before it is.
        """
        up_to_it = self.model.objects.correcting().filter(
            contest=OuterRef("contest"), version__lte=OuterRef("version")
        )
        return self.select_related("control_after_party").annotate(
            **{f"change_{name}": F(f"changes_of_control__{name}") for name in _OF_A_CHANGE},
            change_party=F("changes_of_control__control_before_party__slug"),
            put_right=F("correction__kind"),
            was_put_right=Exists(up_to_it.select_related(None)),
        )

    def with_contests(self) -> Self:
        """Fetch each publication's contest with its election, council and region as well."""
        return self.select_related("contest__election", "contest__council__region")

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

    def parties_by_council(
        self, councils: models.QuerySet[Contest, int], *, until: date
    ) -> dict[int, set[str]]:
        """Return who held, held before, won or gained seats at a council's polls up to a day. One query."""
        named = (
            self.current()
            .filter(
                Q(value__gt=0) | Q(high__gt=0),
                party__isnull=False,
                publication__contest__council__in=councils,
                publication__contest__election__polling_day__lte=until,
            )
            .filter(
                # A rehearsal's own results are for its own pages, and for no other contest's.
                Q(publication__contest__election__status=ElectionStatus.OPEN.value)
                | Q(publication__contest__election__polling_day=until)
            )
            .values_list("publication__contest__council", "party__slug")
            .distinct()
            .order_by()
        )
        found: dict[int, set[str]] = {}
        for council, party in named:
            found.setdefault(council, set()).add(party)
        return found

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

    def numbers_disputed(self, contests: ContestQuerySet) -> dict[int, int]:
        """Return since how many baselines it is disputed who had control, by contest. One query."""
        counted = (
            self.current()
            .filter(
                control_before_status="disputed",
                publication__contest__in=contests.order_by().values("pk"),
            )
            .values("publication__contest")
            .annotate(number=Count("pk"))
            .order_by()
        )
        return {row["publication__contest"]: row["number"] for row in counted}


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

    def opened(self) -> Self:
        """Return what became of claims about elections that readers see."""
        return self.filter(publication__contest__election__status=ElectionStatus.OPEN.value)

    def current(self) -> Self:
        """Return what became of claims in the results that no later one has replaced."""
        return self.filter(publication__is_current=True)

    def bare(self) -> models.QuerySet[ClaimUse, tuple[Any, ...]]:
        """Return each use's publication, reference and outcome, and its source column by column."""
        return self.values_list(
            "publication_id",
            "claim__reference",
            "outcome",
            "claim__source__slug",
            "claim__source__name",
            "claim__source__outlet",
            "claim__source__kind",
            "claim__source__published_on",
            "claim__source__edition",
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
