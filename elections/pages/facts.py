"""What a page builder is told beside the reconciled result. Filled by `elections/selectors/pages/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from councils.domain.council_types import CouncilType, why_no_party_control
from elections.domain.baselines import Baseline
from elections.domain.claims import Claim
from elections.domain.contests import Scope
from elections.domain.desk.corrected import Corrected, Mark
from elections.domain.polling import ElectionStatus
from elections.domain.results import ClaimOutcome, Reconciliation
from elections.domain.sources import SourceKind
from elections.domain.words.election_words import STATUS_NOTICES
from elections.domain.words.naming import Names, PartyName
from elections.domain.words.wording import why_control
from elections.keeping import same_for_same
from elections.pages.words import COUNCIL_TYPE_WORDS, TYPE_SAYS_WHERE, day, region_in_a_sentence


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A party as pages name, sort and colour it. `slug` is also the name of its colour class.

    A bundle stands for several parties counted together ("other").
    """

    slug: str
    name: str
    group: str
    position: int = 0
    is_bundle: bool = False
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    """All parties by slug, in the order they are listed in where seats do not decide."""

    by_slug: Mapping[str, PartyFacts]

    @classmethod
    def of(cls, parties: Iterable[PartyFacts]) -> Parties:
        """Return the parties given, by slug."""
        return cls({party.slug: party for party in parties})

    @property
    def names(self) -> Names:
        """Return the parties' names as the domain's wording takes them."""
        return _names(self)

    def name(self, slug: str) -> str:
        """Return the party's short name."""
        return self.by_slug[slug].name

    def is_bundle(self, slug: str) -> bool:
        """Return whether several parties are counted together under this name."""
        return self.by_slug[slug].is_bundle

    def position(self, slug: str) -> int:
        """Return where the party stands where seats do not decide."""
        return self.by_slug[slug].position


@same_for_same(most=8)
def _names(parties: Parties) -> Names:
    return Names(
        {slug: PartyName(party.name, party.group) for slug, party in parties.by_slug.items()}
    )


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """An English region or another nation."""

    slug: str
    name: str

    @property
    def in_a_sentence(self) -> str:
        """Return its name as it reads after "in": "the South East", "Scotland"."""
        return region_in_a_sentence(self.slug, self.name)


@dataclass(frozen=True, slots=True)
class CouncilFacts:
    """A council as pages name it."""

    slug: str
    name: str
    council_type: CouncilType
    region: RegionFacts
    gss_code: str = ""


@dataclass(frozen=True, slots=True)
class MapPlace:
    """Where a council stands on a map of hexagons. `layout` is the map, `region` a slug."""

    layout: str
    council: str
    name: str
    region: str
    east: int
    north: int


@dataclass(frozen=True, slots=True)
class MapMaterial:
    """What maps are drawn from: all places, and under which addresses councils have their pages."""

    places: tuple[MapPlace, ...] = ()
    councils: str = ""
    elections: str = ""


@dataclass(frozen=True, slots=True)
class ElectionFacts:
    """One polling day. `slug` is its ISO date. Readers' pages are made of elections that are open alone."""

    slug: str
    name: str
    polling_day: date
    status: ElectionStatus = ElectionStatus.OPEN

    @property
    def is_open(self) -> bool:
        """Return whether readers see it."""
        return self.status is ElectionStatus.OPEN

    @property
    def notice(self) -> str:
        """Return what staff are told at the head of its pages; nothing of one that is open."""
        return STATUS_NOTICES[self.status]


@dataclass(frozen=True, slots=True)
class ContestFacts:
    """One council at one election."""

    ballot_id: str
    council: CouncilFacts
    election: ElectionFacts
    scope: Scope


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """One article, declaration or dataset as pages name it. `title` is our own description."""

    slug: str
    name: str
    title: str
    outlet: str
    kind: SourceKind
    published_on: date
    edition: int = 1
    date_basis: str = ""
    url: str = ""
    licence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FactSourceFacts:
    """A source of standing facts of councils as pages name it: an order, a register, a dataset."""

    slug: str
    name: str
    publisher: str
    retrieved_on: date
    licence: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SizeFacts:
    """How many seats a council has from a day on. `reference` is how workings cite it."""

    reference: str
    council: CouncilFacts
    seats: int
    in_force_from: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeatsUpFacts:
    """How much of a council was up at a contest. `reference` is how workings cite it."""

    reference: str
    contest: ContestFacts
    seats_up: int | None = None
    last_fought_on: date | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """One claim about a contest, and what is recorded beside it.

    `stated_as` and `baseline_basis` hold the values the database does. `recorded_at` is in the time
    of the United Kingdom.
    """

    claim: Claim
    stated_as: str = "digits"
    baseline_basis: str = ""
    baseline_note: str = ""
    note: str = ""
    recorded_at: datetime | None = None
    is_replaced: bool = False


