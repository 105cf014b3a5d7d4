"""Rows of the results desk that cannot be are refused, in words and by the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models

from elections.models import (
    Amendment,
    AuditEntry,
    Correction,
    DeskResult,
    Draft,
    Proposal,
    SeatsDefended,
    Withdrawal,
)
from tests import factories
from tests.desk_rows import (
    amendment,
    correction,
    defended,
    desk_result,
    draft,
    entry,
    proposal,
    withdrawal,
)
from tests.refusals import Broken, assert_refused, constraints_of

pytestmark = pytest.mark.django_db

MODELS: list[type[models.Model]] = [
    Amendment,
    AuditEntry,
    Correction,
    DeskResult,
    Draft,
    Proposal,
    SeatsDefended,
    Withdrawal,
]


def second_draft_of_one_person() -> Draft:
    factories.made(draft())
    return draft()


def second_word_on_one_party() -> SeatsDefended:
    factories.made(defended())
    return defended(seats=8)


def second_note_of_one_change() -> Amendment:
    factories.made(amendment())
    return amendment()


def second_open_proposal_of_one_thing() -> Proposal:
    factories.made(proposal())
    return proposal(proposed_by="edith")


def proposal_published_by_who_made_it() -> Proposal:
    decided = {"decided_by": "ada", "decided_at": factories.NIGHT}
    return proposal(state="published", **decided)


BROKEN: Broken = {
    "amendment_is_noted_once": second_note_of_one_change,
    "amendment_kind_is_known": lambda: amendment(kind="party"),
    "amendment_says_of_what": lambda: amendment(key=""),
    "amendment_says_who": lambda: amendment(by=""),
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
    "proposal_kind_is_known": lambda: proposal(kind="wish"),
    "proposal_state_is_known": lambda: proposal(
        state="mislaid", decided_by="edith", decided_at=factories.NIGHT
    ),
    "proposal_says_of_what": lambda: proposal(target=""),
    "proposal_says_why": lambda: proposal(reason=""),
    "proposal_says_who": lambda: proposal(proposed_by=""),
    "proposal_is_open_or_decided": lambda: proposal(state="turned_down"),
    "proposal_is_published_by_another": proposal_published_by_who_made_it,
    "proposal_open_once_a_target": second_open_proposal_of_one_thing,
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
