"""What is stored of people beside their accounts."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models
from typing_extensions import override

from elections.querysets.people import GivenPasswordQuerySet


class GivenPassword(models.Model):
    """Somebody has a password that another person made up for them and has seen.

    As long as this row is there they come to nothing but the page that changes it.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="given_password")
    given_at = models.DateTimeField()

    objects = GivenPasswordQuerySet.as_manager()

    @override
    def __str__(self) -> str:
        return f"password given to person {self.user_id}"
