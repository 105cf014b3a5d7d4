"""The address of a contest: what the articles come to, on the page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.views.reading import words_of

MEDWAY = "/elections/2023-05-04/medway/"


def test_medway_shows_before_after_and_control(client: Client) -> None:
    words = words_of(client.get(MEDWAY))
    assert "Labour gain Medway from the Conservatives" in words
    assert "Medway is a unitary council in the South East. All 59 seats were up." in words
    assert "majority of 11" in words
    assert "Labour 20, Conservative 33 and Independent 2, of 55 seats; 28 for a majority" in words
    assert "Labour 33, Conservative 22 and Independent 4, of 59 seats; 30 for a majority" in words


def test_medway_on_the_new_boundaries_has_59_seats_before(client: Client) -> None:
    words = words_of(client.get(MEDWAY, {"baseline": "notional"}))
    assert "Labour 22, Conservative 35 and Independent 2, of 59 seats" in words
    assert "You chose this one." in words


def test_south_tyneside_s_seats_before_open_the_sum_behind_them(client: Client) -> None:
    words = words_of(client.get("/elections/2024-05-02/south-tyneside/"))
    assert "Labour 38, Independent 6, Green 9 and Conservative 1, of 54 seats" in words
    assert "28 - (-10) = 38: seats now (The Independent, paragraph 17) less the change" in words
    assert "Labour hold South Tyneside" in words


@pytest.mark.parametrize(
    ("address", "headline"),
    [
        ("2022-05-05/westminster", "Labour gain Westminster"),
        ("2022-05-05/cumberland", "Labour win the new Cumberland council"),
        ("2022-05-05/barnet", "Labour gain Barnet"),
        ("2022-05-05/portsmouth", "Portsmouth: reported in part, control not known"),
        ("2023-05-04/gravesham", "Labour gain Gravesham from no overall control"),
        ("2023-05-04/dover", "Labour gain Dover from the Conservatives"),
        ("2023-05-04/ashford", "Ashford stays under no overall control"),
        ("2023-05-04/tunbridge-wells", "Tunbridge Wells stays under no overall control"),
        ("2023-05-04/canterbury", "Canterbury: reported in part, control not known"),
        ("2024-05-02/harlow", "Conservatives have a majority of 1 in Harlow"),
        ("2024-05-02/hartlepool", "Labour gain Hartlepool"),
        ("2024-05-02/redditch", "Labour gain Redditch"),
        ("2024-05-02/thurrock", "Labour gain Thurrock"),
    ],
)
def test_each_council_opens_with_what_the_articles_come_to(
    client: Client, address: str, headline: str
) -> None:
    response = client.get(f"/elections/{address}/")
    assert response.status_code == 200
    assert f"<h1>{headline}</h1>" in response.content.decode()


def test_unknown_is_never_shown_as_zero(client: Client) -> None:
    words = words_of(client.get("/elections/2022-05-05/portsmouth/"))
    assert "not known" in words
    assert "Conservative 0" not in words
    assert "Seats before 0" not in words


def test_maidstone_says_how_many_seats_nobody_accounts_for(client: Client) -> None:
    words = words_of(client.get("/elections/2023-05-04/maidstone/"))
    assert "3 of the 55 seats after the poll are not accounted for" in words
    assert "W201" in words


def test_the_page_leads_to_the_same_result_as_json(client: Client) -> None:
    address = "/api/v1/contests/local.medway.2023-05-04"
    assert f'href="{address}"' in client.get(MEDWAY).content.decode()
    assert client.get(address).json()["id"] == "local.medway.2023-05-04"


@pytest.mark.parametrize(
    ("address", "sizes"),
    [
        ("2022-05-05/westminster", ("60", "54")),
        ("2022-05-05/wandsworth", ("60", "58")),
        ("2023-05-04/gravesham", ("44", "39")),
    ],
)
def test_a_changed_size_is_shown_where_there_is_no_table(
    client: Client, address: str, sizes: tuple[str, str]
) -> None:
    response = client.get(f"/elections/{address}/")
    page, words = response.content.decode(), words_of(response)
    assert '<table class="figures">' not in page
    assert "<dt>All seats</dt>" in page
    for moment, number in zip(("before", "after"), sizes, strict=True):
        assert f'popovertarget="working-total-{moment}"' in page
        assert re.search(rf"All seats .*{number}\b.* {moment}", words)


@pytest.mark.parametrize("council", ["canterbury", "tunbridge-wells"])
def test_nothing_is_unaccounted_for_where_nobody_s_seats_are_known(
    client: Client, council: str
) -> None:
    words = words_of(client.get(f"/elections/2023-05-04/{council}/"))
    assert "accounted for" not in words


def test_a_note_on_a_claim_names_the_version_it_is_in(client: Client) -> None:
    words = words_of(client.get("/elections/2023-05-04/medway/"))
    named = re.findall(r"BBC News(?:, version 2)?, paragraph \d+, does not say", words)
    assert named
    assert all(", version 2" in each for each in named)


class TestAsked:
    """What a reader may ask of the address."""

    def test_a_name_that_is_no_baseline_is_answered_400_with_the_page_kept(
        self, client: Client
    ) -> None:
        response = client.get(MEDWAY, {"baseline": "last_week"})
        assert response.status_code == 400
        words = words_of(response)
        assert (
            "The address asks to compare with “last_week”, which is no choice on this site."
            in words
        )
        assert "“When last fought” and “On the new boundaries”" in words
        assert "Labour gain Medway from the Conservatives" in words

    def test_a_name_in_other_letters_comes_out_escaped(self, client: Client) -> None:
        response = client.get(MEDWAY, {"baseline": "<script>alert(1)</script>"})
        assert response.status_code == 400
        assert b"<script>alert" not in response.content

    def test_a_baseline_nobody_speaks_of_is_200_with_a_notice(self, client: Client) -> None:
        response = client.get(MEDWAY, {"baseline": "eve_of_poll"})
        assert response.status_code == 200
        assert "No source says anything of Medway just before polling day." in words_of(response)

    def test_htmx_receives_the_part_that_the_page_includes(self, client: Client) -> None:
        page = client.get(MEDWAY, {"baseline": "notional"}).content.decode()
        part = client.get(
            MEDWAY, {"baseline": "notional"}, headers={"HX-Request": "true"}
        ).content.decode()
        assert "<html" not in part
        article = part[part.index("<article") :].strip()
        assert article in page

    def test_a_page_of_history_is_whole(self, client: Client) -> None:
        response = client.get(
            MEDWAY, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
        )
        assert b"<html" in response.content

    def test_every_address_htmx_fetches_is_a_link_too(self, client: Client) -> None:
        page = client.get(MEDWAY).content.decode()
        for slug in ("last_fought", "notional"):
            assert f'href="?baseline={slug}" hx-get="?baseline={slug}"' in page

    def test_another_form_of_a_slug_moves_for_good_and_keeps_the_query(
        self, client: Client
    ) -> None:
        response = client.get("/elections/2023-05-04/folkestone-hythe/?baseline=eve_of_poll")
        assert response.status_code == 301
        assert response["Location"] == (
            "/elections/2023-05-04/folkestone-and-hythe/?baseline=eve_of_poll"
        )

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
    @pytest.mark.parametrize("address", [MEDWAY, "/", "/healthz", "/party-colours.css"])
    def test_writing_to_a_page_is_refused_in_words(self, address: str, method: str) -> None:
        response = Client(enforce_csrf_checks=True).generic(method, address)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
        assert "This page can only be read" in words_of(response)
