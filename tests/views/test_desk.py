"""The results desk through its pages: who may, what is typed, what is refused, what readers see then."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from councils.models import FactSource
from elections.models import (
    AuditEntry,
    DeskResult,
    Draft,
    Proposal,
    Publication,
    SeatsDefended,
)
from tests.views.reading import words_of

RIGHTS = {
    "ruth": ("enter_result",),
    "omar": ("enter_result", "check_result"),
    "edith": ("enter_result", "check_result", "publish_result"),
    "emil": ("enter_result", "check_result", "publish_result"),
    "nora": (),
    "anna": ("view_auditentry",),
    "rita": ("view_auditentry", "enter_result"),
}
BOARD = "/desk/2023-05-04/"
MEDWAY = "/desk/2023-05-04/medway/"
ENTER = f"{MEDWAY}enter/"
SHEET = {"seats.labour": "33", "seats.conservative": "22", "seats.independent": "4"}


def signed_in(name: str) -> Client:
    user, is_new = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    if is_new:
        permissions = Permission.objects.filter(codename__in=RIGHTS[name])
        user.user_permissions.set(permissions)
    client = Client()
    client.force_login(user)
    return client


def token() -> str:
    result = DeskResult.objects.first()
    return "0" if result is None else str(result.token)


def enter(name: str, sheet: dict[str, str] = SHEET) -> Client:
    client = signed_in(name)
    client.post(ENTER, {"do": "open", "reason": "The night is long"})
    answer = client.post(ENTER, {"do": "hand_in", "token": token(), **sheet})
    assert answer.status_code == 302, words_of(answer)
    return client


def step(name: str, do: str, **given: str) -> int:
    return signed_in(name).post(MEDWAY, {"do": do, "token": token(), **given}).status_code


def publish_proposed(name: str = "emil", **given: str) -> int:
    """Publish the proposal that was made last, through its page."""
    proposal = Proposal.objects.open().latest("pk")
    address, client = f"/desk/proposals/{proposal.pk}/", signed_in(name)
    found = re.search(r'name="seen" value="(\w+)"', client.get(address).content.decode())
    sent = {"do": "publish", "seen": found[1] if found else "", "reason": proposal.reason}
    return client.post(address, sent | given).status_code


def take_back(reason: str) -> None:
    """Take Medway's result back: one editor proposes it, another publishes it."""
    assert step("edith", "retract", reason=reason) == 302
    assert publish_proposed() == 302


def test_a_result_goes_the_whole_way_through_pages() -> None:
    enter("ruth")
    enter("omar")
    assert step("edith", "publish") == 302
    assert DeskResult.objects.get().state == "published"
    newest = Publication.objects.filter(contest__council__slug="medway").latest("version")
    assert newest.published_by == "edith"
    page = Client().get("/elections/2023-05-04/medway/")
    assert "Returning officer for Medway" in words_of(page)