@dataclass(frozen=True, slots=True)
class ElectionClaimFacts:
    """One claim about a whole election, as it was reported at the time.

    `kind` holds the value the database does (`councils_declared`, `other_poll`, ...).
    """

    source: str
    reference: str
    kind: str
    paragraph: int | None = None
    party: str = ""
    other_party: str = ""
    value: int | None = None
    out_of: int | None = None
    topic: str = ""
    text: str = ""
    stated_as: str = "digits"
    is_exact: bool = True
    note: str = ""
    is_replaced: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A contest's published result, and which version of it this is.

    `mark` says whether it was ever put right or is taken back; None where it never was wrong.
    """

    reconciliation: Reconciliation
    version: int
    published_at: datetime
    reason: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One version of a published result: when it went out, why, and what it put right."""

    version: int
    published_at: datetime
    reason: str
    corrected: Corrected | None = None


@dataclass(frozen=True, slots=True)
class LeftDisputed:
    """An editor looked into a disputed figure and left it so: when, and why. Not who, for readers."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ContestMaterial:
    """All that a contest's page is made from. `result` is None where nothing is published.

    `versions` are all there were, the newest first; `left_disputed` what an editor last decided so,
    by the figure's path.
    """

    contest: ContestFacts
    result: Result | None
    parties: Parties
    claims: tuple[ClaimFacts, ...] = ()
    sources: Mapping[str, SourceFacts] = field(default_factory=dict)
    versions: tuple[VersionFacts, ...] = ()
    left_disputed: Mapping[str, LeftDisputed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ElectionMaterial:
    """All that an election's page is made from.

    `address` is the page's own, to which its filters lead. `names` are those a contest's council
    answers to, folded, by the contest's id. `tables` are the datasets that say something of its
    contests.
    """

    election: ElectionFacts
    contests: tuple[tuple[ContestFacts, Result | None], ...]
    parties: Parties
    claims: tuple[ElectionClaimFacts, ...] = ()
    sources: Mapping[str, SourceFacts] = field(default_factory=dict)
    other_elections: tuple[ElectionFacts, ...] = ()
    regions: tuple[RegionFacts, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    map: MapMaterial = field(default_factory=MapMaterial)
    address: str = ""
    tables: tuple[SourceFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceMaterial:
    """All that a source's page is made from: its claims by contest, and those about elections."""

    source: SourceFacts
    contests: tuple[tuple[ContestFacts, tuple[ClaimFacts, ...]], ...]
    elections: tuple[tuple[ElectionFacts, tuple[ElectionClaimFacts, ...]], ...]
    outcomes: Mapping[tuple[str, str], ClaimOutcome]
    parties: Parties


@dataclass(frozen=True, slots=True)
class FactSourceMaterial:
    """All that the page of a source of standing facts is made from."""

    source: FactSourceFacts
    sizes: tuple[SizeFacts, ...] = ()
    seats_up: tuple[SeatsUpFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class AllSources:
    """Every source: those that claim something, with the number of claims, and those of facts."""

    of_claims: tuple[tuple[SourceFacts, int], ...] = ()
    of_facts: tuple[FactSourceFacts, ...] = ()


def baseline_of(claim: Claim) -> Baseline | None:
    """Return the baseline a claim is counted from, or None where it speaks of after the poll."""
    saying = claim.saying
    baseline = getattr(saying, "baseline", None) or getattr(saying, "moment", None)
    return baseline if isinstance(baseline, Baseline) else None


def day_beside(election: ElectionFacts) -> str:
    """Return the polling day in words, or nothing where the election's name says it already."""
    polling_day = day(election.polling_day)
    return "" if polling_day in election.name else polling_day


def named_with_its_day(election: ElectionFacts) -> str:
    """Return an election's name and its day, said once."""
    polling_day = day_beside(election)
    return f"{election.name}, {polling_day}" if polling_day else election.name


def what_it_is(council: CouncilFacts) -> str:
    """Return a council's kind, and where it is unless the kind says that: "… is a London borough.".

    Where no party has control by design, it says why.
    """
    where = "" if council.council_type in TYPE_SAYS_WHERE else f" in {council.region.in_a_sentence}"
    sentence = f"{council.name} is {COUNCIL_TYPE_WORDS[council.council_type]}{where}."
    by_design = why_no_party_control(council.council_type)
    if by_design is None:
        return sentence
    why = why_control(by_design, Names({})).removesuffix(".")
    return f"{sentence} {why}, so no control is shown."
