"""The councils around one: those of its region and those beside it on the map, with control now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import FilteredRelation, Q

from councils.domain.control import (
    Control,
    Majority,
    NoOverallControl,
    NotApplicable,
    NotApplicableReason,
    Undetermined,
)
from councils.domain.council_types import CouncilType, why_no_party_control
from councils.domain.hexagons import Place, neighbours
from councils.models import Council
from elections.codec.vocabulary import ControlKind
from elections.domain.polling import ElectionStatus
from elections.pages.register import NearRecord
from elections.polls import polls_close_at

COLUMNS = (
    "slug",
    "name",
    "council_type",
    "region__slug",
    "ends_on",
    "hexagons__layout",
    "hexagons__east",
    "hexagons__north",
    "contests__election__polling_day",
    "contests__election__status",
    "current__published_at",
    "current__control_after_kind",
    "current__control_after_party__slug",
)


def councils_near(slug: str) -> tuple[NearRecord, ...]:
    """Return the other councils of a council's region and those beside it, from A to Z. One query.

    Each with who had control after its newest election of which a result is published.
    """
    current = FilteredRelation(
        "contests__publications", condition=Q(contests__publications__is_current=True)
    )
    rows = list(
        Council.objects.of_region_or_beside(slug)
        .annotate(current=current)
        .values_list(*COLUMNS)
        .order_by("name", "slug", "contests__election__polling_day")
    )
    own = next(((row[5], Place(*row[6:8])) for row in rows if row[0] == slug and row[5]), None)
    around = () if own is None else neighbours(own[1])
    near: dict[str, NearRecord] = {}
    for row in rows:
        if row[0] == slug:
            continue
        is_beside = own is not None and row[5] == own[0] and row[6:8] in around
        known = near.get(row[0])
        # Rows of one council are in the order of their polls: the newest result stays.
        is_told = _is_told(*row[8:11])
        if known is None or is_told:
            near[row[0]] = _near(row, is_beside=is_beside, is_told=is_told)
    return tuple(near.values())


def _is_told(polling_day: date, status: str, published_at: datetime | None) -> bool:
    """Return whether readers see what came of a poll: none of a draft, nor what stood before it."""
    return (
        status == ElectionStatus.OPEN
        and published_at is not None
        and published_at >= polls_close_at(polling_day)
    )


def _near(row: tuple[Any, ...], *, is_beside: bool, is_told: bool) -> NearRecord:
    slug, name, council_type, region, ends_on, *_, polled_on, _, _, kind, party = row
    if not is_told:
        kind, party = None, None
    return NearRecord(
        slug=slug,
        name=name,
        council_type=CouncilType(council_type),
        region=region,
        ends_on=ends_on,
        is_beside=is_beside,
        polled_on=None if kind is None else polled_on,
        control=_control(kind, party, CouncilType(council_type)),
    )


def _control(kind: str | None, party: str | None, council_type: CouncilType) -> Control:
    by_design = why_no_party_control(council_type)
    if by_design is not None:
        return by_design
    match kind:
        case ControlKind.MAJORITY if party is not None:
            return Majority(party)
        case ControlKind.NOC:
            return NoOverallControl()
        case ControlKind.NOT_APPLICABLE:
            return NotApplicable(NotApplicableReason.NO_PARTY_POLITICS)
        case _:
            return Undetermined()
