"""Rows of the results desk that cannot be are refused, in words and by the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models

from elections.codec.way import way_json
from elections.domain.desk.states import Expected
from elections.models import (
    AuditEntry,
    Contest,
    Correction,
    DeskResult,
    Draft,
    SeatsDefended,
    Withdrawal,
)
from tests import factories
from tests.refusals import Broken, assert_refused, constraints_of

pytestmark = pytest.mark.django_db

MODELS: list[type[models.Model]] = [
    AuditEntry,
    Correction,
    DeskResult,
    Draft,
    SeatsDefended,
    Withdrawal,
]


def desk_result(**columns: Any) -> DeskResult:
    given: dict[str, Any] = {
        "state": "expected",
        "way": way_json(Expected()),
        "changed_at": factories.NIGHT,
        "waiting_since": factories.NIGHT,
    }
    if "contest" not in columns:
        given["contest"] = Contest.objects.first() or factories.contest()
    return DeskResult(**(given | columns))


def draft(**columns: Any) -> Draft:
    given: dict[str, Any] = {"by": "ruth", "saved_at": factories.NIGHT}
    if "result" not in columns:
        given["result"] = DeskResult.objects.first() or factories.made(desk_result())
    return Draft(**(given | columns))


def second_draft_of_one_person() -> Draft:
    factories.made(draft())
    return draft()


def entry(**columns: Any) -> AuditEntry:
    given = {"at": factories.NIGHT, "by": "ruth", "action": "opened", "subject": "Medway"}
    return AuditEntry(**(given | columns))


def defended(**columns: Any) -> SeatsDefended:
    given: dict[str, Any] = {
        "contest": Contest.objects.first() or factories.contest(),
        "party": factories.party(),
        "seats": 7,
        "source": factories.fact_source(),
    }
    return SeatsDefended(**(given | columns))


def second_word_on_one_party() -> SeatsDefended:
    factories.made(defended())
    return defended(seats=8)


def withdrawal(**columns: Any) -> Withdrawal:
    given: dict[str, Any] = {"at": factories.NIGHT, "by": "edith", "reason": "misread"}
    return Withdrawal(claim=factories.claim(), **(given | columns))


def correction(**columns: Any) -> Correction:
    given: dict[str, Any] = {"kind": "correction", "reason": "misread"}
    return Correction(publication=factories.publication(), **(given | columns))


BROKEN: Broken = {
    "audit_action_is_known": lambda: entry(action="forgotten"),
    "audit_says_who": lambda: entry(by=""),
    "audit_says_to_what": lambda: entry(subject=""),
    "correction_kind_is_known": lambda: correction(kind="excuse"),
    "correction_says_why": lambda: correction(reason=""),
    "desk_result_state_is_known": lambda: desk_result(state="mislaid"),
    "desk_result_token_counts_from_zero": lambda: desk_result(token=-1),
    "desk_result_is_held_until_a_moment": lambda: desk_result(held_by="ruth"),
    "draft_once_a_person": second_draft_of_one_person,
    "draft_says_who": lambda: draft(by=""),
    "seats_defended_once_a_party": second_word_on_one_party,
    "seats_defended_in_bounds": lambda: defended(seats=-1),
    "withdrawal_says_who": lambda: withdrawal(by=""),
    "withdrawal_says_why": lambda: withdrawal(reason=""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_models_and_the_database_refuse_it(name: str) -> None:
    assert_refused(BROKEN[name](), name)


def test_every_constraint_is_among_those_tried() -> None:
    assert constraints_of(MODELS).keys() == BROKEN.keys()


@pytest.mark.parametrize(
    "row",
    [desk_result, draft, entry, defended, withdrawal, correction],
    ids=lambda row: row.__name__,
)
def test_what_can_be_is_stored(row: Any) -> None:
    factories.made(row())


def test_nobody_holds_a_result_for_ever() -> None:
    assert_refused(desk_result(held_until=factories.NIGHT), "desk_result_is_held_until_a_moment")
