"""The way of a result, step by step: what leads on, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from elections.domain.desk.refusals import (
    EmptySheetError,
    LinesError,
    NoReasonError,
    NothingNewError,
    NotNowError,
    NotTheirsError,
    OwnEntryError,
)
from elections.domain.desk.sheets import COUNTED_LINE, Counted, Line, Sheet, seats_line
from elections.domain.desk.states import (
    STATES,
    Agreed,
    Approved,
    Check,
    Differences,
    Expected,
    FirstEntry,
    HandedIn,
    Keep,
    Published,
    Retracted,
    Round,
    SecondEntry,
    Settled,
    State,
    TwoAgree,
    Typist,
    published_in,
    typists_of,
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

RIGHT = Sheet(Counted.HELD, {"labour": 33, "conservative": 22, "independent": 4})
MISREAD = Sheet(Counted.HELD, {"labour": 32, "conservative": 23, "independent": 4})
LABOUR, CONSERVATIVE = seats_line("labour"), seats_line("conservative")
TWICE, ONCE = Check.SECOND_ENTRY, Check.APPROVAL


def entered(sheet: Sheet = RIGHT, *, check: Check = TWICE) -> State:
    return hand_in(begin(Expected()), HandedIn("ruth", sheet), check=check)


def differing() -> State:
    return hand_in(entered(), HandedIn("omar", MISREAD), check=TWICE)


def published() -> Published:
    return publish(hand_in(entered(), HandedIn("omar", RIGHT), check=TWICE))


def test_two_entries_that_say_the_same_agree_by_themselves() -> None:
    agreed = hand_in(entered(), HandedIn("omar", RIGHT), check=TWICE)
    checked = TwoAgree(HandedIn("ruth", RIGHT), HandedIn("omar", RIGHT))
    assert agreed == Agreed(Round(), RIGHT, checked)
    assert publish(agreed) == Published(RIGHT, checked)


def test_two_entries_that_differ_wait_for_an_editor() -> None:
    assert differing() == Differences(Round(), HandedIn("ruth", RIGHT), HandedIn("omar", MISREAD))


def test_one_entry_and_an_approval_are_enough_where_the_election_says_so() -> None:
    agreed = approve(entered(check=ONCE), by="omar", check=ONCE)
    assert agreed == Agreed(Round(), RIGHT, Approved(HandedIn("ruth", RIGHT), "omar"))


def test_an_entry_that_is_sent_back_is_typed_again() -> None:
    sent = send_back(entered(check=ONCE), by="omar", check=ONCE, reason="Labour is 33")
    assert sent == FirstEntry(Round(), sent_back="Labour is 33")
    again = hand_in(sent, HandedIn("ruth", RIGHT), check=ONCE)
    assert isinstance(approve(again, by="omar", check=ONCE), Agreed)


def test_an_editor_keeps_one_entry_on_one_line_and_the_other_on_another() -> None:
    kept = {LABOUR: Keep.FIRST, CONSERVATIVE: Keep.FIRST}
    agreed = settle(differing(), kept, by="edith")
    assert agreed.sheet == RIGHT
    assert isinstance(agreed.checked, Settled)
    assert dict(agreed.checked.kept) == kept
    mixed = settle(differing(), {LABOUR: Keep.SECOND, CONSERVATIVE: Keep.FIRST}, by="edith")
    assert dict(mixed.sheet.seats) == {"conservative": 22, "independent": 4, "labour": 32}


def test_keeping_one_of_two_that_count_differently_keeps_it_whole() -> None:
    won = Sheet(Counted.WON, {"labour": 12})
    state = hand_in(entered(), HandedIn("omar", won), check=TWICE)
    assert settle(state, {COUNTED_LINE: Keep.SECOND}, by="edith").sheet == won


def test_lines_go_back_to_their_typist_who_types_them_again() -> None:
    asked = ask_again(differing(), {LABOUR, CONSERVATIVE}, Typist.SECOND, by="edith")
    assert asked.asked_of(Typist.SECOND) == {LABOUR, CONSERVATIVE}
    assert asked.asked_of(Typist.FIRST) == frozenset()
    agreed = retype(asked, {LABOUR: 33, CONSERVATIVE: 22}, by="omar")
    assert isinstance(agreed, Agreed)
    assert agreed.sheet == RIGHT


def test_lines_that_still_differ_wait_for_the_editor_again() -> None:
    asked = ask_again(differing(), {LABOUR}, Typist.SECOND, by="edith")
    again = retype(asked, {LABOUR: 33}, by="omar")
    assert isinstance(again, Differences)
    assert again.asked == ()
    assert again.second.sheet.seats["labour"] == 33


def test_lines_can_go_back_to_both_typists() -> None:
    asked = ask_again(differing(), {LABOUR}, Typist.FIRST, by="edith")
    both = ask_again(asked, {CONSERVATIVE}, Typist.SECOND, by="edith")
    after = retype(both, {CONSERVATIVE: 22}, by="omar")
    assert isinstance(after, Differences)
    assert after.asked_of(Typist.FIRST) == {LABOUR}
    assert retype(after, {LABOUR: 32}, by="ruth").name == "agreed"


def test_a_correction_goes_the_whole_way_while_readers_see_what_was_published() -> None:
    was = published()
    state: State = begin_correction(was, reason="misread sheet")
    assert published_in(state) == was
    corrected = Sheet(Counted.HELD, {"labour": 32, "conservative": 22, "independent": 5})
    state = hand_in(state, HandedIn("ruth", corrected), check=TWICE)
    assert published_in(state) == was
    state = hand_in(state, HandedIn("omar", corrected), check=TWICE)
    now = publish(state)
    assert (now.name, now.sheet, now.corrects) == ("corrected", corrected, "misread sheet")


def test_a_correction_that_corrects_nothing_is_not_published() -> None:
    state: State = begin_correction(published(), reason="misread sheet")
    for by in ("ruth", "omar"):
        state = hand_in(state, HandedIn(by, RIGHT), check=TWICE)
    with pytest.raises(NothingNewError):
        publish(state)


def test_a_correction_that_is_given_up_leaves_what_was_published() -> None:
    was = published()
    assert give_up(begin_correction(was, reason="misread"), reason="it was right") == was


def test_an_entry_that_is_given_up_is_expected_again() -> None:
    assert give_up(entered(), reason="another council's sheet") == Expected()


def test_a_result_is_taken_back_whatever_is_under_way() -> None:
    for state in (published(), begin_correction(published(), reason="misread")):
        assert retract(state, reason="declared in error") == Retracted("declared in error")


def test_a_result_that_was_taken_back_can_be_entered_anew() -> None:
    assert begin(Retracted("declared in error")) == FirstEntry()


@pytest.mark.parametrize(
    "step",
    [
        lambda: hand_in(entered(), HandedIn("ruth", RIGHT), check=TWICE),
        lambda: approve(entered(check=ONCE), by="ruth", check=ONCE),
        lambda: send_back(entered(check=ONCE), by="ruth", check=ONCE, reason="again"),
        lambda: settle(differing(), {LABOUR: Keep.FIRST, CONSERVATIVE: Keep.FIRST}, by="omar"),
        lambda: ask_again(differing(), {LABOUR}, Typist.FIRST, by="omar"),
    ],
    ids=["a second entry", "approval", "sending back", "settling", "asking again"],
)
def test_nobody_checks_an_entry_of_their_own(step: Callable[[], object]) -> None:
    with pytest.raises(OwnEntryError):
        step()


@pytest.mark.parametrize(
    "step",
    [
        lambda: begin_correction(published(), reason=" "),
        lambda: retract(published(), reason=""),
        lambda: give_up(entered(), reason=""),
        lambda: send_back(entered(check=ONCE), by="omar", check=ONCE, reason=""),
    ],
    ids=["correcting", "retracting", "giving up", "sending back"],
)
def test_what_goes_on_record_with_a_reason_needs_one(step: Callable[[], object]) -> None:
    with pytest.raises(NoReasonError):
        step()


@pytest.mark.parametrize(
    "lines", [{}, {LABOUR: Keep.FIRST}, {LABOUR: Keep.FIRST, seats_line("green"): Keep.FIRST}]
)
def test_an_editor_settles_all_that_differs_and_nothing_else(lines: dict[Line, Keep]) -> None:
    with pytest.raises(LinesError):
        settle(differing(), lines, by="edith")


def test_only_lines_that_differ_are_sent_back() -> None:
    for lines in (set(), {seats_line("green")}):
        with pytest.raises(LinesError):
            ask_again(differing(), lines, Typist.FIRST, by="edith")


def test_lines_are_typed_again_by_those_they_went_back_to() -> None:
    asked = ask_again(differing(), {LABOUR}, Typist.SECOND, by="edith")
    for by in ("ruth", "edith"):
        with pytest.raises(NotTheirsError):
            retype(asked, {LABOUR: 33}, by=by)
    with pytest.raises(LinesError):
        retype(asked, {CONSERVATIVE: 22}, by="omar")


def test_an_empty_sheet_is_never_handed_in() -> None:
    with pytest.raises(EmptySheetError):
        hand_in(begin(Expected()), HandedIn("ruth", Sheet(Counted.HELD, {})), check=TWICE)


# Every state, and the steps that lead out of it. Whatever is not here is refused.
EXAMPLES: dict[str, State] = {
    "expected": Expected(),
    "first_entry": FirstEntry(),
    "second_entry": entered(),
    "differences": differing(),
    "agreed": hand_in(entered(), HandedIn("omar", RIGHT), check=TWICE),
    "published": published(),
    "corrected": Published(RIGHT, published().checked, corrects="misread"),
    "retracted": Retracted("declared in error"),
}
STEPS: dict[str, Callable[[State], State]] = {
    "begin": begin,
    "hand in": lambda state: hand_in(state, HandedIn("zoe", RIGHT), check=TWICE),
    "approve": lambda state: approve(state, by="zoe", check=ONCE),
    "send back": lambda state: send_back(state, by="zoe", check=ONCE, reason="why"),
    "settle": lambda state: settle(state, {LABOUR: Keep.FIRST, CONSERVATIVE: Keep.FIRST}, by="zoe"),
    "ask again": lambda state: ask_again(state, {LABOUR}, Typist.FIRST, by="zoe"),
    "publish": publish,
    "correct": lambda state: begin_correction(state, reason="why"),
    "give up": lambda state: give_up(state, reason="why"),
    "retract": lambda state: retract(state, reason="why"),
}
LEADS = {
    "expected": {"begin"},
    "first_entry": {"hand in", "give up"},
    "second_entry": {"hand in", "approve", "send back", "give up"},
    "differences": {"settle", "ask again", "give up"},
    "agreed": {"publish", "give up"},
    "published": {"correct", "retract"},
    "corrected": {"correct", "retract"},
    "retracted": {"begin"},
}


def test_every_state_has_its_name() -> None:
    assert {name: state.name for name, state in EXAMPLES.items()} == {name: name for name in STATES}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", STATES)
def test_each_state_leads_where_it_should_and_nowhere_else(name: str, step: str) -> None:
    if step in LEADS[name]:
        STEPS[step](EXAMPLES[name])
    else:
        with pytest.raises(NotNowError):
            STEPS[step](EXAMPLES[name])


def test_a_second_entry_is_refused_where_one_and_an_approval_are_asked_for() -> None:
    with pytest.raises(NotNowError):
        hand_in(entered(check=ONCE), HandedIn("omar", RIGHT), check=ONCE)
    with pytest.raises(NotNowError):
        approve(entered(), by="omar", check=TWICE)


def test_who_typed_is_known_at_every_state() -> None:
    assert typists_of(Expected()) == frozenset()
    assert typists_of(entered()) == {"ruth"}
    assert typists_of(differing()) == {"ruth", "omar"}
    assert isinstance(entered(), SecondEntry)
