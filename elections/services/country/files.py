"""The fact files: which columns each has, and the row that a line of it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from councils.domain.council_types import CouncilType
from councils.models import (
    AliasKind,
    Composition,
    Council,
    CouncilAlias,
    CouncilSize,
    ExecutiveMayor,
    FactSource,
    Hexagon,
    Layout,
    Succession,
)
from elections.claim_shapes import MOMENTS, ClaimKind
from elections.domain.baselines import AFTER
from elections.domain.contests import Scope
from elections.domain.sources import Precision, SourceKind
from elections.domain.words.election_words import IS_A_REHEARSAL
from elections.models import BaselineBasis, Claim, Contest, Election, Source, StatedAs
from elections.models.contests import ballot_id_of
from elections.services.country.reading import PARTIES, CellError, Line

# Each file's columns, in the order in which files are loaded: each after all it refers to. A file
# of seats has a column for each party that its tables name: `PARTIES` stands for them.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "councils": (
        "slug",
        "name",
        "official_name",
        "gss_code",
        "council_type",
        "region",
        "starts_on",
        "ends_on",
    ),
    "aliases": ("council", "kind", "text"),
    "successions": ("predecessor", "successor", "on", "continues"),
    "hexes": ("layout", "council", "east", "north"),
    "fact_sources": ("slug", "name", "publisher", "licence", "url", "retrieved_on", "note"),
    "sizes": ("council", "seats", "in_force_from", "source"),
    "compositions": ("council", "year", "seats", PARTIES, "label"),
    "mayors": ("council", "year", "party"),
    "elections": ("polling_day", "name"),
    "contests": (
        "polling_day",
        "council",
        "scope",
        "seats_up",
        "last_fought_on",
        "is_new",
        "facts_source",
    ),
    "sources": (
        "slug",
        "name",
        "title",
        "outlet",
        "outlet_name",
        "published_on",
        "date_basis",
        "url",
        "licence",
        "note",
        "precision",
        "baseline_basis",
        "baseline_note",
    ),
    "results": ("polling_day", "council", "moment", "source", PARTIES, "is_whole"),
}
# Where the compositions and the mayors are from.
COMPOSITIONS_SOURCE: Final = "open-council-data-uk-compositions"

TYPES: Final = {each.value: each for each in CouncilType}
KINDS: Final = {each.value: each for each in AliasKind}
LAYOUTS: Final = {each.value: each for each in Layout}
SCOPES: Final = {each.value: each for each in Scope}
PRECISIONS: Final = {each.value: each for each in Precision}
BASES: Final = {each.value: each for each in BaselineBasis}
STORED_MOMENTS: Final = {each: each for each in MOMENTS}


@dataclass(slots=True)
class Practice:
    """How a source's figures are meant, which its claims say one by one."""

    pk: int
    precision: str
    baseline_basis: str
    baseline_note: str


@dataclass(slots=True)
class Known:
    """What lines refer to, by the names they give it: primary keys, and sources with their habits."""

    regions: Mapping[str, int] = field(default_factory=dict)
    councils: Mapping[str, int] = field(default_factory=dict)
    fact_sources: Mapping[str, int] = field(default_factory=dict)
    elections: Mapping[str, int] = field(default_factory=dict)
    contests: Mapping[str, int] = field(default_factory=dict)
    parties: Mapping[str, int] = field(default_factory=dict)
    rehearsals: frozenset[str] = frozenset()
    practices: dict[str, Practice] = field(default_factory=dict)


def council(line: Line, known: Known) -> Council:
    """Return the council of a line of `councils.csv`. Raises CellError."""
    return Council(
        slug=line.text("slug"),
        name=line.text("name"),
        official_name=line.text("official_name"),
        gss_code=line.text("gss_code"),
        council_type=line.named("council_type", TYPES).value,
        region_id=line.named("region", known.regions),
        starts_on=line.day_or_none("starts_on"),
        ends_on=line.day_or_none("ends_on"),
    )


def alias(line: Line, known: Known) -> CouncilAlias:
    """Return the other name of a line of `aliases.csv`. Raises CellError."""
    return CouncilAlias(
        council_id=line.named("council", known.councils),
        kind=line.named("kind", KINDS).value,
        text=line.text("text"),
    )


def succession(line: Line, known: Known) -> Succession:
    """Return the succession of a line of `successions.csv`. Raises CellError."""
    return Succession(
        predecessor_id=line.named("predecessor", known.councils),
        successor_id=line.named("successor", known.councils),
        on=line.day("on"),
        continues=line.yes_or_no("continues"),
    )


def hexagon(line: Line, known: Known) -> Hexagon:
    """Return the place of a line of `hexes.csv`. Raises CellError."""
    return Hexagon(
        layout=line.named("layout", LAYOUTS).value,
        council_id=line.named("council", known.councils),
        east=line.signed("east"),
        north=line.signed("north"),
    )


