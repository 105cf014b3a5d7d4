"""What belongs to one person is kept by nobody, and a session is theirs alone: the cache, cookies, ways in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from config.serving.application import Application
from tests.elections.medway import medway
from tests.page_cache.asking import ask, site_in_threads

LOGIN = "/accounts/login/"
PASSWORD = "thirty-three for Labour"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def site() -> Iterator[Application]:
    """Serve the site as production does, the page cache in front."""
    with site_in_threads() as application:
        yield application


def ruth() -> User:
    user = User.objects.create_user("ruth", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="reporter"))
    return user


class TestThePageCache:
    def test_nothing_of_somebody_who_is_signed_in_is_kept_or_given_to_another(
        self, site: Application
    ) -> None:
        medway()
        client = Client()
        client.force_login(ruth())
        cookie = f"sessionid={client.session.session_key}"
        for address in ("/desk/2023-05-04/", "/accounts/2fa/", "/admin/"):
            assert b"ruth" in ask(site, address, cookie=cookie).body, address
            after = ask(site, address)
            assert after.status == 302, address
            assert b"ruth" not in after.body, address

    def test_what_was_kept_for_readers_is_not_what_the_signed_in_get(
        self, site: Application
    ) -> None:
        medway()
        kept = [ask(site, "/elections/2023-05-04/medway/") for _ in range(2)]
        client = Client()
        client.force_login(ruth())
        cookie = f"sessionid={client.session.session_key}"
        theirs = ask(site, "/elections/2023-05-04/medway/", cookie=cookie)
        for answer in (*kept, theirs):
            assert b"ruth" not in answer.body
            assert "Set-Cookie" not in answer.headers
        assert ask(site, "/desk/").status == 302

    def test_the_staffs_addresses_have_no_key_under_which_to_be_kept(
        self, site: Application
    ) -> None:
        for address in ("/desk/", "/desk/2023-05-04/", LOGIN, "/admin/") * 2:
            headers = ask(site, address).headers
            assert "Age" not in headers, address
            assert "public" not in headers.get("Cache-Control", ""), address


class TestTheDoor:
    @pytest.mark.parametrize(
        "there",
        [
            "https://elsewhere.example/",
            "//elsewhere.example/",
            "/\\elsewhere.example/",
            "https:elsewhere.example",
            "javascript:alert(1)",
            "\thttps://elsewhere.example/",
        ],
    )
    def test_nobody_is_led_off_the_site(self, there: str) -> None:
        ruth()
        sent = {"login": "ruth", "password": PASSWORD, "next": there}
        assert Client().post(LOGIN, sent)["Location"] == "/desk/"
        client = Client()
        client.force_login(User.objects.get())
        assert "elsewhere" not in client.get(LOGIN, {"next": there}).headers.get("Location", "")
        out = client.post("/accounts/logout/", {"next": there})
        assert out["Location"] == "/"

    def test_an_address_of_the_site_is_where_they_wanted_to_go(self) -> None:
        ruth()
        sent = {"login": "ruth", "password": PASSWORD, "next": "/desk/2023-05-04/"}
        assert Client().post(LOGIN, sent)["Location"] == "/desk/2023-05-04/"

    def test_a_session_that_somebody_else_knew_before_is_worth_nothing_after(self) -> None:
        ruth()
        client = Client()
        planted = client.session
        planted["planted"] = True
        planted.save()
        client.cookies["sessionid"] = planted.session_key or ""
        client.post(LOGIN, {"login": "ruth", "password": PASSWORD})
        assert client.session.session_key != planted.session_key
        other = Client()
        other.cookies["sessionid"] = planted.session_key or ""
        assert LOGIN in other.get("/desk/")["Location"]

    def test_a_session_is_gone_from_the_database_once_they_sign_out(self) -> None:
        ruth()
        client = Client()
        client.post(LOGIN, {"login": "ruth", "password": PASSWORD})
        key = client.session.session_key
        client.post("/accounts/logout/")
        assert not Session.objects.filter(pk=key or "").exists()

    def test_the_cookie_is_for_this_site_over_https_and_no_script(self, settings: Settings) -> None:
        settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
        ruth()
        client = Client()
        answer = client.post(LOGIN, {"login": "ruth", "password": PASSWORD}, secure=True)
        cookie = answer.cookies["sessionid"]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert cookie["max-age"] == 12 * 3600
        forgery = Client().get(LOGIN, secure=True).cookies["csrftoken"]
        assert (forgery["secure"], forgery["httponly"], forgery["samesite"]) == (True, True, "Lax")

    def test_a_form_from_elsewhere_is_refused(self) -> None:
        ruth()
        client = Client(enforce_csrf_checks=True)
        assert client.post(LOGIN, {"login": "ruth", "password": PASSWORD}).status_code == 403
