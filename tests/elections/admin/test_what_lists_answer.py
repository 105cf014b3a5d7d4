"""Lists of the admin answer what their pages offer: no other lookup, no other field, no other person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import models
from django.test import Client, RequestFactory
from django.urls import reverse

import config.urls  # noqa: F401 (registers people)
from councils.admin import ReadOnlyAdmin
from elections.services.publishing import publish_contest
from elections.services.staff import Role
from tests import desk_rows, factories
from tests.elections.medway import held, medway, report_the_result

REGISTERED: list[tuple[type[models.Model], Any]] = sorted(
    admin.site._registry.items(), key=lambda each: each[0]._meta.label
)
by_model = pytest.mark.parametrize(
    ("model", "lists"), REGISTERED, ids=[model._meta.label for model, _ in REGISTERED]
)
HOPS = 3
# What nobody is to find out through the admin: entries, drafts, what the log holds of them, hashes.
SECRETS = {
    "deskresult.way",
    "draft.typed",
    "auditentry.before",
    "auditentry.after",
    "auditentry.reason",
    "proposal.change",
    "proposal.reason",
    "user.password",
}
PICKERS = ("contest", "source", "party", "other_party", "replaces")


def paths(model: type[models.Model], hops: int = HOPS) -> Iterator[tuple[str, type[models.Model]]]:
    """Yield each way through relations, however they point, and the model that it leads to."""
    yield "", model
    if hops:
        for field in model._meta.get_fields():
            if isinstance(field.related_model, type):
                for path, reached in paths(field.related_model, hops - 1):
                    yield f"{field.name}__{path}", reached


def lookups(model: type[models.Model]) -> Iterator[str]:
    """Yield every lookup that Django knows of every field within reach."""
    for path, reached in paths(model):
        for field in reached._meta.get_fields():
            yield f"{path}{field.name}"
            yield f"{path}{field.name}__key"
            for lookup in getattr(field, "get_lookups", dict)():
                yield f"{path}{field.name}__{lookup}"
                yield f"{path}{field.name}__key__{lookup}"
        yield f"{path}pk"


@pytest.fixture
def superuser(db: None) -> Client:
    contest = medway()
    report_the_result(contest)
    publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First result.")
    # Django leaves a filter out that has one choice.
    held(contest, "labour", 32, source=factories.source(slug="guardian-2023"))
    for row in (desk_rows.desk_result(), desk_rows.entry(), factories.new_hexagon()):
        factories.made(row)
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def list_of(model: type[models.Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@by_model
def test_every_list_allows_its_own_filters_alone(model: type[models.Model], lists: Any) -> None:
    assert isinstance(lists, ReadOnlyAdmin)
    assert not lists.inlines
    request = RequestFactory().get("/")
    offered = lists.offered_lookups()
    allowed = {each for each in lookups(model) if lists.lookup_allowed(each, "1", request)}
    assert allowed <= offered
    # One relation at most, and whether it is that row or none.
    assert not [each for each in offered if each.count("__") > 2]
    assert not [each for each in offered if re.search(r"__(?!exact$|isnull$|\w+__exact$)", each)]


def test_every_lookup_within_three_relations_is_tried() -> None:
    tried = {model._meta.model_name: set(lookups(model)) for model, _ in REGISTERED}
    assert sum(map(len, tried.values())) > 500_000
    assert "election__contests__desk_result__way__icontains" in tried["contest"]
    assert "groups__user__password__regex" in tried["user"]
    assert "contest__desk_result__way__key__gte" in tried["auditentry"]


def test_each_link_of_the_filters_is_answered(superuser: Client) -> None:
    followed = 0
    for model, lists in REGISTERED:
        page = superuser.get(list_of(model)).content.decode()
        shown = {unescape(each) for each in re.findall(r'<a href="(\?[^"]*)"', page)}
        asked = {name for link in shown for name in parse_qs(link.removeprefix("?"))}
        assert asked - {"_facets", "all", "o", "p"} <= lists.offered_lookups()
        for link in shown:
            if lists.offered_lookups() & set(parse_qs(link.removeprefix("?"))):
                assert superuser.get(list_of(model) + link).status_code == 200, link
                followed += 1
    assert followed > 50


def test_filters_leave_the_rows_they_name(superuser: Client) -> None:
    for address, rows in (
        ("councils/council/?council_type__exact=unitary", 1),
        ("councils/council/?council_type__exact=county", 0),
        ("auth/user/?is_active__exact=1", 1),
        ("auth/user/?groups__isnull=True", 1),
        ("elections/claim/?moment__exact=after", 4),
        ("elections/deskresult/?state__exact=expected", 1),
        ("elections/election/?status__exact=open", 1),
    ):
        page = superuser.get(f"/admin/{address}")
        assert page.context["cl"].result_count == rows, address


def test_lookups_that_no_page_offers_are_refused_in_words(superuser: Client) -> None:
    for address in (
        "elections/contest/?election__contests__desk_result__way__icontains=33",
        "elections/claim/?contest__desk_result__way__regex=33",
        "elections/claim/?source__id__gte=1",
        "elections/claim/?kind__in=seats_held,control",
        "elections/claim/?kind__regex=(a%2B)%2B%24",
        "elections/claim/?source__claims__note__contains=a",
        "elections/deskresult/?state__startswith=e",
        "elections/deskresult/?id__range=1,2",
        "auth/user/?groups__user__password__regex=^md5",
        "auth/user/?groups__permissions__user__password__regex=^md5",
        "auth/user/?password__startswith=md5",
        "auth/user/?is_active__exact=1&groups__user__password__contains=a",
        "councils/council/?contests__desk_result__state=agreed",
        "elections/election/?contests__audit__reason__icontains=33",
    ):
        answer = superuser.get(f"/admin/{address}")
        assert answer.status_code == 400, address
        assert "be understood" in answer.content.decode(), address


def test_values_that_make_no_sense_are_answered(superuser: Client) -> None:
    answers = {
        "elections/claim/?source__id__exact=nobody": 400,
        "elections/claim/?source__id__exact=99999999999999999999999": 400,
        "elections/claim/?source__id__exact=-99999999999999999999999": 400,
        "elections/claim/?source__id__exact=999999999999999999": 200,
        "elections/claim/?kind__exact=no-such-kind": 200,
        "elections/claim/?kind__exact=a&kind__exact=b": 400,
        "elections/claim/?kind__exact=%00": 400,
        "elections/claim/?kind__exact=%ff": 200,
        "councils/composition/?year=soon": 400,
        "councils/composition/?year=99999999999": 200,
        "councils/composition/?year=99999999999999999999": 400,
        "elections/claim/?source__id__exact=": 400,
        "auth/user/?is_active__exact=maybe": 400,
        "auth/user/?groups__isnull=perhaps": 200,
        "elections/claim/?p=last": 200,
        "elections/claim/?o=99.-4.x.--1": 200,
        "elections/claim/?e=1": 200,
        "elections/claim/?q=33": 200,
        "elections/claim/?q=%25_%27%22": 200,
        f"elections/claim/?q={'a+' * 49}": 200,
        f"elections/claim/?q={'a+' * 2000}": 400,
        f"elections/party/?q={'a+' * 2000}": 400,
        "elections/deskresult/?_to_field=way": 400,
        "elections/deskresult/?_to_field=state": 400,
        "elections/contest/?_to_field=ballot_id": 400,
        "auth/user/?_to_field=password": 400,
        "auth/user/?_to_field=id&_popup=1": 200,
        "auth/user/1/change/?_to_field=username": 400,
    }
    for address, status in answers.items():
        assert superuser.get(f"/admin/{address}").status_code == status, address


def test_a_page_past_the_last_is_answered(
    superuser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReadOnlyAdmin, "list_per_page", 2)
    monkeypatch.setattr(ReadOnlyAdmin, "list_max_show_all", 2)
    assert superuser.get("/admin/elections/claim/?p=2").status_code == 200
    assert superuser.get("/admin/elections/claim/?p=99999").status_code == 400


def test_no_list_searches_sorts_or_shows_a_secret(superuser: Client) -> None:
    factories.made(desk_rows.draft())
    factories.made(desk_rows.proposal())
    looked_at = set()
    for model, lists in REGISTERED:
        name = model._meta.model_name
        secret = {each.partition(".")[2] for each in SECRETS if each.startswith(f"{name}.")}
        assert not secret & {*lists.list_display, *lists.list_filter, *lists.search_fields}
        ends = {str(each).rpartition("__")[2] for each in lists.search_fields}
        assert not ends & {"way", "typed", "before", "after", "password", "reason"}
        row = model._default_manager.order_by("pk").first()
        if row is not None and secret:
            form = superuser.get(f"{list_of(model)}{row.pk}/change/").context["adminform"]
            shown = {field for fieldset in form for field in fieldset.fields}
            assert shown
            assert not secret & shown
            looked_at.add(name)
    assert looked_at == {each.partition(".")[0] for each in SECRETS}


class TestThePickers:
    @pytest.fixture(autouse=True)
    def _stored(self, db: None) -> None:
        report_the_result(medway())

    @staticmethod
    def ask(who: str, field: str = "contest", **asked: str) -> int:
        client = Client()
        if who == "superuser":
            client.force_login(User.objects.create_superuser(who))
        elif who != "nobody":
            user, _ = User.objects.get_or_create(username=who, defaults={"is_staff": True})
            user.groups.add(Group.objects.get(name=who))
            client.force_login(user)
        given = {"app_label": "elections", "model_name": "claim", "field_name": field, **asked}
        return client.get("/admin/autocomplete/", {"term": "medway", **given}).status_code

    @pytest.mark.parametrize("field", PICKERS)
    def test_they_answer_an_editor(self, field: str) -> None:
        assert self.ask("editor", field) == 200

    def test_they_answer_a_superuser(self) -> None:
        assert self.ask("superuser") == 200

    @pytest.mark.parametrize("field", PICKERS)
    @pytest.mark.parametrize("role", [role.value for role in Role if role is not Role.EDITOR])
    def test_they_answer_nobody_else(self, role: str, field: str) -> None:
        assert self.ask(role, field) == 403
        assert self.ask(role, field, field_name="no_such_field") == 403

    def test_they_ask_who_it_is(self) -> None:
        assert self.ask("nobody") == 302

    @pytest.mark.parametrize(
        ("model", "field"),
        [
            ("deskresult", "contest"),
            ("draft", "result"),
            ("auditentry", "contest"),
            ("publication", "contest"),
            ("claim", "recorded_by"),
            ("claim", "no_such_field"),
            ("no_such_model", "contest"),
        ],
    )
    def test_they_answer_for_no_field_but_the_forms(self, model: str, field: str) -> None:
        assert self.ask("editor", field, model_name=model) == 403

    @pytest.mark.parametrize(
        ("asked", "status"),
        [({"page": "x"}, 404), ({"page": "99"}, 404), ({"term": "a " * 90}, 400)],
    )
    def test_what_makes_no_sense_is_no_failure(self, asked: dict[str, str], status: int) -> None:
        assert self.ask("editor", **asked) == status
