"""The way of a result: the states it goes through, and what leads from one to the next.

Each function takes a result's state and who does what, and returns the next state, or raises one of
the errors named here. Nothing else moves a result, and nothing reaches readers but by `publish`.
`docs/way-of-a-result.md` draws it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from elections.domain.desk.sheets import (
    COUNTED_LINE,
    Line,
    Said,
    Sheet,
    differences,
    said_on,
    with_line,
)


class Check(StrEnum):
    """What an election asks for before a result is published."""

    # One entry, which somebody else approves with the sheet in hand.
    APPROVAL = "approval"
    # Two entries by two people, neither of whom sees what the other typed.
    SECOND_ENTRY = "second_entry"


class Typist(StrEnum):
    """Which of the two entries somebody typed."""

    FIRST = "first"
    SECOND = "second"


class Keep(StrEnum):
    """Which of two entries an editor keeps on a line."""

    FIRST = "first"
    SECOND = "second"


class WayError(Exception):
    """What was to be done with a result cannot be done now. Nothing has changed."""


class NotNowError(WayError):
    """The state that the result is in does not lead there."""

    def __init__(self, state: State, what: str) -> None:
        super().__init__(f"Nobody can {what} a result that is {state.name}.")
        self.state = state
        self.what = what


class OwnEntryError(WayError):
    """Somebody was to check an entry of their own."""

    def __init__(self, by: str) -> None:
        super().__init__(f"{by} typed this entry, so somebody else has to check it.")
        self.by = by


class NoReasonError(WayError):
    """A step that goes on record with its reason came without one."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Say why: nobody can {what} a result without a reason.")
        self.what = what


class EmptySheetError(WayError):
    """A sheet on which nobody has a seat was handed in."""

    def __init__(self) -> None:
        super().__init__("Nobody has a seat on this sheet: it is not filled in.")


class NotTheirsError(WayError):
    """Lines were retyped by somebody other than they were sent back to."""

    def __init__(self, by: str) -> None:
        super().__init__(f"These lines were not sent back to {by}.")
        self.by = by


class LinesError(WayError):
    """The lines given are not those that are asked for."""

    def __init__(self, lines: Set[Line]) -> None:
        super().__init__(f"Wrong lines: {', '.join(line.key for line in sorted(lines))}.")
        self.lines = frozenset(lines)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A sheet as one person typed it and handed it in, and what they said beside the numbers.

    `source` is the slug of a stored source; nothing stands for the returning officer's own
    declaration. `ticked` are the codes of the warnings that its typist looked at and let stand.
    Nothing of this is compared: two people who read the same sheet may note different things.
    """

    by: str
    sheet: Sheet
    source: str = ""
    declared_at: datetime | None = None
    note: str = ""
    ticked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approved:
    """One entry, which `by` approved with the sheet in hand."""

    entry: HandedIn
    by: str


@dataclass(frozen=True, slots=True)
class TwoAgree:
    """Two entries that say the same."""

    first: HandedIn
    second: HandedIn


@dataclass(frozen=True, slots=True)
class Settled:
    """Two entries that differed, and what an editor kept on each line of difference."""

    first: HandedIn
    second: HandedIn
    kept: tuple[tuple[Line, Keep], ...]
    by: str


Checked = Approved | TwoAgree | Settled


@dataclass(frozen=True, slots=True)
class Expected:
    """Nobody has begun to enter the result."""

    name = "expected"


@dataclass(frozen=True, slots=True)
class Round:
    """Why a result is entered: for the first time, or to correct what is `published`, with a reason."""

    published: Published | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FirstEntry:
    """The first entry is being typed. `sent_back` says why it was, if it was handed in before."""

    round: Round = Round()
    sent_back: str = ""

    name = "first_entry"


@dataclass(frozen=True, slots=True)
class SecondEntry:
    """The first entry is handed in, and waits for the second one or for approval."""

    round: Round
    first: HandedIn

    name = "second_entry"


@dataclass(frozen=True, slots=True)
class Differences:
    """Two entries differ. `asked` are the lines sent back to their typists, and not yet retyped."""

    round: Round
    first: HandedIn
    second: HandedIn
    asked: tuple[tuple[Typist, frozenset[Line]], ...] = ()

    name = "differences"

    def asked_of(self, typist: Typist) -> frozenset[Line]:
        """Return the lines that a typist is to type again."""
        return frozenset().union(*(lines for who, lines in self.asked if who is typist))


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the election asks for is done, and the sheet can be published."""

    round: Round
    sheet: Sheet
    checked: Checked

    name = "agreed"


@dataclass(frozen=True, slots=True)
class Published:
    """Readers see the sheet. `corrects` is the reason it replaced another, or nothing."""

    sheet: Sheet
    checked: Checked
    corrects: str = ""

    @property
    def name(self) -> str:
        """Return the name of the state: published, or corrected since."""
        return "corrected" if self.corrects else "published"


@dataclass(frozen=True, slots=True)
class Retracted:
    """The result was taken back, and the contest is not declared. It can be entered anew."""

    reason: str

    name = "retracted"


State = Expected | FirstEntry | SecondEntry | Differences | Agreed | Published | Retracted
STATES = (
    "expected",
    "first_entry",
    "second_entry",
    "differences",
    "agreed",
    "published",
    "corrected",
    "retracted",
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


def retype(state: State, said: Mapping[Line, Said], *, by: str) -> State:
    """Return the state once a typist has typed again the lines that were sent back to them.

    Entries that agree now are agreed. Raises NotNowError, NotTheirsError, LinesError,
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
    again = replace(entry, sheet=sheet)
    first, second = (again, second) if who is Typist.FIRST else (first, again)
    left = tuple((typist, lines) for typist, lines in state.asked if typist is not who)
    return _compared(of, first, second, left)


def publish(state: State) -> Published:
    """Return the state once the agreed sheet is what readers see. Raises NotNowError."""
    match state:
        case Agreed(round=of, sheet=sheet, checked=checked):
            return Published(sheet, checked, corrects=of.reason)
        case _:
            raise NotNowError(state, "publish")


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


def entry_of(checked: Checked) -> HandedIn:
    """Return the entry whose source and time of declaration go with the sheet: the first one."""
    match checked:
        case Approved(entry=entry):
            return entry
        case TwoAgree(first=first) | Settled(first=first):
            return first


def published_in(state: State) -> Published | None:
    """Return what readers see in a state, whatever is under way; None where they see nothing."""
    match state:
        case Published():
            return state
        case FirstEntry() | SecondEntry() | Differences() | Agreed():
            return state.round.published
        case _:
            return None


def typists_of(state: State) -> frozenset[str]:
    """Return who typed the entries of the round under way."""
    match state:
        case SecondEntry(first=first):
            return frozenset({first.by})
        case Differences(first=first, second=second):
            return frozenset({first.by, second.by})
        case Agreed(checked=Approved(entry=entry)):
            return frozenset({entry.by})
        case Agreed(checked=TwoAgree(first=first, second=second)):
            return frozenset({first.by, second.by})
        case Agreed(checked=Settled(first=first, second=second)):
            return frozenset({first.by, second.by})
        case _:
            return frozenset()


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
