"""People who may sign in, as pages and the audit log look them up."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet

from elections.models import Action, AuditEntry, GivenPassword
from elections.pages.desk.people import Deed, PersonMaterial
from elections.pages.missing import MissingPage
from elections.selectors.pages.looking_up import NotHereError
from elections.services.staff import Role


@dataclass(frozen=True, slots=True)
class FirstThings:
    """What somebody is asked for before anything else, and has."""

    has_given_password: bool
    has_second_factor: bool


def first_things_of(key: int) -> FirstThings:
    """Return what somebody has of that which comes first. One query."""
    given = GivenPassword.objects.filter(user=OuterRef("pk"))
    app = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    has_given_password, has_second_factor = (
        User.objects.filter(pk=key).values_list(Exists(given), Exists(app)).get()
    )
    return FirstThings(has_given_password, has_second_factor)


def is_somebody(name: str) -> bool:
    """Return whether somebody signs in by this name. One query."""
    return User.objects.filter(username=name).exists()


def everybody() -> tuple[PersonMaterial, ...]:
    """Return who may sign in or once could, by name. Three queries."""
    people = _people().order_by("username")
    secured = set(
        Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user_id", flat=True)
    )
    return tuple(_material(person, has_second_factor=person.pk in secured) for person in people)


def person_material(key: int) -> PersonMaterial:
    """Return one person with what is on record about them. Four queries. Raises NotHereError."""
    person = _people().filter(pk=key).first()
    if person is None:
        raise NotHereError(MissingPage("There is nobody at this address."))
    log = AuditEntry.objects.of_actions([Action.CHANGED_PEOPLE]).about_person(person.username)
    deeds = tuple(
        Deed(entry.by, entry.at, entry.reason, entry.before, entry.after)
        for entry in log.newest_first()
    )
    return _material(person, has_second_factor=first_things_of(key).has_second_factor, deeds=deeds)


def _people() -> QuerySet[User]:
    return User.objects.select_related("given_password").prefetch_related("groups")


def _material(
    person: User, *, has_second_factor: bool, deeds: tuple[Deed, ...] = ()
) -> PersonMaterial:
    names = {group.name for group in person.groups.all()}
    return PersonMaterial(
        key=person.pk,
        name=person.username,
        roles=tuple(role.value for role in Role if role.value in names),
        is_active=person.is_active,
        is_superuser=person.is_superuser,
        has_second_factor=has_second_factor,
        has_given_password=hasattr(person, "given_password"),
        last_signed_in=person.last_login,
        deeds=deeds,
    )
