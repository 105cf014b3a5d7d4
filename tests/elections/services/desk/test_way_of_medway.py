"""Medway's result on its way: typed twice, compared, published, corrected and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from councils.domain.control import Majority
from elections.codec.way import way_of
from elections.domain.desk.holding import HELD_FOR, HeldError
from elections.domain.desk.refusals import (
    NothingNewError,
    NotNowError,
    OwnEntryError,
)
from elections.domain.desk.sheets import Counted, Sheet, seats_line
from elections.domain.desk.states import (
    Agreed,
    Check,
    Differences,
    HandedIn,
    Keep,
    SecondEntry,
    Typist,
)
from elections.domain.figures import Reported, known_value
from elections.domain.results import State
from elections.models import (
    Action,
    AuditEntry,
    Claim,
    ClaimUse,
    Contest,
    Correction,
    DeskResult,
    Draft,
    Source,
    Withdrawal,
)
from elections.selectors.data_version import current_data_version
from elections.selectors.desk.beside import beside_of
from elections.selectors.results import PublishedResult, published_result
from elections.services.desk import checking, entering, publishing
from elections.services.desk.stepping import Actor, NoSuchContestError, Seen, StaleError
from tests import factories

pytestmark = pytest.mark.django_db

MEDWAY = "local.medway.2023-05-04"
AT = factories.NIGHT
RUTH, OMAR, EDITH = Actor("ruth", "192.0.2.7"), Actor("omar"), Actor("edith")
RIGHT = Sheet(Counted.HELD, {"labour": 33, "conservative": 22, "independent": 4})
MISREAD = Sheet(Counted.HELD, {"labour": 32, "conservative": 23, "independent": 4})
WEBSITE = "medway-council-website"
LABOUR, CONSERVATIVE = seats_line("labour"), seats_line("conservative")


@pytest.fixture(autouse=True)
def medway() -> Contest:
    """Return Medway's contest of 2023, all 59 seats up, of which nothing is reported."""
    for slug in ("labour", "conservative", "independent", "green"):
        factories.party(slug=slug)
    council = factories.council()
    factories.council_size(of=council)
    contest: Contest = factories.contest(
        of=council, scope="whole", seats_up=59, facts_source=factories.fact_source()
    )
    return contest


def asks_for(check: Check) -> None:
    election = factories.election()
    election.check_asked = check.value
    election.save()


def now() -> Seen:
    """Return the result as somebody who has just loaded its page has seen it."""
    result = DeskResult.objects.of_contest(MEDWAY).first()
    return Seen(MEDWAY, 0 if result is None else result.token)


def enter(by: Actor, sheet: Sheet = RIGHT, **given: Any) -> None:
    entering.open_entry(ballot_id=MEDWAY, by=by, at=AT)
    entry = HandedIn(by.name, sheet, **given)
    entering.hand_in(seen=now(), entry=entry, by=by, at=AT)


def publish() -> publishing.WentOut:
    return publishing.publish(seen=now(), by=EDITH, at=AT)


def published() -> PublishedResult:
    result = published_result(Contest.objects.get(ballot_id=MEDWAY))
    assert result is not None
    return result


def state() -> object:
    return way_of(DeskResult.objects.get().way)


def actions() -> list[str]:
    return [entry.action for entry in AuditEntry.objects.order_by("pk")]


class TestPublishing:
    def test_two_equal_entries_are_published_in_one_step(self) -> None:
        enter(RUTH)
        enter(OMAR)
        before = current_data_version()
        out = publish()
        shown = published().reconciliation
        assert out.version == 1
        assert {party: known_value(seats) for party, seats in shown.after.items()} == {
            "labour": 33,
            "conservative": 22,
            "independent": 4,
        }
        assert shown.state is State.DECLARED
        assert shown.control_after.value == Majority("labour")  # type: ignore[union-attr]
        assert current_data_version() > before

    def test_the_figures_rest_on_the_returning_officers_declaration(self) -> None:
        enter(RUTH, declared_at=AT - timedelta(minutes=10))
        enter(OMAR)
        publish()
        source = Source.objects.get()
        assert (source.slug, source.kind) == ("declaration-medway-2023-05-04", "declaration")
        assert {claim.recorded_by for claim in Claim.objects.all()} == {"ruth"}
        assert Claim.objects.get(kind="list_is_whole").moment == "after"

    def test_they_rest_on_another_declaration_where_that_is_what_was_read(self) -> None:
        factories.made(factories.new_source(slug="medway-council-website", kind="declaration"))
        enter(RUTH, source="medway-council-website")
        enter(OMAR)
        publish()
        assert {claim.source.slug for claim in Claim.objects.all()} == {"medway-council-website"}

    @pytest.mark.parametrize("slug", ["bbc-medway-2023", "nowhere"])
    def test_articles_are_entered_as_articles(self, slug: str) -> None:
        factories.source()
        with pytest.raises(entering.NotADeclarationError):
            enter(RUTH, source=slug)

    def test_nothing_is_published_before_it_is_checked(self) -> None:
        enter(RUTH)
        with pytest.raises(NotNowError):
            publish()
        assert not Claim.objects.exists()

    def test_an_approval_is_enough_where_the_election_says_so(self) -> None:
        asks_for(Check.APPROVAL)
        enter(RUTH)
        checking.approve(seen=now(), by=OMAR, at=AT)
        assert publish().version == 1

    def test_an_entry_sent_back_is_typed_again(self) -> None:
        asks_for(Check.APPROVAL)
        enter(RUTH, MISREAD)
        checking.send_back(seen=now(), by=OMAR, at=AT, reason="Labour is 33")
        enter(RUTH, RIGHT)
        checking.approve(seen=now(), by=OMAR, at=AT)
        publish()
        assert actions() == [
            "opened",
            "handed_in",
            "sent_back",
            "handed_in",
            "approved",
            "added_a_source",
            "published",
        ]


