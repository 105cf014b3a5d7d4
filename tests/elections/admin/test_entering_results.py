"""Entering results in the admin: who may, what is kept of a wrong form, and what readers see then."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from elections.models import Claim, Contest, Publication, Source
from elections.selectors.previewing import entered_material
from elections.services.publishing import publish_contest
from elections.services.staff import set_up_groups
from tests import factories
from tests.elections.medway import held, medway

ENTER = "/admin/elections/contest/enter/"
# What is said later is shown before what was said earlier.
LATER_ARTICLE = {"kind": "article", "published_on": "2023-05-09"}


def somebody(who: str) -> Client:
    """Return a client signed in as an editor, a viewer, staff in no group, a superuser or nobody."""
    client = Client()
    if who == "superuser":
        client.force_login(User.objects.create_superuser("superuser"))
    elif who != "nobody":
        user = User.objects.create_user(who, is_staff=True)
        if who in ("editor", "viewer"):
            user.groups.add(Group.objects.get(name=who))
        client.force_login(user)
    return client


# A form with fewer rows than the page gives is answered sooner.
ONE_ROW = {"claims-TOTAL_FORMS": "1"}


def form(contest: Contest, *rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a form as a browser sends it: rows begin as the page gives them."""
    data: dict[str, Any] = {
        "contest": contest.pk,
        "name": "Medway Council",
        "title": "Declaration of the result",
        "outlet_name": "Medway Council",
        "kind": "dataset",
        "published_on": "2023-05-05",
        "edition": "1",
        "date_basis": "Printed on it.",
        "reason": "Declared.",
        "claims-TOTAL_FORMS": "6",
        "claims-INITIAL_FORMS": "0",
    }
    for index in range(6):
        row = {"kind": "seats_held", "moment": "after", "stated_as": "digits"}
        if index < len(rows):
            row |= rows[index]
        data |= {f"claims-{index}-{name}": value for name, value in row.items()}
    return data | fields


def labour(seats: object = 33, **columns: Any) -> dict[str, Any]:
    return {"party": factories.party().pk, "value": seats, **columns}


# A fact without a figure, which one person publishes.
REMARK = {"kind": "remark", "moment": "", "topic": "council", "text": "A recount in one ward."}


def seen(contest: Contest, who: str = "another") -> str:
    """Return what stands for the preview that somebody is shown."""
    named = Contest.objects.of_key(contest.pk).with_names().get()
    return entered_material(named, by=who).preview.token


def result_address(contest: Contest) -> str:
    return reverse("admin:elections_contest_result", args=[contest.pk])


@pytest.fixture
def editor(db: None) -> Client:
    return somebody("editor")


