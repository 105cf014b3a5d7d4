"""Ending what somebody is signed in with, wherever that is."""

from __future__ import annotations

from datetime import datetime

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session


def end_sessions_of(person: User, *, at: datetime) -> int:
    """End every session of somebody, a sign-in that waits for its code too; return how many.

    Two queries. Only staff have sessions, so that reading them all is quick.
    """
    key, waiting_key = str(person.pk), user_pk_to_url_str(person)
    theirs = []
    for session in Session.objects.filter(expire_date__gt=at).iterator():
        kept = session.get_decoded()
        begun = kept.get(LOGIN_SESSION_KEY)
        waiting = begun.get("user_pk") if isinstance(begun, dict) else None
        if str(kept.get(SESSION_KEY)) == key or waiting == waiting_key:
            theirs.append(session.pk)
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)
