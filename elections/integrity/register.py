"""What must hold of councils, their names, their places, and their sizes and seats by year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from councils.domain.council_types import CouncilType
from elections.integrity.breaches import Breach, Code
from elections.integrity.facts import CouncilFact, Facts

DISTRICTS, COUNTIES = "districts", "counties"
# Sizes are known from here on; what the tables say of earlier years is theirs alone.
SIZES_FROM = 2015
# Councils are drawn up some months after the polls of May.
DRAWN_UP = (12, 31)


def succession_breaches(facts: Facts) -> Iterator[Breach]:
    """Yield councils that end without a successor, and successions whose days do not fit."""
    succeeded = {each.predecessor for each in facts.successions}
    for council in facts.councils.values():
        if council.ends_on is not None and council.slug not in succeeded:
            told = f"It ends on {council.ends_on}, and nobody takes over."
            yield Breach(Code.SUCCESSOR_MISSING, council.slug, told)
    for each in facts.successions:
        entry = f"{each.predecessor} to {each.successor}"
        ends = facts.councils[each.predecessor].ends_on
        if ends != each.on:
            told = f"It is on {each.on}, and the predecessor ends on {ends}."
            yield Breach(Code.SUCCESSION_OFF_DAY, entry, told)
        starts = facts.councils[each.successor].starts_on
        if starts is not None and starts > each.on:
            told = f"It is on {each.on}, and the successor begins on {starts}."
            yield Breach(Code.SUCCESSOR_TOO_LATE, entry, told)


def name_breaches(facts: Facts) -> Iterator[Breach]:
    """Yield other names that are somebody's own, and sources of one name."""
    codes = {each.gss_code: each.slug for each in facts.councils.values() if each.gss_code}
    for alias in facts.aliases:
        entry = f"{alias.kind} {alias.text}"
        if alias.kind == "slug" and alias.text in facts.councils:
            told = f"It stands for {alias.council}, and is a council's own slug."
            yield Breach(Code.ALIAS_IS_A_SLUG, entry, told)
        if alias.kind == "gss" and alias.text in codes:
            told = f"It stands for {alias.council}, and is the code of {codes[alias.text]}."
            yield Breach(Code.ALIAS_IS_A_CODE, entry, told)
    for slug in facts.sources & facts.fact_sources:
        told = "A source of claims and one of facts are called so."
        yield Breach(Code.SOURCES_SHARE_A_SLUG, slug, told)


def place_breaches(facts: Facts) -> Iterator[Breach]:
    """Yield councils of today that are on no map, and those that are on the other one."""
    places = {(each.council, each.layout) for each in facts.places}
    for council in facts.councils.values():
        wanted = COUNTIES if council.council_type is CouncilType.COUNTY else DISTRICTS
        if council.is_there(facts.today) and (council.slug, wanted) not in places:
            yield Breach(Code.PLACE_MISSING, council.slug, f"It has no place on {wanted}.")
        if wanted == COUNTIES and (council.slug, DISTRICTS) in places:
            told = "A county lies over the districts, and has a map of its own."
            yield Breach(Code.PLACE_ON_WRONG_MAP, council.slug, told)


def year_breaches(facts: Facts) -> Iterator[Breach]:
    """Yield compositions and mayors that fit neither the council's size, nor its days, nor parties."""
    years_without: dict[str, list[int]] = {}
    for each in facts.compositions:
        entry = f"{each.council} {each.year}"
        held = sum(each.parties.values())
        if held > each.seats:
            yield Breach(Code.SEATS_EXCEED_SIZE, entry, f"{held} seats are held of {each.seats}.")
        for party in sorted(each.parties.keys() - facts.parties):
            yield Breach(Code.PARTY_NOT_STORED, f"{entry} {party}", "There is no such party.")
        size = facts.size_on(each.council, date(each.year, *DRAWN_UP))
        if each.year >= SIZES_FROM and size is not None and size != each.seats:
            told = f"It has {each.seats} seats that year, and its size is {size}."
            yield Breach(Code.YEAR_DIFFERS_FROM_SIZE, entry, told)
        if not _was_there(facts.councils[each.council], each.year):
            years_without.setdefault(each.council, []).append(each.year)
    for mayor in facts.mayors:
        entry = f"mayor {mayor.council} {mayor.year}"
        if mayor.party not in facts.parties:
            yield Breach(Code.PARTY_NOT_STORED, entry, f"There is no party {mayor.party}.")
        if not _was_there(facts.councils[mayor.council], mayor.year):
            years_without.setdefault(mayor.council, []).append(mayor.year)
    for slug, years in years_without.items():
        told = f"It has seats or a mayor in {min(years)} to {max(years)}. {_days(facts.councils[slug])}"
        yield Breach(Code.NO_COUNCIL_THAT_YEAR, slug, told)


def _was_there(council: CouncilFact, year: int) -> bool:
    """Return whether a council had members in a year: some are elected a year before they begin."""
    begins, ends = council.starts_on, council.ends_on
    has_members = begins is None or begins.year <= year + 1
    return has_members and (ends is None or year <= ends.year)


def _days(council: CouncilFact) -> str:
    begins = council.starts_on or "some day"
    return f"The council is there from {begins} until {council.ends_on or 'now'}."
