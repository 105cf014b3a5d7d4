"""The admin shows what is stored and edits none of it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse

from elections.models import Claim, Correction, LoadedFile, Publication, Withdrawal
from elections.services.publishing import publish_contest
from tests import desk_rows, factories
from tests.elections.medway import held, medway, report_the_council_before, report_the_result

OURS = [
    model for app in ("councils", "elections") for model in apps.get_app_config(app).get_models()
]


@pytest.fixture
def staff(db: None, client: Client) -> Client:
    """Return a client with every permission there is."""
    client.force_login(User.objects.create_superuser("editor", password="tally-ho-2023"))
    return client


@pytest.fixture
def published(db: None) -> None:
    """Store a row of every model."""
    contest = medway()
    report_the_result(contest)
    report_the_council_before(contest)
    held(contest, "labour", 32, source=factories.source(slug="guardian-2023"))
    publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First result.")
    for row in (
        factories.new_council_alias(),
        factories.new_succession(),
        factories.new_party_alias(),
        factories.new_party_seats(),
        factories.new_hexagon(),
        factories.new_executive_mayor(),
        LoadedFile(name="councils.csv", digest="0" * 64, loaded_at=factories.NIGHT),
        desk_rows.desk_result(),
        desk_rows.entry(),
        desk_rows.defended(),
        desk_rows.amendment(),
        desk_rows.proposal(),
        desk_rows.given_password(),
    ):
        factories.made(row)
    factories.made(desk_rows.draft())
    factories.made(Withdrawal(claim=Claim.objects.all()[0], **desk_rows.BY_EDITH))
    factories.made(
        Correction(publication=Publication.objects.all()[0], kind="correction", reason="misread")
    )


def address(model: type[models.Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_every_model_is_there_to_look_at(staff: Client, published: None) -> None:
    for model in OURS:
        assert admin.site.is_registered(model), model
        row = model._default_manager.order_by("pk").first()
        assert row is not None, model
        assert staff.get(address(model, "changelist")).status_code == 200, model
        assert staff.get(address(model, "change", row.pk)).status_code == 200, model


def test_nobody_adds_changes_or_deletes(staff: Client, published: None) -> None:
    for model in OURS:
        row = model._default_manager.order_by("pk").first()
        assert row is not None, model
        before = model._default_manager.count()
        assert staff.post(address(model, "add"), {}).status_code == 403, model
        assert staff.post(address(model, "change", row.pk), {}).status_code == 403, model
        sent = staff.post(address(model, "delete", row.pk), {"post": "yes"})
        assert sent.status_code == 403, model
        staff.post(
            address(model, "changelist"),
            {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
        )
        assert model._default_manager.count() == before, model


def test_no_address_asks_after_what_is_not_shown(staff: Client, published: None) -> None:
    for asked in (
        "elections/deskresult/?way__icontains=33",
        "elections/deskresult/?way__first__by=ruth",
        "elections/draft/?typed__icontains=33",
        "elections/draft/?typed__seats.labour=33",
        "elections/auditentry/?after__icontains=33",
        "auth/user/?password__startswith=md5",
    ):
        assert staff.get(f"/admin/{asked}").status_code == 400, asked


def test_lists_are_narrowed_down_by_what_stands_beside_them(staff: Client, published: None) -> None:
    for asked in ("deskresult/?state__exact=expected", "claim/?kind__exact=seats_held"):
        assert staff.get(f"/admin/elections/{asked}").status_code == 200
