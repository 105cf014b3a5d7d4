"""Published results, as the very reconciliation that was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from councils.models import FactSource
from elections.codec import (
    FindingRow,
    ResultRows,
    TallyRow,
    UseRow,
    cited_sources,
    decode,
)
from elections.codec.way import differences_of
from elections.domain.desk.corrected import Corrected, PutRight, TakenBack
from elections.domain.results import Reconciliation
from elections.domain.sources import Source, SourceKind
from elections.models import (
    ClaimUse,
    Contest,
    Correction,
    CorrectionKind,
    Publication,
    PublishedFinding,
    Tally,
)
from elections.querysets import ContestQuerySet, PublicationQuerySet
from elections.selectors.mapping import source_of_facts
from elections.selectors.stored import StoredPublication, stored_publications


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
    corrected: Corrected | None = None


def published_result(contest: Contest) -> PublishedResult | None:
    """Return a contest's current result, or None where nothing is published. Five queries."""
    return published_results(Contest.objects.filter(pk=contest.pk)).get(contest.pk)


def published_results(contests: ContestQuerySet) -> dict[int, PublishedResult]:
    """Return the current result of each contest that has one, by its primary key.

    Five queries, however many contests.
    """
    return _results(Publication.objects.of_contests(contests).current())


def published_version(contest: Contest, *, version: int) -> PublishedResult | None:
    """Return one version of a contest's result, or None if it never was. Five queries."""
    contests = Contest.objects.filter(pk=contest.pk)
    publications = Publication.objects.of_contests(contests).of_version(version)
    return _results(publications).get(contest.pk)


def history_of(contest: Contest) -> tuple[PublishedVersion, ...]:
    """Return all versions of a contest's result without their figures, newest first. One query."""
    return versions_of(Contest.objects.filter(pk=contest.pk)).get(contest.pk, ())


def versions_of(contests: ContestQuerySet) -> Mapping[int, tuple[PublishedVersion, ...]]:
    """Return all versions without their figures, by the contest's key, newest first. One query."""
    found: dict[int, list[PublishedVersion]] = defaultdict(list)
    for row in Publication.objects.of_contests(contests).with_corrections().newest_first():
        found[row.contest_id].append(_version(row))
    return {key: tuple(versions) for key, versions in found.items()}


def _version(row: Publication) -> PublishedVersion:
    return PublishedVersion(
        version=row.version,
        published_at=row.published_at,
        published_by=row.published_by,
        reason=row.reason,
        is_current=row.is_current,
        corrected=_corrected(row),
    )


def _corrected(row: Publication) -> Corrected | None:
    """Return what a version put right, or None where it only told more. With corrections: no query."""
    try:
        correction = row.correction
    except Correction.DoesNotExist:
        return None
    if correction.kind == CorrectionKind.RETRACTION:
        return TakenBack(correction.reason)
    return PutRight(differences_of(correction.lines), correction.reason)


def each_version(contest: Contest) -> tuple[PublishedResult, ...]:
    """Return every version of a contest's result with its figures, the newest first. Five queries."""
    publications = Publication.objects.of_contests(Contest.objects.filter(pk=contest.pk))
    found = (result for _, result in _each(publications))
    return tuple(sorted(found, key=lambda each: each.version, reverse=True))


def each_published(contests: ContestQuerySet) -> Iterator[tuple[Contest, PublishedResult]]:
    """Yield each contest, its names loaded, and its current result, one after the other.

    Five queries, however many contests. Figures with their workings take a quarter of a megabyte
    a contest while they are read: who needs many of them had better not hold them all.
    """
    return _each(Publication.objects.of_contests(contests).current())


def rows_of(publications: PublicationQuerySet) -> dict[Publication, ResultRows]:
    """Return what is stored of each publication. Four queries."""
    by_key = stored_publications(publications)
    these = _of_keys(by_key)
    uses, _ = _uses_of(these)
    return dict(_each_rows(by_key, these, uses))


def _of_keys(keys: Iterable[int]) -> PublicationQuerySet:
    """Return these publications and no others, whatever is published while the rest is read.

    A publication never changes; which of them readers see may do so from one query to the next.
    """
    return Publication.objects.filter(pk__in=list(keys))


def _each_rows(
    by_key: Mapping[int, StoredPublication],
    publications: PublicationQuerySet,
    uses: Mapping[int, list[UseRow]],
) -> Iterator[tuple[Publication, ResultRows]]:
    """Yield what is stored of each publication. Two queries."""
    findings = defaultdict(list)
    for finding in PublishedFinding.objects.of_publications(publications).in_order():
        findings[finding.publication_id].append(
            FindingRow(
                finding.code, finding.fields, finding.rule, finding.number, finding.citations
            )
        )
    tallies = Tally.objects.of_publications(publications).whole().iterator(chunk_size=1_000)
    for key, rows in groupby(tallies, key=itemgetter(0)):
        stored = by_key[key]
        yield (
            stored.row,
            ResultRows.in_order(
                state=stored.row.state,
                default_baseline=stored.row.default_baseline,
                control_after=stored.control_after,
                tallies=[TallyRow(*row[1:]) for row in rows],
                changes=stored.changes,
                findings=findings[key],
                uses=uses.get(key, []),
            ),
        )


def _uses_of(
    publications: PublicationQuerySet,
) -> tuple[dict[int, list[UseRow]], dict[str, Source]]:
    """Return what became of claims by publication, and their sources by slug. One query."""
    uses = defaultdict(list)
    sources: dict[str, Source] = {}
    for key, reference, outcome, slug, *source in ClaimUse.objects.of_publications(
        publications
    ).bare():
        uses[key].append(UseRow(slug, reference, outcome))
        if slug not in sources:
            name, outlet, kind, published_on, edition = source
            sources[slug] = Source(slug, name, outlet, SourceKind(kind), published_on, edition)
    return uses, sources


def _results(publications: PublicationQuerySet) -> dict[int, PublishedResult]:
    return {contest.pk: result for contest, result in _each(publications)}


def _each(publications: PublicationQuerySet) -> Iterator[tuple[Contest, PublishedResult]]:
    # Every claim that a result cites is one that became something in it.
    by_key = stored_publications(publications.with_contests())
    these = _of_keys(by_key)
    uses, of_claims = _uses_of(these)
    of_facts = {row.slug: source_of_facts(row) for row in FactSource.objects.in_order_of_name()}
    sources = of_facts | of_claims
    for publication, rows in _each_rows(by_key, these, uses):
        cited = cited_sources(rows)
        yield (
            publication.contest,
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
