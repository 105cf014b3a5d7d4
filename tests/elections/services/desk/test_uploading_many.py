"""Many sheets in one upload: what it costs, and that each result goes its way as if typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elections.domain.desk.uploads import UploadReport, UploadState
from elections.models import AuditEntry, DeskResult, Draft
from elections.services.desk.entering import open_entry, save_draft
from elections.services.desk.stepping import Actor, Seen
from elections.services.desk.uploading import File, UploadRefusedError, preview_upload, upload
from elections.services.importing.reading import table_of
from tests import factories
from tests.soak.accounts import account
from tests.soak.scene import POLLING_DAY, prepared

pytestmark = pytest.mark.django_db

RUTH, OMAR = Actor("ruth"), Actor("omar")


def file_of(councils: Sequence[str]) -> File:
    """Return a table in which Labour has won each of the councils."""
    rows = [
        f"local.{council}.{POLLING_DAY},{party},{seats}"
        for council in councils
        for party, seats in (("Labour", 6), ("Conservative", 3))
    ]
    content = "\n".join(["id,party,seats", *rows]).encode()
    return File("night.csv", "0" * 64, table_of("night.csv", content))


def preview(councils: Sequence[str], by: Actor) -> UploadReport:
    """Look at a table of the councils."""
    return preview_upload(
        polling_day=POLLING_DAY, file=file_of(councils), by=by, at=factories.NIGHT
    )


def hand_in(councils: Sequence[str], by: Actor) -> UploadReport:
    """Look at a table of the councils, and hand it in."""
    return upload(
        polling_day=POLLING_DAY,
        file=file_of(councils),
        seen=preview(councils, by).tokens,
        ticked={},
        by=by,
        at=factories.NIGHT,
    )


def queries(of: Callable[[], UploadReport]) -> int:
    """Return how many queries something makes with which every council is new."""
    with CaptureQueriesContext(connection) as asked:
        report = of()
    assert report.number(UploadState.NEW) == len(report.councils)
    return len(asked)


def whole() -> bool:
    """Return whether the log accounts for where every result is."""
    with connection.cursor() as cursor:
        return account(cursor).wrong == ()


def test_ten_more_councils_cost_no_query_more() -> None:
    councils = prepared(people=0, councils=14).councils
    few, many = councils[:2], councils[2:]
    assert queries(lambda: preview(few, RUTH)) == queries(lambda: preview(many, RUTH))
    assert queries(lambda: hand_in(few, RUTH)) == queries(lambda: hand_in(many, RUTH))


def test_a_second_entry_costs_one_query_a_council() -> None:
    councils = prepared(people=0, councils=14).councils
    few, many = councils[:2], councils[2:]
    hand_in(councils, RUTH)
    more = queries(lambda: preview(many, OMAR)) - queries(lambda: preview(few, OMAR))
    assert more == len(many) - len(few)


def test_each_result_goes_from_expected_to_agreed_and_every_step_is_on_record() -> None:
    councils = prepared(people=0, councils=3).councils
    hand_in(councils, RUTH)
    hand_in(councils, OMAR)
    assert whole()
    assert set(DeskResult.objects.values_list("state", "token", "held_by")) == {("agreed", 3, "")}
    assert list(AuditEntry.objects.order_by("pk").values_list("by", "action")) == [
        *[("ruth", "opened"), ("ruth", "handed_in")] * 3,
        ("ruth", "uploaded"),
        *[("omar", "handed_in")] * 3,
        ("omar", "uploaded"),
    ]


def test_only_the_uploaders_own_drafts_are_done_with() -> None:
    councils = prepared(people=0, councils=2).councils
    for council, by in zip(councils, (RUTH, OMAR), strict=True):
        ballot_id = f"local.{council}.{POLLING_DAY}"
        opened = open_entry(ballot_id=ballot_id, by=by, at=factories.NIGHT)
        seen = Seen(ballot_id, opened.standing.result.token)
        save_draft(seen=seen, typed={"note": "half typed"}, by=by, at=factories.NIGHT)
    hand_in(councils[:1], RUTH)
    assert dict(Draft.objects.values_list("by", "typed")) == {
        "ruth": {},
        "omar": {"note": "half typed"},
    }


def test_what_is_typed_since_stays_where_the_table_brings_nothing_new() -> None:
    one, other = prepared(people=0, councils=2).councils
    hand_in([one], RUTH)
    result = DeskResult.objects.get()
    # As where an editor has asked for some lines again.
    Draft.objects.create(result=result, by="ruth", typed={"note": "2"}, saved_at=factories.NIGHT)
    report = hand_in([one, other], RUTH)
    assert [each.state for each in report.councils] == [UploadState.SAME, UploadState.NEW]
    assert Draft.objects.get().typed == {"note": "2"}


def test_one_result_that_moved_on_since_the_preview_stops_them_all() -> None:
    councils = prepared(people=0, councils=3).councils
    seen = preview(councils, RUTH).tokens
    hand_in(councils[2:], OMAR)
    before = AuditEntry.objects.count()
    with pytest.raises(UploadRefusedError) as refused:
        upload(
            polling_day=POLLING_DAY,
            file=file_of(councils),
            seen=seen,
            ticked={},
            by=RUTH,
            at=factories.NIGHT,
        )
    assert refused.value.report.number(UploadState.REFUSED) == 1
    assert (DeskResult.objects.count(), AuditEntry.objects.count()) == (1, before)
    assert whole()
