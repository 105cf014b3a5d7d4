"""Sources are corrected at the desk: on record, never half, kept over loads, and results follow."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from elections.domain.desk.proposals import SourceChange
from elections.models import AuditEntry, Claim, Publication, Source
from elections.selectors.data_version import current_data_version
from elections.services.desk.stepping import Actor
from elections.services.expected.changing import AltersPublishedError, ChangeRefusedError
from elections.services.expected.sources import Told, change_source
from elections.services.publishing import publish_contest
from tests import factories
from tests.elections.medway import held, medway, report_the_result
from tests.proposals import propose_and_publish
from tests.views.reading import words_of

pytestmark = pytest.mark.django_db

EDITH: dict[str, Any] = {
    "by": Actor("edith", "192.0.2.1"),
    "at": factories.NIGHT,
    "reason": "Misread.",
}
LATER = factories.NIGHT + timedelta(days=2)
BBC = "bbc-medway-2023"
ADDRESS = f"/desk/sources/{BBC}/"


def told(slug: str = BBC) -> Told:
    row = Source.objects.get(slug=slug)
    return Told(row.name, row.title, row.outlet_name, row.published_on, row.date_basis, row.url)


@pytest.fixture
def edith() -> Client:
    user = User.objects.create_user("edith", is_staff=True)
    user.groups.add(Group.objects.get(name="editor"))
    client = Client()
    client.force_login(user)
    return client


def labour_is_disputed() -> None:
    """Publish Medway, of which the BBC says 33 on 5 May and Sky 32 the day before."""
    contest = medway()
    report_the_result(contest)
    sky = factories.made(
        factories.new_source(slug="sky-medway-2023", published_on=date(2023, 5, 4))
    )
    held(contest, "labour", 32, source=sky)
    publish_contest(contest=contest, at=factories.NIGHT, by="edith", reason="On the night.")


class TestTheService:
    def test_what_was_there_before_and_after_is_on_record_and_readers_see_it(self) -> None:
        factories.source()
        before = current_data_version()
        change_source(slug=BBC, told=replace(told(), title="The count in Medway"), **EDITH)
        entry = AuditEntry.objects.latest("pk")
        assert (entry.by, entry.address, entry.action) == ("edith", "192.0.2.1", "changed_a_source")
        assert (entry.subject, entry.reason) == (BBC, "Misread.")
        assert entry.before == {"title": "Report on the result in Medway"}
        assert entry.after == {"title": "The count in Medway"}
        assert current_data_version() == before + 1

    def test_saving_what_is_so_already_is_no_change(self) -> None:
        factories.source()
        change_source(slug=BBC, told=told(), **EDITH)
        assert not AuditEntry.objects.exists()

    def test_another_day_publishes_anew_what_rests_on_it(self) -> None:
        labour_is_disputed()
        later = replace(told("sky-medway-2023"), published_on=date(2023, 5, 6))
        with pytest.raises(AltersPublishedError) as refused:
            change_source(slug="sky-medway-2023", told=later, **{**EDITH, "at": LATER})
        assert refused.value.affected == ("local.medway.2023-05-04",)
        assert told("sky-medway-2023").published_on == date(2023, 5, 4)
        propose_and_publish(
            SourceChange("sky-medway-2023", **asdict(later)),
            proposed_by=Actor("edith"),
            by=Actor("emil"),
            at=LATER,
            reason="Misread.",
        )
        newest = Publication.objects.get(is_current=True)
        assert (newest.version, newest.published_by) == (2, "emil")
        assert newest.reason == "BBC News appeared on 6 May 2023. Misread."

    def test_another_title_publishes_nothing(self) -> None:
        labour_is_disputed()
        assert change_source(slug=BBC, told=replace(told(), title="The count"), **EDITH)
        assert Publication.objects.count() == 1

    @pytest.mark.parametrize("kind", ["declaration", "editor"])
    def test_what_the_desk_makes_is_not_corrected_here(self, kind: str) -> None:
        factories.made(factories.new_source(kind=kind))
        with pytest.raises(ChangeRefusedError, match="no article or table"):
            change_source(slug=BBC, told=replace(told(), title="Mine"), **EDITH)
        assert told().title == "Report on the result in Medway"

    @pytest.mark.parametrize(
        "wrong", [{"title": ""}, {"url": "nowhere"}, {"published_on": date(2099, 1, 1)}]
    )
    def test_what_can_not_be_is_refused_and_nothing_is_stored(self, wrong: dict[str, Any]) -> None:
        factories.source()
        before = told()
        with pytest.raises(ChangeRefusedError):
            change_source(slug=BBC, told=replace(before, name="Other", **wrong), **EDITH)
        assert told() == before
        assert not AuditEntry.objects.exists()

    def test_loading_leaves_what_was_corrected(self) -> None:
        call_command("load_fixtures", verbosity=0)
        slug = Claim.objects.filter(source__kind="article")[0].source.slug
        corrected = replace(told(slug), title="What the article tells")
        change_source(slug=slug, told=corrected, **EDITH)
        call_command("load_fixtures", verbosity=0)
        assert told(slug) == corrected


class TestThePages:
    def test_a_source_is_found_and_corrected(self, edith: Client) -> None:
        factories.source()
        factories.source(slug="itv-medway-2023")
        found = words_of(edith.get("/desk/sources/", {"q": "bbc-medway"}))
        assert "1 source." in found
        sent = {**form(), "name": "BBC South East", "reason": "Misread."}
        answer = edith.post(ADDRESS, sent, follow=True)
        assert "Done, and on record." in words_of(answer)
        assert "BBC South East" in words_of(Client().get(f"/sources/{BBC}/"))

    def test_bad_input_is_told_beside_the_field_and_nothing_is_stored(self, edith: Client) -> None:
        factories.source()
        before = told()
        sent = {**form(), "published_on": "yesterday", "reason": ""}
        answer = edith.post(ADDRESS, sent)
        assert answer.status_code == 422
        assert "Give a day as in 2027-05-06." in words_of(answer)
        assert told() == before

    def test_the_list_is_paged_and_takes_nonsense(self, edith: Client) -> None:
        for number in range(51):
            factories.source(slug=f"bbc-{number}")
        assert "page 1 of 2" in words_of(edith.get("/desk/sources/"))
        assert edith.get("/desk/sources/", {"q": "bbc", "page": "2"}).status_code == 200
        assert edith.get("/desk/sources/", {"page": "none"}).status_code == 200
        assert edith.get("/desk/sources/", {"q": "\0"}).status_code == 400
        assert edith.get("/desk/sources/nowhere/").status_code == 404


def form() -> dict[str, Any]:
    row = told()
    return {
        "name": row.name,
        "title": row.title,
        "outlet_name": row.outlet_name,
        "published_on": str(row.published_on),
        "date_basis": row.date_basis,
        "url": row.url,
    }
