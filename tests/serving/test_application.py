"""Stored pages wait for no thread; everything else goes to Django, each kind of work in threads of its own."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor

import pytest

from config.page_cache.cache import HIT, MISS
from config.serving import pools as pools_module
from config.serving.application import Application
from config.serving.pools import Pools, Size, Work
from tests.page_cache.asking import (
    Answered,
    FakeClient,
    FakeRequest,
    ask,
    ask_all,
    request_of,
)
from tests.serving.site import ELECTION, SIGN_IN, FakeDjango, one_thread, serve

# Threads that wait are waited for by the clock of the event loop.
pytestmark = pytest.mark.real_time

HEALTH = "/healthz"
DESK = "/desk/2023-05-04/"


@pytest.fixture
def django() -> FakeDjango:
    """Return an application that notes what it is asked."""
    return FakeDjango()


@pytest.mark.parametrize(
    ("method", "address", "pool"),
    [
        ("GET", ELECTION, "reading"),
        ("POST", SIGN_IN, "sign-in"),
        # The form itself waits for no password.
        ("GET", SIGN_IN, "staff"),
        ("GET", DESK, "staff"),
        ("GET", HEALTH, "health"),
    ],
)
def test_each_kind_of_work_has_threads_of_its_own(
    django: FakeDjango, method: str, address: str, pool: str
) -> None:
    ask(serve(django), address, method)
    assert [name.rpartition("_")[0] for name in django.threads] == [pool]


def sent_to(address: str) -> FakeRequest:
    """Return a request to an address, as it is sent where it takes a thread of its own kind."""
    return request_of(address, "POST" if address == SIGN_IN else "GET")


def meanwhile(django: FakeDjango, site: Application, *addresses: str) -> list[Answered]:
    """Return the answers at addresses while those that wait do; then let them go on."""

    async def meet() -> list[Answered]:
        blocked = [
            asyncio.ensure_future(site.__rsgi__(sent_to(address), FakeClient()))
            for address in django.waiting
            for _ in range(20)
        ]
        while len(django.requests) < len(django.waiting):
            await asyncio.sleep(0.01)
        clients = [FakeClient() for _ in addresses]
        try:
            async with asyncio.timeout(10):
                await asyncio.gather(
                    *(
                        site.__rsgi__(sent_to(address), client)
                        for address, client in zip(addresses, clients, strict=True)
                    )
                )
        finally:
            django.go_on.set()
            await asyncio.gather(*blocked)
        return [client.answered for client in clients]

    return asyncio.run(meet())


@pytest.mark.parametrize("blocked", [SIGN_IN, DESK, HEALTH, "/councils/medway/"])
def test_work_that_waits_delays_no_other_kind_and_no_stored_page(
    django: FakeDjango, blocked: str
) -> None:
    site = serve(django)
    ask(site, ELECTION)
    django.waiting = (blocked,)
    django.requests.clear()
    others = [address for address in (SIGN_IN, DESK, HEALTH) if address != blocked]
    answers = meanwhile(django, site, ELECTION, *others)
    assert {answer.status for answer in answers} == {200}
    assert answers[0].headers["Cache-Status"] == HIT


def test_only_a_stored_page_is_answered_at_once(django: FakeDjango) -> None:
    site, client = serve(django), FakeClient()
    ask(site, ELECTION)
    django.requests.clear()
    assert site.answer_at_once(request_of(ELECTION), client)
    assert client.answered.headers["Cache-Status"] == HIT
    for request in (request_of(ELECTION, "POST"), request_of("/councils/"), request_of(DESK)):
        client = FakeClient()
        assert not site.answer_at_once(request, client), request.path
        assert client.status == 0
    assert django.requests == []


def test_event_loop_answers_a_stored_page_without_a_thread(
    django: FakeDjango, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, client = serve(django), FakeClient()
    ask(site, ELECTION)
    for work in Work:
        monkeypatch.setitem(pools_module.SIZES, work, Size(threads=1, requests=0))
    asyncio.run(site.__rsgi__(request_of(ELECTION), client))
    assert client.answered.headers["Cache-Status"] == HIT


def test_page_that_many_ask_for_at_once_is_rendered_once(django: FakeDjango) -> None:
    answers = ask_all(serve(django), [request_of(ELECTION) for _ in range(50)])
    assert django.requests == [("GET", ELECTION, b"")]
    assert {answer.body for answer in answers} == {f"<main>{ELECTION}</main>".encode()}
    assert {answer.headers["Cache-Status"] for answer in answers} == {MISS}


def test_each_of_those_gets_what_they_asked_for(django: FakeDjango) -> None:
    plain, head, unchanged = ask_all(
        serve(django),
        [
            request_of(ELECTION),
            request_of(ELECTION, "HEAD"),
            request_of(ELECTION, if_none_match='W/"1-page"'),
        ],
    )
    assert len(django.requests) == 1
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(plain.body))
    assert (unchanged.status, unchanged.body) == (304, b"")


def test_answers_that_may_differ_are_not_shared(django: FakeDjango) -> None:
    answers = ask_all(serve(django), [request_of("/nowhere/") for _ in range(3)])
    assert [answer.status for answer in answers] == [200] * 3
    assert len(django.requests) == 3


def test_pool_that_is_full_says_that_the_site_is_busy(
    django: FakeDjango, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(pools_module.SIZES, Work.SIGN_IN, Size(threads=1, requests=2))
    site = serve(django)
    answers = ask_all(site, [sent_to(SIGN_IN) for _ in range(5)])
    assert sorted(answer.status for answer in answers) == [200, 200, 503, 503, 503]
    assert ask(site, SIGN_IN).status == 200


def test_stored_page_names_no_port_that_a_client_made_up(django: FakeDjango) -> None:
    site = serve(django)
    for host in ("testserver:1", "testserver:65535", "TestServer"):
        assert ask(site, ELECTION, host=host).status == 200
    assert [environ["HTTP_HOST"] for environ in django.environs] == ["testserver:8000"]


def test_header_that_comes_twice_is_to_django_what_it_is_to_the_cache(django: FakeDjango) -> None:
    request = request_of(ELECTION, hx_request="true")
    request.headers._values["hx-request"].append("false")
    site = serve(django)
    ask_all(site, [request])
    assert django.environs[0]["HTTP_HX_REQUEST"] == "true"
    assert ask(site, ELECTION, hx_request="true").headers["Cache-Status"] == HIT


def test_header_with_an_underscore_does_not_pass_for_another(django: FakeDjango) -> None:
    request = request_of(DESK)
    request.headers._values["x_forwarded_for"] = ["192.0.2.1"]
    ask_all(serve(django), [request])
    assert not any(name.startswith("HTTP_X_FORWARDED") for name in django.environs[0])


def test_host_that_cannot_be_read_does_not_pass_for_none(django: FakeDjango) -> None:
    ask(serve(django), ELECTION, host="tést.example")
    assert django.environs[0]["HTTP_HOST"] == ""


def test_address_of_the_client_comes_without_its_port(django: FakeDjango) -> None:
    request = request_of(DESK)
    request.client = "[2001:db8::1]:50000"
    ask_all(serve(django), [request, request_of(DESK)])
    addresses = {environ["REMOTE_ADDR"] for environ in django.environs}
    assert addresses == {"2001:db8::1", "127.0.0.1"}


def test_threads_that_wait_are_let_go_when_the_worker_ends(django: FakeDjango) -> None:
    executors: list[Executor] = []

    def make(work: Work) -> Executor:
        executors.append(one_thread(work))
        return executors[-1]

    site = serve(django, pools=Pools(make))
    ask(site, DESK)
    loop = asyncio.new_event_loop()
    site.__rsgi_del__(loop)
    loop.close()
    for executor in executors:
        with pytest.raises(RuntimeError):
            executor.submit(print)
