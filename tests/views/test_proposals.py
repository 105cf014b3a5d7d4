"""What alters published figures is proposed by one person and published by another, whoever they are."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest
from django.test import Client

from councils.models import Council, CouncilSize
from elections.models import AuditEntry, Claim, Contest, Proposal, Publication, Source
from elections.selectors.desk.proposals import proposal_row
from elections.services.publishing import publish_contest
from tests import factories
from tests.elections.medway import held
from tests.proposals import address, publish, seen, size, somebody, token_in
from tests.views.reading import words_of

THANET = "/desk/councils/thanet/"
READERS = "/elections/2023-05-04/thanet/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    return somebody("ada", "admin")


@pytest.fixture
def edith() -> Client:
    return somebody("edith", "editor")


@pytest.fixture
def thanet() -> Contest:
    """Publish Thanet: 56 seats, Labour 30, which had been the Conservatives'."""
    row = factories.made(
        factories.new_council(
            slug="thanet", name="Thanet", gss_code="E07000114", council_type="district"
        )
    )
    factories.council_size(of=row, seats=56, in_force_from=date(2015, 5, 7))
    contest = factories.contest(of=row, last_fought_on=None)
    for party, seats, before in (("labour", 30, 20), ("conservative", 22, 33), ("green", 4, 3)):
        held(contest, party, seats)
        held(contest, party, before, moment="eve_of_poll")
    publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First result.")
    return contest


def propose_size(client: Client, seats: int = 62, reason: str = "The order says so.") -> Proposal:
    previewed = token_in(client.post(THANET, size(seats)))
    sent = size(seats, propose="yes", reason=reason, seen=previewed)
    answer = client.post(THANET, sent, follow=True)
    assert answer.status_code == 200, words_of(answer)
    return Proposal.objects.open().latest("pk")


def headline() -> str:
    return words_of(Client().get(READERS))


def versions() -> int:
    return Publication.objects.filter(contest__council__slug="thanet").count()


def stored() -> tuple[object, ...]:
    return (
        sorted(CouncilSize.objects.values_list("council__slug", "in_force_from", "seats")),
        sorted(Council.objects.values_list("slug", "name", "region__slug")),
        sorted(Source.objects.values_list("slug", "published_on")),
        sorted(Publication.objects.values_list("contest", "version", "is_current")),
        Claim.objects.count(),
    )


