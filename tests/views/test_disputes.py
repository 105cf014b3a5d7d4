"""Where sources differ, through the desk's pages: what is shown, what an editor decides, what readers are told."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from elections.models import AuditEntry, Claim, Contest, Publication, Withdrawal
from elections.services.publishing import publish_contest
from tests import factories
from tests.views.reading import words_of
from tests.views.test_desk import signed_in

DISPUTES = "/desk/2023-05-04/disputes/"
MEDWAY = "/desk/2023-05-04/medway/disputes/"
READERS = "/elections/2023-05-04/medway/"
FIGURE = "after.labour"


@pytest.fixture(autouse=True)
def _another_source_says_32() -> None:
    """Let a newer article say 32 where others say 33: it is later, and so shown."""
    contest = Contest.objects.get(ballot_id="local.medway.2023-05-04")
    labour = Claim.objects.filter(contest=contest, party__slug="labour").first()
    assert labour is not None
    source = factories.made(
        factories.new_source(slug="other-2023-medway", outlet="other", published_on="2023-05-09")
    )
    Claim.objects.create(
        source=source,
        reference="medway-labour",
        contest=contest,
        kind="seats_held",
        moment="after",
        party=labour.party,
        value=32,
        stated_as="digits",
    )
    publish_contest(contest=contest, at=factories.NIGHT, by="omar", reason="Another article.")


def version() -> str:
    return str(Publication.objects.get(contest__council__slug="medway", is_current=True).version)


def decide(name: str = "edith", **given: str) -> int:
    asked = {"version": version(), "figure": FIGURE, "choice": "1", "reason": "The sheet says so."}
    return signed_in(name).post(MEDWAY, asked | given).status_code


def told(address: str) -> str:
    return words_of(signed_in("edith").get(address))


def test_an_editor_sees_every_claim_of_a_disputed_figure() -> None:
    assert re.search(r"Medway ?: \d+ disputed", told(DISPUTES))
    page = told(MEDWAY)
    assert "Labour seats after" in page
    assert "32 (shown now)" in page
    assert "ITV Meridian" in page


def test_a_choice_is_shown_to_readers_with_its_reason(client: Client) -> None:
    assert decide() == 302
    page = words_of(client.get(READERS))
    assert "33 is shown because an editor chose it, on record." in page
    assert "The editor\u2019s reason: The sheet says so." in page
    assert "Chosen by edith" in told(MEDWAY)
    entry = AuditEntry.objects.get(action="chose_a_source")
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["shown"], entry.after["chosen"]) == (32, 33)
    assert entry.reason == "The sheet says so."


def test_choosing_again_replaces_the_choice_and_removes_nothing() -> None:
    assert decide() == 302
    assert decide(choice="1", reason="The sheet was another council's") == 302
    choices = Claim.objects.filter(source__kind="editor")
    assert [claim.value for claim in choices.order_by("pk")] == [33, 32]
    assert [claim.value for claim in choices.standing()] == [32]


def test_leaving_it_disputed_is_a_decision_too_and_takes_a_choice_back(client: Client) -> None:
    assert decide() == 302
    assert decide(choice="leave", reason="Nobody has seen the sheet") == 302
    assert Withdrawal.objects.get().reason == "Nobody has seen the sheet"
    assert "Left disputed by edith" in told(MEDWAY)
    assert "an editor chose it" not in words_of(client.get(READERS))


def test_of_two_editors_who_choose_at_once_the_second_is_told() -> None:
    seen = version()
    assert decide() == 302
    answer = signed_in("edith").post(
        MEDWAY, {"version": seen, "figure": FIGURE, "choice": "1", "reason": "why"}
    )
    assert answer.status_code == 409
    assert "edith chose between sources" in words_of(answer)
    assert AuditEntry.objects.filter(action="chose_a_source").count() == 1


@pytest.mark.parametrize(
    "given",
    [
        {"reason": " "},
        {"choice": "9"},
        {"choice": "x"},
        {"choice": ""},
        {"figure": "after.conservative"},
        {"figure": "nonsense"},
    ],
)
def test_what_makes_no_sense_is_refused_in_words(given: dict[str, str]) -> None:
    assert decide(**given) == 422
    assert not Claim.objects.filter(source__kind="editor").exists()


@pytest.mark.parametrize("address", [DISPUTES, MEDWAY])
def test_only_who_publishes_decides(address: str) -> None:
    for name in ("ruth", "omar", "nora"):
        assert signed_in(name).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_a_contest_without_a_dispute_says_so() -> None:
    assert "No figure of this result is disputed" in told(
        "/desk/2023-05-04/tunbridge-wells/disputes/"
    )
