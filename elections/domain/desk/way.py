"""The way of a result: what leads from one state to the next.

Each function takes a result's state and who does what, and returns the next state, or raises one of
the errors of `refusals.py`. Nothing else moves a result, and nothing reaches readers but by `publish`.
`docs/way-of-a-result.md` draws it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from elections.domain.desk.refusals import (
    EmptySheetError,
    LinesError,
    NoReasonError,
    NothingNewError,
    NotNowError,
    NotTheirsError,
    OwnEntryError,
)
from elections.domain.desk.sheets import (
    COUNTED_LINE,
    Line,
    Said,
    Sheet,
    differences,
    said_on,
    with_line,
)
from elections.domain.desk.states import (
    Agreed,
    Approved,
    Check,
    Checked,
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
    entry_of,
    published_in,
)


def begin(state: State) -> FirstEntry:
    """Return the state once somebody begins to type the first entry. Raises NotNowError."""
    match state:
        case Expected() | Retracted():
            return FirstEntry()
        case _:
            raise NotNowError(state, "begin")


def hand_in(state: State, entry: HandedIn, *, check: Check) -> State:
    """Return the state once an entry is handed in, as the first one or as the second.

    A second entry that says what the first does agrees by itself. Raises NotNowError,
    OwnEntryError where one person would type both, and EmptySheetError.
    """
    match state:
        case FirstEntry(round=of) | SecondEntry(round=of):
            if entry.sheet.is_empty:
                raise EmptySheetError
        case _:
            raise NotNowError(state, "hand in")
    match state:
        case FirstEntry():
            return SecondEntry(of, entry)
        case SecondEntry(first=first):
            if check is not Check.SECOND_ENTRY:
                raise NotNowError(state, "enter a second time")
            _not_their_own(entry.by, first)
            return _compared(of, first, entry)


def approve(state: State, *, by: str, check: Check) -> Agreed:
    """Return the state once somebody else approves the one entry. Raises NotNowError, OwnEntryError."""
    match state:
        case SecondEntry(round=of, first=first) if check is Check.APPROVAL:
            _not_their_own(by, first)
            return Agreed(of, first.sheet, Approved(first, by))
        case _:
            raise NotNowError(state, "approve")


def send_back(state: State, *, by: str, check: Check, reason: str) -> FirstEntry:
    """Return the state once whoever was to approve the entry sends it back to be typed again.

    Raises NotNowError, OwnEntryError, NoReasonError.
    """
    match state:
        case SecondEntry(round=of, first=first) if check is Check.APPROVAL:
            _not_their_own(by, first)
            return FirstEntry(of, sent_back=_said_why(reason, "send back"))
        case _:
            raise NotNowError(state, "send back")


def settle(state: State, kept: Mapping[Line, Keep], *, by: str) -> Agreed:
    """Return the state once an editor says, for every line that differs, which entry is right.

    Raises NotNowError, OwnEntryError where the editor typed one of them, and LinesError where
    lines are missing or do not differ. Where the entries count different things, keeping one of
    them there keeps it whole.
    """
    match state:
        case Differences(round=of, first=first, second=second):
            for entry in (first, second):
                _not_their_own(by, entry)
        case _:
            raise NotNowError(state, "settle")
    differing = {each.line for each in differences(first.sheet, second.sheet)}
    if differing != set(kept):
        raise LinesError(differing ^ set(kept))
    if COUNTED_LINE in kept:
        sheet = (first if kept[COUNTED_LINE] is Keep.FIRST else second).sheet
    else:
        sheet = first.sheet
        for line, keep in kept.items():
            if keep is Keep.SECOND:
                sheet = with_line(sheet, line, said_on(second.sheet, line))
    if sheet.is_empty:
        raise EmptySheetError
    return Agreed(of, sheet, Settled(first, second, tuple(sorted(kept.items())), by))


def ask_again(state: State, lines: Set[Line], of: Typist, *, by: str) -> Differences:
    """Return the state once an editor sends lines that differ back to one of the typists.

    Who typed them is told which lines, and nothing of what the other one typed. Raises
    NotNowError, OwnEntryError, LinesError.
    """
    match state:
        case Differences(round=in_round, first=first, second=second):
            for entry in (first, second):
                _not_their_own(by, entry)
        case _:
            raise NotNowError(state, "send lines back of")
    differing = {each.line for each in differences(first.sheet, second.sheet)}
    if not lines or not lines <= differing:
        raise LinesError(lines - differing if lines else differing)
    others = tuple((who, asked) for who, asked in state.asked if who is not of)
    both = frozenset(lines) | state.asked_of(of)
    return Differences(in_round, first, second, (*others, (of, both)))


def retype(
    state: State, said: Mapping[Line, Said], *, by: str, ticked: tuple[str, ...] = ()
) -> State:
    """Return the state once a typist has typed again the lines that were sent back to them.

    `ticked` are the codes of the warnings that they let stand on what their sheet says now: those
    of before were of other figures. Entries that agree now are agreed. Raises NotNowError, NotTheirsError, LinesError,
    EmptySheetError.
    """
    match state:
        case Differences(round=of, first=first, second=second) if state.asked:
            pass
        case _:
            raise NotNowError(state, "type lines again of")
    who = next(
        (
            typist
            for typist, entry in ((Typist.FIRST, first), (Typist.SECOND, second))
            if entry.by == by and state.asked_of(typist)
        ),
        None,
    )
    if who is None:
        raise NotTheirsError(by)
    if set(said) != state.asked_of(who):
        raise LinesError(set(said) ^ state.asked_of(who))
    entry = first if who is Typist.FIRST else second
    sheet = entry.sheet
    for line, value in said.items():
        sheet = with_line(sheet, line, value)
    if sheet.is_empty:
        raise EmptySheetError
    again = replace(entry, sheet=sheet, ticked=tuple(sorted(ticked)))
    first, second = (again, second) if who is Typist.FIRST else (first, again)
    left = tuple((typist, lines) for typist, lines in state.asked if typist is not who)
    return _compared(of, first, second, left)


def publish(state: State) -> Published:
    """Return the state once the agreed sheet is what readers see.

    Raises NotNowError, and NothingNewError for a correction that corrects nothing.
    """
    match state:
        case Agreed(round=of, sheet=sheet, checked=checked):
            if of.published is not None and _says_the_same(of.published, sheet, checked):
                raise NothingNewError
            return Published(sheet, checked, corrects=of.reason)
        case _:
            raise NotNowError(state, "publish")


def _says_the_same(published: Published, sheet: Sheet, checked: Checked) -> bool:
    """Return whether readers would see what they see already: the figures, and whose they are."""
    sources = {entry_of(each).source for each in (published.checked, checked)}
    return published.sheet == sheet and len(sources) == 1


def begin_correction(state: State, *, reason: str) -> FirstEntry:
    """Return the state once what is published is to be corrected: it is entered and checked anew.

    Readers go on seeing what is published until the correction is. Raises NotNowError,
    NoReasonError.
    """
    match state:
        case Published():
            return FirstEntry(Round(state, _said_why(reason, "correct")))
        case _:
            raise NotNowError(state, "correct")


def give_up(state: State, *, reason: str) -> Expected | Published:
    """Return the state once an entry under way is given up: what it was before it was begun.

    Raises NotNowError, NoReasonError.
    """
    match state:
        case FirstEntry() | SecondEntry() | Differences() | Agreed():
            _said_why(reason, "give up")
            return Expected() if state.round.published is None else state.round.published
        case _:
            raise NotNowError(state, "give up")


def retract(state: State, *, reason: str) -> Retracted:
    """Return the state once what readers see is taken back, a correction under way with it.

    Raises NotNowError where nothing is published, and NoReasonError.
    """
    if published_in(state) is None:
        raise NotNowError(state, "retract")
    return Retracted(_said_why(reason, "retract"))


def _compared(
    of: Round,
    first: HandedIn,
    second: HandedIn,
    asked: tuple[tuple[Typist, frozenset[Line]], ...] = (),
) -> Differences | Agreed:
    differing = {each.line for each in differences(first.sheet, second.sheet)}
    if not differing:
        return Agreed(of, first.sheet, TwoAgree(first, second))
    # A line that no longer differs needs no answer any more.
    still = tuple((who, lines & differing) for who, lines in asked)
    return Differences(of, first, second, tuple((who, lines) for who, lines in still if lines))


def _not_their_own(by: str, entry: HandedIn) -> None:
    if by == entry.by:
        raise OwnEntryError(by)


def _said_why(reason: str, what: str) -> str:
    if not reason.strip():
        raise NoReasonError(what)
    return reason.strip()