@pytest.mark.django_db
class TestWhoMay:
    @pytest.mark.parametrize(
        ("who", "status"),
        [("nobody", 302), ("staff", 403), ("viewer", 403), ("editor", 200), ("superuser", 200)],
    )
    def test_see_the_form_and_send_it(self, who: str, status: int) -> None:
        contest, client = medway(), somebody(who)
        assert client.get(ENTER).status_code == status
        for do in ("preview", "rows"):
            sent = client.post(ENTER, form(contest, labour(), do=do))
            assert sent.status_code == status
        for do, row in (("save", labour()), ("publish", REMARK)):
            sent = client.post(ENTER, form(contest, row, do=do, title=f"To {do}"))
            assert sent.status_code == (302 if status == 200 else status)
        assert Claim.objects.exists() == (status == 200)

    @pytest.mark.parametrize(
        ("who", "looks", "publishes"),
        [
            ("nobody", 302, 302),
            ("staff", 403, 403),
            ("viewer", 200, 403),
            ("editor", 200, 302),
            ("superuser", 200, 302),
        ],
    )
    def test_see_and_publish_what_is_stored(self, who: str, looks: int, publishes: int) -> None:
        contest, client = medway(), somebody(who)
        held(contest, "labour", 33)
        shown = client.get(result_address(contest))
        assert shown.status_code == looks
        if who == "viewer":
            assert "Publish</button>" not in shown.content.decode()
        sent = client.post(result_address(contest), {"reason": "Declared.", "seen": seen(contest)})
        assert sent.status_code == publishes
        assert Publication.objects.exists() == (who in ("editor", "superuser"))

    @pytest.mark.parametrize(("who", "sees"), [("viewer", False), ("editor", True)])
    def test_find_the_way_to_the_form(self, who: str, *, sees: bool) -> None:
        contest, client = medway(), somebody(who)
        source = factories.source()
        for address in (
            "/admin/",
            "/admin/elections/contest/",
            f"/admin/elections/contest/{contest.pk}/change/",
            "/admin/elections/source/",
            f"/admin/elections/source/{source.pk}/change/",
        ):
            page = client.get(address)
            assert page.status_code == 200
            assert (ENTER in page.content.decode()) == sees, address

    @pytest.mark.parametrize("is_stored", [True, False])
    def test_enter_nothing_here_that_the_desk_decides(self, *, is_stored: bool) -> None:
        contest, client = medway(), somebody("editor")
        for kind, words in (("declaration", "goes the desk"), ("editor", "under Disputes")):
            if is_stored:
                source = factories.made(factories.new_source(kind=kind, slug=f"a-{kind}"))
                empty = dict.fromkeys(("name", "title", "outlet_name", "kind", "published_on"), "")
                given = {**empty, "date_basis": "", "source": source.pk}
            else:
                given = {"kind": kind}
            for do in ("preview", "save", "publish"):
                sent = client.post(ENTER, form(contest, labour(), do=do, **given) | ONE_ROW)
                assert sent.status_code == 422, (kind, do)
                assert words in sent.content.decode(), (kind, do)
                assert not Claim.objects.exists(), (kind, do)

    def test_add_no_source_without_leave_to(self) -> None:
        contest, client = medway(), somebody("editor")
        group = Group.objects.get(name="editor")
        group.permissions.remove(*group.permissions.filter(codename="add_source"))
        sent = client.post(ENTER, form(contest, labour(), do="save"))
        assert "You may not add a source" in sent.content.decode()
        assert not Source.objects.exists()

    def test_publish_nothing_without_leave_to(self) -> None:
        contest, client = medway(), somebody("editor")
        group = Group.objects.get(name="editor")
        group.permissions.remove(*group.permissions.filter(codename="add_publication"))
        sent = client.post(ENTER, form(contest, labour(), do="publish"))
        assert sent.status_code == 403
        assert 'value="publish"' not in client.get(ENTER).content.decode()
        assert not Claim.objects.exists()

    def test_groups_are_made_once(self) -> None:
        call_command("set_up_groups", verbosity=0)
        call_command("set_up_groups", verbosity=0)
        assert [each.has_changed for each in set_up_groups()] == [False] * 5


