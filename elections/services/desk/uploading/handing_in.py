"""Handing in many sheets: each as the entry of whoever uploads them, all of them or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import get_default_timezone

from elections.domain.desk.checking import Beside
from elections.domain.desk.holding import HeldError
from elections.domain.desk.refusals import WayError
from elections.domain.desk.sheets import VACANT_LINE, Sheet, seats_line
from elections.domain.desk.states import (
    FirstEntry,
    HandedIn,
    Published,
    SecondEntry,
    State,
    entries_of,
)
from elections.domain.desk.typed import Typed, read
from elections.domain.desk.uploads import (
    CouncilReport,
    MovedOn,
    UploadReport,
    UploadState,
    Wrong,
)
from elections.models import Action, AuditEntry, DeskResult, Draft, Party
from elections.selectors.desk.beside import besides_of
from elections.services.desk.entering import FoundError, handed_in, opened
from elections.services.desk.stepping import (
    Actor,
    Seen,
    StaleError,
    Standing,
    as_seen,
    audit,
    hold_all,
    keep_all,
)
from elections.services.desk.uploading.rows import Filled, Sheets, sheets_in, wrong_total
from elections.services.importing.importing import what_is_known
from elections.services.importing.tables import Table


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file: its name, the SHA-256 of what was in it, and the table that it holds."""

    name: str
    digest: str
    table: Table


class UploadRefusedError(Exception):
    """Something is wrong, or a warning is not ticked: nothing was handed in."""

    def __init__(self, report: UploadReport) -> None:
        super().__init__("Nothing was handed in.")
        self.report = report


# By contest, the codes of the warnings that somebody looked at and lets stand.
Ticked = Mapping[str, Collection[str]]


def preview_upload(*, polling_day: date, file: File, by: Actor, at: datetime) -> UploadReport:
    """Return what handing in a table would do, council by council, and hand in nothing.

    It goes the whole way and undoes it, so that what passes here passes there, ticks apart. Of a
    second entry it tells nothing that comes of the first. As many queries as `upload`.
    """
    with transaction.atomic():
        carried_out = _carried_out(polling_day, file, by=by, at=at, ticked=None, seen=None)
        if carried_out.report.is_right:
            carried_out.keep()
        transaction.set_rollback(True)
    return carried_out.report


def upload(
    *,
    polling_day: date,
    file: File,
    seen: Mapping[str, int],
    ticked: Ticked,
    by: Actor,
    at: datetime,
) -> UploadReport:
    """Hand in every council's sheet as `by`'s entry, and put the upload on record.

    One transaction, all or nothing; a table that is in already changes nothing and leaves no
    entry. `seen` are the tokens of the preview. About 28 queries, and one for each council that
    somebody had begun before. Raises UploadRefusedError.
    """
    with transaction.atomic():
        carried_out = _carried_out(polling_day, file, by=by, at=at, ticked=ticked, seen=seen)
        report = carried_out.report
        if not report.is_right or any(
            set(each.asks_for) - set(ticked.get(each.ballot_id, ())) for each in report.to_hand_in
        ):
            raise UploadRefusedError(report)
        carried_out.keep()
        if report.to_hand_in:
            _put_on_record(report, polling_day, file, by=by, at=at)
    return report


@dataclass(frozen=True, slots=True)
class _CarriedOut:
    """What became of a table, with what is to be stored for it to stay so."""

    report: UploadReport
    going: _Going

    def keep(self) -> None:
        """Store it: where each result is, what was done, and that its draft is done with."""
        going = self.going
        drafts = [going.drafts[each.pk].pk for each in going.results if each.pk in going.drafts]
        keep_all(going.results, going.entries)
        Draft.objects.of_keys(drafts).update(typed={}, saved_at=going.at)


def _carried_out(
    polling_day: date,
    file: File,
    *,
    by: Actor,
    at: datetime,
    ticked: Ticked | None,
    seen: Mapping[str, int] | None,
) -> _CarriedOut:
    sheets = _sheets(file.table, polling_day)
    filled = [each for each in sheets.filled if each.is_filled]
    standings = hold_all([each.ballot_id for each in filled], at=at)
    begun = [each.result for each in standings.values() if not each.result._state.adding]
    going = _Going(
        by,
        at,
        ticked,
        seen,
        standings,
        besides_of([each.contest for each in standings.values()]),
        {draft.result_id: draft for draft in Draft.objects.of_all(begun, by.name)},
        frozenset(Party.objects.ids_by_slug()),
    )
    councils = tuple(going.council(each) for each in filled)
    wrong = list(sheets.wrong)
    if not councils and not wrong:
        told = "No council has a number of seats in it: fill in those that are declared."
        wrong.append(Wrong(0, "", told))
    report = UploadReport(
        councils,
        tuple(wrong),
        tuple(each.council for each in sheets.filled if not each.is_filled),
        file.table.notes,
        sheets.is_cut,
    )
    return _CarriedOut(report, going)


