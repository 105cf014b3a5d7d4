"""`load_data` stores the country's fact files or tells what is wrong with them, and publishes what follows."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from councils.models import (
    Composition,
    Council,
    CouncilAlias,
    ExecutiveMayor,
    Hexagon,
    PartySeats,
)
from elections.domain.figures import known_value
from elections.models import AuditEntry, Claim, Contest, LoadedFile, Publication, Tally
from elections.selectors.data_version import current_data_version
from elections.selectors.figures import figures_of
from elections.services.country.files import COLUMNS
from elections.services.country.reading import MOST_PROBLEMS, PARTIES
from tests import factories

pytestmark = pytest.mark.django_db

NAMED = (
    "conservative",
    "labour",
    "liberal-democrats",
    "green",
    "reform-uk",
    "ukip",
    "plaid-cymru",
    "snp",
    "other",
)

# Southampton, elected by thirds, as the tables tell of it in 2021.
SOUTHAMPTON = {
    "councils": "southampton,Southampton,Southampton City Council,E06000045,unitary,south-east,,",
    "aliases": "southampton,name,City of Southampton",
    "successions": "",
    "hexes": "districts,southampton,7,3",
    "fact_sources": "{source},A table,A publisher,CC BY-SA 4.0,https://example.org/,2026-11-23,",
    "sizes": "southampton,48,2016-05-05,{source}",
    "compositions": "southampton,2021,48,25,23,0,0,0,0,0,0,0,CON",
    "mayors": "southampton,2021,labour",
    "elections": "2021-05-06,Local elections of 6 May 2021",
    "contests": "2021-05-06,southampton,thirds,17,,no,{source}",
    "sources": "snapshot-2021,A table,Councils in 2021,publisher,A publisher,2021-12-31,"
    "Only the year is known.,https://example.org/,CC BY-SA 4.0,,approximate,outlet_practice,"
    "The year before stands for the eve.",
    "results": "2021-05-06,southampton,eve_of_poll,snapshot-2021,18,30,,,,,,,,yes\n"
    "2021-05-06,southampton,after,snapshot-2021,25,23,,,,,,,,yes",
}
SOURCE = "open-council-data-uk-compositions"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with Southampton's facts, and what they rest on in the database."""
    factories.region(slug="south-east")
    for party in NAMED:
        factories.party(slug=party)
    for name in COLUMNS:
        write(tmp_path, name, SOUTHAMPTON[name])
    return tmp_path


def write(folder: Path, name: str, lines: str) -> None:
    """Write one file: its head, and these lines."""
    head = ",".join(COLUMNS[name]).replace(PARTIES, ",".join(NAMED))
    text = f"{head}\n" + lines.replace("{source}", SOURCE) + "\n"
    (folder / f"{name}.csv").write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def add(folder: Path, *names: str) -> None:
    """Write the files again with councils more, which are like Southampton but for their names."""
    for file in ("councils", "sizes", "compositions", "mayors", "contests", "results"):
        lines = [SOUTHAMPTON[file]] + [
            SOUTHAMPTON[file]
            .replace("southampton", name)
            .replace("Southampton", name.title())
            .replace("E06000045", f"X{name[:6]}")
            for name in names
        ]
        write(folder, file, "\n".join(lines))


