"""Where a council stands on the board, whether the desk, reports or nobody has told readers its result."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.standing import (
    STANDINGS,
    AtTheDesk,
    InPartFromReports,
    PublishedFromReports,
    Reports,
    Standing,
    standing_of,
    standing_waits_for,
    state_at_the_desk,
)
from elections.domain.desk.states import (
    Agreed,
    Approved,
    Check,
    Differences,
    Expected,
    FirstEntry,
    HandedIn,
    Published,
    Retracted,
    Round,
    SecondEntry,
    State,
    published_in,
)
from elections.domain.desk.waiting import WaitsFor, waits_for
from elections.domain.results import State as Known

MEDWAY = Sheet(Counted.HELD, {"labour": 33, "conservative": 22, "independent": 4})
MISREAD = Sheet(Counted.HELD, {"labour": 32, "conservative": 23, "independent": 4})
RUTH, OMAR = HandedIn("ruth", MEDWAY), HandedIn("omar", MISREAD)
PUBLISHED = Published(MEDWAY, Approved(RUTH, "omar"))
CORRECTING = Round(PUBLISHED, "misread sheet")

STATES: tuple[State, ...] = (
    Expected(),
    FirstEntry(),
    FirstEntry(CORRECTING),
    SecondEntry(Round(), RUTH),
    SecondEntry(CORRECTING, RUTH),
    Differences(Round(), RUTH, OMAR),
    Agreed(Round(), MEDWAY, Approved(RUTH, "omar")),
    PUBLISHED,
    Published(MEDWAY, Approved(RUTH, "omar"), corrects="misread sheet"),
    Retracted("wrong council"),
)


@pytest.mark.parametrize(
    ("state", "known", "standing"),
    [
        # Nobody has anything of Gravesham; the Guardian has Medway; of Portsmouth a threshold is all.
        (Expected(), Known.AWAITED, AtTheDesk(Expected())),
        (Expected(), Known.DECLARED, PublishedFromReports()),
        (Expected(), Known.IN_PART, InPartFromReports()),
        # The desk begins: from then on its own state says where the result is.
        (FirstEntry(), Known.DECLARED, AtTheDesk(FirstEntry(), Reports.WHOLE)),
        (
            SecondEntry(Round(), RUTH),
            Known.IN_PART,
            AtTheDesk(SecondEntry(Round(), RUTH), Reports.IN_PART),
        ),
        # What readers see is the desk's own then, reports or not.
        (PUBLISHED, Known.DECLARED, AtTheDesk(PUBLISHED)),
        (FirstEntry(CORRECTING), Known.DECLARED, AtTheDesk(FirstEntry(CORRECTING))),
        # Taken back, readers have again what other sources say.
        (Retracted("wrong council"), Known.AWAITED, AtTheDesk(Retracted("wrong council"))),
        (
            Retracted("wrong council"),
            Known.DECLARED,
            AtTheDesk(Retracted("wrong council"), Reports.WHOLE),
        ),
    ],
)
def test_a_council_stands_where_the_desk_or_else_reports_have_brought_it(
    state: State, known: Known, standing: Standing
) -> None:
    assert standing_of(state, known) == standing


@given(state=st.sampled_from(STATES), known=st.sampled_from(Known), check=st.sampled_from(Check))
def test_reports_change_nothing_for_a_result_that_the_desk_has_begun(
    state: State, known: Known, check: Check
) -> None:
    standing = standing_of(state, known)
    assert standing.name in STANDINGS
    assert state_at_the_desk(standing) == state
    if state != Expected():
        assert standing_waits_for(standing, check) is waits_for(state, check)
    if isinstance(standing, AtTheDesk) and standing.meanwhile is not Reports.NONE:
        assert published_in(state) is None


@pytest.mark.parametrize("check", Check)
def test_only_a_result_that_reports_tell_whole_is_waited_for_by_nobody(check: Check) -> None:
    assert {
        known: standing_waits_for(standing_of(Expected(), known), check) for known in Known
    } == {
        Known.AWAITED: WaitsFor.FIRST_TYPIST,
        Known.IN_PART: WaitsFor.FIRST_TYPIST,
        Known.DECLARED: WaitsFor.NOBODY,
    }
