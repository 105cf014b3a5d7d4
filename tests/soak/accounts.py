"""Whether everything that happened to made-up councils is accounted for, asked of the database itself."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

from tests.soak.scene import SIZE

# Of what goes on record about a contest, two are no steps of its result.
LOG = """
    SELECT contest.ballot_id, entry.action, entry.before, entry.after
    FROM elections_auditentry entry JOIN elections_contest contest ON contest.id = entry.contest_id
    WHERE entry.action NOT IN ('taken_over', 'added_a_source') ORDER BY entry.id
"""
RESULTS = """
    SELECT contest.ballot_id, result.state, result.way, result.token
    FROM elections_deskresult result JOIN elections_contest contest ON contest.id = result.contest_id
"""
VERSIONS = """
    SELECT contest.ballot_id, publication.version, publication.is_current,
           (SELECT COALESCE(SUM(tally.value), 0) FROM elections_tally tally
            WHERE tally.publication_id = publication.id AND tally.measure = 'seats'
              AND tally.moment = 'after' AND tally.party_id IS NOT NULL)
    FROM elections_publication publication
    JOIN elections_contest contest ON contest.id = publication.contest_id
    WHERE contest.ballot_id LIKE 'local.soak-%%' ORDER BY publication.id
"""
PUBLISHING = frozenset({"published", "corrected", "retracted"})


class Cursor(Protocol):
    """A cursor of either database, Django's or PostgreSQL's own."""

    def execute(self, query: Any, params: Any = ...) -> Any:
        """Ask."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return what was answered."""


@dataclass(frozen=True)
class Account:
    """What is not accounted for, and how many steps, publications and results there are."""

    wrong: tuple[str, ...]
    steps: Counter[str]
    states: Counter[str]


def account(cursor: Cursor) -> Account:
    """Replay the audit log beside the results and their publications. Three queries.

    Each step begins where the one before ended, there are as many as the result's token counts,
    the last one ends where the result is; each publishing step has a version, and each version's seats are whole.
    """
    log: dict[str, list[tuple[str, Any, Any]]] = defaultdict(list)
    steps: Counter[str] = Counter()
    for ballot_id, action, before, after in _rows(cursor, LOG):
        log[ballot_id].append((action, _json(before), _json(after)))
        steps[action] += 1
    versions: dict[str, list[tuple[int, bool, int]]] = defaultdict(list)
    for ballot_id, version, is_current, seats in _rows(cursor, VERSIONS):
        versions[ballot_id].append((version, bool(is_current), int(seats)))
    wrong, states = [], Counter[str]()
    for ballot_id, state, way, token in _rows(cursor, RESULTS):
        states[state] += 1
        wrong += _told(ballot_id, state, _json(way), token, log[ballot_id], versions[ballot_id])
    return Account(tuple(wrong), steps, states)


def _told(
    ballot_id: str,
    state: str,
    way: Any,
    token: int,
    log: list[tuple[str, Any, Any]],
    versions: list[tuple[int, bool, int]],
) -> list[str]:
    wrong = []
    if len(log) != token:
        wrong.append(f"{ballot_id}: {token} steps and {len(log)} entries in the log")
    for (_, _, ended), (action, began, _) in pairwise(log):
        if ended != began:
            wrong.append(f"{ballot_id}: '{action}' did not begin where the step before ended")
    if log and log[-1][2] != way:
        wrong.append(f"{ballot_id}: is not where its last step ended")
    if way["state"] != state:
        wrong.append(f"{ballot_id}: is {way['state']} and listed as {state}")
    published = sum(action in PUBLISHING for action, _, _ in log)
    if [version for version, _, _ in versions] != list(range(1, published + 1)):
        wrong.append(f"{ballot_id}: {published} published, and versions {versions}")
    if [is_current for _, is_current, _ in versions] != [False] * (published - 1) + [True] * bool(
        published
    ):
        wrong.append(f"{ballot_id}: readers see not the newest of {versions}")
    wrong += [f"{ballot_id}: {each} is not whole" for each in versions if each[2] != SIZE]
    return wrong


def _rows(cursor: Cursor, query: str) -> list[tuple[Any, ...]]:
    cursor.execute(query, ())
    return cursor.fetchall()


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
