"""Where sources differ, through the desk's pages: what is shown, what an editor decides, what readers are told."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from elections.models import AuditEntry, Claim, Contest, Proposal, Publication, Source, Withdrawal
from elections.services.publishing import publish_contest
from tests import factories
from tests.views.reading import words_of
from tests.views.test_desk import publish_proposed, signed_in

DISPUTES = "/desk/2023-05-04/disputes/"
MEDWAY = "/desk/2023-05-04/medway/disputes/"
READERS = "/elections/2023-05-04/medway/"
FIGURE = "after.labour"


@pytest.fixture(autouse=True)
def _another_source_says_32() -> None:
    """Let a newer article say 32 where others say 33: it is later, and so shown."""
    say(32, slug="other-2023-medway", day="2023-05-09")
    publish()


def say(*seats: int, slug: str, day: str) -> None:
    """Store what another source says of Labour's seats in Medway: one number, unless it is muddled."""
    contest = Contest.objects.get(ballot_id="local.medway.2023-05-04")
    labour = Claim.objects.filter(contest=contest, party__slug="labour").first()
    assert labour is not None
    source = factories.made(factories.new_source(slug=slug, outlet=slug, published_on=day))
    for number in seats:
        Claim.objects.create(
            source=source,
            reference=f"medway-labour-{number}",
            contest=contest,
            kind="seats_held",
            moment="after",
            party=labour.party,
            value=number,
            stated_as="digits",
        )


def publish() -> None:
    contest = Contest.objects.get(ballot_id="local.medway.2023-05-04")
    publish_contest(contest=contest, at=factories.NIGHT, by="omar", reason="Another article.")


def version() -> str:
    return str(Publication.objects.get(contest__council__slug="medway", is_current=True).version)


def decide(name: str = "edith", **given: str) -> int:
    asked = {"version": version(), "figure": FIGURE, "choice": "1", "reason": "The sheet says so."}
    return signed_in(name).post(MEDWAY, asked | given).status_code


def decide_and_publish(**given: str) -> int:
    """Propose a decision as one editor, and publish it as another."""
    return publish_proposed() if (status := decide(**given)) == 302 else status


def told(address: str) -> str:
    return words_of(signed_in("edith").get(address))


def test_an_editor_sees_every_claim_of_a_disputed_figure() -> None:
    assert re.search(r"Medway ?: \d+ figures?", told(DISPUTES))
    page = told(MEDWAY)
    assert "Labour seats after" in page
    assert "32 (shown now)" in page
    assert "ITV Meridian" in page


def test_the_list_counts_what_the_page_of_each_contest_shows() -> None:
    listed = re.findall(
        r'href="(/desk/[^"]+/disputes/)">[^<]+</a>: (\d+) figures?',
        signed_in("edith").get(DISPUTES).content.decode(),
    )
    assert listed
    for address, number in listed:
        shown = signed_in("edith").get(address).content.decode()
        assert shown.count('aria-labelledby="dispute-') == int(number), address


def test_the_list_says_where_an_editor_has_looked_into_it() -> None:
    assert "looked into" not in told(DISPUTES)
    assert decide(choice="leave", reason="Nobody has seen the sheet") == 302
    assert re.search(r"Medway ?: \d+ figures?, looked into by an editor", told(DISPUTES))


def test_a_choice_is_shown_to_readers_with_its_reason(client: Client) -> None:
    assert decide_and_publish() == 302
    page = words_of(client.get(READERS))
    assert "33 is shown because an editor chose it, on record." in page
    when = r"\d\d:\d\d on \d+ \w+ \d{4}"
    assert re.search(rf"An editor of this site chose it at {when}: The sheet says so\.", page)
    assert "edith" not in page
    assert "Chosen by edith and emil" in told(MEDWAY)
    entry = AuditEntry.objects.get(action="chose_a_source")
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["shown"], entry.after["chosen"]) == (32, 33)
    assert entry.reason == "The sheet says so."


def test_figure_that_no_page_sends_is_answered() -> None:
    for figure in ("\x00", "", "after.\x00nobody", "x" * 999):
        for choice in ("1", "leave"):
            assert decide(figure=figure, choice=choice) == 422, (figure, choice)
    for choice in ("1", "leave"):
        assert decide(figure="after.lab\x00our", choice=choice) == 302, choice


def test_choosing_again_replaces_the_choice_and_removes_nothing() -> None:
    assert decide_and_publish() == 302
    assert decide_and_publish(choice="1", reason="The sheet was another council's") == 302
    choices = Claim.objects.filter(source__kind="editor")
    assert [claim.value for claim in choices.order_by("pk")] == [33, 32]
    assert [claim.value for claim in choices.standing()] == [32]