class TestSizeOfACouncil:
    def test_size_alone_alters_nothing_published_and_shows_what_would_change(
        self, thanet: Contest, ada: Client
    ) -> None:
        before = stored()
        for client in (ada, somebody("superuser")):
            answer = client.post(THANET, size(62))
            assert answer.status_code == 422
            told = words_of(answer)
            assert "Not saved yet: this changes 1 published result." in told
            assert "local.thanet" not in told
            assert "Now: Labour gain Thanet" in told
            assert "It would be: Conservatives lose Thanet to no overall control" in told
            assert "The size of the council after 56 62" in told
            assert "Propose it" in told
            assert stored() == before
            assert not AuditEntry.objects.filter(action="changed_an_election").exists()

    def test_editor_publishes_with_a_reason_that_readers_see(
        self, thanet: Contest, ada: Client, edith: Client
    ) -> None:
        proposal = propose_size(ada)
        assert "Labour gain Thanet" in headline()
        assert "Thanet: 62 seats" in words_of(edith.get("/desk/proposals/"))
        answer = publish(edith, proposal, reason="Order 2015/12 says so.")
        assert answer.status_code == 302, words_of(answer)
        assert "Conservatives lose Thanet to no overall control" in headline()
        newest = Publication.objects.get(contest=thanet, is_current=True)
        assert (newest.version, newest.published_by) == (2, "edith")
        assert "Order 2015/12 says so" in words_of(Client().get(f"{READERS}versions/"))
        entry = AuditEntry.objects.get(action="published", by="edith")
        assert (entry.by, entry.contest, entry.reason) == (
            "edith",
            thanet,
            "Order 2015/12 says so.",
        )
        assert entry.before is not None
        assert entry.after is not None
        assert entry.before["figures"]["The size of the council after"] == "56"
        assert entry.after["figures"]["The size of the council after"] == "62"
        assert entry.after["proposed_by"] == "ada"
        assert AuditEntry.objects.get(action="proposed").by == "ada"

    def test_council_s_page_says_what_waits_to_be_published(
        self, thanet: Contest, ada: Client, edith: Client
    ) -> None:
        waits = "Waits to be published: Thanet: 62 seats from 7 May 2015"
        assert waits not in words_of(ada.get(THANET))
        proposal = propose_size(ada)
        answer = ada.get(THANET)
        assert f"{waits} Proposed by ada, " in words_of(answer)
        assert f'href="{address(proposal)}"' in answer.text
        assert waits not in words_of(ada.get("/desk/councils/medway/"))
        publish(edith, proposal)
        assert waits not in words_of(ada.get(THANET))

    def test_one_person_never_proposes_and_publishes(self, thanet: Contest) -> None:
        for client in (somebody("root"), somebody("both", "admin", "editor")):
            proposal = propose_size(client)
            before = stored()
            assert "Somebody else" in words_of(client.get(address(proposal)))
            token = seen(somebody("other", "editor"), proposal)
            answer = publish(client, proposal, seen=token)
            assert answer.status_code == 409
            assert "You proposed this yourself" in words_of(answer)
            assert stored() == before
            client.post(address(proposal), {"do": "turn_down", "reason": "Not now."})

    def test_who_publishes_nothing_is_kept_out(self, thanet: Contest, ada: Client) -> None:
        proposal = propose_size(ada)
        for role in ("viewer", "reporter", "verifier"):
            client = somebody(role, role)
            assert client.get("/desk/proposals/").status_code == 403, role
            assert client.get(address(proposal)).status_code == 403, role
            assert publish(client, proposal).status_code == 403, role
            posted = client.post(THANET, size(62, propose="yes", reason="x"))
            assert posted.status_code == 403, role
            assert versions() == 1, role

    def test_another_admin_does_not_publish_it(self, thanet: Contest, ada: Client) -> None:
        proposal = propose_size(ada)
        other = somebody("olga", "admin")
        for do in ("publish", "turn_down", "nonsense"):
            assert publish(other, proposal, do=do).status_code == 403
        assert Proposal.objects.open().get() == proposal

    def test_half_sent_request_publishes_nothing(
        self, thanet: Contest, ada: Client, edith: Client
    ) -> None:
        proposal, before = propose_size(ada), stored()
        for given, status in (
            ({"seen": ""}, 409),
            ({"seen": "0" * 64}, 409),
            ({"reason": " "}, 422),
            ({"do": ""}, 422),
            ({"do": "size"}, 422),
        ):
            assert publish(edith, proposal, **given).status_code == status, given
            assert stored() == before, given
            assert Proposal.objects.open().exists(), given

    def test_request_sent_again_changes_nothing_more(
        self, thanet: Contest, ada: Client, edith: Client
    ) -> None:
        proposal = propose_size(ada)
        again = ada.post(THANET, size(62, propose="yes", reason="The order says so."))
        assert again.status_code == 422
        assert "ada proposed a change of this already" in words_of(again)
        token = seen(edith, proposal)
        assert publish(edith, proposal, seen=token).status_code == 302
        after = stored()
        answer = publish(edith, proposal, seen=token)
        assert answer.status_code == 409
        assert "published already, by edith" in words_of(answer)
        assert stored() == after

    def test_proposal_needs_a_reason(self, thanet: Contest, ada: Client) -> None:
        for given in ({}, {"reason": " \x00"}):
            answer = ada.post(THANET, size(62, propose="yes", **given))
            assert answer.status_code == 422
            assert "Give a reason" in words_of(answer)
            assert "It would be: Conservatives lose Thanet" in words_of(answer)
        assert not Proposal.objects.exists()

    def test_change_that_was_not_previewed_is_previewed_and_not_proposed(
        self, thanet: Contest, ada: Client
    ) -> None:
        answer = ada.post(THANET, size(62))
        for given in ("", "0" * 64, token_in(answer)):
            answer = ada.post(THANET, size(60, propose="yes", reason="The order.", seen=given))
            assert answer.status_code == 422, given
            told = words_of(answer)
            assert "this is not the change that you were shown last" in told, given
            assert "The size of the council after 56 60" in told, given
            assert not Proposal.objects.exists(), given
        again = size(60, propose="yes", reason="The order.", seen=token_in(answer))
        assert ada.post(THANET, again).status_code == 302
        assert Proposal.objects.get().told == "Thanet: 60 seats from 7 May 2015"

    def test_changes_with_the_same_effects_have_previews_of_their_own(
        self, thanet: Contest, ada: Client
    ) -> None:
        earlier = {"size-in_force_from": "2015-05-08"}
        given = token_in(ada.post(THANET, size(62)))
        answer = ada.post(THANET, size(62, propose="yes", reason="x", seen=given, **earlier))
        assert answer.status_code == 422
        assert not Proposal.objects.exists()

    def test_preview_has_the_focus_and_can_be_left(self, thanet: Contest, ada: Client) -> None:
        shown = ada.post(THANET, size(62)).content.decode()
        assert shown.count("autofocus") == 1
        assert re.search(r'<h3 id="preview-heading" tabindex="-1" autofocus>', shown)
        assert f'<a href="{THANET}">Cancel</a>' in shown

    def test_what_is_published_is_what_was_previewed(
        self, thanet: Contest, ada: Client, edith: Client
    ) -> None:
        proposal = propose_size(ada)
        token = seen(edith, proposal)
        held(thanet, "independent", 1)
        publish_contest(contest=thanet, at=factories.NIGHT, by="desk", reason="One more.")
        before = stored()
        answer = publish(edith, proposal, seen=token)
        assert answer.status_code == 409
        assert "no longer what you were shown" in words_of(answer)
        assert stored() == before
        assert publish(edith, proposal).status_code == 302

    def test_finding_that_stops_publication_stops_a_proposal(
        self, thanet: Contest, ada: Client
    ) -> None:
        before = stored()
        answer = ada.post(THANET, size(40, propose="yes", reason="The order says so."))
        assert answer.status_code == 422
        told = words_of(answer)
        assert "Not saved: Thanet\u2019s result of 4 May 2023 has 56 seats" in told
        assert "if 40 is right, correct that result first." in told
        assert "local.thanet" not in told
        assert stored() == before
        assert not Proposal.objects.exists()

    def test_refused_size_names_the_result_and_its_seats(self, ada: Client) -> None:
        sent = size(61) | {"size-in_force_from": "2023-05-04"}
        answer = ada.post("/desk/councils/medway/", sent)
        assert answer.status_code == 422
        assert (
            "Not saved: Medway\u2019s result of 4 May 2023 has 59 seats, all of them up. Check the"
            " number and the day; if 61 is right, correct that result first."
        ) in words_of(answer)

    def test_size_that_alters_nothing_published_is_stored_at_once(
        self, thanet: Contest, ada: Client
    ) -> None:
        later = {"size-in_force_from": "2027-05-06"}
        answer = ada.post(THANET, size(48, **later), follow=True)
        assert "Done, and on record." in words_of(answer)
        assert CouncilSize.objects.filter(seats=48).exists()
        assert versions() == 1
        refused = ada.post(THANET, size(47, propose="yes", reason="x", **later))
        assert "This alters nothing that is published" in words_of(refused)

    def test_unpublished_claims_stay_unpublished(
        self, thanet: Contest, ada: Client, edith: Client
    ) -> None:
        held(thanet, "reform-uk", 1, recorded_by="omar")
        publish(edith, propose_size(ada))
        assert versions() == 2
        assert Claim.objects.never_published().count() == 1
        assert "Reform" not in headline()

    def test_editor_turns_down_another_s(self, thanet: Contest, ada: Client, edith: Client) -> None:
        proposal = propose_size(ada)
        assert "Turn it down" in words_of(edith.get(address(proposal)))
        sent = {"do": "turn_down", "reason": "Another council's order."}
        answer = edith.post(address(proposal), sent, follow=True)
        assert "It is turned down, by edith" in words_of(answer)

    def test_proposer_turns_down_their_own(self, thanet: Contest, ada: Client) -> None:
        proposal = propose_size(ada)
        assert ada.post(address(proposal), {"do": "turn_down"}).status_code == 422
        sent = {"do": "turn_down", "reason": "Mistyped."}
        assert "Withdraw it" in words_of(ada.get(address(proposal)))
        answer = ada.post(address(proposal), sent, follow=True)
        assert "Withdrawn. Nothing was published." in words_of(answer)
        assert "It is withdrawn, by ada" in words_of(answer)
        assert ada.post(address(proposal), sent).status_code == 409
        assert AuditEntry.objects.get(action="turned_down").reason == "Mistyped."
        assert propose_size(ada, 60).state == "open"


