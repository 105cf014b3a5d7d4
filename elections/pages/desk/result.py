"""The page of one result at the desk: where it is, what there is to do, and who did what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from councils.domain.control import Undetermined
from elections.domain.desk.blind import is_kept_back
from elections.domain.desk.checking import Beside, check_sheet, control_on
from elections.domain.desk.sheets import (
    Counted,
    Line,
    Said,
    Sheet,
    differences,
    said_on,
    seats_line,
)
from elections.domain.desk.standing import (
    AtTheDesk,
    InPartFromReports,
    PublishedFromReports,
    Reports,
    Standing,
    standing_of,
    standing_waits_for,
)
from elections.domain.desk.states import (
    Agreed,
    Approved,
    Check,
    Differences,
    FirstEntry,
    HandedIn,
    Published,
    Retracted,
    SecondEntry,
    Settled,
    State,
    TwoAgree,
    Typist,
    published_in,
    typists_of,
)
from elections.domain.desk.waiting import WaitsFor, asked_of, is_open
from elections.domain.polling import TooEarly
from elections.domain.results import State as Known
from elections.domain.words.election_words import opens_words
from elections.domain.words.naming import joined
from elections.domain.words.sheet_words import for_the_editor, line_words
from elections.domain.words.wording import control_words
from elections.pages.desk.entry import BY_PARTS, COUNTED_LABELS
from elections.pages.desk.refused import ACTION_WORDS, REASON_WITHHELD, STANDING_WORDS, clock
from elections.pages.facts import ContestFacts, Parties
from elections.pages.words import capitalised, day

WAITS_WORDS = {
    WaitsFor.FIRST_TYPIST: "Waits for its first entry.",
    WaitsFor.SECOND_TYPIST: "Waits for a second entry, by somebody else.",
    WaitsFor.VERIFIER: "Waits for somebody else to approve it.",
    WaitsFor.TYPISTS_AGAIN: "Waits for lines to be typed again.",
    WaitsFor.EDITOR: "Waits for an editor who typed neither entry.",
    WaitsFor.PUBLISHER: "Waits for an editor to publish it.",
    WaitsFor.NOBODY: "Waits for nobody.",
}
# What the desk's own result would be to readers who are told something already.
BEFORE_REPORTS = (
    "A sheet that is entered and published here counts before them; where it says otherwise, "
    "readers are shown both."
)


class Todo(StrEnum):
    """What somebody can do with a result as it stands."""

    ENTER = "enter"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    SETTLE = "settle"
    PUBLISH = "publish"
    CORRECT = "correct"
    RETRACT = "retract"
    GIVE_UP = "give_up"
    DEFENDED = "defended"


# What leads a result on to readers: whoever can do none of it here is done with it.
NEXT_STEPS = frozenset({Todo.ENTER, Todo.APPROVE, Todo.SEND_BACK, Todo.SETTLE, Todo.PUBLISH})


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do at the desk at all."""

    enter: bool
    check: bool
    publish: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry of a result's log: who did what when, and why as far as its reader may know. No figures."""

    by: str
    action: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ResultMaterial:
    """What the page is made from. `held_by` has the entry before them now, until `held_until`; or nobody."""

    contest: ContestFacts
    beside: Beside
    parties: Parties
    state: State
    check: Check
    token: int
    waiting_since: datetime | None
    held_by: str
    held_until: datetime | None
    deeds: tuple[Deed, ...]
    by: str
    rights: Rights
    now: datetime
    known: Known = Known.AWAITED
    too_early: TooEarly | None = None
    is_retraction_proposed: bool = False
    fact_sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a sheet, in words."""

    label: str
    text: str
    party: str = ""


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet as an editor or a verifier reads it, what it comes to and what was found."""

    lines: tuple[SheetLine, ...]
    control: str
    findings: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """One line on which two entries differ."""

    key: str
    label: str
    first: str
    second: str
    first_is_asked: bool
    second_is_asked: bool


