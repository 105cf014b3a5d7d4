"""Importing: a table becomes a source's claims and results are published, all of it or nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import IntegrityError, transaction

from councils.models import Council, CouncilAlias, CouncilSize
from elections.claim_shapes import ClaimKind, kind_tells_a_result
from elections.domain.baselines import Baseline
from elections.domain.words.election_words import TOO_EARLY_WORDS
from elections.domain.words.finding_words import sentence
from elections.models import Claim, Contest, DataVersion, Party, PartyAlias, Source
from elections.models.contests import ballot_id_of
from elections.selectors.naming import party_names
from elections.services.country.reading import Problem
from elections.services.desk.stepping import Actor
from elections.services.importing.layouts import LAYOUTS
from elections.services.importing.matching import CouncilNames, Councils, Parties
from elections.services.importing.sources import (
    Description,
    new_source,
    problems_of,
    stored_source,
)
from elections.services.importing.stating import Known, Terms
from elections.services.importing.storing import ClaimState, Keys, Planned, planned, store
from elections.services.importing.tables import Table, TableRefusedError
from elections.services.on_record import loaded_on_record, source_on_record
from elections.services.publishing import Outcome, Published, Refused, publish_contests
from elections.services.recording import MEANWHILE


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be imported: a table, how it is read, and whose claims it holds."""

    table: Table
    layout: str
    source: str
    terms: Terms = field(default_factory=Terms)
    description: Description = field(default_factory=Description)
    corrects: bool = False


class RowState(StrEnum):
    """What becomes of a row: refused if anything in it is wrong, changed if anything changes."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowReport:
    """One row: which contest it is of, and what becomes of its claims.

    `ballot_id` is empty where a row is refused because its council or its contest is not known.
    """

    line: int
    ballot_id: str
    state: RowState
    claims: Mapping[ClaimState, int]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What importing a table does, or would do. With a problem, it does nothing.

    `outcomes` are those of publishing, by contest; there are none where anything is wrong.
    `waiting` are contests that somebody else has entered something of and not published, so that
    their results stay as they are. `notes` say what was left out or assumed.
    """

    table: str
    source: str
    is_new_source: bool
    rows: tuple[RowReport, ...]
    outcomes: Mapping[str, Outcome]
    waiting: tuple[str, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def claims(self) -> Counter[ClaimState]:
        """Return how many claims there are of each state."""
        counted: Counter[ClaimState] = Counter()
        for row in self.rows:
            counted.update(row.claims)
        return counted


@dataclass(frozen=True, slots=True)
class Imported:
    """The claims are stored, and readers see what follows from them."""

    report: ImportReport


@dataclass(frozen=True, slots=True)
class ImportRefused:
    """Something is wrong, which `report.problems` tells, so nothing was stored."""

    report: ImportReport


def import_results(*, order: Order, at: datetime, by: str, reason: str) -> Imported | ImportRefused:
    """Store what a table claims and publish the contests whose claims that changes.

    One transaction, all or nothing, which also moves the data version. Importing a table again
    stores and publishes nothing. The contests and the source are locked meanwhile. Some
    seventy queries however many councils, as many rows go in several batches.
    """
    report = _carried_out(order, at=at, by=by, reason=reason, keeps=True)
    return ImportRefused(report) if report.problems else Imported(report)


def preview_import(*, order: Order, at: datetime, by: str, reason: str) -> ImportReport:
    """Return what importing a table would do, row by row, and store nothing.

    It goes the whole way that importing goes and undoes it, so that what passes here passes there.
    """
    return _carried_out(order, at=at, by=by, reason=reason, keeps=False)


class _RefusedError(Exception):
    """Undoes a transaction because of what is wrong."""


@dataclass(slots=True)
class _Import:
    """One import on its way."""

    order: Order
    is_new_source: bool = False
    plan: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)

    def report(self) -> ImportReport:
        return ImportReport(
            table=self.order.table.name,
            source=self.order.source,
            is_new_source=self.is_new_source,
            rows=_rows(self.plan, self.problems),
            outcomes={} if self.problems else self.outcomes,
            waiting=() if self.problems else tuple(self.waiting),
            notes=(*self.order.table.notes, *self.notes),
            problems=tuple(sorted(self.problems)),
        )


