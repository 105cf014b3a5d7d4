"""What lists are asked for: the parameters there are, and what is read from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from ninja import Schema

from councils.domain.council_types import CouncilType
from elections.api.answering import Paging, parameter
from elections.api.problems import RefusedError
from elections.browsing.contests import BASELINE_SWITCH, CHANGE_LABELS, SORTS, baseline_asked
from elections.browsing.criteria import (
    LONGEST_SEARCH,
    Criteria,
    Problem,
    Vocabulary,
    no_such_value,
    read_criteria,
)
from elections.domain.baselines import Baseline
from elections.selectors.register.choices import ContestChoices

ValueT = TypeVar("ValueT")

SEVERAL = "Repeat it for several: any of them fits."


def _one_of(values: Iterable[str]) -> dict[str, Any]:
    """Return the schema of a parameter that may be repeated and has a few values.

    Not left to pydantic to check: what answers a wrong value is what answers it on the pages.
    """
    return {"items": {"type": "string", "enum": list(values)}}


REGION = parameter([], f"Slug of a region or nation. {SEVERAL}", example=["south-east"])
TYPE = parameter(
    [],
    f"Type of council. {SEVERAL}",
    example=["unitary"],
    **_one_of(kind.value for kind in CouncilType),
)
SEARCH = parameter(
    "",
    "Part of the council's name: `med` finds Medway, `hull` Kingston upon Hull.",
    example="med",
    maxLength=LONGEST_SEARCH,
)


def _baseline(what: str) -> Any:
    """Return the parameter that names the baseline of all contests, of which `what` is counted."""
    return parameter(
        "",
        f"What {what} from, for every contest: contests of which nothing is known from there have "
        "the change `undetermined`. Unless given, each contest's own `default_baseline`.",
        example="last_fought",
        enum=list(BASELINE_SWITCH.labels),
    )


class ContestsAsked(Paging):
    """Which contests are asked for: all that fit every parameter given."""

    election: list[str] = parameter(
        [],
        f"Polling day. {SEVERAL} All elections unless given.",
        example=["2023-05-04"],
        items={"type": "string", "format": "date"},
    )
    council: list[str] = parameter(
        [], f"Slug of a council, in any form in use. {SEVERAL}", example=["medway"]
    )
    region: list[str] = REGION
    party: list[str] = parameter(
        [],
        "Slug of a party that for certain has, had, won, gained or lost a seat there. " + SEVERAL,
        example=["labour"],
    )
    control: list[str] = parameter(
        [],
        "Who has control after: slug of a party, `noc`, `undetermined` or `not_applicable`. "
        + SEVERAL,
        example=["labour"],
    )
    change: list[str] = parameter(
        [],
        f"Change of control, counted from `baseline`. {SEVERAL}",
        example=["gain"],
        **_one_of(kind.value for kind in CHANGE_LABELS),
    )
    largest: list[str] = parameter(
        [],
        "Who holds most seats after: slug of a party, `tied` or `undetermined`. " + SEVERAL,
        example=["labour"],
    )
    type: list[str] = TYPE
    q: str = SEARCH
    baseline: str = _baseline("`change` and `sort=change` count")
    sort: str = parameter(
        "",
        "Order; what is not known comes last. Unless given, the newest election first, its "
        "councils from A to Z.",
        example="-majority",
        enum=list(SORTS),
    )


class ElectionAsked(Schema):
    """What one election is counted from."""

    baseline: str = _baseline("changes and the flow of control are counted")


class CouncilsAsked(Paging):
    """Which councils are asked for: all that fit every parameter given."""

    region: list[str] = REGION
    control: list[str] = parameter(
        [],
        "Who had control after the council's newest election here: slug of a party, `noc`, "
        f"`undetermined` or `not_applicable`. {SEVERAL}",
        example=["noc"],
    )
    type: list[str] = TYPE
    q: str = SEARCH


@dataclass(frozen=True, slots=True)
class ContestsWanted:
    """What is asked for of all contests: none of the days, or councils, means any."""

    days: tuple[date, ...]
    councils: tuple[str, ...]
    criteria: Criteria


def part_of(paging: Paging) -> slice:
    """Return the part of a list that is asked for."""
    return slice(paging.offset, paging.offset + paging.limit)


def contests_wanted(query: Mapping[str, Sequence[str]], choices: ContestChoices) -> ContestsWanted:
    """Return what is asked for of contests. Raises RefusedError for values that there are not."""
    problems: list[Problem] = []
    days = _known("election", query, {day.isoformat(): day for day in choices.days}, problems)
    councils = _known("council", query, choices.councils, problems)
    reading = read_criteria(query, choices.vocabulary)
    problems += reading.problems
    if problems:
        raise RefusedError(problems)
    return ContestsWanted(tuple(days), tuple(councils), reading.criteria)


def baseline_wanted(query: Mapping[str, Sequence[str]]) -> Baseline | None:
    """Return the baseline that is asked for, or None for each contest's own.

    Raises RefusedError for one that there is not.
    """
    return baseline_asked(criteria_wanted(query, _BASELINES_ALONE))


_BASELINES_ALONE = Vocabulary(labels={}, sorts={"": ""}, switches=(BASELINE_SWITCH,))


def criteria_wanted(query: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> Criteria:
    """Return what is asked for of a list. Raises RefusedError for values that there are not."""
    reading = read_criteria(query, vocabulary)
    if reading.problems:
        raise RefusedError(reading.problems)
    return reading.criteria


def _known(
    parameter: str,
    query: Mapping[str, Sequence[str]],
    known: Mapping[str, ValueT],
    problems: list[Problem],
) -> list[ValueT]:
    asked = dict.fromkeys(each.strip() for each in query.get(parameter, ()) if each.strip())
    labels = dict.fromkeys(known, "")
    problems += [
        no_such_value(parameter, parameter, each, labels) for each in asked if each not in known
    ]
    return [known[each] for each in asked if each in known]
