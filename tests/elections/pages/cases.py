"""Real contests as pages get them, built by hand from what the press reported."""

from __future__ import annotations

from datetime import UTC, date, datetime

from councils.domain.council_types import CouncilType
from elections.domain.baselines import AFTER, Baseline, Moment
from elections.domain.claims import (
    Claim,
    GainedControl,
    HasControl,
    HeldControl,
    IsLargest,
    ListIsWhole,
    LostControl,
    NewCouncil,
    NobodyHasControl,
    Remark,
    RemarkTopic,
    Saying,
    SeatsChanged,
    SeatsHeld,
)
from elections.domain.contests import ContestFacts as Standing
from elections.domain.contests import Scope, StandingNumber
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.sources import Citation, Precision, Source, SourceKind
from elections.pages.facts import (
    ClaimFacts,
    ContestFacts,
    ContestMaterial,
    CouncilFacts,
    ElectionFacts,
    Parties,
    PartyFacts,
    RegionFacts,
    Result,
    SourceFacts,
)

EVE, FOUGHT, NOTIONAL = Baseline.EVE_OF_POLL, Baseline.LAST_FOUGHT, Baseline.NOTIONAL

PARTIES = Parties.of(
    PartyFacts(slug, name, group, position)
    for position, (slug, name, group) in enumerate(
        (
            ("labour", "Labour", "Labour"),
            ("conservative", "Conservative", "the Conservatives"),
            ("liberal-democrats", "Liberal Democrat", "the Liberal Democrats"),
            ("green", "Green", "the Greens"),
            ("reform-uk", "Reform UK", "Reform UK"),
            ("independent", "Independent", "independents"),
        )
    )
)

ELECTION_2022 = ElectionFacts("2022-05-05", "Local elections 2022", date(2022, 5, 5))
ELECTION_2023 = ElectionFacts("2023-05-04", "Local elections 2023", date(2023, 5, 4))
ELECTION_2024 = ElectionFacts("2024-05-02", "Local elections 2024", date(2024, 5, 2))

ITV = SourceFacts(
    "itv-medway-2023",
    "ITV News",
    "Labour's win in Medway",
    "ITV",
    SourceKind.ARTICLE,
    date(2023, 5, 5),
)
INDEPENDENT = SourceFacts(
    "independent-2024",
    "The Independent",
    "Wins and losses so far",
    "The Independent",
    SourceKind.ARTICLE,
    date(2024, 5, 3),
)
REGISTER = Source(
    "council-register", "Council register", "register", SourceKind.DATASET, date(2023, 1, 1)
)

PUBLISHED_AT = datetime(2023, 5, 5, 9, 30, tzinfo=UTC)


def _fields(saying: Saying) -> str:
    return "-".join(str(getattr(saying, name)) for name in saying.__slots__)


def claim(
    source: SourceFacts,
    saying: Saying,
    paragraph: int,
    reference: str = "",
    *,
    precision: Precision = Precision.EXACT,
    basis: str = "",
    basis_note: str = "",
) -> ClaimFacts:
    """Return a claim of a source about a contest."""
    cited = Source(
        source.slug, source.name, source.outlet, source.kind, source.published_on, source.edition
    )
    name = reference or f"p{paragraph}-{type(saying).__name__.lower()}-{_fields(saying)}"
    return ClaimFacts(
        Claim(Citation(cited, name, paragraph), saying, precision),
        baseline_basis=basis,
        baseline_note=basis_note,
    )


def size(seats: int) -> StandingNumber:
    """Return a council's size as a standing fact."""
    return StandingNumber(seats, Citation(REGISTER, f"size-{seats}"))


def material(
    contest: ContestFacts,
    standing: Standing,
    claims: tuple[ClaimFacts, ...],
    *,
    sources: tuple[SourceFacts, ...],
    version: int = 1,
    reason: str = "",
) -> ContestMaterial:
    """Return a contest reconciled from its claims."""
    return ContestMaterial(
        contest,
        Result(
            reconcile(standing, [facts.claim for facts in claims]), version, PUBLISHED_AT, reason
        ),
        PARTIES,
        claims,
        {source.slug: source for source in sources},
    )


SOUTH_EAST = RegionFacts("south-east", "South East")
NORTH_EAST = RegionFacts("north-east", "North East")


def contest(
    name: str,
    election: ElectionFacts,
    council_type: CouncilType = CouncilType.UNITARY,
    region: RegionFacts = SOUTH_EAST,
    scope: Scope = Scope.WHOLE,
) -> ContestFacts:
    """Return one council at one election."""
    slug = name.lower().replace(" ", "-")
    return ContestFacts(
        f"local.{slug}.{election.slug}",
        CouncilFacts(slug, name, council_type, region),
        election,
        scope,
    )