class TestDifferences:
    def test_an_editor_settles_them_line_by_line(self) -> None:
        enter(RUTH)
        enter(OMAR, MISREAD)
        checking.settle(
            seen=now(), kept={LABOUR: Keep.FIRST, CONSERVATIVE: Keep.FIRST}, by=EDITH, at=AT
        )
        publish()
        assert known_value(published().reconciliation.after["labour"]) == 33

    def test_what_comes_of_two_entries_is_checked_as_they_were(self) -> None:
        enter(RUTH)
        enter(OMAR, MISREAD)
        kept = {LABOUR: Keep.FIRST, CONSERVATIVE: Keep.SECOND}
        with pytest.raises(entering.FoundError) as error:
            checking.settle(seen=now(), kept=kept, by=EDITH, at=AT)
        assert [each.code.value for each in error.value.findings] == ["E302"]
        assert isinstance(state(), Differences)

    def test_lines_go_back_to_their_typist(self) -> None:
        enter(RUTH)
        enter(OMAR, MISREAD)
        asked = {Typist.SECOND: {LABOUR, CONSERVATIVE}}
        checking.ask_again(seen=now(), asked=asked, by=EDITH, at=AT)
        entering.open_entry(ballot_id=MEDWAY, by=OMAR, at=AT)
        entering.retype(seen=now(), said={LABOUR: 33, CONSERVATIVE: 22}, ticked=(), by=OMAR, at=AT)
        assert isinstance(state(), Agreed)

    def test_ticks_are_of_what_was_typed_again(self) -> None:
        enter(RUTH)
        enter(OMAR, MISREAD)
        asked = {Typist.SECOND: {LABOUR, CONSERVATIVE}}
        checking.ask_again(seen=now(), asked=asked, by=EDITH, at=AT)
        entering.open_entry(ballot_id=MEDWAY, by=OMAR, at=AT)
        said = {LABOUR: 34, CONSERVATIVE: 21}
        entering.retype(seen=now(), said=said, ticked=("W303", "W301"), by=OMAR, at=AT)
        after = AuditEntry.objects.newest_first()[0].after
        assert after is not None
        assert (after["first"]["ticked"], after["second"]["ticked"]) == ([], ["W301", "W303"])

    def test_nobody_else_can_type_them(self) -> None:
        enter(RUTH)
        enter(OMAR, MISREAD)
        assert isinstance(state(), Differences)
        with pytest.raises(NotNowError):
            entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)


