"""Which parties have a majority together where nobody has one alone. Sums of seats, and no forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from councils.domain.combinations import (
    Combination,
    TooManyPartiesError,
    minimal_combinations,
    summed,
)
from councils.domain.control import (
    Majority,
    NoOverallControl,
    NotApplicable,
    majority_threshold,
)
from elections.browsing.contests import ContestSummary
from elections.domain.figures import (
    Bounded,
    Derived,
    Disputed,
    Reported,
    SeatsFigure,
    Unknown,
    known_value,
)
from elections.domain.results import Reconciliation
from elections.domain.sources import Precision
from elections.domain.words.naming import joined
from elections.domain.words.wording import WIDEST_RANGE_SHOWN
from elections.pages.facts import ContestFacts, Parties, named_with_its_day
from elections.pages.words import capitalised, count

INDEPENDENT = "independent"
# As many lines are shown, and as many more folded away; the rest is counted.
SHOWN, FOLDED = 8, 60


@dataclass(frozen=True, slots=True)
class Member:
    """A party of a combination, or some of the independents: "2 of the 7 independents"."""

    holder: str
    text: str


@dataclass(frozen=True, slots=True)
class CombinationLine:
    """One combination: who, how many seats together, and how many more than are needed."""

    members: tuple[Member, ...]
    seats: str
    beyond: str


@dataclass(frozen=True, slots=True)
class Option:
    """Whoever may be ticked to see what several hold together."""

    slug: str
    label: str
    seats: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CombinationsView:
    """The combinations of a council after one contest, and the sum of those that are ticked.

    `asides` say what is left out of the lines and why. `total_text` is the sum in a sentence, and
    `problem` says what was asked for and is none. Without `options` there is nothing to tick.
    """

    contest: ContestFacts
    sentence: str
    lines: tuple[CombinationLine, ...]
    folded: tuple[CombinationLine, ...]
    rest: str
    asides: tuple[str, ...]
    options: tuple[Option, ...]
    total_text: str
    problem: str = ""

    @property
    def announcement(self) -> str:
        """Return what a screen reader says when something was ticked."""
        return self.problem or self.total_text


@dataclass(frozen=True, slots=True)
class CombinationsPage:
    """A page of its own for the combinations after one contest: where a form leads without script.

    `why_not` says why there are none to show where there is no view of them.
    """

    contest: ContestFacts
    view: CombinationsView | None
    why_not: str

    @property
    def is_right(self) -> bool:
        """Return whether all that was asked for makes sense."""
        return self.view is None or not self.view.problem

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return f"{self.contest.council.name}: who has a majority together"

    @property
    def election(self) -> str:
        """Return after which election this is."""
        return named_with_its_day(self.contest.election)


@dataclass(frozen=True, slots=True)
class _Held:
    """What is known of a council's seats after a poll, sorted by whether it can be added up."""

    total: int
    parties: dict[str, int]
    independents: int
    bundles: dict[str, int]
    vacant: int
    not_named: int
    unsure: tuple[tuple[str, SeatsFigure], ...]

    @property
    def threshold(self) -> int:
        return majority_threshold(self.total)

    @property
    def pickable(self) -> dict[str, int]:
        independents = {INDEPENDENT: self.independents} if self.independents else {}
        return {**self.parties, **independents, **({} if self.bundles_overlap else self.bundles)}

    @property
    def bundles_overlap(self) -> bool:
        """Return whether a source's "other" must be people whom another source names."""
        named = sum(self.parties.values()) + self.independents + self.vacant
        return named <= self.total < named + sum(self.bundles.values())


def combinations_view(
    contest: ContestFacts,
    reconciliation: Reconciliation | None,
    parties: Parties,
    *,
    chosen: Sequence[str] = (),
) -> CombinationsView | None:
    """Return the combinations after a contest, with the sum of those `chosen` by their slugs.

    None where somebody has control, where nobody knows who has, and where control by party is not
    how the council works. Where seats are not known the view says what cannot be said.
    """
    if reconciliation is None or not _is_noc(reconciliation):
        return None
    total = known_value(reconciliation.seats_total)
    if total is None:
        return _nothing_to_add(
            contest,
            "Which parties have a majority together cannot be said: no source gives the size of "
            "the council.",
            chosen,
        )
    held = _held(reconciliation, parties, total)
    if not held.parties:
        return _nothing_to_add(
            contest,
            f"A majority is {held.threshold} of {count(total, 'seat')}. Which parties have one "
            "together cannot be said: no source says how many seats each party holds.",
            chosen,
        )
    options = tuple(
        Option(slug, parties.name(slug), count(seats, "seat"), slug in chosen)
        for slug, seats in held.pickable.items()
    )
    found, sentence = _found(held)
    lines = tuple(_line(each, held, parties) for each in found)
    return CombinationsView(
        contest=contest,
        sentence=sentence,
        lines=lines[:SHOWN],
        folded=lines[SHOWN : SHOWN + FOLDED],
        rest=f"And {count(len(lines) - SHOWN - FOLDED, 'combination')} more."
        if len(lines) > SHOWN + FOLDED
        else "",
        asides=tuple(_asides(held, reconciliation, parties, has_lines=bool(lines))),
        options=options,
        total_text=_total_text([each for each in held.pickable if each in chosen], held, parties),
        problem=_problem(chosen, held, contest, parties),
    )


