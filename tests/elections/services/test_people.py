"""People are added, changed and let in again: on record, and nobody comes to more by themselves."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from elections.models import AuditEntry
from elections.services import people
from elections.services.desk.stepping import Actor
from elections.services.staff import Role, set_up_groups
from tests import factories

pytestmark = pytest.mark.django_db
ADA = Actor("ada", "192.0.2.1")
NOW = factories.NIGHT


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def ada(role: Role = Role.ADMIN) -> Client:
    user = User.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def add(name: str = "ruth", *roles: Role) -> people.Let:
    return people.add_person(name=name, roles=roles or [Role.REPORTER], by=ADA, at=NOW)


def change(key: int, *roles: Role, is_active: bool = True) -> None:
    people.change_person(key=key, roles=roles, is_active=is_active, by=ADA, at=NOW)


def record() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="changed_people").order_by("pk"))


def roles_of(name: str) -> set[str]:
    return set(User.objects.get(username=name).groups.values_list("name", flat=True))


def test_the_groups_are_there_without_anybody_making_them() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {role.value for role in Role}
    assert [each.has_changed for each in set_up_groups()] == [False] * len(Role)


def test_no_role_may_do_what_the_database_keeps_for_itself() -> None:
    given = Permission.objects.filter(group__isnull=False).values_list("codename", flat=True)
    assert not [each for each in given if each.startswith("delete_")]
    assert not {"change_auditentry", "add_auditentry", "change_group", "change_permission"} & {
        *given
    }


def test_who_types_reads_no_audit_log() -> None:
    may = Group.objects.filter(permissions__codename="view_auditentry")
    assert set(may.values_list("name", flat=True)) == {"editor", "admin"}


def test_somebody_added_signs_in_with_the_password_and_it_is_on_record() -> None:
    given = add("ruth", Role.REPORTER, Role.VERIFIER)
    assert User.objects.get(username="ruth").check_password(given.password)
    assert roles_of("ruth") == {"reporter", "verifier"}
    (entry,) = record()
    assert (entry.by, entry.address, entry.subject) == ("ada", "192.0.2.1", "ruth")
    assert entry.after == {"roles": ["reporter", "verifier"], "may sign in": True}
    assert given.password not in str(entry.after) + entry.reason


@pytest.mark.parametrize("name", ["RUTH", "", "two words", "x" * 151])
def test_a_name_that_is_taken_or_unfit_is_refused_and_nothing_is_kept(name: str) -> None:
    add("ruth")
    with pytest.raises(people.UnfitNameError):
        add(name)
    assert User.objects.count() == 1
    assert len(record()) == 1


def test_roles_and_other_groups_are_apart() -> None:
    given = add()
    other = Group.objects.create(name="football")
    User.objects.get(pk=given.key).groups.add(other)
    change(given.key, Role.EDITOR)
    assert roles_of("ruth") == {"editor", "football"}
    entry = record()[-1]
    assert entry.before == {"roles": ["reporter"], "may sign in": True}
    assert entry.after == {"roles": ["editor"], "may sign in": True}


def test_saving_what_is_so_already_is_no_change() -> None:
    change(add().key, Role.REPORTER)
    assert len(record()) == 1


def test_who_may_no_longer_sign_in_is_out_at_once() -> None:
    given = add()
    client = Client()
    people.own_password(key=given.key)
    client.force_login(User.objects.get(pk=given.key))
    assert client.get("/desk/").status_code == 200
    change(given.key, Role.REPORTER, is_active=False)
    assert client.get("/desk/").status_code == 302
    # What somebody was signed in with does not come back with the right to sign in.
    change(given.key, Role.REPORTER)
    assert "/accounts/login/" in client.get("/desk/")["Location"]


def test_a_new_password_signs_out_everywhere() -> None:
    given = add()
    client = Client()
    client.force_login(User.objects.get(pk=given.key))
    people.give_new_password(key=given.key, by=ADA, at=NOW)
    assert "/accounts/login/" in client.get("/desk/")["Location"]
    assert record()[-1].reason == "Given a new password."


def test_a_reset_second_factor_signs_out_everywhere_and_nobody_else() -> None:
    given, other = add(), add("joan")
    clients = [Client(), Client(), Client()]
    for client, key in zip(clients, (given.key, given.key, other.key), strict=True):
        people.own_password(key=key)
        client.force_login(User.objects.get(pk=key))
    people.reset_second_factor(key=given.key, by=ADA, at=NOW)
    assert [client.get("/desk/").status_code for client in clients] == [302, 302, 200]


def test_a_role_that_is_taken_away_is_gone_at_the_next_request() -> None:
    given, client = add("ruth", Role.REPORTER, Role.VIEWER), Client()
    people.own_password(key=given.key)
    client.force_login(User.objects.get(pk=given.key))
    assert client.get("/desk/upload/").status_code != 403
    change(given.key, Role.VIEWER)
    assert client.get("/desk/upload/").status_code == 403


class TestNobodyComesToMoreByThemselves:
    def test_nobody_changes_what_they_may_do(self) -> None:
        client = ada()
        key = User.objects.get(username="ada").pk
        for deed in (
            lambda: change(key, Role.EDITOR),
            lambda: people.give_new_password(key=key, by=ADA, at=NOW),
            lambda: people.reset_second_factor(key=key, by=ADA, at=NOW),
        ):
            with pytest.raises(people.OwnAccountError):
                deed()
        sent = client.post(f"/desk/people/{key}/", {"do": "change", "roles": ["editor"]})
        assert sent.status_code == 422
        assert roles_of("ada") == {"admin"}

    def test_only_a_superuser_changes_a_superuser(self) -> None:
        client = ada()
        root = User.objects.create_superuser("root")
        for do in ("change", "password", "second_factor"):
            assert client.post(f"/desk/people/{root.pk}/", {"do": do}).status_code == 422
        assert not record()

    def test_no_form_makes_a_superuser(self) -> None:
        client = ada()
        given = add()
        client.post(
            f"/desk/people/{given.key}/",
            {"do": "change", "roles": ["reporter"], "is_active": "yes", "is_superuser": "on"},
        )
        answer = client.post(
            f"/admin/auth/user/{given.key}/change/", {"username": "ruth", "is_superuser": "on"}
        )
        assert answer.status_code == 403
        assert not User.objects.filter(is_superuser=True).exists()


class TestPages:
    def test_a_password_is_shown_once(self) -> None:
        client = ada()
        page = client.post("/desk/people/", {"name": "ruth", "roles": ["reporter"]})
        assert "Password: <code" in page.content.decode()
        key = User.objects.get(username="ruth").pk
        for address in ("/desk/people/", f"/desk/people/{key}/"):
            page = client.get(address)
            assert "ruth" in page.content.decode()
            assert "Password: <code" not in page.content.decode()

    def test_bad_input_is_refused_in_words(self) -> None:
        client, given = ada(), add()
        for address, sent in (
            ("/desk/people/", {"name": ""}),
            ("/desk/people/", {"name": "ruth"}),
            ("/desk/people/", {"name": "a\x00b"}),
            ("/desk/people/", {"name": "joan", "roles": "king"}),
            (f"/desk/people/{given.key}/", {"do": "conquer"}),
            (f"/desk/people/{given.key}/", {"do": "change", "roles": "king"}),
        ):
            answer = client.post(address, sent)
            assert answer.status_code == 422, sent
            assert 'role="alert"' in answer.content.decode()
        assert client.get("/desk/people/999999/").status_code == 404
        assert client.post("/desk/people/999999/", {"do": "password"}).status_code == 404


class TestDemonstration:
    def test_there_is_somebody_in_each_role(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("make_demo_people")
        told = dict(line.split(": ") for line in capsys.readouterr().out.splitlines())
        for name, password in told.items():
            assert User.objects.get(username=name).check_password(password)
        assert {role for name in told for role in roles_of(name)} == {role.value for role in Role}
        call_command("make_demo_people")
        again = capsys.readouterr().out
        assert not any(password in again for password in told.values())

    def test_a_production_site_refuses(self, settings: Settings) -> None:
        settings.HTTPS = True
        with pytest.raises(CommandError, match="production"):
            call_command("make_demo_people")
        assert not User.objects.exists()
