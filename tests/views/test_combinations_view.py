"""Who has a majority together: on the contest's page, and on a page of its own that adds up what is ticked."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.views.reading import words_of

MAIDSTONE = "/elections/2023-05-04/maidstone/"
SUMS = f"{MAIDSTONE}combinations/"


def test_a_council_under_no_overall_control_lists_its_combinations(client: Client) -> None:
    response = client.get(MAIDSTONE)
    words = words_of(response)
    assert "Conservative + Liberal Democrats 34 of 55 6 more than needed" in words
    assert f'action="{SUMS}" method="get" hx-get="{SUMS}"' in response.content.decode()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_is_ticked_is_added_up_with_and_without_script(
    client: Client, headers: dict[str, str]
) -> None:
    response = client.get(f"{SUMS}?with=conservative&with=green", headers=headers)
    assert response.status_code == 200
    assert (
        "The Conservatives and the Greens have 26 of 55 seats together: "
        "2 short of the 28 that are a majority."
    ) in words_of(response)
    page = response.content.decode()
    assert 'value="green" checked' in page
    assert 'value="labour" checked' not in page
    assert ("<html" in page) == (not headers)


@pytest.mark.parametrize("wrong", ["narnia", "", "<b>", "labour\x00", "x" * 300])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_whoever_holds_no_seats_is_answered_400_with_the_choices(
    client: Client, wrong: str, headers: dict[str, str]
) -> None:
    response = client.get(SUMS, {"with": ["labour", wrong]}, headers=headers)
    assert response.status_code == 400
    if "\x00" not in wrong:
        words = words_of(response)
        assert "The choices are “conservative”, “liberal-democrats”" in words
        assert "Labour have 5 of 55 seats" in words
    assert "<b>" not in response.content.decode()


def test_a_council_with_control_needs_no_combination(client: Client) -> None:
    assert "combinations-here" not in client.get("/elections/2023-05-04/medway/").content.decode()
    response = client.get("/elections/2023-05-04/medway/combinations/?with=labour")
    assert response.status_code == 200
    assert "Labour had overall control after this election" in words_of(response)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/elections/2023-05-04/narnia/combinations/", 404),
        ("/elections/2023-05-32/medway/combinations/", 404),
        ("/elections/2023-05-04/folkestone-hythe/combinations/?with=green", 301),
        ("/elections/2023-05-04/canterbury/combinations/", 200),
    ],
)
def test_addresses_go_wrong_as_those_of_contests_do(
    client: Client, address: str, status: int
) -> None:
    assert client.get(address).status_code == status
