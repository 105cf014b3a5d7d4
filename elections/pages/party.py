"""The page of one party, of independents or of a bundle of parties, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from councils.domain.control import Majority
from elections.browsing.contests import ContestSummary
from elections.browsing.criteria import Criteria, Facet
from elections.domain.changes_of_control import ChangeKind
from elections.pages.facts import ContestFacts, ElectionFacts, named_with_its_day
from elections.pages.register import PartyHistory, PartyRecord
from elections.pages.scoreboard import ScoreRow, scoreboard_view
from elections.pages.words import capitalised, count, day

# What a reader should know of whatever is no party.
NOTES = MappingProxyType(
    {
        "local": "Registered as a party, and stands in one area.",
        "independents": (
            "Independents are people and no party. Where they hold more than half of all seats "
            "together, control is shown as Independent, and never as a party\u2019s majority."
        ),
        "bundle": (
            "Several parties that a source counts together. They are never given control: nobody "
            "knows from such a number whether any one of them has a majority."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class CouncilLink:
    """A council at an election, to go on to, and what to say of it there."""

    contest: ContestFacts
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Councils of which the same is true. `query` leads to the same on the election's page."""

    label: str
    councils: tuple[CouncilLink, ...]
    query: str


@dataclass(frozen=True, slots=True)
class PartyAtElection:
    """What a party won, lost and held at one election, over the councils that are here."""

    election: ElectionFacts
    name: str
    score: ScoreRow | None
    groups: tuple[Group, ...]
    query: str
    involved: str


@dataclass(frozen=True, slots=True)
class PartyPage:
    """One party. `controls` are the councils it had after the newest election of each here."""

    party: PartyRecord
    lede: str
    note: str
    facts: tuple[tuple[str, str], ...]
    controls: tuple[CouncilLink, ...]
    elections: tuple[PartyAtElection, ...]

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return self.party.name


@dataclass(frozen=True, slots=True)
class PartyLink:
    """A party in the list."""

    slug: str
    name: str
    note: str


def party_links(parties: Sequence[PartyRecord]) -> tuple[PartyLink, ...]:
    """Return the parties as their list shows them."""
    return tuple(
        PartyLink(
            party.slug,
            party.name,
            {
                "local": "a local party",
                "independents": "people without a party",
                "bundle": "several parties counted together",
            }.get(party.kind, ""),
        )
        for party in parties
    )


def party_page(history: PartyHistory) -> PartyPage:
    """Return the page of a party."""
    party = history.party
    controls = _controls(history)
    facts = (
        ("Electoral Commission id", party.ec_id),
        ("Also written", ", ".join(history.aliases)),
    )
    return PartyPage(
        party,
        _lede(history, len(controls)),
        NOTES.get(party.kind, ""),
        tuple((label, text) for label, text in facts if text),
        controls,
        tuple(_elections(history)),
    )


def _has(contest: ContestSummary, party: str) -> bool:
    return contest.change.after == Majority(party)


def _controls(history: PartyHistory) -> tuple[CouncilLink, ...]:
    """Return the councils a party had control of after each one's newest result."""
    newest: dict[str, ContestSummary] = {}
    for each in history.contests:
        if each.result is not None:
            newest.setdefault(each.contest.council.slug, each)
    held = [each for each in newest.values() if _has(each, history.party.slug)]
    return tuple(
        CouncilLink(
            each.contest,
            f"after the election of {day(each.contest.election.polling_day)}"
            + ("" if each.majority is None else f", majority of {each.majority}"),
        )
        for each in sorted(held, key=lambda each: each.contest.council.name)
    )


def _lede(history: PartyHistory, controls: int) -> str:
    group = history.party.group_name
    if history.party.kind == "bundle":
        return f"What sources call {history.party.name.lower()}."
    councils = count(controls, "council")
    if not controls:
        return f"No council here is known to have been controlled by {group} after its newest election."
    return f"{capitalised(group)} had control of {councils} here after the newest election of each."


def _elections(history: PartyHistory) -> list[PartyAtElection]:
    slug = history.party.slug
    by_election: dict[ElectionFacts, list[ContestSummary]] = {}
    for each in history.contests:
        by_election.setdefault(each.contest.election, []).append(each)
    found = []
    for election, contests in by_election.items():
        board = scoreboard_view(contests, history.parties)
        score = next((row for row in (board.rows if board else ()) if row.holder == slug), None)
        if score is None:
            continue
        involved = sum(slug in each.values_of(Facet.PARTY) for each in contests)
        found.append(
            PartyAtElection(
                election,
                named_with_its_day(election),
                score,
                tuple(_groups(contests, slug)),
                Criteria({Facet.PARTY: (slug,)}).query,
                f"{count(involved, 'council')} where it has or had seats",
            )
        )
    return found


def _groups(contests: Sequence[ContestSummary], party: str) -> list[Group]:
    """Return the councils a party gained, held and lost, as far as that is known."""
    groups = []
    for label, kind, its_own in (
        ("Gained", ChangeKind.GAIN, True),
        ("Took, as new councils", ChangeKind.NEW, True),
        ("Held", ChangeKind.HOLD, True),
        ("Lost to no overall control", ChangeKind.LOSS_TO_NOC, False),
        ("Lost to others", ChangeKind.GAIN, False),
    ):
        found = [
            each
            for each in contests
            if each.change.kind is kind
            and (each.change.after if its_own else each.change.before) == Majority(party)
        ]
        if not found:
            continue
        asked = {Facet.CHANGE: (kind.value,)}
        if its_own:
            asked[Facet.CONTROL] = (party,)
        groups.append(
            Group(
                label,
                tuple(
                    CouncilLink(each.contest, _from_whom(each))
                    for each in sorted(found, key=lambda each: each.contest.council.name)
                ),
                Criteria(asked).query if its_own else "",
            )
        )
    return groups


def _from_whom(contest: ContestSummary) -> str:
    return "from whom is not said" if contest.change.gained_from_unnamed else ""
