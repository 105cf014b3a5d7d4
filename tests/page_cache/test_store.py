"""Pages take no more memory than they may, and those that readers come back to stay."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from config.page_cache.encodings import BROTLI, GZIP, IDENTITY
from config.page_cache.page import OVERHEAD, Page, page_of
from config.page_cache.store import LARGEST, Store

LIMIT = 200_000


def a_page(size: int = 1_000, content_type: str = "image/png") -> Page:
    """Return a page of random bytes, which takes as much memory as it has bytes."""
    headers = [("ETag", 'W/"1"'), ("Content-Type", content_type)]
    return page_of(
        os.urandom(size), headers=headers, version=1, made_at=datetime(2023, 5, 4, tzinfo=UTC)
    )


def text_page(size: int = 20_000) -> Page:
    """Return a page of text."""
    headers = [("ETag", 'W/"1"'), ("Content-Type", "text/html")]
    return page_of(
        b"Medway " * (size // 7),
        headers=headers,
        version=1,
        made_at=datetime(2023, 5, 4, tzinfo=UTC),
    )


def test_what_is_kept_is_found() -> None:
    store, page = Store(LIMIT), a_page()
    assert store.put("medway", page)
    assert store.get("medway") is page
    assert store.get("thurrock") is None
    assert store.cost == 1_000 + OVERHEAD


def test_thousands_of_pages_stay_within_the_limit() -> None:
    store = Store(LIMIT)
    for number in range(5_000):
        store.put(number, a_page())
        assert store.cost <= LIMIT
    assert len(store) == LIMIT // (1_000 + OVERHEAD)


def test_pages_that_were_asked_for_again_outlive_any_number_that_were_not() -> None:
    store = Store(LIMIT)
    hot = [f"contest {number}" for number in range(10)]
    for key in hot:
        store.put(key, a_page())
        store.get(key)
    for number in range(5_000):
        store.put(number, a_page())
    assert all(store.get(key) for key in hot)


def test_of_pages_that_were_asked_for_once_the_oldest_go_first() -> None:
    store = Store(LIMIT)
    for number in range(60):
        store.put(number, a_page())
    assert store.get(0) is None
    assert store.get(59) is not None


def test_a_page_that_would_drive_out_all_others_is_not_kept_and_its_older_copy_neither() -> None:
    store = Store(LIMIT)
    store.put("all", a_page())
    assert not store.put("all", a_page(int(LIMIT * LARGEST)))
    assert store.get("all") is None
    assert store.cost == 0


def test_a_page_that_was_asked_for_once_is_held_in_one_compressed_form() -> None:
    store, page = Store(LIMIT), text_page()
    page.form_for(BROTLI)
    page.form_for(GZIP)
    store.put("medway", page)
    assert list(page.forms) == [BROTLI]
    plain = text_page()
    store.put("thurrock", plain)
    assert list(plain.forms) == [GZIP]
    assert plain.body == b"Medway " * (20_000 // 7)


def test_what_gains_nothing_by_it_is_held_as_it_is() -> None:
    store, page = Store(LIMIT), text_page(70)
    store.put("medway", page)
    form = page.form_for(BROTLI)
    assert list(page.forms) == [IDENTITY]
    assert dict(form.headers).get("Content-Encoding") is None


def test_a_form_more_is_counted() -> None:
    store, page = Store(LIMIT), text_page()
    store.put("medway", page)
    before = store.cost
    page.form_for(IDENTITY)
    store.grown("medway", page)
    assert store.cost > before + 10_000
    assert store.cost == page.cost


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "get", "grow"]), st.integers(0, 12), st.integers(0, LIMIT // 2)
    ),
    max_size=60,
)


@given(STEPS)
def test_the_books_balance_whatever_happens(steps: list[tuple[str, int, int]]) -> None:
    store = Store(LIMIT)
    for step, key, size in steps:
        page = store.get(key) if step != "put" else None
        if step == "put":
            store.put(key, a_page(size, "text/html"))
        elif step == "grow" and page is not None:
            page.form_for(IDENTITY)
            store.grown(key, page)
        assert store.cost <= LIMIT
    held = [page for key in range(13) if (page := store.get(key)) is not None]
    assert store.cost == sum(page.cost for page in held)
    assert len(store) == len(held)
