"""A council's page: its years since 1973, who runs it, who is around it, what came before and after."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from councils.models import Composition, Council, FactSource, Hexagon, PartySeats, Succession
from elections.keeping import forget_everything
from tests.views.reading import words_of


@pytest.fixture
def table(published_articles: None, db: None) -> FactSource:
    """Return a source of compositions."""
    return FactSource.objects.create(
        slug="yearly-table",
        name="Compositions of councils",
        publisher="Open Council Data UK",
        licence="CC BY-SA 4.0",
        retrieved_on=date(2026, 11, 23),
    )


def composed(
    table: FactSource, council: str, year: int, *, label: str = "", **seats: int
) -> Composition:
    """Store a council's seats in a year."""
    row = Composition.objects.create(
        council=Council.objects.get(slug=council),
        year=year,
        seats=sum(seats.values()),
        label=label,
        source=table,
    )
    PartySeats.objects.bulk_create(
        PartySeats(composition=row, party=party.replace("_", "-"), seats=number)
        for party, number in seats.items()
    )
    return row


def test_the_years_are_drawn_and_told_in_a_table(client: Client, table: FactSource) -> None:
    composed(table, "medway", 2022, conservative=31, labour=20, other=4)
    composed(table, "medway", 2023, labour=31, conservative=21, other=7)
    response = client.get("/councils/medway/")
    page, words = response.content.decode(), words_of(response)
    assert '<path class="stack fill-labour"' in page
    assert "2022: Conservative. Conservative 31, Labour 20 and Other 4, of 55 seats." in words
    assert "Election of 4 May 2023." in words
    assert "2023 Labour 21 31 7 59 2022 Conservative 31 20 4 55" in words
    assert "in 2023 Labour 31, by the result 33 and Conservative 21, by the result 22." in words
    assert "(CC BY-SA 4.0), drawn up some months after the polls of May" in words


def test_the_csv_holds_the_same_years(client: Client, table: FactSource) -> None:
    composed(table, "medway", 2022, conservative=31, labour=20, other=4)
    composed(table, "medway", 2023, label="LAB", labour=31, conservative=21, other=7)
    response = client.get("/councils/medway/compositions.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [(row["year"], row["control"], row["labour"], row["run_by"]) for row in rows] == [
        ("2022", "conservative", "20", ""),
        ("2023", "labour", "31", "LAB"),
    ]
    assert {row["licence"] for row in rows} == {"CC BY-SA 4.0"}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/councils/narnia/compositions.csv", 404),
        ("/councils/folkestone-hythe/compositions.csv", 301),
        ("/councils/folkestone-hythe/", 301),
    ],
)
def test_addresses_of_no_council_and_of_another_name(
    client: Client, address: str, status: int
) -> None:
    assert client.get(address).status_code == status


def test_who_runs_a_council_without_overall_control_is_told_with_its_source(
    client: Client, table: FactSource
) -> None:
    composed(table, "maidstone", 2023, label="CON/IND", conservative=24, independent=10)
    words = words_of(client.get("/councils/maidstone/"))
    assert (
        "The Conservatives and independents run it together. "
        "As its source has it, not worked out from seats: "
        "Open Council Data UK, 2023 (“CON/IND”), read on 23 November 2026"
    ) in words
    assert "Conservative + Liberal Democrats 34 of 55" in words


def test_councils_beside_it_and_of_its_region_have_their_control(client: Client) -> None:
    for slug, east, north in (("medway", 10, 3), ("gravesham", 9, 3), ("maidstone", 9, 2)):
        Hexagon.objects.create(
            council=Council.objects.get(slug=slug), layout="districts", east=east, north=north
        )
    words = words_of(client.get("/councils/medway/"))
    beside, _, others = words.partition("others of the South East")
    assert "Gravesham Labour, 2023" in beside
    assert "Maidstone" not in beside.partition("Beside it on the map of hexagons")[2]
    assert "Maidstone No overall control, 2023" in others


def test_a_former_council_says_who_took_over(client: Client) -> None:
    words = words_of(client.get("/councils/carlisle/"))
    assert "It was abolished on 1 April 2023. Cumberland took over." in words


def test_a_new_council_says_from_whom_it_took_over(client: Client) -> None:
    words = words_of(client.get("/councils/cumberland/"))
    assert "It took over from" in words
    assert "Carlisle" in words.partition("on 1 April 2023.")[0]


def test_a_council_elected_before_it_is_there_says_when_it_takes_over(client: Client) -> None:
    Succession.objects.filter(successor__slug="cumberland").update(on=date(2099, 4, 1))
    Council.objects.filter(slug="carlisle").update(ends_on=date(2099, 4, 1))
    words = words_of(client.get("/councils/cumberland/"))
    assert "Its first members are elected; it takes over on 1 April 2099." in words
    words = words_of(client.get("/councils/carlisle/"))
    assert "It goes on until 1 April 2099, when Cumberland takes over." in words


def test_the_page_takes_at_most_twelve_queries_however_many_years(
    client: Client, table: FactSource
) -> None:
    def queries() -> int:
        forget_everything()
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/councils/medway/").status_code == 200
        return len(captured)

    few = queries()
    for year in range(1973, 2027):
        composed(table, "medway", year, labour=31, conservative=21, other=7)
    assert queries() == few
    assert few <= 12
