"""How figures come about, in readers' words, each with an example from the results that are here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from elections.browsing.changes import CHANGED_HANDS
from elections.browsing.contests import ContestSummary
from elections.domain.baselines import Baseline
from elections.domain.figures import (
    Bounded,
    Derived,
    Disputed,
    Reported,
    SeatsFigure,
    Unknown,
    known_value,
)
from elections.domain.results import State
from elections.domain.sources import Precision
from elections.domain.words.naming import joined
from elections.domain.words.wording import NOT_KNOWN, value_words
from elections.pages.facts import ElectionFacts, Parties
from elections.pages.words import BASELINE_IN_A_SENTENCE, count, day


@dataclass(frozen=True, slots=True)
class Example:
    """A figure of a contest, to go and look at."""

    text: str
    election: str
    council: str
    key: str


@dataclass(frozen=True, slots=True)
class StatusExample:
    """What one way of knowing a figure means, with a figure that is known so, if there is one."""

    name: str
    meaning: str
    example: Example | None


@dataclass(frozen=True, slots=True)
class MethodPage:
    """How figures come about. `counted` says of one election what its baselines make of it."""

    statuses: tuple[StatusExample, ...]
    counted: str
    states: str
    contests: int

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return "How figures come about"


Fits = Callable[[SeatsFigure], bool]

STATUSES: tuple[tuple[str, str, Fits], ...] = (
    (
        "Reported",
        "At least one source states it, and none that counts as much states otherwise.",
        lambda figure: isinstance(figure, Reported) and figure.precision is Precision.EXACT,
    ),
    (
        "Derived",
        (
            "Nobody states it, and it follows from what is stated: seats now less the change are the "
            "seats before. The page shows the sum and its sources."
        ),
        lambda figure: isinstance(figure, Derived) and figure.precision is Precision.EXACT,
    ),
    (
        "Between two numbers",
        (
            "It cannot be told exactly and lies between two bounds, which the page gives where they are "
            "close together."
        ),
        lambda figure: isinstance(figure, Bounded) and value_words(figure) != NOT_KNOWN,
    ),
    (
        "Disputed",
        (
            "Sources state different numbers. One is shown, with the reason for showing it, and the "
            "others stand beside it."
        ),
        lambda figure: isinstance(figure, Disputed),
    ),
    (
        "About",
        (
            "It is from a snapshot taken some months before or after the poll, so by-elections and "
            "defections are in it. An exact figure goes before it, and it disputes none."
        ),
        lambda figure: (
            not isinstance(figure, Bounded | Unknown) and figure.precision is Precision.APPROXIMATE
        ),
    ),
    (
        "Not known",
        "Nothing follows from what is stated. It is never shown as zero.",
        lambda figure: isinstance(figure, Unknown),
    ),
)


def method_page(contests: Sequence[ContestSummary], parties: Parties) -> MethodPage:
    """Return the page of the method. Its examples are the newest there are of each kind."""
    told = [each for each in contests if each.result is not None]
    states = Counter(each.state for each in told)
    return MethodPage(
        tuple(
            StatusExample(name, meaning, _example(told, fits, parties))
            for name, meaning, fits in STATUSES
        ),
        _counted(told),
        _states(states),
        len(told),
    )


def _example(contests: Iterable[ContestSummary], fits: Fits, parties: Parties) -> Example | None:
    """Return a figure that fits; one that says something, where there is one."""
    return next(
        (
            Example(
                f"{each.contest.council.name}, {day(each.contest.election.polling_day)}: "
                f"{parties.name(slug)} seats {when}: {value_words(figure)}",
                each.contest.election.slug,
                each.contest.council.slug,
                f"{when}-{slug}",
            )
            for each in contests
            for when, slug, figure in _figures(each)
            # "About 0" is true, and shows little.
            if fits(figure) and known_value(figure) != 0 and _is_on_the_page(each, slug)
        ),
        None,
    )


def _is_on_the_page(contest: ContestSummary, slug: str) -> bool:
    """Return whether the contest's page has a row for a party: one of which something is known."""
    return any(
        value_words(figure) != NOT_KNOWN for _, each, figure in _figures(contest) if each == slug
    )


def _figures(contest: ContestSummary) -> Iterable[tuple[str, str, SeatsFigure]]:
    if contest.result is None or contest.counted is None:
        return
    figures = [("after", contest.result.reconciliation.after)]
    if contest.counted.before is not None:
        figures.append(("before", contest.counted.before.before))
    for when, by_party in figures:
        for slug, figure in sorted(by_party.items()):
            yield when, slug, figure


def _states(states: Counter[State]) -> str:
    declared, total = states[State.DECLARED], states.total()
    if not total:
        return "No result is here yet."
    return f"{declared:,} of the {count(total, 'contest')} here are declared."


def _counted(contests: Sequence[ContestSummary]) -> str:
    """Return how many councils changed hands at one election by each baseline that all have.

    The election is the one with the most contests that can be counted from several.
    """
    several = [
        each
        for each in contests
        if each.result is not None and len(each.result.reconciliation.baselines) > 1
    ]
    if not several:
        return ""
    (election, _), *_ = Counter(each.contest.election for each in several).most_common()
    return _counted_at(election, [each for each in several if each.contest.election == election])


def _counted_at(election: ElectionFacts, contests: Sequence[ContestSummary]) -> str:
    both = (Baseline.EVE_OF_POLL, Baseline.LAST_FOUGHT)
    common = [
        each
        for each in contests
        if each.result is not None and set(both) <= set(each.result.reconciliation.baselines)
    ]
    if not common:
        return ""
    parts = [
        f"{sum(replace(each, baseline=base).change.kind in CHANGED_HANDS for each in common)} "
        f"counted from the council as it stood {BASELINE_IN_A_SENTENCE[base]}"
        for base in both
    ]
    return (
        f"Of {count(len(common), 'council')} at the elections of {day(election.polling_day)} both "
        f"are known: control changed in {joined(parts)}. Neither number is wrong."
    )
