"""What sources state. A claim is stored once; a correction is a new claim that replaces it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import timezone
from typing_extensions import override

from councils.constraints import choices_of, filled, one_of, within
from elections.append_only import AppendOnly, WrittenOnceError
from elections.claim_shapes import BASELINES, OF_ONE_PARTY, SHAPES, ClaimKind
from elections.domain.baselines import AFTER, Baseline
from elections.domain.claims import RemarkTopic
from elections.domain.sources import Precision, SourceKind
from elections.models.contests import Contest
from elections.models.elections import Election
from elections.models.parties import Party, PartyKind
from elections.models.sources import Source
from elections.querysets import ClaimQuerySet

# An article has no more paragraphs than this.
MAX_PARAGRAPH = 1_000


class StatedAs(StrEnum):
    """How a source states a figure."""

    DIGITS = "digits"
    WORDS = "words"
    # "Their only councillor", "the narrowest of margins".
    IMPLIED = "implied"


class BaselineBasis(StrEnum):
    """How it is known which baseline a claim is counted from."""

    STATED = "stated"
    OUTLET_PRACTICE = "outlet_practice"
    ONLY_FIT = "only_fit"


class Claim(AppendOnly):
    """One figure or fact that one source states in one place.

    Which columns a claim fills in depends on its kind: see `elections/claim_shapes.py`. A claim
    about the time before polling day names the baseline it is counted from (`moment`), and how
    that is known (`baseline_basis`, with its reason where the source does not say).
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="claims")
    reference = models.SlugField(max_length=120, help_text="Unique within its source.")
    contest = models.ForeignKey(
        Contest, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    election = models.ForeignKey(
        Election, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    kind = models.CharField(max_length=30, choices=choices_of(ClaimKind))
    moment = models.CharField(max_length=20, blank=True, choices=choices_of([AFTER, *Baseline]))
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    other_party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="claims_as_other"
    )
    value = models.IntegerField(null=True, blank=True)
    out_of = models.IntegerField(null=True, blank=True)
    topic = models.CharField(max_length=20, blank=True, choices=choices_of(RemarkTopic))
    text = models.TextField(blank=True, help_text="In our own words.")
    precision = models.CharField(
        max_length=20, choices=choices_of(Precision), default=Precision.EXACT.value
    )
    stated_as = models.CharField(max_length=20, choices=choices_of(StatedAs))
    paragraph = models.IntegerField(null=True, blank=True)
    baseline_basis = models.CharField(max_length=20, blank=True, choices=choices_of(BaselineBasis))
    baseline_note = models.TextField(blank=True, help_text="Why it is counted from there.")
    note = models.TextField(blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    # The name and not the account, which may go before the claim does.
    recorded_by = models.CharField(
        max_length=150, blank=True, help_text="Who entered it. Empty where the fixtures brought it."
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "reference"],
                name="claim_reference_once_a_source",
                violation_error_message="This source has a claim of this reference already.",
            ),
            filled("reference", name="claim_has_reference", what="a reference"),
            models.CheckConstraint(
                condition=Q(contest__isnull=False, election__isnull=True)
                | Q(contest__isnull=True, election__isnull=False),
                name="claim_about_contest_or_election",
                violation_error_message="A claim is about one contest or about one election:"
                " name exactly one of 'contest' and 'election'.",
            ),
            one_of("kind", ClaimKind, name="claim_kind_is_known"),
            one_of("moment", [AFTER, *Baseline], name="claim_moment_is_known", or_empty=True),
            one_of("topic", RemarkTopic, name="claim_topic_is_known", or_empty=True),
            one_of("precision", Precision, name="claim_precision_is_known"),
            one_of("stated_as", StatedAs, name="claim_stated_as_is_known"),
            one_of(
                "baseline_basis", BaselineBasis, name="claim_baseline_basis_is_known", or_empty=True
            ),
            within(
                "paragraph",
                1,
                MAX_PARAGRAPH,
                name="claim_paragraph_in_bounds",
                what="The paragraph",
                or_null=True,
            ),
            models.CheckConstraint(
                condition=Q(moment__in=BASELINES) & ~Q(baseline_basis="")
                | ~Q(moment__in=BASELINES) & Q(baseline_basis="", baseline_note=""),
                name="claim_baseline_has_a_basis",
                violation_error_message="Say in 'baseline_basis' how the baseline of this claim"
                " is known if it is counted from one, and leave it and 'baseline_note' empty if"
                " it is not.",
            ),
            models.CheckConstraint(
                condition=Q(baseline_basis__in=["", BaselineBasis.STATED.value])
                | ~Q(baseline_note=""),
                name="claim_inferred_baseline_has_a_note",
                violation_error_message="The source does not state the baseline: say in"
                " 'baseline_note' why it is this one.",
            ),
            models.CheckConstraint(
                # Where another poll is held by a party, it is won from itself.
                condition=Q(other_party__isnull=True)
                | Q(party__isnull=False)
                & (~Q(party=F("other_party")) | Q(kind=ClaimKind.OTHER_POLL.value)),
                name="claim_between_two_parties",
                violation_error_message="'other_party' goes with another party in 'party'.",
            ),
            models.CheckConstraint(
                condition=Q(out_of__isnull=True)
                | Q(value__isnull=True)
                | Q(value__lte=F("out_of")),
                name="claim_value_within_out_of",
                violation_error_message="'value' cannot be more than what it is out of ('out_of').",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                name="claim_replaces_another",
                violation_error_message="A claim cannot replace itself.",
            ),
            *(shape.constraint() for shape in SHAPES.values()),
        ]

    @override
    def __str__(self) -> str:
        # Not the source's slug, which would be a query.
        return f"{self.reference} (source {self.source_id})"

    @override
    def clean(self) -> None:
        """Check what the database cannot: paragraphs, bundles of parties, and what is replaced.

        Queries the source, the party and the claim replaced unless they are loaded. Raises
        ValidationError.
        """
        errors = {}
        try:
            if self.paragraph is None and self.source.kind == SourceKind.ARTICLE:
                errors["paragraph"] = "Give the paragraph of the article that the claim stands in."
            if self.replaces is not None and (self.contest_id, self.election_id) != (
                self.replaces.contest_id,
                self.replaces.election_id,
            ):
                errors["replaces"] = "A claim replaces one about the same contest or election."
            if (
                self.party is not None
                and self.party.kind == PartyKind.BUNDLE
                and self.kind in OF_ONE_PARTY
            ):
                errors["party"] = (
                    f"'{self.party.slug}' stands for several parties, which never have control or"
                    " a majority together: name the party, or leave the claim out."
                )
        except ObjectDoesNotExist:
            return  # Its fields say so.
        if errors:
            raise ValidationError(errors)

    @override
    def get_constraints(
        self,
    ) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        """Return the constraints that can be broken: of the shapes, the one of this kind.

        Django asks the database about each, and a claim of one kind has every other shape.
        """
        others = {shape.name for kind, shape in SHAPES.items() if kind != self.kind}
        return [
            (model, [each for each in constraints if each.name not in others])
            for model, constraints in super().get_constraints()
        ]

    def natural_key(self) -> tuple[str, str]:
        """Return what fixtures call the claim. Queries the source unless it is loaded."""
        return self.source.slug, self.reference

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "elections.source",
        "elections.contest",
        "elections.election",
        "elections.party",
    ]

    def differing_columns(self, other: Claim) -> list[str]:
        """Return the names of the columns in which two claims differ.

        When each was recorded and by whom is not part of what it claims.
        """
        return [
            column.name
            for column in self._meta.concrete_fields
            if column.name not in {"id", "recorded_at", "recorded_by"}
            and getattr(self, column.attname) != getattr(other, column.attname)
        ]


@receiver(pre_save, sender=Claim)
def keep_stored_claims(*, instance: Claim, raw: bool, using: str, **_: Any) -> None:
    """Let `loaddata` bring the same claim again, and refuse one that differs from what is stored.

    Only fixtures come here raw; they go past Claim.save. One query. Raises WrittenOnceError.
    """
    if not raw or instance.pk is None:
        return
    stored = Claim.objects.using(using).filter(pk=instance.pk).first()
    if stored is None:
        return
    if differing := instance.differing_columns(stored):
        raise WrittenOnceError(
            f"The claim {instance} is stored already and differs in {', '.join(differing)}:"
            " a released claim is never changed. Add a new claim that names it in 'replaces'."
        )
    instance.recorded_at = stored.recorded_at
    instance.recorded_by = stored.recorded_by
