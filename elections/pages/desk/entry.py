"""The page on which a sheet is typed: a row for each party, and what the figures come to as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from councils.domain.control import Undetermined
from elections.domain.changes_of_control import ChangeKind, change_of_control
from elections.domain.contests import Scope
from elections.domain.desk.checking import (
    Beside,
    SheetFinding,
    check_sheet,
    control_on,
    held_after,
    sum_and_size,
)
from elections.domain.desk.sheets import COUNTED_LINE, VACANT_LINE, Counted, Line, Sheet, seats_line
from elections.domain.desk.states import FirstEntry, State
from elections.domain.desk.typed import (
    CONTROL,
    COUNTED,
    DECLARED_AT,
    DECLARED_ON,
    MORE,
    MORE_ROWS,
    NOC,
    NOTE,
    SEATS,
    SOURCE,
    Read,
    Typed,
    declaration_days,
    read,
)
from elections.domain.words.naming import joined
from elections.domain.words.sheet_words import for_the_editor, for_the_typist, line_words
from elections.domain.words.wording import change_words, control_words
from elections.pages.desk.refused import REASON_WITHHELD, clock
from elections.pages.facts import ContestFacts, Parties
from elections.pages.words import LONDON, capitalised, count, day

COUNTED_LABELS = {
    Counted.HELD: "Seats each party holds now, in the whole council",
    Counted.WON: "Seats each party won, of those that were up",
}
# Several parties counted together hide who has control: each that the sheet names has its own row.
BUNDLE_WORDS = "only for those that the sheet itself counts together"
BY_PARTS = frozenset({Scope.HALVES, Scope.THIRDS, Scope.UNKNOWN})


@dataclass(frozen=True, slots=True)
class EntryMaterial:
    """What the page is made from. `asked` are the keys of lines that were sent back to this person.

    `sources` are the declarations that are
    stored of this contest, slug and name. `may_see_why` is for editors. `may_see_reasons` is for
    those who do not type blind.
    """

    contest: ContestFacts
    beside: Beside
    parties: Parties
    state: State
    token: int
    typed: Typed
    by: str
    now: datetime
    asked: frozenset[str] = frozenset()
    sources: tuple[tuple[str, str], ...] = ()
    may_see_why: bool = False
    may_see_reasons: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One number to type. `was` is what stood there on the eve of the poll, in words."""

    key: str
    label: str
    value: str
    fault: str = ""
    was: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row for a party that is not listed."""

    number: int
    party: str
    value: str
    party_fault: str
    fault: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding: what is said of it, and whether it stops the sheet or asks for a tick."""

    code: str
    words: str
    stops: bool
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """What the figures come to as they stand. `is_right` says whether the sum is what it should be.

    `held` is who holds how many seats then, where the sheet gives only those won.
    """

    sum_text: str = ""
    left_text: str = ""
    is_right: bool = False
    held: str = ""
    control: str = ""
    change: str = ""
    declared: str = ""
    findings: tuple[FindingView, ...] = ()
    faults: tuple[tuple[str, str, str], ...] = ()
    may_hand_in: bool = False

    @property
    def aloud(self) -> str:
        """Return what is said of it to whoever listens, once they pause."""
        asks = sum(not each.stops and not each.is_ticked for each in self.findings)
        stops = sum(each.stops for each in self.findings)
        told = [f"{count(len(self.faults), 'field')} to mend."] if self.faults else []
        told += [f"{self.sum_text}." if self.sum_text else "", self.left_text]
        if stops:
            told.append(f"{count(stops, 'error')}.")
        if asks:
            told.append(f"{count(asks, 'warning')} to tick.")
        return " ".join(each for each in told if each)


