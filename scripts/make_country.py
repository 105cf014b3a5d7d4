"""Make the fact files of `fixtures/country/` from a folder of published tables.

    python -m scripts.make_country TABLES

What the other fixtures hold already (the councils and contests of the first articles) is left
out: each fact stands in one file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from scripts.country import compositions, elections, hexes, register
from scripts.country.tables import NORTHERN_IRISH_PARTIES, PARTIES, write

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
COUNTRY = FIXTURES / "country"

# A file of compositions for each stretch of years.
STRETCHES = ((1973, 1985), (1986, 1998), (1999, 2011), (2012, 2026))
BRITISH = tuple(PARTIES.values())
NORTHERN_IRISH = tuple(NORTHERN_IRISH_PARTIES.values())
MOMENTS = ("eve_of_poll", "last_fought", "after")


def main(tables: Path) -> None:
    """Write all the files, and say how many rows each has."""
    told_elsewhere = {
        "council": stored("03-councils.yaml", "councils.council", "slug"),
        "contest": stored("09-elections.yaml", "elections.contest", "ballot_id"),
    }
    councils = register.councils(tables / "register")
    slugs = {council.gss_code: council.slug for council in councils if council.gss_code}
    slugs.update({code: council.slug for council in councils for code in council.gss_codes})
    others = [each for each in councils if each.slug not in told_elsewhere["council"]]
    put(
        "councils",
        "slug,name,official_name,gss_code,council_type,region,starts_on,ends_on",
        [
            (
                each.slug,
                each.name,
                each.official_name,
                each.gss_code,
                each.council_type,
                each.region,
                each.starts_on,
                each.ends_on,
            )
            for each in others
        ],
    )
    put(
        "aliases",
        "council,kind,text",
        sorted(register.aliases(councils, told_elsewhere["council"])),
    )
    elsewhere = told_elsewhere["council"]
    put(
        "successions",
        "predecessor,successor,on,continues",
        sorted(
            row
            for row in register.successions(tables / "register", councils)
            if not {row[0], row[1]} <= elsewhere
        ),
    )
    layout = tables / "hexmap" / "uk-local-authority-districts-2023.hexjson"
    put("hexes", "layout,council,east,north", hexes.hexes(layout, slugs))

    by_year, left_out = compositions.compositions(
        tables / "compositions", councils, tables / "register" / "lookup_name_to_registry.csv"
    )
    for first, last in STRETCHES:
        put_compositions(
            f"compositions-{first}-{last}",
            BRITISH,
            [each for each in by_year if first <= each.year <= last],
        )
    ni_table = tables / "elections" / "ni_councils_2022_2023.csv"
    put_compositions(
        "compositions-northern-ireland",
        NORTHERN_IRISH,
        compositions.northern_irish(ni_table, slugs),
    )
    put("mayors", "council,year,party", compositions.mayors(by_year))
    print(f"{sum(left_out.values())} rows of {len(left_out)} councils gone before 2015 left out")

    found = elections.contests(tables / "elections" / "council_elections_2021_2026.csv", slugs)
    ni_found = elections.northern_irish_contests(ni_table, slugs)
    sizes = elections.sizes(found, compositions.totals(by_year))
    sizes |= elections.northern_irish_sizes(ni_found)
    found = [
        elections.with_new_size_all_up(each, sizes[each.council])
        for each in sorted(found, key=lambda each: (each.polling_day, each.council))
    ]
    first_told = first_sizes()
    put(
        "sizes",
        "council,seats,in_force_from,source",
        [
            (size.council, size.seats, size.in_force_from, size.source)
            for council in sorted(sizes)
            for size in sizes_told_here(sizes[council], first_told.get(council), found)
        ],
    )
    put(
        "contests",
        "polling_day,council,scope,seats_up,last_fought_on,is_new,facts_source",
        [
            (
                each.polling_day,
                each.council,
                each.scope,
                each.seats_up,
                each.last_fought_on,
                "yes" if each.is_new else "no",
                each.facts_source,
            )
            for each in sorted([*found, *ni_found], key=lambda each: each.polling_day)
            if f"local.{each.council}.{each.polling_day}" not in told_elsewhere["contest"]
        ],
    )
    for name, parties, of_these in (
        ("results-great-britain", BRITISH, found),
        ("results-northern-ireland", NORTHERN_IRISH, ni_found),
    ):
        put(
            name,
            ",".join(("polling_day", "council", "moment", "source", *parties, "is_whole")),
            results(of_these, sizes, parties),
        )


def sizes_told_here(
    of_council: list[elections.Size], first: str | None, found: list[elections.Contest]
) -> Iterable[elections.Size]:
    """Return the sizes of a council that stand here, and not in the other fixtures.

    Those begin on the day `first`, if there are any. Earlier ones stand here where a contest goes
    back to seats that were fought before it.
    """
    council = of_council[0].council
    if first is None:
        return of_council
    days = [each.last_fought_on for each in found if each.council == council]
    if not any(day and day < first for day in days):
        return []
    return [size for size in of_council if size.in_force_from < first]


def first_sizes() -> dict[str, str]:
    """Return the day of the first size that the other fixtures have of each council in them."""
    days: dict[str, str] = {}
    text = (FIXTURES / "06-council-sizes.yaml").read_text(encoding="utf-8")
    for entry in yaml.safe_load(text):
        (council,), day = entry["fields"]["council"], entry["fields"]["in_force_from"]
        days[council] = min(day, days.get(council, day))
    return days


def put_compositions(
    name: str, parties: Sequence[str], found: Iterable[compositions.Composition]
) -> None:
    """Write one file of compositions, with a column for each of these parties."""
    put(
        name,
        ",".join(("council", "year", "seats", *parties, "label")),
        [
            (
                each.council,
                each.year,
                each.total,
                *(each.seats.get(party) for party in parties),
                each.label,
            )
            for each in found
        ],
    )


def results(
    found: list[elections.Contest],
    sizes: dict[str, list[elections.Size]],
    parties: Sequence[str],
) -> list[tuple[object, ...]]:
    """Return what each table says of each contest, a row a moment.

    A party is named where the table names it and it has a seat at any moment of the contest. Of
    "other" a nought is left out: it is not known to be one.
    """
    rows: list[tuple[object, ...]] = []
    for contest in found:
        ever = {
            party
            for composition in contest.by_moment.values()
            for party, seats in composition.seats.items()
            if seats
        }
        for moment in MOMENTS:
            composition = contest.by_moment.get(moment)
            if composition is None:
                continue
            day = contest.last_fought_on if moment == "last_fought" else contest.polling_day
            size = elections.in_force(
                sizes[contest.council], day, before_the_poll=moment == "eve_of_poll"
            )
            rows.append(
                (
                    contest.polling_day,
                    contest.council,
                    moment,
                    composition.source,
                    *(
                        composition.seats.get(party)
                        if party in ever and (party != "other" or composition.seats.get(party))
                        else None
                        for party in parties
                    ),
                    "yes" if composition.is_whole(size) else "no",
                )
            )
    return rows


def stored(file: str, model: str, column: str) -> set[str]:
    """Return what the other fixtures hold of a model, by one column."""
    entries = yaml.safe_load((FIXTURES / file).read_text(encoding="utf-8"))
    return {entry["fields"][column] for entry in entries if entry["model"] == model}


def put(name: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    """Write one file."""
    written = write(COUNTRY / f"{name}.csv", columns.split(","), rows)
    print(f"{name}: {written} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
