"""No result of an election is told before its polls close: not entered, checked, published, or brought by a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from elections.domain.desk.checking import SheetCode
from elections.domain.desk.proposals import RetractionChange
from elections.domain.desk.refusals import TooEarlyError
from elections.domain.desk.sheets import Counted, Sheet, seats_line
from elections.domain.desk.states import Check, HandedIn, Keep, Typist
from elections.domain.findings import Code
from elections.models import Claim, Contest, DeskResult, Publication, Source
from elections.pages.preview import PreviewMaterial
from elections.selectors.previewing import entered_material
from elections.selectors.results import published_result
from elections.services.desk import checking, entering, publishing
from elections.services.desk.choosing import SeenDispute, choose
from elections.services.desk.uploading import File, UploadRefusedError, preview_upload, upload
from elections.services.entries import ClaimEntry, NewSource
from elections.services.expected import elections
from elections.services.fixtures import FixturesRefusedError, load_fixtures
from elections.services.importing import Description, ImportRefused, Order, Terms, import_results
from elections.services.importing.reading import table_of
from elections.services.on_record import SecondPersonNeeded
from elections.services.previewing import preview_claims
from elections.services.publishing import Published, Refused, publish_contest
from elections.services.recording import (
    Recorded,
    RecordedAndPublished,
    Wrong,
    record_and_publish,
    record_claims,
)
from elections.views.desk.entry import CONFLICT
from tests import factories
from tests.elections import unopened
from tests.elections.services.importing.files import table
from tests.elections.unopened import (
    ADA,
    EDITH,
    OMAR,
    RUTH,
    SHEET,
    enter,
    publish_what_others_entered,
    seen,
)
from tests.proposals import propose_and_publish
from tests.views.reading import words_of

pytestmark = pytest.mark.django_db

DAY = date(2027, 5, 6)
CLOSE = datetime(2027, 5, 6, 21, 0, tzinfo=UTC)
BEFORE = CLOSE - timedelta(seconds=1)
AFTER = CLOSE + timedelta(hours=6)
MEDWAY = f"local.medway.{DAY}"
ADVICE = "make a rehearsal"


@pytest.fixture(autouse=True)
def _open() -> None:
    factories.council_size(in_force_from=date(2023, 5, 4))
    unopened.parties()
    unopened.make(DAY, "Local elections 2027")
    elections.open_election(polling_day=DAY, by=ADA, at=unopened.NOW)


def contest() -> Contest:
    return Contest.objects.with_names().get(ballot_id=MEDWAY)


class TestAtTheDesk:
    def test_nobody_begins_to_enter_a_result(self) -> None:
        with pytest.raises(TooEarlyError, match=ADVICE):
            entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=BEFORE)
        assert not DeskResult.objects.exists()

    @pytest.mark.parametrize("declared_at", [None, AFTER])
    def test_a_time_to_come_and_a_tick_let_nothing_in(self, declared_at: datetime | None) -> None:
        entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AFTER)
        codes = tuple(code.value for code in SheetCode)
        entry = HandedIn("ruth", SHEET, declared_at=declared_at, ticked=codes)
        with pytest.raises(TooEarlyError):
            entering.hand_in(seen=seen(MEDWAY), entry=entry, by=RUTH, at=BEFORE)

    def test_a_declaration_from_before_the_close_is_refused_after_it_too(self) -> None:
        entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AFTER)
        codes = tuple(code.value for code in SheetCode)
        entry = HandedIn("ruth", SHEET, declared_at=BEFORE, ticked=codes)
        with pytest.raises(entering.FoundError) as found:
            entering.hand_in(seen=seen(MEDWAY), entry=entry, by=RUTH, at=AFTER)
        assert SheetCode.BEFORE_THE_POLL_CLOSED in {each.code for each in found.value.findings}

    def test_no_second_entry_is_handed_in_and_nothing_is_published(self) -> None:
        # As by a clock that was ahead and is put right.
        entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AFTER)
        entry = HandedIn("ruth", SHEET, ticked=("W304",))
        entering.hand_in(seen=seen(MEDWAY), entry=entry, by=RUTH, at=AFTER)
        with pytest.raises(TooEarlyError):
            entering.open_entry(ballot_id=MEDWAY, by=OMAR, at=BEFORE)
        entering.open_entry(ballot_id=MEDWAY, by=OMAR, at=AFTER)
        again = HandedIn("omar", SHEET, ticked=("W304",))
        with pytest.raises(TooEarlyError):
            entering.hand_in(seen=seen(MEDWAY), entry=again, by=OMAR, at=BEFORE)
        entering.hand_in(seen=seen(MEDWAY), entry=again, by=OMAR, at=AFTER)
        with pytest.raises(TooEarlyError):
            publishing.publish(seen=seen(MEDWAY), by=EDITH, at=BEFORE)
        assert not Publication.objects.exists()
        publishing.publish(seen=seen(MEDWAY), by=EDITH, at=CLOSE)
        assert Publication.objects.get().version == 1

    def test_no_entry_is_approved(self) -> None:
        elections.change_election(
            polling_day=DAY, name="Locals", check=Check.APPROVAL, by=ADA, at=unopened.NOW
        )
        entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=AFTER)
        entry = HandedIn("ruth", SHEET, ticked=("W304",))
        entering.hand_in(seen=seen(MEDWAY), entry=entry, by=RUTH, at=AFTER)
        with pytest.raises(TooEarlyError):
            checking.approve(seen=seen(MEDWAY), by=OMAR, at=BEFORE)

    def test_no_difference_is_settled_or_typed_again(self) -> None:
        other = Sheet(Counted.HELD, {"labour": 40, "conservative": 19})
        for who, sheet in ((RUTH, SHEET), (OMAR, other)):
            entering.open_entry(ballot_id=MEDWAY, by=who, at=AFTER)
            entry = HandedIn(who.name, sheet, ticked=("W304",))
            entering.hand_in(seen=seen(MEDWAY), entry=entry, by=who, at=AFTER)
        lines = [seats_line("labour"), seats_line("conservative")]
        kept = dict.fromkeys(lines, Keep.FIRST)
        with pytest.raises(TooEarlyError):
            checking.settle(seen=seen(MEDWAY), kept=kept, by=EDITH, at=BEFORE)
        asked = {Typist.FIRST: frozenset(lines)}
        checking.ask_again(seen=seen(MEDWAY), asked=asked, by=EDITH, at=AFTER)
        said: dict[Any, Any] = dict(zip(lines, (40, 19), strict=True))
        with pytest.raises(TooEarlyError):
            entering.retype(seen=seen(MEDWAY), said=said, ticked=(), by=RUTH, at=BEFORE)

    def test_no_correction_goes_out_and_a_result_can_still_be_taken_back(self) -> None:
        enter(MEDWAY, at=AFTER)
        publishing.publish(seen=seen(MEDWAY), by=EDITH, at=AFTER)
        publishing.begin_correction(seen=seen(MEDWAY), by=EDITH, at=AFTER, reason="Misread.")
        other = Sheet(Counted.HELD, {"labour": 40, "conservative": 19})
        enter(MEDWAY, at=AFTER, sheet=other)
        with pytest.raises(TooEarlyError):
            publishing.publish(seen=seen(MEDWAY), by=EDITH, at=BEFORE)
        publishing.give_up(seen=seen(MEDWAY), by=EDITH, at=BEFORE, reason="Too early.")
        publishing.retract(
            seen=seen(MEDWAY), by=EDITH, at=BEFORE, reason="Too early.", proposed_by="omar"
        )
        assert Publication.objects.get(is_current=True).version == 2

    def test_result_is_taken_back_though_an_article_tells_it_too(self) -> None:
        enter(MEDWAY, at=AFTER)
        publishing.publish(seen=seen(MEDWAY), by=EDITH, at=AFTER)
        recorded = record_claims(
            contest=contest().pk, source=article(), entries=[said()], at=AFTER, by="omar"
        )
        assert isinstance(recorded, Recorded)
        publish_what_others_entered(recorded.contest, by=EDITH, at=AFTER)
        # What nobody has published yet does not go out with it.
        waiting = said(value=18, party=factories.party(slug="conservative"))
        source = recorded.source
        record_claims(contest=contest().pk, source=source, entries=[waiting], at=AFTER, by="omar")
        propose_and_publish(
            RetractionChange(MEDWAY, seen(MEDWAY).token),
            proposed_by=OMAR,
            by=EDITH,
            at=BEFORE,
            reason="Too early.",
        )
        told = published_result(contest())
        assert told is not None
        assert told.version == 3
        assert set(told.reconciliation.after) == {"labour"}

    def test_nothing_is_chosen_of_what_came_of_the_poll(self) -> None:
        enter(MEDWAY, at=AFTER)
        publishing.publish(seen=seen(MEDWAY), by=EDITH, at=AFTER)
        paper = factories.source()
        factories.claim(contest=contest(), source=paper, value=40, party=factories.party())
        version = publish_contest(contest=contest(), at=AFTER, by="desk", reason="Differs.").version  # type: ignore[union-attr]
        dispute = SeenDispute(MEDWAY, version, "after.labour")
        with pytest.raises(TooEarlyError):
            choose(
                seen=dispute,
                place=1,
                by=EDITH,
                at=BEFORE,
                reason="The paper was there.",
                proposed_by="omar",
            )
        choose(
            seen=dispute,
            place=1,
            by=EDITH,
            at=AFTER,
            reason="The paper was there.",
            proposed_by="omar",
        )

    def test_no_upload_is_handed_in(self) -> None:
        content = f"id,party,seats\n{MEDWAY},Labour,41\n{MEDWAY},Conservative,18\n".encode()
        file = File("night.csv", "0" * 64, table_of("night.csv", content))
        report = preview_upload(polling_day=DAY, file=file, by=RUTH, at=BEFORE)
        assert not report.is_right
        assert [str(each.refusal) for each in report.councils if ADVICE in str(each.refusal)]
        ticked = {MEDWAY: {code.value for code in SheetCode}}
        with pytest.raises(UploadRefusedError):
            upload(
                polling_day=DAY, file=file, seen=report.tokens, ticked=ticked, by=RUTH, at=BEFORE
            )
        assert not DeskResult.objects.exists()


def said(**columns: Any) -> ClaimEntry:
    given: dict[str, Any] = {"kind": "seats_held", "moment": "after", "value": 41, "paragraph": 3}
    if "party" not in columns:
        given["party"] = factories.party()
    return ClaimEntry(**(given | columns))


def article() -> NewSource:
    return NewSource(
        name="BBC News",
        title="Report on Medway",
        outlet_name="BBC News",
        kind="article",
        published_on=date(2026, 11, 28),
        date_basis="Printed on it.",
    )


EVE: dict[str, Any] = {"moment": "eve_of_poll", "baseline_basis": "stated"}
RESULTS: dict[str, Callable[[], ClaimEntry]] = {
    "seats": said,
    "control": lambda: said(kind="has_control", value=None),
    "gain": lambda: said(kind="gained_control", value=None, **EVE),
    "change": lambda: said(kind="seats_changed", **EVE),
    "reaction": lambda: said(
        kind="remark", moment="", value=None, topic="reaction", text="A night for Labour."
    ),
}


class TestByArticles:
    @pytest.mark.parametrize("what", RESULTS)
    @pytest.mark.parametrize("do", [record_claims, record_and_publish, preview_claims])
    def test_no_result_is_recorded_published_or_previewed(
        self, what: str, do: Callable[..., object]
    ) -> None:
        given: dict[str, Any] = {"contest": contest().pk, "source": article()}
        given |= {"entries": [RESULTS[what]()], "at": BEFORE, "by": "edith"}
        if do is record_and_publish:
            given["reason"] = "It says so."
        outcome = do(**given)
        assert isinstance(outcome, Wrong)
        assert ADVICE in outcome.contest[0]
        assert not Claim.objects.exists()
        assert not Source.objects.exists()
        later = do(**(given | {"at": CLOSE}))
        if do is record_and_publish and what != "reaction":
            assert later == SecondPersonNeeded()
        else:
            assert isinstance(later, Recorded | RecordedAndPublished | PreviewMaterial)

    def test_how_things_stood_before_the_poll_is_recorded_and_published(self) -> None:
        outcome = record_claims(
            contest=contest().pk, source=article(), entries=[said(**EVE)], at=BEFORE, by="omar"
        )
        assert isinstance(outcome, Recorded)
        publish_what_others_entered(outcome.contest, by=EDITH, at=BEFORE)

    def test_in_a_draft_not_even_that_is(self) -> None:
        elections.make_a_draft_again(polling_day=DAY, reason="Oh.", by=ADA, at=unopened.NOW)
        outcome = record_claims(
            contest=contest().pk, source=article(), entries=[said(**EVE)], at=AFTER, by="edith"
        )
        assert isinstance(outcome, Wrong)
        assert "once an admin opens this election" in outcome.contest[0]


class TestPublishing:
    def published(self, at: datetime) -> object:
        return publish_contest(contest=contest(), at=at, by="desk", reason="First result.")

    def test_what_came_in_by_any_other_way_is_stopped_here(self) -> None:
        factories.claim(contest=contest())
        outcome = self.published(BEFORE)
        assert isinstance(outcome, Refused)
        assert [each.code for each in outcome.findings] == [Code.POLLS_ARE_OPEN]
        assert isinstance(self.published(CLOSE), Published)

    def test_a_result_that_is_out_too_early_gets_no_other_claim(self) -> None:
        told = [
            factories.claim(
                contest=contest(),
                kind="seats_held",
                moment="after",
                value=value,
                reference=slug,
                party=factories.party(slug=slug),
            )
            for slug, value in SHEET.seats.items()
        ]
        assert isinstance(self.published(CLOSE), Published)
        factories.claim(contest=contest(), replaces=told[0], reference="labour-again", value=40)
        assert isinstance(self.published(BEFORE), Refused)
        assert Publication.objects.get().version == 1

    def test_nothing_of_a_draft_is_published(self) -> None:
        elections.make_a_draft_again(polling_day=DAY, reason="Oh.", by=ADA, at=unopened.NOW)
        outcome = self.published(AFTER)
        assert isinstance(outcome, Refused)
        assert [each.code for each in outcome.findings] == [Code.ELECTION_IS_A_DRAFT]

    def test_a_contest_of_which_nothing_is_told_yet_may_be(self) -> None:
        assert isinstance(self.published(BEFORE), Published)


class TestByFiles:
    def test_no_table_of_results_is_imported(self) -> None:
        told = Description(
            name="Medway Council",
            title="Seats after the poll",
            outlet_name="Medway Council",
            published_on=date(2026, 11, 28),
            date_basis="Printed on it.",
        )
        content = "council,party,seats\nMedway,Labour,41\nMedway,Conservative,18\n"
        order = Order(
            table(content),
            "tidy",
            source="medway-seats",
            description=told,
            terms=Terms(polling_day=DAY),
        )
        done = import_results(order=order, at=BEFORE, by="data desk", reason="From the council.")
        assert isinstance(done, ImportRefused)
        assert any(ADVICE in str(problem) for problem in done.report.problems)
        assert not Claim.objects.exists()
        after = import_results(order=order, at=AFTER, by="data desk", reason="From the council.")
        assert not isinstance(after, ImportRefused), after.report.problems

    def test_no_fixtures_are_loaded_that_tell_results_of_what_is_to_come(self) -> None:
        folder = Path(settings.BASE_DIR) / "fixtures"
        with pytest.raises(FixturesRefusedError) as refused:
            load_fixtures(
                paths=[folder],
                beside=folder.parent,
                at=datetime(2024, 5, 2, 20, 59, tzinfo=UTC),
                by="load_fixtures",
                reason="First.",
            )
        told = [str(problem) for problem in refused.value.problems]
        assert told
        assert all(ADVICE in each for each in told)
        assert not Claim.objects.exists()

    def test_what_was_entered_too_early_before_this_was_refused_stops_no_load(self) -> None:
        factories.claim(contest=contest(), recorded_by="edith")
        folder = Path(settings.BASE_DIR) / "fixtures"
        load_fixtures(
            paths=[folder], beside=folder.parent, at=BEFORE, by="load_fixtures", reason="First."
        )
        assert not Publication.objects.filter(contest=contest()).exists()


class TestOnThePages:
    @pytest.fixture
    def edith(self, monkeypatch: pytest.MonkeyPatch) -> Client:
        monkeypatch.setattr(timezone, "now", lambda: BEFORE)
        user = User.objects.create_user("edith", is_staff=True)
        user.groups.add(Group.objects.get(name="editor"))
        client = Client()
        client.force_login(user)
        return client

    def test_the_entry_page_says_from_when_results_can_be_entered(self, edith: Client) -> None:
        answer = edith.post(f"/desk/{DAY}/medway/enter/", {"do": "open"})
        assert answer.status_code == CONFLICT
        assert "Results can be entered from 22:00 on 6 May 2027." in words_of(answer)

    def test_the_admin_s_page_of_a_contest_says_why_it_publishes_nothing(
        self, edith: Client
    ) -> None:
        factories.claim(contest=contest())
        address = f"/admin/elections/contest/{contest().pk}/result/"
        seen = entered_material(contest(), by="edith").preview.token
        answer = edith.post(address, {"reason": "First result.", "seen": seen})
        assert answer.status_code == 422
        assert ADVICE in words_of(answer)
        assert not Publication.objects.exists()