def _carried_out(order: Order, *, at: datetime, by: str, reason: str, keeps: bool) -> ImportReport:
    going = _Import(order)
    try:
        with transaction.atomic():
            _carry_out(going, at=at, by=by, reason=reason)
            if going.problems:
                raise _RefusedError
            if not keeps:
                transaction.set_rollback(True)
    except _RefusedError:
        pass
    except TableRefusedError as error:
        going.problems.append(error.problem)
    except IntegrityError:
        going.problems.append(Problem(order.table.name, 0, "", MEANWHILE))
    return going.report()


def _carry_out(going: _Import, *, at: datetime, by: str, reason: str) -> None:
    order = going.order
    known, keys = what_is_known()
    reading = LAYOUTS[order.layout](order.table, known, order.terms)
    going.problems += reading.problems
    going.notes += reading.notes
    contests = {keys.contests[each.polling_day, each.council] for each in reading.stated}
    # Contests before the source and all before the first write, as everybody locks them.
    held = list(Contest.objects.of_keys(contests).held_until_saved())
    source = _source(going)
    going.plan = planned(
        reading.stated,
        table=order.table.name,
        source=None if going.is_new_source else source,
        keys=keys,
        corrects=order.corrects,
    )
    going.problems += [each.problem for each in going.plan if each.problem is not None]
    if not going.plan and not going.problems:
        going.problems.append(
            Problem(order.table.name, 0, "", "No row is of this election: nothing is claimed.")
        )
    going.problems += _told_too_early(going, held, at=at)
    if going.problems or source is None:
        return
    if going.is_new_source:
        source.save()
        source_on_record(source, contest=None, by=Actor(by), at=at)
    told = {each.contest for each in going.plan if each.state is not ClaimState.SAME}
    if not told:
        return
    changing = Contest.objects.of_keys(told)
    # When a result goes out that somebody is entering is for them to say.
    free = set(changing.but_those_of(Claim.objects.in_waiting()).ids())
    store(going.plan, source=source, keys=keys, at=at, by=by)
    going.waiting = sorted({each.ballot_id for each in held if each.pk in told} - free)
    going.outcomes = publish_contests(
        contests=Contest.objects.of_ids(free), at=at, by=by, reason=reason
    )
    loaded_on_record(
        what=f"{order.table.name}, as {source.slug}"[:200],
        outcomes=going.outcomes,
        by=by,
        at=at,
        reason=reason,
        rows=Counter(f"claims {each.state}" for each in going.plan),
    )
    if not any(isinstance(outcome, Published) for outcome in going.outcomes.values()):
        DataVersion.objects.move(at=at)
    going.problems += _stopped(going)


def _told_too_early(going: _Import, held: Sequence[Contest], *, at: datetime) -> list[Problem]:
    """Return the rows that tell of an election of which nothing can be told yet. One query."""
    elections = {
        row.pk: row.election
        for row in Contest.objects.of_keys([each.pk for each in held]).with_names()
    }
    problems: dict[int, Problem] = {}
    for each in going.plan:
        stated = each.stated
        tells_one = kind_tells_a_result(stated.kind, moment=stated.moment, topic="")
        why = elections[each.contest].why_too_early(now=at, tells_a_result=tells_one)
        if why is not None:
            told = Problem(going.order.table.name, stated.line, "", TOO_EARLY_WORDS[why])
            problems.setdefault(stated.line, told)
    return list(problems.values())


def _source(going: _Import) -> Source | None:
    """Return the source, and note what is wrong with it. It is stored later if it is new."""
    order = going.order
    stored = stored_source(order.source)
    if stored is not None:
        going.problems += problems_of(stored, order.description)
        return stored
    going.is_new_source = True
    made = new_source(order.source, order.description)
    if isinstance(made, Source):
        return made
    going.problems += made
    return None


def _stopped(going: _Import) -> list[Problem]:
    """Return the findings that stop publication, each at the first line of its contest."""
    refused = {id_: each for id_, each in going.outcomes.items() if isinstance(each, Refused)}
    if not refused:
        return []
    names = party_names()
    lines: dict[str, int] = {}
    for each in going.plan:
        lines.setdefault(_ballot_id(each), each.stated.line)
    return [
        Problem(
            going.order.table.name,
            lines[ballot_id],
            "",
            f"{ballot_id}: {finding.code}: {sentence(finding, names)}",
        )
        for ballot_id, outcome in refused.items()
        for finding in outcome.findings
        if finding.code.stops_publication
    ]


