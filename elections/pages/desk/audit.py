"""The audit log as a page, a table and a document: who did what to what, when, from where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from elections.domain.desk.states import State
from elections.pages.csv_cells import Cell
from elections.pages.desk.audit_words import Line, differing_lines
from elections.pages.desk.refused import ACTION_WORDS, REASON_WITHHELD
from elections.pages.facts import ElectionFacts, Parties
from elections.pages.words import LONDON, capitalised, count, time_and_day

A_PAGE = 50
PARAMETERS = ("by", "action", "council", "election", "since", "until", "q")
WITHHELD = (
    "Figures and reasons are kept from you while this result may still have to be typed by somebody"
    " who does not know them."
)


@dataclass(frozen=True, slots=True)
class AuditAsked:
    """What is asked of the log. Empty is anything. `problem` says what makes no sense, and where."""

    by: str = ""
    action: str = ""
    council: str = ""
    election: str = ""
    since: date | None = None
    until: date | None = None
    q: str = ""
    page: int = 1
    problem: str = ""

    @property
    def from_moment(self) -> datetime | None:
        """Return the first moment that counts: the beginning of a day in the United Kingdom."""
        return None if self.since is None else datetime.combine(self.since, time.min, LONDON)

    @property
    def to_moment(self) -> datetime | None:
        """Return the first moment that counts no more: the end of the last day."""
        if self.until is None or self.until == date.max:
            return None
        return datetime.combine(self.until + timedelta(days=1), time.min, LONDON)

    def query(self, *, page: int = 1) -> str:
        """Return the query string that asks for the same, on some page of it."""
        given: dict[str, object] = {name: getattr(self, name) or "" for name in PARAMETERS}
        asked = {name: str(value) for name, value in given.items() if value}
        if page > 1:
            asked["page"] = str(page)
        return f"?{urlencode(asked)}" if asked else ""


def audit_asked(given: Mapping[str, str]) -> AuditAsked:
    """Return what a query string asks for. What makes no sense is left out, with a problem that says so."""
    words = {
        name: given.get(name, "").replace("\x00", "").strip()[:150]
        for name in (*PARAMETERS, "page")
    }
    problems: list[str] = []
    if words["action"] and words["action"] not in ACTION_WORDS:
        problems.append(f"\u201c{words['action']}\u201d is nothing that is put on record.")
        words["action"] = ""

    def day_of(name: str) -> date | None:
        if not words[name]:
            return None
        try:
            return date.fromisoformat(words[name])
        except ValueError:
            problems.append(f"\u201c{words[name]}\u201d is no day: write it as 2023-05-04.")
            return None

    polling_day = day_of("election")
    page = words["page"]
    return AuditAsked(
        by=words["by"],
        action=words["action"],
        council=words["council"],
        election="" if polling_day is None else polling_day.isoformat(),
        since=day_of("since"),
        until=day_of("until"),
        q=words["q"],
        page=int(page) if page.isdecimal() and len(page) < 7 and int(page) else 1,
        problem=" ".join(problems),
    )


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry of the log. `before` and `after` are None where they are withheld, or there are none.

    `reason` is empty where it is withheld, or there is none.
    """

    key: int
    at: datetime
    by: str
    address: str
    action: str
    subject: str
    reason: str
    council: str
    election: str
    before: Any
    after: Any
    is_withheld: bool
    is_reason_withheld: bool


@dataclass(frozen=True, slots=True)
class AuditMaterial:
    """What a page of the log is made from. `number` is how many entries fit in all."""

    asked: AuditAsked
    entries: tuple[Recorded, ...]
    number: int
    people: tuple[str, ...]
    elections: tuple[ElectionFacts, ...]


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the log in words."""

    key: int
    when: str
    by: str
    what: str
    subject: str
    reason: str
    address: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of the log, and how to look for more."""

    asked: AuditAsked
    rows: tuple[AuditRow, ...]
    found_text: str
    people: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]
    elections: tuple[ElectionFacts, ...]
    newer: str
    older: str
    export: str


def audit_page(material: AuditMaterial) -> AuditPage:
    """Return a page of the log."""
    asked = material.asked
    pages = max(1, -(-material.number // A_PAGE))
    return AuditPage(
        asked=asked,
        rows=tuple(_row(each) for each in material.entries),
        found_text=f"{count(material.number, 'entry', 'entries')}, page {asked.page} of {pages}.",
        people=material.people,
        actions=tuple((name, capitalised(words)) for name, words in ACTION_WORDS.items()),
        elections=material.elections,
        newer=asked.query(page=asked.page - 1) or "?" if asked.page > 1 else "",
        older=asked.query(page=asked.page + 1) if asked.page < pages else "",
        export=asked.query(),
    )


def _row(entry: Recorded) -> AuditRow:
    return AuditRow(
        entry.key,
        time_and_day(entry.at),
        entry.by,
        action_words(entry.action),
        entry.subject,
        REASON_WITHHELD if entry.is_reason_withheld else entry.reason,
        entry.address,
    )


def action_words(action: str) -> str:
    """Return what was done, in words."""
    return ACTION_WORDS.get(action, action.replace("_", " "))


@dataclass(frozen=True, slots=True)
class AuditEntryMaterial:
    """What the page of one entry is made from: its states as the domain has them, where it has any."""

    entry: Recorded
    before: State | None
    after: State | None
    parties: Parties


@dataclass(frozen=True, slots=True)
class AuditEntryPage:
    """One entry of the log, with what was there before and after line by line."""

    row: AuditRow
    lines: tuple[Line, ...]
    withheld: str
    council: str
    election: str


def audit_entry_page(material: AuditEntryMaterial) -> AuditEntryPage:
    """Return the page of one entry."""
    entry = material.entry
    return AuditEntryPage(
        row=_row(entry),
        lines=differing_lines(
            material.before or entry.before, material.after or entry.after, material.parties.names
        ),
        withheld=WITHHELD if entry.is_withheld else "",
        council=entry.council,
        election=entry.election,
    )


HEAD = (
    "at", "by", "address", "action", "council", "election", "subject", "reason", "before", "after",
)  # fmt: skip


def audit_rows(entries: Iterable[Recorded], as_text: Any) -> Iterator[tuple[Cell, ...]]:
    """Yield the log as rows of a table, its head first. `as_text` turns a state into text."""
    yield HEAD
    for each in entries:
        found = audit_document(each)
        yield tuple(
            as_text(found[name]) if name in ("before", "after") else str(found[name])
            for name in HEAD
        )


def audit_document(entry: Recorded) -> dict[str, Any]:
    """Return one entry for a program. Times are in UTC; `withheld` says that figures or the reason are kept back."""
    return {
        "id": entry.key,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "address": entry.address,
        "action": entry.action,
        "council": entry.council,
        "election": entry.election,
        "subject": entry.subject,
        "reason": entry.reason,
        "before": entry.before,
        "after": entry.after,
        "withheld": entry.is_withheld,
    }
