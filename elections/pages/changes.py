"""The page of all changes of control: which councils changed hands since when, in a sentence and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from councils.domain.control import Control, Majority
from councils.domain.council_types import CouncilType
from elections.browsing.changes import (
    CHANGED_HANDS,
    SINCE,
    UNTIL,
    Outcome,
    changes_vocabulary,
    outcome_choices,
    period,
    shown_outcomes,
    sorted_outcomes,
    within,
    years_of,
)
from elections.browsing.choices import fitting
from elections.browsing.contests import (
    NOC,
    ContestSummary,
    before_value,
    control_value,
    counted_as_asked,
)
from elections.browsing.criteria import (
    Criteria,
    Facet,
    Problem,
    Vocabulary,
    read_criteria,
)
from elections.domain.changes_of_control import ChangeKind
from elections.domain.words.naming import joined
from elections.pages.contest_rows import ContestRow, contest_row
from elections.pages.election.baselines import BaselinesView, baselines_view
from elections.pages.election.what_changed import changes_in_words
from elections.pages.facts import Parties, RegionFacts
from elections.pages.filters import Column, FiltersView, announcement, column, filters_view
from elections.pages.words import capitalised, count, day

Query = Mapping[str, Sequence[str]]
CountedCouncils = Callable[[int], str]

NOUNS = {
    CouncilType.COUNTY: ("county council", "county councils"),
    CouncilType.DISTRICT: ("district council", "district councils"),
    CouncilType.UNITARY: ("unitary council", "unitary councils"),
    CouncilType.METROPOLITAN: ("metropolitan borough", "metropolitan boroughs"),
    CouncilType.LONDON_BOROUGH: ("London borough", "London boroughs"),
    CouncilType.SCOTTISH: ("Scottish council", "Scottish councils"),
    CouncilType.WELSH: ("Welsh council", "Welsh councils"),
    CouncilType.NORTHERN_IRISH: (
        "council of Northern Ireland",
        "councils of Northern Ireland",
    ),
    CouncilType.SUI_GENERIS: ("council of its own kind", "councils of their own kind"),
}
# More names than these make no sentence.
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class ChangesMaterial:
    """All that the page of changes is made from: every contest there is. `address` is its own."""

    contests: tuple[ContestSummary, ...]
    regions: tuple[RegionFacts, ...]
    parties: Parties
    address: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in the table. `before` and `after` are the slugs of those who have a colour."""

    row: ContestRow
    day: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class YearChoice:
    """A year that the period may begin or end with."""

    year: str
    is_since: bool
    is_until: bool


