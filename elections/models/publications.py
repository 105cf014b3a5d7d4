"""What reconciliation publishes: figures, with their working. Rebuilt from claims, never edited."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from typing_extensions import override

from councils.constraints import choices_of, filled, one_of
from councils.domain.composition import MOST_SEATS
from elections.append_only import AppendOnly
from elections.codec.vocabulary import VALUED, ControlKind, FigureStatus, Holder
from elections.domain.baselines import AFTER, Baseline
from elections.domain.changes_of_control import ChangeKind
from elections.domain.fields import Measure
from elections.domain.figures import Rule
from elections.domain.findings import Code
from elections.domain.results import ClaimOutcome, State
from elections.domain.sources import Precision
from elections.models.claims import Claim
from elections.models.contests import Contest
from elections.models.parties import Party
from elections.querysets import (
    ChangeOfControlQuerySet,
    ClaimUseQuerySet,
    PublicationQuerySet,
    PublishedFindingQuerySet,
    TallyQuerySet,
)

# What each measure counts: whose, and whether at a baseline, after the poll, or either.
_AFTER = (AFTER.value,)
_BEFORE = tuple(baseline.value for baseline in Baseline)
_TALLY_SHAPES = (
    (
        Measure.SEATS,
        (Holder.PARTY, Holder.VACANT, Holder.TOTAL, Holder.NOT_NAMED),
        (*_AFTER, *_BEFORE),
        0,
    ),
    (Measure.CHANGE, (Holder.PARTY, Holder.VACANT), _BEFORE, -MOST_SEATS),
    (Measure.MAJORITY, (Holder.PARTY,), (*_AFTER, *_BEFORE), -MOST_SEATS),
    (Measure.WON, (Holder.PARTY,), _AFTER, 0),
    (Measure.UP, (Holder.CONTEST,), _AFTER, 0),
)
TALLY_MEASURES = tuple(measure for measure, *_ in _TALLY_SHAPES)


def _control_constraints(prefix: str) -> list[models.CheckConstraint]:
    """Return what must hold of the columns that say who has control."""
    kind, party, status = f"{prefix}_kind", f"{prefix}_party", f"{prefix}_status"
    statuses = [status for status in FigureStatus if status is not FigureStatus.BOUNDED]
    return [
        one_of(kind, ControlKind, name=f"{prefix}_kind_is_known"),
        one_of(status, statuses, name=f"{prefix}_status_is_known"),
        one_of(f"{prefix}_precision", Precision, name=f"{prefix}_precision_is_known"),
        models.CheckConstraint(
            condition=Q(**{kind: ControlKind.MAJORITY.value, f"{party}__isnull": False})
            | ~Q(**{kind: ControlKind.MAJORITY.value}) & Q(**{f"{party}__isnull": True}),
            name=f"{prefix}_party_has_majority",
            violation_error_message=f"'{party}' names who has the majority, and nobody where"
            " there is none.",
        ),
        models.CheckConstraint(
            condition=~Q(**{status: FigureStatus.UNKNOWN.value})
            | Q(**{kind: ControlKind.UNDETERMINED.value}),
            name=f"{prefix}_unknown_is_undetermined",
            violation_error_message="Control that is unknown is undetermined, never anything else.",
        ),
    ]


class Publication(AppendOnly):
    """One version of a contest's result: who published it, when and why. Old ones stay readable.

    One is current; only the publish service moves that.
    """

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="publications")
    version = models.IntegerField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=150)
    reason = models.TextField()
    is_current = models.BooleanField()
    state = models.CharField(max_length=20, choices=choices_of(State))
    default_baseline = models.CharField(max_length=20, choices=choices_of(Baseline))
    control_after_kind = models.CharField(max_length=20, choices=choices_of(ControlKind))
    control_after_party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    control_after_status = models.CharField(max_length=20, choices=choices_of(FigureStatus))
    control_after_precision = models.CharField(max_length=20, choices=choices_of(Precision))
    control_after_detail = models.JSONField(default=dict, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "version"],
                name="publication_version_once_a_contest",
                violation_error_message="This contest has a publication of this version already.",
            ),
            models.UniqueConstraint(
                fields=["contest"],
                condition=Q(is_current=True),
                name="publication_one_is_current",
                violation_error_message="This contest has a current publication already.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="publication_version_counts_from_one",
                violation_error_message="Versions count from 1.",
            ),
            filled("published_by", name="publication_says_who", what="who published it"),
            filled("reason", name="publication_says_why", what="why it was published"),
            one_of("state", State, name="publication_state_is_known"),
            one_of("default_baseline", Baseline, name="publication_baseline_is_known"),
            *_control_constraints("control_after"),
        ]

    @override
    def __str__(self) -> str:
        return f"contest {self.contest_id}, version {self.version}"


class Tally(AppendOnly):
    """One figure of one publication: a number of seats and how it is known."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="tallies")
    measure = models.CharField(max_length=20, choices=choices_of(TALLY_MEASURES))
    moment = models.CharField(max_length=20, choices=choices_of([AFTER, *Baseline]))
    holder = models.CharField(max_length=20, choices=choices_of(Holder))
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="tallies"
    )
    status = models.CharField(max_length=20, choices=choices_of(FigureStatus))
    value = models.IntegerField(null=True, blank=True)
    low = models.IntegerField(null=True, blank=True)
    high = models.IntegerField(null=True, blank=True)
    precision = models.CharField(max_length=20, choices=choices_of(Precision))
    detail = models.JSONField(default=dict, blank=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "measure", "moment", "party"],
                condition=Q(party__isnull=False),
                name="tally_once_a_party",
                violation_error_message="This publication has this figure of this party already.",
            ),
            models.UniqueConstraint(
                fields=["publication", "measure", "moment", "holder"],
                condition=Q(party__isnull=True),
                name="tally_once_a_holder",
                violation_error_message="This publication has this figure already.",
            ),
            one_of("measure", TALLY_MEASURES, name="tally_measure_is_known"),
            one_of("moment", [AFTER, *Baseline], name="tally_moment_is_known"),
            one_of("holder", Holder, name="tally_holder_is_known"),
            one_of("status", FigureStatus, name="tally_status_is_known"),
            one_of("precision", Precision, name="tally_precision_is_known"),
            models.CheckConstraint(
                condition=Q(holder=Holder.PARTY.value, party__isnull=False)
                | ~Q(holder=Holder.PARTY.value) & Q(party__isnull=True),
                name="tally_of_a_party_names_it",
                violation_error_message="A party's tally names the party, and no other does.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[status.value for status in VALUED],
                    value__isnull=False,
                    low__isnull=True,
                    high__isnull=True,
                )
                | Q(
                    status=FigureStatus.BOUNDED.value,
                    value__isnull=True,
                    low__isnull=False,
                    high__isnull=False,
                )
                & Q(low__lte=F("high"))
                | Q(
                    status=FigureStatus.UNKNOWN.value,
                    value__isnull=True,
                    low__isnull=True,
                    high__isnull=True,
                ),
                name="tally_status_agrees_with_its_numbers",
                violation_error_message="A bounded figure has 'low' and 'high' (not the other way"
                " round) and no 'value'; an unknown one has none of the three; any other has"
                " 'value' alone.",
            ),
            *(
                models.CheckConstraint(
                    condition=~Q(measure=measure.value)
                    | Q(holder__in=[holder.value for holder in holders], moment__in=moments),
                    name=f"tally_of_{measure}_is_of_its_kind",
                    violation_error_message=f"A tally of {measure} is of"
                    f" {', '.join(holders)} at {', '.join(moments)}.",
                )
                for measure, holders, moments, _ in _TALLY_SHAPES
            ),
            *(
                models.CheckConstraint(
                    condition=~Q(measure=measure.value)
                    | (Q(value__isnull=True) | Q(value__gte=lowest, value__lte=MOST_SEATS))
                    & (Q(low__isnull=True) | Q(low__gte=lowest))
                    & (Q(high__isnull=True) | Q(high__lte=MOST_SEATS)),
                    name=f"tally_of_{measure}_in_bounds",
                    violation_error_message=f"A tally of {measure} is from {lowest} to"
                    f" {MOST_SEATS}.",
                )
                for measure, _, _, lowest in _TALLY_SHAPES
            ),
        ]

    @override
    def __str__(self) -> str:
        whose = f"party {self.party_id}" if self.party_id else self.holder
        return f"publication {self.publication_id}: {self.measure} {self.moment} {whose}"


