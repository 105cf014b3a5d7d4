"""What a claim says, in a sentence of our own. Never the source's words."""

from __future__ import annotations

from elections.domain.baselines import Baseline, Moment
from elections.domain.claims import (
    AllSeatsUp,
    CouncilSize,
    FellShortBy,
    GainedControl,
    HasControl,
    HasMajorityOf,
    HeldControl,
    IsLargest,
    LacksMajority,
    LeadsBy,
    ListIsWhole,
    LostControl,
    LostItsOnlySeat,
    NeededToGain,
    NewCouncil,
    NobodyHasControl,
    NobodyLostSeats,
    Remark,
    Saying,
    SeatsChanged,
    SeatsHeld,
    SeatsUp,
    SeatsVacant,
    SeatsWon,
    SizeChanged,
)
from elections.pages.facts import ElectionClaimFacts, Parties
from elections.pages.words import BASELINE_IN_A_SENTENCE, SINCE_BASELINE, capitalised, count, signed


def claim_sentence(saying: Saying, parties: Parties) -> str:
    """Return what a claim about a contest says: "Labour hold 33 seats after the poll."."""
    return f"{capitalised(_clause(saying, parties).removesuffix('.'))}."


def _clause(saying: Saying, parties: Parties) -> str:
    def who(slug: str) -> str:
        return parties.by_slug[slug].group

    match saying:
        case SeatsHeld(moment, party, seats):
            return f"{who(party)} {_tense(moment, 'hold', 'held')} {_seats(seats)} {_when(moment)}"
        case SeatsChanged(baseline, party, 0):
            return f"{who(party)} have as many seats as before, counted {_since(baseline)}"
        case SeatsChanged(baseline, party, change):
            verb = "gained" if change > 0 else "lost"
            return f"{who(party)} {verb} {_seats(abs(change))}, counted {_since(baseline)}"
        case SeatsVacant(moment, seats):
            verb = _tense(moment, "is", "was") if seats == 1 else _tense(moment, "are", "were")
            return f"{_seats(seats)} {verb} vacant {_when(moment)}"
        case CouncilSize(moment, seats):
            return f"the council {_tense(moment, 'has', 'had')} {_seats(seats)} {_when(moment)}"
        case SizeChanged(baseline, change):
            return (
                f"the size of the council changed by {signed(change)}, counted {_since(baseline)}"
            )
        case SeatsUp(seats):
            return f"{_seats(seats)} {'was' if seats == 1 else 'were'} up for election"
        case AllSeatsUp():
            return "every seat was up for election"
        case SeatsWon(party, seats):
            return f"{who(party)} won {'none' if seats == 0 else seats} of the seats that were up"
        case HasMajorityOf(moment, party, majority):
            verb = _tense(moment, "have", "had")
            return f"{who(party)} {verb} a majority of {majority} {_when(moment)}"
        case HasControl(moment, party):
            return f"{who(party)} {_tense(moment, 'have', 'had')} control {_when(moment)}"
        case NobodyHasControl(moment):
            verb = _tense(moment, "is", "was")
            return f"the council {verb} under no overall control {_when(moment)}"
        case LacksMajority(moment, party):
            return f"{who(party)} {_tense(moment, 'have', 'had')} no majority {_when(moment)}"
        case GainedControl(baseline, party):
            return f"{who(party)} have control, and did not have it {_when(baseline)}"
        case LostControl(baseline, party):
            return f"{who(party)} had control {_when(baseline)} and have lost it"
        case HeldControl(baseline, party):
            return f"{who(party)} had control {_when(baseline)} and have kept it"
        case NewCouncil():
            return "the council is new and continues no other"
        case NeededToGain(baseline, party, seats):
            return (
                f"{who(party)} needed {_seats(seats)} more than {_when(baseline)} to take control"
            )
        case FellShortBy(party, seats):
            return f"{who(party)} are {_seats(seats)} short of a majority after the poll"
        case IsLargest(moment, party):
            return f"{who(party)} {_tense(moment, 'are', 'were')} the largest party {_when(moment)}"
        case LeadsBy(moment, party, over, seats):
            verb = _tense(moment, "have", "had")
            return f"{who(party)} {verb} {_seats(seats)} more than {who(over)} {_when(moment)}"
        case LostItsOnlySeat(baseline, party):
            return f"{who(party)} had one seat {_when(baseline)} and lost it"
        case NobodyLostSeats(baseline):
            return f"no party has fewer seats than {_when(baseline)}"
        case ListIsWhole(moment):
            return f"the parties listed {_tense(moment, 'hold', 'held')} every seat {_when(moment)}"
        case Remark(text=text):
            return text


def election_claim_sentence(claim: ElectionClaimFacts, parties: Parties) -> str:
    """Return what a claim about a whole election says: "35 of 107 councils had declared."."""
    return f"{capitalised(_election_clause(claim, parties).removesuffix('.'))}."


def _election_clause(claim: ElectionClaimFacts, parties: Parties) -> str:
    who = parties.by_slug[claim.party].group if claim.party else "nobody named"
    whom = parties.by_slug[claim.other_party].group if claim.other_party else ""
    value = claim.value or 0
    match claim.kind:
        case "councils_declared":
            return f"{value} of {claim.out_of} councils had declared"
        case "councillors_changed":
            verb = "more" if value >= 0 else "fewer"
            return f"{who} had {count(abs(value), 'councillor')} {verb} than before"
        case "councils_gained":
            return f"{who} had gained {count(value, 'council')}" + (f" from {whom}" if whom else "")
        case "other_poll" if claim.party and claim.party == claim.other_party:
            return f"{claim.text}: {who} held it"
        case "other_poll" if claim.party and whom:
            return f"{claim.text}: {who} gained it from {whom}"
        case "other_poll" if claim.party:
            return f"{claim.text}: won by {who}"
        case "other_polls_declared":
            return f"{claim.text}: {value} of {claim.out_of} had declared"
        case _:
            return claim.text


def _seats(number: int) -> str:
    return "no seats" if number == 0 else count(number, "seat")


def _tense(moment: Moment, now: str, then: str) -> str:
    return then if isinstance(moment, Baseline) else now


def _when(moment: Moment) -> str:
    return BASELINE_IN_A_SENTENCE[moment] if isinstance(moment, Baseline) else "after the poll"


def _since(baseline: Baseline) -> str:
    return SINCE_BASELINE[baseline]
