"""Whatever people do, in whatever order: nothing reaches readers without the checks asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from elections.domain.desk.refusals import (
    WayError,
)
from elections.domain.desk.sheets import Counted, Line, Sheet, SheetError, differences
from elections.domain.desk.states import (
    STATES,
    Agreed,
    Approved,
    Check,
    Differences,
    Expected,
    HandedIn,
    Keep,
    Published,
    Retracted,
    Settled,
    State,
    TwoAgree,
    Typist,
    published_in,
)
from elections.domain.desk.way import (
    approve,
    ask_again,
    begin,
    begin_correction,
    give_up,
    hand_in,
    publish,
    retract,
    retype,
    send_back,
    settle,
)

PEOPLE = st.sampled_from(("ruth", "omar", "edith"))
# Few enough that two people often type the same.
SHEETS = st.sampled_from(
    (
        Sheet(Counted.HELD, {"labour": 2, "conservative": 1}),
        Sheet(Counted.HELD, {"labour": 1, "conservative": 1}, vacant=1),
        Sheet(Counted.WON, {"labour": 1}),
        Sheet(Counted.HELD, {}),
    )
)
REASONS = st.sampled_from(("misread sheet", ""))


def in_state(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Try a step where it might lead on; test_way.py tries each in every other state."""
    return precondition(lambda self: self.state.name in names)


class AWay(RuleBasedStateMachine):
    """One result, and people who try everything with it."""

    def __init__(self) -> None:
        super().__init__()
        self.state: State = Expected()
        self.check = Check.SECOND_ENTRY
        # What readers ought to see, kept apart from the state.
        self.seen: Published | None = None

    @initialize(check=st.sampled_from(Check))
    def the_election_asks(self, check: Check) -> None:
        self.check = check

    @in_state("expected", "retracted")
    @rule()
    def somebody_begins(self) -> None:
        with contextlib.suppress(WayError):
            self.state = begin(self.state)

    @in_state("first_entry", "second_entry")
    @rule(by=PEOPLE, sheet=SHEETS)
    def somebody_hands_in(self, by: str, sheet: Sheet) -> None:
        with contextlib.suppress(WayError):
            self.state = hand_in(self.state, HandedIn(by, sheet), check=self.check)

    @in_state("second_entry")
    @rule(by=PEOPLE)
    def somebody_approves(self, by: str) -> None:
        with contextlib.suppress(WayError):
            self.state = approve(self.state, by=by, check=self.check)

    @in_state("second_entry")
    @rule(by=PEOPLE, reason=REASONS)
    def somebody_sends_it_back(self, by: str, reason: str) -> None:
        with contextlib.suppress(WayError):
            self.state = send_back(self.state, by=by, check=self.check, reason=reason)

    @in_state("differences")
    @rule(by=PEOPLE, keep=st.sampled_from(Keep))
    def somebody_settles(self, by: str, keep: Keep) -> None:
        with contextlib.suppress(WayError):
            self.state = settle(self.state, dict.fromkeys(self._differing(), keep), by=by)

    @in_state("differences")
    @rule(by=PEOPLE, of=st.sampled_from(Typist), data=st.data())
    def somebody_asks_again(self, by: str, of: Typist, data: st.DataObject) -> None:
        lines = (
            data.draw(st.sets(st.sampled_from(self._differing()))) if self._differing() else set()
        )
        with contextlib.suppress(WayError):
            self.state = ask_again(self.state, lines, of, by=by)

    @in_state("differences")
    @rule(by=PEOPLE, sheet=SHEETS, of=st.sampled_from(Typist))
    def somebody_types_again(self, by: str, sheet: Sheet, of: Typist) -> None:
        state = self.state
        asked = state.asked_of(of) if isinstance(state, Differences) else frozenset()
        said = {line: getattr(sheet, line.what.value, None) for line in asked}
        for line in asked:
            if line.party:
                said[line] = sheet.seats.get(line.party, 0)
        with contextlib.suppress(WayError, SheetError):
            self.state = retype(state, said, by=by)

    @in_state("second_entry", "differences", "agreed")
    @rule()
    def somebody_publishes(self) -> None:
        agreed = self.state
        with contextlib.suppress(WayError):
            self.state = publish(agreed)
            assert isinstance(agreed, Agreed)
            self._is_checked(agreed)
            self.seen = self.state

    @in_state("published", "corrected")
    @rule(reason=REASONS)
    def somebody_corrects(self, reason: str) -> None:
        with contextlib.suppress(WayError):
            self.state = begin_correction(self.state, reason=reason)
            assert reason

    @in_state("first_entry", "second_entry", "differences", "agreed")
    @rule(reason=REASONS)
    def somebody_gives_up(self, reason: str) -> None:
        with contextlib.suppress(WayError):
            self.state = give_up(self.state, reason=reason)

    @in_state("first_entry", "second_entry", "differences", "agreed", "published", "corrected")
    @rule(reason=REASONS)
    def somebody_takes_it_back(self, reason: str) -> None:
        with contextlib.suppress(WayError):
            self.state = retract(self.state, reason=reason)
            self.seen = None

    @invariant()
    def readers_see_what_was_published_last(self) -> None:
        assert published_in(self.state) == self.seen
        assert self.state.name in STATES
        assert not isinstance(self.state, Retracted) or self.seen is None

    def _differing(self) -> list[Line]:
        match self.state:
            case Differences(first=first, second=second):
                return [each.line for each in differences(first.sheet, second.sheet)]
            case _:
                return []

    def _is_checked(self, agreed: Agreed) -> None:
        """Two people at least stand behind every sheet, as the election asks."""
        match agreed.checked:
            case Approved(entry=entry, by=by):
                assert self.check is Check.APPROVAL
                assert by != entry.by
                assert agreed.sheet == entry.sheet
            case TwoAgree(first=first, second=second):
                assert self.check is Check.SECOND_ENTRY
                assert first.by != second.by
                assert agreed.sheet == first.sheet == second.sheet
            case Settled(first=first, second=second, by=by):
                assert self.check is Check.SECOND_ENTRY
                assert len({first.by, second.by, by}) == 3
        assert not agreed.sheet.is_empty


TestWay = AWay.TestCase
TestWay.settings = settings(max_examples=200, stateful_step_count=30)