class TestRegionOfACouncil:
    def given(self, **more: str) -> dict[str, str]:
        factories.region(slug="london")
        return {
            "do": "change",
            "name": "Thanet",
            "official_name": "Thanet Council",
            "region": "london",
            **more,
        }

    def test_region_of_a_council_with_results_is_published_by_a_second_person(
        self, thanet: Contest, ada: Client, edith: Client
    ) -> None:
        before = Council.objects.get(slug="thanet").region.slug
        answer = ada.post(THANET, self.given())
        assert answer.status_code == 422
        assert "would count in London" in words_of(answer)
        assert Council.objects.get(slug="thanet").region.slug == before
        sent = {"propose": "yes", "reason": "It lies there.", "seen": token_in(answer)}
        ada.post(THANET, self.given(**sent))
        proposal = Proposal.objects.open().get()
        assert publish(edith, proposal).status_code == 302
        assert Council.objects.get(slug="thanet").region.slug == "london"
        entry = AuditEntry.objects.get(action="published", by="edith")
        assert entry.before is not None
        assert entry.after is not None
        assert entry.after["figures"]["region"] == "London"

    def test_name_alone_is_stored_at_once(self, thanet: Contest, ada: Client) -> None:
        region = Council.objects.get(slug="thanet").region.slug
        answer = ada.post(THANET, self.given(name="Isle of Thanet", region=region), follow=True)
        assert "Done, and on record." in words_of(answer)
        assert Council.objects.get(slug="thanet").name == "Isle of Thanet"