@dataclass(frozen=True, slots=True)
class EntryPage:
    """The page on which one person types one sheet."""

    title: str
    contest: ContestFacts
    token: int
    why: tuple[str, ...]
    seats_text: str
    counted: tuple[Option, ...]
    rows: tuple[Row, ...]
    focus: str
    added: tuple[AddedRow, ...]
    control: tuple[Option, ...]
    control_fault: str
    declared_at: str
    declared_at_fault: str
    declared_on: tuple[Option, ...]
    sources: tuple[Option, ...]
    note: str
    panel: Panel
    is_again: bool
    by: str


def entry_page(material: EntryMaterial) -> EntryPage:
    """Return the page with what is typed, right or wrong, and what it comes to."""
    reading = read_of(material)
    typed, faults = material.typed, reading.faults
    rows = tuple(_rows(material, faults))
    return EntryPage(
        title=f"{_which(material)}: {material.contest.council.name}",
        contest=material.contest,
        token=material.token,
        why=tuple(_why(material)),
        seats_text=_seats_text(material),
        counted=_counted(material),
        rows=rows,
        focus=_focus(rows, material),
        added=() if material.asked else tuple(_added(material, faults)),
        control=_control(material) if _is_asked(material, "control_said") else (),
        control_fault=faults.get(CONTROL, ""),
        declared_at=typed.text(DECLARED_AT),
        declared_at_fault=faults.get(DECLARED_AT, faults.get(DECLARED_ON, "")),
        declared_on=() if material.asked else tuple(_days(material)),
        sources=() if material.asked else _sources(material),
        note=typed.fields.get(NOTE, ""),
        panel=panel(material, reading),
        is_again=bool(material.asked),
        by=material.by,
    )


def read_of(material: EntryMaterial) -> Read:
    """Return what the fields of the page come to, or what is wrong with which of them."""
    return read(
        material.typed,
        by=material.by,
        parties=material.parties.by_slug,
        zone=LONDON,
        polling_day=material.contest.election.polling_day,
    )


def panel(material: EntryMaterial, reading: Read | None = None) -> Panel:
    """Return what the figures come to, and what is found on them. Partly typed figures count too."""
    found = reading or read_of(material)
    names, sheet = material.parties.names, found.sheet
    faults = tuple(
        (name, _label(name, material.parties), fault) for name, fault in found.faults.items()
    )
    if sheet is None:
        return Panel(faults=faults)
    number, of = sum_and_size(sheet, material.beside)
    sum_text = count(number, "seat") if of is None else f"{number} of {count(of, 'seat')}"
    if found.unread_figures:
        without = dict.fromkeys(_field(name, material.parties) for name in found.unread_figures)
        return Panel(sum_text=f"{sum_text} so far, without {joined(list(without))}", faults=faults)
    declared_at = None if found.entry is None else found.entry.declared_at
    findings = check_sheet(sheet, material.beside, declared_at=declared_at, now=material.now)
    control = control_on(sheet, material.beside)
    change = change_of_control(material.beside.control_before, control)
    views = () if material.typed.is_empty else tuple(_findings(findings, material))
    return Panel(
        sum_text=sum_text,
        left_text=_left(number, of),
        is_right=of is not None and number == of,
        held=_held(sheet, material),
        control=""
        if isinstance(control, Undetermined)
        else capitalised(control_words(control, names)),
        change="" if change.kind is ChangeKind.UNDETERMINED else change_words(change, names),
        declared=""
        if declared_at is None
        else f"{clock(declared_at)}, {_weekday(declared_at.astimezone(LONDON).date())}",
        findings=views,
        faults=faults,
        may_hand_in=found.entry is not None
        and not any(view.stops or not view.is_ticked for view in views)
        and not sheet.is_empty,
    )


def _findings(findings: Iterable[SheetFinding], material: EntryMaterial) -> Iterable[FindingView]:
    names, ticked = material.parties.names, material.typed.ticked
    words = for_the_editor if material.may_see_why else for_the_typist
    for finding in findings:
        code = finding.code
        yield FindingView(
            code.value, words(finding, names), code.stops, not code.stops and code.value in ticked
        )


