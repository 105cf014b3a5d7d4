"""What fits, and how much of a list each further choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from elections.browsing.criteria import Criteria, Facet, Vocabulary
from elections.browsing.names import answers_to


class Browsable(Protocol):
    """What a list can be made of."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names it answers to, folded."""

    def values_of(self, facet: Facet) -> frozenset[str]:
        """Return its values of a facet."""


ItemT = TypeVar("ItemT", bound=Browsable)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how many items it has, and what is asked for once it is switched."""

    value: str
    label: str
    count: int
    is_chosen: bool
    switched: Criteria


@dataclass(frozen=True, slots=True)
class FacetChoices:
    """The values of a facet that are worth a choice, in the vocabulary's order."""

    facet: Facet
    label: str
    choices: tuple[Choice, ...]

    @property
    def is_set(self) -> bool:
        """Return whether any of them is chosen."""
        return any(choice.is_chosen for choice in self.choices)


def fitting(items: Sequence[ItemT], criteria: Criteria) -> tuple[ItemT, ...]:
    """Return the items that fit, in the order given."""
    return tuple(item for item in items if _fits(item, criteria))


def choices(
    items: Sequence[ItemT], criteria: Criteria, vocabulary: Vocabulary
) -> tuple[FacetChoices, ...]:
    """Return each facet's choices, with how many items each alone would show of its facet.

    The other facets and the words searched for stay as they are. A value that no item has at all
    is left out, unless it is chosen.
    """
    found = []
    for facet, labels in vocabulary.labels.items():
        there = {value for item in items for value in item.values_of(facet)}
        counts = Counter(
            value
            for item in fitting(items, criteria.without(facet))
            for value in item.values_of(facet)
        )
        chosen = criteria.values(facet)
        found.append(
            FacetChoices(
                facet,
                vocabulary.headings[facet],
                tuple(
                    Choice(
                        value, label, counts[value], value in chosen, criteria.toggled(facet, value)
                    )
                    for value, label in labels.items()
                    if value in there or value in chosen
                ),
            )
        )
    return tuple(found)


def _fits(item: Browsable, criteria: Criteria) -> bool:
    return all(
        item.values_of(facet).intersection(values)
        for facet, values in criteria.chosen.items()
        if values
    ) and (not criteria.q or answers_to(item.names, criteria.q))
