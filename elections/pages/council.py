"""The page of one council through its elections, and the list of all councils."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from councils.domain.control import Majority, NotApplicable
from elections.browsing.choices import choices, fitting
from elections.browsing.contests import ContestSummary, control_value
from elections.browsing.councils import CouncilSummary, council_summaries, council_vocabulary
from elections.browsing.criteria import read_criteria
from elections.domain.words.naming import joined
from elections.pages.contest_rows import ContestRow, contest_row
from elections.pages.facts import CouncilFacts, Parties, named_with_its_day, what_it_is
from elections.pages.filters import FiltersView, announcement, filters_view
from elections.pages.register import (
    CouncilMaterial,
    CouncilRecord,
    CouncilsMaterial,
    SizeRecord,
    SuccessionRecord,
    what_became_of,
)
from elections.pages.sources import SourceView, source_view
from elections.pages.words import COUNCIL_TYPE_LABELS, capitalised, count, day

Query = Mapping[str, Sequence[str]]


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
class CouncilPage:
    """One council and its contests, the newest first. `now` is the newest result in a sentence."""

    council: CouncilRecord
    region: CouncilFacts
    lede: str
    now: str
    newest: ContestRow | None
    contests: tuple[CouncilContest, ...]
    sizes: tuple[SizeView, ...]
    before: tuple[SuccessionView, ...]
    after: tuple[SuccessionView, ...]
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


def council_page(material: CouncilMaterial) -> CouncilPage:
    """Return the page of a council."""
    history, parties = material.history, material.history.parties
    record = history.council
    council = CouncilFacts(record.slug, record.name, record.council_type, material.region)
    rows = [
        CouncilContest(
            named_with_its_day(each.contest.election),
            contest_row(each, parties),
        )
        for each in history.contests
    ]
    newest = next((each for each in history.contests if each.result is not None), None)
    return CouncilPage(
        council=record,
        region=council,
        lede=_lede(record, council),
        now="" if newest is None else _now(newest, parties),
        newest=None if newest is None else contest_row(newest, parties),
        contests=tuple(rows),
        sizes=tuple(_size(size, record.slug) for size in reversed(history.sizes)),
        before=tuple(_succession(each, "until") for each in history.predecessors),
        after=tuple(_succession(each, "from") for each in history.successors),
        also_called=joined([text for kind, text in history.aliases if kind == "name"]),
        codes=", ".join(
            [record.gss_code, *(text for kind, text in history.aliases if kind == "gss")]
        ),
        sources=tuple(source_view(source) for source in material.sources),
    )


def _lede(record: CouncilRecord, council: CouncilFacts) -> str:
    sentence = what_it_is(council)
    if record.ends_on is None:
        return sentence
    was = sentence.replace(" is ", " was ", 1)
    return f"{was} It was abolished on {day(record.ends_on)}."


def _now(newest: ContestSummary, parties: Parties) -> str:
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
