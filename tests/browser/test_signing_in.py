"""Signing in, the second factor, people and elections: by keyboard alone, on a phone, and without a script."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from elections.services import people
from elections.services.desk.stepping import Actor
from elections.services.staff import Role
from tests import factories
from tests.browser.conftest import NewPage
from tests.browser.tools import PHONE, Faults, assert_axe_finds_nothing, assert_fits_sideways
from tests.elections.medway import medway

OWN = "thirty-three for Labour"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _as_in_production(settings: Settings, live_server: LiveServer) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A code that was right as it was made is right on a busy machine too.
    settings.MFA_TOTP_TOLERANCE = 1
    cache.clear()
    medway()


def added(role: Role) -> people.Let:
    return people.add_person(name="ada", roles=[role], by=Actor("root"), at=factories.NIGHT)


def settled(role: Role) -> User:
    """Return somebody with a password of their own and an app."""
    user = User.objects.get(pk=added(role).key)
    user.set_password(OWN)
    user.save()
    people.own_password(key=user.pk)
    TOTP.activate(user, SECRET)
    return user


def code(secret: str) -> str:
    cache.clear()
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def type_and_send(page: Page, *words: str) -> None:
    """Type into the field that has the focus, on to the next with Tab, and send with Enter."""
    page.wait_for_load_state()
    expect(page.locator("input:focus")).to_be_visible()
    for number, each in enumerate(words):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(each)
    page.keyboard.press("Enter")


def test_a_new_person_comes_from_the_first_sign_in_to_the_desk_by_keyboard_and_without_a_script(
    new_page: NewPage, live_server: LiveServer
) -> None:
    given = added(Role.REPORTER)
    page = new_page(viewport=PHONE, base_url=live_server.url, java_script_enabled=False)
    page.goto("/desk/")
    type_and_send(page, "ada", given.password)
    expect(page.get_by_role("heading", level=1)).to_have_text("Change your password")
    type_and_send(page, given.password, OWN, OWN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    type_and_send(page, "ada", OWN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it still you?")
    type_and_send(page, OWN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second factor")
    expect(page.get_by_role("img", name="A QR code of the secret")).to_be_visible()
    type_and_send(page, "000000")
    expect(page.get_by_text("This code is wrong")).to_be_visible()
    type_and_send(page, code(page.locator("code.secret").inner_text()))
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    assert page.locator("ol.secrets li").count() == 10
    page.get_by_role("link", name="On to your work").press("Enter")
    expect(page.get_by_role("link", name="Medway")).to_be_visible()


def test_a_recovery_code_signs_in_where_the_phone_is_lost_and_failures_keep_out(
    new_page: NewPage, live_server: LiveServer, faults: Faults
) -> None:
    recovery = RecoveryCodes.activate(settled(Role.REPORTER)).get_unused_codes()[0]
    page = new_page(base_url=live_server.url)
    page.goto("/accounts/login/")
    type_and_send(page, "ada", OWN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factor")
    type_and_send(page, recovery)
    expect(page.get_by_role("link", name="Medway")).to_be_visible()
    other = new_page(base_url=live_server.url)
    other.goto("/accounts/login/")
    for _ in range(5):
        other.get_by_label("Name").fill("ada")
        other.get_by_label("Password").fill("wrong")
        other.keyboard.press("Enter")
        other.wait_for_load_state()
    expect(other.get_by_role("heading", level=1)).to_have_text("Too many failed sign-ins")
    faults.expect("429")


def test_an_admin_makes_an_election_on_a_phone_without_a_script(
    new_page: NewPage, live_server: LiveServer
) -> None:
    client = Client()
    client.force_login(settled(Role.ADMIN))
    page = new_page(viewport=PHONE, base_url=live_server.url, java_script_enabled=False)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto("/desk/elections/")
    page.get_by_label("Polling day").fill("2027-05-06")
    page.get_by_label("Name").fill("Local elections 2027")
    page.get_by_role("button", name="Make it").press("Enter")
    page.get_by_label("Councils, one a line").fill("Medway")
    page.get_by_role("button", name="Add them").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("on record")
    page.get_by_role("link", name="Medway").press("Enter")
    page.get_by_role("button", name="Expect no result of Medway").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("expected no more")


def test_axe_finds_nothing_on_the_pages_of_people(
    new_page: NewPage, live_server: LiveServer
) -> None:
    user = settled(Role.ADMIN)
    other = people.add_person(
        name="ruth", roles=[Role.REPORTER], by=Actor("root"), at=factories.NIGHT
    )
    client = Client()
    client.force_login(user)
    signed_in = client.cookies["sessionid"].value
    page = new_page(viewport=PHONE, base_url=live_server.url)
    page.goto("/accounts/login/")
    assert_axe_finds_nothing(page)
    type_and_send(page, "ada", "wrong")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_axe_finds_nothing(page)
    page.goto("/accounts/login/")
    type_and_send(page, "ruth", other.password)
    expect(page.get_by_role("heading", level=1)).to_have_text("Change your password")
    assert_axe_finds_nothing(page)
    page.context.add_cookies([{"name": "sessionid", "value": signed_in, "url": live_server.url}])
    for address in (
        "/accounts/2fa/",
        "/accounts/password/",
        "/accounts/again/",
        "/desk/people/",
        f"/desk/people/{other.key}/",
        "/desk/elections/",
        "/desk/elections/2023-05-04/",
        "/desk/elections/2023-05-04/medway/",
        "/desk/councils/",
        "/desk/councils/medway/",
    ):
        page.goto(address)
        assert_fits_sideways(page)
        assert_axe_finds_nothing(page)
