"""The register: every principal council since 2015, its other names, and who took over from whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scripts.country.tables import Row, read

TYPES: Final = {
    "CTY": "county",
    "NMD": "district",
    "UA": "unitary",
    "MD": "metropolitan",
    "LBO": "london-borough",
    "SCO": "scottish",
    "WPA": "welsh",
    "NID": "northern-irish",
    "CC": "sui-generis",
}
# What the register has beside principal councils.
NO_COUNCILS: Final = {"COMB", "SRA"}
# A unitary in law, and without party politics like the City of London.
SCILLY: Final = "IOS"

# As people say it, where the register says it otherwise.
USUAL_NAMES: Final = {
    "City of Bristol": "Bristol",
    "City of Edinburgh": "Edinburgh",
    "City of Lincoln": "Lincoln",
    "Aberdeen City": "Aberdeen",
    "Dundee City": "Dundee",
    "Glasgow City": "Glasgow",
    "Dorset Council": "Dorset",
    "Dorset County": "Dorset County Council",
    "Buckinghamshire County": "Buckinghamshire County Council",
    "The Scottish Borders": "Scottish Borders",
    "The Vale of Glamorgan": "Vale of Glamorgan",
    "Derry": "Derry City",
    "Kings Lynn and West Norfolk": "King's Lynn and West Norfolk",
    "St. Helens": "St Helens",
    "Rhondda Cynon Taff": "Rhondda Cynon Taf",
}
# Codes that changed after the register was drawn up.
NEWER_CODES: Final = {"E08000016": "E08000038", "E08000019": "E08000039"}
# Two counties became unitaries and went on: one council each, known by the newer code.
CONTINUED: Final = {"E10000023": "E06000065", "E10000027": "E06000066"}

# Councils of which the register has the day of a new status or a new code: they are those of the
# Local Government Act 1972, and went on when their county's or their district's tasks became theirs
# too (structural changes orders of 1996 to 1998, 2008 and 2022).
SINCE_1974: Final = "1974-04-01"
WENT_ON: Final = {
    "bedford",
    "birmingham",
    "blackburn-with-darwen",
    "bracknell-forest",
    "cornwall",
    "county-durham",
    "darlington",
    "halton",
    "kingston-upon-hull",
    "north-yorkshire",
    "northumberland",
    "plymouth",
    "poole",
    "rutland",
    "shropshire",
    "slough",
    "somerset",
    "wiltshire",
}

# Surrey's two new councils take over on the day after this, and were elected in May 2026.
SURREY_ENDS: Final = "2027-04-01"
SURREY: Final = {
    "East Surrey": (
        "E06000067",
        ("elmbridge", "epsom-and-ewell", "mole-valley", "reigate-and-banstead", "tandridge"),
    ),
    "West Surrey": (
        "E06000068",
        ("guildford", "runnymede", "spelthorne", "surrey-heath", "waverley", "woking"),
    ),
}

# Northern Ireland, 1 April 2015 (Local Government (Boundaries) Order 2012): twenty-five councils
# of which the register does not say what they went into.
NORTHERN_IRELAND: Final = {
    "antrim-and-newtownabbey": ("antrim", "newtownabbey"),
    "ards-and-north-down": ("ards", "north-down"),
    "armagh-city-banbridge-and-craigavon": ("armagh-city", "banbridge", "craigavon"),
    "causeway-coast-and-glens": ("ballymoney", "coleraine", "limavady", "moyle"),
    "derry-city-and-strabane": ("derry-city", "strabane"),
    "fermanagh-and-omagh": ("fermanagh", "omagh"),
    "lisburn-and-castlereagh": ("castlereagh", "lisburn"),
    "mid-and-east-antrim": ("ballymena", "carrickfergus", "larne"),
    "mid-ulster": ("cookstown", "dungannon-and-south-tyrone", "magherafelt"),
    "newry-mourne-and-down": ("down", "newry-and-mourne"),
}

# How people call them, where no table has it.
SPOKEN_NAMES: Final = {
    "kingston-upon-hull": ("Hull",),
    "newcastle-upon-tyne": ("Newcastle",),
    "bournemouth-christchurch-and-poole": ("BCP",),
    "isle-of-anglesey": ("Anglesey", "Ynys Môn"),
    "na-h-eileanan-an-iar": ("Western Isles",),
}


@dataclass(slots=True)
class Council:
    """One council of the register."""

    code: str
    slug: str
    name: str
    official_name: str
    gss_code: str
    council_type: str
    region: str
    starts_on: str
    ends_on: str
    slugs: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    gss_codes: list[str] = field(default_factory=list)


def slug_of(name: str) -> str:
    """Return a name as addresses have it, "and" spelt out: folkestone-and-hythe."""
    plain = name.lower().replace("&", " and ").replace("'", "").replace("ô", "o")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def first_of_april(day: str) -> str:
    """Return the day from which a council was no more: councils end with the day before it."""
    return f"{day[:4]}-04-01" if day.endswith("-03-31") else day


def councils(register: Path) -> list[Council]:
    """Return the principal councils, current and abolished since 2015, from A to Z."""
    rows = [
        row
        for row in read(register / "uk_local_authorities.csv")
        if row["local-authority-type"] not in NO_COUNCILS and row["gss-code"] not in CONTINUED
    ]
    # Of some former councils it does not say where they lay: where the one after them does.
    regions = {row["local-authority-code"]: row["region"] for row in rows}
    found = []
    for row in rows:
        name = USUAL_NAMES.get(row["nice-name"], row["nice-name"])
        code = row["gss-code"]
        was = [each for each in row["former-gss-codes"].split(",") if each]
        was += [old for old, new in CONTINUED.items() if new == code]
        if code in NEWER_CODES:
            was, code = [*was, code], NEWER_CODES[code]
        kind = TYPES[row["local-authority-type"]]
        start = row["start-date"]
        found.append(
            Council(
                code=row["local-authority-code"],
                slug=slug_of(name),
                name=name,
                official_name=row["official-name"],
                gss_code=code,
                council_type="sui-generis" if row["local-authority-code"] == SCILLY else kind,
                region=slug_of(row["region"] or regions[row["replaced-by"]]),
                starts_on=_first_day(slug_of(name), start),
                ends_on=first_of_april(row["end-date"]),
                slugs=[row["gov-uk-slug"]] if row["gov-uk-slug"] else [],
                names=[row["nice-name"], *_written_well(row)],
                gss_codes=was,
            )
        )
    surrey = {slug for _, slugs in SURREY.values() for slug in slugs} | {"surrey"}
    for council in found:
        if council.slug in surrey:
            council.ends_on = SURREY_ENDS
        council.names += SPOKEN_NAMES.get(council.slug, ())
    for name, (code, _) in SURREY.items():
        official = f"{name} Council"
        found.append(
            Council(
                "",
                slug_of(name),
                name,
                official,
                code,
                "unitary",
                "south-east",
                SURREY_ENDS,
                "",
            )
        )
    return sorted(found, key=lambda each: each.slug)


def _first_day(slug: str, told: str) -> str:
    """Return a council's first day, where the register has it: its dates of 2005 are of codes."""
    if slug in WENT_ON:
        return SINCE_1974
    return "" if told.startswith("2005") else told