def test_nul_in_any_field_of_a_council_stores_nothing(thanet: Contest, ada: Client) -> None:
    before = stored()
    fields = ("name", "official_name", "region", "alias-kind", "alias-text", "reason")
    sent = {**size(62, **{"size-source": "\x00"}), **dict.fromkeys(fields, "\x00x")}
    for do, kind in product(("change", "alias", "take_alias", "size"), ("slug", "name")):
        given = {**sent, "do": do, "kind": kind, "text": "\x00x", "propose": "yes"}
        assert ada.post(THANET, given).status_code == 422, (do, kind)
        assert stored() == before, (do, kind)


class TestDayOfASource:
    @pytest.fixture
    def disputed(self, thanet: Contest) -> Source:
        """Let an earlier article say 28 of Labour, where the BBC says 30."""
        sky: Source = factories.made(
            factories.new_source(slug="sky-thanet-2023", published_on=date(2023, 5, 4))
        )
        held(thanet, "labour", 28, source=sky)
        publish_contest(contest=thanet, at=factories.NIGHT, by="desk", reason="Another.")
        return sky

    def form(self, row: Source, **more: str) -> dict[str, str]:
        return {
            "name": row.name,
            "title": row.title,
            "outlet_name": row.outlet_name,
            "published_on": "2023-05-09",
            "date_basis": row.date_basis,
            "url": "",
            "reason": "Misread.",
            **more,
        }

    def test_day_that_alters_a_result_is_published_by_a_second_editor(
        self, disputed: Source, edith: Client
    ) -> None:
        there, before = f"/desk/sources/{disputed.slug}/", stored()
        answer = edith.post(there, self.form(disputed))
        assert answer.status_code == 422
        assert "30 (disputed) 28 (disputed)" in words_of(answer)
        assert stored() == before
        sent = self.form(disputed, propose="yes", seen=token_in(answer))
        assert edith.post(there, sent).status_code == 302
        proposal = Proposal.objects.open().get()
        assert publish(edith, proposal).status_code == 409
        assert publish(somebody("emil", "editor"), proposal).status_code == 302
        disputed.refresh_from_db()
        assert disputed.published_on == date(2023, 5, 9)

    def test_day_that_alters_nothing_is_stored_at_once(
        self, disputed: Source, edith: Client
    ) -> None:
        there = f"/desk/sources/{disputed.slug}/"
        answer = edith.post(there, self.form(disputed, published_on="2023-05-03"), follow=True)
        assert "Done, and on record." in words_of(answer)


def test_proposal_that_is_deleted_meanwhile_is_not_found(
    thanet: Contest, ada: Client, edith: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = propose_size(ada)

    def read_before_it_is_deleted(key: int) -> Proposal:
        row = proposal_row(key)
        Proposal.objects.filter(pk=key).delete()
        return row

    monkeypatch.setattr("elections.views.desk.proposals.proposal_row", read_before_it_is_deleted)
    assert edith.post(address(proposal), {"do": "turn_down", "reason": "No."}).status_code == 404


def test_proposal_that_is_not_there_is_not_found(edith: Client) -> None:
    assert edith.get("/desk/proposals/999999/").status_code == 404
    assert edith.post("/desk/proposals/999999/", {"do": "publish"}).status_code == 404


class TestNavigation:
    def test_it_says_how_many_changes_wait_to_be_published(
        self, thanet: Contest, ada: Client, edith: Client
    ) -> None:
        assert "To be published Sources" in words_of(edith.get("/desk/proposals/"))
        proposal = propose_size(ada)
        assert "To be published 1 Sources" in words_of(edith.get("/desk/sources/"))
        publish(edith, proposal)
        assert "To be published Sources" in words_of(edith.get("/desk/proposals/"))

    def test_it_marks_where_somebody_is(self, thanet: Contest, edith: Client) -> None:
        for page, marked in (
            ("/desk/2023-05-04/", 'aria-current="page">Board'),
            ("/desk/2023-05-04/thanet/", 'aria-current="true">Board'),
            ("/desk/proposals/", 'aria-current="page">To be published'),
            ("/desk/sources/", 'aria-current="page">Sources'),
        ):
            nav = edith.get(page).text.split('aria-label="The desk"')[1].split("</nav>")[0]
            assert nav.count("aria-current") == 1, page
            assert marked in nav, page
