"""What must come out of the articles' claims, council by council, and nothing typed in."""

from __future__ import annotations

from councils.domain.control import Majority, NoCouncilBefore, NoOverallControl, Undetermined
from elections.domain.baselines import AFTER, Baseline
from elections.domain.changes_of_control import ChangeKind
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
    LeadsBy,
    ListIsWhole,
    LostControl,
    LostItsOnlySeat,
    NeededToGain,
    NewCouncil,
    NobodyHasControl,
    NobodyLostSeats,
    Remark,
    RemarkTopic,
    SeatsChanged,
    SeatsHeld,
    SeatsUp,
    SeatsWon,
    SizeChanged,
)
from elections.domain.contests import Scope
from elections.domain.figures import Bounded, Derived, Reported, Unknown
from elections.domain.findings import Code
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import ClaimOutcome, Reconciliation, State
from elections.domain.words.headlines import headline
from elections.domain.words.wording import explain
from tests.elections.domain.reports import (
    BBC,
    INDEPENDENT,
    ITV,
    NAMES,
    article,
    claims,
    council_of,
    span_of,
    values,
)

LAB, CON, LD, GRN, IND = "labour", "conservative", "liberal-democrats", "green", "independent"
EVE, LAST, NOTIONAL = Baseline.EVE_OF_POLL, Baseline.LAST_FOUGHT, Baseline.NOTIONAL

MEDWAY = council_of(59, before=55, scope=Scope.WHOLE)
BBC_LATER = article("bbc-2", name="BBC News", outlet="bbc", edition=2)
MEDWAY_CLAIMS = [
    *claims(
        ITV,
        SeatsHeld(LAST, CON, 33),
        SeatsHeld(LAST, LAB, 20),
        SeatsHeld(LAST, IND, 2),
        ListIsWhole(LAST),
        GainedControl(LAST, LAB),
        HasControl(LAST, CON),
        CouncilSize(AFTER, 59),
        SeatsHeld(NOTIONAL, CON, 35),
        SeatsHeld(AFTER, CON, 22),
        SeatsHeld(AFTER, LAB, 33),
        SeatsChanged(NOTIONAL, LAB, 11),
        SeatsChanged(NOTIONAL, IND, 2),
    ),
    *claims(
        article("bbc-1", name="BBC News", outlet="bbc"),
        LostControl(LAST, CON),
        SeatsHeld(AFTER, LAB, 33),
        SeatsHeld(AFTER, CON, 22),
        SeatsHeld(AFTER, IND, 4),
        HasMajorityOf(LAST, CON, 11),
        SizeChanged(LAST, 4),
        AllSeatsUp(),
    ),
    *claims(
        BBC_LATER,
        SeatsHeld(AFTER, LAB, 33),
        SeatsHeld(AFTER, CON, 22),
        SeatsHeld(AFTER, IND, 4),
        HasMajorityOf(LAST, CON, 11),
    ),
]


def said_first(council: str, result: Reconciliation) -> str:
    """Return the headline on the baseline that the page opens on."""
    change = result.baselines[result.default_baseline].change_of_control
    return headline(council, result, change, NAMES)


class TestMedway2023:
    result = reconcile(MEDWAY, MEDWAY_CLAIMS)

    def test_is_33_22_and_4_after_all_reported(self) -> None:
        assert values(self.result.after) == {LAB: 33, CON: 22, IND: 4}
        assert all(isinstance(figure, Reported) for figure in self.result.after.values())

    def test_was_33_20_and_2_of_55_when_last_fought(self) -> None:
        before = self.result.baselines[LAST]
        assert values(before.before) == {CON: 33, LAB: 20, IND: 2}
        assert isinstance(before.seats_total, Reported)
        assert before.seats_total.value == 55
        assert values(before.majority_before)[CON] == 11

    def test_was_35_22_and_2_of_59_on_the_new_map(self) -> None:
        notional = self.result.baselines[NOTIONAL]
        assert values(notional.before) == {CON: 35, LAB: 22, IND: 2}
        assert isinstance(notional.seats_total, Derived)
        assert notional.seats_total.value == 59

    def test_never_mixes_the_baselines(self) -> None:
        assert values(self.result.baselines[LAST].change) == {CON: -11, LAB: 13, IND: 2}
        assert values(self.result.baselines[NOTIONAL].change) == {CON: -13, LAB: 11, IND: 2}

    def test_labour_gain_it_from_the_conservatives(self) -> None:
        assert said_first("Medway", self.result) == "Labour gain Medway from the Conservatives"
        assert isinstance(self.result.control_after, Reported)
        assert self.result.control_after.value == Majority(LAB)

    def test_opens_on_the_council_when_last_fought_since_all_seats_were_up(self) -> None:
        assert self.result.default_baseline is LAST
        assert set(self.result.baselines) == {LAST, NOTIONAL}

    def test_had_all_59_seats_up(self) -> None:
        assert isinstance(self.result.seats_up, Derived)
        assert self.result.seats_up.value == 59

    def test_has_nothing_to_find_fault_with(self) -> None:
        assert self.result.findings == ()
        assert self.result.state is State.DECLARED

    def test_the_earlier_version_of_one_report_is_superseded_by_the_later(self) -> None:
        outcomes = {
            key: outcome for key, outcome in self.result.outcomes.items() if key[0] == "bbc-1"
        }
        repr_of_four = repr(SeatsHeld(AFTER, IND, 4))
        assert outcomes["bbc-1", f"{repr_of_four}-1"] is ClaimOutcome.SUPERSEDED
        assert outcomes["bbc-1", f"{SizeChanged(LAST, 4)!r}-1"] is ClaimOutcome.USED