def _held(sheet: Sheet, material: EntryMaterial) -> str:
    """Return what the seats won come to with those that stay, most first; nothing where that is not known."""
    held = held_after(sheet, material.beside) if sheet.counted is Counted.WON else None
    if held is None:
        return ""
    parties = material.parties
    order = sorted(held.seats, key=lambda each: (-held.seats[each], parties.position(each), each))
    told = [f"{parties.name(party)} {held.seats[party]}" for party in order]
    if held.vacant:
        told.append(f"{held.vacant} vacant")
    return ", ".join(told)


def _weekday(on: date) -> str:
    return f"{on:%A} {day(on)}"


def _left(number: int, of: int | None) -> str:
    if of is None:
        return ""
    if number == of:
        return "All are accounted for."
    if number < of:
        return f"{count(of - number, 'seat')} to go."
    return f"{count(number - of, 'seat')} too many."


def _which(material: EntryMaterial) -> str:
    match material.state:
        case FirstEntry(round=of) if of.published is not None:
            return "Correction"
        case FirstEntry():
            return "First entry"
        case _ if material.asked:
            return "Lines to type again"
        case _:
            return "Second entry"


def _why(material: EntryMaterial) -> Iterable[str]:
    match material.state:
        case FirstEntry(round=of, sent_back=sent_back):
            if not material.may_see_reasons:
                if of.reason:
                    yield (
                        "Type the whole sheet as you read it. The reason for this correction is"
                        f" {REASON_WITHHELD}"
                    )
                return
            if of.reason:
                yield f"To be corrected: {of.reason}"
            if sent_back:
                yield f"Sent back: {sent_back}"
        case _ if material.asked:
            yield "An editor asks you to type these lines again from the sheet."
            yield (
                "Your other lines count with them. If these are as on the sheet and can’t be handed in, "
                "one of the others is wrong: tell an editor, who can send that back as well."
            )
        case _:
            yield "Type the sheet as you read it. You are shown nothing of the first entry."


def _seats_text(material: EntryMaterial) -> str:
    size, up = material.beside.size, material.beside.seats_up
    council = "The size of the council is not known" if size is None else count(size, "seat")
    if up is None:
        return f"{council}; how many were up is not known."
    return f"{council}, all of them up." if up == size else f"{council}, {up} of them up."


def _is_asked(material: EntryMaterial, key: str) -> bool:
    return not material.asked or key in material.asked


def _counted(material: EntryMaterial) -> tuple[Option, ...]:
    """Return the choice of what is counted, where a council elects by parts."""
    if material.contest.scope not in BY_PARTS or not _is_asked(material, COUNTED_LINE.key):
        return ()
    chosen = material.typed.text(COUNTED) or Counted.HELD.value
    return tuple(
        Option(counted.value, label, counted.value == chosen)
        for counted, label in COUNTED_LABELS.items()
    )


def _rows(material: EntryMaterial, faults: Mapping[str, str]) -> Iterable[Row]:
    """Yield the parties that sat or stood here, most seats first, then bundles, then vacant seats."""
    eve = material.beside.eve or {}
    typed = {
        name.removeprefix("seats.")
        for name in material.typed.fields
        if name.startswith("seats.") and name.removeprefix("seats.") in material.parties.by_slug
    }
    listed = (set(material.beside.here) | typed) & set(material.parties.by_slug)
    if material.asked:
        listed = {Line.of(key).party for key in material.asked} & set(material.parties.by_slug)
    order = sorted(
        listed,
        key=lambda party: (
            material.parties.is_bundle(party),
            -eve.get(party, 0),
            material.parties.position(party),
            party,
        ),
    )
    for party in order:
        key = seats_line(party).key
        told = [f"{count(eve[party], 'seat')} before"] if party in eve else []
        if material.parties.is_bundle(party):
            told.append(BUNDLE_WORDS)
        yield Row(
            key,
            material.parties.name(party),
            material.typed.fields.get(key, ""),
            faults.get(key, ""),
            "; ".join(told),
            party,
        )
    if _is_asked(material, VACANT_LINE.key):
        yield Row(
            VACANT_LINE.key,
            "Vacant seats",
            material.typed.fields.get(VACANT_LINE.key, ""),
            faults.get(VACANT_LINE.key, ""),
            "empty for none",
        )


