"""A password that somebody else made up is changed before anything else, and then a second factor comes."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from elections.models import GivenPassword
from elections.services import people
from elections.services.desk.stepping import Actor
from elections.services.staff import Role
from tests import factories
from tests.views.reading import words_of

LOGIN, CHANGE, APP = "/accounts/login/", "/accounts/password/", "/accounts/2fa/app/"
NEW = "twenty-two for the others"
ADA = Actor("ada")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


def ruth() -> people.Let:
    # A key of more than one digit, which allauth writes otherwise than Django does; one that PostgreSQL, which counts on
    # whatever keys are given, does not come to.
    User(pk=1_000_091, username="somebody-before").save()
    return people.add_person(name="ruth", roles=[Role.ADMIN], by=ADA, at=factories.NIGHT)


def sign_in(password: str) -> Client:
    client = Client()
    client.post(LOGIN, {"login": "ruth", "password": password})
    assert "_auth_user_id" in client.session
    return client


def change(client: Client, old: str, new: str = NEW) -> int:
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new}).status_code


@pytest.mark.parametrize(
    "address", ["/desk/", "/desk/people/", "/admin/", "/admin/auth/user/", APP, "/accounts/2fa/"]
)
def test_who_has_one_is_led_to_change_it_whatever_they_ask_for(address: str) -> None:
    client = sign_in(ruth().password)
    for answer in (client.get(address), client.post(address)):
        assert answer["Location"] == CHANGE
    assert "Somebody else made up the password that you have" in words_of(client.get(CHANGE))


def test_they_may_still_leave_and_read_what_everybody_reads() -> None:
    client = sign_in(ruth().password)
    assert client.get("/about/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302


def test_once_it_is_changed_they_come_to_the_desk() -> None:
    given = ruth().password
    answer = sign_in(given).post(CHANGE, {"oldpassword": given, "password1": NEW, "password2": NEW})
    assert answer["Location"] == LOGIN
    assert sign_in(NEW).get("/desk/people/").status_code == 200
    assert not GivenPassword.objects.exists()


def test_the_same_password_again_is_no_change() -> None:
    given = ruth().password
    client = sign_in(given)
    assert change(client, given, given) == 200
    assert client.get("/desk/people/")["Location"] == CHANGE


def test_a_new_one_that_an_admin_gives_is_changed_too() -> None:
    given = ruth()
    change(sign_in(given.password), given.password)
    again = people.give_new_password(key=given.key, by=ADA, at=factories.NIGHT)
    assert sign_in(again.password).get("/desk/people/")["Location"] == CHANGE


def test_the_password_comes_first_and_then_the_second_factor(settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    given = ruth().password
    client = sign_in(given)
    assert client.get("/desk/")["Location"] == CHANGE
    change(client, given)
    assert sign_in(NEW).get("/desk/")["Location"] == APP


def test_a_sign_in_that_waits_for_its_code_ends_with_the_old_password() -> None:
    given = ruth()
    TOTP.activate(User.objects.get(pk=given.key), "JBSWY3DPEHPK3PXP")
    waiting = Client()
    waiting.post(LOGIN, {"login": "ruth", "password": given.password})
    assert waiting.get("/accounts/2fa/code/").status_code == 200
    people.give_new_password(key=given.key, by=ADA, at=factories.NIGHT)
    assert waiting.get("/accounts/2fa/code/")["Location"] == LOGIN


def test_people_to_try_things_with_keep_theirs() -> None:
    call_command("make_demo_people", verbosity=0)
    assert not GivenPassword.objects.exists()