class TestSouthTyneside2024:
    result = reconcile(
        council_of(54),
        [
            *claims(INDEPENDENT, SeatsChanged(EVE, LAB, -10), paragraph=15),
            *claims(
                INDEPENDENT,
                SeatsChanged(EVE, IND, 9),
                SeatsChanged(EVE, GRN, 2),
                LostItsOnlySeat(EVE, CON),
                paragraph=16,
            ),
            *claims(
                INDEPENDENT,
                HeldControl(EVE, LAB),
                SeatsHeld(AFTER, LAB, 28),
                SeatsHeld(AFTER, IND, 15),
                SeatsHeld(AFTER, GRN, 11),
                paragraph=17,
            ),
        ],
    )

    def test_was_38_9_6_and_1_of_54(self) -> None:
        before = self.result.baselines[EVE]
        assert values(before.before) == {LAB: 38, GRN: 9, IND: 6, CON: 1}
        assert sum(v for v in values(before.before).values() if v is not None) == 54
        assert values(before.majority_before)[LAB] == 22

    def test_labour_hold_it(self) -> None:
        assert said_first("South Tyneside", self.result) == "Labour hold South Tyneside"
        assert values(self.result.majority_after)[LAB] == 2

    def test_explains_labours_seats_before(self) -> None:
        (working,) = explain(self.result.baselines[EVE].before[LAB], NAMES)
        assert working == (
            "28 - (-10) = 38: seats now (The Independent, paragraph 17) less the change "
            "(paragraph 15)."
        )

    def test_the_lost_only_councillor_is_zero_because_it_is_said(self) -> None:
        assert isinstance(self.result.after[CON], Reported)
        assert values(self.result.after)[CON] == 0
        assert values(self.result.baselines[EVE].change)[CON] == -1


class TestThurrock2024:
    result = reconcile(
        council_of(49),
        [
            *claims(
                INDEPENDENT,
                NeededToGain(EVE, LAB, 6),
                Remark(RemarkTopic.ADMINISTRATION, "The Conservatives ran the council."),
                paragraph=22,
            ),
            *claims(
                INDEPENDENT,
                GainedControl(EVE, LAB),
                SeatsChanged(EVE, LAB, 8),
                SeatsChanged(EVE, IND, 2),
                SeatsChanged(EVE, CON, -10),
                paragraph=23,
            ),
        ],
    )

    def test_labour_went_from_19_to_27(self) -> None:
        assert values(self.result.baselines[EVE].before)[LAB] == 19
        assert values(self.result.after)[LAB] == 27

    def test_explains_the_19_by_the_seats_needed(self) -> None:
        (working,) = explain(self.result.baselines[EVE].before[LAB], NAMES)
        assert working == (
            "25 - 6 = 19: a majority of 49 (register) takes 25, less the 6 that Labour needed to "
            "gain (The Independent, paragraph 22)."
        )

    def test_is_a_gain_from_somebody_the_article_does_not_name(self) -> None:
        change = self.result.baselines[EVE].change_of_control
        assert change.kind is ChangeKind.GAIN
        assert change.before == Undetermined()
        assert change.gained_from_unnamed
        assert said_first("Thurrock", self.result) == "Labour gain Thurrock"

    def test_leaves_the_conservatives_bounded(self) -> None:
        before = self.result.baselines[EVE].before[CON]
        assert isinstance(before, Bounded)
        assert before.span == (10, 30)