def _focus(rows: Sequence[Row], material: EntryMaterial) -> str:
    """Return the field to go on at: what is wrong, else the first party without a figure, else the first.

    Without a script Enter asks for this page again, and so leads on to the next figure all the same.
    """
    parties = [row for row in rows if row.party and not material.parties.is_bundle(row.party)]
    match material.state:
        case FirstEntry(round=of) if of.published is not None:
            # A correction begins with every figure there is.
            empty: list[Row] = []
        case _:
            empty = [row for row in parties if not row.value.strip()]
    wrong = [row for row in rows if row.fault]
    return next((row.key for row in (*wrong, *empty, *rows)), "")


def _added(material: EntryMaterial, faults: Mapping[str, str]) -> Iterable[AddedRow]:
    listed = {row.party for row in _rows(material, {})}
    others = [slug for slug in material.parties.by_slug if slug not in listed]
    others.sort(key=lambda slug: material.parties.name(slug).lower())
    for number in range(MORE_ROWS):
        who, how_many = f"{MORE}{number}.party", f"{MORE}{number}.seats"
        party = material.typed.text(who)
        yield AddedRow(
            number,
            party,
            material.typed.fields.get(how_many, ""),
            faults.get(who, ""),
            faults.get(how_many, ""),
            (
                Option("", "Another party", not party),
                *(Option(slug, material.parties.name(slug), slug == party) for slug in others),
            ),
        )


def _control(material: EntryMaterial) -> tuple[Option, ...]:
    chosen = material.typed.text(CONTROL)
    listed = [row.party for row in _rows(material, {}) if row.party]
    parties = [slug for slug in listed if not material.parties.is_bundle(slug)]
    if chosen and chosen != NOC and chosen not in parties:
        parties += [slug for slug in (chosen,) if slug in material.parties.by_slug]
    return (
        Option("", "The sheet does not say", not chosen),
        Option(NOC, "Nobody: no overall control", chosen == NOC),
        *(Option(slug, material.parties.name(slug), slug == chosen) for slug in parties),
    )


def _days(material: EntryMaterial) -> Iterable[Option]:
    """Yield the days of a declaration, first the one that the time alone tells."""
    polling_day, chosen = material.contest.election.polling_day, material.typed.text(DECLARED_ON)
    yield Option("", "The night and the day after the poll", not chosen)
    for on in declaration_days(polling_day):
        yield Option(on.isoformat(), _weekday(on), on.isoformat() == chosen)


def _sources(material: EntryMaterial) -> tuple[Option, ...]:
    chosen = material.typed.text(SOURCE)
    return (
        Option("", "The returning officer\u2019s sheet", not chosen),
        *(Option(slug, name, slug == chosen) for slug, name in material.sources),
    )


def _label(name: str, parties: Parties) -> str:
    """Return what a field is called on the page, at the head of what is wrong with it."""
    return capitalised(_field(name, parties))


def _field(name: str, parties: Parties) -> str:
    """Return what a field is called on the page, within a sentence."""
    labels = {
        CONTROL: "who is said to have control",
        COUNTED: "what is counted",
        DECLARED_AT: "declared at",
        DECLARED_ON: "declared on",
    }
    if name in labels:
        return labels[name]
    if name.startswith(MORE):
        return "another party"
    if name.startswith(SEATS) and name.removeprefix(SEATS) not in parties.by_slug:
        # No field of ours is called so: whoever sent it is told, and not by a fault of the page's.
        return "a party that is not listed"
    return line_words(Line.of(name), parties.names)
