"""What is stored of people beside their accounts, in the words of those who ask about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from elections.models import GivenPassword


class GivenPasswordQuerySet(models.QuerySet["GivenPassword"]):
    """Passwords that somebody else made up."""

    def of_person(self, key: int) -> Self:
        """Return the one of a person, if theirs is not their own yet."""
        return self.filter(user_id=key)

    def note(self, key: int, *, at: datetime) -> None:
        """Note that a person was given a password. Two queries."""
        self.update_or_create(user_id=key, defaults={"given_at": at})
