"""Roles: the groups that say who may look, enter, check, publish, and look after people.

The one place that says so. The groups are made and brought up to date after every `migrate`
(`elections/apps.py`), when all permissions there are have been made; whoever is in them stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, transaction

# What is asked of somebody before a page lets them do it.
LOOK: Final = "elections.view_contest"
RECORD: Final = "elections.add_claim"
ADD_SOURCE: Final = "elections.add_source"
CHANGE_SOURCES: Final = "elections.change_source"
PUBLISH: Final = "elections.add_publication"
ENTER_RESULT: Final = "elections.enter_result"
CHECK_RESULT: Final = "elections.check_result"
PUBLISH_RESULT: Final = "elections.publish_result"
LOOK_AT_RESULTS: Final = "elections.view_publication"
READ_AUDIT: Final = "elections.view_auditentry"
CHANGE_PEOPLE: Final = "auth.change_user"
CHANGE_ELECTIONS: Final = "elections.change_election"
CHANGE_COUNCILS: Final = "councils.change_council"


class Role(StrEnum):
    """What somebody is at the desk: the name of a group. One person may have several."""

    VIEWER = "viewer"
    REPORTER = "reporter"
    VERIFIER = "verifier"
    EDITOR = "editor"
    ADMIN = "admin"


# What each role may do beyond looking at what is stored.
_MAY_DO: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.VIEWER: (),
        Role.REPORTER: (ENTER_RESULT,),
        Role.VERIFIER: (ENTER_RESULT, CHECK_RESULT),
        Role.EDITOR: (
            ENTER_RESULT,
            CHECK_RESULT,
            PUBLISH_RESULT,
            RECORD,
            ADD_SOURCE,
            CHANGE_SOURCES,
            PUBLISH,
            READ_AUDIT,
        ),
        Role.ADMIN: (
            "auth.add_user",
            CHANGE_PEOPLE,
            "auth.view_user",
            "auth.view_group",
            "elections.view_givenpassword",
            CHANGE_ELECTIONS,
            CHANGE_COUNCILS,
            READ_AUDIT,
        ),
    }
)
# Whose rows everybody in a role may look at, but for those that tell what others are to find out by themselves.
_APPS: Final = ("councils", "elections")
_NOT_LOOKED_AT: Final = frozenset(
    {READ_AUDIT, "elections.view_givenpassword", "elections.view_proposal"}
)


@dataclass(frozen=True, slots=True)
class GroupSetUp:
    """A group as it now is: how many permissions it has, and whether any of that is new."""

    name: str
    permissions: int
    has_changed: bool


@transaction.atomic
def set_up_groups(*, using: str = DEFAULT_DB_ALIAS) -> tuple[GroupSetUp, ...]:
    """Make a group for each role, and give it the permissions it is to have.

    Whoever is in them stays. A second run changes nothing. At most six queries a group, and some
    twenty to see that the permissions are there.
    """
    labels = (*_APPS, "auth")
    for label in labels:
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    every = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using)
        .filter(content_type__app_label__in=labels)
        .select_related("content_type")
    }
    looking = {
        name for name in every if name.startswith(tuple(f"{label}.view_" for label in _APPS))
    } - _NOT_LOOKED_AT
    return tuple(
        _set_up(role, {every[each] for each in looking | set(doing)}, using)
        for role, doing in _MAY_DO.items()
    )


def _set_up(role: Role, permissions: set[Permission], using: str) -> GroupSetUp:
    group, is_new = Group.objects.using(using).get_or_create(name=role.value)
    has_changed = is_new or set(group.permissions.all()) != permissions
    if has_changed:
        group.permissions.set(permissions)
    return GroupSetUp(role.value, len(permissions), has_changed)
