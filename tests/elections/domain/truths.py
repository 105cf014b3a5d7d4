"""Made-up councils of which everything is known, and every true thing a source could claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from councils.domain.control import majority_threshold
from elections.domain.baselines import AFTER, Baseline, Moment
from elections.domain.claims import (
    AllSeatsUp,
    Claim,
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
    NobodyHasControl,
    NobodyLostSeats,
    Saying,
    SeatsChanged,
    SeatsHeld,
    SeatsUp,
    SeatsVacant,
    SeatsWon,
    SizeChanged,
)
from elections.domain.contests import ContestFacts, StandingNumber
from elections.domain.sources import Citation, Source
from tests.elections.domain.reports import REGISTER, article, claim

PARTIES = ("labour", "conservative", "liberal-democrats", "green")
BEFORE = (Baseline.EVE_OF_POLL, Baseline.LAST_FOUGHT)


@dataclass(frozen=True)
class Truth:
    """A council at each moment: the seats of each party, and the vacant ones."""

    seats: Mapping[Moment, Mapping[str, int]]
    vacant: Mapping[Moment, int]
    won: Mapping[str, int]

    def size(self, moment: Moment) -> int:
        """Return all seats at a moment."""
        return sum(self.seats[moment].values()) + self.vacant[moment]

    def controls(self, moment: Moment, party: str) -> bool:
        """Return whether a party holds more than half."""
        return 2 * self.seats[moment][party] > self.size(moment)

    def sayings(self) -> list[Saying]:
        """Return every true thing that can be said of this council in one claim."""
        said: list[Saying] = [SeatsUp(sum(self.won.values()))]
        said += [SeatsWon(party, won) for party, won in self.won.items()]
        if sum(self.won.values()) == self.size(AFTER):
            said.append(AllSeatsUp())
        moments: tuple[Moment, ...] = (AFTER, *BEFORE)
        for moment in moments:
            said += self._at(moment)
        for baseline in BEFORE:
            said += self._since(baseline)
        return said

    def _at(self, moment: Moment) -> list[Saying]:
        seats, size = self.seats[moment], self.size(moment)
        said: list[Saying] = [CouncilSize(moment, size), SeatsVacant(moment, self.vacant[moment])]
        said += [SeatsHeld(moment, party, held) for party, held in seats.items()]
        said += [HasMajorityOf(moment, party, 2 * held - size) for party, held in seats.items()]
        for party, held in seats.items():
            others = [other for name, other in seats.items() if name != party]
            if self.controls(moment, party):
                said.append(HasControl(moment, party))
            else:
                said.append(LacksMajority(moment, party))
                if moment is AFTER:
                    said.append(FellShortBy(party, majority_threshold(size) - held))
            if held > max(others):
                said.append(IsLargest(moment, party))
            said += [
                LeadsBy(moment, party, other, held - seats[other])
                for other in seats
                if held > seats[other]
            ]
        if not any(self.controls(moment, party) for party in seats):
            said.append(NobodyHasControl(moment))
        return said

    def _since(self, baseline: Baseline) -> list[Saying]:
        before, after = self.seats[baseline], self.seats[AFTER]
        said: list[Saying] = [SizeChanged(baseline, self.size(AFTER) - self.size(baseline))]
        for party in before:
            said.append(SeatsChanged(baseline, party, after[party] - before[party]))
            had, has = self.controls(baseline, party), self.controls(AFTER, party)
            if had and has:
                said.append(HeldControl(baseline, party))
            if has and not had:
                said.append(GainedControl(baseline, party))
            if had and not has:
                said.append(LostControl(baseline, party))
            needed = majority_threshold(self.size(AFTER)) - before[party]
            if needed > 0:
                said.append(NeededToGain(baseline, party, needed))
            if (before[party], after[party]) == (1, 0):
                said.append(LostItsOnlySeat(baseline, party))
        if all(after[party] >= before[party] for party in before):
            said.append(NobodyLostSeats(baseline))
        return said

    def whole_list(self, source: Source, moment: Moment) -> list[Claim]:
        """Return the claims of a source that gives every party's seats and says so."""
        return [
            *(
                claim(source, SeatsHeld(moment, party, held))
                for party, held in self.seats[moment].items()
            ),
            claim(source, ListIsWhole(moment)),
        ]


