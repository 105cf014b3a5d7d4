"""Rows that are held to all conditions of their table by one query, and not by one each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import reduce
from operator import and_

from django.core.exceptions import ValidationError
from django.db import models, router
from django.db.models import BaseConstraint, CheckConstraint, Q
from typing_extensions import override


class CheckedAtOnce(models.Model):
    """A row whose check constraints are validated together.

    Django asks the database about each of them, in a transaction with a savepoint around it: of a
    claim, fifty statements while its contest is locked.
    """

    class Meta:
        abstract = True

    @override
    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Raise ValidationError with what every broken constraint says.

        One query (three in a transaction) and one for each constraint of uniqueness. Where
        something is broken or a field is left out, as many as Django makes, which says which.
        """
        if exclude:
            # A condition on a field that is left out is not asked for, and so neither all at once.
            super().validate_constraints(exclude=exclude)
            return
        using = router.db_for_write(type(self), instance=self)
        try:
            for model, constraints in self.get_constraints():
                for constraint in _together(constraints):
                    constraint.validate(model, self, using=using)
        except ValidationError:
            super().validate_constraints()
            raise


def _together(constraints: Iterable[BaseConstraint]) -> list[BaseConstraint]:
    """Return constraints that hold exactly where these do, with one for all conditions.

    A condition that comes out NULL holds, and so does it beside others: false is what one of them
    makes false.
    """
    conditions = []
    others = []
    for each in constraints:
        if isinstance(each, CheckConstraint):
            conditions.append(Q(each.condition))
        else:
            others.append(each)
    if not conditions:
        return others
    return [CheckConstraint(condition=reduce(and_, conditions), name="together"), *others]