def combinations_page(
    summary: ContestSummary, parties: Parties, *, chosen: Sequence[str] = ()
) -> CombinationsPage:
    """Return the page of the combinations after one contest."""
    contest = summary.contest
    reconciliation = None if summary.result is None else summary.result.reconciliation
    return CombinationsPage(
        contest,
        combinations_view(contest, reconciliation, parties, chosen=chosen),
        _why_not(summary, parties),
    )


def _why_not(summary: ContestSummary, parties: Parties) -> str:
    match summary.change.after:
        case Majority(party=party):
            return (
                f"{capitalised(parties.by_slug[party].group)} had overall control after this "
                "election, so no combination was needed for a majority."
            )
        case NotApplicable():
            return "No party has control here by design, so no combination is listed."
        case _:
            return "Who had control after this election is not known."


def _is_noc(reconciliation: Reconciliation) -> bool:
    figure = reconciliation.control_after
    return not isinstance(figure, Unknown) and isinstance(figure.value, NoOverallControl)


def _nothing_to_add(
    contest: ContestFacts, sentence: str, chosen: Sequence[str]
) -> CombinationsView:
    problem = "There are no parties to choose from here." if chosen else ""
    return CombinationsView(contest, sentence, (), (), "", (), (), "", problem)


def _held(reconciliation: Reconciliation, parties: Parties, total: int) -> _Held:
    known: dict[str, int] = {}
    unsure = []
    for slug, figure in reconciliation.after.items():
        seats = known_value(figure)
        if seats is None:
            unsure.append((slug, figure))
        elif seats:
            known[slug] = seats
    order = sorted(known, key=lambda slug: (-known[slug], parties.position(slug)))
    not_named = known_value(reconciliation.not_named_after)
    sure = sum(known.values()) + (known_value(reconciliation.vacant_after) or 0)
    return _Held(
        total=total,
        parties={
            slug: known[slug]
            for slug in order
            if slug != INDEPENDENT and not parties.is_bundle(slug)
        },
        independents=known.get(INDEPENDENT, 0),
        bundles={slug: known[slug] for slug in order if parties.is_bundle(slug)},
        vacant=known_value(reconciliation.vacant_after) or 0,
        not_named=max(total - sure, 0) if not_named is None or unsure else not_named,
        unsure=tuple(sorted(unsure, key=lambda each: parties.position(each[0]))),
    )


def _found(held: _Held) -> tuple[tuple[Combination, ...], str]:
    """Return the combinations, and the sentence that opens the list of them."""
    opening = (
        f"A majority is {held.threshold} of {count(held.total, 'seat')}, and nobody has one alone."
    )
    try:
        found = minimal_combinations(held.parties, independents=held.independents, total=held.total)
    except TooManyPartiesError:
        return (
            (),
            f"{opening} So many parties hold seats that a list of combinations would be of no use.",
        )
    except ValueError:
        return (), (
            f"{opening} Who have one together cannot be said: the seats that are stated add up to "
            "more than the council has."
        )
    if not found:
        together = sum(held.parties.values()) + held.independents
        return (), (
            f"{opening} All whose seats are known by name hold {together} together: "
            f"{count(held.threshold - together, 'seat')} short."
        )
    return found, (
        f"{opening} Each line is a combination that has one and, without any one of its members, "
        "would not. It is a sum of seats, and says nothing of who works with whom."
    )


