"""What a list is narrowed down to, read from a query string and written back to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlencode

# No name of a council is longer.
LONGEST_SEARCH = 100
# More choices than these are not listed in a message.
MOST_LISTED = 12
SEARCH, SORT = "q", "sort"


class Facet(StrEnum):
    """What a list can be narrowed down by, as the query string names it (design.md 6)."""

    REGION = "region"
    PARTY = "party"
    BEFORE = "before"
    CONTROL = "control"
    CHANGE = "change"
    LARGEST = "largest"
    TYPE = "type"


FACET_LABELS = MappingProxyType(
    {
        Facet.REGION: "Region",
        Facet.PARTY: "Party with seats",
        Facet.BEFORE: "Control before",
        Facet.CONTROL: "Control after",
        Facet.CHANGE: "Change of control",
        Facet.LARGEST: "Largest party",
        Facet.TYPE: "Type of council",
    }
)
# In the middle of a sentence: "There is no region ...".
_NOUNS = MappingProxyType(
    {
        Facet.REGION: "region",
        Facet.PARTY: "party",
        Facet.BEFORE: "choice of control",
        Facet.CONTROL: "choice of control",
        Facet.CHANGE: "change of control",
        Facet.LARGEST: "largest party",
        Facet.TYPE: "type of council",
    }
)


@dataclass(frozen=True, slots=True)
class Switch:
    """A way of looking at a list, of which one is always on. It leaves nothing out.

    `parameter` is its name in the query string; `noun` names one of `labels` in the middle of a
    sentence; `default` is the one that needs no asking for.
    """

    parameter: str
    noun: str
    labels: Mapping[str, str]
    default: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every value that a list's facets and its order may have, each with its label, in order.

    The first way of sorting is the one that a list has if none is asked for. `switches` are the
    ways in which it may be looked at. `headings` is how each facet is called.
    """

    labels: Mapping[Facet, Mapping[str, str]]
    sorts: Mapping[str, str]
    switches: tuple[Switch, ...] = ()
    headings: Mapping[Facet, str] = field(default_factory=lambda: FACET_LABELS)

    @property
    def default_sort(self) -> str:
        """Return how a list is sorted unless asked otherwise."""
        return next(iter(self.sorts))


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is asked for. Several values of one facet mean any of them; facets hold together.

    `sort` is empty for the list's own order. `switched` has the position of each switch that is
    not where it would be unasked, by its parameter, in the vocabulary's order.
    """

    chosen: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    q: str = ""
    sort: str = ""
    switched: Mapping[str, str] = field(default_factory=dict)

    def values(self, facet: Facet) -> tuple[str, ...]:
        """Return what is chosen of a facet."""
        return self.chosen.get(facet, ())

    @property
    def narrows(self) -> bool:
        """Return whether anything is left out because of these."""
        return bool(self.q) or any(self.chosen.values())

    @property
    def number_chosen(self) -> int:
        """Return how many choices are set, what is typed counted as one."""
        return sum(len(values) for values in self.chosen.values()) + bool(self.q)

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Return these as a query string has them, in one order whatever the address had."""
        pairs = [(facet.value, value) for facet in Facet for value in self.values(facet)]
        pairs += [(name, value) for name, value in ((SEARCH, self.q), (SORT, self.sort)) if value]
        return (*pairs, *self.switched.items())

    @property
    def query(self) -> str:
        """Return the query string with its question mark, or nothing where nothing is asked."""
        return f"?{urlencode(self.parameters)}" if self.parameters else ""

    def toggled(self, facet: Facet, value: str) -> Criteria:
        """Return these with a value chosen that was not, or without one that was."""
        values = self.values(facet)
        changed = (
            tuple(each for each in values if each != value) if value in values else (*values, value)
        )
        return replace(self, chosen={**self.chosen, facet: changed})

    def without(self, facet: Facet) -> Criteria:
        """Return these with nothing chosen of a facet."""
        return replace(self, chosen={**self.chosen, facet: ()})

    def narrowed_to(self, facet: Facet, *values: str) -> Criteria:
        """Return these with these values alone chosen of a facet."""
        return replace(self, chosen={**self.chosen, facet: values})

    def with_q(self, q: str) -> Criteria:
        """Return these with other words searched for."""
        return replace(self, q=q)

    def with_sort(self, sort: str) -> Criteria:
        """Return these in another order."""
        return replace(self, sort=sort)

    def leaving_nothing_out(self) -> Criteria:
        """Return the same order and switches with nothing narrowed down."""
        return Criteria(sort=self.sort, switched=self.switched)

    def position(self, switch: Switch) -> str:
        """Return what a switch is set to."""
        return self.switched.get(switch.parameter, switch.default)

    def with_switch(self, switch: Switch, position: str, switches: Sequence[Switch]) -> Criteria:
        """Return these with a switch set to a position; `switches` are all there are, in order."""
        positions = {**self.switched, switch.parameter: position}
        return replace(self, switched=_switched(positions, switches))


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that was asked for and is none: which parameter, what it said, what would do."""

    parameter: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a query string asks for, and what of it made no sense and was left out."""

    criteria: Criteria
    problems: tuple[Problem, ...] = ()


