"""An election is a draft until it is opened: opened, taken back and deleted at the desk, on record."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Event
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError

from councils.models import Council
from elections.domain.desk.proposals import CouncilChange, SourceChange
from elections.domain.desk.refusals import TooEarlyError
from elections.domain.desk.states import Check
from elections.models import (
    Amendment,
    AuditEntry,
    Claim,
    ClaimUse,
    Contest,
    Correction,
    DeskResult,
    Draft,
    Election,
    Proposal,
    Publication,
    Source,
    Tally,
    Withdrawal,
)
from elections.selectors.data_version import current_data_version
from elections.services.desk import entering, publishing
from elections.services.desk.defended import say_defended
from elections.services.desk.proposals import preview_change, preview_proposal, propose
from elections.services.desk.stepping import Actor
from elections.services.expected import contests, councils, elections
from elections.services.expected.changing import AltersPublishedError, ChangeRefusedError
from elections.services.expected.contests import Facts, Named
from elections.services.importing import importing
from elections.services.publishing import publish_contest
from tests import factories
from tests.elections import unopened
from tests.elections.medway import report_the_result
from tests.elections.unopened import DRAFT, NOW, REHEARSAL
from tests.proposals import publish_newest

pytestmark = pytest.mark.django_db

ADA: dict[str, Any] = {"by": Actor("ada", "192.0.2.1"), "at": NOW}
MEDWAY = f"local.medway.{DRAFT}"
AFTER = datetime(2028, 5, 5, 3, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _here() -> None:
    factories.council_size(in_force_from=date(2023, 5, 4))
    factories.council(slug="maidstone")
    unopened.parties()


def stored() -> Election:
    return Election.objects.get(polling_day=DRAFT)


def last() -> AuditEntry:
    return AuditEntry.objects.latest("pk")


class TestOpening:
    def test_what_the_desk_makes_is_a_draft_and_says_who_made_it(self) -> None:
        unopened.make_a_draft()
        row = stored()
        assert (row.status, row.made_by, row.made_at) == ("draft", "ada", NOW)
        assert (row.opened_by, row.opened_at) == ("", None)

    def test_opening_says_who_and_when_on_record_and_changes_what_readers_see(self) -> None:
        unopened.make_a_draft()
        before = current_data_version()
        elections.open_election(polling_day=DRAFT, **ADA)
        row = stored()
        assert (row.status, row.opened_by, row.opened_at) == ("open", "ada", NOW)
        assert current_data_version() == before + 1
        assert (last().by, last().address, last().subject) == ("ada", "192.0.2.1", str(DRAFT))
        assert last().before == {"status": "draft", "opened_by": "", "opened_at": None}
        after = last().after
        assert after is not None
        assert after["status"] == "open"

    def test_what_is_open_or_is_not_there_is_not_opened(self) -> None:
        unopened.make_a_draft()
        elections.open_election(polling_day=DRAFT, **ADA)
        for day in (DRAFT, date(2029, 5, 3)):
            with pytest.raises(ChangeRefusedError):
                elections.open_election(polling_day=day, **ADA)

    def test_files_make_elections_that_are_open_and_leave_who_sees_one_as_it_is(self) -> None:
        elections.make_election(
            polling_day=factories.POLLING_DAY, name="Mine", check=Check.APPROVAL, **ADA
        )
        with pytest.raises(Exception, match="draft"):
            call_command("load_fixtures", verbosity=0)
        elections.open_election(polling_day=factories.POLLING_DAY, **ADA)
        call_command("load_fixtures", verbosity=0)
        assert set(Election.objects.values_list("status", flat=True)) == {"open"}
        assert Election.objects.get(polling_day=factories.POLLING_DAY).opened_by == "ada"
        # Those that the files made themselves are left alone by a second load.
        made_by_files = Election.objects.exclude(polling_day=factories.POLLING_DAY)
        assert made_by_files.update(opened_by="ada")
        call_command("load_fixtures", verbosity=0)
        assert set(Election.objects.values_list("opened_by", flat=True)) == {"ada"}


class TestMakingADraftAgain:
    def test_one_opened_by_mistake_leaves_readers_sight_with_a_reason(self) -> None:
        unopened.make_a_draft()
        elections.open_election(polling_day=DRAFT, **ADA)
        before = current_data_version()
        elections.make_a_draft_again(polling_day=DRAFT, reason="I meant 2027.", **ADA)
        assert (stored().status, stored().opened_by, stored().opened_at) == ("draft", "", None)
        assert current_data_version() == before + 1
        assert "I meant 2027." in last().reason

    def test_it_asks_for_a_reason_and_for_one_that_is_open(self) -> None:
        unopened.make_a_draft()
        with pytest.raises(ChangeRefusedError, match="not open"):
            elections.make_a_draft_again(polling_day=DRAFT, reason="Why not.", **ADA)
        elections.open_election(polling_day=DRAFT, **ADA)
        with pytest.raises(ChangeRefusedError, match="Say why"):
            elections.make_a_draft_again(polling_day=DRAFT, reason="", **ADA)

    def test_nothing_that_is_entered_leaves_readers_sight(self) -> None:
        unopened.make_a_draft()
        elections.open_election(polling_day=DRAFT, **ADA)
        entering.open_entry(ballot_id=MEDWAY, by=Actor("ruth"), at=AFTER)
        with pytest.raises(ChangeRefusedError, match="already of Medway"):
            elections.make_a_draft_again(polling_day=DRAFT, reason="Oh.", **ADA)
        assert stored().status == "open"

    @pytest.mark.parametrize("is_published", [False, True])
    def test_nothing_that_is_claimed_or_published_does(self, *, is_published: bool) -> None:
        contest = factories.contest(of=factories.council())
        report_the_result(contest)
        if is_published:
            publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First.")
        day = factories.POLLING_DAY
        with pytest.raises(ChangeRefusedError, match="Medway"):
            elections.make_a_draft_again(polling_day=day, reason="Oh.", **ADA)


class TestDeleting:
    def test_a_draft_goes_with_its_contests_and_stays_in_the_log(self) -> None:
        unopened.make_a_draft()
        source = factories.fact_source().slug
        say_defended(ballot_id=MEDWAY, seats={"labour": 3}, source=source, **ADA)
        elections.delete_election(polling_day=DRAFT, **ADA)
        assert not Election.objects.filter(polling_day=DRAFT).exists()
        assert not Contest.objects.filter(ballot_id=MEDWAY).exists()
        assert not Amendment.objects.exists()
        assert last().before == {
            "name": "Quagmire elections",
            "status": "draft",
            "made_by": "ada",
            "contests": 1,
        }
        defended = AuditEntry.objects.with_contests().get(action="said_defended")
        assert (defended.subject, defended.contest) == (MEDWAY, None)

    def test_another_one_of_that_day_can_be_made_and_is_its_own(self) -> None:
        unopened.make_a_draft()
        contests.take_contest_away(ballot_id=MEDWAY, **ADA)
        elections.delete_election(polling_day=DRAFT, **ADA)
        unopened.make_a_draft()
        assert Contest.objects.get(ballot_id=MEDWAY).election == stored()

    def test_what_is_open_is_not_deleted(self) -> None:
        unopened.make_a_draft()
        elections.open_election(polling_day=DRAFT, **ADA)
        with pytest.raises(ChangeRefusedError, match="draft again first"):
            elections.delete_election(polling_day=DRAFT, **ADA)
        assert stored().status == "open"

    def test_nothing_of_which_anything_was_entered_is(self) -> None:
        unopened.make_a_draft()
        contest = Contest.objects.get(ballot_id=MEDWAY)
        factories.claim(contest=contest)
        with pytest.raises(ChangeRefusedError, match="Medway"):
            elections.delete_election(polling_day=DRAFT, **ADA)
        assert stored().contests.count() == 1


class TestRehearsals:
    @pytest.fixture
    def rehearsed(self) -> str:
        ballot_id = unopened.make_a_rehearsal()
        unopened.rehearse(ballot_id)
        return ballot_id

    def test_only_a_draft_becomes_one_and_it_is_never_opened(self) -> None:
        unopened.make_a_rehearsal()
        with pytest.raises(ChangeRefusedError, match="never opened"):
            elections.open_election(polling_day=REHEARSAL, **ADA)
        with pytest.raises(ChangeRefusedError, match="Only a draft"):
            elections.make_a_rehearsal(polling_day=REHEARSAL, **ADA)
        factories.election()
        with pytest.raises(ChangeRefusedError, match="Only a draft"):
            elections.make_a_rehearsal(polling_day=factories.POLLING_DAY, **ADA)

    def test_the_database_makes_no_election_a_rehearsal_that_is_open(self) -> None:
        factories.election()
        with pytest.raises(DatabaseError), transaction.atomic():
            Election.objects.update(status="rehearsal")
        assert Election.objects.get().status == "open"

    def test_it_has_a_day_of_its_own(self) -> None:
        factories.election()
        with pytest.raises(ChangeRefusedError, match="already"):
            unopened.make(factories.POLLING_DAY, "Practice")
        unopened.make_a_rehearsal()
        with pytest.raises(ChangeRefusedError, match="There is a rehearsal"):
            unopened.make(REHEARSAL, "The real one")

    def test_a_result_goes_the_whole_way_long_before_the_day(self, rehearsed: str) -> None:
        publications = Publication.objects.filter(contest__ballot_id=rehearsed)
        assert publications.count() == 4
        assert Correction.objects.count() == 1

    def test_it_goes_with_all_that_was_entered_and_the_log_stays(self, rehearsed: str) -> None:
        real = medway_published()
        logged = AuditEntry.objects.count()
        before = counted()
        elections.delete_election(polling_day=REHEARSAL, **ADA)
        assert AuditEntry.objects.count() == logged + 1
        assert AuditEntry.objects.filter(subject=rehearsed).exists()
        assert not Election.objects.filter(polling_day=REHEARSAL).exists()
        assert not DeskResult.objects.exists()
        assert not Draft.objects.exists()
        assert not Proposal.objects.exists()
        assert not Withdrawal.objects.exists()
        assert not Source.objects.filter(slug__contains=str(REHEARSAL.year)).exists()
        assert Publication.objects.get().contest == real
        assert {claim.contest for claim in Claim.objects.all()} == {real}
        assert Tally.objects.exists()
        assert ClaimUse.objects.exists()
        assert counted() != before
        connection.check_constraints()

    def test_rehearsal_with_a_retraction_that_was_published_is_deleted(
        self, rehearsed: str
    ) -> None:
        publish_newest(by=unopened.EDITH, at=NOW)
        assert DeskResult.objects.get().state == "retracted"
        elections.delete_election(polling_day=REHEARSAL, **ADA)
        assert not Election.objects.exists()
        assert not Proposal.objects.exists()
        connection.check_constraints()

    def test_a_source_that_speaks_of_real_results_too_stays(self, rehearsed: str) -> None:
        contest = Contest.objects.get(ballot_id=rehearsed)
        medway_published()
        factories.claim(contest=contest, reference="rehearsed", source=factories.source())
        elections.delete_election(polling_day=REHEARSAL, **ADA)
        assert Claim.objects.filter(source=factories.source()).count() == 3

    def test_what_is_on_record_of_real_results_is_refused_by_the_database_all_the_same(
        self,
    ) -> None:
        medway_published()
        self.nothing_is_deleted()
        unopened.make_a_rehearsal()
        elections.delete_election(polling_day=REHEARSAL, **ADA)
        self.nothing_is_deleted()

    def nothing_is_deleted(self) -> None:
        for model in (Tally, ClaimUse, Claim, Publication):
            rows: Any = model._default_manager.all()
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.delete_rehearsed()
            assert rows.exists()

    def test_what_is_rehearsed_stands_in_the_way_of_no_real_size(self, rehearsed: str) -> None:
        councils.say_size(
            slug="medway",
            seats=20,
            in_force_from=date(2023, 5, 4),
            source=factories.fact_source().slug,
            **ADA,
        )
        assert Publication.objects.filter(contest__ballot_id=rehearsed).count() == 4

    def test_region_of_a_council_that_is_only_rehearsed_is_changed_by_one_person(
        self, rehearsed: str
    ) -> None:
        self.change_region()
        assert Council.objects.get(slug="medway").region.slug == "wales"
        assert Publication.objects.filter(contest__ballot_id=rehearsed).count() == 4

    def test_proposed_region_tells_nothing_of_what_is_rehearsed(self, rehearsed: str) -> None:
        real = medway_published()
        with pytest.raises(AltersPublishedError) as refused:
            self.change_region()
        assert refused.value.affected == (real.ballot_id,)
        proposal = propose(change=self.region(), by=Actor("ada"), at=NOW, reason="It lies there.")
        effects = preview_proposal(proposal=proposal, at=NOW)
        assert [each.contest.ballot_id for each in effects.results] == [real.ballot_id]
        publish_newest(by=unopened.EDITH, at=NOW)
        told = AuditEntry.objects.filter(action="published", after__proposal=proposal.pk)
        assert [entry.contest for entry in told] == [real]

    def test_proposed_day_of_a_source_tells_nothing_of_what_is_rehearsed(
        self, rehearsed: str
    ) -> None:
        sky = Source.objects.get(name=unopened.GAZETTE)
        change = SourceChange(
            sky.slug, sky.name, sky.title, sky.outlet_name, date(2026, 11, 1), "Misread.", ""
        )
        assert not preview_change(change=change, at=NOW).has_changes

    def region(self) -> CouncilChange:
        factories.region(slug="wales")
        row = Council.objects.get(slug="medway")
        return CouncilChange("medway", row.name, row.official_name, "wales")

    def change_region(self) -> None:
        change = self.region()
        councils.change_council(
            slug="medway",
            name=change.name,
            official_name=change.official_name,
            region=change.region,
            **ADA,
        )

    def test_files_refuse_an_election_on_its_day(self) -> None:
        elections.make_election(
            polling_day=factories.POLLING_DAY, name="Practice", check=Check.APPROVAL, **ADA
        )
        elections.make_a_rehearsal(polling_day=factories.POLLING_DAY, **ADA)
        with pytest.raises(Exception, match="rehearsal is stored on this day"):
            call_command("load_fixtures", verbosity=0)


def medway_published() -> Contest:
    """Return a real contest of Medway with a result that is published."""
    contest = factories.contest(of=factories.council())
    report_the_result(contest)
    publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First result.")
    return contest


def counted() -> tuple[int, ...]:
    models = (Claim, Publication, Tally, ClaimUse, Source)
    return tuple(model._default_manager.count() for model in models)


def test_a_draft_takes_no_result_whatever_the_time() -> None:
    unopened.make_a_draft()
    for at in (NOW, AFTER):
        with pytest.raises(TooEarlyError, match="once an admin opens this election"):
            entering.open_entry(ballot_id=MEDWAY, by=Actor("ruth"), at=at)
    assert not DeskResult.objects.exists()
    elections.open_election(polling_day=DRAFT, **ADA)
    unopened.enter(MEDWAY, at=AFTER)
    publishing.publish(seen=unopened.seen(MEDWAY), by=Actor("edith"), at=AFTER)
    assert Publication.objects.get().contest.ballot_id == MEDWAY


def test_contests_are_added_changed_and_taken_away_in_a_draft() -> None:
    unopened.make_a_draft()
    named = [Named(1, "Maidstone")]
    contests.add_contests(polling_day=DRAFT, named=named, facts=Facts(), **ADA)
    contests.take_contest_away(ballot_id=MEDWAY, **ADA)
    assert stored().contests.get().council.slug == "maidstone"


@pytest.mark.django_db(transaction=True)
def test_election_that_is_deleted_while_contests_are_added_goes_with_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    elections.make_election(polling_day=DRAFT, name="Local elections", check=Check.APPROVAL, **ADA)
    is_read, is_deleted = Event(), Event()
    what_is_known = importing.what_is_known

    def after_the_deletion() -> object:
        # The election is read by now. A deletion that does not wait for it is done in this time.
        is_read.set()
        is_deleted.wait(timeout=1)
        return what_is_known()

    monkeypatch.setattr(contests, "what_is_known", after_the_deletion)

    def delete() -> None:
        try:
            assert is_read.wait(timeout=30)
            elections.delete_election(polling_day=DRAFT, **ADA)
            is_deleted.set()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        deleting = threads.submit(delete)
        added = contests.add_contests(
            polling_day=DRAFT, named=[Named(1, "Medway")], facts=Facts(), **ADA
        )
        deleting.result(timeout=30)
    assert added == 1
    assert not Contest.objects.exists()
    assert not Election.objects.exists()
    before = last().before
    assert before is not None
    assert before["contests"] == 1
