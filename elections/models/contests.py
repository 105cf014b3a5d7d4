"""One council at one election."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q
from typing_extensions import override
from uk_election_ids.election_ids import IdBuilder

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import choices_of, filled, one_of, within
from councils.domain.composition import MOST_SEATS
from councils.models import Council, FactSource
from elections.domain.contests import Scope
from elections.models.elections import Election
from elections.querysets import ContestQuerySet


def ballot_id_of(*, council_slug: str, polling_day: date) -> str:
    """Return the id by which the field knows a contest, as in `local.medway.2023-05-04`."""
    day = datetime.combine(polling_day, datetime.min.time()).date()
    return str(IdBuilder("local", day).with_organisation(council_slug).organisation_group_id)


class Contest(CheckedAtOnce):
    """One council at one election, and what is known of it whatever is claimed.

    `last_fought_on` is when these seats were last fought: the last election of the whole council
    or, for a council that elects by thirds, the one four years earlier. `is_new` says that the
    council continues no other.
    """

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="contests")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="contests")
    ballot_id = models.CharField("id", max_length=120, unique=True)
    scope = models.CharField(max_length=10, choices=choices_of(Scope), default=Scope.UNKNOWN.value)
    seats_up = models.IntegerField(null=True, blank=True)
    last_fought_on = models.DateField(null=True, blank=True)
    is_new = models.BooleanField(default=False)
    facts_source = models.ForeignKey(
        FactSource,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contests",
        help_text="Where scope, seats up and the day last fought are from.",
    )

    objects = ContestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["election", "council"],
                name="contest_once_a_council_and_election",
                violation_error_message="This council already has a contest at this election.",
            ),
            filled("ballot_id", name="contest_has_ballot_id", what="the id"),
            one_of("scope", Scope, name="contest_scope_is_known"),
            within(
                "seats_up",
                1,
                MOST_SEATS,
                name="contest_seats_up_in_bounds",
                what="The number of seats up",
                or_null=True,
            ),
            models.CheckConstraint(
                condition=Q(facts_source__isnull=False)
                | Q(
                    scope=Scope.UNKNOWN.value,
                    seats_up__isnull=True,
                    last_fought_on__isnull=True,
                    is_new=False,
                ),
                name="contest_facts_have_a_source",
                violation_error_message="Name the source ('facts_source') of what is known of"
                " this contest: scope, seats up, the day last fought, whether it is new.",
            ),
            models.CheckConstraint(
                condition=Q(is_new=False) | Q(last_fought_on__isnull=True),
                name="contest_new_council_was_never_fought",
                violation_error_message="A new council was never fought before: leave"
                " 'last_fought_on' empty, or say that it is not new.",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.ballot_id

    @override
    def clean(self) -> None:
        """Check what the database cannot: the id, and the order of the days.

        Queries the council and the election unless they are loaded. Raises ValidationError.
        """
        errors = {}
        try:
            polling_day = self.election.polling_day
            expected = ballot_id_of(council_slug=self.council.slug, polling_day=polling_day)
        except ObjectDoesNotExist:
            return  # Its fields say so.
        if self.ballot_id != expected:
            errors["ballot_id"] = f"The id of this contest is '{expected}'."
        if self.last_fought_on is not None and self.last_fought_on >= polling_day:
            errors["last_fought_on"] = "These seats were last fought before polling day."
        if errors:
            raise ValidationError(errors)

    def natural_key(self) -> tuple[str]:
        """Return what fixtures call the contest."""
        return (self.ballot_id,)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "elections.election",
        "councils.council",
        "councils.factsource",
    ]
