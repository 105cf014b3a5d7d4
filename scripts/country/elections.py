"""Contests of 2021 to 2026: what was up, and what each table says of the seats before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from scripts.country.tables import NORTHERN_IRISH_PARTIES, PARTIES, Row, counted, number, read

# Which parties the Commons Library names: the others are among its "other".
LIBRARY_ENGLAND: Final = ("con", "lab", "ld", "green", "other")
LIBRARY_SCOTLAND: Final = ("con", "lab", "ld", "snp", "other")
LIBRARY_WALES: Final = ("con", "lab", "ld", "pc", "other")
# Of the council last fought the joined table has no column for the SNP or Plaid Cymru at all, and
# what it calls "other" leaves them out. Greens are in it, but for England's.
LIBRARY_BEFORE: Final = ("con", "lab", "ld", "other")

LAST_FOUGHT: Final = {
    ("2022-05-05", "HoC CBP9545 (last ordinary election)"): "2018-05-03",
    ("2022-05-05", "HoC CBP9545 (2017 election)"): "2017-05-04",
    ("2023-05-04", "HoC data_tables (2019)"): "2019-05-02",
}
# By halves rather than by thirds, as a share of all seats.
HALVES_FROM: Final = 0.4

# Northern Ireland's councils were elected a fortnight after England's. They have had as many seats
# as now since they began (Local Government (Boundaries) Order (Northern Ireland) 2012).
NORTHERN_IRISH_POLL: Final = "2023-05-18"
NORTHERN_IRISH_COUNCILS_FROM: Final = "2015-04-01"

# The first Thursday in May, on which councils are elected.
FIRST_THURSDAY: Final = {
    2015: "2015-05-07",
    2016: "2016-05-05",
    2017: "2017-05-04",
    2018: "2018-05-03",
    2019: "2019-05-02",
    2020: "2020-05-07",
}


@dataclass(frozen=True, slots=True)
class Composition:
    """What one table says of a council at one moment. Parties that it does not name are absent."""

    source: str
    seats: Mapping[str, int]
    total: int

    def is_whole(self, size: int | None) -> bool:
        """Return whether the seats come to the council's size: nobody else has one, none is vacant.

        The table's own total will not do: it often leaves out seats that nobody was elected to.
        """
        return sum(self.seats.values()) == size


@dataclass(frozen=True, slots=True)
class Contest:
    """One council at one election."""

    council: str
    polling_day: str
    facts_source: str
    scope: str
    seats_up: int | None
    last_fought_on: str
    is_new: bool
    by_moment: Mapping[str, Composition] = field(default_factory=dict)


def contests(table: Path, slugs: Mapping[str, str]) -> list[Contest]:
    """Return the contests of a joined table; `slugs` are the councils by every GSS code."""
    return [_contest(row, slugs[row["gss"]]) for row in read(table)]


def _contest(row: Row, council: str) -> Contest:
    after = _composition(row, "after", _source_of_after(row), _named_after(row))
    by_moment = {"after": after}
    is_new = not row["before_total"]
    if not is_new:
        by_moment["eve_of_poll"] = _composition(
            row, "before", _snapshot(row["before_source"]), tuple(PARTIES)
        )
    day = row["election_date"]
    last_fought_on = ""
    if row["last_total"]:
        last_fought_on = LAST_FOUGHT[day, row["last_election_baseline_source"]]
        by_moment["last_fought"] = _composition(
            row,
            "last",
            _library(day),
            LIBRARY_ENGLAND if row["gss"].startswith("E") else LIBRARY_BEFORE,
        )
    scope, seats_up = _how_much(row, after.total)
    return Contest(
        council=council,
        polling_day=day,
        facts_source=_facts_source(row),
        scope=scope,
        seats_up=seats_up,
        last_fought_on=last_fought_on,
        is_new=is_new,
        by_moment=by_moment,
    )


def northern_irish_contests(table: Path, slugs: Mapping[str, str]) -> list[Contest]:
    """Return the contests of 18 May 2023, of which the table has a line before and one after."""
    by_council: dict[str, dict[str, Composition]] = {}
    for row in read(table):
        year = row["source"].split()[2]
        moment = {"before": "eve_of_poll", "after": "after"}[row["when"]]
        by_council.setdefault(slugs[row["gss"]], {})[moment] = Composition(
            f"open-council-data-{year}",
            {party: counted(row[column]) for column, party in NORTHERN_IRISH_PARTIES.items()},
            counted(row["total"]),
        )
    return [
        Contest(
            council=council,
            polling_day=NORTHERN_IRISH_POLL,
            facts_source="open-council-data-uk",
            scope="whole",
            seats_up=by_moment["after"].total,
            last_fought_on="",
            is_new=False,
            by_moment=by_moment,
        )
        for council, by_moment in sorted(by_council.items())
    ]


def northern_irish_sizes(found: Sequence[Contest]) -> dict[str, list[Size]]:
    """Return the sizes of Northern Ireland's councils, none of which has ever changed."""
    return {
        contest.council: [
            Size(
                contest.council,
                contest.by_moment["after"].total,
                NORTHERN_IRISH_COUNCILS_FROM,
                contest.facts_source,
            )
        ]
        for contest in found
    }


