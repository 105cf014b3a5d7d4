"""What the template of an upload is made from."""

from __future__ import annotations

from elections.codec.way import way_of
from elections.domain.desk.states import Expected, FirstEntry, SecondEntry, State
from elections.domain.desk.waiting import is_open
from elections.models import Contest, DeskResult, Tally
from elections.pages.desk.upload import ExpectedSheet
from elections.selectors.pages.looking_up import election_of
from elections.selectors.pages.parties import all_parties


def expected_sheets(slug: str, *, by: str) -> tuple[ExpectedSheet, ...]:
    """Return the councils of an election of which somebody may hand in an entry, by name.

    Five queries. Raises NotHereError where there is no such election.
    """
    election = election_of(slug)
    contests = Contest.objects.of_election(election.polling_day)
    states = {row.contest_id: way_of(row.way) for row in DeskResult.objects.of_contests(contests)}
    here = Tally.objects.parties_by_council(contests.councils(), until=election.polling_day)
    parties = all_parties()
    return tuple(
        ExpectedSheet(
            row.ballot_id,
            row.council.gss_code,
            row.council.name,
            tuple(
                parties.name(slug)
                for slug in sorted(
                    here.get(row.council_id, ()), key=lambda slug: (parties.position(slug), slug)
                )
            ),
        )
        for row in contests.with_names().in_order_of_name()
        if _may_hand_in(states.get(row.pk, Expected()), by)
    )


def _may_hand_in(state: State, by: str) -> bool:
    match state:
        case FirstEntry():
            return True
        case SecondEntry(first=first):
            return first.by != by
        case _:
            return is_open(state)