def _ballot_id(each: Planned) -> str:
    return ballot_id_of(council_slug=each.stated.council, polling_day=each.stated.polling_day)


def _rows(plan: Sequence[Planned], problems: Sequence[Problem]) -> tuple[RowReport, ...]:
    """Return what becomes of each line that claims something or is refused, in order."""
    by_line: dict[int, list[Planned]] = defaultdict(list)
    wrong: dict[int, list[Problem]] = defaultdict(list)
    for each in plan:
        by_line[each.stated.line].append(each)
    for problem in problems:
        if problem.line:
            wrong[problem.line].append(problem)
    ids: dict[tuple[date, str], str] = {}
    rows = []
    for line in sorted({*by_line, *wrong}):
        claims = Counter(each.state for each in by_line[line])
        first = next(iter(by_line[line]), None)
        ballot_id = ""
        if first is not None:
            key = (first.stated.polling_day, first.stated.council)
            ballot_id = ids.get(key) or ids.setdefault(key, _ballot_id(first))
        rows.append(
            RowReport(line, ballot_id, _state(claims, wrong[line]), claims, tuple(wrong[line]))
        )
    return tuple(rows)


def _state(claims: Mapping[ClaimState, int], wrong: Sequence[Problem]) -> RowState:
    if wrong:
        return RowState.REFUSED
    for state, row_state in (
        (ClaimState.CHANGED, RowState.CHANGED),
        (ClaimState.NEW, RowState.NEW),
    ):
        if claims.get(state):
            return row_state
    return RowState.SAME


def what_is_known() -> tuple[Known, Keys]:
    """Return what tables refer to, as it is stored. Eight queries."""
    others: dict[str, list[str]] = defaultdict(list)
    for slug, text in CouncilAlias.objects.values_list("council__slug", "text"):
        others[slug].append(text)
    councils = Councils(
        CouncilNames(slug, name, code, (official, *others[slug]))
        for slug, name, official, code in Council.objects.in_order_of_name().values_list(
            "slug", "name", "official_name", "gss_code"
        )
    )
    names: dict[str, list[str]] = {
        slug: texts
        for slug, *texts in Party.objects.values_list("slug", "name", "short_name", "group_name")
    }
    for slug, text in PartyAlias.objects.values_list("party__slug", "text"):
        names[slug].append(text)
    in_play: dict[tuple[date, str], set[str]] = defaultdict(set)
    holding = Claim.objects.standing().filter(kind=ClaimKind.SEATS_HELD.value, value__gt=0)
    for day, slug, party in holding.values_list(
        "contest__election__polling_day", "contest__council__slug", "party__slug"
    ).distinct():
        in_play[day, slug].add(party)
    keys: dict[tuple[date, str], int] = {}
    last_fought: dict[tuple[date, str], date | None] = {}
    by_day: dict[date, set[str]] = defaultdict(set)
    for day, slug, pk, last in Contest.objects.values_list(
        "election__polling_day", "council__slug", "pk", "last_fought_on"
    ):
        keys[day, slug] = pk
        last_fought[day, slug] = last
        by_day[day].add(slug)
    known = Known(
        councils=councils,
        parties=Parties(names),
        contests={day: frozenset(slugs) for day, slugs in by_day.items()},
        size=_Sizes(last_fought).at,
        in_play=lambda council, day: in_play[day, council],
    )
    return known, Keys(keys, Party.objects.ids_by_slug())


class _Sizes:
    """How many seats councils have had, by date. One query."""

    def __init__(self, last_fought: Mapping[tuple[date, str], date | None]) -> None:
        self._last_fought = last_fought
        self._by_council: dict[str, list[tuple[date, int]]] = defaultdict(list)
        for slug, since, seats in CouncilSize.objects.newest_first().values_list(
            "council__slug", "in_force_from", "seats"
        ):
            self._by_council[slug].append((since, seats))

    def at(self, council: str, day: date, moment: str) -> int | None:
        """Return a council's size at a moment of the contest of a day; None if not known.

        A notional council has the new size, as it has after the poll.
        """
        until: date | None = day
        if moment == Baseline.EVE_OF_POLL:
            until = day - timedelta(days=1)
        elif moment == Baseline.LAST_FOUGHT:
            until = self._last_fought[day, council]
        if until is None:
            return None
        return next((seats for since, seats in self._by_council[council] if since <= until), None)
