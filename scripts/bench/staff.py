"""Staff who are signed in, made in a database of a measurement's own: `python -m scripts.bench.staff COUNT`."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Final

RIGHTS: Final = ("enter_result", "check_result", "publish_result")


def signed_in(names: list[str]) -> dict[str, str]:
    """Store people who may do everything at the desk, and return the keys of their sessions by their names."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import Permission, User

    engine = import_module(settings.SESSION_ENGINE)
    rights = Permission.objects.filter(codename__in=RIGHTS)
    sessions = {}
    for name in names:
        user = User.objects.create_user(name, is_staff=True)
        user.user_permissions.set(rights)
        session = engine.SessionStore()
        session[SESSION_KEY] = str(user.pk)
        # The first one only counts failures.
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        sessions[name] = str(session.session_key)
    return sessions


def main(count: int) -> None:
    """Make so many people, and print their sessions as JSON."""
    import django

    django.setup()
    sys.stdout.write(json.dumps(signed_in([f"staff-{number:02}" for number in range(count)])))


if __name__ == "__main__":
    main(int(sys.argv[1]))
