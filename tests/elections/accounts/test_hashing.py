"""Passwords are hashed one at a time in a process, behind everything else that it does."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import (
    PBKDF2PasswordHasher,
    check_password,
    get_hashers,
    make_password,
)
from pytest_django import Settings

from config import settings as site_settings
from elections.accounts.hashing import NICENESS, CappedPBKDF2PasswordHasher


@pytest.fixture(autouse=True)
def _hashers_of_the_site(settings: Settings) -> None:
    """Hash as the site does, where other tests hash in no time."""
    settings.PASSWORD_HASHERS = site_settings.PASSWORD_HASHERS


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Return how many hashes ran at once, and at which niceness, for each that is made."""
    running, seen, lock = 0, [], threading.Lock()
    encode = PBKDF2PasswordHasher.encode

    def count(
        self: PBKDF2PasswordHasher, password: str, salt: str, iterations: int | None = None
    ) -> str:
        nonlocal running
        with lock:
            running += 1
            niceness = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
            seen.append((running, niceness))
        try:
            return encode(self, password, salt, iterations)
        finally:
            with lock:
                running -= 1

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", count)
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 10_000)
    return seen


def test_one_password_is_hashed_at_a_time_at_low_priority(hashes: list[tuple[int, int]]) -> None:
    before = os.getpriority(os.PRIO_PROCESS, 0)
    with ThreadPoolExecutor(16) as attackers:
        list(attackers.map(make_password, ["thirty-three for Labour"] * 32))
    assert hashes == [(1, max(before, NICENESS))] * 32


@pytest.mark.usefixtures("hashes")
def test_hash_is_the_one_that_django_makes_and_reads() -> None:
    stored = make_password("thirty-three for Labour", salt="Medway2023")
    theirs = PBKDF2PasswordHasher().encode("thirty-three for Labour", "Medway2023")
    assert stored == theirs
    assert check_password("thirty-three for Labour", stored)
    assert not check_password("twenty for Labour", stored)


def test_it_is_the_only_hasher_of_the_site() -> None:
    assert [type(hasher) for hasher in get_hashers()] == [CappedPBKDF2PasswordHasher]