def medway(*, version: int = 1, reason: str = "") -> ContestMaterial:
    """Return Medway 2023: 33 of 55 before when last fought, 35 of 59 on the new boundaries."""
    claims = (
        claim(ITV, HasControl(AFTER, "labour"), 4),
        claim(
            ITV,
            SeatsHeld(FOUGHT, "conservative", 33),
            6,
            basis="only_fit",
            basis_note="33 of 55 seats is the council of 2019.",
        ),
        claim(ITV, SeatsHeld(FOUGHT, "labour", 20), 6, basis="only_fit"),
        claim(ITV, SeatsHeld(FOUGHT, "independent", 2), 6, basis="only_fit"),
        claim(ITV, ListIsWhole(FOUGHT), 6, basis="only_fit"),
        claim(ITV, HasControl(FOUGHT, "conservative"), 1, basis="only_fit"),
        claim(ITV, SeatsHeld(NOTIONAL, "conservative", 35), 17, "conservatives-notional"),
        claim(ITV, SeatsHeld(AFTER, "conservative", 22), 17),
        claim(ITV, SeatsHeld(AFTER, "labour", 33), 18),
        claim(ITV, SeatsChanged(NOTIONAL, "labour", 11), 18),
        claim(ITV, SeatsHeld(AFTER, "independent", 4), 18),
        claim(ITV, SeatsChanged(NOTIONAL, "independent", 2), 18),
        claim(ITV, ListIsWhole(AFTER), 18),
        claim(
            ITV,
            Remark(
                RemarkTopic.HISTORY,
                "The first Labour majority since the council was formed in 1998",
            ),
            20,
        ),
    )
    standing = Standing(
        size_after=size(59), size_before={FOUGHT: size(55)}, seats_up=size(59), scope=Scope.WHOLE
    )
    return material(
        contest("Medway", ELECTION_2023),
        standing,
        claims,
        sources=(ITV,),
        version=version,
        reason=reason,
    )


def maidstone() -> ContestMaterial:
    """Return Maidstone 2023: 52 of its 55 seats are told of."""
    claims = (
        claim(ITV, LostControl(EVE, "conservative"), 9, basis="outlet_practice"),
        claim(ITV, NobodyHasControl(AFTER), 9),
        claim(ITV, IsLargest(AFTER, "conservative"), 9),
        *(
            claim(ITV, SeatsHeld(AFTER, party, seats), 9)
            for party, seats in (
                ("conservative", 23),
                ("liberal-democrats", 11),
                ("independent", 10),
                ("labour", 5),
                ("green", 3),
            )
        ),
    )
    return material(
        contest("Maidstone", ELECTION_2023, CouncilType.DISTRICT, scope=Scope.THIRDS),
        Standing(size_after=size(55), size_before={EVE: size(55)}, scope=Scope.THIRDS),
        claims,
        sources=(ITV,),
    )


def south_tyneside() -> ContestMaterial:
    """Return South Tyneside 2024: seats after, and changes from the eve of poll."""
    after = (("labour", 28, -10), ("independent", 15, 9), ("green", 11, 2))
    claims = (
        *(claim(INDEPENDENT, SeatsHeld(AFTER, party, seats), 17) for party, seats, _ in after),
        *(
            claim(INDEPENDENT, SeatsChanged(EVE, party, change), 15, basis="outlet_practice")
            for party, _, change in after
        ),
        claim(INDEPENDENT, SeatsHeld(EVE, "conservative", 1), 16, basis="outlet_practice"),
        claim(INDEPENDENT, SeatsHeld(AFTER, "conservative", 0), 16),
        claim(INDEPENDENT, HeldControl(EVE, "labour"), 17, basis="outlet_practice"),
    )
    return material(
        contest(
            "South Tyneside",
            ELECTION_2024,
            CouncilType.METROPOLITAN,
            NORTH_EAST,
            Scope.THIRDS,
        ),
        Standing(size_after=size(54), size_before={EVE: size(54)}, scope=Scope.THIRDS),
        claims,
        sources=(INDEPENDENT,),
    )


def portsmouth() -> ContestMaterial:
    """Return Portsmouth 2022: one change, and nothing else."""
    claims = (
        claim(INDEPENDENT, SeatsChanged(EVE, "conservative", -4), 17, basis="outlet_practice"),
    )
    return material(
        contest("Portsmouth", ELECTION_2022, scope=Scope.THIRDS),
        Standing(size_after=size(42), size_before={EVE: size(42)}, scope=Scope.THIRDS),
        claims,
        sources=(INDEPENDENT,),
    )