def test_leaving_it_disputed_is_a_decision_too_and_takes_a_choice_back(client: Client) -> None:
    assert decide_and_publish() == 302
    assert decide_and_publish(choice="leave", reason="Nobody has seen the sheet") == 302
    assert Withdrawal.objects.get().reason == "Nobody has seen the sheet"
    assert "Left disputed by edith and emil" in told(MEDWAY)
    assert "an editor chose it" not in words_of(client.get(READERS))


def test_readers_are_told_that_a_figure_was_left_disputed_and_why(client: Client) -> None:
    tag = client.get(READERS).headers["ETag"]
    assert decide(choice="leave", reason="Nobody has seen the sheet") == 302
    page = client.get(READERS, headers={"If-None-Match": tag})
    told = r"looked into it at \d\d:\d\d on [^:]+ and left it disputed: Nobody has seen the sheet\."
    assert re.search(told, words_of(page))
    assert "edith" not in words_of(page)
    assert decide_and_publish() == 302
    assert "left it disputed" not in words_of(client.get(READERS))
    assert "left it disputed" not in words_of(client.get(f"{READERS}versions/1/"))


def test_leaving_it_disputed_adds_no_source_that_says_nothing() -> None:
    assert decide(choice="leave", reason="Nobody has seen the sheet") == 302
    assert not Source.objects.filter(kind="editor").exists()


def refused(text: str, words: str) -> None:
    """Try to choose a value of Labour's seats, and see that it is refused in words and nothing stored."""

    def stored() -> tuple[object, ...]:
        decided = AuditEntry.objects.filter(action="chose_a_source")
        return version(), Claim.objects.count(), Source.objects.count(), decided.count()

    before = stored()
    page = signed_in("edith").get(MEDWAY).content.decode()
    place = re.search(rf'value="(\d+)" required> <span><strong>{text}</strong>', page)
    assert place is not None
    answer = signed_in("edith").post(
        MEDWAY,
        {"version": version(), "figure": FIGURE, "choice": place[1], "reason": "It says so"},
    )
    assert answer.status_code == 422
    assert "Not published" in words_of(answer)
    assert words in words_of(answer)
    assert stored() == before


def test_a_finding_that_stops_a_publication_stops_a_choice() -> None:
    say(30, 31, slug="muddled-2023-medway", day="2023-05-01")
    refused("33", "E107: One source gives two values for one figure.")


def test_more_seats_than_the_council_has_are_not_chosen() -> None:
    say(60, slug="early-2023-medway", day="2023-05-01")
    publish()
    refused("60", "60 seats are more than the 59 that the council has")


def test_of_two_editors_who_choose_at_once_the_second_is_told() -> None:
    seen = version()
    assert decide_and_publish() == 302
    answer = signed_in("edith").post(
        MEDWAY, {"version": seen, "figure": FIGURE, "choice": "1", "reason": "why"}
    )
    assert answer.status_code == 409
    assert "emil chose between sources" in words_of(answer)
    assert AuditEntry.objects.filter(action="chose_a_source").count() == 1


def test_what_makes_no_sense_is_refused_in_words() -> None:
    for given in (
        {"reason": " "},
        {"choice": "9"},
        {"choice": "x"},
        {"choice": ""},
        {"figure": "after.conservative"},
        {"figure": "nonsense"},
    ):
        assert decide(**given) == 422, given
        assert not Claim.objects.filter(source__kind="editor").exists(), given


def test_only_who_publishes_decides() -> None:
    for address in (DISPUTES, MEDWAY):
        for name in ("ruth", "omar", "nora"):
            assert signed_in(name).get(address).status_code == 403, (address, name)
        assert Client().get(address).status_code == 302, address


def test_a_contest_without_a_dispute_says_so() -> None:
    assert "No figure of this result is disputed" in told(
        "/desk/2023-05-04/tunbridge-wells/disputes/"
    )


def test_choice_of_what_is_shown_already_says_that_no_figure_changes() -> None:
    assert decide(choice="0") == 302
    page = told(f"/desk/proposals/{Proposal.objects.get().pk}/")
    assert "No figure changes. Readers are told that an editor chose it, and why." in page
    assert "would change." not in page
    assert "Every figure keeps its value" not in page


def test_choice_of_another_value_says_which_figures_change() -> None:
    assert decide(choice="1") == 302
    page = told(f"/desk/proposals/{Proposal.objects.get().pk}/")
    assert "No figure changes" not in page
    assert "1 published result would change." in page


def test_proposed_choice_names_council_and_day_in_words() -> None:
    assert decide(choice="1") == 302
    told_of = Proposal.objects.get().told
    assert told_of == "Medway, 4 May 2023: show 33 for Labour seats after"
