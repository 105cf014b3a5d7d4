"""Changes of what is published that one person proposes and another publishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar


class ProposalKind(StrEnum):
    """What a proposal would do."""

    COUNCIL = "council"
    COUNCIL_SIZE = "council_size"
    SOURCE = "source"
    DECISION = "decision"
    RETRACTION = "retraction"


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    PUBLISHED = "published"
    TURNED_DOWN = "turned_down"


class OwnProposalError(Exception):
    """Somebody was to publish what they proposed themselves."""

    def __init__(self, by: str) -> None:
        super().__init__(f"{by} proposed this, so somebody else has to publish it.")
        self.by = by


def refuse_own(by: str, proposed_by: str) -> None:
    """Raise OwnProposalError where one person would propose and publish.

    Both of what an election can ask for, a second entry and an approval, take two people.
    """
    if by == proposed_by:
        raise OwnProposalError(by)


@dataclass(frozen=True, slots=True)
class CouncilChange:
    """What a council is called, and the region or nation it lies in."""

    kind: ClassVar = ProposalKind.COUNCIL

    slug: str
    name: str
    official_name: str
    region: str

    @property
    def target(self) -> str:
        """Return what is changed: two open proposals are never about the same."""
        return self.slug


@dataclass(frozen=True, slots=True)
class SizeChange:
    """How many seats a council has from a day on, and which source of facts says so."""

    kind: ClassVar = ProposalKind.COUNCIL_SIZE

    slug: str
    seats: int
    in_force_from: date
    source: str

    @property
    def target(self) -> str:
        """Return what is changed: two open proposals are never about the same."""
        return f"{self.slug} {self.in_force_from}"


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What is told of an article or a table."""

    kind: ClassVar = ProposalKind.SOURCE

    slug: str
    name: str
    title: str
    outlet_name: str
    published_on: date
    date_basis: str
    url: str

    @property
    def target(self) -> str:
        """Return what is changed: two open proposals are never about the same."""
        return self.slug


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """Which value of a disputed figure is shown; none where it stays disputed."""

    kind: ClassVar = ProposalKind.DECISION

    ballot_id: str
    version: int
    figure: str
    place: int | None

    @property
    def target(self) -> str:
        """Return what is changed: two open proposals are never about the same."""
        return f"{self.ballot_id} {self.figure}"


@dataclass(frozen=True, slots=True)
class RetractionChange:
    """A result that is taken back, as it was seen."""

    kind: ClassVar = ProposalKind.RETRACTION

    ballot_id: str
    token: int

    @property
    def target(self) -> str:
        """Return what is changed: two open proposals are never about the same."""
        return self.ballot_id


Change = CouncilChange | SizeChange | SourceChange | DecisionChange | RetractionChange

_CLASSES: MappingProxyType[ProposalKind, type[Change]] = MappingProxyType(
    {
        each.kind: each
        for each in (CouncilChange, SizeChange, SourceChange, DecisionChange, RetractionChange)
    }
)
_DAYS = frozenset({"in_force_from", "published_on"})


def change_json(change: Change) -> dict[str, Any]:
    """Return a change as it is stored: texts and numbers."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(change).items()
    }


def change_from_json(kind: ProposalKind, stored: Mapping[str, Any]) -> Change:
    """Return a change from what is stored of it."""
    of = _CLASSES[kind]
    given: dict[str, Any] = {
        each.name: date.fromisoformat(stored[each.name])
        if each.name in _DAYS
        else stored[each.name]
        for each in fields(of)
    }
    return of(**given)