def facts_of(truth: Truth) -> ContestFacts:
    """Return the standing facts of a made-up council: its size at each moment, which may differ."""

    def standing(moment: Moment) -> StandingNumber:
        return StandingNumber(truth.size(moment), Citation(REGISTER, f"size-{moment.value}"))

    return ContestFacts(
        size_after=standing(AFTER), size_before={each: standing(each) for each in BEFORE}
    )


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    """Draw a council at three moments, and what each party won at the poll."""
    parties = PARTIES[: draw(st.integers(2, len(PARTIES)))]
    held = st.integers(0, 12)
    moments: tuple[Moment, ...] = (AFTER, *BEFORE)
    seats = {m: {party: draw(held) for party in parties} for m in moments}
    vacant = {m: draw(st.sampled_from([0, 0, 0, 1, 2])) for m in moments}
    for moment in moments:
        # A council has at least one seat.
        seats[moment][parties[0]] += 1
    won = {party: draw(st.integers(0, n)) for party, n in seats[AFTER].items()}
    return Truth(seats, vacant, won)


OUTLETS = tuple(article(slug) for slug in ("bbc", "guardian", "itv"))


@st.composite
def true_claims(draw: st.DrawFn, truth: Truth) -> list[Claim]:
    """Draw some true claims about `truth`, by several outlets."""
    sayings = draw(st.lists(st.sampled_from(truth.sayings()), max_size=14, unique=True))
    said = [claim(draw(st.sampled_from(OUTLETS)), saying) for saying in sayings]
    if draw(st.booleans()):
        moments: list[Moment] = [AFTER, *BEFORE]
        said += truth.whole_list(article("lists"), draw(st.sampled_from(moments)))
    return said


@st.composite
def any_claims(draw: st.DrawFn) -> list[Claim]:
    """Draw claims that need not be true, nor agree with each other."""
    party, number = st.sampled_from(PARTIES[:3]), st.integers(0, 30)
    moment = st.sampled_from([AFTER, *Baseline])
    baseline = st.sampled_from(list(Baseline))
    signed = st.integers(-15, 15)
    saying: st.SearchStrategy[Saying] = st.one_of(
        st.builds(SeatsHeld, moment, party, number),
        st.builds(SeatsHeld, moment, party, number),
        st.builds(SeatsChanged, baseline, party, signed),
        st.builds(SeatsChanged, baseline, party, signed),
        st.builds(SeatsVacant, moment, st.integers(0, 4)),
        st.builds(CouncilSize, moment, st.integers(1, 60)),
        st.builds(SizeChanged, baseline, signed),
        st.builds(SeatsUp, number),
        st.builds(AllSeatsUp),
        st.builds(SeatsWon, party, number),
        st.builds(HasMajorityOf, moment, party, signed),
        st.builds(HasControl, moment, party),
        st.builds(NobodyHasControl, moment),
        st.builds(LacksMajority, moment, party),
        st.builds(GainedControl, baseline, party),
        st.builds(LostControl, baseline, party),
        st.builds(HeldControl, baseline, party),
        st.builds(NeededToGain, baseline, party, st.integers(1, 15)),
        st.builds(FellShortBy, party, st.integers(1, 15)),
        st.builds(IsLargest, moment, party),
        st.builds(LeadsBy, moment, party, party, st.integers(1, 15)),
        st.builds(LostItsOnlySeat, baseline, party),
        st.builds(NobodyLostSeats, baseline),
        st.builds(ListIsWhole, moment),
    )
    sayings = draw(st.lists(saying, max_size=16))
    return [
        claim(draw(st.sampled_from(OUTLETS)), saying, reference=f"claim-{place}")
        for place, saying in enumerate(sayings)
    ]
