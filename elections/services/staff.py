"""People: the groups that say who may look at what is stored, and who may enter and publish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db import transaction

EDITORS: Final = "editors"
VIEWERS: Final = "viewers"

# What is asked of somebody before a page of the desk lets them do it.
LOOK: Final = "elections.view_contest"
RECORD: Final = "elections.add_claim"
ADD_SOURCE: Final = "elections.add_source"
PUBLISH: Final = "elections.add_publication"

# What each group may do beyond looking.
_MAY_DO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {VIEWERS: (), EDITORS: (RECORD, ADD_SOURCE, PUBLISH)}
)
_APPS = ("councils", "elections")


@dataclass(frozen=True, slots=True)
class GroupSetUp:
    """A group as it now is: how many permissions it has, and whether any of that is new."""

    name: str
    permissions: int
    has_changed: bool


@transaction.atomic
def set_up_groups() -> tuple[GroupSetUp, ...]:
    """Make the groups `editors` and `viewers`, and give each the permissions it is to have.

    Whoever is in them stays. A second run changes nothing. At most six queries a group.
    """
    every = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.filter(
            content_type__app_label__in=_APPS
        ).select_related("content_type")
    }
    looking = {name for name in every if name.split(".")[1].startswith("view_")}
    return tuple(
        _set_up(name, {every[each] for each in looking | set(doing)})
        for name, doing in _MAY_DO.items()
    )


def _set_up(name: str, permissions: set[Permission]) -> GroupSetUp:
    group, is_new = Group.objects.get_or_create(name=name)
    has_changed = is_new or set(group.permissions.all()) != permissions
    if has_changed:
        group.permissions.set(permissions)
    return GroupSetUp(name, len(permissions), has_changed)
