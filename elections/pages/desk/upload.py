"""The page on which many sheets are uploaded, what it says of each row, and the template to fill in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from elections.domain.desk.checking import SheetFinding
from elections.domain.desk.holding import HeldError
from elections.domain.desk.refusals import NotNowError, OwnEntryError
from elections.domain.desk.sheets import Sheet
from elections.domain.desk.states import Published
from elections.domain.desk.uploads import (
    COLUMNS,
    CouncilReport,
    MovedOn,
    Refusal,
    UploadReport,
    UploadState,
    Wrong,
)
from elections.domain.words.sheet_words import for_the_editor, for_the_typist
from elections.domain.words.wording import control_words
from elections.pages.csv_cells import Cell
from elections.pages.desk.entry import FindingView
from elections.pages.desk.refused import held_words, refusal_words, stale_words
from elections.pages.facts import ElectionFacts, Parties
from elections.pages.words import capitalised, count

# So many problems are told; what is wrong with every row in the same way is told by its first ones.
MOST_TOLD = 50
STATE_WORDS = {
    UploadState.NEW: "New",
    UploadState.CHANGED: "Changed",
    UploadState.SAME: "Same",
    UploadState.REFUSED: "Refused",
}


# What is handed in once somebody has looked at its warnings and ticked them.
TICK = "tick"
GROUP_TITLES = {
    UploadState.REFUSED.value: "Refused",
    TICK: "To be ticked",
    UploadState.CHANGED.value: "Changed",
    UploadState.NEW.value: "New",
    UploadState.SAME.value: "The same as what is in",
}


@dataclass(frozen=True, slots=True)
class ExpectedSheet:
    """A council whose sheet is expected, and the parties that sat or stood there."""

    ballot_id: str
    gss_code: str
    council: str
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One thing that is wrong: where, and what."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """One council of the table. `lines` is where it stands there."""

    ballot_id: str
    council: str
    lines: str
    state: str
    state_text: str
    kind: str
    sheet: str
    findings: tuple[FindingView, ...]
    problems: tuple[ProblemView, ...]
    refusal: str


@dataclass(frozen=True, slots=True)
class UploadGroup:
    """Councils of a preview that ask for the same: to be mended, to be ticked, or only to be looked at."""

    slug: str
    title: str
    is_open: bool
    rows: tuple[CouncilRow, ...]


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The page, with a preview once a file was sent. `kept` names the file that it is of.

    `opens` says from when results can be entered, where that is not now.
    """

    election: ElectionFacts
    columns: tuple[str, ...] = COLUMNS
    opens: str = ""
    kept: str = ""
    file: str = ""
    told: str = ""
    groups: tuple[UploadGroup, ...] = ()
    problems: tuple[ProblemView, ...] = ()
    more_problems: str = ""
    notes: tuple[str, ...] = ()
    hand_in: str = ""


def template_rows(expected: Iterable[ExpectedSheet]) -> list[list[Cell]]:
    """Return the template: a head, and for each council a row for each party and for vacant seats."""
    empty: list[Cell] = [""] * (len(COLUMNS) - 4)
    rows: list[list[Cell]] = [
        [each.ballot_id, each.gss_code, each.council, party, *empty]
        for each in expected
        for party in (*each.parties, "vacant")
    ]
    return [list(COLUMNS), *rows]


def preview_page(
    election: ElectionFacts,
    report: UploadReport,
    *,
    file: str,
    kept: str,
    parties: Parties,
    ticked: Mapping[str, Collection[str]],
    may_see_why: bool,
) -> UploadPage:
    """Return the page that says what handing in a table would do."""
    number = len(report.to_hand_in)
    told = [
        f"{report.number(state)} {STATE_WORDS[state].lower()}"
        for state in UploadState
        if report.number(state)
    ]
    if report.left_out:
        told.append(f"{len(report.left_out)} without a number, left out")
    rows = tuple(
        _row(each, parties, ticked.get(each.ballot_id, ()), may_see_why=may_see_why)
        for each in sorted(report.councils, key=lambda each: each.lines[0])
    )
    return UploadPage(
        election,
        kept=kept if report.is_right and number else "",
        file=file,
        told=capitalised(f"{', '.join(told)}.") if told else "",
        groups=tuple(_groups(rows, may_hand_in=report.is_right)),
        problems=_told(report.wrong[:MOST_TOLD]),
        more_problems="Reading stopped here: mend these first." if report.is_cut else "",
        notes=report.notes,
        hand_in=f"Hand in {count(number, 'entry', 'entries')}",
    )


