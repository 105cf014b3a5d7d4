"""The councils around one, each with who had control after its newest election."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from councils.domain.control import NotApplicable, Undetermined
from elections.browsing.contests import control_value
from elections.pages.facts import Parties
from elections.pages.register import NearRecord
from elections.pages.timeline import control_name
from elections.pages.words import COUNCIL_TYPE_LABELS


@dataclass(frozen=True, slots=True)
class NearView:
    """A council nearby: "Labour, 2023"."""

    slug: str
    name: str
    council_type: str
    holder: str
    control: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Those beside a council on the map, and the others of its region."""

    beside: tuple[NearView, ...]
    others: tuple[NearView, ...]


def neighbours_view(
    near: Iterable[NearRecord], region: str, parties: Parties, *, on: date
) -> Neighbours:
    """Return the councils around one that are there on a day."""
    here = [each for each in near if each.ends_on is None or each.ends_on > on]
    return Neighbours(
        tuple(_view(each, parties) for each in here if each.is_beside),
        tuple(
            _view(each, parties) for each in here if not each.is_beside and each.region == region
        ),
    )


def _view(record: NearRecord, parties: Parties) -> NearView:
    polled = "" if record.polled_on is None else f", {record.polled_on.year}"
    control = f"{control_name(record.control, parties)}{polled}"
    if isinstance(record.control, Undetermined):
        control = f"Control not known{polled}" if polled else "No result here"
    if isinstance(record.control, NotApplicable):
        control = control_name(record.control, parties)
    return NearView(
        record.slug,
        record.name,
        COUNCIL_TYPE_LABELS[record.council_type],
        control_value(record.control),
        control,
    )
