"""The people who may sign in: who they are at the desk, and what is on record about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from elections.pages.words import LONDON

# What a role lets somebody do, in the words of whoever gives it.
ROLE_WORDS = {
    "viewer": "looks at what is stored",
    "reporter": "types results",
    "verifier": "types results second, or approves them; never their own",
    "editor": "settles, publishes, corrects and takes back; adds sources",
    "admin": "looks after people, elections and councils; publishes nothing",
}


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did to a person's account. `before` and `after` are as the audit log has them."""

    by: str
    at: datetime
    reason: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class PersonMaterial:
    """One person as stored."""

    key: int
    name: str
    roles: tuple[str, ...]
    is_active: bool
    is_superuser: bool
    has_second_factor: bool
    has_given_password: bool
    last_signed_in: datetime | None
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class DeedLine:
    """A line of what is on record."""

    when: str
    text: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in words. `may_be_changed` says whether by whoever looks, `why_not` why not."""

    key: int
    name: str
    roles: tuple[str, ...]
    roles_text: str
    is_active: bool
    password_text: str
    second_factor_text: str
    has_second_factor: bool
    last_text: str
    why_not: str
    deeds: tuple[DeedLine, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody, and how many of them may sign in."""

    title: str
    told: str
    people: tuple[PersonLine, ...]


def people_page(people: Sequence[PersonMaterial], *, by: str, is_superuser: bool) -> PeoplePage:
    """Return the page of everybody, as `by` sees it."""
    active = sum(person.is_active for person in people)
    return PeoplePage(
        title="People",
        told=f"{active} of {len(people)} may sign in.",
        people=tuple(person_line(each, by=by, is_superuser=is_superuser) for each in people),
    )


def person_line(person: PersonMaterial, *, by: str, is_superuser: bool) -> PersonLine:
    """Return one person in words, as `by` sees them."""
    last = person.last_signed_in
    return PersonLine(
        key=person.key,
        name=person.name,
        roles=person.roles,
        roles_text="superuser" if person.is_superuser else ", ".join(person.roles) or "none",
        is_active=person.is_active,
        password_text="given to them, and not changed yet"
        if person.has_given_password
        else "their own",
        second_factor_text="set up" if person.has_second_factor else "none",
        has_second_factor=person.has_second_factor,
        last_text="never" if last is None else _when(last),
        why_not=_why_not(person, by=by, is_superuser=is_superuser),
        deeds=tuple(
            DeedLine(_when(deed.at), " ".join((deed.by, _did(deed)))) for deed in person.deeds
        ),
    )


def _why_not(person: PersonMaterial, *, by: str, is_superuser: bool) -> str:
    if person.name == by:
        return "This is you. Somebody else changes what you may do."
    if person.is_superuser and not is_superuser:
        return "A superuser is changed by a superuser alone."
    return ""


def _did(deed: Deed) -> str:
    """Return what was done: the reason says what kind of deed it was, and what it changed follows."""
    told = f"— {deed.reason}"
    if isinstance(deed.before, dict) and isinstance(deed.after, dict):
        changes = [
            f"{key}: {_said(deed.before.get(key))} became {_said(value)}"
            for key, value in deed.after.items()
            if deed.before.get(key) != value
        ]
        return f"{told} {'; '.join(changes)}." if changes else told
    return told


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(each) for each in value) or "none"
    return str(value)


def _when(at: datetime) -> str:
    there = at.astimezone(LONDON)
    return f"{there:%H:%M}, {there.day} {there:%b %Y}"
