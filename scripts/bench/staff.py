"""Staff who are signed in, made in a database of a measurement's own: `python -m scripts.bench.staff COUNT`."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.contrib.auth.models import User

RIGHTS: Final = ("enter_result", "check_result", "publish_result")


def signed_in(names: list[str]) -> dict[str, str]:
    """Store people who may do everything at the desk, and return the keys of their sessions by their names."""
    from django.contrib.auth.models import Permission, User

    rights = Permission.objects.filter(codename__in=RIGHTS)
    sessions = {}
    for name in names:
        user = User.objects.create_user(name, is_staff=True)
        user.user_permissions.set(rights)
        sessions[name] = new_session(user)
    return sessions


def new_session(user: User) -> str:
    """Store a session of somebody's, and return its key."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    # The first one only counts failures.
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def main(count: int) -> None:
    """Make so many people, and print their sessions as JSON."""
    import django

    django.setup()
    sys.stdout.write(json.dumps(signed_in([f"staff-{number:02}" for number in range(count)])))


if __name__ == "__main__":
    main(int(sys.argv[1]))
