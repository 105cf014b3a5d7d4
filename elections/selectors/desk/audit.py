"""The audit log, as whoever may read it looks things up: less what they may still have to type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from elections.codec.way import UnknownStateError, way_of
from elections.domain.desk.blind import Reader, is_to_type_blind
from elections.domain.desk.states import Check, State
from elections.models import AuditEntry, Contest, DeskResult
from elections.pages.desk.audit import (
    A_PAGE,
    AuditAsked,
    AuditEntryMaterial,
    AuditMaterial,
    Recorded,
)
from elections.pages.words import day
from elections.querysets.desk import AuditQuerySet
from elections.selectors.pages.elections import all_elections
from elections.selectors.pages.parties import all_parties


def audit_material(asked: AuditAsked, reader: Reader) -> AuditMaterial:
    """Return what a page of the log is made from. At most five queries."""
    found = _found(asked)
    start = (asked.page - 1) * A_PAGE
    rows = found.with_results().newest_first()[start : start + A_PAGE]
    return AuditMaterial(
        asked=asked,
        entries=tuple(_recorded(row, reader) for row in rows),
        number=found.count(),
        people=tuple(AuditEntry.objects.names()),
        elections=all_elections(),
    )


def audit_entries(asked: AuditAsked, reader: Reader) -> Iterator[Recorded]:
    """Yield every entry that fits, the newest first, as its reader may see it. One query."""
    for row in _found(asked).with_results().newest_first().iterator(chunk_size=1_000):
        yield _recorded(row, reader)


def audit_entry_material(key: int, reader: Reader) -> AuditEntryMaterial | None:
    """Return what the page of one entry is made from, or None where there is none. Two queries."""
    row = AuditEntry.objects.of_key(key).with_results().first()
    if row is None:
        return None
    entry = _recorded(row, reader)
    return AuditEntryMaterial(
        entry, _state(entry.before), _state(entry.after), parties=all_parties()
    )


def _found(asked: AuditAsked) -> AuditQuerySet:
    found = AuditEntry.objects.between(asked.from_moment, asked.to_moment)
    if asked.by:
        found = found.by(asked.by)
    if asked.action:
        found = found.of_actions([asked.action])
    if asked.council:
        found = found.of_council(asked.council)
    if asked.election:
        found = found.of_election(date.fromisoformat(asked.election))
    return found.telling(asked.q) if asked.q else found


def _recorded(row: AuditEntry, reader: Reader) -> Recorded:
    contest = row.contest
    is_withheld = (row.before or row.after) is not None and _is_kept_from(row, reader)
    return Recorded(
        key=row.pk,
        at=row.at,
        by=row.by,
        address=row.address or "",
        action=row.action,
        subject=row.subject if contest is None else _subject(row.subject, contest),
        reason=row.reason,
        council="" if contest is None else contest.council.slug,
        election="" if contest is None else contest.election.slug,
        before=None if is_withheld else row.before,
        after=None if is_withheld else row.after,
        is_withheld=is_withheld,
    )


def _subject(subject: str, contest: Contest) -> str:
    """Return what something was done to with the council's name in place of the contest's id."""
    name = f"{contest.council.name}, {day(contest.election.polling_day)}"
    return subject.replace(contest.ballot_id, name)


def _is_kept_from(row: AuditEntry, reader: Reader) -> bool:
    """Return whether an entry may hold figures that its reader is yet to type blind."""
    if row.contest is None:
        return False
    try:
        result = row.contest.desk_result
    except DeskResult.DoesNotExist:
        return False
    check = Check(row.contest.election.check_asked)
    return is_to_type_blind(way_of(result.way), check, reader)


def _state(stored: object) -> State | None:
    """Return the state that an entry holds, or None where it holds something else."""
    if not isinstance(stored, dict) or "state" not in stored:
        return None
    try:
        return way_of(stored)
    except (UnknownStateError, KeyError):
        return None
