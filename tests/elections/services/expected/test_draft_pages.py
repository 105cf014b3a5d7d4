"""Drafts and rehearsals at the desk: steps that their day confirms, and pages that say what they are of."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from elections.domain.polling import ElectionStatus
from elections.domain.words.election_words import STATUS_NOTICES
from elections.models import Contest, Election, Proposal, Publication
from elections.services.desk import publishing
from elections.services.desk.stepping import Actor
from elections.services.expected import elections
from tests import factories
from tests.elections import unopened
from tests.elections.medway import held
from tests.elections.unopened import DRAFT, NOW, REHEARSAL
from tests.views.reading import words_of

pytestmark = pytest.mark.django_db

DRAFTS = f"/desk/elections/{DRAFT}/"
REHEARSALS = f"/desk/elections/{REHEARSAL}/"
IS_A_REHEARSAL = STATUS_NOTICES[ElectionStatus.REHEARSAL]
IS_A_DRAFT = STATUS_NOTICES[ElectionStatus.DRAFT]


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.council_size()
    unopened.parties()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def somebody(*roles: str) -> Client:
    user = User.objects.create_user("-".join(roles), is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    client = Client()
    client.force_login(user)
    return client


def stored() -> Election | None:
    return Election.objects.filter(polling_day=DRAFT).first()


@pytest.mark.parametrize("do", ["open", "rehearse", "delete"])
@pytest.mark.parametrize("day", ["", "2027-05-04", "4 May 2028"])
def test_nothing_is_done_with_an_election_whose_day_is_not_given_again(do: str, day: str) -> None:
    unopened.make_a_draft()
    answer = somebody("admin").post(DRAFTS, {"do": do, f"{do}-day": day})
    assert answer.status_code == 422
    row = stored()
    assert row is not None
    assert row.status == "draft"


def test_a_draft_is_opened_taken_back_and_deleted_on_its_page() -> None:
    unopened.make_a_draft()
    client = somebody("admin")
    steps = [
        ("open", {}, "open", "readers see it now"),
        ("draft_again", {"reason": "I meant 2027."}, "draft", "do not see it any more"),
    ]
    for do, given, status, told in steps:
        sent = {"do": do, f"{do}-day": str(DRAFT)}
        sent |= {f"{do}-{name}": text for name, text in given.items()}
        assert told in words_of(client.post(DRAFTS, sent, follow=True))
        row = stored()
        assert row is not None
        assert row.status == status
    answer = client.post(DRAFTS, {"do": "delete", "delete-day": str(DRAFT)}, follow=True)
    assert answer.redirect_chain == [("/desk/elections/", 302)]
    assert "Deleted, and on record." in words_of(answer)
    assert stored() is None


def test_what_is_refused_is_said_and_nothing_changes() -> None:
    unopened.make_a_draft()
    factories.claim(contest=Contest.objects.get(ballot_id=f"local.medway.{DRAFT}"))
    answer = somebody("admin").post(DRAFTS, {"do": "delete", "delete-day": str(DRAFT)})
    assert answer.status_code == 422
    assert "Something is entered or published of this election already of Medway" in words_of(
        answer
    )


def test_its_page_says_who_made_it_and_when_it_is_the_newest() -> None:
    unopened.make_a_draft()
    words = words_of(somebody("admin").get(DRAFTS))
    assert "Made by ada on 28 November 2026 at 15:00." in words
    assert "on the front page from 23 March 2028 on" in words
    assert "Draft" in words_of(somebody("admin", "viewer").get("/desk/elections/"))


@pytest.mark.parametrize("what", ["draft", "rehearsal"])
def test_every_page_of_it_at_the_desk_says_what_it_is(what: str) -> None:
    if what == "draft":
        unopened.make_a_draft()
    else:
        ballot_id = unopened.make_a_rehearsal()
        unopened.enter(ballot_id)
        publishing.publish(seen=unopened.seen(ballot_id), by=unopened.EDITH, at=NOW)
    day, told = (DRAFT, IS_A_DRAFT) if what == "draft" else (REHEARSAL, IS_A_REHEARSAL)
    client = somebody("admin", "editor")
    pk = Contest.objects.get(election__polling_day=day).pk
    for page in (
        f"/desk/{day}/",
        f"/desk/{day}/medway/",
        f"/desk/{day}/medway/enter/",
        f"/desk/{day}/medway/disputes/",
        f"/desk/{day}/upload/",
        f"/desk/{day}/disputes/",
        f"/desk/elections/{day}/",
        f"/desk/elections/{day}/medway/",
        f"/admin/elections/contest/{pk}/result/",
    ):
        answer = client.get(page)
        assert told in words_of(answer), page
        # No page of it leads to one that readers do not have.
        assert f'"/elections/{day}' not in answer.text, page


def test_a_page_of_what_is_open_says_nothing_of_the_kind() -> None:
    factories.contest(of=factories.council())
    client = somebody("admin", "editor")
    for page in ("/desk/2023-05-04/", "/desk/2023-05-04/medway/"):
        words = words_of(client.get(page))
        assert IS_A_DRAFT not in words
        assert IS_A_REHEARSAL not in words


def test_publishing_in_a_rehearsal_says_that_readers_see_nothing() -> None:
    ballot_id = unopened.make_a_rehearsal()
    unopened.enter(ballot_id)
    sent = {"do": "publish", "token": str(unopened.seen(ballot_id).token)}
    answer = somebody("editor").post(f"/desk/{REHEARSAL}/medway/", sent, follow=True)
    assert "Published in this rehearsal: readers see nothing of it." in words_of(answer)
    assert Publication.objects.get().contest.ballot_id == ballot_id


def test_a_draft_s_entry_is_refused_with_what_to_do() -> None:
    unopened.make_a_draft()
    answer = somebody("reporter").post(f"/desk/{DRAFT}/medway/enter/", {"do": "open"})
    assert answer.status_code == 409
    assert OPENED_BY_AN_ADMIN in words_of(answer)


OPENED_BY_AN_ADMIN = "Results can be entered once an admin opens this election."
POLLS_CLOSED = datetime(2028, 5, 5, 1, 0, tzinfo=UTC)
FROM_TEN = "Results can be entered from 22:00 on 4 May 2028."


@pytest.mark.parametrize(("status", "told"), [("draft", OPENED_BY_AN_ADMIN), ("open", FROM_TEN)])
def test_pages_offer_no_entry_before_results_can_be_entered(status: str, told: str) -> None:
    unopened.make_a_draft()
    if status == "open":
        elections.open_election(polling_day=DRAFT, by=Actor("ada"), at=NOW)
    client = somebody("reporter", "editor")
    shown = {
        name: client.get(f"/desk/{DRAFT}/{name}")
        for name in ("", "medway/", "medway/enter/", "upload/")
    }
    for answer in shown.values():
        assert told in words_of(answer)
    assert "Enter figures" not in shown["medway/"].text
    assert "autofocus" not in shown["medway/"].text
    assert 'value="open"' not in shown["medway/enter/"].text
    assert 'type="file"' not in shown["upload/"].text
    assert "For me to do 0" in words_of(shown[""])
    for page in ("medway/enter/", "upload/"):
        answer = client.post(f"/desk/{DRAFT}/{page}", {"do": "open"})
        assert answer.status_code == 409
        assert told in words_of(answer)


@pytest.mark.parametrize("ready", ["polls_are_closed", "rehearsal"])
def test_pages_offer_entry_once_results_can_be_entered(
    ready: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if ready == "rehearsal":
        unopened.make_a_rehearsal()
        day = REHEARSAL
    else:
        unopened.make_a_draft()
        elections.open_election(polling_day=DRAFT, by=Actor("ada"), at=NOW)
        monkeypatch.setattr(timezone, "now", lambda: POLLS_CLOSED)
        day = DRAFT
    client = somebody("reporter")
    assert "Enter figures" in words_of(client.get(f"/desk/{day}/medway/"))
    assert 'value="open"' in client.get(f"/desk/{day}/medway/enter/").text
    assert 'type="file"' in client.get(f"/desk/{day}/upload/").text
    assert "For me to do 0" not in words_of(client.get(f"/desk/{day}/"))


def test_what_was_rehearsed_is_no_declaration_that_a_real_sheet_can_name() -> None:
    ballot_id = unopened.make_a_rehearsal()
    unopened.enter(ballot_id)
    publishing.publish(seen=unopened.seen(ballot_id), by=unopened.EDITH, at=NOW)
    factories.contest(of=factories.council())
    client = somebody("reporter")
    client.post("/desk/2023-05-04/medway/enter/", {"do": "open"})
    assert str(REHEARSAL) not in client.get("/desk/2023-05-04/medway/enter/").text


def test_proposals_of_a_rehearsal_say_that_readers_see_nothing_of_it() -> None:
    ballot_id = unopened.make_a_rehearsal()
    unopened.rehearse(ballot_id)
    editor = somebody("editor")
    proposal = Proposal.objects.open().get()
    held(Contest.objects.get(ballot_id=ballot_id), "labour", 39, recorded_by="ruth")
    page = words_of(editor.get("/desk/proposals/"))
    assert f"{proposal.told} Rehearsal A result that is taken back" in page
    assert "Medway, 9 November 2027 Rehearsal 1 claim, entered by ruth" in page

    address = f"/desk/proposals/{proposal.pk}/"
    shown = editor.get(address)
    assert IS_A_REHEARSAL in words_of(shown)
    assert "It stands with the version, which readers do not see." in words_of(shown)
    text = shown.content.decode()
    assert f"/elections/{REHEARSAL}/" not in text
    found = re.search(r'name="seen" value="(\w+)"', text)
    assert found

    sent = {"do": "publish", "seen": found[1], "reason": "Another council\u2019s sheet."}
    published = words_of(editor.post(address, sent, follow=True))
    assert "Published in this rehearsal: readers see nothing of it." in published
    assert IS_A_REHEARSAL in published


def test_what_is_proposed_in_a_rehearsal_says_so() -> None:
    ballot_id = unopened.make_a_rehearsal()
    unopened.enter(ballot_id)
    seen = unopened.seen(ballot_id)
    publishing.publish(seen=seen, by=unopened.EDITH, at=NOW)
    sent = {"do": "retract", "token": str(seen.token + 1), "reason": "Another sheet."}
    answer = somebody("editor").post(f"/desk/{REHEARSAL}/medway/", sent, follow=True)
    assert "Proposed in this rehearsal:" in words_of(answer)
    assert "readers see no change" not in words_of(answer).lower()
