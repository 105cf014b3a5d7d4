"""What a reader is told of a figure: its value, its status, how it came about, what does not fit."""

from __future__ import annotations

from datetime import date

import pytest

from councils.domain.control import Control, Majority, NoCouncilBefore, NoOverallControl
from councils.domain.spans import Span
from elections.domain.baselines import AFTER, Baseline
from elections.domain.claims import (
    AllSeatsUp,
    GainedControl,
    HasControl,
    HasMajorityOf,
    IsLargest,
    LeadsBy,
    ListIsWhole,
    NobodyHasControl,
    NobodyLostSeats,
    Saying,
    SeatsChanged,
    SeatsHeld,
    SeatsUp,
    SeatsWon,
)
from elections.domain.fields import TOTAL, seats
from elections.domain.figures import Bounded, Derived, Rule, SeatsFigure, Unknown
from elections.domain.findings import Code, Finding
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.sources import Precision
from elections.domain.words.finding_words import sentence
from elections.domain.words.wording import (
    change_words,
    control_words,
    explain,
    explain_control,
    status_words,
    value_words,
)
from tests.elections.domain.reports import (
    BBC,
    INDEPENDENT,
    NAMES,
    article,
    claim,
    claims,
    council_of,
)

LAB, CON, GRN = "labour", "conservative", "green"
EVE, NOTIONAL = Baseline.EVE_OF_POLL, Baseline.NOTIONAL


@pytest.mark.parametrize(
    ("figure", "value", "status"),
    [
        (Derived(38, ()), "38", "derived"),
        (Derived(0, ()), "0", "derived"),
        (Derived(37, (), Precision.APPROXIMATE), "about 37", "derived, approximately"),
        (Bounded(Span(0, 3), ()), "between 0 and 3", "bounded"),
        (Bounded(Span(20, 25), ()), "between 20 and 25", "bounded"),
        (Bounded(Span(20, 26), ()), "not known", "bounded"),
        (Unknown(), "not known", "not known"),
    ],
)
def test_a_range_is_said_where_it_spans_five_seats_or_fewer(
    figure: SeatsFigure, value: str, status: str
) -> None:
    assert (value_words(figure), status_words(figure)) == (value, status)


def test_several_statements_name_each_source_once_with_all_its_paragraphs() -> None:
    second = article("bbc-2", name="BBC News", outlet="bbc", day=date(2023, 5, 5), edition=2)
    result = reconcile(
        council_of(59),
        [
            claim(second, SeatsHeld(AFTER, LAB, 33), paragraph=7),
            claim(second, SeatsHeld(AFTER, LAB, 33), paragraph=4),
            claim(INDEPENDENT, SeatsHeld(AFTER, LAB, 33), paragraph=17),
        ],
    )
    assert explain(result.after[LAB], NAMES) == (
        "Stated by The Independent, paragraph 17; BBC News, version 2, paragraphs 4 and 7.",
    )


STEPS: list[tuple[Rule, int, tuple[Saying, ...], str]] = [
    (
        Rule.SUM,
        59,
        (SeatsHeld(AFTER, LAB, 33), SeatsHeld(AFTER, CON, 26)),
        (
            "59 - 26 - 33 = 0: all seats (register) less Conservative (BBC News, paragraph 1) and Labour "
            "(paragraph 1)."
        ),
    ),
    (
        Rule.NOTIONAL_SIZE,
        59,
        (SeatsChanged(NOTIONAL, LAB, 11),),
        "59: a notional council has as many seats as the new one (register).",
    ),
    (
        Rule.WHOLE_LIST,
        59,
        (SeatsHeld(AFTER, LAB, 33), SeatsChanged(EVE, GRN, 0), ListIsWhole(AFTER)),
        "0: the list of parties is given as whole (BBC News, paragraph 1) and names no other.",
    ),
    (
        Rule.ALL_UP,
        59,
        (AllSeatsUp(),),
        "59: every seat was up (BBC News, paragraph 1), of all seats (register).",
    ),
    (
        Rule.MAJORITY,
        55,
        (HasMajorityOf(AFTER, CON, 11),),
        (
            "(55 + 11) / 2 = 33: half of all seats (register) and the majority of Conservative (BBC News, "
            "paragraph 1)."
        ),
    ),
    (
        Rule.CONTROL,
        39,
        (HasControl(AFTER, LAB),),
        (
            "At least 20: Labour have overall control (BBC News, paragraph 1), and that takes 20 of 39 "
            "(register)."
        ),
    ),
    (
        Rule.NO_CONTROL,
        47,
        (NobodyHasControl(AFTER), SeatsChanged(EVE, CON, 0)),
        (
            "At most 23: nobody has overall control (BBC News, paragraph 1), and that takes 24 of 47 "
            "(register)."
        ),
    ),
    (
        Rule.LACKS_MAJORITY,
        36,
        (GainedControl(EVE, LAB),),
        (
            "At most 18: Labour did not have overall control (BBC News, paragraph 1), and that takes 19 of "
            "36 (register)."
        ),
    ),
    (
        Rule.LEAD,
        33,
        (SeatsHeld(AFTER, LAB, 16), LeadsBy(AFTER, CON, LAB, 1)),
        "16 + 1 = 17: Labour (BBC News, paragraph 1) plus the lead of Conservative (paragraph 1).",
    ),
    (
        Rule.LARGEST,
        33,
        (SeatsHeld(AFTER, LAB, 16), IsLargest(AFTER, CON)),
        (
            "At least 17: which party is the largest is stated (BBC News, paragraph 1); Labour "
            "(paragraph 1)."
        ),
    ),
    (
        Rule.NO_LOSSES,
        48,
        (NobodyLostSeats(EVE), SeatsHeld(AFTER, CON, 11)),
        "At least 0: no party lost seats (BBC News, paragraph 1).",
    ),
    (
        Rule.WON,
        75,
        (SeatsWon(GRN, 3), SeatsUp(25)),
        (
            "At least 3: seats held are at least those won, and at most those and all that were not up: "
            "Green (BBC News, paragraph 1)."
        ),
    ),
]


