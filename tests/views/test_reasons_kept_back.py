"""Why a result is corrected is kept from whoever may yet type it: the reason may hold the right figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from councils.models import Council, Region
from elections.domain.desk.proposals import CouncilChange
from elections.keeping import forget_everything
from elections.models import AuditEntry, Contest, DeskResult, Election, Proposal, Source
from elections.services.desk.checking import approve
from elections.services.desk.proposals import turn_down
from elections.services.desk.stepping import Actor
from elections.services.entries import ClaimEntry
from elections.services.recording import RecordedAndPublished, record_and_publish
from tests.desk_steps import (
    BALLOT_ID,
    EMIL,
    begin_correction,
    enter,
    get_seen,
    give_up,
    propose_retraction,
    publish,
    publish_entered,
)
from tests.proposals import propose_and_publish
from tests.views.reading import text_of, words_of
from tests.views.test_desk import ENTER, MEDWAY, SHEET, publish_proposed, signed_in, step

pytestmark = pytest.mark.database_independent

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


# What readers see is the same for everybody.
PUBLIC = (
    "/elections/2023-05-04/",
    "/elections/2023-05-04/medway/",
    "/elections/2023-05-04/medway/versions/",
    "/councils/medway/",
    "/api/v1/contests/local.medway.2023-05-04",
    "/elections/2023-05-04/wall/",
)


def staff_addresses() -> Iterator[str]:
    """Yield every address at which staff can read something about the result."""
    contest = Contest.objects.get(ballot_id=BALLOT_ID)
    yield from ("/desk/2023-05-04/", MEDWAY, ENTER, LOG)
    yield from (f"{LOG}entries.csv", f"{LOG}entries.json", f"{LOG}?council=medway")
    yield f"/admin/elections/contest/{contest.pk}/result/"
    yield "/desk/proposals/"
    for proposal in Proposal.objects.all():
        yield f"/desk/proposals/{proposal.pk}/"
        yield f"/admin/elections/proposal/{proposal.pk}/change/"
    for kind in ("auditentry", "deskresult", "publication", "correction", "draft", "proposal"):
        yield f"/admin/elections/{kind}/"
    for row in DeskResult.objects.all():
        yield f"/admin/elections/deskresult/{row.pk}/change/"
    entries = AuditEntry.objects.filter(contest=contest).order_by("pk")
    # The page of an entry shows that entry: one that does not hold the word stands for all that don't.
    silent = [entry for entry in entries if "zebra" not in stored_in(entry)]
    for entry in (*silent[-1:], *(entry for entry in entries if "zebra" in stored_in(entry))):
        yield f"{LOG}{entry.pk}/"
        yield f"/admin/elections/auditentry/{entry.pk}/change/"


def stored_in(entry: AuditEntry) -> str:
    """Return all that an entry of the log holds in words."""
    return json.dumps([entry.reason, entry.subject, entry.before, entry.after])


def read_at(client: Client, public: tuple[str, ...] = PUBLIC) -> set[str]:
    """Return the addresses at which the reason can be read."""
    found = {each for each in (*staff_addresses(), *public) if is_read_at(client, each)}
    # An answer to a search tells as much as the words themselves.
    if is_found_in_the_log(client):
        found.add("search of the log")
    page = client.get("/admin/elections/auditentry/?q=zebra")
    if page.status_code == 200 and page.context["cl"].result_count:
        found.add("search of the admin")
    return found


def is_read_at(client: Client, address: str) -> bool:
    """Return whether the reason can be read at an address."""
    return "zebra" in text_of(client.get(address))


def is_found_in_the_log(client: Client) -> bool:
    """Return whether a search of the log finds an entry by the reason."""
    told = client.get(f"{LOG}entries.json?q=zebra")
    return told.status_code == 200 and bool(json.loads(text_of(told))["count"])


def shown_at(client: Client, *addresses: str) -> None:
    """Assert that the reason can be read at each of some addresses."""
    hidden = [each for each in addresses if not is_read_at(client, each)]
    assert not hidden, hidden


def correction_begun_where_entries_are_approved() -> None:
    Election.objects.update(check_asked="approval")
    enter("ruth", MISREAD)
    approve(seen=get_seen(), by=Actor("omar"), at=timezone.now())
    publish_entered()
    begin_correction(REASON)


def correction_begun() -> None:
    publish(MISREAD)
    begin_correction(REASON)


def first_entry_in() -> None:
    correction_begun()
    enter("ruth", SHEET)


def publish_a_remark() -> None:
    contest = Contest.objects.get(ballot_id=BALLOT_ID)
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


def publish_a_region() -> None:
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


def retraction_proposed() -> None:
    publish(MISREAD)
    propose_retraction(REASON)


def retraction_turned_down() -> None:
    retraction_proposed()
    turn_down(
        key=Proposal.objects.open().latest("pk").pk,
        reason="Correct it instead: it is a zebra",
        by=EMIL,
        at=timezone.now(),
    )


def taken_back_with_a_correction_under_way() -> None:
    first_entry_in()
    propose_retraction("A zebra\u2019s sheet")


@contextmanager
def undone() -> Iterator[None]:
    """Take back afterwards what is done meanwhile."""
    start = transaction.savepoint()
    yield
    transaction.savepoint_rollback(start)
    forget_everything()


def nowhere(*readers: str, public: tuple[str, ...] = ()) -> None:
    """Assert that readers find the reason nowhere.

    What is kept back depends on no role, save for the reason of a proposal: on whether somebody may publish it.
    A superuser is let in everywhere and may publish; ada is an admin, who may not.
    """
    found = {reader: read_at(as_(reader), public) for reader in readers}
    assert not any(found.values()), found


def test_reason_of_a_correction_is_nowhere_until_both_entries_are_in() -> None:
    correction_begun()
    nowhere("root")
    enter("ruth", SHEET)
    nowhere("root", public=PUBLIC)
    # Each role is tried here.
    nowhere(*(reader for reader in READERS if reader != "root"))
    with undone():
        propose_retraction("A zebra\u2019s sheet")
        nowhere("root", "ada", public=PUBLIC)
    give_up("zebra again")
    nowhere("root", public=PUBLIC)
    with undone():
        begin_correction(REASON)
        nowhere("root")
    with undone():
        publish_a_remark()
        nowhere("root", public=PUBLIC)
        first_entry_stays_kept_back()
    publish_a_region()
    nowhere("root", "ada", public=PUBLIC)
    first_entry_stays_kept_back()
    # What a region changed is public.
    told = json.loads(text_of(as_("ada").get(f"{LOG}entries.json?action=published&by=emil")))
    assert [each["withheld"] for each in told["entries"]] == [False]
    assert told["entries"][0]["after"]["figures"]


def first_entry_stays_kept_back() -> None:
    """Assert that the log keeps back the entry of a correction that was given up, and no earlier one."""
    entry = AuditEntry.objects.filter(action="handed_in").latest("pk")
    told = json.loads(text_of(as_("ada").get(f"{LOG}entries.json?action=handed_in")))
    assert [each["withheld"] for each in told["entries"]] == [True, False, False]
    assert "are kept from you" in words_of(as_("ada").get(f"{LOG}{entry.pk}/"))


def test_reason_of_first_entries_given_up_is_nowhere() -> None:
    enter("ruth", MISREAD)
    give_up(REASON)
    nowhere("root")


def test_reason_of_a_decided_retraction_is_nowhere_until_both_entries_are_in() -> None:
    retraction_proposed()
    with undone():
        assert publish_proposed(reason="Another council\u2019s sheet") == 302
        nowhere("root", "ada", public=PUBLIC)
    sent = {"do": "turn_down", "reason": "Correct it instead: it is a zebra"}
    proposal = Proposal.objects.open().latest("pk")
    assert signed_in("emil").post(f"/desk/proposals/{proposal.pk}/", sent).status_code == 302
    nowhere("root", "ada", public=PUBLIC)
    begin_correction(REASON)
    nowhere("root", "ada")


def test_typists_are_shown_no_reason_once_they_have_typed() -> None:
    ruth, omar = signed_in("ruth"), signed_in("omar")
    first_entry_in()
    assert not read_at(ruth, ())
    enter("omar", {**SHEET, "seats.labour": "31", "seats.conservative": "24"})
    assert DeskResult.objects.get().state == "differences"
    assert (
        step(
            "edith",
            "settle",
            **{"keep.seats.labour": "ask_second", "keep.seats.conservative": "ask_first"},
        )
        == 302
    )
    for typist in (ruth, omar):
        assert not read_at(typist, ())
    assert "zebra" not in text_of(omar.post(ENTER, {"do": "open"}, follow=True))


def test_reason_of_an_open_proposal_is_shown_to_those_who_may_publish_it() -> None:
    retraction_proposed()
    proposal = Proposal.objects.get()
    told = {MEDWAY, "/desk/proposals/", f"/desk/proposals/{proposal.pk}/"}
    # An admin who types is let in wherever these are, or ada is.
    for reader in ("vic", "rob", "vera", "ada"):
        client = as_(reader)
        assert not [each for each in told if is_read_at(client, each)], reader
    assert not read_at(as_("ada-types"), ())
    assert read_at(as_("ed"), ()) == told
    assert read_at(as_("root")) == told


def test_reason_of_a_proposal_is_shown_once_a_corrected_sheet_is_out() -> None:
    retraction_turned_down()
    begin_correction("Misread")
    enter("ruth", SHEET)
    ed = as_("ed")
    assert not read_at(ed)
    enter("omar", SHEET)
    publish_entered()
    proposal = Proposal.objects.get()
    shown_at(ed, MEDWAY, LOG, f"/desk/proposals/{proposal.pk}/")
    assert is_found_in_the_log(ed)
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
    shown_at(as_("ed"), MEDWAY, LOG, f"{LOG}entries.csv")


def test_readers_are_shown_it_with_the_correction() -> None:
    first_entry_in()
    enter("omar", SHEET)
    publish_entered()
    shown_at(Client(), "/elections/2023-05-04/medway/")
    ed = as_("ed")
    shown_at(ed, MEDWAY, LOG, f"{LOG}entries.json")
    assert is_found_in_the_log(ed)


def test_the_page_says_that_the_reason_is_kept_back() -> None:
    correction_begun()
    rob = as_("rob")
    assert "Reason: kept back until both entries are in." in words_of(rob.get(MEDWAY))
    page = words_of(rob.post(ENTER, {"do": "open"}, follow=True))
    assert "The reason for this correction is kept back" in page
    assert "kept back until both entries are in" in words_of(as_("ed").get(LOG))


def test_where_nobody_types_blind_the_typist_is_shown_it() -> None:
    correction_begun_where_entries_are_approved()
    rob = as_("rob")
    rob.post(ENTER, {"do": "open"})
    shown_at(rob, MEDWAY, ENTER)


def test_two_entries_are_not_asked_for_once_a_reason_was_shown() -> None:
    correction_begun_where_entries_are_approved()
    sent = {"do": "change", "name": "Local elections", "check_asked": "second_entry"}
    answer = as_("ada").post("/desk/elections/2023-05-04/", sent)
    assert answer.status_code == 422
    assert "could not type them unseen: Medway" in words_of(answer)


def test_a_colleague_is_told_why_their_entry_was_taken_over() -> None:
    as_("rob").post(ENTER, {"do": "open"})
    as_("vera").post(ENTER, {"do": "open", "reason": "Rob went home"})
    assert "Rob went home" in words_of(as_("rob").get(MEDWAY))
