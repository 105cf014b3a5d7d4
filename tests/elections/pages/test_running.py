"""Who runs a council is told as sources have it, and never worked out from seats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from councils.domain.administrations import Administration, read_label
from councils.domain.control import (
    Control,
    Majority,
    NoOverallControl,
    NotApplicable,
    NotApplicableReason,
    Undetermined,
)
from councils.domain.council_types import CouncilType
from elections.browsing.contests import ContestSummary
from elections.pages.facts import FactSourceFacts, RegionFacts
from elections.pages.register import AdministrationTold, CouncilHistory, CouncilRecord, YearRecord
from elections.pages.running import administration_words, who_runs_it
from tests.elections.pages import cases

TABLE = FactSourceFacts("table", "Compositions", "Open Council Data UK", date(2026, 11, 23))
NOC = NoOverallControl()


def history(label: str = "", mayor: str = "") -> CouncilHistory:
    """Return Maidstone with a label in the newest year."""
    record = CouncilRecord(
        "maidstone", "Maidstone", "", "E07000110", CouncilType.DISTRICT, "x", None, None
    )
    found = cases.maidstone()
    return CouncilHistory(
        record,
        (),
        (),
        (),
        (),
        (ContestSummary(found.contest, found.result, ()),),
        cases.PARTIES,
        RegionFacts("x", "X"),
        (YearRecord(2026, 55, {}, label, "table", mayor),),
        {"table": TABLE},
    )


def told(label: str, control: Control, mayor: str = "") -> list[str]:
    """Return the sentences of who runs it."""
    running = who_runs_it(history(label, mayor), (), control)
    return [] if running is None else [line.text for line in running.lines]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("LAB min", "Labour run it as a minority."),
        ("LAB/LD/GRN", "Labour, the Liberal Democrats and the Greens run it together."),
        ("IND/GRN", "Independents and the Greens run it together."),
        (
            "LD/GRN/IND min",
            "The Liberal Democrats, the Greens and independents run it together, as a minority.",
        ),
        ("CON Mayor", "A directly elected mayor (Conservative) runs it."),
        ("IND", "Independents run it."),
    ],
)
def test_a_label_is_told_in_words(label: str, words: str) -> None:
    read = read_label(label)
    assert isinstance(read, Administration)
    assert administration_words(read, cases.PARTIES) == words
    assert told(label, NOC) == [words]


def test_each_fact_has_its_source_year_and_day() -> None:
    running = who_runs_it(history("LAB/LD"), (), NOC)
    assert running is not None
    (line,) = running.lines
    assert line.source == "table"
    assert line.source_text == "Open Council Data UK, 2026 (“LAB/LD”), read on 23 November 2026"


def test_a_label_that_cannot_be_read_is_told_as_it_stands() -> None:
    assert told("CIIP/PIP", Undetermined()) == ["Run by “CIIP/PIP”, in the words of the source."]


@pytest.mark.parametrize(
    ("label", "control", "says_more"),
    [
        ("LAB", Majority("labour"), False),
        ("LAB", NOC, True),
        ("CON", Majority("labour"), True),
        ("", NOC, False),
    ],
)
def test_what_control_says_already_is_not_told_again(
    label: str,
    control: Control,
    says_more: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    assert bool(told(label, control)) == says_more


def test_an_executive_mayor_stands_beside_control_and_is_told_once() -> None:
    assert told("CON Mayor", Majority("labour"), mayor="conservative") == [
        "A directly elected mayor (Conservative) runs its executive, whoever holds the seats."
    ]


@pytest.mark.parametrize("reason", NotApplicableReason)
def test_where_no_control_is_shown_it_says_why(reason: NotApplicableReason) -> None:
    running = who_runs_it(history(), (), NotApplicable(reason))
    assert running is not None
    assert "control" in running.why_no_control


def test_what_an_article_says_is_told_of_the_newest_election_without_control_alone() -> None:
    source = next(iter(cases.maidstone().sources.values()))
    now = AdministrationTold("The Liberal Democrats and Greens run it", source, date(2023, 5, 4))
    then = replace(now, polling_day=date(2021, 5, 6))
    running = who_runs_it(history(), (now, then), NOC)
    assert running is not None
    assert [line.text for line in running.lines] == ["The Liberal Democrats and Greens run it."]
    assert running.lines[0].source_text.endswith("on the election of 4 May 2023")
    assert who_runs_it(history(), (now,), Majority("labour")) is None