class TestTheForm:
    def test_a_preview_stores_nothing_and_keeps_what_was_typed(self, editor: Client) -> None:
        held(contest := medway(), "labour", 32)
        page = editor.post(
            ENTER, form(contest, labour(paragraph=4), do="preview", **LATER_ARTICLE)
        ).content.decode()
        assert "Preview: nothing is stored yet" in page
        assert "Labour: seats after: 33 would be shown." in page
        assert "W107" in page
        assert 'value="33"' in page
        assert Claim.objects.count() == 1

    def test_more_rows_keep_what_was_typed_and_find_no_fault(self, editor: Client) -> None:
        page = editor.post(ENTER, form(medway(), {"value": "33"}, do="rows", name=""))
        assert page.status_code == 200
        text = page.content.decode()
        assert 'id="claim-10"' in text
        assert 'value="33"' in text
        assert "Give the source a name" not in text

    def test_the_rows_added_are_no_claims_as_long_as_they_are_left(self, editor: Client) -> None:
        contest = medway()
        data = form(contest, labour(), do="save") | {"claims-TOTAL_FORMS": "10"}
        for index in range(6, 10):
            data |= {
                f"claims-{index}-{k}": data[f"claims-5-{k}"]
                for k in ("kind", "moment", "stated_as")
            }
        assert editor.post(ENTER, data).status_code == 302
        assert Claim.objects.count() == 1

    def test_an_error_finding_blocks_publication_with_its_code_and_words(
        self, editor: Client
    ) -> None:
        contest = medway()
        editor.post(ENTER, form(contest, labour(33), labour(34), do="save"))
        address = result_address(contest)
        sent = {"reason": "Checked.", "seen": seen(contest)}
        page = somebody("superuser").post(address, sent)
        assert page.status_code == 422
        text = page.content.decode()
        assert "E107" in text
        assert "One source gives two values for one figure." in text
        assert not Publication.objects.exists()

    def test_a_stored_source_is_taken_as_it_is(self, editor: Client) -> None:
        contest, source = medway(), factories.source()
        new = dict.fromkeys(
            ["name", "title", "outlet_name", "kind", "published_on", "date_basis"], ""
        )
        data = form(contest, labour(paragraph=4), do="save", source=source.pk, **new)
        assert editor.post(ENTER, data).status_code == 302
        assert Claim.objects.get().source == source

    def test_a_kind_without_a_moment_is_not_asked_to_clear_it(self, editor: Client) -> None:
        data = form(medway(), labour(kind="seats_won"), do="save")
        assert editor.post(ENTER, data).status_code == 302
        assert Claim.objects.get().moment == ""

    @pytest.mark.parametrize(
        "typed",
        [
            {"claims-0-value": "9" * 5_000},
            {"claims-0-value": "99999999"},
            {"claims-0-value": "three"},
            {"claims-0-value": "\x00"},
            {"claims-0-text": "a\x00b"},
            {"claims-0-text": "a" * 100_000},
            {"claims-0-kind": "councils_declared"},
            {"claims-0-moment": "yesterday"},
            {"claims-0-party": "9" * 40},
            {"claims-0-party": "\x00"},
            {"claims-0-replaces": "-1"},
            {"claims-0-paragraph": "0"},
            {"contest": "9" * 40},
            {"contest": "\x00"},
            {"source": "nobody"},
            {"name": "\x00"},
            {"outlet_name": "\u2026"},
            {"outlet_name": "o" * 500},
            {"url": "javascript:alert(1)"},
            {"published_on": "0000-00-00"},
            {"edition": "1000"},
            {"reason": "", "do": "publish"},
            {"reason": "a\x00", "do": "publish"},
            {"claims-TOTAL_FORMS": "1000000"},
            {"claims-TOTAL_FORMS": "x"},
            {"claims-TOTAL_FORMS": ""},
        ],
    )
    def test_whatever_is_typed_is_answered_with_words(
        self, editor: Client, typed: dict[str, str]
    ) -> None:
        data = form(medway(), labour(), do="save") | ONE_ROW | typed
        page = editor.post(ENTER, data)
        assert page.status_code == 422
        assert "Nothing was stored" in page.content.decode()
        assert not Claim.objects.exists()
        assert not Source.objects.exists()

    @pytest.mark.parametrize("query", ["?contest=x", "?contest=" + "9" * 40, "?source=-1"])
    def test_an_address_that_names_no_contest_is_a_form_without_one(
        self, editor: Client, query: str
    ) -> None:
        assert editor.get(ENTER + query).status_code == 200

    def test_a_contest_deleted_meanwhile_is_told(self, editor: Client) -> None:
        data = form(contest := medway(), labour(), do="publish")
        contest.delete()
        page = editor.post(ENTER, data)
        assert page.status_code == 422
        assert "This contest is no longer here" in page.content.decode()

    def test_a_result_of_no_contest_is_not_found(self, editor: Client) -> None:
        assert editor.get(reverse("admin:elections_contest_result", args=[9])).status_code == 404