class TestCorrecting:
    def test_a_correction_says_what_it_put_right_and_why(self) -> None:
        enter(RUTH, MISREAD)
        enter(OMAR, MISREAD)
        publish()
        publishing.begin_correction(seen=now(), by=EDITH, at=AT, reason="misread sheet")
        assert known_value(published().reconciliation.after["labour"]) == 32
        enter(RUTH)
        enter(OMAR)
        out = publish()
        assert out.version == 2
        assert known_value(published().reconciliation.after["labour"]) == 33
        correction = Correction.objects.get()
        assert correction.publication.version == 2
        assert correction.lines == [["seats.conservative", 23, 22], ["seats.labour", 32, 33]]
        assert (correction.kind, correction.reason) == ("correction", "misread sheet")
        assert published().reason == "misread sheet"

    def test_a_party_that_is_no_longer_on_the_sheet_has_none(self) -> None:
        wrong = Sheet(Counted.HELD, {"labour": 33, "conservative": 22, "green": 4})
        ticked = ("W302",)
        enter(RUTH, wrong, ticked=ticked)
        enter(OMAR, wrong, ticked=ticked)
        publish()
        publishing.begin_correction(seen=now(), by=EDITH, at=AT, reason="Independents, not Greens")
        enter(RUTH, ticked=ticked)
        enter(OMAR, ticked=ticked)
        publish()
        shown = published().reconciliation
        assert known_value(shown.after["green"]) == 0
        assert known_value(shown.after["independent"]) == 4
        assert shown.findings == ()

    def test_the_claims_that_were_wrong_stay_on_record(self) -> None:
        self.test_a_correction_says_what_it_put_right_and_why()
        assert {claim.value for claim in Claim.objects.filter(party__slug="labour")} == {32, 33}

    @pytest.mark.parametrize(("read", "then"), [("", WEBSITE), (WEBSITE, "")])
    @pytest.mark.parametrize("may", [1, 31])
    def test_what_was_read_from_another_declaration_does_not_stand_against_it(
        self, read: str, then: str, may: int
    ) -> None:
        published_on = date(2023, 5, may)
        factories.made(
            factories.new_source(slug=WEBSITE, kind="declaration", published_on=published_on)
        )
        enter(RUTH, MISREAD, source=read)
        enter(OMAR, MISREAD)
        publish()
        publishing.begin_correction(seen=now(), by=EDITH, at=AT, reason="another sheet")
        enter(RUTH, source=then)
        enter(OMAR)
        publish()
        assert isinstance(published().reconciliation.after["labour"], Reported)
        assert known_value(published().reconciliation.after["labour"]) == 33
        publishing.retract(
            seen=now(), by=EDITH, at=AT, reason="neither is Medway's", proposed_by="emil"
        )
        assert published().reconciliation.state is State.AWAITED

    def test_the_same_figures_from_another_sheet_are_a_correction_of_their_source(self) -> None:
        factories.made(
            factories.new_source(slug=WEBSITE, kind="declaration", published_on=date(2023, 5, 5))
        )
        enter(RUTH)
        enter(OMAR)
        publish()
        publishing.begin_correction(seen=now(), by=EDITH, at=AT, reason="read on its website")
        enter(RUTH, source=WEBSITE)
        enter(OMAR, source=WEBSITE)
        assert publish().version == 2
        labour = published().reconciliation.after["labour"]
        assert known_value(labour) == 33
        assert {use.claim.source.slug for use in ClaimUse.objects.current()} == {WEBSITE}
        correction = Correction.objects.get()
        assert (correction.lines, correction.reason) == ([], "read on its website")

    def test_it_is_held_against_what_was_known_before_and_not_against_itself(
        self, medway: Contest
    ) -> None:
        for party, change in (("labour", 5), ("conservative", -6), ("independent", 1)):
            factories.claim(
                source=Source.objects.first() or factories.source(),
                reference=f"{party}-change",
                kind="seats_changed",
                moment="eve_of_poll",
                party=factories.party(slug=party),
                value=change,
            )
        before = beside_of(medway)
        enter(RUTH, MISREAD)
        enter(OMAR, MISREAD)
        publish()
        assert beside_of(medway) == before

    def test_a_correction_that_corrects_nothing_is_refused(self) -> None:
        enter(RUTH)
        enter(OMAR)
        publish()
        publishing.begin_correction(seen=now(), by=EDITH, at=AT, reason="misread sheet")
        enter(RUTH)
        enter(OMAR)
        with pytest.raises(NothingNewError):
            publish()
        publishing.give_up(seen=now(), by=EDITH, at=AT, reason="it was right")
        assert DeskResult.objects.get().state == "published"


class TestTakingBack:
    def test_a_contest_that_is_taken_back_is_not_declared(self) -> None:
        enter(RUTH)
        enter(OMAR)
        publish()
        publishing.retract(
            seen=now(), by=EDITH, at=AT, reason="another council's sheet", proposed_by="emil"
        )
        shown = published()
        assert shown.reconciliation.state is State.AWAITED
        assert shown.reason == "another council's sheet"
        assert Correction.objects.get().kind == "retraction"
        assert Withdrawal.objects.count() == Claim.objects.count() == 5

    def test_it_can_be_entered_anew(self) -> None:
        self.test_a_contest_that_is_taken_back_is_not_declared()
        enter(RUTH)
        enter(OMAR)
        assert publish().version == 3
        assert published().reconciliation.state is State.DECLARED


