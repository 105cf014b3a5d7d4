"""Elections, contests and councils are changed at the desk: on record, never half, and kept over loads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import call_command

from councils.models import AliasKind, Council, CouncilAlias, CouncilSize
from elections.domain.contests import Scope
from elections.domain.desk.proposals import CouncilChange, SizeChange
from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.states import Check, HandedIn
from elections.models import AuditEntry, Contest, Election, Publication
from elections.selectors.data_version import current_data_version
from elections.services.desk import checking, entering, publishing
from elections.services.desk.stepping import Actor, Seen
from elections.services.expected import changing, contests, councils, elections
from elections.services.expected.changing import AltersPublishedError, ChangeRefusedError
from elections.services.expected.contests import Facts, Named
from elections.services.publishing import publish_contest
from tests import factories
from tests.elections.medway import medway, report_the_result
from tests.proposals import propose_and_publish

pytestmark = pytest.mark.django_db

ADA: dict[str, Any] = {"by": Actor("ada", "192.0.2.1"), "at": factories.NIGHT}
DAY = date(2027, 5, 6)
AFTER = datetime(2027, 5, 7, 3, 10, tzinfo=UTC)
MEDWAY = "local.medway.2027-05-06"
NOTHING_SAID = Facts()


def make(check: Check = Check.SECOND_ENTRY) -> Election:
    return elections.make_election(polling_day=DAY, name="Local elections 2027", check=check, **ADA)


def add(*named: Named | str, facts: Facts = NOTHING_SAID) -> int:
    lines = [
        each if isinstance(each, Named) else Named(number, each)
        for number, each in enumerate(named, start=1)
    ]
    return contests.add_contests(polling_day=DAY, named=lines, facts=facts, **ADA)


def known(**given: Any) -> Facts:
    return Facts(source=factories.fact_source().slug, **given)


def last() -> AuditEntry:
    return AuditEntry.objects.latest("pk")


class TestElections:
    def test_one_is_made_and_changed_with_what_was_there_before_and_after(self) -> None:
        before = current_data_version()
        make()
        assert last().after == {"name": "Local elections 2027", "check_asked": "second_entry"}
        elections.change_election(
            polling_day=DAY, name="Local elections 2027", check=Check.APPROVAL, **ADA
        )
        entry = last()
        assert (entry.by, entry.address, entry.subject) == ("ada", "192.0.2.1", "2027-05-06")
        assert entry.before == {"check_asked": "second_entry"}
        assert entry.after == {"check_asked": "approval"}
        assert current_data_version() == before + 2

    def test_saving_what_is_so_already_is_no_change(self) -> None:
        make()
        elections.change_election(
            polling_day=DAY, name="Local elections 2027", check=Check.SECOND_ENTRY, **ADA
        )
        assert AuditEntry.objects.count() == 1

    @pytest.mark.parametrize("day", [DAY, date(1972, 5, 4), date(2207, 5, 6)])
    def test_a_day_that_is_taken_or_can_not_be_meant_is_refused(self, day: date) -> None:
        make()
        with pytest.raises(ChangeRefusedError):
            elections.make_election(polling_day=day, name="x", check=Check.APPROVAL, **ADA)
        assert Election.objects.count() == AuditEntry.objects.count() == 1

    @pytest.mark.parametrize("name", ["", "   ", "x" * 121])
    def test_a_name_that_can_not_be_is_refused(self, name: str) -> None:
        make()
        with pytest.raises(ChangeRefusedError):
            elections.change_election(polling_day=DAY, name=name, check=Check.APPROVAL, **ADA)
        assert Election.objects.get().check_asked == "second_entry"


class TestWhatTheDeskAsksFor:
    def entered(self, check: Check = Check.APPROVAL) -> None:
        for slug in ("labour", "conservative"):
            factories.party(slug=slug)
        factories.council_size(in_force_from=date(2023, 5, 4))
        make(check)
        add("Medway")
        elections.open_election(polling_day=DAY, **ADA)
        ruth = Actor("ruth")
        at = AFTER
        entering.open_entry(ballot_id=MEDWAY, by=ruth, at=at)
        sheet = Sheet(Counted.HELD, {"labour": 33, "conservative": 26})
        entry = HandedIn("ruth", sheet, ticked=("W304",))
        entering.hand_in(seen=Seen(MEDWAY, 1), entry=entry, by=ruth, at=at)

    @pytest.mark.parametrize("approved", [False, True])
    def test_two_entries_are_not_asked_for_where_the_first_may_have_been_seen(
        self, *, approved: bool
    ) -> None:
        self.entered()
        if approved:
            checking.approve(seen=Seen(MEDWAY, 2), by=Actor("omar"), at=AFTER)
        with pytest.raises(ChangeRefusedError, match="Medway"):
            elections.change_election(
                polling_day=DAY, name="Renamed", check=Check.SECOND_ENTRY, **ADA
            )
        row = Election.objects.get()
        assert (row.name, row.check_asked) == ("Local elections 2027", "approval")

    def change_to(self, check: Check) -> None:
        elections.change_election(polling_day=DAY, name="Local elections 2027", check=check, **ADA)

    def test_approval_is_not_asked_for_while_an_entry_is_to_be_typed_blind(self) -> None:
        self.entered(Check.SECOND_ENTRY)
        with pytest.raises(ChangeRefusedError, match="Medway"):
            self.change_to(Check.APPROVAL)
        assert Election.objects.get().check_asked == "second_entry"

    def test_two_entries_are_not_asked_for_after_one_that_was_seen_was_given_up(self) -> None:
        self.entered(Check.SECOND_ENTRY)
        publishing.give_up(
            seen=Seen(MEDWAY, 2), by=Actor("edith"), at=AFTER, reason="Another council's sheet."
        )
        self.change_to(Check.APPROVAL)
        with pytest.raises(ChangeRefusedError, match="Medway"):
            self.change_to(Check.SECOND_ENTRY)


class TestContests:
    @pytest.fixture(autouse=True)
    def _here(self) -> None:
        for slug in ("medway", "maidstone", "thurrock"):
            factories.council(slug=slug)
        make()

    def test_councils_are_added_by_whatever_they_are_called(self) -> None:
        factories.council_size(in_force_from=date(2023, 5, 4))
        facts = known(scope=Scope.WHOLE, last_fought_on=date(2023, 5, 4))
        assert add(Named(1, "Medway Council", 59), Named(2, "E07000110"), facts=facts) == 2
        row = Contest.objects.get(ballot_id=MEDWAY)
        assert (row.seats_up, row.scope, row.last_fought_on) == (59, "whole", date(2023, 5, 4))
        entry = AuditEntry.objects.get(subject=MEDWAY)
        assert entry.after is not None
        assert (entry.after["seats_up"], entry.after["scope"]) == (59, "whole")

    @pytest.mark.parametrize(
        ("wrong", "facts", "told"),
        [
            ("Medwey", NOTHING_SAID, "Line 2: There is no council 'Medwey'. Did you mean Medway"),
            ("Maidstone", NOTHING_SAID, "Line 2: Maidstone is expected on that day already"),
            (Named(2, "Thurrock", 30), NOTHING_SAID, "Choose who says so"),
            (Named(2, "Thurrock", 300), Facts(source="medway-review-2021"), "Line 2: .*seats_up"),
            ("Thurrock", Facts(Scope.THIRDS), "Choose who says so"),
            ("Thurrock", Facts(source="nobody"), "Choose one of the sources"),
        ],
    )
    def test_all_are_added_or_none(self, wrong: Named | str, facts: Facts, told: str) -> None:
        factories.fact_source()
        with pytest.raises(ChangeRefusedError, match=told):
            add("Maidstone", wrong, facts=facts)
        assert not Contest.objects.exists()
        assert not AuditEntry.objects.filter(subject__startswith="local.").exists()

    def test_more_seats_up_than_there_are_is_refused(self) -> None:
        factories.council_size(in_force_from=date(2023, 5, 4))
        with pytest.raises(ChangeRefusedError, match="Medway has 59 seats, and 60 would be up"):
            add(Named(1, "Medway", 60), facts=known())
        add(Named(1, "Medway", 59), facts=known())
        with pytest.raises(ChangeRefusedError, match="60 would be up"):
            contests.change_contest(ballot_id=MEDWAY, seats_up=60, facts=known(), **ADA)
        assert Contest.objects.get().seats_up == 59

    def test_a_council_that_was_abolished_by_then_is_refused(self) -> None:
        Council.objects.filter(slug="medway").update(ends_on=DAY)
        with pytest.raises(ChangeRefusedError, match="abolished"):
            add("Medway")

    def test_seats_up_are_changed_until_an_entry_is_handed_in(self) -> None:
        for slug in ("labour", "conservative"):
            factories.party(slug=slug)
        factories.council_size(in_force_from=date(2023, 5, 4))
        add("Medway")
        contests.change_contest(ballot_id=MEDWAY, seats_up=58, facts=known(), **ADA)
        assert last().before == {"seats_up": None, "facts_source": None}
        assert last().after == {"seats_up": 58, "facts_source": "medway-review-2021"}
        elections.open_election(polling_day=DAY, **ADA)
        ruth = Actor("ruth")
        entering.open_entry(ballot_id=MEDWAY, by=ruth, at=AFTER)
        contests.change_contest(ballot_id=MEDWAY, seats_up=59, facts=known(), **ADA)
        sheet = Sheet(Counted.HELD, {"labour": 33, "conservative": 26})
        entry = HandedIn("ruth", sheet, ticked=("W304",))
        entering.hand_in(seen=Seen(MEDWAY, 1), entry=entry, by=ruth, at=AFTER)
        with pytest.raises(ChangeRefusedError, match="given up first"):
            contests.change_contest(ballot_id=MEDWAY, seats_up=58, facts=known(), **ADA)
        assert Contest.objects.get().seats_up == 59

    def test_one_of_which_there_is_nothing_is_taken_away_and_can_be_added_again(self) -> None:
        add("Medway")
        contests.take_contest_away(ballot_id=MEDWAY, **ADA)
        assert not Contest.objects.exists()
        assert last().before == {"scope": "unknown", "seats_up": None, "last_fought_on": None}
        add("Medway")
        assert Contest.objects.get().ballot_id == MEDWAY

    def test_one_that_somebody_began_stays(self) -> None:
        add("Medway")
        elections.open_election(polling_day=DAY, **ADA)
        entering.open_entry(ballot_id=MEDWAY, by=Actor("ruth"), at=AFTER)
        with pytest.raises(ChangeRefusedError, match="begun"):
            contests.take_contest_away(ballot_id=MEDWAY, **ADA)
        assert Contest.objects.exists()


@pytest.mark.parametrize("what", ["election", "contest", "alias"])
def test_what_somebody_else_stored_at_this_moment_is_refused_in_words(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.council()
    factories.council(slug="maidstone")
    if what == "contest":
        make()
    rows: dict[str, Callable[[], Any]] = {
        "election": lambda: factories.election(polling_day=DAY),
        "contest": lambda: factories.contest(polling_day=DAY),
        "alias": lambda: factories.made(factories.new_council_alias(text="medway-towns")),
    }
    deeds: dict[str, Callable[[], Any]] = {
        "election": make,
        "contest": lambda: add("Medway"),
        "alias": lambda: councils.add_alias(
            slug="maidstone", kind=AliasKind.SLUG, text="medway-towns", **ADA
        ),
    }
    # Between the look at what is there and the storing of it.
    monkeypatch.setattr(changing, "checked", lambda row: rows[what]())
    with pytest.raises(ChangeRefusedError, match="Somebody else stored the same"):
        deeds[what]()


def test_a_contest_with_a_result_neither_changes_nor_goes() -> None:
    contest = medway()
    report_the_result(contest)
    for told in ("A source has said something", "A result is published"):
        with pytest.raises(ChangeRefusedError, match=told):
            contests.take_contest_away(ballot_id=contest.ballot_id, **ADA)
        with pytest.raises(ChangeRefusedError, match=told):
            contests.change_contest(ballot_id=contest.ballot_id, seats_up=58, facts=known(), **ADA)
        publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First result.")
    assert Contest.objects.get().seats_up == 59


class TestCouncils:
    def test_its_names_and_region_are_corrected_and_its_slug_stays(self) -> None:
        factories.council()
        factories.region(slug="london")
        councils.change_council(
            slug="medway",
            name="Medway Towns",
            official_name="Medway Council",
            region="london",
            **ADA,
        )
        row = Council.objects.get()
        assert (row.slug, row.name, row.region.slug) == ("medway", "Medway Towns", "london")
        assert last().before == {"name": "Medway", "region": "south-east"}
        assert last().after == {"name": "Medway Towns", "region": "london"}

    def test_another_name_stands_for_one_council(self) -> None:
        factories.council()
        factories.council(slug="maidstone")
        councils.add_alias(slug="medway", kind=AliasKind.SLUG, text="medway-towns", **ADA)
        for slug, text in (("maidstone", "medway-towns"), ("medway", "maidstone")):
            with pytest.raises(ChangeRefusedError):
                councils.add_alias(slug=slug, kind=AliasKind.SLUG, text=text, **ADA)
        councils.take_alias_away(slug="medway", kind=AliasKind.SLUG, text="medway-towns", **ADA)
        assert not CouncilAlias.objects.exists()
        with pytest.raises(ChangeRefusedError):
            councils.take_alias_away(slug="medway", kind=AliasKind.SLUG, text="medway-towns", **ADA)
        assert AuditEntry.objects.count() == 2

    def test_a_size_that_results_rest_on_has_them_published_anew(self) -> None:
        factories.council_size()
        contest = factories.contest(of=Council.objects.get())
        report_the_result(contest)
        publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First result.")
        size: dict[str, Any] = {"in_force_from": date(2023, 5, 4)}
        size["source"] = factories.fact_source().slug
        with pytest.raises(AltersPublishedError):
            councils.say_size(slug="medway", seats=61, **size, **ADA)
        assert not AuditEntry.objects.exists()
        propose_and_publish(
            SizeChange("medway", 61, **size),
            proposed_by=ADA["by"],
            by=Actor("edith"),
            at=factories.NIGHT,
            reason="The order says 61.",
        )
        newest = Publication.objects.get(is_current=True)
        assert (newest.version, newest.published_by) == (2, "edith")
        assert "61 seats from 4 May 2023" in newest.reason
        assert newest.reason.endswith("The order says 61.")
        changed = AuditEntry.objects.get(action="changed_an_election")
        assert changed.before == {"seats": 59}
        assert "The order says 61." in changed.reason
        councils.say_size(slug="medway", seats=61, **size, **ADA)
        assert Publication.objects.count() == 2

    def test_a_size_that_results_contradict_is_refused_and_nothing_is_stored(self) -> None:
        contest = medway()
        report_the_result(contest)
        publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First result.")
        with pytest.raises(ChangeRefusedError):
            councils.say_size(
                slug="medway",
                seats=20,
                in_force_from=date(2023, 5, 4),
                source=factories.fact_source().slug,
                **ADA,
            )
        assert CouncilSize.objects.get(in_force_from=date(2023, 5, 4)).seats == 59
        assert Publication.objects.count() == 1
        assert not AuditEntry.objects.exists()


class TestLoadingAgain:
    """The fixtures the dashboard starts with, which each start of it loads."""

    @pytest.fixture(autouse=True)
    def _loaded(self) -> None:
        call_command("load_fixtures", verbosity=0)

    def test_what_was_changed_here_stays(self, capsys: pytest.CaptureFixture[str]) -> None:
        elections.change_election(
            polling_day=factories.POLLING_DAY, name="The locals", check=Check.APPROVAL, **ADA
        )
        propose_and_publish(
            CouncilChange("medway", "Medway", "The Medway Council", "london"),
            proposed_by=ADA["by"],
            by=Actor("edith"),
            at=factories.NIGHT,
            reason="It moved.",
        )
        call_command("load_fixtures")
        row, council = Election.objects.get(name="The locals"), Council.objects.get(slug="medway")
        assert row.check_asked == "approval"
        assert (council.official_name, council.region.slug) == ("The Medway Council", "london")
        assert "2 left as changed at the desk" in capsys.readouterr().out

    def test_what_the_desk_asks_for_is_nobodys_but_the_desks(self) -> None:
        Election.objects.update(check_asked="approval")
        call_command("load_fixtures", verbosity=0)
        assert set(Election.objects.values_list("check_asked", flat=True)) == {"approval"}

    def test_what_was_taken_away_does_not_come_back(self) -> None:
        alias = CouncilAlias.objects.filter(kind="slug").select_related("council")[0]
        councils.take_alias_away(
            slug=alias.council.slug, kind=AliasKind.SLUG, text=alias.text, **ADA
        )
        call_command("load_fixtures", verbosity=0)
        assert not CouncilAlias.objects.filter(kind="slug", text=alias.text).exists()

    def test_a_contest_that_is_only_expected_is_not_published_by_it(self) -> None:
        make()
        add("Medway")
        call_command("load_fixtures", verbosity=0)
        contests.take_contest_away(ballot_id=MEDWAY, **ADA)