def fact_source(line: Line, known: Known) -> FactSource:
    """Return the source of a line of `fact_sources.csv`. Raises CellError."""
    return FactSource(
        slug=line.text("slug"),
        name=line.text("name"),
        publisher=line.text("publisher"),
        licence=line.text("licence"),
        url=line.text("url"),
        retrieved_on=line.day("retrieved_on"),
        note=line.text("note"),
    )


def size(line: Line, known: Known) -> CouncilSize:
    """Return the size of a line of `sizes.csv`. Raises CellError."""
    return CouncilSize(
        council_id=line.named("council", known.councils),
        seats=line.whole("seats"),
        in_force_from=line.day("in_force_from"),
        source_id=line.named("source", known.fact_sources),
    )


def composition(line: Line, known: Known) -> tuple[Composition, dict[str, int]]:
    """Return the council-year of a line of compositions, with the seats of each party that has any.

    Raises CellError.
    """
    row = Composition(
        council_id=line.named("council", known.councils),
        year=line.whole("year"),
        seats=line.whole("seats"),
        label=line.text("label"),
        source_id=known.fact_sources[COMPOSITIONS_SOURCE],
    )
    seats = {party: line.whole_or_none(party) for party in line.parties}
    return row, {party: number for party, number in seats.items() if number}


def mayor(line: Line, known: Known) -> ExecutiveMayor:
    """Return the executive mayor of a line of `mayors.csv`. Raises CellError."""
    line.named("party", known.parties)
    return ExecutiveMayor(
        council_id=line.named("council", known.councils),
        year=line.whole("year"),
        party=line.text("party"),
        source_id=known.fact_sources[COMPOSITIONS_SOURCE],
    )


def election(line: Line, known: Known) -> Election:
    """Return the polling day of a line of `elections.csv`. Raises CellError."""
    polling_day = line.day("polling_day")
    if str(polling_day) in known.rehearsals:
        raise CellError("polling_day", IS_A_REHEARSAL)
    return Election(polling_day=polling_day, name=line.text("name"))


def contest(line: Line, known: Known) -> Contest:
    """Return the contest of a line of `contests.csv`. Raises CellError."""
    polling_day = line.day("polling_day")
    last_fought_on = line.day_or_none("last_fought_on")
    if last_fought_on is not None and last_fought_on >= polling_day:
        raise CellError("last_fought_on", "These seats were last fought before polling day.")
    return Contest(
        election_id=line.named("polling_day", known.elections),
        council_id=line.named("council", known.councils),
        ballot_id=ballot_id_of(council_slug=line.text("council"), polling_day=polling_day),
        scope=line.named("scope", SCOPES).value,
        seats_up=line.whole_or_none("seats_up"),
        last_fought_on=last_fought_on,
        is_new=line.yes_or_no("is_new"),
        facts_source_id=line.named("facts_source", known.fact_sources),
    )


def source(line: Line, known: Known) -> Source:
    """Return the data set of a line of `sources.csv`, and note its habits. Raises CellError."""
    known.practices[line.text("slug")] = Practice(
        pk=0,
        precision=line.named("precision", PRECISIONS).value,
        baseline_basis=line.named("baseline_basis", BASES).value,
        baseline_note=line.text("baseline_note"),
    )
    return Source(
        slug=line.text("slug"),
        name=line.text("name"),
        title=line.text("title"),
        outlet=line.text("outlet"),
        outlet_name=line.text("outlet_name"),
        kind=SourceKind.DATASET.value,
        published_on=line.day("published_on"),
        date_basis=line.text("date_basis"),
        url=line.text("url"),
        licence=line.text("licence"),
        note=line.text("note"),
    )


def claims(line: Line, known: Known) -> list[Claim]:
    """Return what a line of `results.csv` claims: each party's seats, and that these are all.

    Raises CellError.
    """
    day, slug = line.text("polling_day"), line.text("council")
    moment = line.named("moment", STORED_MOMENTS)
    practice = line.named("source", known.practices)
    contest_id = known.contests.get(f"{day} {slug}")
    if contest_id is None:
        line.named("council", known.councils)
        raise CellError("polling_day", f"There is no contest of {slug} on {day}.")
    is_before = moment != AFTER

    def claim(kind: ClaimKind, what: str, party: str | None, value: int | None) -> Claim:
        return Claim(
            source_id=practice.pk,
            reference=f"{slug}-{day}-{moment}-{what}",
            contest_id=contest_id,
            kind=kind.value,
            moment=moment,
            party_id=None if party is None else known.parties[party],
            value=value,
            precision=practice.precision,
            stated_as=StatedAs.DIGITS.value,
            baseline_basis=practice.baseline_basis if is_before else "",
            baseline_note=practice.baseline_note if is_before else "",
        )

    stated = {party: line.whole_or_none(party) for party in line.parties}
    made = [
        claim(ClaimKind.SEATS_HELD, party, party, number)
        for party, number in stated.items()
        if number is not None
    ]
    if line.yes_or_no("is_whole"):
        made.append(claim(ClaimKind.LIST_IS_WHOLE, "whole", None, None))
    return made


def contest_key(polling_day: date, slug: str) -> str:
    """Return how lines name a contest."""
    return f"{polling_day} {slug}"
