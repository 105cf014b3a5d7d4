"""What somebody types of a source and its claims, and what is wrong with it, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elections.claim_shapes import BASELINES, MOMENTS, SHAPES, About, ClaimKind, Shape, When
from elections.domain.sources import Precision
from elections.models import Claim, Party
from elections.models.claims import BaselineBasis, StatedAs

# Messages by the field they stand beside; "" for those that concern a row as a whole.
Messages = Mapping[str, tuple[str, ...]]

WORDS = {
    "party": "the party",
    "other_party": "the other party",
    "value": "the number",
    "topic": "the topic",
    "text": "the text, in our own words",
}
NOT_FOR_THIS_KIND = "This kind of claim has none: leave it empty."
NEEDS_A_BASELINE = (
    "This counts from a council before the poll: choose which (just before polling day, when last "
    "fought, or on the new boundaries)."
)


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source that is not stored yet. Its slug is made when it is."""

    name: str
    title: str
    outlet_name: str
    kind: str
    published_on: date
    date_basis: str
    edition: int = 1
    url: str = ""
    licence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """One claim as it was typed. Its reference is made when it is stored."""

    kind: str
    moment: str = ""
    party: Party | None = None
    other_party: Party | None = None
    value: int | None = None
    topic: str = ""
    text: str = ""
    precision: str = Precision.EXACT.value
    stated_as: str = StatedAs.DIGITS.value
    paragraph: int | None = None
    baseline_basis: str = ""
    baseline_note: str = ""
    note: str = ""
    replaces: Claim | None = None


def faults_of(entry: ClaimEntry) -> dict[str, tuple[str, ...]]:
    """Return what its kind needs and lacks, or does not take, by field. No query."""
    try:
        shape = SHAPES[ClaimKind(entry.kind)]
    except ValueError:
        return {"kind": ("Choose what the source states.",)}
    if shape.about is About.ELECTION:
        return {"kind": ("This is said of a whole election, not of one council.",)}
    faults = dict(_faults_of_moment(entry, shape)) | dict(_faults_of_columns(entry, shape))
    return {field: (message,) for field, message in faults.items()}


def _faults_of_moment(entry: ClaimEntry, shape: Shape) -> Mapping[str, str]:
    faults = {}
    match shape.when:
        case When.NONE if entry.moment:
            faults["moment"] = NOT_FOR_THIS_KIND
        case When.BASELINE if entry.moment not in BASELINES:
            faults["moment"] = NEEDS_A_BASELINE
        case When.ANY if entry.moment not in MOMENTS:
            faults["moment"] = "Say when: after the poll, or which council before it."
        case _:
            pass
    if faults:
        return faults
    if entry.moment in BASELINES:
        if not entry.baseline_basis:
            faults["baseline_basis"] = "Say how it is known that it counts from there."
        elif entry.baseline_basis != BaselineBasis.STATED and not entry.baseline_note:
            faults["baseline_note"] = "The source does not say so itself: say why it is this one."
    else:
        if entry.baseline_basis:
            faults["baseline_basis"] = "Nothing is counted from before here: leave it empty."
        if entry.baseline_note:
            faults["baseline_note"] = "Nothing is counted from before here: leave it empty."
    return faults


def _faults_of_columns(entry: ClaimEntry, shape: Shape) -> Mapping[str, str]:
    faults = {}
    for column, words in WORDS.items():
        given = getattr(entry, column)
        is_empty = given is None or given == ""
        if column not in shape.columns:
            if not is_empty:
                faults[column] = NOT_FOR_THIS_KIND
        elif is_empty and column not in shape.optional:
            faults[column] = f"Give {words}."
    value = entry.value
    if value is not None and "value" in shape.columns and not shape.low <= value <= shape.high:
        faults["value"] = f"Give a number from {shape.low} to {shape.high}."
    return faults
