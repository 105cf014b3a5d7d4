"""Every address at which staff work or sign in, tried as everybody, and the table that says what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Final

from django.contrib.auth.models import Group, User
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from elections.services.staff import Role

PAGE: Final = Path(__file__).parent.parent / "docs" / "people.md"
ANYBODY: Final = "anybody"
WHO: Final = (ANYBODY, *(role.value for role in Role))
METHODS: Final = ("GET", "POST")
PARTS: Final = ("accounts/", "admin/", "desk/")
# What stands in an address for what it names.
SAMPLES: Final = {
    "election": "2023-05-04",
    "council": "medway",
    "app_label": "elections",
    "url": "nowhere",
}


def addresses() -> tuple[str, ...]:
    """Return every address of the desk, the admin and the accounts, as Django has it."""
    return tuple(each for each in every_address() if each.startswith(PARTS))


def every_address() -> tuple[str, ...]:
    """Return every address of the site, as Django has it."""
    return tuple(dict.fromkeys(_under(get_resolver())))


def _under(resolver: URLResolver, start: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        route = start + _plain(str(each.pattern))
        if isinstance(each, URLResolver):
            yield from _under(each, route)
        elif isinstance(each, URLPattern):
            yield route


def _plain(pattern: str) -> str:
    """Return a pattern as a route: an expression's named groups as `<name>`."""
    pattern = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern)
    return (
        re.sub(r"<\w+:(\w+)>", r"<\1>", pattern)
        .removeprefix("^")
        .removesuffix("$")
        .replace("\\Z", "")
    )


def somewhere(route: str) -> str:
    """Return an address that a route leads to."""
    return "/" + re.sub(r"<(\w+)>", lambda found: SAMPLES.get(found[1], "1"), route)


def as_(who: str) -> Client:
    """Return a client signed in as somebody who has one role, or as nobody."""
    client = Client()
    if who != ANYBODY:
        user, _ = User.objects.get_or_create(username=f"the-{who}", defaults={"is_staff": True})
        user.groups.add(Group.objects.get(name=who))
        client.force_login(user)
    return client


def outcome(answer: HttpResponseBase) -> str:
    """Return what comes of asking: `may`, `no`, `sign in`, or `never` where nobody may ask so."""
    to = answer.headers.get("Location", "")
    if answer.status_code == 302 and to.startswith(("/accounts/login/", "/admin/login/")):
        return "sign in"
    return {403: "no", 405: "never"}.get(answer.status_code, "may")


def may_be_stored(answer: HttpResponseBase) -> bool:
    """Return whether a browser, or anything on the way to it, may store an answer."""
    return "no-store" not in answer.headers.get("Cache-Control", "")


@dataclass
class Tried:
    """What came of each address and method for everybody, in the order of `WHO`; which pages may be stored."""

    outcomes: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    storable: list[tuple[str, str]] = field(default_factory=list)


def try_all() -> Tried:
    """Try each address and method as everybody."""
    clients = {who: as_(who) for who in WHO}
    tried = Tried()
    for route, method in product(addresses(), METHODS):
        leaves = "logout" in route
        came = []
        for who in WHO:
            client = as_(who) if leaves else clients[who]
            answer = client.generic(method, somewhere(route))
            assert answer.status_code < 500, (route, who)
            came.append(outcome(answer))
            # Words for scripts are the same for everybody.
            is_page = method == "GET" and not leaves and "jsi18n" not in route
            if is_page and answer.status_code == 200 and may_be_stored(answer):
                tried.storable.append((who, route))
        tried.outcomes[method, "/" + route] = tuple(came)
    return tried


def said() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the same as the table says it; a row may stand for several: `/admin/{councils,elections}/`."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if len(cells) != len(WHO) + 1 or not cells[0].startswith("`"):
            continue
        method, address = cells[0].strip("` ").split(" ")
        for each in _spelt_out(address):
            assert (method, each) not in found, f"{method} {each} stands there twice"
            found[method, each] = tuple(cells[1:])
    return found


def _spelt_out(address: str) -> Iterator[str]:
    parts = re.split(r"\{([^}]*)\}", address)
    choices = [part.split(",") if index % 2 else [part] for index, part in enumerate(parts)]
    yield from ("".join(chosen) for chosen in product(*choices))
