"""What readers are told of a version that replaced another because that was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from elections.domain.desk.sheets import Difference


class Mark(StrEnum):
    """What a list says of a result beside its figures: whether it was ever wrong."""

    CORRECTED = "corrected"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class PutRight:
    """A result was corrected: the lines that changed, from what to what, and why."""

    lines: tuple[Difference, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A result was taken back, and why."""

    reason: str


Corrected = PutRight | TakenBack
