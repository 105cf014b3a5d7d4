"""All conditions of a row are asked of the database at once; what is broken is said as by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import CheckConstraint
from django.test.utils import CaptureQueriesContext

from elections.models import Claim
from tests import factories

pytestmark = pytest.mark.django_db


def told(check: Callable[[], None]) -> list[str]:
    """Return what a check says is wrong."""
    with pytest.raises(ValidationError) as wrong:
        check()
    return wrong.value.messages


def message_of(name: str) -> str:
    """Return what a claim that breaks a constraint is told."""
    (found,) = (each for each in Claim._meta.constraints if each.name == name)
    return str(found.violation_error_message)


def test_a_claim_with_many_conditions_costs_one_query_for_them_all() -> None:
    claim = factories.new_claim()
    conditions = [
        each for _, some in claim.get_constraints() for each in some if isinstance(each, CheckConstraint)
    ]  # fmt: skip
    assert len(conditions) > 10
    with CaptureQueriesContext(
        connection,
    ) as asked:
        claim.validate_constraints()
    # That one between the two ends of a savepoint, and whether its reference is free.
    assert len(asked) == 4


def test_every_broken_condition_is_named_and_no_other() -> None:
    claim = factories.new_claim(paragraph=0, precision="roughly")
    assert told(claim.validate_constraints) == [
        message_of("claim_precision_is_known"),
        message_of("claim_paragraph_in_bounds"),
    ]


def test_a_condition_that_is_unknown_holds_beside_others() -> None:
    # Of a claim that is not stored yet, nobody knows whether it replaces itself.
    first = factories.made(factories.new_claim())
    factories.new_claim(reference="labour-again", value=32, replaces=first).validate_constraints()


def test_a_reference_that_is_taken_is_told_where_all_conditions_hold() -> None:
    factories.made(factories.new_claim())
    again = factories.new_claim(value=32)
    assert told(again.validate_constraints) == [message_of("claim_reference_once_a_source")]


def test_a_field_that_is_left_out_hides_no_other_broken_one() -> None:
    claim = factories.new_claim(paragraph=0, precision="roughly")
    left_out = {"precision"}
    assert told(lambda: claim.validate_constraints(exclude=left_out)) == [
        message_of("claim_paragraph_in_bounds")
    ]
