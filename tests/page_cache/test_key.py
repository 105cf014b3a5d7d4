"""Pages are told apart by all that their answers depend on, and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.page_cache.key import LONGEST_QUERY, Keys, PageKey
from elections.browsing.parameters import PARAMETERS
from tests.page_cache.asking import FakeRequest, request_of

KEYS = Keys(parameters=PARAMETERS, session_cookie="sessionid", past=("/static/", "/admin/"))
ELECTION = "/elections/2023-05-04/"


def key_of(request: FakeRequest, keys: Keys = KEYS) -> PageKey | None:
    """Return the key of a request."""
    return keys.key_of(request, request.headers)


def key(address: str, method: str = "GET", **headers: str) -> PageKey | None:
    """Return the key of a request, in its one form."""
    found = key_of(request_of(address, method, **headers))
    return None if found is None else KEYS.canonical(found)


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("?region=south-east&control=labour", "?control=labour&region=south-east"),
        ("?region=south-east&party=&q=", "?region=south-east"),
        ("?utm_source=post&region=south-east&fbclid=1", "?region=south-east"),
        ("?q=folkestone%20%26%20hythe", "?q=folkestone+%26+hythe"),
        ("?utm_campaign=night", ""),
    ],
)
def test_spellings_of_one_question_share_a_page(asked: str, same: str) -> None:
    assert key(ELECTION + asked) == key(ELECTION + same) is not None


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("?region=south-east", "?region=london"),
        ("?region=south-east", ""),
        ("?sort=name&sort=-majority", "?sort=-majority&sort=name"),
        ("?sort=name&sort=", "?sort=name"),
    ],
)
def test_other_questions_do_not(asked: str, other: str) -> None:
    assert key(ELECTION + asked) != key(ELECTION + other)


def test_hosts_schemes_and_parts_are_told_apart() -> None:
    whole = key(ELECTION)
    others = [
        key(ELECTION, host="results.example"),
        key(ELECTION, hx_request="true"),
    ]
    secure = key_of(replace(request_of(ELECTION), scheme="https"))
    assert len({whole, secure, *others}) == 4


def test_a_page_of_htmx_history_is_the_whole_page() -> None:
    restored = key(ELECTION, hx_request="true", hx_history_restore_request="true")
    assert restored == key(ELECTION)


def test_head_asks_for_the_page_that_get_does() -> None:
    assert key(ELECTION, "HEAD") == key(ELECTION)


def test_a_part_keeps_its_query_as_it_was_sent_since_the_answer_corrects_it() -> None:
    assert key(f"{ELECTION}?q=&region=london", hx_request="true") != key(
        f"{ELECTION}?region=london", hx_request="true"
    )


def test_under_the_api_every_parameter_counts() -> None:
    assert key("/api/v1/contests?utm_source=post") is None
    assert key("/api/v1/contests?q=&limit=5") != key("/api/v1/contests?limit=5")


@pytest.mark.parametrize(
    "query", ["?x=1", "?region=london&cachebuster=17", "?=", "?%00", "?q=" + "x" * LONGEST_QUERY]
)
def test_what_no_page_asks_for_is_not_worth_keeping(query: str) -> None:
    assert key(ELECTION + query) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "theme=dark; sessionid=abc"},
        {"authorization": "Basic abc"},
        {"if_match": '"1"'},
        {"if_unmodified_since": "Thu, 04 May 2023 22:00:00 GMT"},
        # django-htmx takes this for "true": the answer would be a part, kept as the page.
        {"hx_request": "%74rue", "hx_request_uri_autoencoded": "true"},
        {"hx_request": "true", "hx_history_restore_request": "perhaps"},
        {"host": ""},
    ],
)
def test_what_is_for_one_visitor_goes_past(headers: dict[str, str]) -> None:
    assert key(ELECTION, **headers) is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "get"])
def test_only_reading_is_answered_from_what_is_kept(method: str) -> None:
    assert key(ELECTION, method) is None


@pytest.mark.parametrize("address", ["/admin/", "/static/css/site.css", "/" + "x" * 400])
def test_some_addresses_go_past(address: str) -> None:
    assert key(address) is None


def test_a_body_is_none_of_ours() -> None:
    assert key(ELECTION, content_length="12") is None
    assert key(ELECTION, transfer_encoding="chunked") is None


def test_any_port_shares_the_host_s_pages_in_any_case_of_letters() -> None:
    plain = key(ELECTION, host="results.example")
    for host in ("results.example:80", "results.example:8000", "Results.Example:65535"):
        assert key(ELECTION, host=host) == plain
    assert key(ELECTION, host="[::1]:8000") == key(ELECTION, host="[::1]")
    assert key(ELECTION, host="[::1]") != key(ELECTION, host="[::2]")
    assert key(ELECTION, host="results.example:evil") != plain


def test_a_trusted_proxy_says_whether_the_reader_came_by_https() -> None:
    behind = Keys(
        parameters=PARAMETERS,
        session_cookie="sessionid",
        proxy_header=("x-forwarded-proto", "https"),
    )
    for said, is_secure in (("https", True), ("https, http", True), ("http", False), ("x", False)):
        found = key_of(request_of(ELECTION, x_forwarded_proto=said), behind)
        assert found is not None
        assert found.is_secure is is_secure
    unasked = key_of(request_of(ELECTION, x_forwarded_proto="https"))
    assert unasked is not None
    assert not unasked.is_secure


NAMES = st.sampled_from([*sorted(PARAMETERS), "utm_source", "fbclid"])
PAIRS = st.lists(st.tuples(NAMES, st.text(max_size=6)), max_size=5)


@given(PAIRS)
def test_the_one_form_is_its_own_one_form(pairs: list[tuple[str, str]]) -> None:
    once = key(f"{ELECTION}?{urlencode(pairs)}")
    if once is not None:
        assert KEYS.canonical(once) == once
