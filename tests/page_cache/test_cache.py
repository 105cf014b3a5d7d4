"""What is made once is handed out as long as it is right, and the last good copy while nobody can say."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import brotli
import pytest
from typing_extensions import override

from config.page_cache.cache import PageCache, etag_matches
from config.page_cache.data_version_poller import DatabaseUnavailableError, DataVersionPoller
from config.page_cache.key import Keys
from config.serving.application import Application, Routes, StoredPages
from config.serving.bodies import BodyLimits
from config.serving.pools import Work
from elections.browsing.parameters import PARAMETERS
from tests.page_cache.asking import PAGE, FakeClient, Site, ask, pools_at_once, request_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ELECTION = "/elections/2023-05-04/"
LIMIT = 400_000


def serve(
    site: WSGIApplication,
    fetch_version: Callable[[], int],
    *,
    clock: Callable[[], float] = lambda: 0.0,
) -> tuple[Application, PageCache]:
    """Return a site with the page cache in front of it, and the cache."""
    pools = pools_at_once()
    cache = PageCache(keys=Keys(parameters=PARAMETERS, session_cookie="sessionid"), limit=LIMIT)
    poller = DataVersionPoller(
        fetch_version, executor=pools.executor(Work.DATA_VERSION), clock=clock
    )
    application = Application(
        site,
        pools=pools,
        routes=Routes(()),
        limits=BodyLimits(staff=1_000, uploads=2_000, is_upload=lambda path: False),
        is_signed_in=lambda cookies: False,
        stored=StoredPages(cache, poller=poller, django=site, pools=pools),
    )
    return application, cache


class Server:
    """A site with the cache in front of it, and a clock to move."""

    def __init__(self) -> None:
        self.site = Site()
        self.is_away = False
        self.seconds = 0.0
        self.application, self.cache = serve(
            self.site, self.ask_version, clock=lambda: self.seconds
        )

    def ask_version(self) -> int:
        """Answer as the database would."""
        if self.is_away:
            raise DatabaseUnavailableError("Connection refused.")
        return self.site.version

    def publish(self) -> None:
        """Move the data version, and let a second pass."""
        self.site.version += 1
        self.seconds += 1

    def lose_the_database(self) -> None:
        """Let the database go away, and a second pass."""
        self.is_away = True
        self.site.status = "503 Service Unavailable"
        self.seconds += 1

    def find_the_database(self) -> None:
        """Let it come back, and a second pass."""
        self.is_away = False
        self.site.status = "200 OK"
        self.seconds += 1


@pytest.fixture
def server() -> Server:
    """Return a server that has just started."""
    return Server()


def test_a_page_is_made_once(server: Server) -> None:
    first, again = (ask(server.application, ELECTION) for _ in range(2))
    assert server.site.asked == [f"GET {ELECTION}"]
    assert server.site.closed == 1
    assert again.body == first.body
    assert first.headers["Cache-Status"] == "page-cache; fwd=miss"
    assert again.headers["Cache-Status"] == "page-cache; hit"
    assert {**first.headers, "Cache-Status": ""} == {**again.headers, "Cache-Status": ""}


def test_a_publication_has_it_made_again(server: Server) -> None:
    ask(server.application, ELECTION)
    server.publish()
    changed = ask(server.application, ELECTION)
    assert b" at 2 " in changed.body
    assert changed.headers["ETag"] == 'W/"2-page"'


def test_whoever_holds_the_page_is_told_so(server: Server) -> None:
    etag = ask(server.application, ELECTION).headers["ETag"]
    same = ask(server.application, ELECTION, if_none_match=etag)
    assert (same.status, same.body) == (304, b"")
    assert {*same.headers} == {"Cache-Control", "CDN-Cache-Control", "ETag", "Vary", "Cache-Status"}
    server.publish()
    assert ask(server.application, ELECTION, if_none_match=etag).status == 200


def test_whoever_holds_a_page_that_nobody_else_asked_for_is_told_so_and_it_is_kept(
    server: Server,
) -> None:
    assert ask(server.application, ELECTION, if_none_match='W/"1-page"').status == 304
    assert ask(server.application, ELECTION).headers["Cache-Status"] == "page-cache; hit"


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ('W/"1-page"', True),
        ('"1-page"', True),
        ('"0", W/"1-page"', True),
        ("*", True),
        ('W/"2-page"', False),
        ("", False),
        ("1-page", False),
    ],
)
def test_what_a_reader_holds_is_compared_weakly(asked: str, held: bool) -> None:  # noqa: FBT001
    assert etag_matches('W/"1-page"', asked) is held


def test_bodies_go_out_in_the_encoding_that_is_asked_for(server: Server) -> None:
    plain = ask(server.application, ELECTION)
    for _ in range(2):
        zipped = ask(server.application, ELECTION, accept_encoding="gzip")
        assert zipped.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(zipped.body) == plain.body
        smaller = ask(server.application, ELECTION, accept_encoding="gzip, deflate, br, zstd")
        assert smaller.headers["Content-Encoding"] == "br"
        assert brotli.decompress(smaller.body) == plain.body
        assert "Content-Encoding" not in ask(server.application, ELECTION).headers
        for answer in (plain, zipped, smaller):
            assert answer.headers["Content-Length"] == str(len(answer.body))
            assert answer.headers["Vary"] == "HX-Request, Accept-Encoding"
    assert len(server.site.asked) == 1


def test_head_is_get_without_the_body(server: Server) -> None:
    for _ in range(2):
        head = ask(server.application, ELECTION, "HEAD")
        assert head.body == b""
        assert head.headers["Content-Length"] == str(len(ask(server.application, ELECTION).body))
    assert server.site.asked == [f"GET {ELECTION}"]
    server.site.status = "404 Not Found"
    missing = ask(server.application, "/elections/2023-05-04/medwya/", "HEAD")
    assert (missing.status, missing.body) == (404, b"")


@pytest.mark.parametrize(
    "headers",
    [
        {"Set-Cookie": "messages=hello"},
        {"Cache-Control": "private, no-cache"},
        {"Cache-Control": "no-store, public"},
        {"Vary": "HX-Request, Cookie"},
        {"Vary": "*"},
        {"Content-Encoding": "gzip"},
    ],
)
def test_what_is_not_the_same_for_everybody_is_not_kept(
    server: Server, headers: dict[str, str]
) -> None:
    server.site.headers = {**PAGE, **headers}
    for _ in range(2):
        answer = ask(server.application, ELECTION, accept_encoding="br")
        assert headers.items() <= answer.headers.items()
    assert len(server.site.asked) == 2
    assert len(server.cache.store) == 0


@pytest.mark.parametrize("status", ["301 Moved Permanently", "400 Bad Request", "404 Not Found"])
def test_only_pages_that_are_there_are_kept(server: Server, status: str) -> None:
    server.site.status = status
    for _ in range(2):
        assert ask(server.application, ELECTION).status == int(status[:3])
    assert len(server.site.asked) == 2


def test_somebody_who_is_signed_in_is_answered_by_django_alone(server: Server) -> None:
    ask(server.application, ELECTION)
    for _ in range(2):
        answer = ask(server.application, ELECTION, cookie="sessionid=abc")
        assert "Cache-Status" not in answer.headers
    assert len(server.site.asked) == 3
    assert len(server.cache.store) == 1


def test_a_question_that_no_page_asks_is_answered_compressed_and_not_kept(server: Server) -> None:
    for number in range(3):
        answer = ask(server.application, f"{ELECTION}?x={number}", accept_encoding="br")
        assert answer.headers["Content-Encoding"] == "br"
    assert len(server.site.asked) == 3
    assert len(server.cache.store) == 0


def test_thousands_of_questions_neither_fill_the_memory_nor_drive_out_what_people_read(
    server: Server,
) -> None:
    hot = [f"/elections/2023-05-04/council-{number}/" for number in range(20)]
    for address in hot * 2:
        ask(server.application, address, accept_encoding="br")
    for number in range(5_000):
        ask(server.application, f"{ELECTION}?q=word{number}", accept_encoding="br")
        assert server.cache.store.cost <= LIMIT
    asked = len(server.site.asked)
    assert asked == 5_020
    for address in hot:
        assert (
            ask(server.application, address, accept_encoding="br")
            .headers["Cache-Status"]
            .endswith("hit")
        )
    assert len(server.site.asked) == asked


def test_a_page_that_is_too_large_to_keep_is_passed_on_whole(server: Server) -> None:
    server.site.filler = "Thurrock " * LIMIT
    large = ask(server.application, ELECTION)
    assert len(large.body) > LIMIT
    assert large.headers["Content-Length"] == str(len(large.body))
    assert server.site.closed == 1
    assert len(server.cache.store) == 0


def test_an_answer_in_bits_that_is_too_large_is_not_gathered_first() -> None:
    read: list[int] = []

    def download(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [*PAGE.items(), ("ETag", 'W/"1"')])

        def rows() -> Iterable[bytes]:
            for number in range(1_000):
                read.append(number)
                yield b"x" * 10_000

        return rows()

    application, _ = serve(download, lambda: 1)
    client = CountingClient(read)
    asyncio.run(application.__rsgi__(request_of("/about/data.csv"), client))
    assert client.read_at_first_piece < 20
    assert sum(len(chunk) for chunk in client.sent) == 10_000_000


class CountingClient(FakeClient):
    """Notes how much the application had made when the first piece of its answer was sent."""

    def __init__(self, read: list[int]) -> None:
        super().__init__()
        self._read = read
        self.read_at_first_piece = 0

    @override
    def send_bytes(self, data: bytes) -> None:
        """Take a piece."""
        self.read_at_first_piece = self.read_at_first_piece or len(self._read)
        super().send_bytes(data)


def test_while_the_database_is_away_the_last_good_copy_goes_out_and_says_so(server: Server) -> None:
    good = ask(server.application, ELECTION, accept_encoding="br")
    server.lose_the_database()
    copies = [
        ask(server.application, ELECTION, accept_encoding="br", if_none_match=good.headers["ETag"])
        for _ in range(2)
    ]
    for copy in copies:
        assert copy.status == 200
        assert "This is a copy of the page as it stood at" in brotli.decompress(copy.body).decode()
        assert copy.headers["As-Of"].endswith("GMT")
        assert copy.headers["Cache-Status"] == "page-cache; hit; detail=database-away"
    held = ask(server.application, ELECTION, if_none_match=copies[0].headers["ETag"])
    assert held.status == 304
    assert ask(server.application, "/councils/").status == 503
    server.find_the_database()
    assert ask(server.application, ELECTION, accept_encoding="br").body == good.body
    assert ask(server.application, "/councils/").status == 200


def test_a_database_that_goes_away_between_two_questions_is_noticed(server: Server) -> None:
    ask(server.application, ELECTION)
    server.publish()
    ask(server.application, "/councils/")
    # Within the second: the cache still thinks that the database is there, and has Django make the page.
    server.is_away, server.site.status = True, "503 Service Unavailable"
    copy = ask(server.application, ELECTION)
    assert copy.status == 200
    assert " at 1 " in copy.body.decode()
    assert copy.headers["Cache-Status"].endswith("away")
    assert server.site.closed == 3


def test_a_page_that_breaks_while_the_database_is_there_is_not_covered_up(server: Server) -> None:
    ask(server.application, ELECTION)
    server.publish()
    server.site.status = "500 Internal Server Error"
    assert ask(server.application, ELECTION).status == 500
