"""`manage.py import_results`: a table that somebody has becomes claims of its source."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from typing_extensions import override

from elections.claim_shapes import MOMENTS
from elections.domain.findings import Code
from elections.domain.sources import Precision, SourceKind
from elections.services.country.reading import MOST_PROBLEMS, Problem
from elections.services.importing import (
    LAYOUTS,
    ClaimState,
    Description,
    ImportReport,
    Lists,
    Order,
    TableRefusedError,
    Terms,
    content_of,
    import_results,
    preview_import,
    table_of,
)
from elections.services.importing.texts import ENCODINGS
from elections.services.publishing import Published, Unchanged


class Command(BaseCommand):
    """Read a table, store what it claims and publish what follows; all of it or nothing."""

    help = (
        "Read a table of results (CSV, or a sheet of an Excel workbook) as claims of one source,"
        " store them in one transaction and publish the results that follow. If anything is wrong,"
        " it is told by line and column, and nothing is stored. docs/importing.md shows each"
        " format."
    )

    @override
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take a file, how it is to be read, and whose claims it holds."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", required=True, choices=list(LAYOUTS))
        parser.add_argument(
            "--election",
            type=_day,
            metavar="DAY",
            help="the polling day; of a table with several, the one to import",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what it would do, no more")
        parser.add_argument(
            "--correct",
            action="store_true",
            help="where the source says otherwise so far, store a claim that replaces that one",
        )
        _add_reading(parser.add_argument_group("how the table is read"))
        _add_source(parser.add_argument_group("whose claims it holds"))
        parser.add_argument("--by", default="import_results", help="who is on record for it")
        parser.add_argument(
            "--reason", default="Claims imported from a table.", help="the reason on record"
        )
        parser.add_argument(
            "--most",
            type=int,
            default=MOST_PROBLEMS,
            help=f"how many problems are told; {MOST_PROBLEMS} by default",
        )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what was done. Raises CommandError with what is wrong."""
        given = {"at": timezone.now(), "by": options["by"], "reason": options["reason"]}
        try:
            order = _order(options)
        except TableRefusedError as error:
            raise CommandError(_refused([error.problem], 1)) from error
        if options["dry_run"]:
            report = preview_import(order=order, **given)
        else:
            report = import_results(order=order, **given).report
        if report.problems:
            raise CommandError(_refused(report.problems, options["most"]))
        if options["verbosity"]:
            for line in _in_words(report, told=options["most"], is_dry=options["dry_run"]):
                self.stdout.write(line)


def _add_reading(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--sheet", help="the sheet of a workbook; needed where it shows several")
    group.add_argument("--encoding", choices=ENCODINGS, help="of text; UTF-8 by default")
    group.add_argument(
        "--head-line", type=int, metavar="N", help="the line of the head; by default the first"
    )
    group.add_argument(
        "--moment",
        choices=MOMENTS,
        default=MOMENTS[0],
        help="which council the seats are of, where the table does not say; after the poll by"
        " default",
    )
    group.add_argument(
        "--precision", choices=[each.value for each in Precision], default=Precision.EXACT.value
    )
    lists = group.add_mutually_exclusive_group()
    lists.add_argument(
        "--whole",
        dest="lists",
        action="store_const",
        const=Lists.WHOLE,
        help="the parties listed are all there are, though no total says so",
    )
    lists.add_argument(
        "--partial",
        dest="lists",
        action="store_const",
        const=Lists.PARTIAL,
        help="seats may be missing from the lists",
    )
    group.add_argument("--year", type=int, help="of a yearly table, the year to read")
    group.add_argument(
        "--ignore", action="append", default=[], metavar="COLUMN", help="a column not to read"
    )


def _add_source(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--source", required=True, metavar="SLUG", help="stored, or described here")
    group.add_argument("--source-name", help="as a reader knows it: House of Commons Library")
    group.add_argument("--source-title", help="what it is about, in our own words")
    group.add_argument("--outlet", help="who published it")
    group.add_argument("--source-kind", choices=[each.value for each in SourceKind])
    group.add_argument("--published-on", type=_day, metavar="DAY")
    group.add_argument("--date-basis", help="how the day is known")
    group.add_argument("--source-url")
    group.add_argument("--licence")
    group.add_argument("--source-note")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day, as in 2023-05-04") from None


def _order(options: dict[str, Any]) -> Order:
    """Return what the options ask for. Raises TableRefusedError if the file holds no table."""
    path: Path = options["file"]
    table = table_of(
        path.name,
        content_of(path),
        sheet=options["sheet"],
        encoding=options["encoding"],
        head=options["head_line"],
    )
    return Order(
        table=table,
        layout=options["format"],
        source=options["source"],
        terms=Terms(
            polling_day=options["election"],
            moment=options["moment"],
            precision=Precision(options["precision"]),
            lists=options["lists"],
            year=options["year"],
            ignored=tuple(options["ignore"]),
        ),
        description=Description(
            name=options["source_name"],
            title=options["source_title"],
            outlet_name=options["outlet"],
            kind=options["source_kind"],
            published_on=options["published_on"],
            date_basis=options["date_basis"],
            url=options["source_url"],
            licence=options["licence"],
            note=options["source_note"],
        ),
        corrects=options["correct"],
    )


def _refused(problems: tuple[Problem, ...] | list[Problem], most: int) -> str:
    number = len(problems)
    told = [f"  {problem}" for problem in problems[: max(most, 1)]]
    if number > len(told):
        told.append(f"  … and {number - len(told):,} more.")
    plural = "" if number == 1 else "s"
    return "\n".join([f"Nothing was imported: {number:,} problem{plural}.", *told])


def _in_words(report: ImportReport, *, told: int, is_dry: bool) -> Iterator[str]:
    of = "a new source" if report.is_new_source else "the source"
    yield f"{report.table}: {len(report.rows):,} rows, claims of {of} '{report.source}'."
    yield from (f"  {note}" for note in report.notes)
    claims = report.claims
    counts = ", ".join(f"{claims[state]:,} {state.value}" for state in ClaimState)
    yield f"Claims: {counts}."
    outcomes = report.outcomes
    published = {key: each for key, each in outcomes.items() if isinstance(each, Published)}
    kept = sum(isinstance(outcome, Unchanged) for outcome in outcomes.values())
    yield f"Results: {len(published):,} published, {kept:,} unchanged."
    disputed = sorted(
        key
        for key, outcome in published.items()
        if any(finding.code is Code.SOURCES_DIFFER for finding in outcome.findings)
    )
    yield from _listed("Sources differ about", disputed, told)
    yield from _listed("Left for whoever is entering them", report.waiting, told)
    if is_dry:
        yield "This was a dry run: nothing was stored."


def _listed(words: str, ballot_ids: tuple[str, ...] | list[str], told: int) -> Iterator[str]:
    if ballot_ids:
        shown = ", ".join(ballot_ids[:told])
        more = f" and {len(ballot_ids) - told:,} more" if len(ballot_ids) > told else ""
        yield f"{words} {len(ballot_ids):,}: {shown}{more}."