def load(*arguments: object) -> list[str]:
    out = StringIO()
    call_command("load_data", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def refused(folder: Path) -> list[str]:
    """Return the problems for which all is refused."""
    with pytest.raises(CommandError) as error:
        load(folder)
    first, *problems = str(error.value).splitlines()
    number = len(problems)
    assert first == f"Nothing was loaded: {number} problem{'' if number == 1 else 's'}."
    return [problem.strip() for problem in problems]


def nothing_is_stored() -> bool:
    models = (Council, Composition, Contest, Claim, Publication, LoadedFile)
    return not any(model._default_manager.exists() for model in models)


class TestLoading:
    def test_it_stores_every_kind_of_row_and_publishes_what_follows(self, folder: Path) -> None:
        told = load(folder)
        assert told[0] == "Data: rows read, written, amended, unchanged, removed; none refused."
        assert "  councils: 1; 1, 0, 0, 0" in told
        assert "  successions: 0; 0, 0, 0, 0" in told
        # Two parties and a whole list, before and after.
        assert "  results: 2; 6, 0, 0, 0" in told
        assert told[-1] == "Results: 1 published, 0 unchanged."
        assert CouncilAlias.objects.get().text == "City of Southampton"
        assert Hexagon.objects.get().council == Council.objects.get()
        (result,) = figures_of(Contest.objects.all()).values()
        assert known_value(result.reconciliation.after["conservative"]) == 25
        assert (
            PartySeats.objects.get(party="labour").seats,
            PartySeats.objects.filter(seats=0).count(),
        ) == (23, 0)

    def test_files_that_are_loaded_already_are_not_read_again(self, folder: Path) -> None:
        load(folder)
        version = current_data_version()
        with CaptureQueriesContext(connection) as queries:
            assert load(folder) == ["Data: loaded already."]
        assert len(queries) == 1
        assert current_data_version() == version

    def test_reading_them_again_all_the_same_changes_nothing(self, folder: Path) -> None:
        load(folder)
        told = load(folder, "--again")
        assert "  councils: 1; 0, 0, 1, 0" in told
        assert "  results: 2; 0, 0, 6, 0" in told
        assert told[-1] == "Results: 0 published, 1 unchanged."
        assert Publication.objects.count() == 1

    def test_a_fact_that_was_put_right_is_amended_and_pages_are_fresh(self, folder: Path) -> None:
        load(folder)
        version = current_data_version()
        write(folder, "compositions", "southampton,2021,48,24,23,0,0,0,0,0,0,1,CON")
        assert "  compositions: 1; 0, 0, 1, 0" in load(folder)
        seats = dict(PartySeats.objects.values_list("party", "seats"))
        assert seats == {"conservative": 24, "labour": 23, "other": 1}
        assert current_data_version() == version + 1

    def test_the_log_says_which_files_and_versions_a_load_brought(self, folder: Path) -> None:
        load(folder)
        first = AuditEntry.objects.get()
        load(folder, "--again")
        write(folder, "compositions", "southampton,2021,48,24,23,0,0,0,0,0,0,1,CON")
        load(folder)
        last = AuditEntry.objects.newest_first().first()
        assert last is not None
        for entry in (first, last):
            assert (entry.action, entry.by, entry.address) == ("loaded", "load_data", None)
            assert entry.subject == "The whole country's fact files"
        assert first.after is not None
        assert first.after["versions"] == {"local.southampton.2021-05-06": 1}
        assert first.after["file results.csv"]
        assert (first.before or {}).get("versions") is None
        # Of the second load only what is new in it: one file, and no result.
        assert last.after is not None
        assert [name for name in last.after if name.startswith("file ")] == [
            "file compositions.csv"
        ]
        assert last.before == {"file compositions.csv": first.after["file compositions.csv"]}
        assert (last.after["versions"], last.after["results_published"]) == ({}, 0)

    def test_seats_that_a_table_no_longer_gives_go_with_it(self, folder: Path) -> None:
        write(folder, "compositions", "southampton,2021,48,24,23,1,0,0,0,0,0,0,CON")
        load(folder)
        write(folder, "compositions", "southampton,2021,48,25,23,0,0,0,0,0,0,0,CON")
        load(folder)
        assert not PartySeats.objects.filter(party="liberal-democrats").exists()

    def test_a_year_that_a_table_no_longer_has_goes_with_its_seats(self, folder: Path) -> None:
        write(folder, "compositions", SOUTHAMPTON["compositions"].replace("2021", "2020"))
        load(folder)
        write(folder, "compositions", SOUTHAMPTON["compositions"])
        assert "  compositions: 1; 1, 0, 0, 1" in load(folder)
        assert [row.year for row in Composition.objects.all()] == [2021]
        assert PartySeats.objects.count() == 2

    def test_what_rests_on_a_snapshot_is_approximate(self, folder: Path) -> None:
        load(folder)
        of_parties = Tally.objects.filter(party__isnull=False)
        assert set(of_parties.values_list("precision", flat=True)) == {"approximate"}
        # How many seats there are is nobody's snapshot.
        assert {tally.precision for tally in Tally.objects.filter(holder="total")} == {"exact"}

    def test_it_is_silent_if_asked_to_be(self, folder: Path) -> None:
        out = StringIO()
        call_command("load_data", str(folder), stdout=out, verbosity=0)
        assert out.getvalue() == ""

    def test_more_councils_take_no_more_queries(self, folder: Path) -> None:
        add(folder, "portsmouth")
        with CaptureQueriesContext(connection) as few:
            load(folder)
        add(folder, "portsmouth", "slough", "reading", "woking", "havant", "swale")
        with CaptureQueriesContext(connection) as many:
            load(folder)
        assert Publication.objects.count() == 7
        # What is stored already is read, whose keys the first load had no need of.
        assert len(many) <= len(few) + 3

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="only on PostgreSQL")
    def test_the_database_knows_at_once_how_much_there_is(self, folder: Path) -> None:
        with connection.cursor() as cursor:
            # As it counts by itself after a load that was refused.
            cursor.execute("ANALYZE")
            with CaptureQueriesContext(connection) as queries:
                load(folder)
            for model in (Council, Contest, Claim, Publication, Tally):
                cursor.execute(
                    "SELECT reltuples FROM pg_class WHERE oid = %s::regclass",
                    [model._meta.db_table],
                )
                assert cursor.fetchone() == (model._default_manager.count(),), model
        asked = [query["sql"] for query in queries]
        counting, stored, published = (
            next(place for place, sql in enumerate(asked) if start in sql)
            for start in ("ANALYZE", 'INTO "elections_claim"', 'INTO "elections_publication"')
        )
        # Before it is asked what to publish, too.
        assert stored < counting < published

    def test_a_file_has_the_columns_of_the_parties_it_names(self, folder: Path) -> None:
        factories.party(slug="sinn-fein")
        (folder / "results.csv").rename(folder / "results-great-britain.csv")
        (folder / "results-elsewhere.csv").write_text(
            "polling_day,council,moment,source,sinn-fein,labour,is_whole\n"
            "2021-05-06,southampton,after,snapshot-2021,0,,no\n",
            encoding="utf-8",
        )
        assert "  results: 3; 7, 0, 0, 0" in load(folder)
        (claim,) = Claim.objects.filter(party__slug="sinn-fein")
        assert (claim.value, claim.moment) == (0, "after")

    def test_an_executive_mayor_stands_beside_the_seats(self, folder: Path) -> None:
        load(folder)
        assert str(ExecutiveMayor.objects.get().party) == "labour"
        write(folder, "mayors", "southampton,2021,independent-mayor")
        (problem,) = refused(folder)
        assert problem.startswith("mayors.csv, line 2, column 'party': There is no")


