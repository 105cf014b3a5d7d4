"""Whoever types second finds the first entry nowhere: every address walked, before and after it is handed in."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.states import HandedIn
from elections.keeping import forget_everything
from elections.models import Contest, Election
from elections.services.desk import entering
from elections.services.desk.stepping import Actor, Seen
from tests.permissions import SAMPLES, every_address
from tests.views.reading import words_of

pytestmark = pytest.mark.database_independent

MEDWAY, MAIDSTONE = "local.medway.2023-05-04", "local.maidstone.2023-05-04"
NOW = datetime(2023, 5, 5, 3, 10, tzinfo=UTC)
RUTH = Actor("ruth")
# Figures that no source has of these councils, and words that stand nowhere else.
FIRST = Sheet(Counted.HELD, {"conservative": 46, "green": 13})
NOTE = "zebra"
TOLD = re.compile(rf"\b(46|13|{NOTE})\b")
WARNINGS = tuple(f"W30{number}" for number in range(10))
# Kinds of rows that hold what people type, or are made of it: each of theirs is looked at.
TYPED = frozenset({"deskresult", "draft", "auditentry", "claim", "publication", "tally", "contest"})
MOST_ROWS = 4
OF_STAFF = ("/desk/", "/admin/", "/accounts/")


def as_(name: str, role: str) -> Client:
    user, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    if role == "superuser":
        User.objects.filter(pk=user.pk).update(is_superuser=True)
    else:
        user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def ruth_hands_in_one_and_types_another() -> None:
    entering.open_entry(ballot_id=MEDWAY, by=RUTH, at=NOW)
    entry = HandedIn("ruth", FIRST, note=NOTE, ticked=WARNINGS)
    entering.hand_in(seen=Seen(MEDWAY, 1), entry=entry, by=RUTH, at=NOW)
    entering.open_entry(ballot_id=MAIDSTONE, by=RUTH, at=NOW)
    typed = {"seats.labour": "46", "seats.green": "13", "note": NOTE}
    entering.save_draft(seen=Seen(MAIDSTONE, 1), typed=typed, by=RUTH, at=NOW)


def everywhere() -> Iterator[str]:
    """Yield every address of the site, with the rows there are, and questions that might find something."""
    for route in every_address():
        if "logout" in route or route.startswith("static"):
            continue
        kinds = re.match(r"admin/(councils|elections|auth)/(\w+)/<object_id>/", route)
        keys = ["1"]
        if kinds and kinds[2] in TYPED:
            rows = apps.get_model(kinds[1], kinds[2])._default_manager.order_by("-pk")
            keys = [str(pk) for pk in rows.values_list("pk", flat=True)[:MOST_ROWS]] or keys
        if "contest/<pk>/" in route:
            keys = [str(Contest.objects.get(ballot_id=MEDWAY).pk)]
        for key in keys:
            for council in ("medway", "maidstone") if "<council>" in route else ("",):
                yield _somewhere(route, {**SAMPLES, "council": council, "ballot_id": MEDWAY}, key)
    for words in ("46", NOTE):
        yield f"/search/?q={words}"
        yield f"/desk/2023-05-04/?q={words}"
        for kind in ("deskresult", "claim", "publication", "source"):
            yield f"/admin/elections/{kind}/?q={words}"


def _somewhere(route: str, named: Mapping[str, str], key: str) -> str:
    return "/" + re.sub(r"<(\w+)>", lambda found: named.get(found[1], key), route)


def figures_at(client: Client, address: str) -> Counter[str]:
    answer = client.get(address)
    assert answer.status_code < 500, address
    sent = b"".join(answer) if answer.streaming else answer.content
    return Counter(TOLD.findall("".join(texts_in(sent))))


def texts_in(sent: bytes) -> Iterator[str]:
    """Yield what is sent as text: of a workbook what is in its cells, since packed bytes may read like figures."""
    if sent.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(sent)) as workbook:
            for part in workbook.namelist():
                if part.startswith("xl/"):
                    yield workbook.read(part).decode(errors="replace")
    else:
        yield sent.decode(errors="replace")


@pytest.mark.parametrize(
    ("roles", "check"),
    [
        # A superuser is let in everywhere; what readers see is the same for everybody.
        (("superuser", "reporter", "verifier", "admin"), "second_entry"),
        (("reporter",), "approval"),
    ],
)
def test_no_address_tells_what_the_first_typist_typed(
    roles: tuple[str, ...], check: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    Election.objects.update(check_asked=check)
    clients = {role: as_(f"omar-{role}", role) for role in roles}
    nobody_began = transaction.savepoint()
    ruth_hands_in_one_and_types_another()
    walked: dict[tuple[str, str], Counter[str]] = {}
    for role, client in clients.items():
        begun = transaction.savepoint()
        if check == "second_entry":
            client.post("/desk/2023-05-04/medway/enter/", {"do": "open"})
        for address in everywhere():
            if role == roles[0] or address.startswith(OF_STAFF):
                walked[role, address] = figures_at(client, address)
        transaction.savepoint_rollback(begun)
        forget_everything()
    assert len([address for role, address in walked if role == roles[0]]) > 150
    transaction.savepoint_rollback(nobody_began)
    forget_everything()
    # What stands on a page anyhow, or is said again because it was asked for, tells nothing.
    told = {
        (role, address): dict(found)
        for (role, address), figures in walked.items()
        if figures and (found := figures - figures_at(clients[role], address))
    }
    assert not told, told


def test_a_walk_finds_what_somebody_may_see(monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk can fail: who approves has to see the sheet, and it finds that."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    Election.objects.update(check_asked="approval")
    ruth_hands_in_one_and_types_another()
    assert figures_at(as_("vera", "verifier"), "/desk/2023-05-04/medway/")["46"]


def test_an_upload_says_the_same_of_a_table_that_agrees_and_of_one_that_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    ruth_hands_in_one_and_types_another()
    client = as_("omar", "reporter")

    def preview(conservative: int, green: int) -> str:
        rows = "council,party,seats\n" + "".join(
            f"Medway,{party},{seats}\n"
            for party, seats in (("Con", conservative), ("Green", green))
        )
        file = SimpleUploadedFile("night.csv", rows.encode())
        answer = client.post("/desk/2023-05-04/upload/", {"do": "preview", "file": file})
        return re.sub(r"\d+", "n", words_of(answer))

    assert preview(46, 13) == preview(45, 14)
