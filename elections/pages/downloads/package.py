"""What lies beside the tables in one archive: a README with the licences, and a data package's description."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from elections.pages.downloads.tables import LICENCES, TABLES, TableFacts

NAME = "overall-control-data"
CHANGES = (
    "Names were matched to codes, columns renamed, tables joined, and what sources leave open left "
    "empty. Mistakes in that are ours, and not the sources'."
)


def readme(*, site: str, data_version: int) -> str:
    """Return the README: what each file is, under which licence, and whom to name."""
    lines = [
        "Overall Control: council elections of the United Kingdom",
        "",
        f"From {site}/about/data/, data version {data_version}.",
        f"How the figures come about: {site}/about/method/",
        "",
        "Taken together, these files are passed on under CC BY-SA 4.0. Each by itself is under the",
        "licence named below, with whom to name.",
        "",
    ]
    for table in TABLES:
        licence = LICENCES[table.licence]
        lines += [f"{table.name}.csv: {table.title}", table.holds]
        lines += [f"Licence: {licence.title}, {licence.path}"]
        lines += [f"Name: {each}" for each in table.attribution]
        lines += (
            ["Whose licence each source has is in its own row."] if table.name == "sources" else []
        )
        lines.append("")
    lines += [
        f"What was changed: {CHANGES}",
        "",
        "UTF-8, commas, one head. What is not known is empty and never 0. Text that a spreadsheet",
        "would take for a formula begins with an apostrophe.",
        "",
    ]
    return "\n".join(lines)


def datapackage(heads: Mapping[str, Sequence[str]], *, site: str, data_version: int) -> str:
    """Return the description of the package, in Frictionless's form, as JSON.

    `heads` are the tables' columns by the table's name, those of parties included.
    """
    package = {
        "name": NAME,
        "title": "Overall Control: council elections of the United Kingdom",
        "homepage": f"{site}/about/data/",
        "version": str(data_version),
        "licenses": [_licence("CC-BY-SA-4.0")],
        "resources": [_resource(table, heads[table.name]) for table in TABLES],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(table: TableFacts, head: Sequence[str]) -> dict[str, object]:
    known = {column.name: column for column in table.columns}
    fields = []
    for name in head:
        column = known.get(name)
        if column is not None:
            fields.append({"name": name, "type": column.type, "description": column.holds})
        else:
            fields.append({"name": name, "type": "string", "description": table.of_parties})
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.holds,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "licenses": [_licence(table.licence)],
        "sources": [{"title": each} for each in table.attribution],
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _licence(name: str) -> dict[str, str]:
    licence = LICENCES[name]
    return {"name": licence.name, "title": licence.title, "path": licence.path}
