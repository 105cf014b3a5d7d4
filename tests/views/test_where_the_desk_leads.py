"""Where the desk's pages lead: to every place where somebody may go, and to none where they may not."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.shortcuts import resolve_url
from django.test import Client

from elections.services.staff import Role
from tests.permissions import WHO, as_, said, somewhere

DAY = "/desk/2023-05-04/"
MEDWAY = f"{DAY}medway/"
PLACES = (
    "/desk/<election>/",
    "/desk/<election>/upload/",
    "/desk/<election>/disputes/",
    "/desk/audit/",
    "/desk/proposals/",
    "/desk/sources/",
    "/desk/people/",
    "/desk/elections/",
    "/desk/councils/",
)
DATE = r"\d{4}-\d\d-\d\d"
PAGES = (DAY, MEDWAY, f"{MEDWAY}enter/", *(somewhere(each[1:]) for each in PLACES))


def navigation(client: Client, address: str) -> set[str] | None:
    """Return where the navigation of one of the desk's pages leads; None for who is kept out of it."""
    answer = client.get(address)
    if answer.status_code == 403:
        return None
    told = answer.content.decode()
    (found,) = re.findall(
        r'<nav class="desk-self" aria-label="The desk">(.*?)</nav>', told, re.DOTALL
    )
    return set(re.findall(r'href="([^"]+)"', found))


def superuser() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


@pytest.mark.parametrize("role", [Role.REPORTER, Role.VERIFIER, Role.EDITOR, Role.ADMIN])
def test_each_role_finds_every_place_it_may_go_to_and_no_other(role: Role) -> None:
    client, table = as_(role), said()
    may = {place for place in PLACES if table["GET", place][WHO.index(role)] == "may"}
    seen = 0
    for page in PAGES:
        leads = navigation(client, page)
        if leads is None:
            continue
        seen += 1
        # A page of no day leads to the newest one.
        answers = [client.get(each, follow=True) for each in leads]
        assert all(answer.status_code == 200 for answer in answers), page
        there = {re.sub(DATE, "<election>", answer.request["PATH_INFO"]) for answer in answers}
        assert {each for each in there if each.startswith("/desk/")} == may, page
    assert seen


def test_a_superuser_finds_all_of_them() -> None:
    client = superuser()
    leads = navigation(client, DAY)
    assert leads is not None
    assert {somewhere(place[1:]) for place in PLACES} <= leads


@pytest.mark.parametrize(
    ("role", "start"),
    [
        (Role.VIEWER, "/admin/"),
        (Role.REPORTER, "/desk/2024-05-02/"),
        (Role.VERIFIER, "/desk/2024-05-02/"),
        (Role.EDITOR, "/desk/2024-05-02/"),
        (Role.ADMIN, "/desk/people/"),
    ],
)
def test_whoever_signed_in_is_led_to_where_their_work_is(role: Role, start: str) -> None:
    answer = as_(role).get(resolve_url(settings.LOGIN_REDIRECT_URL), follow=True)
    assert (answer.request["PATH_INFO"], answer.status_code) == (start, 200)


def test_who_may_not_open_the_board_is_not_led_there() -> None:
    told = as_(Role.ADMIN).get("/desk/people/").content.decode()
    (crumbs,) = re.findall(r'<nav class="crumbs".*?</nav>', told, re.DOTALL)
    assert 'href="/desk/"' not in crumbs


@pytest.mark.parametrize(
    ("role", "leads"),
    [
        (Role.REPORTER, set()),
        (Role.VERIFIER, set()),
        (
            Role.EDITOR,
            {
                "/desk/2023-05-04/medway/disputes/",
                "/desk/audit/?council=medway&amp;election=2023-05-04",
            },
        ),
    ],
)
def test_a_result_leads_to_its_disputes_and_its_part_of_the_log(
    role: Role, leads: set[str]
) -> None:
    told = as_(role).get(MEDWAY).content.decode()
    (found,) = re.findall(r'<ul class="leads-on".*?</ul>', told, re.DOTALL)
    there = set(re.findall(r'href="([^"]+)"', found))
    readers = "/elections/2023-05-04/medway/"
    assert there == {readers, f"{readers}versions/"} | leads
    assert all(as_(role).get(each.replace("&amp;", "&")).status_code == 200 for each in there)


@pytest.mark.parametrize(("address", "to"), [("upload/", "upload/"), ("disputes/", "disputes/")])
def test_a_place_of_a_day_is_that_of_the_newest_election_unless_one_is_said(
    address: str, to: str
) -> None:
    assert as_(Role.EDITOR).get(f"/desk/{address}").headers["Location"] == f"/desk/2024-05-02/{to}"
