"""Whether all data of a scene fits together, as `manage.py check_integrity` has it."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.storm.servers import ROOT, environment

HEAD = ("code", "entry", "source", "reason")
BREACH = re.compile(r"^  (I\d+) (.+?): ", re.MULTILINE)
# Hexagons come with the whole country's data, which a scene does without.
NOT_ON_THE_MAP = "I106"


@dataclass(frozen=True)
class Integrity:
    """The check of one database, with what it found in it before anything had happened."""

    database: str
    known: Path

    def broken(self) -> str:
        """Return what does not fit, or nothing."""
        done = subprocess.run(
            [sys.executable, "manage.py", "check_integrity", "--exceptions", str(self.known)],
            cwd=ROOT,
            env=environment(self.database),
            check=False,
            capture_output=True,
            text=True,
        )
        return done.stderr if done.returncode else ""


def integrity_of(database: str, folder: Path) -> Integrity:
    """Return the check of a database in which nothing but that no council is on the map is wrong.

    Raises AssertionError where anything else is.
    """
    known = folder / "known.csv"
    checking = Integrity(database, known)
    _write(known, [])
    found = BREACH.findall(checking.broken())
    assert {code for code, _ in found} == {NOT_ON_THE_MAP}, found
    _write(known, found)
    assert checking.broken() == ""
    return checking


def _write(path: Path, breaches: list[tuple[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEAD)
        rows.writerows((code, entry, "scene", "The map is not loaded.") for code, entry in breaches)