def _sheets(table: Table, polling_day: date) -> Sheets:
    known, _ = what_is_known()
    return sheets_in(
        table,
        polling_day=polling_day,
        councils=known.councils,
        parties=known.parties,
        day=known.contests.get(polling_day, frozenset()),
    )


@dataclass(frozen=True, slots=True)
class _Going:
    """One upload on its way: what it found, and what it has to store. It makes no query, but for
    who has moved on a result that is no longer as it was seen.

    `drafts` are the uploader's by the key of their result.
    """

    by: Actor
    at: datetime
    ticked: Ticked | None
    seen: Mapping[str, int] | None
    standings: Mapping[str, Standing]
    besides: Mapping[int, Beside]
    drafts: Mapping[int, Draft]
    parties: frozenset[str]
    results: list[DeskResult] = field(default_factory=list)
    entries: list[AuditEntry] = field(default_factory=list)

    def council(self, filled: Filled) -> CouncilReport:
        """Hand in one council's sheet, and return what became of it."""
        standing = self.standings[filled.ballot_id]
        report = CouncilReport(
            filled.ballot_id,
            filled.council,
            tuple(filled.lines),
            UploadState.REFUSED,
            standing.result.token,
        )
        reading = read(
            Typed(filled.fields, tuple((self.ticked or {}).get(filled.ballot_id, ()))),
            by=self.by.name,
            parties=self.parties,
            zone=get_default_timezone(),
            polling_day=standing.contest.election.polling_day,
        )
        if reading.entry is None:
            faults = reading.faults.items()
            return replace(report, wrong=tuple(filled.wrong(*fault) for fault in faults))
        sheet = reading.entry.sheet
        report = replace(report, sheet=sheet)
        numbers = {seats_line(party).key: number for party, number in sheet.seats.items()}
        wrong = wrong_total(filled, numbers | {VACANT_LINE.key: sheet.vacant})
        if wrong is not None:
            return replace(report, wrong=(wrong,))
        if _is_in(standing.state, sheet, by=self.by.name):
            return replace(report, state=UploadState.SAME)
        return self._handed_in(filled, standing, reading.entry, report)

    def _handed_in(
        self, filled: Filled, standing: Standing, entry: HandedIn, report: CouncilReport
    ) -> CouncilReport:
        done = replace(
            report, state=self._new_or_changed(filled, standing), kind=_kind(standing.state)
        )
        try:
            if self.seen is not None:
                as_seen(standing, Seen(filled.ballot_id, self.seen.get(filled.ballot_id, -1)))
            opening = opened(standing, by=self.by, at=self.at)
            stepped, put_on_record = handed_in(
                opening.standing,
                entry=entry,
                by=self.by,
                at=self.at,
                beside=self.besides[standing.contest.pk],
            )
        except FoundError as found:
            stops = any(each.code.stops for each in found.findings)
            return replace(report if stops else done, findings=found.findings)
        except StaleError as stale:
            return replace(report, refusal=_moved_on(stale, self.at))
        except (WayError, HeldError) as refusal:
            return replace(report, refusal=refusal)
        self.results.append(stepped.result)
        self.entries.extend((*opening.entries, put_on_record))
        return done

    def _new_or_changed(self, filled: Filled, standing: Standing) -> UploadState:
        # A result that nobody has begun has no key yet, and nobody's draft.
        draft = self.drafts.get(standing.result.pk)
        typed = Typed({}) if draft is None else Typed.of(draft.typed)
        corrects = isinstance(standing.state, FirstEntry) and bool(standing.state.round.published)
        if corrects or (not typed.is_empty and dict(typed.fields) != filled.fields):
            return UploadState.CHANGED
        return UploadState.NEW


def _moved_on(stale: StaleError, at: datetime) -> MovedOn:
    last = stale.last
    return MovedOn("", "", at) if last is None else MovedOn(last.by, last.action, last.at)


def _kind(state: State) -> str:
    """Return which entry the sheet is: the first, the second, or that of a correction."""
    match state:
        case FirstEntry(round=of) if of.published is not None:
            return "correction"
        case SecondEntry():
            return "second entry"
        case _:
            return "first entry"


def _is_in(state: State, sheet: Sheet, *, by: str) -> bool:
    """Return whether this sheet is what somebody handed in already, or what readers see.

    What others handed in is not looked at: a second entry is blind.
    """
    if isinstance(state, Published):
        return state.sheet == sheet
    return any(entry.by == by and entry.sheet == sheet for entry in entries_of(state))


def _put_on_record(
    report: UploadReport, polling_day: date, file: File, *, by: Actor, at: datetime
) -> None:
    audit(
        action=Action.UPLOADED,
        by=by,
        at=at,
        subject=f"{polling_day}: {file.name}",
        after={
            "file": file.name,
            "sha256": file.digest,
            "rows": len(file.table.rows),
            "handed_in": [each.ballot_id for each in report.to_hand_in],
            **{state.value: report.number(state) for state in UploadState},
            "left_out": len(report.left_out),
        },
    )