class TestRefusing:
    @pytest.mark.parametrize(
        ("file", "given", "wrong", "problem"),
        [
            ("councils", "south-east", "south-eats", "line 2, column 'region': There is no 'south-eats'. Did you mean 'south-east'?"),
            ("councils", "unitary", "parish", "line 2, column 'council_type': There is no 'parish'."),
            ("aliases", "southampton,name", "southamptn,name", "line 2, column 'council': There is no 'southamptn'. Did you mean 'southampton'?"),
            ("hexes", ",7,", ",7.5,", "line 2, column 'east': '7.5' is no whole number."),
            ("sizes", ",48,", ",-48,", "line 2, column 'seats': '-48' is no number of seats: nobody holds fewer than none."),
            ("sizes", "2016-05-05", "5 May 2016", "line 2, column 'in_force_from': '5 May 2016' is no day, as in 2023-05-04."),
            ("compositions", ",25,", ',"1,025",', "line 2, column 'conservative': '1,025' is no number of seats: leave out what parts the thousands."),
            ("contests", ",no,", ",perhaps,", "line 2, column 'is_new': 'perhaps' is neither yes nor no."),
            ("contests", ",17,,", ",17,2021-05-06,", "line 2, column 'last_fought_on': These seats were last fought before polling day."),
            ("results", "eve_of_poll", "eve", "line 2, column 'moment': There is no 'eve'."),
            ("results", "2021-05-06", "2022-05-05", "line 2, column 'polling_day': There is no contest of southampton on 2022-05-05."),
            ("results", "snapshot-2021,18", "snapshot-2022,18", "line 2, column 'source': There is no 'snapshot-2022'. Did you mean 'snapshot-2021'?"),
            ("mayors", ",labour", ",lab", "line 2, column 'party': There is no 'lab'."),
            ("results", "30,", "30,,", "line 2: This line has 15 cells; the head has 14."),
        ],
    )  # fmt: skip
    def test_a_wrong_cell_is_named_by_file_line_and_column(
        self, folder: Path, file: str, given: str, wrong: str, problem: str
    ) -> None:
        assert given in SOUTHAMPTON[file]
        write(folder, file, SOUTHAMPTON[file].replace(given, wrong, 1))
        told = refused(folder)
        assert any(each.startswith(f"{file}.csv, {problem}") for each in told), told
        assert nothing_is_stored()

    @pytest.mark.parametrize(
        ("given", "wrong", "problem"),
        [
            (",ukip,", ",ukop,", "line 1, column 'ukop': There is no such party. Did you mean 'ukip'?"),
            (",ukip,", ",snp,", "line 1: The head should be council,year,seats,<party>,<party>…,label, and is"),
            (",".join(NAMED) + ",", "", "line 1: The head should be council,year,seats,<party>,<party>…,label, and is council,year,seats,label."),
            (",label", ",who", "line 1: The head should be"),
        ],
    )  # fmt: skip
    def test_a_head_names_parties_that_there_are_each_once(
        self, folder: Path, given: str, wrong: str, problem: str
    ) -> None:
        path = folder / "compositions.csv"
        head, rest = path.read_text(encoding="utf-8").split("\n", 1)
        path.write_text(f"{head.replace(given, wrong, 1)}\n{rest}", encoding="utf-8")
        (told,) = refused(folder)
        assert told.startswith(f"compositions.csv, {problem}")
        assert nothing_is_stored()

    def test_every_wrong_line_of_a_file_is_told_at_once(self, folder: Path) -> None:
        write(folder, "sizes", "southampton,x,2016-05-05,{source}\nsouthampton,48,x,{source}")
        assert [problem.split(":")[0] for problem in refused(folder)] == [
            "sizes.csv, line 2, column 'seats'",
            "sizes.csv, line 3, column 'in_force_from'",
        ]

    def test_a_file_wrong_in_every_line_is_told_by_its_first_ones(self, folder: Path) -> None:
        write(folder, "sizes", "\n".join(["southampton,x,2016-05-05,{source}"] * 500))
        assert len(refused(folder)) == MOST_PROBLEMS

    def test_a_line_that_stands_twice_is_refused_with_both_places(self, folder: Path) -> None:
        write(folder, "sizes", "\n".join([SOUTHAMPTON["sizes"]] * 2))
        assert refused(folder) == [
            "sizes.csv, line 3: This stands twice: first in sizes.csv, line 2."
        ]

    @pytest.mark.parametrize(
        ("contents", "problem"),
        [
            (None, "aliases.csv: There is no such file."),
            (b"", "aliases.csv, line 1: The head should be council,kind,text, and is ."),
            (b"\xef\xbb\xbfcouncil,kind,text\n", "aliases.csv, line 1: The head should be"),
            (b"council;kind;text\n", "aliases.csv, line 1: The head should be"),
            (b"council,kind,text\n\xff\xfe,name,x\n", "aliases.csv: This is no text in UTF"),
            (b'council,kind,text\n"southampton,name,x\n', "aliases.csv: This can't be read"),
        ],
    )  # fmt: skip
    def test_a_file_that_is_no_fact_file_is_named(
        self, folder: Path, contents: bytes | None, problem: str
    ) -> None:
        path = folder / "aliases.csv"
        if contents is None:
            path.unlink()
        else:
            path.write_bytes(contents)
        (told,) = refused(folder)
        assert told.startswith(problem)
        assert nothing_is_stored()

    def test_a_released_claim_is_not_changed(self, folder: Path) -> None:
        load(folder)
        write(folder, "results", SOUTHAMPTON["results"].replace("25,23", "24,24"))
        (problem,) = refused(folder)
        assert "differs in value: a released claim is never changed" in problem
        assert Claim.objects.get(moment="after", party__slug="labour").value == 23

    def test_councils_that_change_places_on_the_map_are_moved(self, folder: Path) -> None:
        add(folder, "gosport", "fareham")
        was = [f"districts,{name},{east},3" for east, name in ((5, "gosport"), (6, "fareham"))]
        write(folder, "hexes", "\n".join(was))
        load(folder)
        now = [f"districts,{name},{east},3" for east, name in ((6, "gosport"), (5, "fareham"))]
        write(folder, "hexes", "\n".join(now))
        load(folder)
        places = Hexagon.objects.values_list("council__slug", "east")
        assert sorted(places) == [("fareham", 5), ("gosport", 6)]

    def test_a_council_keeps_the_slug_that_its_addresses_carry(self, folder: Path) -> None:
        load(folder)
        write(folder, "councils", SOUTHAMPTON["councils"].replace("southampton", "southhampton"))
        (told,) = refused(folder)
        assert told == (
            "councils.csv, line 2, column 'slug': The council of E06000045 is stored as southampton, and a"
            " slug is never changed: keep it, or load into a new database."
        )

    def test_a_result_that_may_not_be_published_refuses_the_whole_load(self, folder: Path) -> None:
        # More seats than there are, by one and the same table that has results and no snapshot.
        exact = SOUTHAMPTON["sources"].replace("approximate,outlet_practice", "exact,stated")
        write(folder, "sources", exact)
        write(folder, "results", SOUTHAMPTON["results"].replace("25,23", "25,24"))
        problems = refused(folder)
        assert any("local.southampton.2021-05-06: E1" in problem for problem in problems), problems
        assert nothing_is_stored()

    def test_what_the_database_refuses_is_told_and_not_half_stored(self, folder: Path) -> None:
        write(folder, "hexes", SOUTHAMPTON["hexes"])
        write(folder, "contests", SOUTHAMPTON["contests"].replace(",17,", ",0,"))
        (problem,) = refused(folder)
        assert problem.startswith("the database: It refuses a row:")
        assert nothing_is_stored()
