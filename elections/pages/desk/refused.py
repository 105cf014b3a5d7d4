"""What somebody is told whose step was refused: by the way of a result, by another person, by time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from elections.domain.desk.checking import SheetFinding
from elections.domain.desk.holding import Hold
from elections.domain.desk.refusals import (
    EmptySheetError,
    LinesError,
    NoReasonError,
    NothingNewError,
    NotNowError,
    NotTheirsError,
    OwnEntryError,
    WayError,
)
from elections.domain.findings import Finding
from elections.domain.words.finding_words import sentence
from elections.domain.words.naming import Names
from elections.domain.words.sheet_words import for_the_editor
from elections.pages.words import LONDON

STATE_WORDS = {
    "expected": "expected",
    "first_entry": "being entered",
    "second_entry": "entered once",
    "differences": "entered twice, differently",
    "agreed": "agreed",
    "published": "published",
    "corrected": "corrected",
    "retracted": "taken back",
}
STANDING_WORDS = STATE_WORDS | {
    "from_reports": "published from reports",
    "in_part_from_reports": "published in part from reports",
}
ACTION_WORDS = {
    "opened": "opened it",
    "taken_over": "took it over",
    "handed_in": "handed in an entry",
    "approved": "approved the entry",
    "sent_back": "sent the entry back",
    "settled": "settled the differences",
    "asked_again": "sent lines back",
    "retyped": "typed lines again",
    "published": "published it",
    "began_correction": "began a correction",
    "corrected": "corrected it",
    "gave_up": "gave the entry up",
    "retracted": "took the result back",
    "uploaded": "uploaded it",
    "recorded_claims": "recorded claims of a source",
    "loaded": "loaded data",
    "chose_a_source": "chose between sources",
    "left_disputed": "left a figure disputed",
    "added_a_source": "added a source",
    "said_defended": "said who defended what",
    "changed_an_election": "changed an election",
    "changed_a_source": "corrected a source",
    "signed_in": "signed in",
    "signed_out": "signed out",
    "failed_to_sign_in": "failed to sign in",
    "changed_people": "changed people",
    "proposed": "proposed a change of what is published",
    "turned_down": "turned a proposal down",
}
# What stands in place of a reason that may hold the right figures.
REASON_WITHHELD = "kept back until both entries are in."


class Did(Protocol):
    """What somebody did, as the audit log has it."""

    @property
    def by(self) -> str:
        """Return who did it."""

    @property
    def action(self) -> str:
        """Return what was done, by its name in the log."""

    @property
    def at(self) -> datetime:
        """Return when."""


def clock(at: datetime) -> str:
    """Return a time as clocks in the United Kingdom show it: "04:12"."""
    return f"{at.astimezone(LONDON):%H:%M}"


def held_words(hold: Hold) -> str:
    """Return who has an entry, and until when."""
    return f"{hold.by} has this entry before them until {clock(hold.until)}."


def taken_over_words(hold: Hold, at: datetime) -> str:
    """Return who took an entry over from whoever reads this, and when."""
    return f"{hold.by} took this entry over at {clock(at)}."


def stale_words(last: Did | None) -> str:
    """Return what was done meanwhile. Nothing that was typed is lost, and nothing overwritten."""
    if last is None:
        return "This result has moved on since you opened it. Nothing was overwritten."
    done = ACTION_WORDS.get(last.action, "changed it")
    return (
        f"{last.by} {done} at {clock(last.at)}, after you opened it. Nothing was overwritten; what "
        "you typed is still below."
    )


def stopped_words(findings: Iterable[Finding], names: Names) -> str:
    """Return what stops a publication, each finding with its code."""
    found = [
        f"{each.code}: {sentence(each, names)}" for each in findings if each.code.stops_publication
    ]
    return " ".join(["Not published.", *found])


def found_words(findings: Iterable[SheetFinding], names: Names) -> str:
    """Return what stops a sheet that others typed, for the editor, each finding with its code."""
    found = [f"{each.code}: {for_the_editor(each, names)}" for each in findings]
    return " ".join(["This cannot be done with this sheet.", *found])


def refusal_words(error: WayError) -> str:
    """Return why a step cannot be taken, and what can be done instead."""
    match error:
        case NotNowError(state=state):
            return f"This cannot be done now: the result is {STATE_WORDS[state.name]}."
        case OwnEntryError():
            return "You typed this entry yourself: somebody else has to check it."
        case NoReasonError():
            return "Say why: the reason goes on record."
        case EmptySheetError():
            return "Nobody has a seat on this sheet: enter each party\u2019s seats."
        case NothingNewError():
            return "This says what readers see already: give the correction up."
        case NotTheirsError():
            return "These lines were sent back to somebody else."
        case LinesError():
            return "Choose for every line that differs, and for no other."
        case _:
            return str(error)