def _composition(row: Row, when: str, source: str, named: tuple[str, ...]) -> Composition:
    seats = {PARTIES[column]: number(row[f"{when}_{column}"]) or 0 for column in named}
    return Composition(source, seats, counted(row[f"{when}_total"]))


def _named_after(row: Row) -> tuple[str, ...]:
    source = row["after_source"]
    if "incl. Green" in source:
        return LIBRARY_SCOTLAND if row["gss"].startswith("S") else LIBRARY_WALES
    return LIBRARY_ENGLAND if source.startswith("HoC") else tuple(PARTIES)


def _source_of_after(row: Row) -> str:
    source, day = row["after_source"], row["election_date"]
    if source.startswith("HoC"):
        return _library(day)
    if source.startswith("LEH"):
        return f"local-elections-handbook-results-{day[:4]}"
    return _snapshot(source)


def _library(day: str) -> str:
    return f"commons-library-results-{day[:4]}"


def _snapshot(words: str) -> str:
    """Return the source that "OCDUK 2021 snapshot" is, or nothing for no words."""
    return f"open-council-data-{words.split()[1]}" if words else ""


def _facts_source(row: Row) -> str:
    day = row["election_date"]
    if row["after_source"].startswith("HoC"):
        return f"commons-library-{day[:4]}"
    return "council-elections-2021-2026"


def _how_much(row: Row, total: int) -> tuple[str, int | None]:
    """Return how much of the council was up, and how many seats that was where it is told."""
    told = row["seats_up"]
    match told:
        case "ALL":
            return "whole", total
        case "HALF":
            return "halves", None
        case "THIRD":
            return "thirds", None
    up, _, of = told.partition("/")
    if up == of:
        return "whole", int(up)
    return ("halves" if int(up) >= HALVES_FROM * int(of) else "thirds"), int(up)


@dataclass(frozen=True, slots=True)
class Size:
    """How many seats a council has from a poll on, and who says so."""

    council: str
    seats: int
    in_force_from: str
    source: str


def sizes(
    found: Sequence[Contest], snapshots: Mapping[str, Mapping[int, int]]
) -> dict[str, list[Size]]:
    """Return the sizes of each council since 2015, the oldest first.

    A size changes with an election of all seats. Before 2021 the yearly tables alone say when: it
    is in force from the May of the first year that has it.
    """
    by_council: dict[str, list[Contest]] = {}
    for contest in found:
        by_council.setdefault(contest.council, []).append(contest)
    return {
        council: _sizes(
            council,
            snapshots.get(council, {}),
            sorted(by_council.get(council, []), key=lambda each: each.polling_day),
        )
        for council in sorted({*by_council, *snapshots})
    }


def _sizes(council: str, by_year: Mapping[int, int], found: Sequence[Contest]) -> list[Size]:
    told = [
        Size(council, seats, FIRST_THURSDAY[year], "open-council-data-uk")
        for year, seats in sorted(by_year.items())
        if year in FIRST_THURSDAY
    ]
    told += [
        Size(council, contest.by_moment["after"].total, contest.polling_day, contest.facts_source)
        for contest in found
    ]
    return [
        size
        for before, size in zip([None, *told], told, strict=False)
        if before is None or size.seats != before.seats
    ]


def in_force(sizes_of_one: Sequence[Size], day: str, *, before_the_poll: bool) -> int | None:
    """Return a council's size after the poll of a day, or until it."""
    found = [
        size.seats
        for size in sizes_of_one
        if (size.in_force_from < day if before_the_poll else size.in_force_from <= day)
    ]
    return found[-1] if found else None


def with_new_size_all_up(contest: Contest, sizes_of_one: Sequence[Size]) -> Contest:
    """Return the contest, all its seats up if the council's size changed with it.

    The tables go on calling Gosport a council by halves in the year of a new map, on which it is
    elected whole.
    """
    before = in_force(sizes_of_one, contest.polling_day, before_the_poll=True)
    after = in_force(sizes_of_one, contest.polling_day, before_the_poll=False)
    if contest.scope == "whole" or before is None or before == after:
        return contest
    return replace(contest, scope="whole", seats_up=after)
