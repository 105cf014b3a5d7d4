"""Why a result is corrected is kept from whoever may yet type it: the reason may hold the right figures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from councils.models import Council, Region
from elections.domain.desk.proposals import CouncilChange
from elections.models import AuditEntry, Contest, DeskResult, Election, Proposal, Source
from elections.services.desk.stepping import Actor
from elections.services.entries import ClaimEntry
from elections.services.recording import RecordedAndPublished, record_and_publish
from tests.proposals import propose_and_publish
from tests.views.reading import text_of, words_of
from tests.views.test_desk import ENTER, MEDWAY, SHEET, enter, publish_proposed, signed_in, step

MISREAD = {**SHEET, "seats.labour": "32", "seats.conservative": "23"}
# A word that stands nowhere else, beside the figures.
REASON = "Labour 33, not 32: a zebra on the sheet"
LOG = "/desk/audit/"
READERS = {
    "vic": ("viewer",),
    "rob": ("reporter",),
    "vera": ("verifier",),
    "ed": ("editor",),
    "ada": ("admin",),
    "ada-types": ("admin", "reporter"),
    "root": (),
}


def as_(name: str) -> Client:
    """Return a client of somebody with roles; of root as a superuser, of others as they are."""
    user, _ = User.objects.get_or_create(
        username=name, defaults={"is_staff": True, "is_superuser": name == "root"}
    )
    user.groups.add(*Group.objects.filter(name__in=READERS.get(name, ())))
    client = Client()
    client.force_login(user)
    return client


def surfaces() -> Iterator[str]:
    """Yield every address at which something about the result can be read."""
    contest = Contest.objects.get(ballot_id="local.medway.2023-05-04")
    yield from ("/desk/2023-05-04/", MEDWAY, ENTER, LOG)
    yield from (f"{LOG}entries.csv", f"{LOG}entries.json", f"{LOG}?council=medway")
    yield from ("/elections/2023-05-04/", "/elections/2023-05-04/medway/")
    yield from ("/elections/2023-05-04/medway/versions/", "/councils/medway/")
    yield from ("/api/v1/contests/local.medway.2023-05-04", "/elections/2023-05-04/wall/")
    yield f"/admin/elections/contest/{contest.pk}/result/"
    yield "/desk/proposals/"
    for proposal in Proposal.objects.all():
        yield f"/desk/proposals/{proposal.pk}/"
        yield f"/admin/elections/proposal/{proposal.pk}/change/"
    for kind in ("auditentry", "deskresult", "publication", "correction", "draft", "proposal"):
        yield f"/admin/elections/{kind}/"
    for row in DeskResult.objects.all():
        yield f"/admin/elections/deskresult/{row.pk}/change/"
    for entry in AuditEntry.objects.filter(contest=contest):
        yield f"{LOG}{entry.pk}/"
        yield f"/admin/elections/auditentry/{entry.pk}/change/"


def read_at(client: Client) -> set[str]:
    """Return the addresses at which the reason can be read."""
    found = {each for each in surfaces() if "zebra" in text_of(client.get(each))}
    # An answer to a search tells as much as the words themselves.
    told = client.get(f"{LOG}entries.json?q=zebra")
    if told.status_code == 200 and json.loads(text_of(told))["count"]:
        found.add("search of the log")
    page = client.get("/admin/elections/auditentry/?q=zebra")
    if page.status_code == 200 and page.context["cl"].result_count:
        found.add("search of the admin")
    return found


def correction_begun() -> None:
    enter("ruth", MISREAD)
    enter("omar", MISREAD)
    assert step("edith", "publish") == 302
    assert step("edith", "correct", reason=REASON) == 302


def first_entry_in() -> None:
    correction_begun()
    enter("ruth")


def correction_given_up() -> None:
    first_entry_in()
    assert step("edith", "give_up", reason="zebra again") == 302


def given_up_and_a_remark_published() -> None:
    correction_given_up()
    contest = Contest.objects.get(ballot_id="local.medway.2023-05-04")
    remark = ClaimEntry(
        kind="remark",
        topic="council",
        text="A recount in one ward.",
        stated_as="digits",
        paragraph=3,
    )
    outcome = record_and_publish(
        contest=contest.pk,
        source=Source.objects.filter(claims__contest=contest, kind="article")[0],
        entries=[remark],
        at=timezone.now(),
        by="emil",
        reason="The article says so.",
    )
    assert isinstance(outcome, RecordedAndPublished), outcome


def given_up_and_a_region_published() -> None:
    correction_given_up()
    council = Council.objects.get(slug="medway")
    region = Region.objects.exclude(pk=council.region.pk).earliest("pk")
    propose_and_publish(
        CouncilChange("medway", council.name, council.official_name, region.slug),
        proposed_by=Actor("ada"),
        by=Actor("emil"),
        at=timezone.now(),
        reason="It lies there.",
    )
    assert AuditEntry.objects.filter(action="published", by="emil").exists()


def given_up_and_begun_again() -> None:
    correction_given_up()
    assert step("edith", "correct", reason=REASON) == 302


def given_up_for_the_first_time() -> None:
    enter("ruth", MISREAD)
    assert step("edith", "give_up", reason=REASON) == 302


def retraction_proposed() -> None:
    enter("ruth", MISREAD)
    enter("omar", MISREAD)
    assert step("edith", "publish") == 302
    assert step("edith", "retract", reason=REASON) == 302


def retraction_published_with_another_reason() -> None:
    retraction_proposed()
    assert publish_proposed(reason="Another council\u2019s sheet") == 302


def retraction_turned_down() -> None:
    retraction_proposed()
    assert turn_down_proposed(reason="Correct it instead: it is a zebra") == 302


def retraction_turned_down_and_correction_begun() -> None:
    retraction_turned_down()
    assert step("edith", "correct", reason=REASON) == 302


def turn_down_proposed(reason: str) -> int:
    proposal = Proposal.objects.open().latest("pk")
    sent = {"do": "turn_down", "reason": reason}
    return signed_in("emil").post(f"/desk/proposals/{proposal.pk}/", sent).status_code


def taken_back_with_a_correction_under_way() -> None:
    first_entry_in()
    assert step("edith", "retract", reason="A zebra\u2019s sheet") == 302


@pytest.mark.parametrize(
    "stage",
    [
        correction_begun,
        first_entry_in,
        correction_given_up,
        given_up_and_a_remark_published,
        given_up_and_a_region_published,
        given_up_and_begun_again,
        given_up_for_the_first_time,
        retraction_published_with_another_reason,
        retraction_turned_down,
        retraction_turned_down_and_correction_begun,
        taken_back_with_a_correction_under_way,
    ],
    ids=lambda stage: stage.__name__,
)
def test_the_reason_is_nowhere_until_both_entries_are_in(stage: Callable[[], None]) -> None:
    stage()
    # Each role is tried where a first entry is in; elsewhere those who are shown most.
    readers = READERS if stage is first_entry_in else ("ada", "ed", "root")
    found = {reader: read_at(as_(reader)) for reader in readers}
    assert not any(found.values()), found


@pytest.mark.parametrize(
    "stage", [given_up_and_a_remark_published, given_up_and_a_region_published]
)
def test_first_entry_of_a_correction_stays_kept_back_when_other_things_are_published(
    stage: Callable[[], None],
) -> None:
    stage()
    entry = AuditEntry.objects.filter(action="handed_in").latest("pk")
    told = json.loads(text_of(as_("ada").get(f"{LOG}entries.json?action=handed_in")))
    assert [each["withheld"] for each in told["entries"]] == [True, False, False]
    assert "are kept from you" in words_of(as_("ada").get(f"{LOG}{entry.pk}/"))


@pytest.mark.parametrize("stage", [given_up_and_a_region_published])
def test_what_a_region_changed_is_public(stage: Callable[[], None]) -> None:
    stage()
    told = json.loads(text_of(as_("ada").get(f"{LOG}entries.json?action=published&by=emil")))
    assert [each["withheld"] for each in told["entries"]] == [False]
    assert told["entries"][0]["after"]["figures"]


def test_typists_are_shown_no_reason_once_they_have_typed() -> None:
    first_entry_in()
    assert not read_at(as_("ruth"))
    omar = enter("omar", {**SHEET, "seats.labour": "31", "seats.conservative": "24"})
    assert DeskResult.objects.get().state == "differences"
    assert (
        step(
            "edith",
            "settle",
            **{"keep.seats.labour": "ask_second", "keep.seats.conservative": "ask_first"},
        )
        == 302
    )
    for typist in ("ruth", "omar"):
        assert not read_at(as_(typist))
    assert "zebra" not in text_of(omar.post(ENTER, {"do": "open"}, follow=True))


def test_reason_of_an_open_proposal_is_shown_to_those_who_may_publish_it() -> None:
    retraction_proposed()
    proposal = Proposal.objects.get()
    told = {MEDWAY, "/desk/proposals/", f"/desk/proposals/{proposal.pk}/"}
    for reader in ("vic", "rob", "vera", "ada", "ada-types"):
        assert not read_at(as_(reader)), reader
    for reader in ("ed", "root"):
        assert read_at(as_(reader)) == told, reader


def test_reason_of_a_proposal_is_shown_once_a_corrected_sheet_is_out() -> None:
    retraction_turned_down()
    assert step("edith", "correct", reason="Misread") == 302
    enter("ruth")
    assert not read_at(as_("ed"))
    enter("omar")
    assert step("edith", "publish") == 302
    proposal = Proposal.objects.get()
    told = {MEDWAY, LOG, f"/desk/proposals/{proposal.pk}/", "search of the log"}
    assert told <= read_at(as_("ed"))
    assert "zebra" in words_of(as_("ada").get(f"/desk/proposals/{proposal.pk}/"))


def test_publisher_gives_a_reason_of_their_own_while_the_sheet_is_typed() -> None:
    taken_back_with_a_correction_under_way()
    proposal = Proposal.objects.get()
    page = as_("ed").get(f"/desk/proposals/{proposal.pk}/")
    assert "Proposed by edith, 10:30 on 26 November 2026: kept back until both" in words_of(page)
    assert 'name="reason" value=""' in text_of(page)
    assert publish_proposed(reason="") == 422
    assert publish_proposed(reason="Another council\u2019s sheet") == 302


def test_whoever_settles_is_shown_it() -> None:
    first_entry_in()
    enter("omar", {**SHEET, "seats.labour": "31", "seats.conservative": "24"})
    assert {MEDWAY, LOG, f"{LOG}entries.csv"} <= read_at(as_("ed"))


def test_readers_are_shown_it_with_the_correction() -> None:
    first_entry_in()
    enter("omar")
    assert step("edith", "publish") == 302
    assert "/elections/2023-05-04/medway/" in read_at(Client())
    assert {MEDWAY, LOG, f"{LOG}entries.json", "search of the log"} <= read_at(as_("ed"))


def test_the_page_says_that_the_reason_is_kept_back() -> None:
    correction_begun()
    rob = as_("rob")
    assert "Reason: kept back until both entries are in." in words_of(rob.get(MEDWAY))
    page = words_of(rob.post(ENTER, {"do": "open"}, follow=True))
    assert "The reason for this correction is kept back" in page
    assert "kept back until both entries are in" in words_of(as_("ed").get(LOG))


def test_where_nobody_types_blind_the_typist_is_shown_it() -> None:
    Election.objects.update(check_asked="approval")
    enter("ruth", MISREAD)
    assert step("omar", "approve") == 302
    assert step("edith", "publish") == 302
    assert step("edith", "correct", reason=REASON) == 302
    rob = as_("rob")
    rob.post(ENTER, {"do": "open"})
    assert {MEDWAY, ENTER} <= read_at(rob)


def test_two_entries_are_not_asked_for_once_a_reason_was_shown() -> None:
    Election.objects.update(check_asked="approval")
    enter("ruth", MISREAD)
    assert step("omar", "approve") == 302
    assert step("edith", "publish") == 302
    assert step("edith", "correct", reason=REASON) == 302
    sent = {"do": "change", "name": "Local elections", "check_asked": "second_entry"}
    answer = as_("ada").post("/desk/elections/2023-05-04/", sent)
    assert answer.status_code == 422
    assert "could not type them unseen: Medway" in words_of(answer)


def test_a_colleague_is_told_why_their_entry_was_taken_over() -> None:
    as_("rob").post(ENTER, {"do": "open"})
    as_("vera").post(ENTER, {"do": "open", "reason": "Rob went home"})
    assert "Rob went home" in words_of(as_("rob").get(MEDWAY))
