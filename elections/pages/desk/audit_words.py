"""What an entry of the audit log says was there before and after, line by line in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from elections.domain.desk.sheets import Sheet
from elections.domain.desk.states import (
    Agreed,
    Approved,
    Checked,
    Differences,
    Expected,
    FirstEntry,
    HandedIn,
    Published,
    Retracted,
    Round,
    SecondEntry,
    Settled,
    State,
    TwoAgree,
    Typist,
)
from elections.domain.words.correction_words import COUNTED_WORDS, said_words
from elections.domain.words.naming import Names, joined
from elections.domain.words.sheet_words import line_words
from elections.pages.desk.refused import STATE_WORDS
from elections.pages.words import capitalised

NOTHING = "nothing"
# A load publishes a thousand results: more names than these nobody reads on a page.
MOST_TOLD = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was so before and is so after; they differ."""

    label: str
    before: str
    after: str


def differing_lines(before: object, after: object, names: Names) -> tuple[Line, ...]:
    """Return what differs between two states of a result, or two records of anything else."""
    first, second = (dict(_facts(each, names)) for each in (before, after))
    return tuple(
        Line(label, first.get(label, NOTHING), second.get(label, NOTHING))
        for label in dict.fromkeys((*first, *second))
        if first.get(label) != second.get(label)
    )


def _facts(recorded: object, names: Names) -> Iterator[tuple[str, str]]:
    match recorded:
        case (
            Expected()
            | FirstEntry()
            | SecondEntry()
            | Differences()
            | Agreed()
            | Published()
            | Retracted()
        ):
            yield "State", capitalised(STATE_WORDS[recorded.name])
            yield from _of_state(recorded, names)
        case Mapping():
            for key, value in recorded.items():
                yield capitalised(str(key).replace("_", " ").replace(".", ", ")), _plain(value)
        case None:
            return
        case _:
            yield "What", _plain(recorded)


def _plain(value: object) -> str:
    match value:
        case None | "":
            return NOTHING
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ", ".join(_plain(each) for each in value) or NOTHING
        case Mapping():
            told = [f"{key}: {_plain(each)}" for key, each in islice(value.items(), MOST_TOLD)]
            if len(value) > MOST_TOLD:
                told.append(f"and {len(value) - MOST_TOLD} more, in the JSON")
            return "; ".join(told) or NOTHING
        case _:
            return str(value)


def _of_state(state: State, names: Names) -> Iterator[tuple[str, str]]:
    match state:
        case FirstEntry(round=of, sent_back=sent_back):
            yield from _of_round(of, names)
            if sent_back:
                yield "Sent back because", sent_back
        case SecondEntry(round=of, first=first):
            yield from _of_round(of, names)
            yield from _of_entry("First entry", first, names)
        case Differences(round=of, first=first, second=second):
            yield from _of_round(of, names)
            yield from _of_entry("First entry", first, names)
            yield from _of_entry("Second entry", second, names)
            for typist in Typist:
                if asked := state.asked_of(typist):
                    lines = [line_words(line, names) for line in sorted(asked)]
                    yield f"Sent back to the {typist} typist", joined(lines)
        case Agreed(round=of, sheet=sheet, checked=checked):
            yield from _of_round(of, names)
            yield from _of_sheet("Agreed", sheet, names)
            yield from _of_check(checked, names)
        case Published():
            yield from _of_published(state, names)
            yield from _of_check(state.checked, names)
        case Retracted(reason=reason):
            yield "Taken back because", reason
        case Expected():
            return


def _of_round(of: Round, names: Names) -> Iterator[tuple[str, str]]:
    if of.published is not None:
        yield from _of_published(of.published, names)
    if of.reason:
        yield "To correct", of.reason


def _of_published(state: Published, names: Names) -> Iterator[tuple[str, str]]:
    yield from _of_sheet("Published", state.sheet, names)


def _of_check(checked: Checked, names: Names) -> Iterator[tuple[str, str]]:
    match checked:
        case Approved(entry=entry, by=by):
            yield "Approved by", by
            yield "Entered by", entry.by
        case TwoAgree(first=first, second=second):
            yield "Entered by", joined([first.by, second.by])
        case Settled(first=first, second=second, kept=kept, by=by):
            yield "Settled by", by
            yield "Entered by", joined([first.by, second.by])
            for line, keep in kept:
                yield f"Kept of {line_words(line, names)}", f"the {keep} entry"


def _of_entry(whose: str, entry: HandedIn, names: Names) -> Iterator[tuple[str, str]]:
    yield f"{whose}, by", entry.by
    yield from _of_sheet(whose, entry.sheet, names)
    if entry.note:
        yield f"{whose}, note", entry.note
    if entry.ticked:
        yield f"{whose}, looked at and let stand", ", ".join(entry.ticked)


def _of_sheet(whose: str, sheet: Sheet, names: Names) -> Iterator[tuple[str, str]]:
    yield f"{whose}, numbers are", COUNTED_WORDS[sheet.counted]
    for party, number in sheet.seats.items():
        yield f"{whose}, {names.party(party).name}", str(number)
    yield f"{whose}, vacant", str(sheet.vacant)
    if sheet.control_said is not None:
        yield f"{whose}, control said", said_words(sheet.control_said, names)
