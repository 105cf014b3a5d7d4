"""People: adding them, what they may do, letting them in again. Each change goes on record.

Nobody changes what they may do themselves, and only a superuser changes one: so nobody comes to
more than they were given by somebody else.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import transaction

from elections.models import Action, GivenPassword
from elections.services.desk.stepping import Actor, audit
from elections.services.sessions import end_sessions_of
from elections.services.staff import Role

TAKEN: Final = "Somebody has this name already, in these letters or others."
# Bytes of chance in a password that is made up: 16 letters, far beyond guessing.
CHANCE: Final = 12


class PeopleError(Exception):
    """A change of people that is refused; its text says why."""


class OwnAccountError(PeopleError):
    """Somebody tried to change what they may do themselves."""

    def __init__(self) -> None:
        super().__init__("This is you: somebody else has to change what you may do.")


class SuperuserError(PeopleError):
    """Somebody who is no superuser tried to change one."""

    def __init__(self) -> None:
        super().__init__("A superuser is changed by a superuser alone.")


class UnfitNameError(PeopleError):
    """Nobody can be added by this name."""


class NobodyError(PeopleError):
    """There is nobody of this key."""

    def __init__(self) -> None:
        super().__init__("There is nobody at this address.")


@dataclass(frozen=True, slots=True)
class Let:
    """Somebody with a password that was made up for them, and is shown once."""

    key: int
    name: str
    password: str


@transaction.atomic
def add_person(
    *,
    name: str,
    roles: Collection[Role],
    by: Actor,
    at: datetime,
    keeps_password: bool = False,
) -> Let:
    """Add somebody with roles and a password that is made up for them. About twelve queries.

    They change it before anything else, unless it is said that they keep it. Raises UnfitNameError where the name can't be anybody's, or is somebody's already.
    """
    if User.objects.filter(username__iexact=name).exists():
        raise UnfitNameError(TAKEN)
    person, password = User(username=name, is_staff=True), _made_up()
    person.set_password(password)
    try:
        person.full_clean()
    except ValidationError as error:
        raise UnfitNameError(" ".join(error.messages)) from error
    person.save()
    if not keeps_password:
        GivenPassword.objects.note(person.pk, at=at)
    _give(person, roles)
    _audit(person, "Added.", by=by, at=at, after=_standing(person))
    return Let(person.pk, person.username, password)


@transaction.atomic
def change_person(
    *, key: int, roles: Collection[Role], is_active: bool, by: Actor, at: datetime
) -> None:
    """Say what somebody is at the desk, and whether they may sign in at all. About ten queries.

    Roles count from the next request on. Whoever may not sign in is out at once, and stays so
    where they may again. Raises NobodyError, OwnAccountError, SuperuserError.
    """
    person = _held(key, by)
    before = _standing(person)
    person.is_active = is_active
    # Without it nobody gets into the admin, to look.
    person.is_staff = True
    person.save(update_fields=["is_active", "is_staff"])
    _give(person, roles)
    if not is_active:
        end_sessions_of(person, at=at)
    after = _standing(person)
    if after != before:
        _audit(person, "Changed.", by=by, at=at, before=before, after=after)


@transaction.atomic
def give_new_password(*, key: int, by: Actor, at: datetime) -> Let:
    """Give somebody a new password, made up for them, which signs them out everywhere.

    They change it before anything else. Nine queries. Raises NobodyError, OwnAccountError, SuperuserError.
    """
    person, password = _held(key, by), _made_up()
    person.set_password(password)
    person.save(update_fields=["password"])
    GivenPassword.objects.note(person.pk, at=at)
    end_sessions_of(person, at=at)
    _audit(person, "Given a new password.", by=by, at=at)
    return Let(person.pk, person.username, password)


@transaction.atomic
def reset_second_factor(*, key: int, by: Actor, at: datetime) -> None:
    """Take somebody's authenticator app and recovery codes away, for when the phone is lost.

    Whoever has the phone may be signed in, so that every session of theirs ends. Seven queries. Raises NobodyError, OwnAccountError, SuperuserError.
    """
    person = _held(key, by)
    removed, _ = Authenticator.objects.filter(user=person).delete()
    end_sessions_of(person, at=at)
    if removed:
        _audit(person, "Second factor reset.", by=by, at=at)


def own_password(*, key: int) -> None:
    """Take note that somebody's password is their own now. One query."""
    GivenPassword.objects.of_person(key).delete()


def _held(key: int, by: Actor) -> User:
    """Return somebody, locked until the transaction ends, if they may be changed by whoever asks."""
    person = User.objects.select_for_update().filter(pk=key).first()
    if person is None:
        raise NobodyError
    if person.username == by.name:
        raise OwnAccountError
    if (
        person.is_superuser
        and not User.objects.filter(username=by.name, is_superuser=True).exists()
    ):
        raise SuperuserError
    return person


def _give(person: User, roles: Collection[Role]) -> None:
    """Put somebody into the groups of their roles and no others of those; other groups stay."""
    others = person.groups.exclude(name__in=[role.value for role in Role])
    given = Group.objects.filter(name__in=[role.value for role in roles])
    person.groups.set([*others, *given])


def _standing(person: User) -> dict[str, object]:
    names = set(person.groups.values_list("name", flat=True))
    return {
        "roles": [role.value for role in Role if role.value in names],
        "may sign in": person.is_active,
    }


def _made_up() -> str:
    return secrets.token_urlsafe(CHANCE)


def _audit(
    person: User,
    what: str,
    *,
    by: Actor,
    at: datetime,
    before: object = None,
    after: object = None,
) -> None:
    audit(
        action=Action.CHANGED_PEOPLE,
        by=by,
        at=at,
        subject=person.username,
        reason=what,
        before=before,
        after=after,
    )