def cumberland() -> ContestMaterial:
    """Return Cumberland 2022: a new council, elected a year before it exists."""
    claims = (
        claim(INDEPENDENT, NewCouncil(), 13),
        claim(INDEPENDENT, HasControl(AFTER, "labour"), 13),
    )
    return material(
        contest("Cumberland", ELECTION_2022, region=RegionFacts("north-west", "North West")),
        Standing(scope=Scope.WHOLE, is_new=True),
        claims,
        sources=(INDEPENDENT,),
    )


def barnet() -> ContestMaterial:
    """Return Barnet 2022: control, and not one seat."""
    claims = (claim(INDEPENDENT, GainedControl(EVE, "labour"), 12, basis="outlet_practice"),)
    return material(
        contest(
            "Barnet", ELECTION_2022, CouncilType.LONDON_BOROUGH, RegionFacts("london", "London")
        ),
        Standing(size_after=size(63), size_before={EVE: size(63)}, scope=Scope.WHOLE),
        claims,
        sources=(INDEPENDENT,),
    )


def disputed_medway() -> ContestMaterial:
    """Return Medway where a second source counts two Labour seats more, and no longer adds up."""
    made_up = SourceFacts(
        "made-up-2023",
        "A made-up paper",
        "A made-up report",
        "made-up",
        SourceKind.ARTICLE,
        date(2023, 5, 6),
    )
    first = medway()
    claims = (*first.claims, claim(made_up, SeatsHeld(AFTER, "labour", 35), 2))
    standing = Standing(
        size_after=size(59), size_before={FOUGHT: size(55)}, seats_up=size(59), scope=Scope.WHOLE
    )
    return material(first.contest, standing, claims, sources=(ITV, made_up))


def awaited() -> ContestMaterial:
    """Return Ashford 2023 before anybody reports anything."""
    return ContestMaterial(contest("Ashford", ELECTION_2023, CouncilType.DISTRICT), None, PARTIES)


# The House of Commons Library's tables of 2023, and Open Council Data UK's snapshot before the poll.
LIBRARY = SourceFacts(
    "commons-library-results-2023",
    "House of Commons Library",
    "Results of 2023",
    "House of Commons Library",
    SourceKind.DATASET,
    date(2023, 7, 1),
)
Seats = dict[str, int]


def compared(
    contest: ContestFacts, *, after: Seats, eve: Seats, fought: Seats | None = None
) -> ContestMaterial:
    """Return a contest of which every seat is known, after and at each moment before."""
    moments: dict[Moment, Seats] = {AFTER: after, EVE: eve}
    if fought is not None:
        moments[FOUGHT] = fought
    sayings: list[Saying] = []
    for moment, seats in moments.items():
        sayings.append(ListIsWhole(moment))
        sayings += [SeatsHeld(moment, party, number) for party, number in seats.items()]
    claims = tuple(
        claim(LIBRARY, saying, 1, f"{contest.ballot_id}-{place}")
        for place, saying in enumerate(sayings)
    )
    standing = Standing(
        size_after=size(sum(after.values())),
        size_before={
            moment: size(sum(seats.values()))
            for moment, seats in moments.items()
            if isinstance(moment, Baseline)
        },
        scope=contest.scope,
    )
    return material(contest, standing, claims, sources=(LIBRARY,))


def gravesham() -> ContestMaterial:
    """Return Gravesham 2023: Labour's when last fought, nobody's on the eve, Labour's after."""
    return compared(
        contest("Gravesham", ELECTION_2023, CouncilType.DISTRICT),
        after={"labour": 22, "conservative": 17},
        eve={"labour": 22, "conservative": 20, "independent": 2},
        fought={"labour": 24, "conservative": 18, "independent": 2},
    )


def hull() -> ContestMaterial:
    """Return Hull 2023, by thirds: Labour's in 2019, the Liberal Democrats' since 2022 and after."""
    yorkshire = RegionFacts("yorkshire-and-the-humber", "Yorkshire and The Humber")
    return compared(
        contest("Kingston upon Hull", ELECTION_2023, region=yorkshire, scope=Scope.THIRDS),
        after={"liberal-democrats": 32, "labour": 25},
        eve={"liberal-democrats": 29, "labour": 27, "independent": 1},
        fought={"labour": 31, "liberal-democrats": 24, "conservative": 2},
    )


def erewash() -> ContestMaterial:
    """Return a council of which the council when last fought is not known: Erewash, 2023."""
    return compared(
        contest("Erewash", ELECTION_2023, CouncilType.DISTRICT),
        after={"labour": 28, "conservative": 16, "green": 2, "independent": 1},
        eve={"conservative": 28, "labour": 15, "independent": 4},
    )
