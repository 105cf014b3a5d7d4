"""The words in which the results desk asks for its rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from elections.append_only import AppendOnlyQuerySet
from elections.domain.desk.holding import Hold

if TYPE_CHECKING:
    from elections.models import (
        AuditEntry,
        Correction,
        DeskResult,
        Draft,
        SeatsDefended,
        Withdrawal,
    )
    from elections.querysets.contests import ContestQuerySet
    from elections.querysets.sources import ClaimQuerySet


class DeskResultQuerySet(models.QuerySet["DeskResult"]):
    """Results on their way to readers."""

    def of_contest(self, ballot_id: str) -> Self:
        """Return the result of one contest, if anybody has begun with it."""
        return self.filter(contest__ballot_id=ballot_id)

    def of_contests(self, contests: ContestQuerySet) -> Self:
        """Return the results of several contests."""
        return self.filter(contest__in=contests.order_by().values("pk"))

    def of_election(self, polling_day: date) -> Self:
        """Return the results of one polling day."""
        return self.filter(contest__election__polling_day=polling_day)

    def with_contests(self) -> Self:
        """Fetch each result's contest, election and council in the same query."""
        return self.select_related("contest__election", "contest__council__region")

    def stamp(
        self, at: datetime
    ) -> tuple[tuple[tuple[int, int, datetime], ...], tuple[tuple[int, str], ...]]:
        """Return the last step with each result, and who has which before them. One query.

        Each step counts a result's token up. A restored database counts the same up again, at other times.
        """
        rows = list(
            self.order_by("pk").values_list("pk", "token", "changed_at", "held_by", "held_until")
        )
        held = [
            (pk, by)
            for pk, _, _, by, until in rows
            if until is not None and Hold(by, until).is_live(at)
        ]
        return tuple((pk, token, changed_at) for pk, token, changed_at, _, _ in rows), tuple(held)

    def held_until_saved(self) -> Self:
        """Return the results locked, always in one order, until the transaction ends."""
        return self.order_by("pk").select_for_update(of=("self",))


class DraftQuerySet(models.QuerySet["Draft"]):
    """What people have typed and not handed in."""

    def of(self, result: DeskResult, by: str) -> Self:
        """Return somebody's draft of a result, if they have one."""
        return self.filter(result=result, by=by)

    def of_results(self, results: DeskResultQuerySet) -> Self:
        """Return everybody's drafts of several results."""
        return self.filter(result__in=results.order_by().values("pk"))

    def of_all(self, results: Collection[DeskResult], by: str) -> Self:
        """Return somebody's drafts of several results."""
        return self.filter(result__in=results, by=by)

    def of_keys(self, keys: Collection[int]) -> Self:
        """Return the drafts of some primary keys."""
        return self.filter(pk__in=keys)


class AuditQuerySet(AppendOnlyQuerySet["AuditEntry"]):
    """Who did what to what, when, and from where."""

    def about_contest(self, ballot_id: str) -> Self:
        """Return what was done to one contest."""
        return self.filter(contest__ballot_id=ballot_id)

    def about_person(self, name: str) -> Self:
        """Return what was done to somebody who signs in by this name."""
        return self.filter(subject=name, contest__isnull=True)

    def of_election(self, polling_day: date) -> Self:
        """Return what was done to the contests of one polling day."""
        return self.filter(contest__election__polling_day=polling_day)

    def of_council(self, name: str) -> Self:
        """Return what was done to one council's contests: by its slug, or its name however written."""
        return self.filter(
            models.Q(contest__council__slug=name) | models.Q(contest__council__name__iexact=name)
        )

    def contest_keys(self) -> list[int | None]:
        """Return the keys of the contests that something was done to. One query."""
        return list(self.order_by().values_list("contest_id", flat=True).distinct())

    def of_key(self, key: int) -> Self:
        """Return the entry of a primary key."""
        return self.filter(pk=key)

    def by(self, name: str) -> Self:
        """Return what one person did."""
        return self.filter(by=name)

    def newest_by_contest(self) -> dict[int, int]:
        """Return the key of the newest entry about each contest. One query."""
        rows = self.filter(contest__isnull=False).order_by().values("contest_id")
        return dict(rows.annotate(newest=models.Max("pk")).values_list("contest_id", "newest"))

    def names(self) -> list[str]:
        """Return who did anything, from A to Z. One query."""
        return sorted(self.order_by().values_list("by", flat=True).distinct())

    def of_actions(self, actions: Collection[str]) -> Self:
        """Return what was done of certain kinds, or anything if none is named."""
        return self.filter(action__in=actions) if actions else self.all()

    def that_proposed(self, proposal: int) -> Self:
        """Return the entry of the proposal of a primary key."""
        return self.filter(action="proposed", after__proposal=proposal)

    def with_state_after(self) -> Self:
        """Return the entries that hold the state into which something put a result."""
        return self.filter(after__has_key="state")

    def between(self, since: datetime | None, until: datetime | None) -> Self:
        """Return what was done from a moment on and before another; None is no bound."""
        found = self if since is None else self.filter(at__gte=since)
        return found if until is None else found.filter(at__lt=until)

    def with_reason_about(self, words: str) -> Self:
        """Return the entries about a contest whose reason has some words in it."""
        return self.filter(contest__isnull=False, reason__icontains=words)

    def telling(self, words: str, *, kept_back: Collection[int] = ()) -> Self:
        """Return the entries whose reason, person or council has some words in it.

        The reasons of the entries with the keys `kept_back` do not count.
        """
        return self.filter(
            models.Q(reason__icontains=words) & ~models.Q(pk__in=kept_back)
            | models.Q(by__icontains=words)
            | models.Q(subject__icontains=words)
            | models.Q(contest__council__name__icontains=words)
        )

    def with_contests(self) -> Self:
        """Fetch each entry's contest, election and council in the same query."""
        return self.select_related("contest__election", "contest__council")

    def with_results(self) -> Self:
        """Fetch each entry's contest, council and where its result is now in the same query."""
        return self.select_related("contest__election", "contest__council", "contest__desk_result")

    def newest_first(self) -> Self:
        """Return the entries, the latest first: in the order in which they were written.

        Not by their times: a clock that was put back would have a later entry come before an earlier one.
        """
        return self.order_by("-pk")


class SeatsDefendedQuerySet(models.QuerySet["SeatsDefended"]):
    """The seats that parties defended."""

    def of_contests(self, contests: ContestQuerySet) -> Self:
        """Return the seats defended at several contests."""
        return self.filter(contest__in=contests.order_by().values("pk"))

    def with_names(self) -> Self:
        """Fetch each row's party and source in the same query."""
        return self.select_related("party", "source")


class WithdrawalQuerySet(AppendOnlyQuerySet["Withdrawal"]):
    """Claims that were taken back, and stay on record."""

    def of_claims(self, claims: ClaimQuerySet) -> Self:
        """Return the withdrawals of several claims."""
        return self.filter(claim__in=claims.order_by().values("pk"))


class CorrectionQuerySet(AppendOnlyQuerySet["Correction"]):
    """What was corrected or taken back in the open."""

    def of_contests(self, contests: ContestQuerySet) -> Self:
        """Return the corrections of several contests."""
        return self.filter(publication__contest__in=contests.order_by().values("pk"))

    def newest_first(self) -> Self:
        """Return the corrections, the latest first."""
        return self.order_by("-pk")