def read_criteria(query: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> Reading:
    """Return what a query string asks for. Empty values ask for nothing; wrong ones are told.

    Values come in the vocabulary's order and once each, so that one question has one address.
    Parameters of other names are none of ours and are left alone.
    """
    problems: list[Problem] = []
    chosen: dict[Facet, tuple[str, ...]] = {}
    for facet, labels in vocabulary.labels.items():
        asked = [value.strip() for value in query.get(facet.value, ()) if value.strip()]
        wrong = dict.fromkeys(value for value in asked if value not in labels)
        problems += [no_such_value(facet.value, _NOUNS[facet], each, labels) for each in wrong]
        if known := tuple(value for value in labels if value in asked):
            chosen[facet] = known
    q = next((" ".join(each.split()) for each in query.get(SEARCH, ()) if each.strip()), "")
    if len(q) > LONGEST_SEARCH:
        message = (
            f"The name searched for is longer than {LONGEST_SEARCH} characters, "
            "which no council\u2019s is."
        )
        problems.append(Problem(SEARCH, _shortened(q), message))
        q = ""
    sort = next((each.strip() for each in query.get(SORT, ()) if each.strip()), "")
    if sort and sort not in vocabulary.sorts:
        problems.append(no_such_value(SORT, "order", sort, vocabulary.sorts))
        sort = ""
    if sort == vocabulary.default_sort:
        sort = ""
    positions: dict[str, str] = {}
    for switch in vocabulary.switches:
        asked_for = next(
            (each.strip() for each in query.get(switch.parameter, ()) if each.strip()), ""
        )
        if asked_for in switch.labels:
            positions[switch.parameter] = asked_for
        elif asked_for:
            problems.append(no_such_value(switch.parameter, switch.noun, asked_for, switch.labels))
    switched = _switched(positions, vocabulary.switches)
    return Reading(Criteria(chosen, q, sort, switched), tuple(problems))


def _switched(positions: Mapping[str, str], switches: Sequence[Switch]) -> dict[str, str]:
    """Return the positions that have to be asked for, in the switches' order."""
    return {
        switch.parameter: positions[switch.parameter]
        for switch in switches
        if positions.get(switch.parameter, switch.default) != switch.default
    }


def no_such_value(parameter: str, noun: str, value: str, labels: Mapping[str, str]) -> Problem:
    """Return what to say of a value that there is not, and which near one there is."""
    shown = _shortened(value)
    near = get_close_matches(value[:LONGEST_SEARCH].lower(), list(labels), n=1)
    if near:
        what_would_do = f"Did you mean \u201c{near[0]}\u201d?"
    elif len(labels) <= MOST_LISTED:
        what_would_do = f"There are: {', '.join(labels)}."
    else:
        what_would_do = f"There are {len(labels)}, such as {', '.join(list(labels)[:3])}."
    return Problem(parameter, shown, f"There is no {noun} \u201c{shown}\u201d. {what_would_do}")


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}\u2026"
