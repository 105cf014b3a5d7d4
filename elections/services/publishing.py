"""Publishing: claims become figures, which replace the version before them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from elections.codec import ResultRows, encode
from elections.domain.claims import tells_a_result
from elections.domain.findings import Code, Finding
from elections.domain.polling import TooEarly
from elections.domain.reconciliation.reconcile import reconcile
from elections.models import (
    ChangeOfControl,
    Claim,
    ClaimUse,
    Contest,
    DataVersion,
    Election,
    Party,
    Publication,
    PublishedFinding,
    Tally,
)
from elections.querysets import ContestQuerySet
from elections.selectors.inputs import ContestInputs, inputs_of
from elections.selectors.results import rows_of

# Rows a statement: enough that their number is what counts, and few enough to hold in memory.
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Published:
    """A new version is what readers see. `findings` went out with it.

    `alters` says whether a figure that readers saw is another one now.
    """

    version: int
    findings: tuple[Finding, ...]
    alters: bool = False


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The claims say what is published already, so nothing was written."""

    version: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Findings stop publication, so what was published stays. `findings` are all there are."""

    findings: tuple[Finding, ...]


Outcome = Published | Unchanged | Refused


def publish_contest(
    *, contest: Contest, at: datetime, by: str, reason: str, leaving_out: Collection[int] = ()
) -> Outcome:
    """Reconcile a contest's claims and publish the result if it differs from what readers see.

    `by` and `reason` are on record with the version. One transaction, which also moves the data
    version; the contest is locked meanwhile, so that two who publish at once do so in turn.
    """
    outcomes = publish_contests(
        contests=Contest.objects.filter(pk=contest.pk),
        at=at,
        by=by,
        reason=reason,
        leaving_out=leaving_out,
    )
    return outcomes[contest.ballot_id]


@transaction.atomic
def publish_contests(
    *,
    contests: ContestQuerySet,
    at: datetime,
    by: str,
    reason: str,
    leaving_out: Collection[int] = (),
) -> dict[str, Outcome]:
    """Do for each contest what `publish_contest` does for one; return the outcomes by id.

    The claims of the keys in `leaving_out` are not published. One transaction, in which the data
    version moves once. Eleven queries find out what differs and
    about ten more store it, however many contests; many rows go in several batches.
    """
    # All locks before the first write: whoever holds a contest may wait for the data version, so
    # whoever has moved that must not wait for a contest.
    held = list(Contest.objects.among(contests).held_until_saved())
    theirs = Contest.objects.filter(pk__in=[contest.pk for contest in held])
    inputs = inputs_of(theirs, leaving_out=leaving_out)
    elections = {row.pk: row.election for row in theirs.with_names()}
    stored = rows_of(Publication.objects.of_contests(theirs).current())
    current = {publication.contest_id: (publication, rows) for publication, rows in stored.items()}

    outcomes: dict[str, Outcome] = {}
    versions: list[_Version] = []
    for contest in held:
        given = inputs[contest.pk]
        before, rows_before = current.get(contest.pk, (None, None))
        code = _too_early(elections[contest.pk], given, rows_before, at=at)
        if code is not None:
            outcomes[contest.ballot_id] = Refused((Finding(code, ()),))
            continue
        reconciliation = reconcile(given.facts, given.claims)
        if not reconciliation.may_be_published:
            outcomes[contest.ballot_id] = Refused(reconciliation.findings)
            continue
        rows = encode(reconciliation)
        if before is not None and rows == rows_before:
            outcomes[contest.ballot_id] = Unchanged(before.version)
            continue
        version = 1 if before is None else before.version + 1
        versions.append(_Version(contest, version, rows))
        alters = rows_before is not None and _figures(rows_before) != _figures(rows)
        outcomes[contest.ballot_id] = Published(version, reconciliation.findings, alters)
    if versions:
        _store(versions, at=at, by=by, reason=reason)
        DataVersion.objects.move(at=at)
    return outcomes


_CODES = {
    TooEarly.IS_A_DRAFT: Code.ELECTION_IS_A_DRAFT,
    TooEarly.POLLS_ARE_OPEN: Code.POLLS_ARE_OPEN,
}


def _too_early(
    election: Election, given: ContestInputs, published: ResultRows | None, *, at: datetime
) -> Code | None:
    """Return why a contest can't be published yet, or None.

    Before the polls close, how things stood may be; and of a result that is out too early, claims
    may be taken back, even though others that are out already tell one too.
    """
    if election.why_too_early(now=at) is None:
        return None
    tells_one = any(tells_a_result(claim.saying) for claim in given.claims)
    is_taken_back = published is not None and _keys(given) < _published_keys(published)
    why = election.why_too_early(now=at, tells_a_result=tells_one and not is_taken_back)
    return None if why is None else _CODES[why]


def _keys(given: ContestInputs) -> set[tuple[str, str]]:
    return {claim.key for claim in given.claims}


def _published_keys(rows: ResultRows) -> set[tuple[str, str]]:
    return {(use.source, use.reference) for use in rows.uses}


def _figures(rows: ResultRows) -> ResultRows:
    """Return a result's figures and findings without what became of each claim."""
    return replace(rows, uses=(), state="")


