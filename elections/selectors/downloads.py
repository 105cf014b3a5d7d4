"""All the data as tables to keep."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.db.models.functions import Coalesce

from councils.models import Composition, Council, CouncilAlias, FactSource, PartySeats, Succession
from elections.models import Claim, ClaimUse, Source
from elections.pages.contests_csv import contests_csv
from elections.pages.csv_cells import Cell, csv_text
from elections.pages.downloads.package import datapackage, readme
from elections.pages.downloads.tables import (
    BY_NAME,
    CLAIMS,
    COMPOSITIONS,
    COUNCILS,
    SOURCES,
    ColumnFacts,
)
from elections.selectors.browsing import every_contest
from elections.selectors.data_version import current_data_version
from elections.selectors.kept import kept
from elections.selectors.pages.parties import all_parties

Rows = list[Sequence[Cell]]
# The beginning of the calendar of zip files: an archive of the same data is the same to the byte.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def table_rows(name: str, *, site: str) -> Rows:
    """Return one of the tables, its head first. At most seven queries.

    `site` is the beginning of absolute addresses. Raises KeyError where there is no such table.
    """
    return _TABLES[name](site)


@kept
def whole_archive(site: str) -> bytes:
    """Return all tables, a README and a data package's description as one zip file.

    At most sixteen queries, once for each data version: it is large and asked for seldom.
    """
    version = current_data_version()
    tables = {name: table_rows(name, site=site) for name in BY_NAME}
    heads = {name: [str(cell) for cell in rows[0]] for name, rows in tables.items()}
    files = {
        "README.txt": readme(site=site, data_version=version),
        "datapackage.json": datapackage(heads, site=site, data_version=version),
        **{f"{name}.csv": csv_text(rows) for name, rows in tables.items()},
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(_entry(name), text, compresslevel=6)
    return archive.getvalue()


# What of a claim's row is in the table as it is, in the order of its columns.
_CLAIM = (
    "source__slug",
    "reference",
    "contest__ballot_id",
    "kind",
    "moment",
    "party__slug",
    "other_party__slug",
    "value",
    "out_of",
    "topic",
    "text",
    "precision",
    "stated_as",
    "paragraph",
    "baseline_basis",
    "replaces__reference",
)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _results(site: str) -> Rows:
    return [*contests_csv(every_contest(), all_parties(), site=site)]


def _claims(site: str) -> Rows:
    outcomes = dict(ClaimUse.objects.opened().current().values_list("claim_id", "outcome"))
    claims = (
        Claim.objects.opened()
        .seen_by_readers()
        .in_order_told()
        .annotate(on=Coalesce("contest__election__polling_day", "election__polling_day"))
        .values_list("pk", "on", *_CLAIM)
    )
    rows: Rows = [_head(CLAIMS.columns)]
    for key, on, source, reference, contest, *columns, replaces in claims:
        told = [source, reference, contest, _day(on), *columns]
        rows.append([*told, outcomes.get(key, ""), replaces])
    return rows


def _compositions(site: str) -> Rows:
    by_composition: dict[int, dict[str, int]] = defaultdict(dict)
    named: set[str] = set()
    for composition, party, seats in PartySeats.objects.values_list(
        "composition_id", "party", "seats"
    ):
        by_composition[composition][party] = seats
        named.add(party)
    parties = [slug for slug in all_parties().by_slug if slug in named]
    rows: Rows = [[*_head(COMPOSITIONS.columns), *parties]]
    for pk, council, year, seats, label, source in Composition.objects.as_rows():
        of_parties = by_composition[pk]
        rows.append([council, year, seats, label, source, *map(of_parties.get, parties)])
    return rows


def _councils(site: str) -> Rows:
    names: dict[int, list[str]] = defaultdict(list)
    codes: dict[int, list[str]] = defaultdict(list)
    for council, kind, text in CouncilAlias.objects.order_by("kind", "text").that_people_say():
        if kind == "gss":
            codes[council].append(text)
        elif kind == "name":
            names[council].append(text)
    successors: dict[int, list[str]] = defaultdict(list)
    for each in Succession.objects.in_order():
        successors[each.predecessor_id].append(each.successor.slug)
    return [
        _head(COUNCILS.columns),
        *(
            (
                row.slug,
                row.name,
                row.official_name,
                row.gss_code,
                row.council_type,
                row.region.slug,
                _day(row.starts_on),
                _day(row.ends_on),
                " ".join(successors[row.pk]),
                "; ".join(names[row.pk]),
                " ".join(codes[row.pk]),
            )
            for row in Council.objects.with_region().in_order_of_name()
        ),
    ]


def _sources(site: str) -> Rows:
    return [
        _head(SOURCES.columns),
        *(
            (
                row.slug,
                row.name,
                row.title,
                row.outlet,
                row.kind,
                _day(row.published_on),
                row.licence,
                row.url,
                row.note,
            )
            for row in Source.objects.opened().newest_first()
        ),
        *(
            (
                row.slug,
                row.name,
                "",
                row.publisher,
                "standing facts",
                _day(row.retrieved_on),
                row.licence,
                row.url,
                row.note,
            )
            for row in FactSource.objects.in_order_of_name()
        ),
    ]


def _head(columns: Sequence[ColumnFacts]) -> list[Cell]:
    return [column.name for column in columns]


def _day(on: date | None) -> str:
    return "" if on is None else on.isoformat()


_TABLES: Mapping[str, Callable[[str], Rows]] = {
    "results": _results,
    "claims": _claims,
    "compositions": _compositions,
    "councils": _councils,
    "sources": _sources,
}
