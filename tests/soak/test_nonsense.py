"""Whatever is sent to the desk's forms: never a fault of the site's, and nothing is stored."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from elections.models import (
    AuditEntry,
    Claim,
    Contest,
    DeskResult,
    Draft,
    Publication,
    Source,
)
from tests import factories
from tests.desk_rows import proposal

pytestmark = pytest.mark.django_db

BOARD = "/desk/2023-05-04/"
RESULT, ENTRY, UPLOAD = f"{BOARD}medway/", f"{BOARD}medway/enter/", f"{BOARD}upload/"
# Names that forms know and names that none does; each may come several times.
NAMES = st.sampled_from(
    ("do", "token", "reason", "seats.labour", "seats.", "seats.\0", "vacant", "counted", "control_said",
     "declared_at", "source", "note", "ticked", "keep.seats.labour", "keep.", "more.0.party", "more.0.seats",
     "upload", "file", "csrfmiddlewaretoken", "defended.labour", "figure", "choice", "version", "")
) | st.text(max_size=12)  # fmt: skip
# What forms ask for, but for the one thing that stores something: an entry that is opened.
DOINGS = ("draft", "hand_in", "check", "preview", "approve", "settle", "publish", "correct", "retract", "give_up", "send_back", "defended", "enter", "")  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(("0", "-1", "1e9", "９", "3\0", "NaN", "2023-05-05T03:10", "9999-12-31T23:59", "0001-01-01T00:00-23:59",
                     "labour", "held", "won", "[]", "{}", "x" * 5_000, "9" * 5_000, "\ud800", "\u202e", "=1+1")),
)  # fmt: skip
FORMS = st.dictionaries(NAMES, VALUES | st.lists(VALUES, max_size=3), max_size=8)
HEADS = st.sampled_from((b"id,party,seats\n", b"council,party,seats\n", b"party,seats\n", b"\xff\xfe", b"PK\x03\x04", b""))  # fmt: skip
LINES = st.lists(
    st.sampled_from((b"Medway,Labour,33\n", b"Medway,,\n", b"Medway,vacant,-1\n", b"Medway,total,x\n", b"\0,\0,\0\n",
                     b'"Medway,Labour,3\n', b"Medway;Labour;3\n", b"local.medway.2023-05-04,Labour,59\n", b",,,,,,\n")),
    max_size=5,
).map(b"".join)  # fmt: skip
FILES = st.tuples(st.text(min_size=1, max_size=20), st.one_of(st.binary(max_size=300), st.tuples(HEADS, LINES).map(b"".join)))  # fmt: skip
MANY = hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def edith() -> Client:
    """Return an editor, who may do everything, at a desk at which Medway is expected."""
    council = factories.council()
    factories.council_size(of=council)
    factories.party()
    factories.contest(of=council, scope="whole", seats_up=59, facts_source=factories.fact_source())
    user = User.objects.create_user("edith", is_staff=True)
    user.user_permissions.set(Permission.objects.all())
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def stored() -> tuple[int, ...]:
    """Return how many rows there are of everything that the desk stores."""
    return tuple(
        model._default_manager.count() for model in (DeskResult, Draft, AuditEntry, Publication)
    )


def stored_by_forms() -> tuple[int, ...]:
    """Return how many rows there are of what forms store beside that. Failures to sign in are on record."""
    return tuple(
        model._default_manager.count() for model in (Claim, Source, Publication, Authenticator)
    )


def sendable(form: dict[str, Any]) -> dict[str, Any]:
    """Return a form as a browser could send it: half characters are none."""

    def whole(text: str) -> str:
        return text.encode("utf-8", "replace").decode()

    return {
        whole(name): [whole(each) for each in value] if isinstance(value, list) else whole(value)
        for name, value in form.items()
    }


@pytest.mark.parametrize("address", [RESULT, ENTRY, UPLOAD, f"{RESULT}disputes/"])
def test_no_form_is_answered_with_a_fault_and_nothing_is_stored(
    edith: Client, address: str
) -> None:
    before = stored()

    @MANY
    @given(form=FORMS, do=st.sampled_from(DOINGS) | st.text(max_size=8))
    def nonsense(form: dict[str, Any], do: str) -> None:
        answer = edith.post(address, sendable({**form, "do": do if do != "open" else "opened"}))
        assert answer.status_code in {200, 400, 403, 409, 422}
        assert stored() == before

    nonsense()


@pytest.mark.parametrize(
    "address",
    [
        "people/",
        "people/1/",
        "elections/",
        "elections/2023-05-04/",
        "councils/medway/",
        "sources/bbc-medway-2023/",
        "proposals/{proposal}/",
    ],
)
def test_no_form_of_an_admins_is_answered_with_a_fault(edith: Client, address: str) -> None:
    names = ("name", "roles", "is_active", "polling_day", "check_asked", "councils", "scope",
             "last_fought_on", "source", "seats", "in_force_from", "official_name", "region", "kind", "text",
             "title", "outlet_name", "published_on", "date_basis", "url", "reason", "seen", "propose")  # fmt: skip
    factories.source()
    address = address.format(proposal=factories.made(proposal()).pk)
    doings = ("change", "password", "second_factor", "name", "add", "alias", "size", "publish", "turn_down")  # fmt: skip

    @MANY
    @given(
        form=st.dictionaries(st.sampled_from(names), VALUES, max_size=8),
        do=st.sampled_from(doings) | st.text(max_size=8),
    )
    def nonsense(form: dict[str, Any], do: str) -> None:
        answer = edith.post(f"/desk/{address}", sendable({**form, "do": do}))
        assert answer.status_code in {200, 302, 400, 403, 404, 409, 422}

    nonsense()


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/password/",
        "/accounts/again/",
        "/accounts/2fa/app/",
        "/accounts/2fa/recovery-codes/new/",
        "/admin/elections/contest/enter/",
        "/admin/elections/contest/{contest}/result/",
    ],
)
def test_no_form_of_signing_in_or_of_the_admin_is_answered_with_a_fault(
    edith: Client, address: str, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    address = address.format(contest=Contest.objects.get().pk)
    user = User.objects.get()
    user.set_password("thirty-three for Labour")
    user.save()
    edith.force_login(user)
    somebody = Client(raise_request_exception=False) if "login" in address else edith
    # "Is it still you?" comes first where more is at stake than a page.
    page = somebody.get(address, follow=True)
    known = re.findall(r'name="([^"]+)"', page.content.decode())
    # With a reason the admin publishes what is stored, which is no nonsense.
    names = sorted({*known, "next", "code"} - {"reason"})
    before = stored_by_forms()

    @MANY
    @given(form=st.dictionaries(st.sampled_from(names), VALUES, max_size=8))
    def nonsense(form: dict[str, Any]) -> None:
        answer = somebody.post(address, sendable(form))
        assert answer.status_code in {200, 302, 400, 403, 404, 409, 422, 429}
        assert stored_by_forms() == before

    nonsense()


def test_no_file_is_answered_with_a_fault_and_nothing_is_stored(edith: Client) -> None:
    before = stored()

    @MANY
    @given(file=FILES, name=st.sampled_from(("file", "File", "upload")))
    def nonsense(file: tuple[str, bytes], name: str) -> None:
        title = file[0].encode("utf-8", "replace").decode()
        try:
            sent = SimpleUploadedFile(title, file[1])
        except Exception:
            return
        answer = edith.post(UPLOAD, {"do": "preview", name: sent})
        assert answer.status_code in {200, 400, 422}
        assert stored() == before

    nonsense()


@pytest.mark.parametrize("typed", ["draft", "hand_in"])
def test_an_entry_that_is_open_takes_no_nonsense(edith: Client, typed: str) -> None:
    edith.post(ENTRY, {"do": "open"})
    state: Callable[[], str] = DeskResult.objects.values_list("state", flat=True).get

    @MANY
    @given(form=FORMS)
    def nonsense(form: dict[str, Any]) -> None:
        token = DeskResult.objects.get().token
        answer = edith.post(ENTRY, sendable({**form, "do": typed, "token": str(token)}))
        assert answer.status_code in {200, 400, 409, 422}
        assert state() == "first_entry"

    nonsense()


def test_a_form_without_its_token_of_forgery_protection_does_nothing(edith: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = edith.cookies
    before = stored()
    for address in (RESULT, ENTRY, UPLOAD):
        assert strict.post(address, {"do": "open", "reason": "why"}).status_code == 403
    assert stored() == before
