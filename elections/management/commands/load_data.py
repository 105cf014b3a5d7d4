"""`manage.py load_data`: store the whole country's councils, elections and compositions."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from typing_extensions import override

from elections.pages.words import count
from elections.services.country import CountryRefusedError, LoadReport, load_country
from elections.services.country.loading import STEPS, codes_of
from elections.services.publishing import Published, Unchanged


class Command(BaseCommand):
    """Check, store and publish the fact files of the country; all of them or none."""

    help = (
        "Read the fact files of the whole country (fixtures/country/), store them in one"
        " transaction and publish the results that follow. Files that are loaded already are not"
        " read again. If anything is wrong, it is told by file, line and column, and nothing is"
        " stored."
    )

    @override
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take a folder; without any, the project's own."""
        parser.add_argument(
            "folder", nargs="?", type=Path, help="the fact files; fixtures/country/ by default"
        )
        parser.add_argument(
            "--again", action="store_true", help="read them even if they are loaded already"
        )
        parser.add_argument("--by", default="load_data", help="who is on record for it")
        parser.add_argument(
            "--reason", default="Claims loaded from data sets.", help="the reason on record"
        )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done. Raises CommandError with every problem there is."""
        folder: Path = options["folder"] or Path(settings.BASE_DIR) / "fixtures" / "country"
        is_quiet = options["verbosity"] == 0
        try:
            with _progress(hidden=is_quiet) as tell:
                report = load_country(
                    folder=folder,
                    at=timezone.now(),
                    by=options["by"],
                    reason=options["reason"],
                    again=options["again"],
                    tell=tell,
                )
        except CountryRefusedError as error:
            number = len(error.problems)
            told = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(
                f"Nothing was loaded: {number} problem{'' if number == 1 else 's'}.\n{told}"
            ) from error
        if not is_quiet:
            for line in _in_words(report):
                self.stdout.write(line)


@contextmanager
def _progress(*, hidden: bool) -> Iterator[Callable[[str], None]]:
    """Show a bar that moves a step with each name it is told. Nothing shows outside a terminal."""
    with click.progressbar(
        length=STEPS, label="Loading", hidden=hidden, show_eta=False, item_show_func=str
    ) as bar:

        def tell(name: str) -> None:
            bar.update(1, name)

        yield tell


def _in_words(report: LoadReport) -> list[str]:
    if not report.files:
        return ["Data: loaded already."]
    lines = ["Data: rows read, written, amended, unchanged, removed; none refused."]
    lines += [
        f"  {each.name}: {each.lines:,}; {each.stored.written:,}, {each.stored.amended:,},"
        f" {each.stored.unchanged:,}, {each.stored.removed:,}"
        for each in report.files
    ]
    left = sum(each.stored.kept for each in report.files)
    if left:
        lines.append(f"Left as it was changed at the desk: {count(left, 'row')}.")
    published = sum(isinstance(outcome, Published) for outcome in report.outcomes.values())
    kept = sum(isinstance(outcome, Unchanged) for outcome in report.outcomes.values())
    lines.append(f"Results: {published} published, {kept} unchanged.")
    if codes := codes_of(report):
        told = ", ".join(f"{code} ({number})" for code, number in sorted(codes.items()))
        lines.append(f"Published with findings to know of: {told}.")
    return lines
