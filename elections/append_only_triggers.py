"""What is on record is written once in the database too: triggers refuse to change or delete a row.

Both databases know row triggers; their words differ. Migrations make them. They fire on changes
alone, so that loading many rows costs nothing more. A rehearsal is apart: its claims and
publications may be deleted with it, and nothing but a draft can be made a rehearsal. SQLite makes a table anew when a column or a
constraint of it changes and forgets its triggers: a migration that does that to one of these tables
ends by calling `create`, and tests try every table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

# The columns of each table that never change; none named are all. A publication that another
# replaces is current no more, which is the one thing that ever changes of it.
WRITTEN_ONCE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "elections_auditentry": (),
        "elections_withdrawal": (),
        "elections_correction": (),
        "elections_claim": (),
        "elections_tally": (),
        "elections_changeofcontrol": (),
        "elections_publishedfinding": (),
        "elections_claimuse": (),
        "elections_publication": (
            "contest_id",
            "version",
            "published_at",
            "published_by",
            "reason",
            "state",
            "default_baseline",
            "control_after_kind",
            "control_after_party_id",
            "control_after_status",
            "control_after_precision",
            "control_after_detail",
        ),
    }
)
# A claim may be brought again as it is, as `loaddata` does: an update that changes none of these.
MAY_COME_AGAIN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "elections_claim": (
            "id",
            "source_id",
            "reference",
            "contest_id",
            "election_id",
            "kind",
            "moment",
            "party_id",
            "other_party_id",
            "value",
            "out_of",
            "topic",
            "text",
            "precision",
            "stated_as",
            "paragraph",
            "baseline_basis",
            "baseline_note",
            "note",
            "replaces_id",
            "recorded_at",
            "recorded_by",
        )
    }
)
# Which contest a row that may be deleted with its rehearsal belongs to; the others are kept for good.
_OF_ITS_PUBLICATION: Final = (
    "(SELECT contest_id FROM elections_publication WHERE id = OLD.publication_id)"
)
CONTEST_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "elections_withdrawal": "(SELECT contest_id FROM elections_claim WHERE id = OLD.claim_id)",
        "elections_correction": _OF_ITS_PUBLICATION,
        "elections_claim": "OLD.contest_id",
        "elections_tally": _OF_ITS_PUBLICATION,
        "elections_changeofcontrol": _OF_ITS_PUBLICATION,
        "elections_publishedfinding": _OF_ITS_PUBLICATION,
        "elections_claimuse": _OF_ITS_PUBLICATION,
        "elections_publication": "OLD.contest_id",
    }
)
# A draft has no result, so nothing that is on record can become part of a rehearsal.
ELECTIONS: Final = "elections_election"
BECOMES_A_REHEARSAL: Final = "NEW.status = 'rehearsal' AND OLD.status NOT IN ('draft', 'rehearsal')"
REHEARSAL_REFUSAL: Final = "Only a draft can be made a rehearsal."
# SQLite's INSERT OR REPLACE takes a row away without its trigger for that: where no load stores rows
# in thousands, storing over one is refused by itself.
NEVER_STORED_OVER: Final = frozenset({"elections_auditentry"})
REFUSAL: Final = "What is on record is never changed or deleted."


def _is_rehearsed(table: str) -> str:
    """Return the condition that a row is of a rehearsal: false for what is kept for good."""
    if table not in CONTEST_OF:
        return "FALSE"
    return (
        "EXISTS (SELECT 1 FROM elections_contest JOIN elections_election "  # noqa: S608
        "ON elections_election.id = elections_contest.election_id "
        f"WHERE elections_contest.id = {CONTEST_OF[table]} "
        "AND elections_election.status = 'rehearsal')"
    )


def creating(vendor: str, *, knows_drafts: bool = True) -> Iterator[str]:
    """Yield the statements that make the triggers. Raises ValueError for another database.

    `knows_drafts` is false while a migration runs that is older than the status of elections.
    """
    for table, columns in WRITTEN_ONCE.items():
        update = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
        again = MAY_COME_AGAIN.get(table, ())
        match vendor:
            case "sqlite":
                differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in again)
                when = f"WHEN {differs} " if again else ""
                for name, event, only in (("update", update, when), ("delete", "DELETE", "")):
                    yield (
                        f"CREATE TRIGGER {table}_no_{name} BEFORE {event} ON {table} {only}"
                        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                    )
                if table in NEVER_STORED_OVER:
                    there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608
                    yield (
                        f"CREATE TRIGGER {table}_no_insert BEFORE INSERT ON {table} WHEN {there} "
                        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                    )
            case "postgresql":
                yield (
                    f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN IF TG_OP = 'DELETE' THEN IF {_is_rehearsed(table)} THEN RETURN OLD; "
                    f"END IF; END IF; RAISE EXCEPTION '{REFUSAL}' "
                    "USING ERRCODE = 'check_violation'; END $$"
                )
                when = "WHEN (OLD.* IS DISTINCT FROM NEW.*) " if again else ""
                yield (
                    f"CREATE TRIGGER {table}_written_once BEFORE {update} ON {table} "
                    f"FOR EACH ROW {when}EXECUTE FUNCTION {table}_refuse()"
                )
                yield (
                    f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} "
                    f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
                )
                yield (
                    f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
                    f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
                )
            case _:
                raise ValueError(f"No triggers are known for {vendor}.")
    if not knows_drafts:
        return
    match vendor:
        case "sqlite":
            yield (
                f"CREATE TRIGGER {ELECTIONS}_no_rehearsal BEFORE UPDATE OF status ON {ELECTIONS} "
                f"WHEN {BECOMES_A_REHEARSAL} "
                f"BEGIN SELECT RAISE(ABORT, '{REHEARSAL_REFUSAL}'); END"
            )
        case "postgresql":
            yield (
                f"CREATE FUNCTION {ELECTIONS}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{REHEARSAL_REFUSAL}' "
                "USING ERRCODE = 'check_violation'; END $$"
            )
            yield (
                f"CREATE TRIGGER {ELECTIONS}_no_rehearsal BEFORE UPDATE OF status ON {ELECTIONS} "
                f"FOR EACH ROW WHEN ({BECOMES_A_REHEARSAL}) "
                f"EXECUTE FUNCTION {ELECTIONS}_refuse()"
            )


def dropping(vendor: str) -> Iterator[str]:
    """Yield the statements that remove the triggers. Raises ValueError for another database."""
    for table in WRITTEN_ONCE:
        match vendor:
            case "sqlite":
                for event in ("update", "delete", "insert"):
                    yield f"DROP TRIGGER IF EXISTS {table}_no_{event}"
            case "postgresql":
                yield f"DROP TRIGGER IF EXISTS {table}_written_once ON {table}"
                yield f"DROP TRIGGER IF EXISTS {table}_kept ON {table}"
                yield f"DROP TRIGGER IF EXISTS {table}_not_emptied ON {table}"
                yield f"DROP FUNCTION IF EXISTS {table}_refuse()"
            case _:
                raise ValueError(f"No triggers are known for {vendor}.")
    on = "" if vendor == "sqlite" else f" ON {ELECTIONS}"
    yield f"DROP TRIGGER IF EXISTS {ELECTIONS}_no_rehearsal{on}"
    if vendor == "postgresql":
        yield f"DROP FUNCTION IF EXISTS {ELECTIONS}_refuse()"


def create(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers anew, whichever are there."""
    drop(connection)
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, ELECTIONS)
        knows_drafts = any(column.name == "status" for column in columns)
        for statement in creating(connection.vendor, knows_drafts=knows_drafts):
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers, where they are."""
    with connection.cursor() as cursor:
        for statement in dropping(connection.vendor):
            cursor.execute(statement)


@contextmanager
def rehearsals_may_be_deleted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let what is on record of rehearsals be deleted, in a transaction that the caller holds.

    PostgreSQL's triggers look up whose a row is. SQLite's can't: one that names another table is in
    the way of every migration that makes that table anew. Only one connection writes to SQLite at a
    time, and its triggers are part of a transaction, so they are lifted for as long as this takes.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        for table in CONTEST_OF:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
    yield
    create(connection)
