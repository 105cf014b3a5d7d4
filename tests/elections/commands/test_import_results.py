"""`import_results` reads a table that somebody has, says what it did, and fails in words."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from elections.models import AuditEntry, Claim, Contest, DataVersion, Publication, Source
from tests import factories
from tests.elections.medway import medway, report_the_result
from tests.elections.services.importing.files import TIDY, workbook

pytestmark = pytest.mark.django_db

SOURCE = (
    "--source=medway-seats-2023",
    "--source-name=Medway Council",
    "--source-title=Seats after the poll",
    "--outlet=Medway Council",
    "--published-on=2023-05-09",
    "--date-basis=Printed on it.",
)
ELECTION = "--election=2023-05-04"


@pytest.fixture(autouse=True)
def _medway() -> None:
    for slug in ("labour", "conservative", "other", "independent"):
        factories.party(slug=slug)
    medway()


def run(path: Path, *options: str) -> str:
    """Return what the command says."""
    out = StringIO()
    call_command("import_results", str(path), *options, stdout=out)
    return out.getvalue()


def file(folder: Path, content: str | bytes = TIDY, name: str = "results.csv") -> Path:
    """Return the path of a file of this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_it_says_what_it_did(tmp_path: Path) -> None:
    path = file(tmp_path, TIDY.replace(",", ";"))
    assert run(path, "--format=tidy", ELECTION, *SOURCE) == (
        "results.csv: 4 rows, claims of a new source 'medway-seats-2023'.\n"
        "  Its cells are parted at semicolons.\n"
        "Claims: 5 new, 0 changed, 0 same.\n"
        "Results: 1 published, 0 unchanged.\n"
    )
    assert Publication.objects.get().reason == "Claims imported from a table."
    again = run(path, "--format=tidy", ELECTION, "--source=medway-seats-2023")
    assert "claims of the source" in again
    assert "Claims: 0 new, 0 changed, 5 same.\nResults: 0 published, 0 unchanged.\n" in again


def test_the_log_says_whose_table_brought_which_version(tmp_path: Path) -> None:
    run(file(tmp_path), "--format=tidy", ELECTION, *SOURCE)
    source, loaded = AuditEntry.objects.order_by("pk")
    assert (source.action, loaded.action) == ("added_a_source", "loaded")
    assert {(each.by, each.address) for each in (source, loaded)} == {("import_results", None)}
    assert source.after is not None
    assert source.after["outlet_name"] == "Medway Council"
    assert loaded.subject == "results.csv, as medway-seats-2023"
    assert loaded.before is None
    assert loaded.after == {
        "rows": {"claims new": 5},
        "results_published": 1,
        "versions": {"local.medway.2023-05-04": 1},
    }


def test_a_dry_run_says_the_same_and_stores_nothing(tmp_path: Path) -> None:
    path = file(tmp_path)
    before = DataVersion.objects.number()
    said = run(path, "--format=tidy", ELECTION, "--dry-run", *SOURCE)
    assert (Claim.objects.count(), Source.objects.count(), Publication.objects.count()) == (0, 0, 0)
    assert DataVersion.objects.number() == before
    assert said == run(path, "--format=tidy", ELECTION, *SOURCE) + (
        "This was a dry run: nothing was stored.\n"
    )


def test_it_names_the_contests_that_sources_differ_about(tmp_path: Path) -> None:
    report_the_result(Contest.objects.get())
    path = file(tmp_path, TIDY.replace("33", "32").replace("Other,4", "Other,5"))
    assert "Sources differ about 1: local.medway.2023-05-04." in run(
        path, "--format=tidy", ELECTION, *SOURCE
    )


def test_a_sheet_of_a_workbook_is_read_alike(tmp_path: Path) -> None:
    path = file(tmp_path, workbook(), "results.xlsx")
    said = run(path, "--format=wide", "--sheet=Sheet", ELECTION, *SOURCE)
    assert said.startswith("results.xlsx, sheet 'Sheet': 1 rows, claims of a new source")


def test_a_formula_without_a_value_is_told_with_sheet_line_and_column(tmp_path: Path) -> None:
    path = file(tmp_path, workbook([("council", "labour"), ("Medway", "=30+3")]), "results.xlsx")
    with pytest.raises(CommandError) as error:
        run(path, "--format=wide", ELECTION, *SOURCE)
    assert (
        "results.xlsx, sheet 'Sheet', line 2, column 'labour': This cell holds a formula without a"
        " value: open the workbook in a spreadsheet and save it, or paste values."
    ) in str(error.value)


def test_what_is_wrong_is_told_row_by_row_and_the_rest_counted(tmp_path: Path) -> None:
    path = file(tmp_path, TIDY + "Medway,Green,-1\nMedwey,Labour,1\n" + "Atlantis,Labour,1\n" * 8)
    with pytest.raises(CommandError) as error:
        run(path, "--format=tidy", ELECTION, "--most=2", *SOURCE)
    assert error.value.returncode == 1
    assert str(error.value) == (
        "Nothing was imported: 10 problems.\n"
        "  results.csv, line 6, column 'seats': '-1' is no number of seats: nobody holds fewer than"
        " none.\n"
        "  results.csv, line 7, column 'council': There is no council 'Medwey'. Did you mean Medway"
        " (E06000035)?\n"
        "  … and 8 more."
    )
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "This is a folder: name a file in it."),
        ("none.csv", "There is no such file as"),
        ("empty.csv", "empty.csv: This file is empty."),
        ("none.xlsx", "none.xlsx: This is no workbook, though its name says so"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, name: str, words: str) -> None:
    file(tmp_path, "", "empty.csv")
    file(tmp_path, TIDY, "none.xlsx")
    with pytest.raises(CommandError) as error:
        run(tmp_path / name, "--format=tidy", ELECTION, *SOURCE)
    assert str(error.value).startswith("Nothing was imported: 1 problem.\n")
    assert words in str(error.value)


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="'4 May' is no day, as in 2023-05-04"):
        run(file(tmp_path), "--format=tidy", "--election=4 May", *SOURCE)