class TestHarlow2024:
    result = reconcile(
        council_of(33, scope=Scope.WHOLE),
        claims(
            INDEPENDENT,
            FellShortBy(LAB, 1),
            SeatsHeld(AFTER, LAB, 16),
            SeatsHeld(AFTER, CON, 17),
            LeadsBy(AFTER, CON, LAB, 1),
        ),
    )

    def test_is_a_conservative_majority_of_one(self) -> None:
        assert isinstance(self.result.control_after, Derived)
        assert self.result.control_after.value == Majority(CON)
        assert values(self.result.majority_after)[CON] == 1
        assert said_first("Harlow", self.result) == "Conservatives have a majority of 1 in Harlow"

    def test_change_of_control_is_undetermined(self) -> None:
        assert self.result.baselines[EVE].change_of_control.kind is ChangeKind.UNDETERMINED
        assert isinstance(self.result.baselines[EVE].control_before, Unknown)

    def test_leaves_no_seat_for_anybody_else(self) -> None:
        assert isinstance(self.result.not_named_after, Derived)
        assert self.result.not_named_after.value == 0


class TestMaidstone2023:
    result = reconcile(
        council_of(55, scope=Scope.THIRDS),
        claims(
            BBC,
            LostControl(EVE, CON),
            NobodyHasControl(AFTER),
            IsLargest(EVE, CON),
            IsLargest(AFTER, CON),
            SeatsHeld(AFTER, CON, 23),
            SeatsHeld(AFTER, LD, 11),
            SeatsHeld(AFTER, IND, 10),
            SeatsHeld(AFTER, LAB, 5),
            SeatsHeld(AFTER, GRN, 3),
        ),
    )

    def test_three_of_its_55_seats_are_unaccounted_for_and_not_invented(self) -> None:
        (finding,) = self.result.findings
        assert finding.code is Code.SEATS_UNACCOUNTED
        assert finding.number == 3
        assert isinstance(self.result.vacant_after, Bounded)
        assert self.result.vacant_after.span == (0, 3)
        assert isinstance(self.result.not_named_after, Bounded)

    def test_is_lost_to_no_overall_control(self) -> None:
        assert said_first("Maidstone", self.result) == (
            "Conservatives lose Maidstone to no overall control"
        )

    def test_the_conservatives_had_at_least_28_of_55(self) -> None:
        before = self.result.baselines[EVE].before[CON]
        assert isinstance(before, Bounded)
        assert before.span == (28, 55)


def test_tunbridge_wells_stays_under_no_overall_control_on_the_eve_of_poll() -> None:
    result = reconcile(
        council_of(48, scope=Scope.THIRDS),
        claims(BBC, NobodyHasControl(AFTER), NobodyHasControl(EVE), NobodyLostSeats(EVE)),
    )
    assert result.default_baseline is EVE
    assert said_first("Tunbridge Wells", result) == (
        "Tunbridge Wells stays under no overall control"
    )


def test_ashford_keeps_its_two_baselines_apart() -> None:
    result = reconcile(
        council_of(47, scope=Scope.WHOLE),
        claims(
            BBC,
            NobodyHasControl(AFTER),
            NobodyHasControl(EVE),
            SeatsChanged(LAST, GRN, 6),
            SeatsChanged(LAST, CON, -7),
            IsLargest(AFTER, CON),
        ),
    )
    assert said_first("Ashford", result) == "Ashford stays under no overall control"
    assert values(result.baselines[LAST].change) == {GRN: 6, CON: -7}
    on_the_eve = result.baselines[EVE].change
    assert not any(isinstance(figure, Reported) for figure in on_the_eve.values())
    # The largest party of a council under no overall control: more than the Greens' six or
    # more, and 23 of 47 at most.
    assert span_of(result.after[CON]) == (7, 23)


def test_rushmoor_is_gained_from_the_conservatives_within_bounds() -> None:
    result = reconcile(
        council_of(39, scope=Scope.THIRDS),
        claims(
            INDEPENDENT,
            SeatsChanged(EVE, LAB, 7),
            GainedControl(EVE, LAB),
            SeatsChanged(EVE, CON, -8),
            LostControl(EVE, CON),
        ),
    )
    assert said_first("Rushmoor", result) == "Labour gain Rushmoor from the Conservatives"
    assert span_of(result.after[LAB]) == (20, 26)
    assert span_of(result.baselines[EVE].before[CON]) == (20, 26)


def gained_from_nobody_named(council: str, size: int, before: int, *said: Claim) -> None:
    result = reconcile(council_of(size, before=before), said)
    change = result.baselines[EVE].change_of_control
    assert change.gained_from_unnamed
    assert said_first(council, result) == f"Labour gain {council}"


def test_redditch_and_hartlepool_are_gains_from_somebody_not_named() -> None:
    gained_from_nobody_named(
        "Redditch",
        27,
        29,
        *claims(
            INDEPENDENT,
            SeatsChanged(EVE, LAB, 9),
            GainedControl(EVE, LAB),
            SeatsChanged(EVE, CON, -11),
        ),
    )
    gained_from_nobody_named(
        "Hartlepool",
        36,
        36,
        *claims(
            INDEPENDENT,
            GainedControl(EVE, LAB),
            SeatsChanged(EVE, LAB, 7),
            SeatsChanged(EVE, CON, -6),
        ),
    )


