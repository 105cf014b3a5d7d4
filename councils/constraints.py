"""Words for the constraints that the models share, so that each says what is wrong in one way.

A condition that comes out NULL passes a CHECK in SQL, so whatever may be null says so here.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.db.models import CheckConstraint, Q


def choices_of(members: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Return the choices of a column that holds one of `members`."""
    return [
        (member.value, member.value.replace("_", " ").replace("-", " ").capitalize())
        for member in members
    ]


def one_of(
    field: str, members: Iterable[StrEnum], *, name: str, or_empty: bool = False
) -> CheckConstraint:
    """Return the constraint that `field` holds one of `members` (or, if said, nothing)."""
    values = [member.value for member in members]
    return CheckConstraint(
        condition=Q(**{f"{field}__in": [*values, ""] if or_empty else values}),
        name=name,
        violation_error_message=f"'{field}' must be one of: {', '.join(values)}.",
    )


def filled(field: str, *, name: str, what: str) -> CheckConstraint:
    """Return the constraint that the text in `field` is not empty."""
    return CheckConstraint(
        condition=~Q(**{field: ""}),
        name=name,
        violation_error_message=f"Give {what} in '{field}'.",
    )


def within(
    field: str, low: int, high: int, *, name: str, what: str, or_null: bool = False
) -> CheckConstraint:
    """Return the constraint that `field` lies between two numbers (or, if said, is null)."""
    condition = Q(**{f"{field}__gte": low, f"{field}__lte": high})
    if or_null:
        condition |= Q(**{f"{field}__isnull": True})
    return CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=f"{what} in '{field}' must be from {low} to {high}.",
    )
