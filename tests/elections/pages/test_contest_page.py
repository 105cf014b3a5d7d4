"""The page of one contest says what is known, how, and what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from councils.domain.council_types import CouncilType
from elections.domain.claims import Remark, RemarkTopic
from elections.domain.contests import ContestFacts as Standing
from elections.domain.contests import Scope
from elections.domain.results import State
from elections.pages.contest import ContestPage, Figures, contest_page, is_a_baseline
from elections.pages.facts import ContestMaterial
from tests.elections.pages import cases


def figures_of(page: ContestPage) -> Figures:
    """Return the figures of a page that has some."""
    assert page.figures is not None
    return page.figures


def table_of(material: ContestMaterial, *, asked: str = "") -> dict[str, tuple[str, str, str]]:
    """Return the table as a reader sees it: before, change, after, by party."""
    table = figures_of(contest_page(material, asked=asked)).table
    return {
        row.label: (
            row.before.text if row.before else "",
            row.change.text if row.change else "",
            row.after.text if row.after else "",
        )
        for row in table.rows
    }


@pytest.mark.parametrize(
    ("material", "headline", "lede"),
    [
        (
            cases.medway(),
            "Labour gain Medway from the Conservatives",
            "Medway is a unitary council in the South East. All 59 seats were up.",
        ),
        (
            cases.south_tyneside(),
            "Labour hold South Tyneside",
            (
                "South Tyneside is a metropolitan borough in the North East. "
                "A third of the seats were up."
            ),
        ),
        (
            cases.cumberland(),
            "Labour win the new Cumberland council",
            "Cumberland is a unitary council in the North West. All seats were up.",
        ),
        (
            cases.barnet(),
            "Labour gain Barnet",
            "Barnet is a London borough. All 63 seats were up.",
        ),
        (
            cases.portsmouth(),
            "Portsmouth: reported in part, control not known",
            "Portsmouth is a unitary council in the South East. A third of the seats were up.",
        ),
        (
            cases.awaited(),
            "Ashford: result awaited",
            "Ashford is a district council in the South East. All seats were up.",
        ),
    ],
)
def test_a_page_opens_with_what_a_person_would_say_first(
    material: ContestMaterial, headline: str, lede: str
) -> None:
    page = contest_page(material)
    assert (page.headline, page.lede) == (headline, lede)


def test_a_table_holds_before_change_and_after_of_every_party() -> None:
    assert table_of(cases.medway()) == {
        "Labour": ("20", "+13", "33"),
        "Conservative": ("33", "−11", "22"),
        "Independent": ("2", "+2", "4"),
    }


def test_another_baseline_has_its_own_figures() -> None:
    assert table_of(cases.medway(), asked="notional") == {
        "Labour": ("22", "+11", "33"),
        "Conservative": ("35", "−13", "22"),
        "Independent": ("2", "+2", "4"),
    }


def test_a_party_left_without_a_seat_is_said_to_have_none() -> None:
    assert table_of(cases.south_tyneside())["Conservative"] == ("1", "−1", "0")


def test_what_is_not_known_is_said_in_words() -> None:
    assert table_of(cases.portsmouth()) == {"Conservative": ("not known", "−4", "not known")}


def test_seats_no_source_accounts_for_are_said_in_words() -> None:
    table = figures_of(contest_page(cases.maidstone())).table
    assert table.unaccounted == (
        "3 of the 55 seats after the poll are not accounted for: no source says whose.",
    )
    row = next(row for row in table.rows if row.label == "Not known")
    assert row.after is not None
    assert row.after.sentences == (
        (
            "55 - 23 - 11 - 10 - 5 - 3 = 3: all seats less Conservative, Liberal Democrat, "
            "Independent, Labour and Green."
        ),
    )


def test_seats_that_might_be_a_party_s_are_not_called_unaccounted() -> None:
    assert figures_of(contest_page(cases.portsmouth())).table.unaccounted == ()


def test_control_without_any_seats_is_shown_without_a_table() -> None:
    figures = figures_of(contest_page(cases.barnet()))
    assert figures.table.rows == ()
    assert figures.nothing_known == "No source says how many seats any party holds."
    assert (figures.control.before.text, figures.control.after.text) == (
        "Not Labour; who is not known",
        "Labour",
    )
    assert figures.control.change.text == "Labour gain; sources do not say from whom"
    assert figures.baseline_reason == ""
    assert figures.table.unaccounted == ()


def test_no_figure_after_the_poll_says_what_claims_are_counted_from() -> None:
    for figure in figures_of(contest_page(cases.medway())).workings:
        if "after" in figure.key:
            assert figure.inferences == (), figure.key


def test_reactions_are_told_after_what_is_so() -> None:
    first = cases.medway()
    reaction = cases.claim(cases.ITV, Remark(RemarkTopic.REACTION, "A party was delighted"), 2)
    told = figures_of(contest_page(replace(first, claims=(reaction, *first.claims)))).told
    assert [each.text for each in told] == [
        "The first Labour majority since the council was formed in 1998.",
        "A party was delighted.",
    ]


def test_a_majority_is_shown_beside_whoever_has_control() -> None:
    control = figures_of(contest_page(cases.medway())).control
    assert control.before_margin is not None
    assert control.after_margin is not None
    assert (control.before_margin.text, control.after_margin.text) == ("11", "7")


def test_a_majority_that_is_not_known_is_left_out() -> None:
    control = figures_of(contest_page(cases.barnet())).control
    assert control.after_margin is None


def test_a_new_council_is_compared_with_none() -> None:
    figures = figures_of(contest_page(cases.cumberland()))
    assert figures.baseline_meaning == (
        "Cumberland is a new council that continues no other, so there is none before to "
        "compare with."
    )
    assert figures.control.before.text == "No council before"
    assert figures.baseline_reason == ""


class TestSwitchingBaselines:
    """The switch offers what the contest has, and says why the page opens where it does."""

    def test_it_offers_the_baselines_that_sources_speak_of(self) -> None:
        choices = figures_of(contest_page(cases.medway())).choices
        assert [(choice.slug, choice.is_current) for choice in choices] == [
            ("last_fought", True),
            ("notional", False),
        ]

    def test_it_says_why_the_page_opens_where_it_does(self) -> None:
        assert figures_of(contest_page(cases.medway())).baseline_reason == (
            "The page opens on this one because all seats were up, and who had control then is "
            "known."
        )

    def test_it_says_that_another_one_was_chosen(self) -> None:
        figures = figures_of(contest_page(cases.medway(), asked="notional"))
        assert figures.baseline_reason.startswith(
            "You chose this one. The page opens on “when last fought” because"
        )

    def test_it_announces_the_choice(self) -> None:
        page = contest_page(cases.medway(), asked="notional")
        assert page.announcement == (
            "Now counted from: On the new boundaries. Labour gain Medway from the Conservatives."
        )

    def test_a_name_that_is_no_baseline_leaves_the_page_on_its_default_and_says_so(self) -> None:
        page = contest_page(cases.medway(), asked="last_week")
        assert page.notice == (
            "The address asks to compare with “last_week”, which is no choice on this site. Here "
            "the choices are “When last fought” and “On the new boundaries”. The page compares "
            "with the council when these seats were last fought instead."
        )
        assert figures_of(page).baseline == "last_fought"
        assert not is_a_baseline("last_week")

    def test_a_baseline_nobody_speaks_of_is_no_mistake_of_the_asker(self) -> None:
        page = contest_page(cases.medway(), asked="eve_of_poll")
        assert page.notice.startswith("No source says anything of Medway just before polling day.")
        assert is_a_baseline("eve_of_poll")

    def test_without_a_wish_there_is_no_notice(self) -> None:
        assert contest_page(cases.medway()).notice == ""


class TestWorking:
    """Each figure opens how it is known."""

    def test_a_derived_figure_gives_the_sum_and_links_to_its_claims(self) -> None:
        workings = {w.key: w for w in figures_of(contest_page(cases.south_tyneside())).workings}
        labour = workings["before-labour"]
        assert labour.status_text == "Derived"
        assert labour.sentences == (
            (
                "28 - (-10) = 38: seats now (The Independent, paragraph 17) less the change "
                "(paragraph 15)."
            ),
        )
        assert [place.text for place in labour.places] == [
            "The Independent, paragraph 17",
            "The Independent, paragraph 15",
        ]

    def test_a_standing_fact_is_linked_to_its_row_on_its_source_s_page(self) -> None:
        workings = {w.key: w for w in figures_of(contest_page(cases.medway())).workings}
        places = workings["total-after"].places
        assert [(place.source, place.reference) for place in places] == [
            ("council-register", "size-59")
        ]

    def test_a_figure_leads_on_to_those_it_follows_from_that_follow_in_turn(self) -> None:
        workings = {w.key: w for w in figures_of(contest_page(cases.south_tyneside())).workings}
        leads = [lead for view in workings.values() for lead in view.leads]
        assert leads
        assert {lead.key for lead in leads} <= set(workings)
        assert workings["before-labour"].leads == ()

    def test_a_change_of_control_says_what_it_follows_from(self) -> None:
        change = figures_of(contest_page(cases.medway())).control.change
        assert change.status == "derived"
        assert change.sentences[0].startswith("Control when these seats were last fought: ")
        assert change.sentences[1].startswith("Control after the poll: Labour. ")
        assert change.sentences[2] == "Labour have control now and had not before: that is a gain."
        assert change.places

    def test_a_change_nobody_can_tell_says_what_is_missing(self) -> None:
        change = figures_of(contest_page(cases.portsmouth())).control.change
        assert (change.status, change.text) == ("unknown", "Not known")
        assert change.sentences[-1] == (
            "Whether control changed needs both to be known, and they are not."
        )

    def test_a_claim_that_names_no_baseline_says_why_it_is_read_as_it_is(self) -> None:
        workings = {w.key: w for w in figures_of(contest_page(cases.medway())).workings}
        assert workings["before-conservative"].inferences == (
            (
                "ITV News, paragraph 6, does not say what it counts from. It is read as the council "
                "when these seats were last fought, because it fits no other baseline. 33 of 55 "
                "seats is the council of 2019."
            ),
        )

    def test_a_dispute_gives_every_value_and_why_one_is_shown(self) -> None:
        workings = {w.key: w for w in figures_of(contest_page(cases.disputed_medway())).workings}
        labour = workings["after-labour"]
        assert (labour.status, labour.text) == ("disputed", "35")
        assert labour.sentences[-1] == "35 is shown because it was published later."
        assert len(labour.places) == 2

    def test_every_figure_has_a_working_of_its_own(self) -> None:
        for material in (cases.medway(), cases.maidstone(), cases.portsmouth()):
            keys = [working.key for working in figures_of(contest_page(material)).workings]
            assert len(keys) == len(set(keys))
            assert all(w.sentences for w in figures_of(contest_page(material)).workings)


class TestTheRestOfThePage:
    """Softer facts, findings, sources, versions."""

    def test_softer_facts_are_told_with_their_places(self) -> None:
        (told,) = figures_of(contest_page(cases.medway())).told
        assert told.text == "The first Labour majority since the council was formed in 1998."
        assert [place.text for place in told.places] == ["ITV News, paragraph 20"]

    def test_the_largest_party_is_told(self) -> None:
        told = figures_of(contest_page(cases.maidstone())).told
        assert [each.text for each in told] == [
            "The Conservatives are the largest party after the poll."
        ]

    def test_findings_carry_their_code(self) -> None:
        findings = figures_of(contest_page(cases.maidstone())).findings
        assert [finding.code for finding in findings] == ["W201"]
        assert findings[0].meaning == (
            "every party named has its seats, and they do not fill the council"
        )

    def test_sources_count_what_they_claim_of_this_council(self) -> None:
        (source,) = contest_page(cases.south_tyneside()).sources
        assert (source.name, source.claims_text) == ("The Independent", "9 claims")

    def test_a_first_version_says_when_it_was_published(self) -> None:
        text = figures_of(contest_page(cases.medway())).version_text
        assert text == "First published at 09:30 on 5 May 2023."

    def test_a_later_version_says_why_it_changed(self) -> None:
        page = contest_page(cases.medway(version=2, reason="The BBC corrected its figure."))
        assert figures_of(page).version_text == (
            "Version 2, published at 09:30 on 5 May 2023: The BBC corrected its figure."
        )

    def test_an_awaited_contest_has_no_figures_at_all(self) -> None:
        page = contest_page(cases.awaited())
        assert page.figures is None
        assert page.state is State.AWAITED
        assert page.state_text == "Awaited"


@pytest.mark.parametrize(
    ("scope", "up", "text"),
    [
        (Scope.WHOLE, 75, "All 75 seats were up."),
        (Scope.THIRDS, 25, "A third of the seats were up, 25 of 75."),
        (Scope.HALVES, 37, "Half of the seats were up, 37 of 75."),
        (Scope.UNKNOWN, 25, "25 of 75 seats were up."),
        (Scope.THIRDS, None, "A third of the seats were up."),
        (Scope.UNKNOWN, None, "How many seats were up is not known."),
    ],
)
def test_how_much_of_a_council_was_up_is_said_as_far_as_it_is_known(
    scope: Scope, up: int | None, text: str
) -> None:
    standing = Standing(
        size_after=cases.size(75), seats_up=None if up is None else cases.size(up), scope=scope
    )
    sunderland = cases.contest(
        "Sunderland", cases.ELECTION_2024, CouncilType.METROPOLITAN, cases.NORTH_EAST, scope
    )
    page = contest_page(cases.material(sunderland, standing, (), sources=()))
    assert page.lede == f"Sunderland is a metropolitan borough in the North East. {text}"