def _groups(rows: Iterable[CouncilRow], *, may_hand_in: bool) -> Iterable[UploadGroup]:
    """Yield the rows by what they ask for, what stops everything first.

    While anything is refused only that is unfolded: nothing else can be done about the table. What
    is in already stays folded.
    """
    groups: dict[str, list[CouncilRow]] = {slug: [] for slug in GROUP_TITLES}
    for row in rows:
        asks = row.state != UploadState.REFUSED and row.findings
        groups[TICK if asks else row.state].append(row)
    filled = {slug: tuple(these) for slug, these in groups.items() if these}
    for slug, these in filled.items():
        is_refused = slug == UploadState.REFUSED
        is_open = is_refused or (may_hand_in and slug != UploadState.SAME) or len(filled) == 1
        yield UploadGroup(slug, GROUP_TITLES[slug], is_open, these)


def _row(
    each: CouncilReport, parties: Parties, ticked: Collection[str], *, may_see_why: bool
) -> CouncilRow:
    return CouncilRow(
        each.ballot_id,
        each.council,
        _lines(each.lines),
        each.state.value,
        STATE_WORDS[each.state],
        each.kind,
        "" if each.sheet is None else _sheet_text(each.sheet, parties),
        tuple(_findings(each.findings, parties, ticked, may_see_why=may_see_why)),
        _told(each.wrong),
        "" if each.refusal is None else _refusal(each.refusal),
    )


def _told(wrong: Iterable[Wrong]) -> tuple[ProblemView, ...]:
    return tuple(ProblemView(_where(each.line, each.column), each.reason) for each in wrong)


def _findings(
    findings: Iterable[SheetFinding],
    parties: Parties,
    ticked: Collection[str],
    *,
    may_see_why: bool,
) -> Iterable[FindingView]:
    words = for_the_editor if may_see_why else for_the_typist
    for finding in findings:
        code = finding.code
        yield FindingView(
            code.value, words(finding, parties.names), code.stops, code.value in ticked
        )


def _sheet_text(sheet: Sheet, parties: Parties) -> str:
    said = [
        f"{parties.name(party)} {number}"
        for party, number in sorted(
            sheet.seats.items(), key=lambda pair: (-pair[1], parties.position(pair[0]))
        )
    ]
    if sheet.vacant:
        said.append(f"{sheet.vacant} vacant")
    if sheet.control_said is not None:
        said.append(control_words(sheet.control_said, parties.names))
    return ", ".join(said)


def _refusal(refusal: Refusal) -> str:
    match refusal:
        case HeldError(hold=hold):
            return held_words(hold)
        case MovedOn(action=action):
            return stale_words(refusal if action else None)
        case OwnEntryError():
            return "You have handed in other figures already: somebody else has to check them."
        case NotNowError(state=Published()):
            return "Other figures are published: an editor has to begin a correction first."
        case _:
            return refusal_words(refusal)


def _lines(lines: tuple[int, ...]) -> str:
    """Return where a council stands: "line 2", "lines 2 to 9", "lines 2, 5, 7"."""
    if len(lines) == 1:
        return f"line {lines[0]}"
    if lines == tuple(range(lines[0], lines[-1] + 1)):
        return f"lines {lines[0]} to {lines[-1]}"
    shown = ", ".join(str(line) for line in lines[:6])
    return f"lines {shown}{'…' if len(lines) > 6 else ''}"


def _where(line: int, column: str) -> str:
    where = f"Line {line}" if line else "The file"
    return f"{where}, column {column}" if column else where
