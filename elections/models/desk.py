"""The results desk: where each result is on its way, what people are typing, and what was done."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import choices_of, filled, one_of, within
from councils.domain.composition import MOST_SEATS
from councils.models import FactSource
from elections.append_only import AppendOnly
from elections.domain.desk.holding import Hold
from elections.domain.desk.states import (
    StateName,
)
from elections.models.claims import Claim
from elections.models.contests import Contest
from elections.models.parties import Party
from elections.models.publications import Publication
from elections.querysets.desk import (
    AuditQuerySet,
    CorrectionQuerySet,
    DeskResultQuerySet,
    DraftQuerySet,
    SeatsDefendedQuerySet,
    WithdrawalQuerySet,
)


class DeskResult(CheckedAtOnce):
    """One contest's result on its way from a returning officer's sheet to readers.

    `way` is the state with all that led to it, as `elections/codec/way.py` stores it; `state` is
    its name, for lists. Only the desk's services move it: each step counts `token` up, and a step
    from a token that is not the newest is refused. `held_by` has the entry until `held_until`.
    """

    contest = models.OneToOneField(Contest, on_delete=models.PROTECT, related_name="desk_result")
    state = models.CharField(max_length=20, choices=choices_of(StateName))
    way = models.JSONField()
    token = models.IntegerField(default=0)
    changed_at = models.DateTimeField()
    waiting_since = models.DateTimeField(help_text="Since when it waits for whom it waits for.")
    held_by = models.CharField(max_length=150, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)

    objects = DeskResultQuerySet.as_manager()

    class Meta:
        permissions = [
            ("enter_result", "Can type results, first or second"),
            ("check_result", "Can approve results, and send them back"),
            ("publish_result", "Can settle, publish, correct and retract results"),
        ]
        constraints = [
            one_of("state", StateName, name="desk_result_state_is_known"),
            models.CheckConstraint(
                condition=Q(token__gte=0),
                name="desk_result_token_counts_from_zero",
                violation_error_message="The token counts up from zero.",
            ),
            models.CheckConstraint(
                condition=Q(held_by="", held_until__isnull=True)
                | ~Q(held_by="") & Q(held_until__isnull=False),
                name="desk_result_is_held_until_a_moment",
                violation_error_message="Whoever holds a result ('held_by') does so until a moment"
                " ('held_until'), and nobody without one.",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"contest {self.contest_id}: {self.state}"

    @property
    def hold(self) -> Hold | None:
        """Return who has the entry before them, live or lapsed. No query."""
        return None if self.held_until is None else Hold(self.held_by, self.held_until)


class Draft(CheckedAtOnce):
    """What somebody has typed of a result and not handed in. Nobody else sees it.

    `typed` are the form's fields as they stand on the screen, right or wrong.
    """

    result = models.ForeignKey(DeskResult, on_delete=models.PROTECT, related_name="drafts")
    by = models.CharField(max_length=150)
    typed = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["result", "by"],
                name="draft_once_a_person",
                violation_error_message="This person has a draft of this result already.",
            ),
            filled("by", name="draft_says_who", what="whose draft it is"),
        ]

    @override
    def __str__(self) -> str:
        return f"draft of result {self.result_id} by {self.by}"


class Action(StrEnum):
    """What can be done at the desk and stays on record."""

    OPENED = "opened"
    TAKEN_OVER = "taken_over"
    HANDED_IN = "handed_in"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    SETTLED = "settled"
    ASKED_AGAIN = "asked_again"
    RETYPED = "retyped"
    PUBLISHED = "published"
    BEGAN_CORRECTION = "began_correction"
    CORRECTED = "corrected"
    GAVE_UP = "gave_up"
    RETRACTED = "retracted"
    UPLOADED = "uploaded"
    RECORDED_CLAIMS = "recorded_claims"
    LOADED = "loaded"
    CHOSE_A_SOURCE = "chose_a_source"
    LEFT_DISPUTED = "left_disputed"
    ADDED_A_SOURCE = "added_a_source"
    SAID_DEFENDED = "said_defended"
    CHANGED_AN_ELECTION = "changed_an_election"
    CHANGED_A_SOURCE = "changed_a_source"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    FAILED_TO_SIGN_IN = "failed_to_sign_in"
    CHANGED_PEOPLE = "changed_people"
    PROPOSED = "proposed"
    TURNED_DOWN = "turned_down"


# What makes a result public: the desk's sheet, or what else is known of a contest.
PUBLICATIONS = frozenset({Action.PUBLISHED, Action.CORRECTED})
# What leads a result from one state to the next: such entries of the log hold figures that were typed.
STEPS = PUBLICATIONS | {
    Action.OPENED,
    Action.TAKEN_OVER,
    Action.HANDED_IN,
    Action.APPROVED,
    Action.SENT_BACK,
    Action.SETTLED,
    Action.ASKED_AGAIN,
    Action.RETYPED,
    Action.BEGAN_CORRECTION,
    Action.GAVE_UP,
    Action.RETRACTED,
}
# Why a result is to be taken back or another figure shown often holds the right figures.
PROPOSALS = frozenset({Action.PROPOSED, Action.TURNED_DOWN})
# Their reasons are public word for word, or tell a colleague why an entry was taken over.
WITH_OPEN_REASONS = PUBLICATIONS | {Action.RETRACTED, Action.OPENED, Action.TAKEN_OVER}


class AuditEntry(AppendOnly):
    """Who did what to what, when, from where, and what was there before and after.

    Names are kept as they were: a person, a contest's council, outlive their rows here. The
    database itself refuses to change or delete an entry (`elections/append_only_triggers.py`).
    """

    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=150, db_index=True)
    address = models.GenericIPAddressField(
        null=True, blank=True, help_text="Where from; nothing for a command."
    )
    action = models.CharField(max_length=30, choices=choices_of(Action))
    # An entry outlives its contest: one of a rehearsal that was deleted names it by `subject` alone.
    contest = models.ForeignKey(
        Contest,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="audit",
    )
    subject = models.CharField(max_length=200, help_text="What it was done to, by its name then.")
    reason = models.TextField(blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "audit entries"
        constraints = [
            one_of("action", Action, name="audit_action_is_known"),
            filled("by", name="audit_says_who", what="who did it"),
            filled("subject", name="audit_says_to_what", what="what it was done to"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.by} {self.action} {self.subject}"

    @property
    def is_publication(self) -> bool:
        """Return whether it made anything of a contest public. No query."""
        return self.action in PUBLICATIONS

    @property
    def is_publication_of_a_sheet(self) -> bool:
        """Return whether it made the sheet that was typed at the desk public. No query.

        It holds the state that the result was put into. Claims of articles, a council's size, its
        region and the day of a source are published without one.
        """
        return self.is_publication and isinstance(self.after, dict) and "state" in self.after

    @property
    def may_hold_what_was_typed(self) -> bool:
        """Return whether figures of entries may stand in it or in its reason. No query."""
        if self.is_publication:
            return self.is_publication_of_a_sheet
        return self.action in STEPS | PROPOSALS


class Withdrawal(AppendOnly):
    """A claim that was taken back: it stays on record and counts for nothing from then on."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    reason = models.TextField()

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        constraints = [
            filled("by", name="withdrawal_says_who", what="who took it back"),
            filled("reason", name="withdrawal_says_why", what="why it was taken back"),
        ]

    @override
    def __str__(self) -> str:
        return f"claim {self.claim_id} withdrawn"


