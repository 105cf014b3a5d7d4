"""Contests with all that is published of them, for whoever shows them: one, or a part of a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from councils.models import Council
from elections.browsing.choices import fitting
from elections.browsing.contests import counted_as_asked, sorted_contests
from elections.browsing.criteria import Criteria, Vocabulary
from elections.domain.claims import Remark, RemarkTopic
from elections.domain.contests import Scope
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import Reconciliation
from elections.domain.sources import Source
from elections.domain.words.naming import Names
from elections.models import Contest
from elections.querysets import ContestQuerySet
from elections.selectors.browsing import contests_to_browse
from elections.selectors.inputs import ContestInputs, inputs_of
from elections.selectors.naming import party_names
from elections.selectors.results import PublishedResult, published_results


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

    `published` is None where nothing was published yet; the result is then that of no claims.
    """

    contest: ContestIdentity
    result: Reconciliation
    sources: tuple[Source, ...]
    remarks: tuple[RemarkOfContest, ...]
    names: Names
    published: PublishedResult | None


def contest_by_id(ballot_id: str) -> ContestDocument:
    """Return the contest of an id such as `local.medway.2023-05-04`. A constant number of queries.

    Raises ContestMovedError where the id is of another form in use in the field, as in
    `local.folkestone-hythe.2023-05-04`, and NoSuchContestError where nobody knows it.
    """
    contests = Contest.objects.of_id(ballot_id)
    documents = _documents(contests, published_results(contests))
    if not documents:
        raise _no_contest(ballot_id)
    return documents[0]


def _no_contest(ballot_id: str) -> LookupError:
    kind, _, rest = ballot_id.partition(".")
    slug, _, day = rest.rpartition(".")
    council = Council.objects.known_as(slug).first() if slug else None
    if council is not None:
        own_id = f"{kind}.{council.slug}.{day}"
        if Contest.objects.of_id(own_id).exists():
            return ContestMovedError(own_id)
    return NoSuchContestError(ballot_id)


def all_contests() -> tuple[ContestDocument, ...]:
    """Return all contests, the newest election first. A constant number of queries."""
    contests = Contest.objects.newest_first()
    return _documents(contests, published_results(contests))


@dataclass(frozen=True, slots=True)
class ContestsFound:
    """A part of the contests that fit, in order, and how many fit in all."""

    documents: tuple[ContestDocument, ...]
    count: int


def contests_found(
    *,
    days: tuple[date, ...],
    councils: tuple[str, ...],
    criteria: Criteria,
    vocabulary: Vocabulary,
    part: slice,
) -> ContestsFound:
    """Return a part of the contests that fit. A constant number of queries.

    Of any election and any council unless some are named. The newest election comes first unless
    an order is asked for, which then holds for contests of all elections together.
    """
    contests = Contest.objects.on_days(days).of_councils(councils)
    counted = counted_as_asked(contests_to_browse(contests), criteria)
    fit = sorted_contests(fitting(counted, criteria), criteria.sort, vocabulary)
    if not criteria.sort:
        fit = tuple(sorted(fit, key=lambda each: each.contest.election.polling_day, reverse=True))
    ids = [each.contest.ballot_id for each in fit[part]]
    asked = Contest.objects.of_ids(ids)
    chosen = {
        document.contest.ballot_id: document
        for document in _documents(asked, published_results(asked))
    }
    return ContestsFound(tuple(chosen[each] for each in ids), len(fit))


def _documents(
    contests: ContestQuerySet, published: Mapping[int, PublishedResult]
) -> tuple[ContestDocument, ...]:
    inputs = inputs_of(contests)
    names = party_names()
    return tuple(
        _document(contest, inputs[contest.pk], published.get(contest.pk), names)
        for contest in contests.with_names()
    )


def _document(
    contest: Contest, inputs: ContestInputs, published: PublishedResult | None, names: Names
) -> ContestDocument:
    result = reconcile(inputs.facts, ()) if published is None else published.reconciliation
    used = {slug for slug, _ in result.outcomes}
    by_slug = {claim.citation.source.slug: claim.citation.source for claim in inputs.claims}
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
        result=result,
        sources=(
            *(source for slug, source in sorted(by_slug.items()) if slug in used),
            *(_fact_sources(inputs) if published is None else published.fact_sources),
        ),
        remarks=tuple(_remarks(inputs)),
        names=names,
        published=published,
    )


def _remarks(inputs: ContestInputs) -> Iterator[RemarkOfContest]:
    for claim in inputs.claims:
        if isinstance(claim.saying, Remark):
            yield RemarkOfContest(
                topic=claim.saying.topic,
                text=claim.saying.text,
                source=claim.citation.source.slug,
                paragraph=claim.citation.paragraph,
            )


def _fact_sources(inputs: ContestInputs) -> tuple[Source, ...]:
    """Return where the standing facts of a contest are from, by slug."""
    facts = inputs.facts
    numbers = (facts.size_after, facts.seats_up, *facts.size_before.values())
    sources = {number.citation.source for number in numbers if number is not None}
    return tuple(sorted(sources, key=lambda source: source.slug))