class TestTyping:
    def test_what_is_typed_is_kept_for_its_typist_alone(self) -> None:
        entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)
        entering.save_draft(seen=now(), typed={"labour": "3"}, by=RUTH, at=AT)
        assert entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT).draft == {"labour": "3"}
        taken = entering.open_entry(ballot_id=MEDWAY, by=OMAR, at=AT, reason="Ruth went home")
        assert taken.draft == {}

    def test_somebody_elses_entry_is_theirs_for_a_while(self) -> None:
        entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)
        with pytest.raises(HeldError):
            entering.open_entry(ballot_id=MEDWAY, by=OMAR, at=AT + HELD_FOR / 2)
        assert entering.open_entry(ballot_id=MEDWAY, by=OMAR, at=AT + HELD_FOR).hold.by == "omar"
        assert actions() == ["opened", "taken_over"]

    def test_what_was_taken_over_cannot_be_handed_in(self) -> None:
        entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)
        entering.open_entry(ballot_id=MEDWAY, by=OMAR, at=AT, reason="Ruth went home")
        with pytest.raises(HeldError):
            entering.hand_in(seen=now(), entry=HandedIn("ruth", RIGHT), by=RUTH, at=AT)

    def test_a_stale_form_changes_nothing_and_says_what_was_done(self) -> None:
        entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)
        stale = now()
        entering.hand_in(seen=stale, entry=HandedIn("ruth", RIGHT), by=RUTH, at=AT)
        with pytest.raises(StaleError) as error:
            entering.hand_in(seen=stale, entry=HandedIn("omar", MISREAD), by=OMAR, at=AT)
        assert error.value.last is not None
        assert (error.value.last.by, error.value.last.action) == ("ruth", Action.HANDED_IN)
        assert isinstance(state(), SecondEntry)

    def test_what_is_sent_again_after_a_lost_answer_is_not_entered_twice(self) -> None:
        for by in (RUTH, OMAR):
            entering.open_entry(ballot_id=MEDWAY, by=by, at=AT)
            seen, entry = now(), HandedIn(by.name, RIGHT)
            entering.hand_in(seen=seen, entry=entry, by=by, at=AT)
            token = now().token
            again = entering.hand_in(seen=seen, entry=entry, by=by, at=AT)
            assert (again.before, now().token) == (again.after, token)
        assert actions() == ["opened", "handed_in", "handed_in"]

    def test_nor_once_somebody_has_approved_it_meanwhile(self) -> None:
        asks_for(Check.APPROVAL)
        entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)
        seen, entry = now(), HandedIn("ruth", RIGHT)
        entering.hand_in(seen=seen, entry=entry, by=RUTH, at=AT)
        checking.approve(seen=now(), by=OMAR, at=AT)
        again = entering.hand_in(seen=seen, entry=entry, by=RUTH, at=AT)
        assert isinstance(again.after, Agreed)
        assert actions() == ["opened", "handed_in", "approved"]

    def test_nobody_types_both_entries(self) -> None:
        enter(RUTH)
        with pytest.raises(OwnEntryError):
            entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)

    def test_a_sheet_that_does_not_add_up_stays_with_its_typist(self) -> None:
        entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)
        short = Sheet(Counted.HELD, {"labour": 33, "conservative": 22})
        with pytest.raises(entering.FoundError) as error:
            entering.hand_in(seen=now(), entry=HandedIn("ruth", short), by=RUTH, at=AT)
        assert [each.code.value for each in error.value.findings] == ["E302"]
        assert DeskResult.objects.get().state == "first_entry"

    def test_a_warning_needs_a_tick_which_goes_on_record(self) -> None:
        entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)
        vacant = replace(
            RIGHT, seats={"labour": 33, "conservative": 22, "independent": 3}, vacant=1
        )
        entry = HandedIn("ruth", vacant)
        with pytest.raises(entering.FoundError):
            entering.hand_in(seen=now(), entry=entry, by=RUTH, at=AT)
        ticked = replace(entry, ticked=("W303",))
        entering.hand_in(seen=now(), entry=ticked, by=RUTH, at=AT)
        last = AuditEntry.objects.newest_first()[0]
        assert (last.by, str(last.address)) == ("ruth", "192.0.2.7")
        assert last.after is not None
        assert last.after["first"]["ticked"] == ["W303"]

    def test_a_contest_that_is_not_there_is_told(self) -> None:
        with pytest.raises(NoSuchContestError):
            entering.open_entry(ballot_id="local.narnia.2023-05-04", by=RUTH, at=AT)

    def test_a_draft_is_emptied_once_it_is_handed_in(self) -> None:
        entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AT)
        entering.save_draft(seen=now(), typed={"labour": "33"}, by=RUTH, at=AT)
        entering.hand_in(seen=now(), entry=HandedIn("ruth", RIGHT), by=RUTH, at=AT)
        assert Draft.objects.get().typed == {}