class TestAfterwards:
    def test_the_page_and_the_json_show_the_new_figures_at_once(self, editor: Client) -> None:
        contest, reader = medway(), Client()
        held(contest, "labour", 32)
        editor.post(result_address(contest), {"reason": "First.", "seen": seen(contest)})
        addresses = ["/elections/2023-05-04/medway/", f"/api/v1/contests/{contest.ballot_id}"]
        tags = [reader.get(address).headers["ETag"] for address in addresses]
        editor.post(ENTER, form(contest, labour(paragraph=4), do="save", **LATER_ARTICLE))
        sent = {"reason": "Checked.", "seen": seen(contest)}
        assert somebody("superuser").post(result_address(contest), sent).status_code == 302
        for address, tag in zip(addresses, tags, strict=True):
            fresh = reader.get(address, headers={"If-None-Match": tag})
            assert fresh.status_code == 200
            assert "33" in fresh.content.decode()
        after = reader.get(addresses[1]).json()["after"]["labour"]
        assert (after["value"], after["status"]) == (33, "disputed")

    def test_what_was_saved_is_previewed_and_published_later(self, editor: Client) -> None:
        contest = medway()
        editor.post(ENTER, form(contest, labour(), do="save"))
        other = somebody("superuser")
        page = other.get(result_address(contest)).content.decode()
        assert "This would be the first version." in page
        assert "Entered by editor, and not published yet." in page
        other.post(result_address(contest), {"reason": "Checked.", "seen": seen(contest)})
        page = editor.get(result_address(contest)).content.decode()
        assert "superuser: Checked." in page
        assert "Nothing would change: version 1 says all of this already." in page
        assert Publication.objects.get().published_by == "superuser"

    def test_readers_see_nothing_of_a_claim_until_it_is_published(self, editor: Client) -> None:
        contest, reader = medway(), Client()
        held(contest, "labour", 32)
        publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First.")
        editor.post(ENTER, form(contest, labour(37), REMARK, do="save"))
        slug = Source.objects.get(outlet="medway-council").slug
        pages = [f"/sources/{slug}/", "/elections/2023-05-04/medway/", "/councils/medway/"]
        tables = [f"/api/v1/sources/{slug}", "/about/data/claims.csv"]

        def shown() -> set[str]:
            found = set()
            for address in (*pages, *tables):
                text = reader.get(address).content.decode()
                if re.search(r"\b37\b|A recount in one ward", text):
                    found.add(address)
            return found

        assert shown() == set()
        sent = {"reason": "Checked.", "seen": seen(contest)}
        assert somebody("superuser").post(result_address(contest), sent).status_code == 302
        assert shown() >= {*tables, f"/sources/{slug}/", "/elections/2023-05-04/medway/"}

    def test_a_correction_leaves_the_claim_it_replaces_until_it_is_published(
        self, editor: Client
    ) -> None:
        contest, reader = medway(), Client()
        claim = held(contest, "labour", 32)
        publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First.")
        new = dict.fromkeys(
            ["name", "title", "outlet_name", "kind", "published_on", "date_basis"], ""
        )
        row = labour(paragraph=4, replaces=claim.pk)
        data = form(contest, row, do="save", source=claim.source.pk, **new)
        assert editor.post(ENTER, data).status_code == 302
        page = reader.get(f"/sources/{claim.source.slug}/").content.decode()
        assert "32" in page
        assert "Corrected" not in page
        assert re.search(r"\b33\b", page) is None

    @pytest.mark.parametrize("who", ["editor", "superuser"])
    def test_nobody_publishes_the_figures_that_they_entered(self, db: None, who: str) -> None:
        contest, client = medway(), somebody(who)
        refused = client.post(ENTER, form(contest, labour(), do="publish"))
        assert refused.status_code == 422
        assert "somebody other than the person who entered it" in refused.content.decode()
        assert not Claim.objects.exists()
        client.post(ENTER, form(contest, labour(), do="save"))
        page = client.get(result_address(contest)).content.decode()
        assert "Another editor publishes them on this page" in page
        assert "Publish</button>" not in page
        for token in (seen(contest), seen(contest, who), ""):
            sent = client.post(result_address(contest), {"reason": "Mine.", "seen": token})
            assert sent.status_code == 422
            assert "you entered these figures yourself" in sent.content.decode()
        assert not Publication.objects.exists()

    @pytest.mark.parametrize("token", [None, "", "x", "0" * 64])
    def test_what_was_not_previewed_is_not_published(
        self, editor: Client, token: str | None
    ) -> None:
        held(contest := medway(), "labour", 33)
        sent = {"reason": "Checked."} | ({} if token is None else {"seen": token})
        page = editor.post(result_address(contest), sent)
        assert page.status_code == 422
        assert "has changed since you opened this page" in page.content.decode()
        assert not Publication.objects.exists()

    def test_what_an_editor_saved_is_not_published_by_loading_fixtures(
        self, editor: Client
    ) -> None:
        contest = medway()
        editor.post(ENTER, form(contest, labour(33), labour(34), do="save"))
        assert Claim.objects.count() == 2
        call_command("load_fixtures", verbosity=0)
        assert not Publication.objects.filter(contest=contest).exists()

    def test_publishing_needs_a_reason(self, editor: Client) -> None:
        held(contest := medway(), "labour", 33)
        page = editor.post(result_address(contest), {"reason": " "})
        assert page.status_code == 422
        assert not Publication.objects.exists()


class TestThePickers:
    def test_a_contest_is_found_by_what_people_type(
        self, published_articles: None, editor: Client
    ) -> None:
        asked = {"app_label": "elections", "model_name": "claim", "field_name": "contest"}
        for typed in ("portsmouth", "ports 2022", "local.portsmouth", "POR"):
            answer = editor.get("/admin/autocomplete/", {"term": typed, **asked}).json()
            found = {each["text"] for each in answer["results"]}
            assert "local.portsmouth.2022-05-05" in found, typed
