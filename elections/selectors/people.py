"""People who may sign in, as pages and the audit log look them up."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User

from elections.models import Action, AuditEntry
from elections.pages.desk.people import Deed, PersonMaterial
from elections.pages.missing import MissingPage
from elections.selectors.pages.looking_up import NotHereError
from elections.services.staff import Role


def is_somebody(name: str) -> bool:
    """Return whether somebody signs in by this name. One query."""
    return User.objects.filter(username=name).exists()


def has_second_factor(key: int) -> bool:
    """Return whether somebody has set up an authenticator app. One query."""
    found: bool = Authenticator.objects.filter(user_id=key, type=Authenticator.Type.TOTP).exists()
    return found


def everybody() -> tuple[PersonMaterial, ...]:
    """Return who may sign in or once could, by name. Three queries."""
    people = User.objects.order_by("username").prefetch_related("groups")
    secured = set(
        Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user_id", flat=True)
    )
    return tuple(_material(person, has_second_factor=person.pk in secured) for person in people)


def person_material(key: int) -> PersonMaterial:
    """Return one person with what is on record about them. Four queries. Raises NotHereError."""
    person = User.objects.filter(pk=key).prefetch_related("groups").first()
    if person is None:
        raise NotHereError(MissingPage("There is nobody at this address."))
    log = AuditEntry.objects.of_actions([Action.CHANGED_PEOPLE]).about_person(person.username)
    deeds = tuple(
        Deed(entry.by, entry.at, entry.reason, entry.before, entry.after)
        for entry in log.newest_first()
    )
    return _material(person, has_second_factor=has_second_factor(key), deeds=deeds)


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
        last_signed_in=person.last_login,
        deeds=deeds,
    )