def test_sunderland_is_held_and_seats_won_are_not_seats_held() -> None:
    result = reconcile(
        council_of(75, scope=Scope.THIRDS),
        claims(
            INDEPENDENT,
            SeatsUp(25),
            SeatsWon("reform-uk", 0),
            SeatsChanged(EVE, LAB, 6),
            HeldControl(EVE, LAB),
        ),
    )
    assert said_first("Sunderland", result) == "Labour hold Sunderland"
    assert values(result.seats_won) == {"reform-uk": 0}
    held = result.after["reform-uk"]
    assert isinstance(held, Bounded)
    assert held.span == (0, 31)


def test_gravesham_dover_and_barnet_have_control_and_no_seats() -> None:
    gravesham = reconcile(
        council_of(39, before=44, scope=Scope.WHOLE),
        claims(BBC, GainedControl(EVE, LAB), NobodyHasControl(EVE)),
    )
    dover = reconcile(
        council_of(32, scope=Scope.WHOLE),
        claims(BBC, GainedControl(EVE, LAB), HasControl(EVE, CON)),
    )
    barnet = reconcile(
        council_of(63, scope=Scope.WHOLE), claims(article("report-2022"), GainedControl(EVE, LAB))
    )
    assert said_first("Gravesham", gravesham) == "Labour gain Gravesham from no overall control"
    assert said_first("Dover", dover) == "Labour gain Dover from the Conservatives"
    assert said_first("Barnet", barnet) == "Labour gain Barnet"
    for result in (gravesham, dover, barnet):
        assert result.state is State.DECLARED
        assert all(isinstance(figure, Bounded) for figure in result.after.values())


def test_wandsworth_and_westminster_are_labour_gains() -> None:
    report = article("report-2022")
    wandsworth = reconcile(
        council_of(58, before=60), claims(report, LostControl(EVE, CON), HasControl(AFTER, LAB))
    )
    westminster = reconcile(council_of(54, before=60), claims(report, GainedControl(EVE, LAB)))
    assert said_first("Wandsworth", wandsworth) == "Labour gain Wandsworth from the Conservatives"
    assert said_first("Westminster", westminster) == "Labour gain Westminster"


def test_cumberland_is_new_and_nobody_had_control_before() -> None:
    result = reconcile(
        council_of(46, is_new=True, scope=Scope.WHOLE),
        claims(article("report-2022"), HasControl(AFTER, LAB), NewCouncil()),
    )
    (baseline,) = result.baselines.values()
    assert baseline.change_of_control.kind is ChangeKind.NEW
    assert isinstance(baseline.control_before, Reported)
    assert baseline.control_before.value == NoCouncilBefore()
    assert baseline.before == {}
    assert said_first("Cumberland", result) == "Labour win the new Cumberland council"


def test_portsmouth_is_reported_in_part_between_bounds() -> None:
    result = reconcile(
        council_of(42, scope=Scope.THIRDS),
        claims(article("report-2022"), SeatsChanged(EVE, CON, -4)),
    )
    before, after = result.baselines[EVE].before[CON], result.after[CON]
    assert isinstance(before, Bounded)
    assert isinstance(after, Bounded)
    assert before.span == (4, 42)
    assert after.span == (0, 38)
    assert values(result.baselines[EVE].change) == {CON: -4}
    assert result.state is State.IN_PART
    assert said_first("Portsmouth", result) == "Portsmouth: reported in part, control not known"


def test_canterbury_and_folkestone_and_hythe_are_undetermined() -> None:
    canterbury = reconcile(
        council_of(39),
        claims(BBC, Remark(RemarkTopic.LEADER, "The leader lost his seat.")),
    )
    folkestone = reconcile(council_of(30), claims(BBC, IsLargest(AFTER, GRN)))
    for result in (canterbury, folkestone):
        assert isinstance(result.control_after, Unknown)
        assert result.baselines[EVE].change_of_control.kind is ChangeKind.UNDETERMINED
        assert result.state is State.IN_PART


def test_the_largest_party_is_not_a_sign_of_no_overall_control() -> None:
    result = reconcile(council_of(30), claims(BBC, IsLargest(AFTER, GRN)))
    assert not isinstance(result.control_after, Derived)
    assert result.baselines[EVE].change_of_control.after == Undetermined()
    assert result.baselines[EVE].change_of_control.after != NoOverallControl()


def test_a_contest_nobody_reports_is_awaited() -> None:
    result = reconcile(council_of(30), [])
    assert result.state is State.AWAITED
    assert said_first("Folkestone and Hythe", result) == "Folkestone and Hythe: result awaited"
