"""The pages about the site say what is so, and all of the data can be taken away under its licence."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.keeping import forget_everything
from elections.models import Claim, Contest
from elections.pages.downloads.tables import TABLES, TableFacts
from tests.country import grow
from tests.views.reading import words_of


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def archive(client: Client) -> zipfile.ZipFile:
    response = client.get("/about/data/overall-control-data.zip")
    assert response.headers["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(response.content))


def test_every_page_leads_to_those_about_the_site(client: Client) -> None:
    page = client.get("/").text
    for address in ("/about/", "/about/method/", "/about/data/", "/about/api/"):
        assert f'href="{address}"' in page


def test_each_way_of_knowing_a_figure_has_an_example_that_is_there(client: Client) -> None:
    page = client.get("/about/method/").text
    examples = re.findall(r'href="(/elections/[^"#]+)#(figure-[^"]+)"', page)
    assert len(examples) >= 3
    for address, figure in examples:
        assert f'id="{figure}"' in client.get(address).text


def test_the_method_counts_with_what_is_here(client: Client) -> None:
    words = words_of(client.get("/about/method/"))
    assert "of the 20 contests here are declared." in words


def test_the_data_page_names_every_source_and_its_licence(client: Client) -> None:
    words = words_of(client.get("/about/data/"))
    assert "ITV Meridian: Report on Labour taking Medway Council, May 2023" in words
    assert "Open Council Data UK is passed on under CC BY-SA 4.0" in words
    assert "mySociety, retrieved 23 November 2026 CC BY 4.0" in words


def test_the_data_page_says_how_many_claims_gave_way(client: Client) -> None:
    words = words_of(client.get("/about/data/"))
    assert "gave way to a newer report of the same outlet." in words


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_table_has_the_columns_it_is_said_to_have(client: Client, table: TableFacts) -> None:
    response = client.get(f"/about/data/{table.name}.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = rows_of(response.content.decode())
    # Where no council by year is loaded there is a head alone.
    head = next(iter(csv.reader(io.StringIO(response.content.decode()))))
    assert [name for name in head if name in {column.name for column in table.columns}] == [
        column.name for column in table.columns
    ]
    assert rows or table.name == "compositions"


def test_results_and_claims_are_all_there_are(client: Client) -> None:
    results = rows_of(client.get("/about/data/results.csv").content.decode())
    assert len(results) == Contest.objects.count()
    medway = next(row for row in results if row["id"] == "local.medway.2023-05-04")
    assert (medway["labour_after"], medway["control_after"]) == ("33", "labour")
    claims = rows_of(client.get("/about/data/claims.csv").content.decode())
    assert len(claims) == Claim.objects.count()
    assert {row["outcome"] for row in claims} >= {"used", "superseded", "told"}
    assert {row["election"] for row in claims} == {"2022-05-05", "2023-05-04", "2024-05-02"}


def test_councils_say_what_became_of_them(client: Client) -> None:
    councils = rows_of(client.get("/about/data/councils.csv").content.decode())
    carlisle = next(row for row in councils if row["slug"] == "carlisle")
    assert (carlisle["ends_on"], carlisle["successors"]) == ("2023-04-01", "cumberland")


def test_the_archive_holds_every_table_with_its_licence(client: Client) -> None:
    packed = archive(client)
    assert set(packed.namelist()) == {
        "README.txt",
        "datapackage.json",
        *(f"{table.name}.csv" for table in TABLES),
    }
    readme = packed.read("README.txt").decode()
    for table in TABLES:
        assert f"{table.name}.csv: {table.title}" in readme
        assert table.licence_title in readme
    for table in TABLES:
        answered = client.get(f"/about/data/{table.name}.csv").content
        assert packed.read(f"{table.name}.csv") == answered


def test_the_description_for_machines_fits_the_tables(client: Client) -> None:
    packed = archive(client)
    package = json.loads(packed.read("datapackage.json"))
    assert package["licenses"][0]["name"] == "CC-BY-SA-4.0"
    for resource in package["resources"]:
        text = packed.read(resource["path"]).decode()
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert fields == next(csv.reader(io.StringIO(text)))
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_the_archive_of_the_same_data_is_the_same_to_the_byte(client: Client) -> None:
    address = "/about/data/overall-control-data.zip"
    first = client.get(address).content
    forget_everything()
    assert client.get(address).content == first


def test_a_table_that_there_is_not_names_those_there_are(client: Client) -> None:
    response = client.get("/about/data/mayors.csv")
    assert response.status_code == 404
    assert "results.csv" in words_of(response)


@pytest.mark.parametrize("address", ["/about/", "/about/method/", "/about/data/"])
def test_the_pages_cost_the_same_queries_however_much_there_is(
    client: Client, address: str
) -> None:
    def queries() -> int:
        forget_everything()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = queries()
    grow(8)
    assert queries() == few <= 12
