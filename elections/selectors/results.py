"""Published results, as the very reconciliation that was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

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

    `claim_sources` are those of the claims it was made from, by slug, and `fact_sources` those of
    the standing facts that its figures cite.
    """

    reconciliation: Reconciliation
    claim_sources: tuple[Source, ...]
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


def each_published(contests: ContestQuerySet) -> Iterator[tuple[int, PublishedResult]]:
    """Yield each contest's primary key and its current result, one after the other.

    Seven queries, however many contests. Figures with their workings take a quarter of a megabyte
    a contest while they are read: who needs many of them had better not hold them all.
    """
    return _each(Publication.objects.of_contests(contests).current())


def rows_of(publications: PublicationQuerySet) -> dict[Publication, ResultRows]:
    """Return what is stored of each publication. Five queries."""
    return dict(_each_rows(publications, _uses_of(publications)))


def _each_rows(
    publications: PublicationQuerySet, uses: Mapping[int, list[UseRow]]
) -> Iterator[tuple[Publication, ResultRows]]:
    """Yield what is stored of each publication. Four queries."""
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
    by_key = {publication.pk: publication for publication in publications.with_names()}
    tallies = Tally.objects.of_publications(publications).whole().iterator(chunk_size=1_000)
    for key, rows in groupby(tallies, key=itemgetter(0)):
        publication = by_key[key]
        yield (
            publication,
            ResultRows.in_order(
                state=publication.state,
                default_baseline=publication.default_baseline,
                control_after=_control_after(publication),
                tallies=[TallyRow(*row[1:]) for row in rows],
                changes=changes[key],
                findings=findings[key],
                uses=uses.get(key, []),
            ),
        )


def _uses_of(publications: PublicationQuerySet) -> dict[int, list[UseRow]]:
    uses = defaultdict(list)
    for key, *use in ClaimUse.objects.of_publications(publications).bare():
        uses[key].append(UseRow(*use))
    return uses


def _results(publications: PublicationQuerySet) -> dict[int, PublishedResult]:
    return dict(_each(publications))


def _each(publications: PublicationQuerySet) -> Iterator[tuple[int, PublishedResult]]:
    uses = _uses_of(publications)
    # Every claim that a result cites is one that became something in it.
    slugs = {use.source for of_one in uses.values() for use in of_one}
    of_claims = {row.slug: source_from(row) for row in SourceRow.objects.of_slugs(slugs)}
    of_facts = {row.slug: source_of_facts(row) for row in FactSource.objects.in_order_of_name()}
    sources = of_facts | of_claims
    for publication, rows in _each_rows(publications, uses):
        cited = cited_sources(rows)
        yield (
            publication.contest_id,
            PublishedResult(
                reconciliation=decode(rows, sources),
                claim_sources=tuple(
                    of_claims[slug] for slug in sorted({use.source for use in rows.uses})
                ),
                fact_sources=tuple(of_facts[slug] for slug in sorted(cited & set(of_facts))),
                version=publication.version,
                published_at=publication.published_at,
                published_by=publication.published_by,
                reason=publication.reason,
                is_current=publication.is_current,
            ),
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