def _line(combination: Combination, held: _Held, parties: Parties) -> CombinationLine:
    members = [Member(slug, parties.name(slug)) for slug in combination.parties]
    if combination.independents:
        members.append(
            Member(INDEPENDENT, _independents_of(combination.independents, held.independents))
        )
    return CombinationLine(
        tuple(members),
        f"{combination.seats} of {held.total}",
        f"{combination.beyond} more than needed" if combination.beyond else "exactly a majority",
    )


def _independents_of(number: int, all_of_them: int) -> str:
    if number == all_of_them:
        return "the 1 independent" if number == 1 else f"all {number} independents"
    return f"{number} of the {all_of_them} independents"


def _asides(
    held: _Held, reconciliation: Reconciliation, parties: Parties, *, has_lines: bool
) -> list[str]:
    """Return what the lines leave out, and why."""
    asides = []
    if held.independents and has_lines:
        asides.append(
            "Independents are people and not a group: a line says how many of them it takes."
        )
    for slug, seats in held.bundles.items():
        if held.bundles_overlap:
            asides.append(
                f"{count(seats, 'seat')} that a source counts together as "
                f"\u201c{parties.name(slug)}\u201d are some that others name: left out here."
            )
            continue
        asides.append(
            f"{capitalised(count(seats, 'seat'))} {'is' if seats == 1 else 'are'} counted together "
            f"as \u201c{parties.name(slug)}\u201d: they may be several parties\u2019 and "
            "independents\u2019, so no line is made with them."
        )
    if held.vacant:
        asides.append(
            f"{count(held.vacant, 'seat')} {'is' if held.vacant == 1 else 'are'} vacant: part of "
            "all seats, and of no line."
        )
    for slug, figure in held.unsure:
        asides.append(f"{capitalised(parties.by_slug[slug].group)}: {_how_unsure(figure)}.")
    if held.not_named:
        asides.append(
            f"It is not known for certain whose {count(held.not_named, 'seat')} "
            f"{'is' if held.not_named == 1 else 'are'}: there may be more combinations than these."
        )
    figures = [figure for slug, figure in reconciliation.after.items() if slug in held.pickable]
    if any(isinstance(figure, Disputed) for figure in figures):
        asides.append("Sources differ on some of these numbers: the sums are of those shown.")
    if any(
        isinstance(figure, Reported | Derived) and figure.precision is Precision.APPROXIMATE
        for figure in figures
    ):
        asides.append("The numbers are from a table drawn up some months later: approximate.")
    return asides


def _how_unsure(figure: SeatsFigure) -> str:
    if isinstance(figure, Bounded) and figure.span.high - figure.span.low <= WIDEST_RANGE_SHOWN:
        return f"between {figure.span.low} and {figure.span.high} seats, so in no line"
    return "how many seats is not known, so in no line"


def _total_text(chosen: list[str], held: _Held, parties: Parties) -> str:
    """Return what those that are ticked hold together, or nothing where nobody is."""
    if not chosen:
        return ""
    result = summed({slug: held.pickable[slug] for slug in chosen}, total=held.total)
    names = joined(
        [
            _independents_of(held.independents, held.independents)
            if slug == INDEPENDENT
            else parties.by_slug[slug].group
            for slug in chosen
        ]
    )
    together = " together" if len(chosen) > 1 or chosen == [INDEPENDENT] else ""
    if result.is_majority:
        beyond = -result.short
        how_far = (
            f"{beyond} more than the {held.threshold} that are a majority"
            if beyond
            else "the fewest that are a majority"
        )
    elif 2 * result.seats == held.total:
        how_far = "exactly half, which is not a majority"
    else:
        how_far = f"{result.short} short of the {held.threshold} that are a majority"
    verb = "has" if chosen == [INDEPENDENT] and held.independents == 1 else "have"
    caution = (
        " \u201cOther\u201d may be several parties and independents."
        if any(slug in held.bundles for slug in chosen)
        else ""
    )
    return (
        f"{capitalised(names)} {verb} {result.seats} of {count(held.total, 'seat')}{together}: "
        f"{how_far}.{caution}"
    )


def _problem(chosen: Sequence[str], held: _Held, contest: ContestFacts, parties: Parties) -> str:
    wrong = list(dict.fromkeys(slug for slug in chosen if slug not in held.pickable))
    if not wrong:
        return ""
    names = joined([f"\u201c{slug[:40]}\u201d" for slug in wrong[:5]])
    there = joined([f"\u201c{slug}\u201d" for slug in held.pickable])
    return (
        f"{names} {'is' if len(wrong) == 1 else 'are'} nobody whose seats in "
        f"{contest.council.name} are known. The choices are {there}."
    )
