"""Published figures without their working, for lists of many contests."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from sys import intern
from typing import Any, Final

from django.utils.timezone import localtime

from elections.codec import ControlRow, ResultRows, TallyRow, decode
from elections.codec.figures import without_working
from elections.keeping import Bounded
from elections.models import Publication, Tally
from elections.pages.facts import Result
from elections.querysets import ContestQuerySet
from elections.selectors.stored import StoredPublication, stored_publications

# Some five kilobytes each; the country's six years come to under a thousand.
MOST_KEPT: Final = 2_000
ROWS_AT_ONCE: Final = 2_000
# What a process has read once: a publication never changes, so neither does what is kept of it.
# The time is in the key because a database that was put back from a copy gives out keys again.
_Key = tuple[int, datetime]
_KEPT: Final = Bounded[Result](MOST_KEPT)


def figures_of(contests: ContestQuerySet) -> dict[int, Result]:
    """Return the current result of each contest that has one, without working, by its primary key.

    Figures have their values, bounds and precision, and neither statements nor workings; there
    are no findings and no outcomes. One query where this process has read them before, else three.
    """
    current = Publication.objects.of_contests(contests).current()
    return figures_of_publications(
        {
            contest: (pk, at)
            for contest, pk, at in current.values_list("contest_id", "pk", "published_at")
        }
    )


def figures_of_publications(keys: Mapping[int, _Key]) -> dict[int, Result]:
    """Return results without working by what the key and the time of their publication are given as.

    For who has read the publications' keys already. No query where this process has read them
    before, else two.
    """
    found = {key: kept for key in keys.values() if (kept := _KEPT.get(key)) is not None}
    read = _read([pk for pk, at in keys.values() if (pk, at) not in found])
    new = {key: _KEPT.keep(key, read[key[0]]) for key in keys.values() if key not in found}
    return {contest: found.get(key) or new[key] for contest, key in keys.items()}


def _read(pks: Collection[int]) -> dict[int, Result]:
    """Return results by the primary keys of their publications. Two queries, or none for none.

    Figures are read in the order of publications and each result made as soon as its figures are
    there: all rows of the country at once would take more memory than everything that is kept.
    """
    if not pks:
        return {}
    publications = Publication.objects.filter(pk__in=pks)
    stored = stored_publications(publications)
    rows = Tally.objects.of_publications(publications).bare().order_by("publication_id")
    by_publication = groupby(rows.iterator(chunk_size=ROWS_AT_ONCE), key=itemgetter(0))
    found = {
        key: _result(stored[key], [_tally(row) for row in rows]) for key, rows in by_publication
    }
    # A publication without a figure has no row to be found by.
    return {key: found[key] if key in found else _result(each, []) for key, each in stored.items()}


def _tally(row: tuple[Any, ...]) -> TallyRow:
    _, measure, moment, holder, party, status, value, low, high, precision, detail = row
    return TallyRow(
        measure=measure,
        moment=moment,
        holder=holder,
        # One text for all, and not one for each row that was read.
        party=None if party is None else intern(party),
        status=status,
        value=value,
        low=low,
        high=high,
        precision=precision,
        detail=without_working(status, detail or {}),
    )


def _result(stored: StoredPublication, tallies: list[TallyRow]) -> Result:
    return Result(
        reconciliation=decode(
            ResultRows.in_order(
                state=stored.row.state,
                default_baseline=stored.row.default_baseline,
                control_after=_bare(stored.control_after),
                tallies=tallies,
                changes=[
                    replace(change, control_before=_bare(change.control_before))
                    for change in stored.changes
                ],
                findings=[],
                uses=[],
            ),
            {},
        ),
        version=stored.row.version,
        published_at=localtime(stored.row.published_at),
        reason=stored.row.reason,
        mark=stored.mark,
    )


def _bare(control: ControlRow) -> ControlRow:
    detail = {
        **without_working(control.status, control.detail),
        "value": control.detail["value"],
    }
    return replace(control, detail=detail)
