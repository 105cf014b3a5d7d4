"""Signing in: with a second factor, kept out after failures, on record, and seen by no page cache."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, User
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from pytest_django import Settings

from elections.models import AuditEntry
from tests.views.reading import words_of

LOGIN, CODE, APP = "/accounts/login/", "/accounts/2fa/code/", "/accounts/2fa/app/"
PASSWORD = "thirty-three for Labour"
SECRET = "JBSWY3DPEHPK3PXP"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A code that was right as it was made is right on a busy machine too.
    settings.MFA_TOTP_TOLERANCE = 1
    # How many have signed in from one address within the minute, all tests together.
    cache.clear()


def somebody(name: str = "ruth", role: str = "reporter") -> User:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def code(secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def give(client: Client, password: str = PASSWORD, name: str = "ruth", **more: str) -> int:
    return client.post(LOGIN, {"login": name, "password": password, **more}).status_code


def signs_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def on_record(action: str) -> list[tuple[str, str | None, str]]:
    entries = AuditEntry.objects.filter(action=action).order_by("pk")
    return [(entry.by, entry.address, entry.reason) for entry in entries]


def test_name_and_password_sign_in_and_it_is_on_record_with_the_address() -> None:
    somebody()
    client = Client()
    answer = client.post(LOGIN, {"login": "ruth", "password": PASSWORD})
    assert answer["Location"] == "/desk/"
    client.post("/accounts/logout/")
    assert not signs_in(client)
    assert on_record("signed_in") == [("ruth", "127.0.0.1", "")]
    assert on_record("signed_out") == [("ruth", "127.0.0.1", "")]


@pytest.mark.parametrize(("role", "to"), [("viewer", "/admin/"), ("admin", "/desk/people/")])
def test_each_is_led_to_where_they_have_something_to_do(role: str, to: str) -> None:
    somebody(role=role)
    given = {"login": "ruth", "password": PASSWORD}
    for address in (LOGIN, f"{LOGIN}?next=/desk/"):
        answer = Client().post(address, given, follow=True)
        assert (answer.request["PATH_INFO"], answer.status_code) == (to, 200)


def test_a_proxys_word_on_the_address_is_taken_only_behind_one(settings: Settings) -> None:
    somebody()
    headers = {"X-Forwarded-For": "10.1.1.1, 192.0.2.7"}
    Client(headers=headers).post(LOGIN, {"login": "ruth", "password": "wrong"})
    settings.BEHIND_PROXY = True
    Client(headers=headers).post(LOGIN, {"login": "ruth", "password": "wrong"})
    assert [address for _, address, _ in on_record("failed_to_sign_in")] == [
        "127.0.0.1",
        "192.0.2.7",
    ]


def test_a_name_that_nobody_has_is_not_written_down() -> None:
    assert give(Client(), name=PASSWORD) == 200
    assert on_record("failed_to_sign_in")[0][0] == "nobody known"


def test_who_fails_five_times_is_kept_out_from_there_and_from_nowhere_else() -> None:
    somebody()
    client = Client()
    assert [give(client, "wrong") for _ in range(5)] == [200, 200, 200, 200, 429]
    assert give(client) == 429
    assert not signs_in(client)
    assert "Too many failed sign-ins" in words_of(
        client.post(LOGIN, {"login": "ruth", "password": "x"})
    )
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    assert give(elsewhere) == 302
    assert signs_in(elsewhere)
    failures = on_record("failed_to_sign_in")
    assert len(failures) == 5
    assert "Kept out" in failures[-1][2]
    assert PASSWORD not in AccessAttempt.objects.get().post_data


def test_success_forgets_the_failures_before_it() -> None:
    somebody()
    client = Client()
    for _ in range(3):
        assert [give(client, "wrong") for _ in range(4)] == [200] * 4
        assert give(client) == 302
        client.post("/accounts/logout/")


def test_a_second_factor_is_asked_for_and_a_recovery_code_does_once() -> None:
    user = somebody()
    TOTP.activate(user, SECRET)
    recovery = RecoveryCodes.activate(user).get_unused_codes()[0]
    client = Client()
    give(client)
    assert not signs_in(client)
    assert client.get("/desk/").status_code == 302
    assert client.post(CODE, {"code": "000000"}).status_code == 200
    assert client.post(CODE, {"code": code()}).status_code == 302
    assert signs_in(client)
    for client, works in ((Client(), True), (Client(), False)):
        give(client)
        client.post(CODE, {"code": recovery})
        assert signs_in(client) is works


def test_a_code_that_was_taken_is_taken_for_every_process() -> None:
    TOTP.activate(somebody(), SECRET)
    taken = code()
    for client, works in ((Client(), True), (Client(), False)):
        give(client)
        client.post(CODE, {"code": taken})
        assert signs_in(client) is works
    # What another process knows of it is in the database, and not in this one's memory.
    assert isinstance(caches["default"], DatabaseCache)


def test_wrong_codes_count_as_wrong_passwords_do() -> None:
    TOTP.activate(somebody(), SECRET)
    client = Client()
    give(client)
    answers = [client.post(CODE, {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert client.post(CODE, {"code": code()}).status_code == 429
    assert not signs_in(client)
    assert give(Client()) == 429
    assert on_record("failed_to_sign_in")[0][2] == "The code was wrong."


def test_who_is_asked_again_is_kept_out_after_failures_too() -> None:
    somebody()
    client = Client()
    give(client)
    answers = [client.post("/accounts/again/", {"password": "wrong"}) for _ in range(5)]
    assert answers[-1].status_code == 429
    assert client.post("/accounts/again/", {"password": PASSWORD}).status_code == 429
    assert on_record("failed_to_sign_in")


class TestCompulsorySecondFactor:
    @pytest.fixture(autouse=True)
    def _required(self, settings: Settings) -> None:
        settings.REQUIRE_SECOND_FACTOR = True

    @pytest.mark.parametrize("address", ["/desk/", "/desk/2023-05-04/", "/admin/", "/desk/people/"])
    def test_who_has_none_is_led_to_setting_it_up(self, address: str) -> None:
        somebody(role="admin")
        client = Client()
        give(client)
        for answer in (client.get(address), client.post(address)):
            assert answer["Location"] == APP

    def test_it_is_set_up_with_recovery_codes_and_can_not_be_removed(
        self, django_capture_on_commit_callbacks: Any
    ) -> None:
        somebody()
        client = Client()
        give(client)
        assert client.get(APP)["Location"].startswith("/accounts/again/")
        client.post("/accounts/again/", {"password": PASSWORD})
        page = client.get(APP).content.decode()
        assert "<svg" in page
        assert "data:" not in page
        assert "style=" not in page
        (secret,) = re.findall(r'class="secret">(\w+)<', page)
        assert client.post(APP, {"code": "12"}).status_code == 200
        # It is on record once it is stored for good.
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(APP, {"code": code(secret)}, follow=True)
        assert len(re.findall(r"<li><code", answer.content.decode())) == 10
        assert client.get("/desk/")["Location"] != APP
        removing = "/accounts/2fa/app/remove/"
        assert "has to have a second factor" in words_of(client.post(removing))
        reasons = [reason for _, _, reason in on_record("changed_people")]
        assert any("Set up their own second factor" in reason for reason in reasons)

    def test_readers_are_asked_nothing(self) -> None:
        assert Client().get("/about/").status_code == 200


def test_a_changed_password_signs_out_everywhere() -> None:
    somebody()
    here, there = Client(), Client()
    give(here)
    give(there)
    new = "twenty-two for the others"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/accounts/password/", sent).status_code == 302
    for client in (here, there):
        assert LOGIN in client.get("/desk/")["Location"]
    assert on_record("changed_people")[0][2] == "Changed their own password."


def test_a_weak_password_is_refused() -> None:
    somebody()
    client = Client()
    give(client)
    sent = {"oldpassword": PASSWORD, "password1": "12345678", "password2": "12345678"}
    assert "numeric" in words_of(client.post("/accounts/password/", sent))


@pytest.mark.parametrize(
    "address", ["/accounts/signup/", "/accounts/email/", "/accounts/password/reset/"]
)
def test_nobody_signs_up_and_nothing_is_mailed(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_the_admin_sends_everybody_to_the_one_door() -> None:
    answer = Client().get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(LOGIN)
    sent = Client().post("/admin/login/", {"username": "ruth", "password": PASSWORD})
    assert sent["Location"].startswith(LOGIN)


def test_nobody_keeps_a_page_of_the_accounts() -> None:
    assert "no-store" in Client().get(LOGIN)["Cache-Control"]


def test_public_pages_set_no_cookie_for_who_is_signed_in() -> None:
    somebody()
    client = Client()
    give(client)
    answer = client.get("/about/")
    assert not answer.cookies
    assert "ruth" not in answer.content.decode()


def test_failed_sign_in_says_what_is_wrong_and_what_to_do() -> None:
    sent = {"login": "nobody", "password": "wrong"}
    assert "Name or password is wrong. Try again." in words_of(
        Client().post("/accounts/login/", sent)
    )