@dataclass(frozen=True, slots=True)
class _Version:
    """What is to be stored of one contest."""

    contest: Contest
    number: int
    rows: ResultRows


def _store(versions: Sequence[_Version], *, at: datetime, by: str, reason: str) -> None:
    """Store new versions and make them the current ones."""
    contests = Contest.objects.filter(pk__in=[version.contest.pk for version in versions])
    Publication.objects.of_contests(contests).current().retire()
    party_ids = Party.objects.ids_by_slug()
    claim_ids = Claim.objects.about_contests(contests).ids_by_key()

    def party_id(slug: str | None) -> int | None:
        return None if slug is None else party_ids[slug]

    publications = [
        Publication(
            contest=version.contest,
            version=version.number,
            published_at=at,
            published_by=by,
            reason=reason,
            is_current=True,
            state=version.rows.state,
            default_baseline=version.rows.default_baseline,
            control_after_kind=version.rows.control_after.kind,
            control_after_party_id=party_id(version.rows.control_after.party),
            control_after_status=version.rows.control_after.status,
            control_after_precision=version.rows.control_after.precision,
            control_after_detail=version.rows.control_after.detail,
        )
        for version in versions
    ]
    for publication in publications:
        # Who and why come from outside. The rest is made by reconciliation alone, and the
        # database's constraints check it; to look for each contest and party would be a query.
        publication.clean_fields(exclude={"contest", "control_after_party"})
    Publication.objects.bulk_create(publications, batch_size=BATCH)
    stored = [
        (publication, version.rows)
        for publication, version in zip(publications, versions, strict=True)
    ]
    Tally.objects.bulk_create(
        (
            Tally(
                publication=publication,
                measure=row.measure,
                moment=row.moment,
                holder=row.holder,
                party_id=party_id(row.party),
                status=row.status,
                value=row.value,
                low=row.low,
                high=row.high,
                precision=row.precision,
                detail=row.detail,
            )
            for publication, rows in stored
            for row in rows.tallies
        ),
        batch_size=BATCH,
    )
    ChangeOfControl.objects.bulk_create(
        (
            ChangeOfControl(
                publication=publication,
                baseline=row.baseline,
                kind=row.kind,
                control_before_kind=row.control_before.kind,
                control_before_party_id=party_id(row.control_before.party),
                control_before_status=row.control_before.status,
                control_before_precision=row.control_before.precision,
                control_before_detail=row.control_before.detail,
                detail=row.detail,
            )
            for publication, rows in stored
            for row in rows.changes
        ),
        batch_size=BATCH,
    )
    PublishedFinding.objects.bulk_create(
        (
            PublishedFinding(
                publication=publication,
                position=position,
                code=row.code,
                fields=row.fields,
                rule=row.rule,
                number=row.number,
                citations=row.citations,
            )
            for publication, rows in stored
            for position, row in enumerate(rows.findings)
        ),
        batch_size=BATCH,
    )
    ClaimUse.objects.bulk_create(
        (
            ClaimUse(
                publication=publication,
                claim_id=claim_ids[row.source, row.reference],
                outcome=row.outcome,
            )
            for publication, rows in stored
            for row in rows.uses
        ),
        batch_size=BATCH,
    )