class ChangeOfControl(AppendOnly):
    """What an election did to a council's control, counted from one baseline."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="changes_of_control"
    )
    baseline = models.CharField(max_length=20, choices=choices_of(Baseline))
    kind = models.CharField(max_length=20, choices=choices_of(ChangeKind))
    control_before_kind = models.CharField(max_length=20, choices=choices_of(ControlKind))
    control_before_party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    control_before_status = models.CharField(max_length=20, choices=choices_of(FigureStatus))
    control_before_precision = models.CharField(max_length=20, choices=choices_of(Precision))
    control_before_detail = models.JSONField(default=dict, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    objects = ChangeOfControlQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "changes of control"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "baseline"],
                name="change_of_control_once_a_baseline",
                violation_error_message="This publication has a change from this baseline already.",
            ),
            one_of("baseline", Baseline, name="change_of_control_baseline_is_known"),
            one_of("kind", ChangeKind, name="change_of_control_kind_is_known"),
            *_control_constraints("control_before"),
        ]

    @override
    def __str__(self) -> str:
        return f"publication {self.publication_id}: {self.kind} from {self.baseline}"


class PublishedFinding(AppendOnly):
    """One finding of a publication, in the order in which they are told."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="findings")
    position = models.IntegerField()
    code = models.CharField(max_length=10, choices=choices_of(Code))
    fields = models.JSONField(default=list, blank=True)
    rule = models.CharField(max_length=20, blank=True, choices=choices_of(Rule))
    number = models.IntegerField(null=True, blank=True)
    citations = models.JSONField(default=list, blank=True)

    objects = PublishedFindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "position"],
                name="finding_position_once_a_publication",
                violation_error_message="This publication has a finding at this position already.",
            ),
            models.CheckConstraint(
                condition=Q(position__gte=0),
                name="finding_position_counts_from_zero",
                violation_error_message="Positions count from 0.",
            ),
            one_of("code", Code, name="finding_code_is_known"),
            models.CheckConstraint(
                condition=~Q(code__startswith="E"),
                name="finding_stops_publication",
                violation_error_message="A result with such a finding is not published.",
            ),
            one_of("rule", Rule, name="finding_rule_is_known", or_empty=True),
        ]

    @override
    def __str__(self) -> str:
        return f"publication {self.publication_id}: {self.position} {self.code}"


class ClaimUse(AppendOnly):
    """What became of a claim in one publication."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="claim_uses"
    )
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="uses")
    outcome = models.CharField(max_length=20, choices=choices_of(ClaimOutcome))

    objects = ClaimUseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "claim"],
                name="claim_use_once_a_publication",
                violation_error_message="This publication says already what became of this claim.",
            ),
            one_of("outcome", ClaimOutcome, name="claim_use_outcome_is_known"),
        ]

    @override
    def __str__(self) -> str:
        return f"publication {self.publication_id}: claim {self.claim_id} {self.outcome}"
