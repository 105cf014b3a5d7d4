"""`manage.py check_integrity`: see that all data fits together, beyond what single rows promise."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from typing_extensions import override

from elections.integrity import KnownException, check, judge
from elections.selectors.integrity import all_facts

COLUMNS = ["code", "entry", "source", "reason"]


class Command(BaseCommand):
    """Checks all data, and tells every breach by code and entry."""

    help = (
        "Check everything that no single row can promise, over all data: councils, names, sizes,"
        " compositions, contests, claims, results. Exceptions that published data has itself are"
        " listed in fixtures/known_exceptions.csv; any other breach, and any exception that no"
        " longer occurs, fails. docs/integrity.md says what each code means."
    )

    @override
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take a file of known exceptions; without any, the project's own."""
        parser.add_argument(
            "--exceptions", type=Path, help="fixtures/known_exceptions.csv by default"
        )

    @override
    def handle(self, *args: object, exceptions: Path | None = None, **options: object) -> None:
        """Check, and say what was found. Raises CommandError if anything is left to mend."""
        path = exceptions or Path(settings.BASE_DIR) / "fixtures" / "known_exceptions.csv"
        known = known_exceptions(path)
        verdict = judge(check(all_facts(today=timezone.localdate())), known)
        self.stdout.write(
            f"Known exceptions: {len(verdict.known)} occur, {len(verdict.gone)} no longer."
        )
        if verdict.is_clean:
            self.stdout.write(self.style.SUCCESS("All data fits together."))
            return
        lines = [f"  {breach}" for breach in verdict.unknown]
        lines += [
            f"  {each.code} {each.entry}: known as an exception, and no longer one: take it out."
            for each in verdict.gone
        ]
        number = len(lines)
        raise CommandError(
            f"{number} {'entry does' if number == 1 else 'entries do'} not fit.\n"
            + "\n".join(lines)
        )


def known_exceptions(path: Path) -> list[KnownException]:
    """Return the exceptions of a file. Raises CommandError if it is none."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            if rows.fieldnames != COLUMNS:
                raise CommandError(f"{path.name}: the head should be {','.join(COLUMNS)}.")
            found = list(rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{path.name} can't be read: {error}") from error
    for number, row in enumerate(found, start=2):
        if set(row) != set(COLUMNS) or not all(row.values()):
            told = f"{path.name}, line {number}: give {', '.join(COLUMNS)}, none of them empty."
            raise CommandError(told)
    return [KnownException(**row) for row in found]
