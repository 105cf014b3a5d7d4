"""Contests with all that is published of them, for whoever shows them: one, or a part of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from councils.models import Council
from elections.browsing.choices import fitting
from elections.browsing.contests import counted_as_asked, sorted_contests
from elections.browsing.criteria import Criteria, Vocabulary
from elections.domain.claims import RemarkTopic
from elections.domain.contests import ContestFacts, Scope
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import Reconciliation
from elections.domain.sources import Source
from elections.domain.words.naming import Names
from elections.models import Claim, Contest
from elections.querysets import ContestQuerySet
from elections.selectors.browsing import every_contest
from elections.selectors.inputs import standing_facts
from elections.selectors.naming import party_names
from elections.selectors.results import (
    PublishedResult,
    PublishedVersion,
    each_published,
    versions_of,
)


class NoSuchContestError(LookupError):
    """No contest has this id."""

    def __init__(self, ballot_id: str) -> None:
        super().__init__(f"There is no contest '{ballot_id}'.")


class ContestMovedError(LookupError):
    """The id has another form of the council's slug; `ballot_id` is the contest's own."""

    def __init__(self, ballot_id: str) -> None:
        super().__init__(ballot_id)
        self.ballot_id = ballot_id


@dataclass(frozen=True, slots=True)
class ContestIdentity:
    """Which council at which election."""

    ballot_id: str
    polling_day: date
    url: str
    council_slug: str
    council_name: str
    gss_code: str
    council_type: str
    region: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class RemarkOfContest:
    """A fact without a figure that a source tells of a contest."""

    topic: RemarkTopic
    text: str
    source: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class ContestDocument:
    """One contest: its result as published, its sources, and the names to tell it with.

    `sources` are those of its claims, then those of the standing facts that its figures cite.

    `versions` are all that were published, the newest first.
    `published` is None where nothing was published yet; the result is then that of no claims.
    """

    contest: ContestIdentity
    result: Reconciliation
    sources: tuple[Source, ...]
    remarks: tuple[RemarkOfContest, ...]
    names: Names
    published: PublishedResult | None
    versions: tuple[PublishedVersion, ...] = ()


def contest_by_id(ballot_id: str) -> ContestDocument:
    """Return the contest of an id such as `local.medway.2023-05-04`. A constant number of queries.

    Raises ContestMovedError where the id is of another form in use in the field, as in
    `local.folkestone-hythe.2023-05-04`, and NoSuchContestError where nobody knows it.
    """
    contests = Contest.objects.opened().of_id(ballot_id)
    for document in _documents(contests, [ballot_id]):
        return document
    raise _no_contest(ballot_id)


def _no_contest(ballot_id: str) -> LookupError:
    kind, _, rest = ballot_id.partition(".")
    slug, _, day = rest.rpartition(".")
    council = Council.objects.known_as(slug).first() if slug else None
    if council is not None:
        own_id = f"{kind}.{council.slug}.{day}"
        if Contest.objects.opened().of_id(own_id).exists():
            return ContestMovedError(own_id)
    return NoSuchContestError(ballot_id)


def all_contests() -> tuple[ContestDocument, ...]:
    """Return all contests, the newest election first. A constant number of queries."""
    contests = Contest.objects.opened().newest_first()
    newest_first = tuple(contests.ids())
    documents = {each.contest.ballot_id: each for each in _documents(contests, newest_first)}
    return tuple(documents[each] for each in newest_first)


@dataclass(frozen=True, slots=True)
class ContestsFound:
    """The ids of a part of the contests that fit, in order, and how many fit in all."""

    ids: tuple[str, ...]
    count: int


def contests_found(
    *,
    days: tuple[date, ...],
    councils: tuple[str, ...],
    criteria: Criteria,
    vocabulary: Vocabulary,
    part: slice,
) -> ContestsFound:
    """Return a part of the contests that fit. At most four queries.

    Of any election and any council unless some are named. The newest election comes first unless
    an order is asked for, which then holds for contests of all elections together.
    """
    asked = [
        each
        for each in every_contest()
        if (not days or each.contest.election.polling_day in days)
        and (not councils or each.contest.council.slug in councils)
    ]
    counted = counted_as_asked(asked, criteria)
    fit = sorted_contests(fitting(counted, criteria), criteria.sort, vocabulary)
    if not criteria.sort:
        fit = tuple(sorted(fit, key=lambda each: each.contest.election.polling_day, reverse=True))
    return ContestsFound(tuple(each.contest.ballot_id for each in fit[part]), len(fit))


def contests_of_ids(ballot_ids: Iterable[str]) -> Iterator[ContestDocument]:
    """Yield the contests of these ids, in no order. Seven queries, and three for those awaited."""
    asked = tuple(ballot_ids)
    return _documents(Contest.objects.opened().of_ids(asked), asked)


def _documents(contests: ContestQuerySet, ballot_ids: Iterable[str]) -> Iterator[ContestDocument]:
    """Yield contests, which have these ids, those of which nothing is published last."""
    names = party_names()
    remarks = _remarks(contests)
    versions = versions_of(contests)
    awaited = set(ballot_ids)
    for row, published in each_published(contests):
        awaited.remove(row.ballot_id)
        document = _document(row, published, remarks=tuple(remarks[row.pk]), names=names)
        yield replace(document, versions=versions.get(row.pk, ()))
    if awaited:
        for row, facts in standing_facts(Contest.objects.opened().of_ids(awaited)):
            yield _document(row, facts, remarks=tuple(remarks[row.pk]), names=names)


def _document(
    contest: Contest,
    known: PublishedResult | ContestFacts,
    *,
    remarks: tuple[RemarkOfContest, ...],
    names: Names,
) -> ContestDocument:
    """Return a contest with its result, or with what follows from the standing facts alone."""
    published = known if isinstance(known, PublishedResult) else None
    return ContestDocument(
        contest=ContestIdentity(
            ballot_id=contest.ballot_id,
            polling_day=contest.election.polling_day,
            url=reverse("contest", args=[contest.election.slug, contest.council.slug]),
            council_slug=contest.council.slug,
            council_name=contest.council.name,
            gss_code=contest.council.gss_code,
            council_type=contest.council.council_type,
            region=contest.council.region.slug,
            scope=Scope(contest.scope),
        ),
        result=known.reconciliation if isinstance(known, PublishedResult) else reconcile(known, ()),
        sources=(*known.claim_sources, *known.fact_sources)
        if isinstance(known, PublishedResult)
        else _fact_sources(known),
        remarks=remarks,
        names=names,
        published=published,
    )


def _remarks(contests: ContestQuerySet) -> dict[int, list[RemarkOfContest]]:
    """Return the remarks on each contest, as their sources tell them. One query."""
    found: dict[int, list[RemarkOfContest]] = defaultdict(list)
    remarks = Claim.objects.about_contests(contests).standing_for_readers().remarks()
    for row in remarks.with_names().in_order_told():
        if row.contest_id is not None:
            found[row.contest_id].append(
                RemarkOfContest(RemarkTopic(row.topic), row.text, row.source.slug, row.paragraph)
            )
    return found


def _fact_sources(facts: ContestFacts) -> tuple[Source, ...]:
    """Return where the standing facts of a contest are from, by slug."""
    numbers = (facts.size_after, facts.seats_up, *facts.size_before.values())
    sources = {number.citation.source for number in numbers if number is not None}
    return tuple(sorted(sources, key=lambda source: source.slug))
