"""Published results, as the very reconciliation that was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from councils.models import FactSource
from elections.codec import (
    ChangeRow,
    ControlRow,
    FindingRow,
    ResultRows,
    TallyRow,
    UseRow,
    cited_sources,
    decode,
)
from elections.domain.results import Reconciliation
from elections.domain.sources import Source
from elections.models import (
    ChangeOfControl,
    ClaimUse,
    Contest,
    Publication,
    PublishedFinding,
    Tally,
)
from elections.models import Source as SourceRow
from elections.querysets import ContestQuerySet, PublicationQuerySet
from elections.selectors.mapping import source_from, source_of_facts


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """One version of a contest's result: its figures, and who published it, when and why.

    `fact_sources` are those of the standing facts that its figures cite.
    """

    reconciliation: Reconciliation
    fact_sources: tuple[Source, ...]
    version: int
    published_at: datetime
    published_by: str
    reason: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One line of a contest's history."""

    version: int
    published_at: datetime
    published_by: str
    reason: str
    is_current: bool


def published_result(contest: Contest) -> PublishedResult | None:
    """Return a contest's current result, or None where nothing is published. Seven queries."""
    return published_results(Contest.objects.filter(pk=contest.pk)).get(contest.pk)


def published_results(contests: ContestQuerySet) -> dict[int, PublishedResult]:
    """Return the current result of each contest that has one, by its primary key.

    Seven queries, however many contests.
    """
    return _results(Publication.objects.of_contests(contests).current())


def published_version(contest: Contest, *, version: int) -> PublishedResult | None:
    """Return one version of a contest's result, or None if it never was. Seven queries."""
    contests = Contest.objects.filter(pk=contest.pk)
    publications = Publication.objects.of_contests(contests).of_version(version)
    return _results(publications).get(contest.pk)


def history_of(contest: Contest) -> tuple[PublishedVersion, ...]:
    """Return all versions of a contest's result without their figures, newest first. One query."""
    contests = Contest.objects.filter(pk=contest.pk)
    return tuple(
        PublishedVersion(
            version=row.version,
            published_at=row.published_at,
            published_by=row.published_by,
            reason=row.reason,
            is_current=row.is_current,
        )
        for row in Publication.objects.of_contests(contests).newest_first()
    )


def rows_of(publications: PublicationQuerySet) -> dict[Publication, ResultRows]:
    """Return what is stored of each publication. Five queries."""
    tallies = defaultdict(list)
    for tally in Tally.objects.of_publications(publications).with_names():
        tallies[tally.publication_id].append(_tally_row(tally))
    changes = defaultdict(list)
    for change in ChangeOfControl.objects.of_publications(publications).with_names():
        changes[change.publication_id].append(_change_row(change))
    findings = defaultdict(list)
    for finding in PublishedFinding.objects.of_publications(publications).in_order():
        findings[finding.publication_id].append(
            FindingRow(
                finding.code, finding.fields, finding.rule, finding.number, finding.citations
            )
        )
    uses = defaultdict(list)
    for use in ClaimUse.objects.of_publications(publications).with_names():
        uses[use.publication_id].append(
            UseRow(use.claim.source.slug, use.claim.reference, use.outcome)
        )
    return {
        publication: ResultRows.in_order(
            state=publication.state,
            default_baseline=publication.default_baseline,
            control_after=_control_after(publication),
            tallies=tallies[publication.pk],
            changes=changes[publication.pk],
            findings=findings[publication.pk],
            uses=uses[publication.pk],
        )
        for publication in publications.with_names()
    }


def _results(publications: PublicationQuerySet) -> dict[int, PublishedResult]:
    stored = rows_of(publications)
    cited = {publication: cited_sources(rows) for publication, rows in stored.items()}
    of_claims, of_facts = _sources_of(set[str]().union(*cited.values()))
    sources = of_facts | of_claims
    return {
        publication.contest_id: PublishedResult(
            reconciliation=decode(rows, sources),
            fact_sources=tuple(
                of_facts[slug] for slug in sorted(cited[publication] & set(of_facts))
            ),
            version=publication.version,
            published_at=publication.published_at,
            published_by=publication.published_by,
            reason=publication.reason,
            is_current=publication.is_current,
        )
        for publication, rows in stored.items()
    }


def _sources_of(slugs: Set[str]) -> tuple[dict[str, Source], dict[str, Source]]:
    """Return the sources of these slugs, those of claims and those of facts. Two queries."""
    return (
        {row.slug: source_from(row) for row in SourceRow.objects.of_slugs(slugs)},
        {row.slug: source_of_facts(row) for row in FactSource.objects.of_slugs(slugs)},
    )


def _control_after(publication: Publication) -> ControlRow:
    party = publication.control_after_party
    return ControlRow(
        kind=publication.control_after_kind,
        party=None if party is None else party.slug,
        status=publication.control_after_status,
        precision=publication.control_after_precision,
        detail=publication.control_after_detail,
    )


def _tally_row(tally: Tally) -> TallyRow:
    return TallyRow(
        measure=tally.measure,
        moment=tally.moment,
        holder=tally.holder,
        party=None if tally.party is None else tally.party.slug,
        status=tally.status,
        value=tally.value,
        low=tally.low,
        high=tally.high,
        precision=tally.precision,
        detail=tally.detail,
    )


def _change_row(change: ChangeOfControl) -> ChangeRow:
    party = change.control_before_party
    return ChangeRow(
        baseline=change.baseline,
        kind=change.kind,
        control_before=ControlRow(
            kind=change.control_before_kind,
            party=None if party is None else party.slug,
            status=change.control_before_status,
            precision=change.control_before_precision,
            detail=change.control_before_detail,
        ),
        detail=change.detail,
    )
