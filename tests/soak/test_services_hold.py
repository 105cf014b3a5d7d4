"""Whatever people do through the services, in whatever order: nothing goes out without the checks asked for."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from elections.codec.way import way_of
from elections.domain.desk.holding import HeldError
from elections.domain.desk.refusals import WayError
from elections.domain.desk.sheets import Counted, Sheet, differences
from elections.domain.desk.states import (
    Agreed,
    Approved,
    Check,
    Differences,
    HandedIn,
    Keep,
    Settled,
    State,
    TwoAgree,
    published_in,
)
from elections.models import Contest, DeskResult, Publication
from elections.services.desk import checking, entering, publishing
from elections.services.desk.stepping import Actor, Seen, StaleError
from tests import factories
from tests.soak.accounts import account

BALLOT = "local.soak-000.2023-05-04"
PEOPLE = st.sampled_from(("ruth", "omar", "edith"))
SHEETS = st.sampled_from(
    (
        Sheet(Counted.HELD, {"labour": 6, "conservative": 3}),
        Sheet(Counted.HELD, {"labour": 3, "conservative": 6}),
        Sheet(Counted.HELD, {"labour": 1}),
        Sheet(Counted.HELD, {}),
    )
)
REASONS = st.sampled_from(("misread sheet", ""))
# How far behind the newest token a form may be.
BEHIND = st.sampled_from((0, 0, 0, 1))
REFUSED = (
    WayError,
    HeldError,
    StaleError,
    entering.FoundError,
    publishing.StoppedError,
    publishing.WhatStaysError,
)


class AtTheDesk(RuleBasedStateMachine):
    """One council's result, and people who try everything with it through the services."""

    # Over all tries: a machine that never publishes shows nothing.
    ever_published = 0

    def __init__(self) -> None:
        super().__init__()
        self.at = factories.NIGHT
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        self.published = 0

    @initialize(check=st.sampled_from(Check))
    def a_council_is_expected(self, check: Check) -> None:
        for slug in ("labour", "conservative"):
            factories.party(slug=slug)
        council = factories.made(factories.new_council(slug="soak-000"))
        factories.council_size(of=council, seats=9)
        factories.contest(
            of=council, scope="whole", seats_up=9, facts_source=factories.fact_source()
        )
        election = factories.election()
        election.check_asked = check.value
        election.save()
        self.check = check

    @rule(by=PEOPLE, reason=REASONS)
    def somebody_opens(self, by: str, reason: str) -> None:
        with contextlib.suppress(*REFUSED):
            entering.open_entry(ballot_id=BALLOT, by=Actor(by), at=self._now(), reason=reason)

    @rule(by=PEOPLE, sheet=SHEETS, behind=BEHIND)
    def somebody_hands_in(self, by: str, sheet: Sheet, behind: int) -> None:
        with contextlib.suppress(*REFUSED):
            entry = HandedIn(by, sheet)
            entering.hand_in(seen=self._seen(behind), entry=entry, by=Actor(by), at=self._now())

    @rule(sheet=SHEETS, one=PEOPLE, other=PEOPLE)
    def two_type_the_same(self, sheet: Sheet, one: str, other: str) -> None:
        for by in (one, other):
            self.somebody_opens(by, "")
            self.somebody_hands_in(by, sheet, 0)

    @rule(by=PEOPLE, behind=BEHIND)
    def somebody_approves(self, by: str, behind: int) -> None:
        with contextlib.suppress(*REFUSED):
            checking.approve(seen=self._seen(behind), by=Actor(by), at=self._now())

    @rule(by=PEOPLE, keep=st.sampled_from(Keep))
    def somebody_settles(self, by: str, keep: Keep) -> None:
        state = self._state()
        if isinstance(state, Differences):
            lines = [each.line for each in differences(state.first.sheet, state.second.sheet)]
            with contextlib.suppress(*REFUSED):
                kept = dict.fromkeys(lines, keep)
                checking.settle(seen=self._seen(0), kept=kept, by=Actor(by), at=self._now())

    @rule(by=PEOPLE, behind=BEHIND)
    def somebody_publishes(self, by: str, behind: int) -> None:
        agreed = self._state()
        with contextlib.suppress(*REFUSED):
            publishing.publish(seen=self._seen(behind), by=Actor(by), at=self._now())
            assert isinstance(agreed, Agreed)
            self._is_checked(agreed)
            self.published += 1
            AtTheDesk.ever_published += 1

    @rule(by=PEOPLE, reason=REASONS)
    def somebody_corrects(self, by: str, reason: str) -> None:
        with contextlib.suppress(*REFUSED):
            seen = self._seen(0)
            publishing.begin_correction(seen=seen, by=Actor(by), at=self._now(), reason=reason)

    @rule(by=PEOPLE, reason=REASONS)
    def somebody_gives_up(self, by: str, reason: str) -> None:
        with contextlib.suppress(*REFUSED):
            publishing.give_up(seen=self._seen(0), by=Actor(by), at=self._now(), reason=reason)

    @invariant()
    def readers_see_what_was_checked_and_published_last(self) -> None:
        assert Publication.objects.count() == self.published
        state = self._state()
        shown = None if state is None else published_in(state)
        assert (shown is not None) == bool(self.published)
        with connection.cursor() as cursor:
            assert account(cursor).wrong == ()

    def teardown(self) -> None:
        """Undo it all."""
        transaction.set_rollback(True)
        self._transaction.__exit__(None, None, None)

    def _state(self) -> State | None:
        result = DeskResult.objects.of_contest(BALLOT).first()
        return None if result is None else way_of(result.way)

    def _seen(self, behind: int) -> Seen:
        result = DeskResult.objects.of_contest(BALLOT).first()
        return Seen(BALLOT, (0 if result is None else result.token) - behind)

    def _now(self) -> datetime:
        self.at += timedelta(minutes=4)
        return self.at

    def _is_checked(self, agreed: Agreed) -> None:
        match agreed.checked:
            case Approved(entry=entry, by=by):
                assert self.check is Check.APPROVAL
                assert by != entry.by
            case TwoAgree(first=first, second=second):
                assert self.check is Check.SECOND_ENTRY
                assert first.by != second.by
                assert first.sheet == second.sheet == agreed.sheet
            case Settled(first=first, second=second, by=by):
                assert self.check is Check.SECOND_ENTRY
                assert len({first.by, second.by, by}) == 3


@pytest.mark.django_db
def test_nothing_goes_out_without_the_checks_asked_for() -> None:
    assert not Contest.objects.exists()
    run_state_machine_as_test(
        AtTheDesk,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert AtTheDesk.ever_published > 0