@dataclass(frozen=True, slots=True)
class DeedView:
    """One line of the log."""

    when: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class DefendedRow:
    """A party that sat there, and how many of the seats that were up it defended, if that is stored."""

    party: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One result at the desk, as one person sees it."""

    contest: ContestFacts
    title: str
    state: str
    state_text: str
    waits: str
    reports: str
    since: str
    held: str
    token: int
    todo: frozenset[Todo]
    is_done_with: bool
    sheet: SheetView | None
    differences: tuple[DifferenceView, ...]
    typists: tuple[str, str]
    asked: tuple[str, ...]
    reason: str
    deeds: tuple[DeedView, ...]
    defended: tuple[DefendedRow, ...]
    fact_sources: tuple[tuple[str, str], ...]


def result_page(material: ResultMaterial) -> ResultPage:
    """Return the page as one person may see it: no figures of an entry that is to be typed blind."""
    state = material.state
    standing = standing_of(state, material.known)
    todo = frozenset(_todo(material))
    if material.too_early is not None:
        todo -= NEXT_STEPS
    may_compare = Todo.SETTLE in todo
    return ResultPage(
        contest=material.contest,
        title=f"{material.contest.council.name}: {STANDING_WORDS[standing.name]}",
        state=standing.name,
        state_text=capitalised(STANDING_WORDS[standing.name]),
        waits=_waits(material, standing),
        reports=_reports(standing),
        since=""
        if material.waiting_since is None
        else f"{clock(material.waiting_since)}, {day(material.waiting_since.date())}",
        held=_held(material),
        token=material.token,
        todo=todo,
        is_done_with=not todo & NEXT_STEPS and material.too_early is None,
        sheet=_sheet(material, todo),
        differences=tuple(_differences(state, material.parties)) if may_compare else (),
        typists=_typists(state) if may_compare else ("", ""),
        asked=tuple(
            line_words(Line.of(key), material.parties.names)
            for key in sorted(asked_of(state, material.by))
        ),
        reason=_reason(material),
        deeds=tuple(_deed(deed) for deed in material.deeds),
        defended=tuple(_defended(material)) if Todo.DEFENDED in todo else (),
        fact_sources=material.fact_sources,
    )


def _waits(material: ResultMaterial, standing: Standing) -> str:
    """Return whom the result waits for, or from when it can be entered."""
    if material.too_early is not None:
        return opens_words(material.too_early, material.contest.election.polling_day)
    if material.is_retraction_proposed:
        return "Waits for another editor to publish a retraction."
    return WAITS_WORDS[standing_waits_for(standing, material.check)]


def _reports(standing: Standing) -> str:
    """Return what readers see without the desk, and what becomes of it."""
    match standing:
        case PublishedFromReports() | AtTheDesk(meanwhile=Reports.WHOLE):
            return f"Readers see what articles and tables report. {BEFORE_REPORTS}"
        case InPartFromReports() | AtTheDesk(meanwhile=Reports.IN_PART):
            return f"Readers see what articles and tables report in part. {BEFORE_REPORTS}"
        case _:
            return ""


def _defended(material: ResultMaterial) -> Iterable[DefendedRow]:
    """Yield the parties that held seats on the eve of the poll, most first."""
    eve, stored = material.beside.eve or {}, material.beside.defended or {}
    sitting = {party for party, seats in eve.items() if seats} | set(stored)
    for party in sorted(sitting, key=lambda each: (-eve.get(each, 0), each)):
        number = stored.get(party)
        yield DefendedRow(
            party, material.parties.name(party), "" if number is None else str(number)
        )


def _todo(material: ResultMaterial) -> Iterable[Todo]:
    """Yield what this person can do now; what they may not is not offered."""
    state, rights = material.state, material.rights
    is_own = material.by in typists_of(state)
    match state:
        case FirstEntry() if rights.enter:
            yield Todo.ENTER
        case SecondEntry() if material.check is Check.SECOND_ENTRY:
            if rights.enter and not is_own:
                yield Todo.ENTER
        case SecondEntry() if rights.check and not is_own:
            yield from (Todo.APPROVE, Todo.SEND_BACK)
        case Differences():
            if rights.enter and asked_of(state, material.by):
                yield Todo.ENTER
            if rights.publish and not is_own:
                yield Todo.SETTLE
        case Agreed() if rights.publish:
            yield Todo.PUBLISH
        case Published() if rights.publish:
            yield Todo.CORRECT
        case _ if is_open(state) and rights.enter:
            yield Todo.ENTER
    if rights.publish and isinstance(state, FirstEntry | SecondEntry | Differences | Agreed):
        yield Todo.GIVE_UP
    is_published = published_in(state) is not None
    if rights.publish and is_published and not material.is_retraction_proposed:
        yield Todo.RETRACT
    if rights.publish and material.contest.scope in BY_PARTS and material.beside.eve:
        yield Todo.DEFENDED


def _held(material: ResultMaterial) -> str:
    if material.held_until is None:
        return ""
    until = clock(material.held_until)
    if material.held_by == material.by:
        return f"You have it before you until {until}."
    return f"{material.held_by} has it before them until {until}."


def _sheet(material: ResultMaterial, todo: frozenset[Todo]) -> SheetView | None:
    """Return the one sheet there is to look at, for those who may: never one to be typed blind."""
    match material.state:
        case SecondEntry(first=first) if Todo.APPROVE in todo or (
            material.check is Check.APPROVAL and first.by == material.by
        ):
            return _view(first.sheet, (first,), material)
        case Agreed(sheet=sheet, checked=checked) if material.rights.publish:
            return _view(sheet, _entries(checked), material)
        case Published(sheet=sheet, checked=checked):
            return _view(sheet, _entries(checked), material)
        case _:
            return None


def _entries(checked: Approved | TwoAgree | Settled) -> tuple[HandedIn, ...]:
    return (checked.entry,) if isinstance(checked, Approved) else (checked.first, checked.second)


def _view(sheet: Sheet, entries: tuple[HandedIn, ...], material: ResultMaterial) -> SheetView:
    entry, names, parties = entries[0], material.parties.names, material.parties
    order = sorted(
        sheet.seats, key=lambda party: (-sheet.seats[party], parties.position(party), party)
    )
    control = control_on(sheet, material.beside)
    told = [f"Declared at {clock(entry.declared_at)}."] if entry.declared_at else []
    if sheet.counted is Counted.WON:
        told.append("Seats won are given, and what stays is added.")
    if entry.note:
        told.append(entry.note)
    told += [f"{each.by} checked {joined(list(each.ticked))}." for each in entries if each.ticked]
    found = check_sheet(sheet, material.beside, declared_at=entry.declared_at, now=material.now)
    return SheetView(
        lines=(
            *(
                SheetLine(
                    parties.name(party), _text(said_on(sheet, seats_line(party)), parties), party
                )
                for party in order
            ),
            SheetLine("Vacant", str(sheet.vacant)),
        ),
        control=""
        if isinstance(control, Undetermined)
        else capitalised(control_words(control, names)),
        findings=tuple(f"{each.code}: {for_the_editor(each, names)}" for each in found),
        told=tuple(told),
    )


def _differences(state: State, parties: Parties) -> Iterable[DifferenceView]:
    match state:
        case Differences(first=first, second=second):
            for each in differences(first.sheet, second.sheet):
                yield DifferenceView(
                    each.line.key,
                    capitalised(line_words(each.line, parties.names)),
                    _text(each.first, parties),
                    _text(each.second, parties),
                    each.line in state.asked_of(Typist.FIRST),
                    each.line in state.asked_of(Typist.SECOND),
                )
        case _:
            return


def _typists(state: State) -> tuple[str, str]:
    match state:
        case Differences(first=first, second=second):
            return first.by, second.by
        case _:
            return "", ""


def _text(said: Said, parties: Parties) -> str:
    match said:
        case Counted():
            return COUNTED_LABELS[said]
        case int():
            return str(said)
        case None:
            return "not said"
        case control:
            return control_words(control, parties.names)


def _reason(material: ResultMaterial) -> str:
    """Return why the result is as it is: a public reason, or that of a correction under way."""
    match material.state:
        case Retracted(reason=reason):
            return reason
        case Published(corrects=reason):
            return reason
        case (
            FirstEntry(round=of) | SecondEntry(round=of) | Differences(round=of) | Agreed(round=of)
        ):
            # It may hold the right figures, which two people are to read from the sheet.
            hides = is_kept_back(material.state, material.check, name=material.by)
            return REASON_WITHHELD if of.reason and hides else of.reason
        case _:
            return ""


def _deed(deed: Deed) -> DeedView:
    return DeedView(
        f"{clock(deed.at)}, {day(deed.at.date())}",
        f"{deed.by} {ACTION_WORDS.get(deed.action, deed.action.replace('_', ' '))}",
        deed.reason,
    )
