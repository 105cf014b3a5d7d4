"""What the whole page counts changes from: the switch, and what the choice means in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from elections.browsing.contests import (
    BASELINE_SWITCH,
    OWN_BASELINE,
    ContestSummary,
    baseline_asked,
)
from elections.browsing.criteria import Criteria, Vocabulary
from elections.domain.baselines import Baseline
from elections.domain.words.naming import BASELINE_MEANINGS, joined
from elections.pages.words import BASELINE_IN_A_SENTENCE, BASELINE_LABELS, count


@dataclass(frozen=True, slots=True)
class BaselineLink:
    """One baseline to count from. `known` says for how many councils anything is known from it."""

    key: str
    label: str
    known: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class BaselinesView:
    """The switch between baselines, and what the one that is on means.

    `asked` is the one that is asked for, and empty where each council has its own.
    """

    links: tuple[BaselineLink, ...]
    asked: str
    meaning: str


class Listed(Protocol):
    """A list of contests as a query string asks for it: all there are, and those it leaves."""

    @property
    def criteria(self) -> Criteria:
        """Return what is asked for."""

    @property
    def vocabulary(self) -> Vocabulary:
        """Return what may be asked for."""

    @property
    def all(self) -> tuple[ContestSummary, ...]:
        """Return every contest of the list."""

    @property
    def contests(self) -> tuple[ContestSummary, ...]:
        """Return the contests that are shown."""


def baselines_view(address: str, shown: Listed) -> BaselinesView | None:
    """Return the switch, or None where there is nothing to choose between.

    A baseline that no contest of the election has is left out, unless it is asked for.
    """
    asked = baseline_asked(shown.criteria)
    numbers = Counter(
        baseline
        for each in shown.all
        if each.result is not None
        for baseline in each.result.reconciliation.baselines
    )
    there = [baseline for baseline in Baseline if numbers[baseline] or baseline is asked]
    if len(there) < 2 and asked is None:
        return None
    links = [_link(address, shown, OWN_BASELINE, "")]
    links += [_link(address, shown, each.value, f"{numbers[each]:,}") for each in there]
    return BaselinesView(
        tuple(links),
        "" if asked is None else BASELINE_LABELS[asked],
        _meaning(asked, shown.contests),
    )


def _link(address: str, shown: Listed, position: str, known: str) -> BaselineLink:
    criteria = shown.criteria.with_switch(BASELINE_SWITCH, position, shown.vocabulary.switches)
    return BaselineLink(
        f"baseline-{position}",
        BASELINE_SWITCH.labels[position],
        known,
        f"{address}{criteria.query}",
        position == shown.criteria.position(BASELINE_SWITCH),
    )


def _meaning(asked: Baseline | None, contests: Sequence[ContestSummary]) -> str:
    """Return what changes are counted from, and where that does not say what it seems to."""
    counted = [each.counted for each in contests if each.counted is not None]
    if asked is None:
        numbers = Counter(each.baseline for each in counted)
        moments = [
            f"{BASELINE_IN_A_SENTENCE[each]} ({count(number, 'council')})"
            for each, number in numbers.most_common()
        ]
        return f"Each council is compared with itself {joined(moments)}." if moments else ""
    sentences = [BASELINE_MEANINGS[asked]]
    nothing = sum(each.before is None for each in counted)
    if nothing:
        councils = count(nothing, "council")
        sentences.append(
            f"Of {councils} no source says anything from there: whether control changed is "
            "\u201cnot known\u201d."
        )
    partly = sum(not each.says_who_ran_it for each in contests)
    if partly:
        sentences.append(_partly_in_words(partly))
    return " ".join(sentences)


def _partly_in_words(number: int) -> str:
    """Return why a change since last fought is no change at this poll, where a part was up."""
    where = f"In {count(number, 'council')}, where a third or half of the seats were up,"
    return (
        f"{where} that is the council of four years earlier, with other polls in between: it does "
        "not say who ran it before this one, and a change of control is one over those years."
    )
