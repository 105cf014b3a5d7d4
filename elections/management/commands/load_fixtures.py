"""`manage.py load_fixtures`: store what the dashboard starts with, and publish it."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from typing_extensions import override

from elections.services.fixtures import FixturesRefusedError, LoadReport, load_fixtures
from elections.services.publishing import Published, Unchanged


class Command(BaseCommand):
    """Check, store and publish fixtures; all of them or none."""

    help = (
        "Check every entry of the fixtures, store them in one transaction and publish the results"
        " that follow. If anything is wrong, all of it is told and nothing is stored."
    )

    @override
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take files or folders; without any, the project's own."""
        parser.add_argument(
            "paths",
            nargs="*",
            type=Path,
            metavar="path",
            help="a fixture (.yaml) or a folder of them; all of fixtures/ if none is named",
        )
        parser.add_argument("--by", default="load_fixtures", help="who is on record for it")
        parser.add_argument(
            "--reason", default="Claims loaded from fixtures.", help="the reason on record"
        )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done. Raises CommandError with every problem there is."""
        base = Path(settings.BASE_DIR)
        paths: list[Path] = options["paths"] or [base / "fixtures"]
        try:
            report = load_fixtures(
                paths=paths,
                beside=base,
                at=timezone.now(),
                by=options["by"],
                reason=options["reason"],
            )
        except FixturesRefusedError as error:
            number = len(error.problems)
            told = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(
                f"Nothing was loaded: {number} problem{'' if number == 1 else 's'}.\n{told}"
            ) from error
        if options["verbosity"] > 0:
            for line in _in_words(report):
                self.stdout.write(line)


def _in_words(report: LoadReport) -> list[str]:
    published = {
        ballot_id: outcome
        for ballot_id, outcome in report.outcomes.items()
        if isinstance(outcome, Published)
    }
    kept = sum(isinstance(outcome, Unchanged) for outcome in report.outcomes.values())
    rows = f"{report.written} written, {report.amended} amended, {report.unchanged} unchanged"
    if report.kept:
        rows += f", {report.kept} left as changed at the desk"
    lines = [
        f"Fixtures: {report.files} files; rows: {rows}.",
        f"Results: {len(published)} published, {kept} unchanged.",
    ]
    codes = Counter(
        finding.code.value for outcome in published.values() for finding in outcome.findings
    )
    if codes:
        told = ", ".join(f"{code} ({number})" for code, number in sorted(codes.items()))
        lines.append(f"Published with findings to know of: {told}.")
    return lines
