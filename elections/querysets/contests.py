"""Elections and contests, in the words of those who ask about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, Subquery

from elections.domain.polling import ElectionStatus, newest_polling_day
from elections.polls import at_or_after_close

if TYPE_CHECKING:
    from elections.models import (
        Contest,
        Election,
    )
    from elections.querysets.sources import ClaimQuerySet


class ElectionQuerySet(models.QuerySet["Election"]):
    """Polling days."""

    def get_by_natural_key(self, polling_day: date | str) -> Election:
        """Return the election of this day. Raises Election.DoesNotExist."""
        return self.get(polling_day=polling_day)

    def on_day(self, polling_day: date) -> Self:
        """Return the election of one polling day, if there is one."""
        return self.filter(polling_day=polling_day)

    def opened(self) -> Self:
        """Return the elections that readers see: neither drafts nor rehearsals."""
        return self.filter(status=ElectionStatus.OPEN.value)

    def rehearsals(self) -> Self:
        """Return the rehearsals."""
        return self.filter(status=ElectionStatus.REHEARSAL.value)

    def to_come(self, today: date) -> Self:
        """Return the drafts, and the elections that are not over before a day."""
        return self.filter(Q(status=ElectionStatus.DRAFT.value) | Q(polling_day__gte=today))

    def newest(self, today: date) -> Self:
        """Return the newest election that readers see, if there is one: it is over, or in its season."""
        last = newest_polling_day(today)
        return self.opened().filter(polling_day__lte=last).newest_first()[:1]

    def newest_first(self) -> Self:
        """Return the elections, the latest polling day first."""
        return self.order_by("-polling_day")

    def held_until_saved(self) -> Self:
        """Return the elections locked, always in one order, until the transaction ends."""
        return self.order_by("pk").select_for_update(of=("self",))


class ContestQuerySet(models.QuerySet["Contest"]):
    """Councils at elections."""

    def get_by_natural_key(self, ballot_id: str) -> Contest:
        """Return the contest of this id. Raises Contest.DoesNotExist."""
        return self.get(ballot_id=ballot_id)

    def opened(self) -> Self:
        """Return the contests of elections that readers see: neither drafts nor rehearsals."""
        return self.filter(election__status=ElectionStatus.OPEN.value)

    def rehearsed(self) -> Self:
        """Return the contests of rehearsals."""
        return self.filter(election__status=ElectionStatus.REHEARSAL.value)

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

    def with_a_publication(self) -> Self:
        """Return the contests of which a result is published."""
        return self.filter(publications__is_current=True)

    def without_a_publication(self) -> Self:
        """Return the contests of which no result is published."""
        return self.exclude(pk__in=self.model._default_manager.with_a_publication().values("pk"))

    def over_or_in_season(self, today: date) -> Self:
        """Return the contests of elections that are over, or in their season."""
        return self.filter(election__polling_day__lte=newest_polling_day(today))

    def with_names(self) -> Self:
        """Fetch each contest's election, council and region in the same query."""
        return self.select_related("election", "council__region")

    def with_facts(self) -> Self:
        """Fetch its names and what the standing facts of each contest need in the same query."""
        return self.select_related("election", "council__region", "facts_source")

    def in_order_of_name(self) -> Self:
        """Return the contests by the council's name, from A to Z."""
        return self.order_by("council__name", "ballot_id")

    def newest_first(self) -> Self:
        """Return the contests, the latest polling day first."""
        return self.order_by("-election__polling_day", "ballot_id")

    def but_those_of(self, claims: ClaimQuerySet) -> Self:
        """Return the contests that none of some claims is about."""
        return self.exclude(pk__in=claims.filter(contest__isnull=False).values("contest"))

    def those_of(self, claims: ClaimQuerySet) -> Self:
        """Return the contests that any of some claims is about."""
        return self.filter(pk__in=claims.filter(contest__isnull=False).values("contest"))

    def with_something_said(self) -> Self:
        """Return the contests but those that an admin expects and nobody has said anything of.

        To publish that nothing is known would put them on record for good, a slip among them.
        """
        added = apps.get_model("elections", "Amendment").objects.filter(
            kind="contest", key=OuterRef("ballot_id")
        )
        return self.exclude(Exists(added), claims__isnull=True, publications__isnull=True)

    def newest_published_of_each_council(self) -> Self:
        """Return each council's newest contest, of these, of which a result is published.

        What was published before the polls closed tells how things stood, and is no result.
        """
        newest = (
            self.filter(
                at_or_after_close(
                    "publications__published_at", polling_day="election__polling_day"
                ),
                council=OuterRef("council"),
                publications__is_current=True,
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
