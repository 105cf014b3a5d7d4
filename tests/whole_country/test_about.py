"""What the pages about the site say of the whole country is so."""

from __future__ import annotations

import re

from django.test import Client

from tests.views.reading import words_of


def test_every_way_of_knowing_a_figure_has_an_example_that_leads_to_it(client: Client) -> None:
    page = client.get("/about/method/").text
    examples = re.findall(r'href="(/elections/[^"#]+)#(figure-[^"]+)"', page)
    assert len(examples) == 6
    assert "None here now" not in page
    for address, figure in examples:
        assert f'id="{figure}"' in client.get(address).text


def test_the_known_disagreements_are_those_of_today(client: Client) -> None:
    words = words_of(client.get("/about/data/"))
    assert "Ashford, 4 May 2023 control just before polling day" in words
    assert (
        "Maidstone, 4 May 2023 Labour, Conservative and Liberal Democrats after and control just "
        "before polling day"
    ) in words


def test_two_baselines_of_one_night_are_counted_side_by_side(client: Client) -> None:
    words = words_of(client.get("/about/method/"))
    assert re.search(
        r"Of 230 councils at the elections of 4 May 2023 both are known: control changed in \d+ "
        r"counted from the council as it stood just before polling day and \d+ counted from the "
        r"council as it stood when these seats were last fought.",
        words,
    )