class SeatsDefended(CheckedAtOnce):
    """How many of the seats that were up at a contest a party held, and who says so.

    With them and the seats on the eve of the poll, seats won come to the seats held.
    """

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="defended")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="defended")
    seats = models.IntegerField()
    source = models.ForeignKey(FactSource, on_delete=models.PROTECT, related_name="defended")

    objects = SeatsDefendedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "seats defended"
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "party"],
                name="seats_defended_once_a_party",
                violation_error_message="The seats that this party defended are stored already.",
            ),
            within(
                "seats",
                0,
                MOST_SEATS,
                name="seats_defended_in_bounds",
                what="The number of seats defended",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"contest {self.contest_id}: party {self.party_id} defended {self.seats}"


class CorrectionKind(StrEnum):
    """Whether a published result was put right or taken back."""

    CORRECTION = "correction"
    RETRACTION = "retraction"


class Correction(AppendOnly):
    """What a new version of a result put right, for readers: which lines, from what to what, why.

    `lines` are `[key, before, after]` in the order of a sheet's lines; a retraction has none.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="correction"
    )
    kind = models.CharField(max_length=20, choices=choices_of(CorrectionKind))
    lines = models.JSONField(default=list, blank=True)
    reason = models.TextField()

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", CorrectionKind, name="correction_kind_is_known"),
            filled("reason", name="correction_says_why", what="why it was corrected"),
        ]

    @override
    def __str__(self) -> str:
        return f"publication {self.publication_id}: {self.kind}"
