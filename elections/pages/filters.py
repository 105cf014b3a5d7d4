"""The filters of a list as a page shows them: every choice a ready link, with what it would leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elections.browsing.choices import FacetChoices
from elections.browsing.criteria import SEARCH, SORT, Criteria, Facet, Problem, Vocabulary


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One choice of a facet. `href` switches it; `key` is the link's id, which keeps its focus."""

    key: str
    label: str
    count: int
    is_chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet with its choices, and how many of them are chosen."""

    slug: str
    label: str
    choices: tuple[ChoiceView, ...]
    chosen: int


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that is asked for, and the link that no longer asks for it."""

    key: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class SortView:
    """One order a list can have."""

    key: str
    label: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class FiltersView:
    """All there is to narrow a list down and to order it.

    `kept` are the parameters that a search has to carry on. `problems` say what was asked for and
    is none.
    """

    action: str
    q: str
    facets: tuple[FacetView, ...]
    chips: tuple[Chip, ...]
    clear: str
    sorts: tuple[SortView, ...]
    kept: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]

    @property
    def is_set(self) -> bool:
        """Return whether anything is asked for that leaves something out."""
        return bool(self.chips)

    @property
    def sorted_by(self) -> str:
        """Return the order the list is in."""
        return next(sort.label for sort in self.sorts if sort.is_current)


def announcement(filters: FiltersView, shown_text: str, nothing: str) -> str:
    """Return what a screen reader says when a list has changed: what is wrong, how many are left."""
    return " ".join([*filters.problems, f"{shown_text}.", nothing]).strip()


def filters_view(
    action: str,
    criteria: Criteria,
    facets: Sequence[FacetChoices],
    vocabulary: Vocabulary,
    problems: Sequence[Problem] = (),
) -> FiltersView:
    """Return the filters of a list at the address `action`."""
    return FiltersView(
        action=action,
        q=criteria.q,
        facets=tuple(
            FacetView(
                each.facet.value,
                each.label,
                tuple(
                    ChoiceView(
                        f"choice-{each.facet}-{choice.value}",
                        choice.label,
                        choice.count,
                        choice.is_chosen,
                        action + choice.switched.query,
                    )
                    for choice in each.choices
                ),
                sum(choice.is_chosen for choice in each.choices),
            )
            for each in facets
            if each.choices
        ),
        chips=tuple(_chips(action, criteria, vocabulary)),
        clear=action + criteria.leaving_nothing_out().query,
        sorts=tuple(
            SortView(
                f"sort-{sort}",
                label,
                action + criteria.with_sort("" if sort == vocabulary.default_sort else sort).query,
                sort == (criteria.sort or vocabulary.default_sort),
            )
            for sort, label in vocabulary.sorts.items()
        ),
        kept=tuple(pair for pair in criteria.parameters if pair[0] != SEARCH),
        problems=tuple(problem.message for problem in problems),
    )


def _chips(action: str, criteria: Criteria, vocabulary: Vocabulary) -> list[Chip]:
    chips = [
        Chip(
            f"chip-{facet}-{value}",
            vocabulary.labels[facet][value],
            action + criteria.toggled(facet, value).query,
        )
        for facet in Facet
        for value in criteria.values(facet)
    ]
    if criteria.q:
        chips.append(
            Chip("chip-q", f"\u201c{criteria.q}\u201d", action + criteria.with_q("").query)
        )
    return chips


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. `href` sorts by it; `direction` is as `aria-sort` says it."""

    key: str
    label: str
    href: str = ""
    direction: str = ""


def column(
    action: str, criteria: Criteria, label: str, *sorts: str, default_sort: str = "name"
) -> Column:
    """Return a column that is sorted by the first of `sorts`, and by the second when it is already."""
    if not sorts:
        return Column("", label)
    current = criteria.sort or default_sort
    following = sorts[(sorts.index(current) + 1) % len(sorts)] if current in sorts else sorts[0]
    direction = ""
    if current in sorts:
        direction = "descending" if current.startswith("-") else "ascending"
    asked = "" if following == default_sort else following
    return Column(
        f"{SORT}-by-{sorts[0].removeprefix('-')}",
        label,
        action + criteria.with_sort(asked).query,
        direction,
    )
