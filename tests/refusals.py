"""Rows that may not be: how the models and the database refuse them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

Broken = Mapping[str, Callable[[], models.Model]]


def constraints_of(tables: Iterable[type[models.Model]]) -> dict[str, models.BaseConstraint]:
    """Return the constraints of models, by name."""
    return {
        constraint.name: constraint for model in tables for constraint in model._meta.constraints
    }


def assert_refused(row: models.Model, name: str, *, named: bool = True) -> None:
    """Check that a row is refused for one constraint, in words and by the database.

    Not `named` are those that break another one besides, which the database may name instead.
    """
    constraint = constraints_of([type(row)])[name]
    with pytest.raises(ValidationError) as by_constraint:
        constraint.validate(type(row), row)
    assert by_constraint.value.messages == [str(constraint.violation_error_message)]
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        type(row)._base_manager.bulk_create([row])
    if isinstance(constraint, models.UniqueConstraint) and connection.vendor == "sqlite":
        # SQLite names the columns, not the constraint.
        assert "UNIQUE" in str(refused.value)
    elif named:
        assert name in str(refused.value)