def _written_well(row: Row) -> list[str]:
    """Return the other names that are written as names, and not as somebody typed them.

    The table parts them by commas: of a council with one in its name they come in pieces, and are
    left out. So are those of which letters were lost on the way.
    """
    if "," in row["nice-name"]:
        return []
    names = row["alt-names"].replace(", City of", "").split(",")
    return [
        name
        for name in names
        if name[:1].isupper() and not name.endswith(" UA") and name.replace("\xf4", "o").isascii()
    ]


def aliases(found: list[Council], taken: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield council, kind and text of every other name, slug and code, each once.

    What stands for two councils, and what is a council's own name or slug, is left out.
    """
    slugs = {council.slug for council in found}
    own = {slug_of(council.name) for council in found}
    shared: dict[tuple[str, str], set[str]] = {}
    for council in found:
        for kind, text in _texts(council):
            key = (kind, slug_of(text) if kind == "name" else text)
            shared.setdefault(key, set()).add(council.slug)
    for council in found:
        told: set[tuple[str, str]] = set()
        for kind, text in _texts(council):
            key = (kind, slug_of(text) if kind == "name" else text)
            if key in told or len(shared[key]) > 1 or (kind == "slug" and text in slugs):
                continue
            if kind == "name" and (key[1] in own or key[1] == slug_of(council.official_name)):
                continue
            told.add(key)
            if council.slug not in taken:
                yield council.slug, kind, text


def _texts(council: Council) -> Iterator[tuple[str, str]]:
    short = council.slug.replace("-and-", "-")
    for slug in dict.fromkeys([*council.slugs, *([short] if short != council.slug else [])]):
        if slug != council.slug:
            yield "slug", slug
    for name in council.names:
        yield "name", name
    for code in council.gss_codes:
        yield "gss", code
    if council.code:
        yield "code", council.code


def successions(register: Path, found: list[Council]) -> Iterator[tuple[str, str, str, str]]:
    """Yield who was replaced by whom and when, and whether it is the same council going on."""
    by_code = {council.code: council for council in found if council.code}
    for row in read(register / "uk_local_authorities.csv"):
        council = by_code.get(row["local-authority-code"])
        if council is None or not row["replaced-by"]:
            continue
        for code in row["replaced-by"].split(","):
            yield council.slug, by_code[code.strip()].slug, council.ends_on, "no"
    for successor, predecessors in NORTHERN_IRELAND.items():
        for predecessor in predecessors:
            yield predecessor, successor, "2015-04-01", "no"
    for name, (_, districts) in SURREY.items():
        for district in (*districts, "surrey"):
            yield district, slug_of(name), SURREY_ENDS, "no"