@pytest.mark.parametrize("address", ["/desk/", BOARD, MEDWAY, ENTER])
def test_who_is_not_signed_in_is_sent_to_sign_in(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert f"next={address}" in answer["Location"]


@pytest.mark.parametrize("address", [BOARD, MEDWAY, ENTER])
def test_who_has_nothing_to_do_there_is_kept_out(address: str) -> None:
    assert signed_in("nora").get(address).status_code == 403


def test_who_types_does_nothing_else() -> None:
    enter("ruth")
    before = token()
    for do in ("approve", "settle", "publish", "correct", "retract", "give_up"):
        assert step("ruth", do, reason="why") == 403, do
        assert token() == before, do


def test_the_second_typist_is_shown_nothing_of_the_first() -> None:
    enter("ruth", {"seats.labour": "32", "seats.conservative": "23", "seats.independent": "4"})
    omar = signed_in("omar")
    omar.post(ENTER, {"do": "open"})
    for address in (ENTER, MEDWAY, BOARD):
        page = words_of(omar.get(address))
        without_times = re.sub(r"\d\d:\d\d, \d+ \w+ \d{4}|\d\d:\d\d|2023", "", page)
        assert not re.search(r"\b(32|23)\b", without_times)


def test_typing_saves_a_draft_and_says_what_it_comes_to() -> None:
    ruth = signed_in("ruth")
    ruth.post(ENTER, {"do": "open"})
    answer = ruth.post(
        ENTER, {"do": "draft", "token": token(), "seats.labour": "33", "seats.conservative": "22"}
    )
    assert "55 of 59 seats" in words_of(answer)
    assert "4 seats to go" in words_of(answer)
    assert Draft.objects.get().typed["seats.labour"] == "33"
    assert 'value="33"' in ruth.get(ENTER).content.decode()


def test_a_sheet_that_does_not_add_up_stays_with_its_typist_and_keeps_what_was_typed() -> None:
    ruth = signed_in("ruth")
    ruth.post(ENTER, {"do": "open"})
    answer = ruth.post(ENTER, {"do": "hand_in", "token": token(), **SHEET, "seats.labour": "3"})
    assert answer.status_code == 422
    assert "E302" in words_of(answer)
    assert 'value="3"' in answer.content.decode()
    assert DeskResult.objects.get().state == "first_entry"


def test_a_stale_form_is_told_what_changed_and_overwrites_nothing() -> None:
    enter("ruth")
    omar = signed_in("omar")
    omar.post(ENTER, {"do": "open"})
    seen = token()
    enter("edith")
    answer = omar.post(ENTER, {"do": "hand_in", "token": seen, **SHEET, "seats.labour": "30"})
    assert answer.status_code == 409
    assert "edith" in words_of(answer)
    assert AuditEntry.objects.filter(action="handed_in").count() == 2


def test_a_warning_that_is_ticked_is_on_record_with_who_ticked_it() -> None:
    vacant = {**SHEET, "seats.independent": "3", "vacant": "1"}
    for name in ("ruth", "omar"):
        client = signed_in(name)
        client.post(ENTER, {"do": "open"})
        without = client.post(ENTER, {"do": "hand_in", "token": token(), **vacant})
        assert without.status_code == 422
        assert "W303" in words_of(without)
        client.post(ENTER, {"do": "hand_in", "token": token(), **vacant, "ticked": "W303"})
    page = words_of(signed_in("edith").get(MEDWAY))
    assert "seat is vacant." in page
    assert "ruth checked W303. omar checked W303." in page


def test_somebody_elses_entry_is_taken_over_with_a_reason() -> None:
    signed_in("ruth").post(ENTER, {"do": "open"})
    omar = signed_in("omar")
    told = omar.post(ENTER, {"do": "open"})
    assert told.status_code == 409
    assert "ruth has this entry before them" in words_of(told)
    assert omar.post(ENTER, {"do": "open", "reason": "Ruth went home"}).status_code == 302
    assert omar.get(ENTER).status_code == 200


def test_nobody_enters_twice() -> None:
    ruth = enter("ruth")
    told = ruth.post(ENTER, {"do": "open"})
    assert told.status_code == 409
    assert "You typed this entry yourself" in words_of(told)


def test_an_editor_settles_what_differs() -> None:
    enter("ruth")
    enter("omar", {"seats.labour": "32", "seats.conservative": "23", "seats.independent": "4"})
    page = words_of(signed_in("edith").get(MEDWAY))
    assert "Where the two entries differ" in page
    given = {"keep.seats.labour": "first", "keep.seats.conservative": "first"}
    assert step("edith", "settle", **given) == 302
    assert DeskResult.objects.get().state == "agreed"


def test_what_an_editor_makes_of_two_entries_has_to_add_up() -> None:
    enter("ruth")
    enter("omar", {"seats.labour": "32", "seats.conservative": "23", "seats.independent": "4"})
    given = {"keep.seats.labour": "first", "keep.seats.conservative": "second"}
    told = signed_in("edith").post(MEDWAY, {"do": "settle", "token": token(), **given})
    assert told.status_code == 422
    assert "E302: The seats add up to 60, and the council has 59" in words_of(told)
    assert DeskResult.objects.get().state == "differences"


def test_lines_are_sent_back_and_typed_again() -> None:
    enter("ruth")
    omar = enter("omar", {**SHEET, "seats.labour": "32", "seats.conservative": "23"})
    given = {"keep.seats.labour": "ask_second", "keep.seats.conservative": "ask_second"}
    assert step("edith", "settle", **given) == 302
    assert words_of(signed_in("edith").get(MEDWAY)).count("omar (asked again)") == 2
    omar.post(ENTER, {"do": "open"})
    page = omar.get(ENTER).content.decode()
    assert "Lines to type again" in page
    assert 'name="seats.labour"' in page
    assert 'name="seats.independent"' not in page
    typed = {"seats.labour": "33", "seats.conservative": "22"}
    assert omar.post(ENTER, {"do": "hand_in", "token": token(), **typed}).status_code == 302
    assert DeskResult.objects.get().state == "agreed"


def test_one_line_of_two_is_asked_again_and_its_typist_is_told_what_to_do_if_the_sum_stays_wrong() -> (
    None
):
    enter("ruth")
    omar = enter("omar", {**SHEET, "seats.labour": "32", "seats.conservative": "23"})
    given = {"keep.seats.labour": "second", "keep.seats.conservative": "ask_second"}
    assert step("edith", "settle", **given) == 302
    assert words_of(signed_in("edith").get(MEDWAY)).count("(asked again)") == 1
    omar.post(ENTER, {"do": "open"})
    told = omar.post(ENTER, {"do": "hand_in", "token": token(), "seats.conservative": "22"})
    assert told.status_code == 422
    assert "tell an editor, who can send that back as well" in words_of(told)


def test_nonsense_is_refused_in_words() -> None:
    enter("ruth")
    edith, seen = signed_in("edith"), token()
    for given in (
        {"do": "conquer"},
        {},
        {"do": "settle", "keep.votes": "first"},
        {"do": "retract"},
        {"do": "publish", "token": "x" * 5_000},
    ):
        answer = edith.post(MEDWAY, {"token": seen, **given})
        assert answer.status_code in (409, 422), given
        assert 'role="alert"' in answer.content.decode(), given
        assert token() == seen, given


def test_a_council_that_is_not_there_is_not_found() -> None:
    edith = signed_in("edith")
    for address in ("/desk/2023-05-04/narnia/", "/desk/2023-05-99/", "/desk/1066-10-14/"):
        assert edith.get(address).status_code == 404


def test_an_empty_sheet_is_not_handed_in_and_the_page_says_what_is_missing() -> None:
    ruth = signed_in("ruth")
    ruth.post(ENTER, {"do": "open"})
    for sheet in ({}, {"seats.labour": "0", "vacant": "0"}):
        answer = ruth.post(ENTER, {"do": "hand_in", "token": token(), **sheet})
        assert answer.status_code in (409, 422)
        assert "Nobody has a seat on this sheet" in words_of(answer)


@pytest.mark.parametrize(
    ("name", "seats", "status"),
    [("edith", "30", 302), ("edith", "lots", 422), ("edith", "300", 422), ("omar", "30", 403)],
)
def test_seats_defended_are_an_editors_to_say(name: str, seats: str, status: int) -> None:
    source = FactSource.objects.in_order_of_name()[0].slug
    given = {"defended.conservative": seats, "source": source}
    assert step(name, "defended", **given) == status
    assert SeatsDefended.objects.exists() == (status == 302)


def test_a_source_that_no_database_could_look_for_is_none() -> None:
    assert step("edith", "defended", **{"defended.conservative": "30", "source": "a\0b"}) == 422


def test_a_script_is_told_where_to_go_on() -> None:
    ruth = signed_in("ruth")
    ruth.post(ENTER, {"do": "open"})
    answer = ruth.post(
        ENTER,
        {"do": "hand_in", "token": token(), **SHEET},
        headers={"X-Requested-With": "fetch"},
    )
    assert (answer.status_code, answer["Location"]) == (201, MEDWAY)


def test_the_parties_that_sit_there_stand_first_and_bundles_after_them() -> None:
    ruth = signed_in("ruth")
    ruth.post(ENTER, {"do": "open"})
    typed = {"seats.other": "1", "seats.green": "1"}
    page = ruth.post(ENTER, {"do": "check", "token": token(), **typed}).content.decode()
    names = re.findall(r'name="(seats\.[a-z-]+|vacant)"', page)
    assert names == [
        "seats.labour",
        "seats.conservative",
        "seats.green",
        "seats.independent",
        "seats.other",
        "vacant",
    ]


class TestAnEntryThatSomebodyElseHas:
    def test_no_field_or_button_on_its_page_has_the_focus(self) -> None:
        signed_in("ruth").post(ENTER, {"do": "open"})
        omar = signed_in("omar")
        for answer in (omar.get(ENTER), omar.post(ENTER, {"do": "open"})):
            page = answer.content.decode()
            assert "Take it over" in page
            assert re.findall(r"<(\w+)[^>]*autofocus", page) == ["div"]

    def test_figures_are_no_reason_to_take_it_over(self) -> None:
        signed_in("ruth").post(ENTER, {"do": "open"})
        omar = signed_in("omar")
        for reason in ("33", "33 22 4", " ", "0310", "-"):
            answer = omar.post(ENTER, {"do": "open", "reason": reason})
            assert answer.status_code == 409, reason
            assert ("give the reason in words" in words_of(answer)) is bool(reason.strip()), reason
            assert DeskResult.objects.get().held_by == "ruth", reason

    def test_words_are(self) -> None:
        signed_in("ruth").post(ENTER, {"do": "open"})
        answer = signed_in("omar").post(ENTER, {"do": "open", "reason": "Ruth went home at 3"})
        assert answer.status_code == 302
        assert DeskResult.objects.get().held_by == "omar"


class TestBoard:
    def test_an_unchanged_board_is_not_sent_again_until_somebody_does_something(self) -> None:
        omar = signed_in("omar")
        etag = omar.get(BOARD)["ETag"]
        again = omar.get(BOARD, headers={"If-None-Match": etag})
        # A minute may have passed in between: how long things wait moves the board on.
        assert again.status_code == 304 or again["ETag"] != etag
        signed_in("ruth").post(ENTER, {"do": "open"})
        assert omar.get(BOARD, headers={"If-None-Match": etag}).status_code == 200

    def test_it_is_narrowed_down_by_whom_a_result_waits_for(self) -> None:
        enter("ruth")
        page = words_of(signed_in("omar").get(f"{BOARD}?waits=second_typist"))
        assert "1 council " in page
        assert "Medway" in page
        assert "Ashford" not in page

    def test_what_waits_long_is_named_first(self) -> None:
        enter("ruth")
        long_ago = timezone.now() - timedelta(minutes=95)
        DeskResult.objects.update(waiting_since=long_ago)
        page = words_of(signed_in("omar").get(f"{BOARD}?waits=long"))
        assert "Waiting longest Medway second entry, 1 h 35 min" in page

    def test_it_shows_what_waits_for_whom(self) -> None:
        enter("ruth")
        page = words_of(signed_in("omar").get(BOARD))
        assert "0 of 8 councils published by the desk" in page
        assert "Entered once" in page
        assert "second entry" in page

    def test_what_reports_have_told_readers_is_not_waited_for(self) -> None:
        ruth = signed_in("ruth")
        page = words_of(ruth.get(BOARD))
        assert "Medway Published from reports" in page
        assert re.search(r"0 of 8 councils published by the desk, (\d) from reports", page)
        assert "Medway" not in words_of(ruth.get(f"{BOARD}?waits=first_typist"))
        assert "Medway" not in words_of(ruth.get(f"{BOARD}?state=mine"))
        assert "Medway" not in words_of(ruth.get(f"{BOARD}?state=expected"))
        reported = words_of(ruth.get(f"{BOARD}?state=from_reports"))
        assert "Medway" in reported
        result = words_of(ruth.get(MEDWAY))
        assert "Published from reports Waits for nobody" in result
        assert "A sheet that is entered and published here counts before them" in result

    def test_the_desk_says_where_a_reported_result_is_once_it_has_begun_with_it(self) -> None:
        ruth = signed_in("ruth")
        ruth.post(ENTER, {"do": "open"})
        assert "Being entered readers see reports" in words_of(ruth.get(f"{BOARD}?q=medway"))
        enter("ruth")
        enter("omar")
        step("edith", "publish")
        page = words_of(ruth.get(BOARD))
        assert "1 of 8 councils published by the desk" in page
        assert "readers see reports" not in page
        take_back("The sheet of another council")
        assert "Medway , for you to do Taken back readers see reports" in words_of(ruth.get(BOARD))

    def test_a_result_that_was_taken_back_waits_for_its_reporter_again(self) -> None:
        enter("ruth")
        enter("omar")
        step("edith", "publish")
        assert "Medway" not in words_of(signed_in("ruth").get(f"{BOARD}?state=mine"))
        take_back("The sheet of another council")
        for asked in ("state=mine", "waits=first_typist", "state=retracted"):
            page = words_of(signed_in("ruth").get(f"{BOARD}?{asked}"))
            assert re.search(r"Medway , for you to do Taken back [a-z ]*first entry 0 min", page)
        page = words_of(signed_in("ruth").get(MEDWAY))
        assert "Taken back Waits for its first entry." in page
        assert "Enter figures" in page
        DeskResult.objects.update(waiting_since=timezone.now() - timedelta(minutes=31))
        page = words_of(signed_in("edith").get(BOARD))
        assert "Waiting longest Medway first entry, 31 min" in page
        signed_in("ruth").post(ENTER, {"do": "open"})
        assert DeskResult.objects.get().state == "first_entry"

    def test_what_is_reported_in_part_waits_for_its_sheet_like_any_other(self) -> None:
        page = words_of(signed_in("ruth").get("/desk/2022-05-05/?state=mine"))
        assert "Portsmouth , for you to do Published in part from reports" in page
        assert "first entry" in page

    def test_it_is_narrowed_down_by_state_and_to_what_is_ones_own_to_do(self) -> None:
        enter("ruth")
        page = words_of(signed_in("omar").get(f"{BOARD}?state=second_entry"))
        assert "Medway" in page
        assert "Ashford" not in page
        mine = "/desk/2022-05-05/?state=mine"
        assert "Portsmouth" in words_of(signed_in("ruth").get(mine))
        signed_in("ruth").post("/desk/2022-05-05/portsmouth/enter/", {"do": "open"})
        assert "Portsmouth" in words_of(signed_in("ruth").get(mine))
        assert "Portsmouth" not in words_of(signed_in("omar").get(mine))

    def test_a_filter_that_is_none_leaves_nothing_out(self) -> None:
        page = words_of(signed_in("omar").get(f"{BOARD}?state=mislaid&region=narnia"))
        assert "8 councils" in page


def test_entry_that_was_opened_before_the_clock_was_put_back_is_free() -> None:
    signed_in("ruth").post(ENTER, {"do": "open"})
    assert signed_in("omar").post(ENTER, {"do": "open"}).status_code == 409
    # Ten minutes from a moment that the clock comes to in two hours.
    DeskResult.objects.update(held_until=timezone.now() + timedelta(hours=2, minutes=10))
    assert "ruth has it" not in words_of(signed_in("omar").get(MEDWAY))
    assert signed_in("omar").post(ENTER, {"do": "open"}).status_code == 302
    assert DeskResult.objects.get().held_by == "omar"
