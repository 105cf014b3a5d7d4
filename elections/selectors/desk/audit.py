"""The audit log, as whoever may read it looks things up: less what they may still have to type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from elections.codec.way import UnknownStateError, way_of
from elections.domain.desk.blind import is_kept_back
from elections.domain.desk.states import Check, Expected, State
from elections.models import AuditEntry, Contest, DeskResult, Election
from elections.models.desk import PUBLICATIONS, WITH_OPEN_REASONS
from elections.pages.desk.audit import (
    A_PAGE,
    AuditAsked,
    AuditEntryMaterial,
    AuditMaterial,
    Recorded,
)
from elections.pages.words import day
from elections.querysets.desk import AuditQuerySet
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import election_facts


def audit_material(asked: AuditAsked, name: str) -> AuditMaterial:
    """Return what a page of the log is made from, as somebody may read it. At most seven queries."""
    reader = AuditReader(name)
    found = _found(asked, reader)
    start = (asked.page - 1) * A_PAGE
    rows = found.with_results().newest_first()[start : start + A_PAGE]
    return AuditMaterial(
        asked=asked,
        entries=tuple(_recorded(row, reader) for row in rows),
        number=found.count(),
        people=tuple(AuditEntry.objects.names()),
        elections=tuple(election_facts(row) for row in Election.objects.newest_first()),
    )


def audit_entries(asked: AuditAsked, name: str) -> Iterator[Recorded]:
    """Yield every entry that fits, the newest first, as somebody may read it. At most three queries."""
    reader = AuditReader(name)
    found = _found(asked, reader)
    for row in found.with_results().newest_first().iterator(chunk_size=1_000):
        yield _recorded(row, reader)


def audit_entry_material(key: int, name: str) -> AuditEntryMaterial | None:
    """Return what the page of one entry is made from, or None where there is none. Three queries."""
    row = AuditEntry.objects.of_key(key).with_results().first()
    if row is None:
        return None
    entry = _recorded(row, AuditReader(name))
    return AuditEntryMaterial(
        entry, _state(entry.before), _state(entry.after), parties=all_parties()
    )


class AuditReader:
    """Somebody who reads the log, by the name they sign in with."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def last_publications(self) -> dict[int, int]:
        """Return by contest the key of the entry that last published a sheet. One query."""
        published = AuditEntry.objects.of_actions([each.value for each in PUBLICATIONS])
        return published.with_state_after().newest_by_contest()

    def may_not_read_figures_of(self, row: AuditEntry) -> bool:
        """Return whether an entry may hold figures that somebody is yet to type blind.

        The entry has to be loaded with its result.
        """
        if row.contest is None or not row.may_hold_what_was_typed:
            return False
        state, check = state_of(row.contest), Check(row.contest.election.check_asked)
        if not is_kept_back(state, check, name=self.name):
            return False
        is_out = row.pk <= self.last_publications.get(row.contest.pk, 0)
        return is_kept_back(state, check, name=self.name, is_out=is_out)

    def may_not_read_reason_of(self, row: AuditEntry) -> bool:
        """Return whether an entry may hold figures in its reason that somebody is yet to type blind."""
        return row.action not in WITH_OPEN_REASONS and self.may_not_read_figures_of(row)


def state_of(contest: Contest) -> State:
    """Return where a contest's result is, which has to be loaded with it. No query."""
    try:
        return way_of(contest.desk_result.way)
    except DeskResult.DoesNotExist:
        return Expected()


def _found(asked: AuditAsked, reader: AuditReader) -> AuditQuerySet:
    found = AuditEntry.objects.between(asked.from_moment, asked.to_moment)
    if asked.by:
        found = found.by(asked.by)
    if asked.action:
        found = found.of_actions([asked.action])
    if asked.council:
        found = found.of_council(asked.council)
    if asked.election:
        found = found.of_election(date.fromisoformat(asked.election))
    if not asked.q:
        return found
    # Finding an entry by a reason that is kept back would tell what is in it.
    about = found.with_reason_about(asked.q).with_results()
    kept_back = [row.pk for row in about if reader.may_not_read_reason_of(row)]
    return found.telling(asked.q, kept_back=kept_back)


def _recorded(row: AuditEntry, reader: AuditReader) -> Recorded:
    contest = row.contest
    hides_figures = reader.may_not_read_figures_of(row) and (row.before or row.after) is not None
    hides_reason = reader.may_not_read_reason_of(row) and bool(row.reason)
    return Recorded(
        key=row.pk,
        at=row.at,
        by=row.by,
        address=row.address or "",
        action=row.action,
        subject=row.subject if contest is None else _subject(row.subject, contest),
        reason="" if hides_reason else row.reason,
        council="" if contest is None else contest.council.slug,
        election="" if contest is None else contest.election.slug,
        before=None if hides_figures else row.before,
        after=None if hides_figures else row.after,
        is_withheld=hides_figures or hides_reason,
        is_reason_withheld=hides_reason,
    )


def _subject(subject: str, contest: Contest) -> str:
    """Return what something was done to with the council's name in place of the contest's id."""
    name = f"{contest.council.name}, {day(contest.election.polling_day)}"
    return subject.replace(contest.ballot_id, name)


def _state(stored: object) -> State | None:
    """Return the state that an entry holds, or None where it holds something else."""
    if not isinstance(stored, dict) or "state" not in stored:
        return None
    try:
        return way_of(stored)
    except (UnknownStateError, KeyError):
        return None
