"""Loading the fact files of the whole country: all of them stored or none, and what follows published."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.db import IntegrityError, models, transaction

from councils.models import (
    Composition,
    Council,
    CouncilAlias,
    CouncilSize,
    ExecutiveMayor,
    FactSource,
    Hexagon,
    PartySeats,
    Region,
    Succession,
)
from elections.domain.words.finding_words import sentence
from elections.models import (
    Amendable,
    Amendment,
    Claim,
    Contest,
    DataVersion,
    Election,
    LoadedFile,
    Party,
    Source,
)
from elections.selectors.naming import party_names
from elections.services.country import files
from elections.services.country.files import COLUMNS, Known
from elections.services.country.reading import (
    MOST_PROBLEMS,
    CellError,
    CountryRefusedError,
    Line,
    Problem,
    lines_of,
)
from elections.services.country.statistics import recount_tables
from elections.services.country.storing import ChangedHere, DifferingError, Stored, store
from elections.services.on_record import Amended, loaded_on_record
from elections.services.publishing import Outcome, Published, Refused, publish_contests
from elections.services.told_too_early import to_publish_after_a_load, told_too_early

M = TypeVar("M", bound=models.Model)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one kind of file: lines read, and rows by what became of them."""

    name: str
    lines: int
    stored: Stored


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading did. `files` is empty where they are the ones that were loaded last."""

    files: tuple[FileReport, ...]
    outcomes: Mapping[str, Outcome]


def load_country(
    *,
    folder: Path,
    at: datetime,
    by: str,
    reason: str,
    again: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> LoadReport:
    """Store the fact files of a folder and publish every contest whose result that changes.

    One transaction; raises CountryRefusedError with every problem, and then nothing is stored.
    Files that were all loaded before as they are now are not read, unless `again`. `tell` hears
    the name of each step before it is taken; `STEPS` counts them. Rows go to the database in
    batches: some hundred queries for the whole country.
    """
    paths = {name: _paths(folder, name) for name in COLUMNS}
    digests = {path.name: _digest(path) for each in paths.values() for path in each}
    loaded = LoadedFile.objects.digests()
    if not again and digests == loaded:
        return LoadReport((), {})
    try:
        with transaction.atomic():
            loading = _Loading(paths, tell)
            loading.load()
            recount_tables()
            tell(PUBLISHING)
            contests = to_publish_after_a_load(at=at)
            if early := told_too_early(at=at):
                raise CountryRefusedError([Problem("results.csv", 0, "", each) for each in early])
            outcomes = publish_contests(contests=contests, at=at, by=by, reason=reason)
            if problems := _stopped(outcomes):
                raise CountryRefusedError(problems)
            LoadedFile.objects.replace(digests, at=at)
            loaded_on_record(
                what="The whole country's fact files",
                outcomes=outcomes,
                by=by,
                at=at,
                reason=reason,
                rows=_rows(loading.reports),
                amended=[
                    Amended(f"file {name}", loaded.get(name, ""), digests.get(name, ""))
                    for name in sorted({*loaded, *digests})
                    if loaded.get(name) != digests.get(name)
                ],
            )
            if any(isinstance(outcome, Published) for outcome in outcomes.values()):
                recount_tables()
            else:
                DataVersion.objects.move(at=at)
    except IntegrityError as error:
        problem = Problem(
            "the database", 0, "", f"It refuses a row: {' '.join(str(error).split())}"
        )
        raise CountryRefusedError([problem]) from error
    return LoadReport(tuple(loading.reports), outcomes)


def _rows(reports: Sequence[FileReport]) -> dict[str, int]:
    """Return how many rows of each kind were written, amended, removed or left alone; none of what was none."""
    return {
        f"{report.name} {what}": number
        for report in reports
        for what in ("written", "amended", "removed", "kept")
        if (number := getattr(report.stored, what))
    }


PUBLISHING = "results"
STEPS = len(COLUMNS) + 1


class _Loading:
    """One load: what is known so far, what became of the files, and what is wrong."""

    def __init__(self, paths: Mapping[str, list[Path]], tell: Callable[[str], None]) -> None:
        self.paths = paths
        self.tell = tell
        self.known = Known(regions=_keys(Region, "slug"), parties=_keys(Party, "slug"))
        self.reports: list[FileReport] = []
        self.problems: list[Problem] = []

    def load(self) -> None:
        """Load every file. Raises CountryRefusedError with the problems of the first that has any.

        What a wrong file should have stored is missing for those after it, so they are not read.
        """
        known = self.known
        self._councils()
        known.councils = _keys(Council, "slug")
        self._store(
            "aliases",
            CouncilAlias,
            files.alias,
            key=("kind", "text"),
            kind=Amendable.COUNCIL_ALIAS,
        )
        self._store(
            "successions", Succession, files.succession, key=("predecessor_id", "successor_id")
        )
        self._hexes()
        self._store("fact_sources", FactSource, files.fact_source, key=("slug",))
        known.fact_sources = _keys(FactSource, "slug")
        self._store(
            "sizes",
            CouncilSize,
            files.size,
            key=("council_id", "in_force_from"),
            kind=Amendable.COUNCIL_SIZE,
        )
        self._compositions()
        self._store(
            "mayors", ExecutiveMayor, files.mayor, key=("council_id", "year"), owns_all=True
        )
        known.rehearsals = frozenset(str(row) for row in Election.objects.rehearsals())
        self._store(
            "elections", Election, files.election, key=("polling_day",), kind=Amendable.ELECTION
        )
        known.elections = {
            str(day): pk for day, pk in Election.objects.values_list("polling_day", "pk")
        }
        self._store("contests", Contest, files.contest, key=("ballot_id",), kind=Amendable.CONTEST)
        known.contests = {
            files.contest_key(day, slug): pk
            for day, slug, pk in Contest.objects.values_list(
                "election__polling_day", "council__slug", "pk"
            )
        }
        self._store("sources", Source, files.source, key=("slug",), kind=Amendable.SOURCE)
        for slug, pk in _keys(Source, "slug").items():
            if slug in known.practices:
                known.practices[slug].pk = pk
        self._claims()

    def _store(
        self,
        name: str,
        model: type[M],
        make: Callable[[Line, Known], M],
        *,
        key: tuple[str, ...],
        owns_all: bool = False,
        kind: Amendable | None = None,
    ) -> None:
        made = self._read(name, make)
        rows = self._each_once(made, key)
        changed_here = None if kind is None else self._changed_here(kind)
        stored = store(model, rows, key=key, owns_all=owns_all, changed_here=changed_here)
        self._report(name, len(made), stored)

    def _changed_here(self, kind: Amendable) -> ChangedHere:
        """Return what of a kind of row was changed at the desk, and stays as it is there. One query."""
        slugs = {pk: slug for slug, pk in self.known.councils.items()}

        def key_of(row: models.Model) -> str:
            match row:
                case CouncilSize(council_id=council, in_force_from=day):
                    return f"{slugs[council]} {day}"
                case Council() | CouncilAlias() | Election() | Contest() | Source():
                    return " ".join(row.natural_key())
                case _:  # pragma: no cover - none other is changed at the desk
                    return ""

        return ChangedHere(Amendment.objects.columns_by_key(kind), key_of)

    def _councils(self) -> None:
        made = self._read("councils", files.council)
        slugs = {row.slug for _, row in made}
        stored = dict(Council.objects.values_list("gss_code", "slug"))
        for line, row in made:
            before = stored.get(row.gss_code, row.slug) if row.gss_code else row.slug
            if before not in slugs:
                # Addresses and the ids of its contests, released claims among them, carry the slug.
                told = (
                    f"The council of {row.gss_code} is stored as {before}, and a slug is never"
                    " changed: keep it, or load into a new database."
                )
                self.problems.append(line.problem(told, column="slug"))
        rows = self._each_once(made, ("slug",))
        changed_here = self._changed_here(Amendable.COUNCIL)
        done = store(Council, rows, key=("slug",), changed_here=changed_here)
        self._report("councils", len(made), done)

    def _hexes(self) -> None:
        made = self._read("hexes", files.hexagon)
        key = ("layout", "council_id")
        rows = self._each_once(made, key)
        # Two councils that change places would each find the other in its own.
        Hexagon.objects.keep_only(rows)
        self._report("hexes", len(made), store(Hexagon, rows, key=key))

    def _compositions(self) -> None:
        made = self._read("compositions", files.composition)
        key = ("council_id", "year")
        rows = self._each_once([(line, row) for line, (row, _) in made], key)
        done = store(Composition, rows, key=key, owns_all=True)
        pks = {
            (council, year): pk
            for council, year, pk in Composition.objects.values_list("council_id", "year", "pk")
        }
        seats = [
            PartySeats(composition_id=pks[row.council_id, row.year], party=party, seats=number)
            for _, (row, by_party) in made
            for party, number in by_party.items()
        ]
        PartySeats.objects.keep_only(seats)
        store(PartySeats, seats, key=("composition_id", "party"))
        self._report("compositions", len(made), done)

    def _claims(self) -> None:
        made = self._read("results", files.claims)
        key = ("source_id", "reference")
        rows = self._each_once([(line, row) for line, each in made for row in each], key)
        try:
            done = store(Claim, rows, key=key, may_amend=False)
        except DifferingError as error:
            reason = (
                f"The claim {error.row} is stored already and differs in"
                f" {', '.join(error.columns)}: a released claim is never changed."
            )
            raise CountryRefusedError([Problem("results.csv", 0, "", reason)]) from error
        self._report("results", len(made), done)

    def _read(self, name: str, make: Callable[[Line, Known], R]) -> list[tuple[Line, R]]:
        """Return what the lines of a kind of file are. Raises CountryRefusedError."""
        self.tell(name)
        made: list[tuple[Line, R]] = []
        for path in self.paths[name]:
            for line in lines_of(path, COLUMNS[name], self.known.parties):
                if isinstance(line, Problem):
                    self.problems.append(line)
                    continue
                try:
                    made.append((line, make(line, self.known)))
                except CellError as error:
                    self.problems.append(line.problem(error.reason, column=error.column))
        self._stop_at_problems()
        return made

    def _each_once(self, made: list[tuple[Line, M]], key: tuple[str, ...]) -> list[M]:
        """Return the rows, told apart by `key`. Raises CountryRefusedError if one stands twice."""
        first: dict[tuple[object, ...], Line] = {}
        for line, row in made:
            before = first.setdefault(tuple(getattr(row, name) for name in key), line)
            if before is not line:
                told = f"This stands twice: first in {before.file}, line {before.number}."
                self.problems.append(line.problem(told))
        self._stop_at_problems()
        return [row for _, row in made]

    def _stop_at_problems(self) -> None:
        if self.problems:
            raise CountryRefusedError(self.problems[:MOST_PROBLEMS])

    def _report(self, name: str, lines: int, stored: Stored) -> None:
        self.reports.append(FileReport(name, lines, stored))


def _paths(folder: Path, name: str) -> list[Path]:
    """Return the files of a kind: `sizes.csv`, or several with years in their names."""
    several = sorted(folder.glob(f"{name}-*.csv"))
    return several or [folder / f"{name}.csv"]


def _digest(path: Path) -> str:
    """Return what tells a file's contents from any other's; nothing for no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _keys(model: type[models.Model], column: str) -> dict[str, int]:
    """Return the primary keys of all rows of a model by one column. One query."""
    return dict(model._default_manager.values_list(column, "pk"))


def _stopped(outcomes: Mapping[str, Outcome]) -> list[Problem]:
    """Return the findings that stop publication."""
    refused = {k: outcome for k, outcome in outcomes.items() if isinstance(outcome, Refused)}
    if not refused:
        return []
    names = party_names()
    return [
        Problem("results.csv", 0, "", f"{ballot_id}: {finding.code}: {sentence(finding, names)}")
        for ballot_id, outcome in refused.items()
        for finding in outcome.findings
        if finding.code.stops_publication
    ]


def codes_of(report: LoadReport) -> Counter[str]:
    """Return how often each finding went out with what was published."""
    return Counter(
        finding.code.value
        for outcome in report.outcomes.values()
        if isinstance(outcome, Published)
        for finding in outcome.findings
    )
