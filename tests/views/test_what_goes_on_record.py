"""Every way to write, as the audit log has it: who did what to what, when, from where, before and after."""

from __future__ import annotations

import re
from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from councils.models import FactSource
from elections.models import Action, AuditEntry, Contest, Party
from elections.services.staff import Role
from tests.permissions import as_
from tests.views.test_desk import enter, step, take_back

WHERE = "127.0.0.1"
ENTER = "/admin/elections/contest/enter/"
PEOPLE = "/desk/people/"


def newest(action: Action) -> AuditEntry:
    """Return the newest entry of a kind, which has to be one of just now."""
    entry = AuditEntry.objects.filter(action=action).latest("pk")
    assert timezone.now() - entry.at < timedelta(minutes=5)
    return entry


def form(*, do: str, seats: int) -> dict[str, str]:
    """Return the admin's form for the claims of a new source, with one claim of Medway."""
    contest = Contest.objects.get(ballot_id="local.medway.2023-05-04")
    labour = Party.objects.get(slug="labour")
    claim = {"kind": "seats_held", "moment": "after", "stated_as": "digits", "precision": "exact"}
    return {
        "do": do,
        "contest": str(contest.pk),
        "name": f"Medway Messenger, {do}",
        "title": "The result in Medway",
        "outlet_name": "Medway Messenger",
        "kind": "article",
        "published_on": "2023-05-09",
        "edition": "1",
        "date_basis": "Printed on it.",
        "reason": "Another source.",
        "claims-TOTAL_FORMS": "1",
        "claims-INITIAL_FORMS": "0",
        **{f"claims-0-{name}": value for name, value in claim.items()},
        "claims-0-party": str(labour.pk),
        "claims-0-value": str(seats),
        "claims-0-paragraph": "4",
    }


def test_what_an_article_says_and_the_source_it_is(db: None) -> None:
    assert as_(Role.EDITOR).post(ENTER, form(do="save", seats=32)).status_code == 302
    added, claims = (newest(action) for action in (Action.ADDED_A_SOURCE, Action.RECORDED_CLAIMS))
    for entry in (added, claims):
        assert (entry.by, entry.address) == ("the-editor", WHERE)
        assert entry.contest is not None
        assert entry.contest.council.slug == "medway"
    assert added.before is None
    assert added.after is not None
    assert added.after["outlet_name"] == "Medway Messenger"
    assert claims.after is not None
    assert claims.after["source"] == added.after["slug"]
    (said,) = claims.after["claims"].values()
    assert (said["kind"], said["party"], said["value"]) == ("seats_held", "labour", 32)


def test_what_is_saved_and_published_later() -> None:
    editor = as_(Role.EDITOR)
    assert editor.post(ENTER, form(do="save", seats=32)).status_code == 302
    assert not AuditEntry.objects.filter(action=Action.PUBLISHED, by="the-editor").exists()
    contest = Contest.objects.get(ballot_id="local.medway.2023-05-04")
    address = f"/admin/elections/contest/{contest.pk}/result/"
    other = Client()
    other.force_login(User.objects.create_user("another-editor", is_staff=True))
    User.objects.get(username="another-editor").groups.add(Group.objects.get(name="editor"))
    seen = re.search(r'name="seen" value="(\w+)"', other.get(address).content.decode())
    assert seen is not None
    sent = {"reason": "Checked.", "seen": seen[1]}
    assert other.post(address, sent).status_code == 302
    entry = newest(Action.PUBLISHED)
    assert (entry.by, entry.address, entry.reason) == ("another-editor", WHERE, "Checked.")
    assert (entry.before, entry.after) == ({"version": 1}, {"version": 2})


def test_a_claim_that_replaces_another_says_what_stood_there() -> None:
    editor = as_(Role.EDITOR)
    editor.post(ENTER, form(do="save", seats=32))
    claim = newest(Action.RECORDED_CLAIMS)
    assert claim.after is not None
    contest = Contest.objects.get(ballot_id="local.medway.2023-05-04")
    stored = contest.claims.get(source__slug=claim.after["source"])
    none = dict.fromkeys(("name", "title", "outlet_name", "kind", "published_on"), "")
    again = {
        **form(do="save", seats=33),
        **none,
        "date_basis": "",
        "source": str(stored.source_id),
        "claims-0-replaces": str(stored.pk),
    }
    assert editor.post(ENTER, again).status_code == 302
    entry = newest(Action.RECORDED_CLAIMS)
    assert entry.before is not None
    assert entry.after is not None
    said = [next(iter(each["claims"].values()))["value"] for each in (entry.before, entry.after)]
    assert said == [32, 33]


def test_fixtures_that_are_loaded_say_what_they_amended_from_what() -> None:
    labour = Party.objects.get(slug="labour")
    Party.objects.filter(pk=labour.pk).update(short_name="Labs")
    call_command("load_fixtures", verbosity=0)
    entry = newest(Action.LOADED)
    assert (entry.by, entry.address) == ("load_fixtures", None)
    assert entry.before is not None
    assert entry.after is not None
    (column,) = (name for name in entry.after if name.startswith("party"))
    assert (entry.before[column], entry.after[column]) == ("Labs", labour.short_name)
    assert entry.after["rows"]["amended"] == 1
    assert entry.after["results_published"] == 0


def test_who_defended_which_seats() -> None:
    contest = Contest.objects.get(ballot_id="local.medway.2023-05-04")
    Contest.objects.filter(pk=contest.pk).update(
        scope="thirds", seats_up=20, facts_source=FactSource.objects.earliest("pk")
    )
    given = {"defended.labour": "12", "source": FactSource.objects.earliest("pk").slug}
    assert step("edith", "defended", **given) == 302
    entry = newest(Action.SAID_DEFENDED)
    assert (entry.by, entry.address) == ("edith", WHERE)
    assert entry.before == {"seats_defended": {}, "sources": []}
    assert entry.after is not None
    assert entry.after["seats_defended"] == {"labour": 12}


def test_people_who_are_added_and_changed() -> None:
    admin = as_(Role.ADMIN)
    admin.post(PEOPLE, {"name": "olga", "roles": ["reporter"]})
    key = User.objects.get(username="olga").pk
    given = {"do": "change", "roles": ["verifier"], "is_active": "on"}
    assert admin.post(f"{PEOPLE}{key}/", given).status_code in (200, 302)
    entry = newest(Action.CHANGED_PEOPLE)
    assert (entry.by, entry.address, entry.subject) == ("the-admin", WHERE, "olga")
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["roles"], entry.after["roles"]) == (["reporter"], ["verifier"])


def _whole_way() -> None:
    enter("ruth")
    enter("omar")
    step("edith", "publish")
    step("edith", "correct", reason="Misread sheet")
    step("edith", "give_up", reason="It was right")
    take_back("Another council's sheet")


STEPS = {
    Action.OPENED: "ruth",
    Action.HANDED_IN: "omar",
    Action.PUBLISHED: "edith",
    Action.BEGAN_CORRECTION: "edith",
    Action.GAVE_UP: "edith",
    Action.RETRACTED: "emil",
}


def test_each_step_of_the_desk_says_from_what_to_what() -> None:
    _whole_way()
    before = None
    entries = AuditEntry.objects.about_contest("local.medway.2023-05-04")
    steps = [each for each in entries.order_by("pk") if each.action in STEPS and each.after]
    for entry in steps:
        assert entry.address == WHERE
        assert before is None or entry.before == before, entry.action
        before = entry.after
    for action, who in STEPS.items():
        assert newest(action).by == who
    assert newest(Action.RETRACTED).reason == "Another council's sheet"
