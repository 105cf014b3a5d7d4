"""Where a result can be on its way to readers, and what has led there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from elections.domain.desk.sheets import Line, Sheet


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


class StateName(StrEnum):
    """What each state is called where it is stored, listed and filtered by."""

    EXPECTED = "expected"
    FIRST_ENTRY = "first_entry"
    SECOND_ENTRY = "second_entry"
    DIFFERENCES = "differences"
    AGREED = "agreed"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    RETRACTED = "retracted"


STATES = tuple(name.value for name in StateName)


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


def entries_of(state: State) -> tuple[HandedIn, ...]:
    """Return the entries that are handed in, in the round under way."""
    match state:
        case SecondEntry(first=first):
            return (first,)
        case Differences(first=first, second=second):
            return (first, second)
        case Agreed(checked=Approved(entry=entry)):
            return (entry,)
        case Agreed(checked=TwoAgree(first=first, second=second)):
            return (first, second)
        case Agreed(checked=Settled(first=first, second=second)):
            return (first, second)
        case _:
            return ()


def typists_of(state: State) -> frozenset[str]:
    """Return who typed the entries of the round under way."""
    return frozenset(entry.by for entry in entries_of(state))