@dataclass(frozen=True, slots=True)
class ChangesShown:
    """The outcomes that a query string asks for, in its order, and what it asked for in vain.

    `everything` is that of all elections, `of_the_period` that of the years asked for.
    """

    criteria: Criteria
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]
    years: tuple[int, int]
    everything: tuple[Outcome, ...]
    of_the_period: tuple[Outcome, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def all(self) -> tuple[ContestSummary, ...]:
        """Return the contests of all elections."""
        return tuple(each.contest for each in self.everything)

    @property
    def contests(self) -> tuple[ContestSummary, ...]:
        """Return the contests shown, as other lists of contests have them."""
        return tuple(each.contest for each in self.outcomes)


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Changes of control as far as they fit. `answer` says them in a sentence, `more` what else to know."""

    filters: FiltersView
    years: tuple[YearChoice, ...]
    kept: tuple[tuple[str, str], ...]
    baselines: BaselinesView | None
    answer: str
    more: tuple[str, ...]
    shown_text: str
    columns: tuple[Column, ...]
    lines: tuple[ChangeLine, ...]
    csv: str
    here: str

    @property
    def is_right(self) -> bool:
        """Return whether everything that was asked for makes sense."""
        return not self.filters.problems

    @property
    def announcement(self) -> str:
        """Return what a screen reader says when the list has changed."""
        return announcement(self.filters, self.shown_text, self.answer)

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return "Changes of control"


def shown_changes(material: ChangesMaterial, query: Query) -> ChangesShown:
    """Return the outcomes that a query string asks for."""
    vocabulary = changes_vocabulary(material.regions, material.parties, material.contests)
    reading = read_criteria(query, vocabulary)
    criteria = reading.criteria
    years = period(criteria, vocabulary)
    problems = list(reading.problems)
    if years[0] > years[1]:
        message = f"{years[0]} is after {years[1]}. Choose a first year that is not after the last."
        problems.append(Problem(SINCE, str(years[0]), message))
    everything = tuple(map(Outcome, counted_as_asked(material.contests, criteria)))
    of_the_period = within(everything, years)
    return ChangesShown(
        criteria,
        vocabulary,
        tuple(problems),
        years,
        everything,
        of_the_period,
        sorted_outcomes(
            shown_outcomes(of_the_period, criteria),
            criteria.sort or vocabulary.default_sort,
            vocabulary.labels[Facet.REGION],
        ),
    )


def changes_page(material: ChangesMaterial, query: Query) -> ChangesPage:
    """Return the page of changes of control, narrowed down as a query string asks."""
    shown = shown_changes(material, query)
    criteria, vocabulary, address = shown.criteria, shown.vocabulary, material.address
    first, last = shown.years
    names = (SINCE, UNTIL)
    return ChangesPage(
        filters=filters_view(
            address,
            criteria,
            outcome_choices(shown.of_the_period, criteria, vocabulary),
            vocabulary,
            shown.problems,
        ),
        years=tuple(
            YearChoice(str(year), year == first, year == last)
            for year in years_of(material.contests)
        ),
        kept=tuple(pair for pair in criteria.parameters if pair[0] not in names),
        baselines=baselines_view(address, shown),
        answer=_answer(shown, material),
        more=tuple(_more(shown, material)),
        shown_text=count(len(shown.outcomes), *_what_is_shown(criteria)),
        columns=tuple(
            column(address, criteria, label, *sorts, default_sort=vocabulary.default_sort)
            for label, *sorts in (
                ("Council", "name", "-name"),
                ("Election", "-day", "day"),
                ("Region", "region"),
                ("Before",),
                ("After",),
                ("Change", "change"),
                ("Majority",),
            )
        ),
        lines=tuple(_line(each.contest, material.parties) for each in shown.outcomes),
        csv=f"{address}contests.csv{criteria.query}",
        here=f"{address}{criteria.query}",
    )


def _what_is_shown(criteria: Criteria) -> tuple[str, str]:
    if _only_changes(criteria):
        return "change of control", "changes of control"
    return "outcome", "outcomes"


def _only_changes(criteria: Criteria) -> bool:
    return set(criteria.values(Facet.CHANGE)) <= set(CHANGED_HANDS)


def _line(contest: ContestSummary, parties: Parties) -> ChangeLine:
    change = contest.change
    return ChangeLine(
        contest_row(contest, parties),
        day(contest.contest.election.polling_day),
        before_value(change.before),
        control_value(change.after),
    )


def _answer(shown: ChangesShown, material: ChangesMaterial) -> str:
    """Return the answer to what was asked, in a sentence."""
    criteria, parties, outcomes = shown.criteria, material.parties, shown.outcomes
    scope = f"{_where(criteria, material.regions)}{_when(shown)}"
    councils = _counted_councils(criteria)
    if not outcomes:
        return _none(shown, material, scope)
    if not _only_changes(criteria):
        told = "; ".join(changes_in_words(shown.contests, parties))
        return f"{capitalised(count(len(outcomes), 'outcome'))}{scope}: {told}."
    after, before = _only(criteria, Facet.CONTROL), _only(criteria, Facet.BEFORE)
    party = _only(criteria, Facet.PARTY)
    if after in parties.by_slug:
        who = capitalised(parties.by_slug[after].group)
        return f"{who} gained {councils(len(outcomes))}{scope}: {_from(outcomes, parties)}."
    if after == NOC:
        went = f"{councils(len(outcomes))} went to no overall control{scope}"
        return f"{went}: {_lost_by(outcomes, parties)}."
    if before in parties.by_slug:
        who = capitalised(parties.by_slug[before].group)
        return f"{who} lost {councils(len(outcomes))}{scope}: {_to(outcomes, parties)}."
    if party in parties.by_slug:
        return f"{_both(outcomes, party, parties, councils)}{scope}."
    number = len({each.council for each in outcomes})
    times = "once" if len(outcomes) == 1 else f"{len(outcomes)} times"
    told = _by_everybody(outcomes, parties)
    return f"Control changed {times}{scope}, in {councils(number)}: {told}."


def _none(shown: ChangesShown, material: ChangesMaterial, scope: str) -> str:
    """Return that nothing fits, in the words of the question."""
    after = _only(shown.criteria, Facet.CONTROL)
    before = _only(shown.criteria, Facet.BEFORE)
    by_slug = material.parties.by_slug
    if _only_changes(shown.criteria) and not shown.criteria.q:
        if after in by_slug and not before:
            return f"{capitalised(by_slug[after].group)} gained no council{scope}."
        if before in by_slug and not after:
            return f"{capitalised(by_slug[before].group)} lost no council{scope}."
    return f"Nothing{scope} fits all of this."


def _only(criteria: Criteria, facet: Facet) -> str:
    """Return the one value chosen of a facet, or nothing."""
    values = criteria.values(facet)
    return values[0] if len(values) == 1 else ""


def _counted_councils(criteria: Criteria) -> CountedCouncils:
    """Return how councils are counted by what the filters leave: "3 district councils"."""
    types = [CouncilType(value) for value in criteria.values(Facet.TYPE)]
    one, many = NOUNS[types[0]] if len(types) == 1 else ("council", "councils")
    after = f" ({joined([NOUNS[kind][1] for kind in types])})" if len(types) > 1 else ""
    if criteria.q:
        after += f" called \u201c{criteria.q}\u201d"
    return lambda number: f"{count(number, one, many)}{after}"


def _where(criteria: Criteria, regions: Iterable[RegionFacts]) -> str:
    by_slug = {region.slug: region for region in regions}
    chosen = [by_slug[slug].in_a_sentence for slug in criteria.values(Facet.REGION)]
    return f" in {joined(chosen)}" if chosen else ""


def _when(shown: ChangesShown) -> str:
    first, last = shown.years
    if first == last:
        return f" in {first}" if first else ""
    newest = max(each.year for each in shown.everything)
    return f" since {first}" if last == newest else f" from {first} to {last}"


def _tally(controls: Iterable[Control], parties: Parties) -> list[tuple[str, int]]:
    """Return how often each had control, in a sentence's words, the most often first."""
    counted = Counter(control_value(control) for control in controls)
    return [
        (_called(value, parties), number)
        for value, number in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    ]


def _called(value: str, parties: Parties) -> str:
    if value in parties.by_slug:
        return parties.by_slug[value].group
    return "no overall control" if value == NOC else "somebody no source names"


def _from(outcomes: Sequence[Outcome], parties: Parties) -> str:
    tally = _tally([each.contest.change.before for each in outcomes], parties)
    return joined([f"{number} from {who}" for who, number in tally])


def _to(outcomes: Sequence[Outcome], parties: Parties) -> str:
    tally = _tally([each.contest.change.after for each in outcomes], parties)
    return joined([f"{number} to {who}" for who, number in tally])


def _lost_by(outcomes: Sequence[Outcome], parties: Parties) -> str:
    tally = _tally([each.contest.change.before for each in outcomes], parties)
    return joined([f"{number} lost by {who}" for who, number in tally])


def _both(
    outcomes: Sequence[Outcome], party: str, parties: Parties, councils: CountedCouncils
) -> str:
    gained = sum(each.contest.change.after == Majority(party) for each in outcomes)
    lost = sum(each.contest.change.before == Majority(party) for each in outcomes)
    who = capitalised(parties.by_slug[party].group)
    return f"{who} gained {councils(gained) if gained else 'no council'} and lost {lost or 'none'}"


def _by_everybody(outcomes: Sequence[Outcome], parties: Parties) -> str:
    gains = _tally(
        [each.contest.change.after for each in outcomes if each.kind is ChangeKind.GAIN], parties
    )
    parts = [f"{who} gained {number}" for who, number in gains]
    to_noc = sum(each.kind is ChangeKind.LOSS_TO_NOC for each in outcomes)
    if to_noc:
        parts.append(f"{to_noc} went to no overall control")
    return joined(parts)


def _more(shown: ChangesShown, material: ChangesMaterial) -> Iterable[str]:
    """Yield what else has to be known to read the answer rightly."""
    criteria, outcomes = shown.criteria, shown.outcomes
    if _only_changes(criteria) and outcomes:
        if again := _more_than_once(outcomes, criteria):
            yield again
        if kept := _still_held(shown, material.parties):
            yield kept
    scope = Criteria({facet: criteria.values(facet) for facet in (Facet.REGION, Facet.TYPE)})
    unknown = sum(
        each.kind is ChangeKind.UNDETERMINED
        for each in fitting(shown.of_the_period, scope.with_q(criteria.q))
    )
    if unknown and _only_changes(criteria):
        contests = count(unknown, "other contest")
        yield f"In {contests} it is not known whether control changed."
    first, last = shown.years
    if first and first <= last:
        which = f"of {first}" if first == last else f"of {first} to {last}, both included"
        yield f"Counted are the elections {which}. A new council is gained from nobody."


def _more_than_once(outcomes: Sequence[Outcome], criteria: Criteria) -> str:
    """Return which councils are counted more than once, or nothing where none is."""
    times = Counter(each.council for each in outcomes)
    names = {each.council: each.contest.contest.council.name for each in outcomes}
    again = sorted(names[slug] for slug, number in times.items() if number > 1)
    if not again:
        return ""
    if len(again) == 1:
        often = max(times.values())
        how_often = "twice" if often == 2 else f"{often} times"
        return f"{again[0]} changed hands {how_often}, and is counted each time."
    who = joined(again) if len(again) <= MOST_NAMED else count(len(again), "council")
    # Where the answer is about all, it has said already how many councils these are.
    of_somebody = any(map(criteria.values, (Facet.PARTY, Facet.BEFORE, Facet.CONTROL)))
    these = f": these are {count(len(times), 'council')}" if of_somebody else ""
    return f"{who} changed hands more than once, and are counted each time{these}."


def _still_held(shown: ChangesShown, parties: Parties) -> str:
    """Return how many of the councils a party gained it had after the newest election of each."""
    party = _only(shown.criteria, Facet.CONTROL)
    if party not in parties.by_slug:
        return ""
    gained = {each.council for each in shown.outcomes}
    newest: dict[str, Outcome] = {}
    for each in shown.everything:
        if each.council not in gained or each.contest.result is None:
            continue
        known = newest.get(each.council)
        if known is None or each.contest.contest.election.polling_day > (
            known.contest.contest.election.polling_day
        ):
            newest[each.council] = each
    held = sum(each.contest.change.after == Majority(party) for each in newest.values())
    if not gained:
        return ""
    of_them = f"{held or 'none'} of these {len(gained)}"
    if held == len(gained):
        of_them = "it" if held == 1 else f"all {held}"
    newest_of = "its newest election" if len(gained) == 1 else "the newest election of each"
    return f"After {newest_of}, {parties.by_slug[party].group} had {of_them}."