@pytest.mark.parametrize(("rule", "size", "sayings", "expected"), STEPS)
def test_each_rule_has_its_sentence(
    rule: Rule, size: int, sayings: tuple[Saying, ...], expected: str
) -> None:
    result = reconcile(council_of(size), claims(BBC, *sayings))
    said: list[str] = []
    figures: list[SeatsFigure] = [
        result.seats_up,
        result.vacant_after,
        *result.after.values(),
        *(figure for each in result.baselines.values() for figure in each.before.values()),
        *(figure for each in result.baselines.values() for figure in each.change.values()),
        *(each.seats_total for each in result.baselines.values()),
    ]
    for figure in figures:
        said += explain(figure, NAMES)
    assert expected in said


@pytest.mark.parametrize(
    ("control", "words"),
    [
        (Majority(CON), "Conservative"),
        (NoOverallControl(), "No overall control"),
        (NoCouncilBefore(), "No council before"),
    ],
)
def test_control_in_a_word_or_two(control: Control, words: str) -> None:
    assert control_words(control, NAMES) == words


def test_control_that_follows_says_from_what() -> None:
    result = reconcile(
        council_of(33), claims(BBC, SeatsHeld(AFTER, CON, 17), SeatsHeld(AFTER, LAB, 16))
    )
    assert explain_control(result.control_after, NAMES) == (
        (
            "Conservative 17 (BBC News, paragraph 1) of 33 (register) is more than half: overall control "
            "takes 17."
        ),
    )


def test_control_that_is_not_known_says_what_leaves_it_open() -> None:
    # Ashfield 2023 by the Commons Library, whose others are independents and local parties.
    ashfield = reconcile(
        council_of(35),
        claims(BBC, SeatsHeld(AFTER, "other", 32), SeatsHeld(AFTER, CON, 2)),
    )
    outcome = ashfield.baselines[ashfield.default_baseline].change_of_control.after
    (sentence,) = explain_control(ashfield.control_after, NAMES, outcome)
    assert "counted together as other" in sentence
    # Where nothing else is handed over, no more is said than that nobody says.
    assert explain_control(ashfield.control_after, NAMES) == ("No source says who has control.",)


def test_a_gain_from_nobody_named_is_a_gain_and_no_more() -> None:
    result = reconcile(council_of(36), claims(BBC, GainedControl(EVE, LAB)))
    assert change_words(result.baselines[EVE].change_of_control, NAMES) == "Labour gain"


@pytest.mark.parametrize("code", list(Code))
def test_every_finding_has_a_sentence_of_its_own(code: Code) -> None:
    said = sentence(Finding(code, (seats(AFTER, TOTAL),), number=3), NAMES)
    others = {
        sentence(Finding(other, (seats(AFTER, TOTAL),), number=3), NAMES)
        for other in Code
        if other is not code and {code.value[1:], other.value[1:]} != {"101"}
    }
    assert said.endswith(".")
    assert said not in others


def test_one_seat_is_not_accounted_for_in_the_singular() -> None:
    one = Finding(Code.SEATS_UNACCOUNTED, (seats(AFTER, TOTAL),), number=1)
    assert sentence(one, NAMES) == "After the poll, 1 seat of the council is not accounted for."
