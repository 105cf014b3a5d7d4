"""What page selectors look up by an address, and what they raise where there is no such thing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.urls import reverse

from councils.models import Council
from elections.domain.polling import ElectionStatus
from elections.models import Contest, Election
from elections.pages.facts import named_with_its_day
from elections.pages.missing import MissingPage, Suggestion, near_matches
from elections.querysets import ElectionQuerySet
from elections.selectors.pages.rows import contest_facts, election_facts


class NotHereError(LookupError):
    """There is no such page. `page` says so, and where to go on."""

    def __init__(self, page: MissingPage) -> None:
        super().__init__(page.message)
        self.page = page


class ElsewhereError(LookupError):
    """The council is known by another slug, under which its pages are."""

    def __init__(self, council: str) -> None:
        super().__init__(council)
        self.council = council


def election_of(slug: str) -> Election:
    """Return the election of an address, drafts included. One query. Raises NotHereError where there is none."""
    return _election_of(slug, Election.objects.all())


def open_election_of(slug: str) -> Election:
    """Return the election of an address that readers see. One query. Raises NotHereError where there is none."""
    return _election_of(slug, Election.objects.opened())


def _election_of(slug: str, among: ElectionQuerySet) -> Election:
    election = among.on_day(polling_day_of(slug)).first()
    if election is None:
        raise no_election(slug)
    return election


def polling_day_of(slug: str) -> date:
    """Return the day that an address names. Raises NotHereError where it names none."""
    try:
        polling_day = date.fromisoformat(slug)
    except ValueError:
        raise no_election(slug) from None
    # The standard library reads other forms of a date too, which are no addresses of ours.
    if slug != polling_day.isoformat():
        raise no_election(slug)
    return polling_day


def no_election(slug: str) -> NotHereError:
    """Return what to raise where an address names no election. One query."""
    return NotHereError(
        MissingPage(
            f"There is no election of \u201c{slug[:40]}\u201d here.",
            tuple(
                Suggestion(
                    named_with_its_day(election_facts(row)), reverse("election", args=[row.slug])
                )
                for row in Election.objects.opened().newest_first()
            ),
        )
    )


def no_contest(election: str, council: str, *, among: ElectionQuerySet) -> LookupError:
    """Return what to raise where an address names no contest: elsewhere, or not here.

    `among` are the elections that whoever asks may know of. At most four queries.
    """
    found = among.on_day(polling_day_of(election)).first()
    if found is None:
        return no_election(election)
    known = Council.objects.known_as(council).first()
    if known is not None:
        return ElsewhereError(known.slug)
    contests = [
        contest_facts(row)
        for row in Contest.objects.opened().of_election(found.polling_day).with_names()
    ]
    names = {each.council.slug: each.council.name for each in contests}
    facts = election_facts(found)
    # In the middle of a sentence, "Local elections of 4 May" begins small.
    name = facts.name[:1].lower() + facts.name[1:]
    near = near_matches(council, names)
    if found.status != ElectionStatus.OPEN:
        return NotHereError(
            MissingPage(f"\u201c{council[:80]}\u201d has no contest here at the {name}.")
        )
    return NotHereError(
        MissingPage(
            f"\u201c{council[:80]}\u201d has no contest here at the {name}.",
            (
                *(
                    Suggestion(name, reverse("contest", args=[facts.slug, slug]))
                    for slug, name in near
                ),
                Suggestion(f"All of the {name}", reverse("election", args=[facts.slug])),
            ),
        )
    )


def no_council(slug: str) -> LookupError:
    """Return what to raise where an address names no council. At most two queries."""
    known = Council.objects.known_as(slug).first()
    if known is not None:
        return ElsewhereError(known.slug)
    names = {row.slug: row.name for row in Council.objects.in_order_of_name()}
    return not_listed("council", slug, names)


def not_listed(noun: str, slug: str, names: Mapping[str, str]) -> NotHereError:
    """Return what to raise where nothing has this slug: what is near it, by slug. No query.

    `noun` is also the name of such a thing's address.
    """
    return NotHereError(
        MissingPage(
            f"There is no {noun} called \u201c{slug[:80]}\u201d here.",
            tuple(
                Suggestion(name, reverse(noun, args=[near]))
                for near, name in near_matches(slug, names)
            ),
        )
    )
