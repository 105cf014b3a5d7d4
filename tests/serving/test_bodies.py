"""Bodies are read before a thread is taken, within 20 seconds and within the limit of the address."""

from __future__ import annotations

import asyncio
import time

import pytest

from config.serving import bodies
from config.serving.bodies import MAX_ANONYMOUS_BYTES
from tests.page_cache.asking import Answered, FakeClient, exchange, request_of
from tests.serving.site import ELECTION, LIMITS, SIGN_IN, UPLOAD, FakeDjango, serve

# Bodies are timed by the clock of the event loop.
pytestmark = pytest.mark.real_time

STAFF = "csrftoken=x; sessionid=staff"


@pytest.fixture
def django() -> FakeDjango:
    """Return an application that notes what it is asked."""
    return FakeDjango()


def post(
    django: FakeDjango,
    address: str,
    *pieces: bytes,
    length: int | None = None,
    pause: float = 0.0,
    cookie: str = "theme=dark",
) -> Answered:
    """Return the answer to a form whose body comes in these pieces."""
    stated = sum(map(len, pieces)) if length is None else length
    request = request_of(address, "POST", content_length=str(stated), cookie=cookie)
    return exchange(serve(django), request, FakeClient(pieces, pause=pause))


def test_body_in_pieces_reaches_django_whole(django: FakeDjango) -> None:
    assert post(django, SIGN_IN, b"login=ruth&", b"password=", b"x").status == 200
    assert django.requests == [("POST", SIGN_IN, b"login=ruth&password=x")]
    assert django.environs[0]["CONTENT_LENGTH"] == "21"


@pytest.mark.parametrize("address", [SIGN_IN, ELECTION, UPLOAD, "/desk/2023-05-04/medway/enter/"])
def test_body_is_limited_for_anybody_at_every_address(django: FakeDjango, address: str) -> None:
    assert post(django, address, b"x" * MAX_ANONYMOUS_BYTES).status == 200
    assert post(django, address, b"x" * (MAX_ANONYMOUS_BYTES + 1)).status == 413
    forged = post(django, address, b"x" * (MAX_ANONYMOUS_BYTES + 1), cookie="sessionid=forged")
    assert forged.status == 413
    assert len(django.requests) == 1


@pytest.mark.parametrize(
    ("address", "limit"),
    [(UPLOAD, LIMITS.uploads), ("/desk/2023-05-04/medway/enter/", LIMITS.staff)],
)
def test_staff_may_send_more_and_most_at_the_upload(
    django: FakeDjango, address: str, limit: int
) -> None:
    assert post(django, address, b"x" * limit, cookie=STAFF).status == 200
    assert post(django, address, b"x" * (limit + 1), cookie=STAFF).status == 413


def test_body_that_is_too_large_is_refused_before_any_of_it_is_read(django: FakeDjango) -> None:
    class Unread(FakeClient):
        """Must not be asked for its body."""

        def __aiter__(self) -> None:  # type: ignore[override]
            """Fail."""
            raise AssertionError("The body was read.")

    request = request_of(SIGN_IN, "POST", content_length="100000000")
    refused = exchange(serve(django), request, Unread())
    assert (refused.status, refused.body) == (413, b"Refused")
    assert django.requests == []


def test_body_without_a_length_is_refused(django: FakeDjango) -> None:
    request = request_of(SIGN_IN, "POST", transfer_encoding="chunked")
    assert exchange(serve(django), request, FakeClient((b"login=ruth",))).status == 411
    assert django.requests == []


def test_body_that_was_cut_short_is_acted_upon_by_nobody(django: FakeDjango) -> None:
    cut = post(django, "/desk/2023-05-04/medway/enter/", b"seats.labour=1", length=15, cookie=STAFF)
    assert cut.status == 400
    assert django.requests == []


def test_body_that_comes_too_slowly_is_refused_in_time(
    django: FakeDjango, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bodies.BODY_TIMEOUT == 20
    monkeypatch.setattr(bodies, "BODY_TIMEOUT", 0.2)
    # Each piece is quick enough: it is the whole that counts.
    slow = post(django, SIGN_IN, *[b"x"] * 100, pause=0.05)
    assert (slow.status, slow.body) == (408, b"Refused")
    assert django.requests == []


def test_half_sent_bodies_take_no_thread_and_delay_nobody(django: FakeDjango) -> None:
    site = serve(django)

    async def meet() -> tuple[float, Answered]:
        attackers = [
            asyncio.ensure_future(
                site.__rsgi__(
                    request_of(SIGN_IN, "POST", content_length="2"),
                    FakeClient((b"x", b"y"), pause=60),
                )
            )
            for _ in range(500)
        ]
        await asyncio.sleep(0)
        started = time.perf_counter()
        reader = FakeClient()
        await site.__rsgi__(request_of(SIGN_IN), reader)
        took = time.perf_counter() - started
        for attacker in attackers:
            attacker.cancel()
        await asyncio.gather(*attackers, return_exceptions=True)
        return took, reader.answered

    took, answer = asyncio.run(meet())
    assert answer.status == 200
    assert took < 5
    assert django.requests == [("GET", SIGN_IN, b"")]
