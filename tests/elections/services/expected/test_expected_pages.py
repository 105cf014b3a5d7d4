"""Elections and councils at the desk: the pages at which an admin looks after them, and bad input in words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from councils.models import CouncilAlias
from elections.models import AuditEntry, Contest, Election
from elections.selectors.data_version import current_data_version
from tests import factories
from tests.elections.medway import medway
from tests.views.reading import words_of

pytestmark = pytest.mark.django_db

ELECTIONS, COUNCILS = "/desk/elections/", "/desk/councils/"
NEXT = "/desk/elections/2027-05-06/"
MADE = {"polling_day": "2027-05-06", "name": "Local elections 2027", "check_asked": "approval"}


@pytest.fixture
def ada() -> Client:
    user = User.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="admin"))
    client = Client()
    client.force_login(user)
    return client


def post(client: Client, address: str, **sent: Any) -> tuple[int, str]:
    answer = client.post(address, sent, follow=True)
    return answer.status_code, words_of(answer)


def test_an_election_is_made_filled_and_seen_by_readers_and_at_the_desk(ada: Client) -> None:
    factories.council()
    factories.council(slug="maidstone")
    assert post(ada, ELECTIONS, **MADE)[0] == 200
    named = {"add-councils": "Medway, 20\n\nMaidstone", "add-scope": "thirds"}
    source = factories.fact_source().slug
    status, words = post(ada, NEXT, do="add", **named, **{"add-source": source})
    assert status == 200
    assert "2 contests, 0 published" in words
    assert "20 of a number not known" in words
    public = Client()
    for page in ("", "medway/"):
        assert public.get(f"/elections/2027-05-06/{page}").status_code == 404
    assert post(ada, NEXT, do="open", **{"open-day": "2027-05-06"})[0] == 200
    assert "Medway" in words_of(public.get("/elections/2027-05-06/"))
    assert Client().get("/elections/2027-05-06/medway/").status_code == 200
    ruth = User.objects.create_user("ruth", is_staff=True)
    ruth.groups.add(Group.objects.get(name="reporter"))
    reporter = Client()
    reporter.force_login(ruth)
    assert "Medway" in words_of(reporter.get("/desk/2027-05-06/"))


def test_a_contest_is_changed_and_taken_away(ada: Client) -> None:
    factories.council()
    post(ada, ELECTIONS, **MADE)
    post(ada, NEXT, do="add", **{"add-councils": "Medway", "add-scope": "unknown"})
    source = factories.fact_source().slug
    sent = {"seats_up": "20", "scope": "thirds", "source": source}
    assert "on record" in post(ada, f"{NEXT}medway/", do="change", **sent)[1]
    assert Contest.objects.get().seats_up == 20
    assert 'value="20"' in ada.get(f"{NEXT}medway/").content.decode()
    assert "is expected no more" in post(ada, f"{NEXT}medway/", do="take_away")[1]
    assert not Contest.objects.exists()


def test_a_council_is_corrected(ada: Client) -> None:
    factories.council()
    there = f"{COUNCILS}medway/"
    sent = {"name": "Medway Towns", "official_name": "Medway Council", "region": "south-east"}
    assert "on record" in post(ada, there, do="change", **sent)[1]
    post(ada, there, do="alias", **{"alias-kind": "slug", "alias-text": "the-medway-towns"})
    assert Client().get("/councils/the-medway-towns/").status_code in {301, 302}
    source = factories.fact_source().slug
    sent = {"size-seats": "59", "size-in_force_from": "2023-05-04", "size-source": source}
    assert "59 from 4 May 2023 on" in post(ada, there, do="size", **sent)[1]
    alias = {"kind": "slug", "text": "the-medway-towns"}
    assert "Taken away" in post(ada, there, do="take_alias", **alias)[1]
    assert not CouncilAlias.objects.exists()
    assert "Medway Towns" in words_of(ada.get(COUNCILS))


def test_what_was_changed_is_told_in_the_audit_log_and_readers_pages_are_made_anew(
    ada: Client,
) -> None:
    factories.council()
    before = current_data_version()
    post(ada, ELECTIONS, **MADE)
    post(ada, NEXT, do="add", **{"add-councils": "Medway", "add-scope": "unknown"})
    post(ada, NEXT, do="change", name="The locals", check_asked="second_entry")
    assert current_data_version() == before + 3
    log = words_of(ada.get("/desk/audit/"))
    for told in ("Election made, as a draft.", "Contest added.", "Election changed."):
        assert told in log
    entry = AuditEntry.objects.latest("pk")
    told = words_of(ada.get(f"/desk/audit/{entry.pk}/"))
    assert "Local elections 2027" in told
    assert "The locals" in told


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        (ELECTIONS, {}),
        (ELECTIONS, {**MADE, "polling_day": "6 May 2027"}),
        (ELECTIONS, {**MADE, "polling_day": "2023-05-04"}),
        (ELECTIONS, {**MADE, "check_asked": "none"}),
        (ELECTIONS, {**MADE, "name": "a\x00b"}),
        ("/desk/elections/2023-05-04/", {"do": "conquer"}),
        ("/desk/elections/2023-05-04/", {"do": "change", "name": "", "check_asked": "approval"}),
        ("/desk/elections/2023-05-04/", {"do": "add", "add-councils": "", "add-scope": "whole"}),
        ("/desk/elections/2023-05-04/", {"do": "add", "add-councils": "x", "add-scope": "whole"}),
        (
            "/desk/elections/2023-05-04/",
            {"do": "add", "add-councils": "Medway, all", "add-scope": "whole"},
        ),
        ("/desk/elections/2023-05-04/medway/", {"do": "conquer"}),
        ("/desk/elections/2023-05-04/medway/", {"do": "change", "seats_up": "0"}),
        ("/desk/elections/2023-05-04/medway/", {"do": "change", "scope": "whole"}),
        ("/desk/councils/medway/", {"do": "conquer"}),
        ("/desk/councils/medway/", {"do": "change", "name": "", "region": "atlantis"}),
        (
            "/desk/councils/medway/",
            {"do": "alias", "alias-kind": "slug", "alias-text": "Two Words"},
        ),
        ("/desk/councils/medway/", {"do": "alias", "alias-kind": "gss", "alias-text": "E1"}),
        ("/desk/councils/medway/", {"do": "size", "size-seats": "-1"}),
        ("/desk/councils/medway/", {"do": "size", "size-seats": "9999999999999999999"}),
        ("/desk/councils/medway/", {"do": "take_alias", "kind": "slug", "text": "nobody"}),
        ("/desk/councils/medway/", {"do": "take_alias", "kind": "king"}),
    ],
)
def test_bad_input_is_refused_in_words_and_nothing_is_stored(
    ada: Client, address: str, sent: dict[str, str]
) -> None:
    medway()
    answer = ada.post(address, sent)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not AuditEntry.objects.filter(action="changed_an_election").exists()
    assert Election.objects.count() == Contest.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "/desk/elections/2031-05-01/",
        "/desk/elections/soon/",
        "/desk/elections/2023-05-04/atlantis/",
        "/desk/councils/atlantis/",
    ],
)
def test_what_is_not_there_says_so(ada: Client, address: str) -> None:
    medway()
    assert ada.get(address).status_code == 404
    assert ada.post(address, {"do": "change"}).status_code == 404


def test_pages_ask_the_database_as_often_however_much_is_expected(
    ada: Client, django_assert_max_num_queries: Any
) -> None:
    medway()
    for slug in ("maidstone", "thurrock"):
        factories.contest(of=factories.council(slug=slug))
    with django_assert_max_num_queries(18):
        ada.get("/desk/elections/2023-05-04/")
    with django_assert_max_num_queries(18):
        ada.get("/desk/elections/2023-05-04/medway/")


@pytest.mark.parametrize(
    ("address", "sent", "field", "label"),
    [
        ("/desk/elections/2023-05-04/", {"do": "change", "name": ""}, "id_name", "Name"),
        (
            "/desk/elections/2023-05-04/",
            {"do": "add", "add-councils": "", "add-scope": "whole"},
            "id_add-councils",
            "Councils, one a line",
        ),
        (
            "/desk/elections/2023-05-04/",
            {"do": "draft_again", "draft_again-reason": "Oh.", "draft_again-day": "2023-05-05"},
            "id_draft_again-day",
            "Polling day, once more, to confirm",
        ),
        (ELECTIONS, {**MADE, "polling_day": "soon"}, "id_polling_day", "Polling day"),
        ("/desk/councils/medway/", {"do": "size"}, "id_size-seats", "Seats"),
    ],
)
def test_first_wrong_field_has_the_focus_and_is_linked_from_the_notice(
    ada: Client, address: str, sent: dict[str, str], field: str, label: str
) -> None:
    medway()
    shown = ada.post(address, sent).text
    assert shown.count("autofocus") == 1
    assert re.search(rf'<(input|select|textarea)[^>]*\bid="{field}"[^>]*>', shown)
    focused = re.search(r"<(?:input|select|textarea)[^>]*autofocus[^>]*>", shown)
    assert focused is not None
    assert f'id="{field}"' in focused[0]
    assert re.search(rf'role="alert"><p>[^<]*<a href="#{field}">{label}', shown)


def test_page_that_only_shows_a_form_gives_no_field_the_focus(ada: Client) -> None:
    medway()
    for address in (ELECTIONS, "/desk/elections/2023-05-04/", "/desk/councils/medway/"):
        assert "autofocus" not in ada.get(address).text


def test_days_of_elections_are_written_as_people_write_them(ada: Client) -> None:
    medway()
    assert '<td class="day">4 May 2023</td>' in ada.get(ELECTIONS).text
    sent = {"do": "draft_again", "draft_again-reason": "Oh.", "draft_again-day": "2023-05-05"}
    told = words_of(ada.post("/desk/elections/2023-05-04/", sent))
    assert "This election is on 4 May 2023: give that day to confirm." in told


def test_election_s_page_leads_to_its_board_only_for_who_may_open_it(ada: Client) -> None:
    medway()
    there = "/desk/elections/2023-05-04/"
    assert "Its board" not in words_of(ada.get(there))
    User.objects.get(username="ada").groups.add(Group.objects.get(name="editor"))
    assert "Its board" in words_of(ada.get(there))
