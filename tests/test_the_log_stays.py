"""No role, and no superuser, changes or removes an entry of the audit log, whatever they send to whichever address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.test import Client

from elections.models import AuditEntry
from elections.services.staff import Role
from tests import desk_rows, factories
from tests.elections.medway import medway
from tests.permissions import SAMPLES, addresses, as_

SUPERUSER = "superuser"
METHODS = ("POST", "DELETE")
# What only looks like the log's own addresses to a person who is looking for a way.
OWN = ("desk/", "admin/elections/auditentry/", "admin/r/")


def client_of(who: str) -> Client:
    if who != SUPERUSER:
        return as_(who)
    client = Client()
    client.force_login(User.objects.create_superuser(SUPERUSER, password="tally-ho-2023"))
    return client


def addresses_for(who: str) -> Iterable[str]:
    """Return every address for a superuser, and for a role those at which it could get at the log."""
    return [
        route
        for route in addresses()
        if "logout" not in route and (who == SUPERUSER or route.startswith(OWN))
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("who", [*Role, SUPERUSER])
def test_nothing_on_record_is_changed_or_removed_through_the_application(who: str) -> None:
    medway()
    entry = factories.made(desk_rows.entry(reason="as it was"))
    client = client_of(who)
    before = list(AuditEntry.objects.order_by("pk").values_list())
    keys = [row[0] for row in before]
    sent = {
        "action": "delete_selected",
        "_selected_action": entry.pk,
        "post": "yes",
        "do": "delete",
        "by": "nobody",
        "subject": "nothing",
        "reason": "changed",
        "after": "{}",
    }
    methods = METHODS[:1] if who == SUPERUSER else METHODS
    for route in addresses_for(who):
        address = "/" + re.sub(r"<(\w+)>", lambda it: SAMPLES.get(it[1], str(entry.pk)), route)
        for method in METHODS if route.startswith(OWN) else methods:
            answer = client.generic(
                method, address, urlencode(sent), content_type="application/x-www-form-urlencoded"
            )
            assert answer.status_code < 500, (method, address)
    assert list(AuditEntry.objects.filter(pk__in=keys).order_by("pk").values_list()) == before
