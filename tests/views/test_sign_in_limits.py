"""How often somebody may fail to sign in, by name and by address, and the page that says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from elections.models import AuditEntry
from tests.views.reading import words_of

LOGIN = "/accounts/login/"
PASSWORD = "thirty-three for Labour"
OFFICE, ELSEWHERE = "198.51.100.7", "192.0.2.9"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


def staff(number: int) -> list[str]:
    names = [f"person-{index}" for index in range(number)]
    for name in names:
        User.objects.create_user(name, password=PASSWORD, is_staff=True)
    return names


def give(name: str, password: str = PASSWORD, *, at: str = OFFICE) -> HttpResponse:
    client = Client(REMOTE_ADDR=at)
    answer: HttpResponse = client.post(LOGIN, {"login": name, "password": password})  # type: ignore[assignment]
    return answer


def fail(name: str, times: int = 1, *, at: str = OFFICE) -> list[int]:
    return [give(name, "wrong", at=at).status_code for _ in range(times)]


def failures_on_record() -> list[tuple[str, str]]:
    entries = AuditEntry.objects.filter(action="failed_to_sign_in").order_by("pk")
    return [(entry.by, entry.reason) for entry in entries]


class TestAnOfficeBehindOneAddress:
    def test_signs_in_as_often_as_it_likes(self) -> None:
        names = staff(40)
        assert {give(name).status_code for name in names} == {302}
        assert {give(names[0]).status_code for _ in range(40)} == {302}

    def test_may_mistype_a_few_times_each(self) -> None:
        names = staff(14)
        for name in names:
            assert fail(name, 4) == [200] * 4
        assert {give(name).status_code for name in names} == {302}

    def test_is_not_locked_out_by_one_of_them(self) -> None:
        first, *others = staff(5)
        assert fail(first, 70)[4:] == [429] * 66
        assert {give(name).status_code for name in others} == {302}
        assert give(first).status_code == 429
        assert give(first, at=ELSEWHERE).status_code == 302


class TestManyNamesTriedFromOneAddress:
    def test_are_refused_after_sixty_failures(self) -> None:
        (known,) = staff(1)
        assert fail(known) == [200]
        tried = [fail(f"nobody-{number}")[0] for number in range(60)]
        assert tried == [200] * 58 + [429] * 2
        assert give(known).status_code == 429
        assert give("person-1", "wrong").status_code == 429
        assert give(known, at=ELSEWHERE).status_code == 302
        told = failures_on_record()
        assert len(told) == 60
        assert [reason for _, reason in told if "Everybody" in reason] == [told[-1][1]]

    def test_are_not_forgotten_when_one_name_signs_in(self, settings: Settings) -> None:
        settings.MAX_FAILURES_PER_ADDRESS = 10
        (own,) = staff(1)
        answers = []
        for number in range(12):
            answers += fail(f"nobody-{number}")
            answers.append(give(own).status_code)
        assert answers[:18] == [200, 302] * 9
        assert set(answers[18:]) == {429}

    def test_are_forgotten_after_a_quarter_of_an_hour(self, settings: Settings) -> None:
        settings.MAX_FAILURES_PER_ADDRESS = 10
        (known,) = staff(1)
        for number in range(10):
            fail(f"nobody-{number}")
        assert give(known).status_code == 429
        AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=16))
        assert give(known).status_code == 302

    def test_count_wrong_codes_too(self, settings: Settings) -> None:
        settings.MAX_FAILURES_PER_ADDRESS = 6
        answers = []
        for name in staff(3):
            TOTP.activate(User.objects.get(username=name), "JBSWY3DPEHPK3PXP")
            client = Client(REMOTE_ADDR=OFFICE)
            client.post(LOGIN, {"login": name, "password": PASSWORD})
            sent = [client.post("/accounts/2fa/code/", {"code": "0"}) for _ in range(3)]
            answers += [answer.status_code for answer in sent]
        assert 429 not in answers[:5]
        assert set(answers[5:6]) == {429}
        assert give("person-0").status_code == 429


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:198.51.100.7", "198.51.100.7", True),
        ("::ffff:198.51.100.7", "::ffff:198.51.100.8", False),
        ("198.51.100.7", "198.51.100.8", False),
    ],
)
def test_whoever_has_one_address_of_a_network_has_all(
    one: str, other: str, *, is_one: bool
) -> None:
    (name,) = staff(1)
    assert fail(name, 5, at=one)[-1] == 429
    assert give(name, at=other).status_code == (429 if is_one else 302)


class TestThePage:
    def test_says_when_to_try_again(self) -> None:
        (name,) = staff(1)
        fail(name, 5)
        AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=5))
        answer = give(name)
        page = words_of(answer)
        assert answer.status_code == 429
        assert 540 < int(answer["Retry-After"]) <= 601
        assert "5 wrong passwords for this name. Try again in" in page
        assert "Try again in 10 minutes" in page or "Try again in 11 minutes" in page
        assert answer["Cache-Control"] == "no-store"
        assert 'class="opening"' in answer.content.decode()

    def test_says_that_it_is_the_address(self, settings: Settings) -> None:
        settings.MAX_FAILURES_PER_ADDRESS = 3
        *_, answer = [give(f"nobody-{number}", "wrong") for number in range(3)]
        page = words_of(answer)
        assert answer.status_code == 429
        assert "3 wrong names or passwords from where you are. Try again in" in page
        assert 800 < int(answer["Retry-After"]) <= 901

    def test_is_ours_where_a_form_is_sent_too_often(self) -> None:
        (name,) = staff(1)
        client = Client()
        client.force_login(User.objects.get(username=name))
        sent = {"oldpassword": PASSWORD, "password1": "1", "password2": "2"}
        answers = [client.post("/accounts/password/", sent) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        last = answers[-1]
        assert "You have sent this form too often within a minute." in words_of(last)
        assert 'class="opening"' in last.content.decode()
        assert last["Retry-After"] == "60"
        assert "no-store" in last["Cache-Control"]
