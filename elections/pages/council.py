"""The page of one council through its elections, and the list of all councils."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from councils.domain.control import Control, Majority, NotApplicable, Undetermined
from councils.domain.council_types import why_no_party_control
from elections.browsing.choices import choices, fitting
from elections.browsing.contests import ContestSummary, control_value
from elections.browsing.councils import CouncilSummary, council_summaries, council_vocabulary
from elections.browsing.criteria import read_criteria
from elections.domain.words.naming import joined
from elections.pages.closeness import Closeness, closeness
from elections.pages.combinations import CombinationsView, combinations_view
from elections.pages.contest_rows import ContestRow, contest_row
from elections.pages.facts import (
    CouncilFacts,
    FactSourceFacts,
    Parties,
    named_with_its_day,
    what_it_is,
)
from elections.pages.filters import FiltersView, announcement, filters_view
from elections.pages.hemicycle import Hemicycle, hemicycle
from elections.pages.neighbours import Neighbours, neighbours_view
from elections.pages.register import (
    CouncilHistory,
    CouncilMaterial,
    CouncilRecord,
    CouncilsMaterial,
    SizeRecord,
    SuccessionRecord,
    what_became_of,
)
from elections.pages.running import Running, who_runs_it
from elections.pages.sources import SourceView, source_view
from elections.pages.timeline import Timeline, timeline
from elections.pages.words import COUNCIL_TYPE_LABELS, capitalised, count, day

Query = Mapping[str, Sequence[str]]

# More councils before this one are counted, and named in the list below.
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class CouncilContest:
    """One election of a council, by its name and day."""

    election: str
    row: ContestRow


@dataclass(frozen=True, slots=True)
class SizeView:
    """How many seats from when on, and the row of the source that says so."""

    text: str
    source: str
    reference: str


@dataclass(frozen=True, slots=True)
class SuccessionView:
    """A council before or after this one: "Carlisle" "until 1 April 2023"."""

    council: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class SeatsNow:
    """The newest published result: a sentence, its seats, and how far anybody is from a majority."""

    row: ContestRow
    sentence: str
    version_text: str
    hemicycle: Hemicycle | None
    closeness: Closeness | None
    combinations: CombinationsView | None


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """One council and its contests, the newest first, and its years since 1973."""

    council: CouncilRecord
    region: CouncilFacts
    lede: str
    now: SeatsNow | None
    running: Running | None
    timeline: Timeline | None
    tables: tuple[FactSourceFacts, ...]
    contests: tuple[CouncilContest, ...]
    sizes: tuple[SizeView, ...]
    before: tuple[SuccessionView, ...]
    after: tuple[SuccessionView, ...]
    neighbours: Neighbours
    also_called: str
    codes: str
    sources: tuple[SourceView, ...]

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return self.council.name


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """One council in the list: who had control after which election, or what became of it."""

    slug: str
    name: str
    council_type: str
    region: str
    region_name: str
    control: str
    holder: str
    election: str
    election_name: str
    note: str


@dataclass(frozen=True, slots=True)
class CouncilsPage:
    """Councils from A to Z, as far as they fit what is asked for."""

    filters: FiltersView
    shown_text: str
    nothing: str
    rows: tuple[CouncilRow, ...]
    here: str

    @property
    def is_right(self) -> bool:
        """Return whether everything that was asked for makes sense."""
        return not self.filters.problems

    @property
    def announcement(self) -> str:
        """Return what a screen reader says when the list has changed."""
        return announcement(self.filters, self.shown_text, self.nothing)

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return f"{self.shown_text} found" if self.filters.is_set else "Councils"


def council_page(material: CouncilMaterial, *, on: date) -> CouncilPage:
    """Return the page of a council as it reads on a day: councils begin and end."""
    history, parties = material.history, material.history.parties
    record = history.council
    council = CouncilFacts(record.slug, record.name, record.council_type, history.region)
    newest = next((each for each in history.contests if each.result is not None), None)
    years = timeline(history.years, record.council_type, history.contests, parties)
    return CouncilPage(
        council=record,
        region=council,
        lede=_lede(history, council, on),
        now=None if newest is None else _now(newest, parties),
        running=who_runs_it(history, material.told, _control_now(newest, years, record)),
        timeline=years,
        tables=tuple(history.tables.values()),
        contests=tuple(
            CouncilContest(
                named_with_its_day(each.contest.election),
                contest_row(each, parties),
            )
            for each in history.contests
        ),
        sizes=tuple(_size(size, record.slug) for size in reversed(history.sizes)),
        before=tuple(_succession(each, "until") for each in history.predecessors),
        after=tuple(_succession(each, "from") for each in history.successors),
        neighbours=neighbours_view(material.near, record.region, parties, on=on),
        also_called=joined([text for kind, text in history.aliases if kind == "name"]),
        codes=", ".join(
            [record.gss_code, *(text for kind, text in history.aliases if kind == "gss")]
        ),
        sources=tuple(source_view(source) for source in material.sources),
    )


def _lede(history: CouncilHistory, council: CouncilFacts, on: date) -> str:
    """Return what the council is, or was, and when it began or ends where another comes or came."""
    record, sentence = history.council, what_it_is(council)
    successors = joined([each.name for each in history.successors])
    if record.ends_on is not None and record.ends_on <= on:
        was = sentence.replace(" is ", " was ", 1)
        took_over = f" {successors} took over." if successors else ""
        return f"{was} It was abolished on {day(record.ends_on)}.{took_over}"
    if record.ends_on is not None:
        take = "takes" if len(history.successors) == 1 else "take"
        then = f", when {successors} {take} over" if successors else ""
        return f"{sentence} It goes on until {day(record.ends_on)}{then}."
    if not history.predecessors or any(each.continues for each in history.predecessors):
        return sentence
    starts_on = max(each.on for each in history.predecessors)
    if starts_on > on:
        return (
            f"{sentence} Its first members are elected; it takes over on {day(starts_on)}."
            if history.contests
            else f"{sentence} It takes over on {day(starts_on)}."
        )
    number = len(history.predecessors)
    of_whom = (
        joined(sorted(each.name for each in history.predecessors))
        if number <= MOST_NAMED
        else count(number, "council")
    )
    return f"{sentence} It took over from {of_whom} on {day(starts_on)}."


def _control_now(
    newest: ContestSummary | None, years: Timeline | None, record: CouncilRecord
) -> Control:
    by_design = why_no_party_control(record.council_type)
    if by_design is not None:
        return by_design
    if newest is not None:
        return newest.change.after
    return Undetermined() if years is None else years.controls[years.last]


def _now(newest: ContestSummary, parties: Parties) -> SeatsNow:
    row = contest_row(newest, parties)
    result = newest.result
    if result is None:  # pragma: no cover - the newest that has a result
        raise ValueError("A contest without a result is not the newest that has one.")
    reconciliation = result.reconciliation
    by_design = why_no_party_control(newest.contest.council.council_type)
    return SeatsNow(
        row=row,
        sentence=_who_had_control(newest, parties),
        version_text=(
            f"Version {result.version} of this result, published at {result.published_at:%H:%M} "
            f"on {day(result.published_at.date())}."
        ),
        hemicycle=None
        if row.bar is None
        else hemicycle(row.bar, more_than_half_decides=by_design is None),
        closeness=closeness(reconciliation, parties),
        combinations=combinations_view(newest.contest, reconciliation, parties),
    )


def _who_had_control(newest: ContestSummary, parties: Parties) -> str:
    """Return who had control after the newest election: what has happened since is not here."""
    polled = day(newest.contest.election.polling_day)
    match newest.change.after:
        case Majority(party=party):
            who = capitalised(parties.by_slug[party].group)
            margin = "" if newest.majority is None else f", with a majority of {newest.majority}"
            return f"{who} had control after the election of {polled}{margin}."
        case NotApplicable():
            return "No party has control here by design."
        case after if control_value(after) == "noc":
            return f"Nobody had overall control after the election of {polled}."
        case _:
            return f"Who had control after the election of {polled} is not known."


def _size(size: SizeRecord, council: str) -> SizeView:
    return SizeView(
        f"{count(size.seats, 'seat')} from {day(size.in_force_from)}",
        size.source,
        f"size-{council}-{size.in_force_from}",
    )


def _succession(record: SuccessionRecord, word: str) -> SuccessionView:
    goes_on = ", which continues it" if record.continues and word == "from" else ""
    return SuccessionView(record.council, record.name, f"{word} {day(record.on)}{goes_on}")


def councils_page(material: CouncilsMaterial, query: Query) -> CouncilsPage:
    """Return the list of councils, narrowed down as a query string asks."""
    vocabulary = council_vocabulary(material.regions, material.parties)
    reading = read_criteria(query, vocabulary)
    criteria, everything = reading.criteria, council_summaries(material)
    shown = fitting(everything, criteria)
    regions = {region.slug: region.name for region in material.regions}
    return CouncilsPage(
        filters=filters_view(
            material.address,
            criteria,
            choices(everything, criteria, vocabulary),
            vocabulary,
            reading.problems,
        ),
        shown_text=f"{len(shown)} of {count(len(everything), 'council')}"
        if criteria.narrows
        else count(len(everything), "council"),
        nothing="" if shown else _nothing(everything, criteria.q),
        rows=tuple(
            _row(each, regions[each.council.region], material.successors, material.parties)
            for each in shown
        ),
        here=f"{material.address}{criteria.query}",
    )


def _nothing(everything: Sequence[CouncilSummary], q: str) -> str:
    if not everything:
        return "No council is stored here yet."
    if q:
        return (
            f"No council here answers to \u201c{q}\u201d and fits the rest. Try fewer letters, or "
            "the name before a merger."
        )
    return "No council fits all of this."


def _row(
    summary: CouncilSummary,
    region: str,
    successors: Mapping[str, tuple[SuccessionRecord, ...]],
    parties: Parties,
) -> CouncilRow:
    council, newest = summary.council, summary.newest
    note = ""
    if council.ends_on is not None:
        note = what_became_of(council.ends_on, successors.get(council.slug, ()))
    if newest is None:
        control, holder, election, election_name = "No result here yet", "", "", ""
    else:
        row = contest_row(newest, parties)
        control, holder = row.after, control_value(newest.change.after)
        election = newest.contest.election.slug
        election_name = day(newest.contest.election.polling_day)
    return CouncilRow(
        slug=council.slug,
        name=council.name,
        council_type=capitalised(COUNCIL_TYPE_LABELS[council.council_type]),
        region=council.region,
        region_name=region,
        control=control,
        holder=holder,
        election=election,
        election_name=election_name,
        note=note,
    )
