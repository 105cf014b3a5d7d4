"""`load_fixtures` stores all or nothing, tells everything that is wrong, and publishes what follows."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from councils.models import Council, Region
from elections.domain.figures import known_value
from elections.models import Claim, Contest, DataVersion, Election, Party, Publication
from elections.selectors.data_version import current_data_version
from elections.selectors.results import published_result

pytestmark = pytest.mark.django_db

MEDWAY = """\
- model: councils.region
  fields: {slug: "south-east", name: "South East", gss_code: "E12000008", nation: "england",
           position: 8}
- model: councils.council
  fields: {slug: "medway", name: "Medway", official_name: "Medway Council",
           gss_code: "E06000035", council_type: "unitary", region: ["south-east"]}
- model: councils.factsource
  fields: {slug: "medway-review-2021", name: "Review", publisher: "Commission",
           retrieved_on: 2026-11-23}
- model: councils.councilsize
  fields: {council: ["medway"], seats: 59, in_force_from: 2023-05-04,
           source: ["medway-review-2021"]}
- model: elections.election
  fields: {polling_day: "2023-05-04", name: "Local elections 2023"}
- model: elections.party
  fields: {slug: "labour", name: "Labour", short_name: "Lab", group_name: "Labour",
           ec_id: "PP53", kind: "party", colour: "#E4003B", colour_light: "#dc0032",
           colour_dark: "#e8194a", position: 1}
- model: elections.contest
  fields: {election: ["2023-05-04"], council: ["medway"], ballot_id: "local.medway.2023-05-04"}
"""
SOURCE = """\
- model: elections.source
  fields: {slug: "bbc-medway-2023", name: "BBC News", title: "The result", outlet: "bbc",
           outlet_name: "BBC News", kind: "article", published_on: "2023-05-05",
           date_basis: "The night of the count."}
"""
CLAIM = """\
- model: elections.claim
  fields:
    source: ["bbc-medway-2023"]
    reference: "labour-after"
    contest: ["local.medway.2023-05-04"]
    kind: "seats_held"
    moment: "after"
    party: ["labour"]
    value: 33
    stated_as: "digits"
    paragraph: 5
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with Medway's fixtures, the claims named so as to come first."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bbc.yaml").write_text(CLAIM + SOURCE)
    (tmp_path / "reference.yaml").write_text(MEDWAY)
    return tmp_path


def load(*paths: Path) -> list[str]:
    out = StringIO()
    call_command("load_fixtures", *map(str, paths), stdout=out)
    return out.getvalue().splitlines()


def refused(*paths: Path) -> list[str]:
    """Return the problems for which all is refused."""
    with pytest.raises(CommandError) as error:
        load(*paths)
    first, *problems = str(error.value).splitlines()
    number = len(problems)
    assert first == f"Nothing was loaded: {number} problem{'' if number == 1 else 's'}."
    return [problem.strip() for problem in problems]


def nothing_is_stored() -> bool:
    models = (Region, Council, Party, Election, Contest, Claim, Publication, DataVersion)
    return not any(model._default_manager.exists() for model in models)


class TestLoading:
    def test_it_stores_and_publishes_in_whatever_order_the_files_come(self, folder: Path) -> None:
        assert load(folder) == [
            "Fixtures: 2 files; rows: 9 written, 0 amended, 0 unchanged.",
            "Results: 1 published, 0 unchanged.",
        ]
        result = published_result(Contest.objects.get())
        assert result is not None
        assert known_value(result.reconciliation.after["labour"]) == 33
        assert (result.published_by, result.reason) == (
            "load_fixtures",
            "Claims loaded from fixtures.",
        )

    def test_findings_that_go_out_are_counted(self, folder: Path) -> None:
        differs = CLAIM.replace("bbc-", "itv-").replace("33", "32")
        itv = SOURCE.replace("bbc", "itv").replace("BBC", "ITV")
        (folder / "articles" / "itv.yaml").write_text(itv + differs)
        assert load(folder)[-1] == "Published with findings to know of: W107 (1)."

    def test_a_second_run_changes_nothing(self, folder: Path) -> None:
        load(folder)
        assert load(folder) == [
            "Fixtures: 2 files; rows: 0 written, 0 amended, 9 unchanged.",
            "Results: 0 published, 1 unchanged.",
        ]
        assert current_data_version() == 1
        assert Publication.objects.count() == 1

    def test_a_second_run_asks_little_however_much_there_is(self, folder: Path) -> None:
        def queries() -> int:
            load(folder)
            with CaptureQueriesContext(connection) as context:
                load(folder)
            return len(context)

        few = queries()
        more = (CLAIM.replace("labour-after", f"labour-again-{number}") for number in range(9))
        (folder / "more.yaml").write_text("".join(more))
        assert queries() == few

    def test_what_loaddata_brought_is_published(self, folder: Path) -> None:
        for fixture in ("reference.yaml", "articles/bbc.yaml"):
            # Claims before their source, which loaddata would have the other way round.
            if fixture.startswith("articles"):
                (folder / fixture).write_text(SOURCE + CLAIM)
            call_command("loaddata", str(folder / fixture), verbosity=0)
        assert not Publication.objects.exists()
        assert load(folder)[:2] == [
            "Fixtures: 2 files; rows: 0 written, 0 amended, 9 unchanged.",
            "Results: 1 published, 0 unchanged.",
        ]

    def test_a_row_that_is_amended_is_shown_at_once(self, folder: Path) -> None:
        load(folder)
        (folder / "reference.yaml").write_text(MEDWAY.replace("#dc0032", "#d00000"))
        assert load(folder) == [
            "Fixtures: 2 files; rows: 0 written, 1 amended, 8 unchanged.",
            "Results: 0 published, 1 unchanged.",
        ]
        assert Party.objects.get().colour_light == "#d00000"
        assert current_data_version() == 2

    def test_a_standing_fact_that_is_amended_makes_a_new_version(self, folder: Path) -> None:
        load(folder)
        (folder / "reference.yaml").write_text(MEDWAY.replace("seats: 59", "seats: 61"))
        assert "Results: 1 published, 0 unchanged." in load(folder)
        result = published_result(Contest.objects.get())
        assert result is not None
        assert known_value(result.reconciliation.seats_total) == 61

    def test_a_correction_replaces_a_claim_wherever_it_stands(self, folder: Path) -> None:
        load(folder)
        corrected = CLAIM.replace("labour-after", "labour-corrected").replace("33", "32")
        replaces = '    replaces: ["bbc-medway-2023", "labour-after"]\n'
        (folder / "articles" / "bbc.yaml").write_text(corrected + replaces + CLAIM + SOURCE)
        load(folder)
        result = published_result(Contest.objects.get())
        assert result is not None
        assert known_value(result.reconciliation.after["labour"]) == 32

    def test_what_is_left_out_of_a_file_goes_back_to_its_default(self, folder: Path) -> None:
        load(folder)
        (folder / "reference.yaml").write_text(MEDWAY.replace('ec_id: "PP53", ', ""))
        load(folder)
        assert Party.objects.get().ec_id == ""

    def test_it_is_silent_if_asked_to_be(self, folder: Path) -> None:
        out = StringIO()
        call_command("load_fixtures", str(folder), stdout=out, verbosity=0)
        assert out.getvalue() == ""


class TestRefusing:
    def test_all_problems_are_told_at_once_and_nothing_is_stored(self, folder: Path) -> None:
        (folder / "reference.yaml").write_text(
            MEDWAY.replace("seats: 59", "seats: 590").replace('"unitary"', '"parish"')
        )
        (folder / "articles" / "bbc.yaml").write_text(
            SOURCE + CLAIM.replace('"labour"', '"labuor"').replace("value: 33", "value: -33")
        )
        problems = refused(folder)
        assert len(problems) == 4
        for file, line, entry, reason in (
            ("bbc.yaml", 5, "elections.claim bbc-medway-2023 / labour-after", "from 0 to 250"),
            ("bbc.yaml", 12, "elections.claim bbc-medway-2023 / labour-after", "'labour'?"),
            ("reference.yaml", 6, "councils.council medway", "'parish' is not a valid choice"),
            ("reference.yaml", 10, "councils.councilsize medway / 2023-05-04", "from 1 to 250"),
        ):
            assert any(
                f"{file}, line {line}: {entry}: " in problem and reason in problem
                for problem in problems
            ), (file, line, problems)
        assert nothing_is_stored()

    @pytest.mark.parametrize(
        ("given", "wrong", "line", "reason"),
        [
            ('"labour"', "no", 12, "'party': This is false to YAML"),
            ('["labour"]', '"labour"', 12, "natural key in a list"),
            ('["labour"]', "7", 12, "natural key in a list"),
            ('"labour"', "7", 12, "7 is no part of a natural key"),
            ('"labour"', '"tories"', 12, "there is no party 'tories'"),
            ("local.medway.2023", "local.midway.2023", 9, "Did you mean 'local.medway.2023-05-04'"),
            ("bbc-medway-2023", "itv-medway-2023", 7, "there is no source 'itv-medway-2023'"),
            ("value: 33", "value: -1", 5, "'value') from 0 to 250"),
            ("value: 33", "value: 251", 5, "'value') from 0 to 250"),
            ("value: 33", 'value: "33"', 13, "'value': '33' is no whole number"),
            ("value: 33", "value: 3.5", 13, "'value': 3.5 is no whole number"),
            ("value: 33", "value: yes", 13, "'value': This is true to YAML"),
            ("    value: 33\n", "", 5, "needs a moment"),
            ("seats_held", "seats_changed", 5, "needs the baseline it is counted from"),
            ("seats_held", "seats_hold", 10, "'kind': Value 'seats_hold' is not a valid choice"),
            ('moment: "after"', 'moment: "last_fought"', 5, "'baseline_basis'"),
            ('"after"', "2023-05-04", 11, "is no text: put it in quotes"),
            ("    paragraph: 5\n", "", 5, "'paragraph': Give the paragraph"),
            (
                "paragraph: 5",
                "paragraph: null\n    paragraph: 5",
                16,
                "'paragraph' stands here twice",
            ),
            ("paragraph: 5", "paragaph: 5", 15, "Did you mean 'paragraph'?"),
            ('    stated_as: "digits"\n', "", 5, "'stated_as': This field cannot be blank"),
            ("value: 33", "value: 33\n    replaces: [bbc, x]", 14, "there is no claim 'bbc / x'"),
            ('    source: ["bbc-medway-2023"]\n', "", 5, "'source': This field cannot be null"),
            ("elections.claim", "elections.tally", 5, "Fixtures hold no 'elections.tally'"),
            ("elections.claim", "elections.claims", 5, "Did you mean 'elections.claim'?"),
            ("  fields:", "  pk: 7\n  fields:", 6, "Leave 'pk' out"),
            ("  fields:", "  field:", 5, "An entry has 'model' and 'fields'"),
            ("paragraph: 5", "recorded_at: 2023-05-05", 15, "is no time with its zone"),
            ("paragraph: 5", "recorded_at: 2023-13-45T03:10:00Z", 15, "YAML can't read this"),
        ],
    )
    def test_a_claim_that_cannot_be_is_named_with_its_line_and_reason(
        self, folder: Path, given: str, wrong: str, line: int, reason: str
    ) -> None:
        assert given in CLAIM
        (folder / "articles" / "bbc.yaml").write_text(SOURCE + CLAIM.replace(given, wrong))
        problems = refused(folder)
        assert any(
            f"bbc.yaml, line {line}: " in problem and reason in problem for problem in problems
        ), problems
        assert nothing_is_stored()

    @pytest.mark.parametrize(
        ("given", "wrong", "reason"),
        [
            ("2026-11-23", "soon", "'retrieved_on': 'soon' is no day"),
            ("2026-11-23", "2026-11-23T10:00:00Z", "is no day"),
            ("position: 8", "position: eight", "'position': 'eight' is no whole number"),
            ("local.medway.2023-05-04", "local.medway.2024", "is 'local.medway.2023-05-04'"),
            ('"#dc0032"', '"red"', "hex colour"),
            ('name: "Labour"', "name: null", "'name': This cannot be null"),
            ('council: ["medway"], seats', "council: [], seats", "natural key in a list"),
        ],
    )
    def test_a_row_of_another_kind_is_refused_likewise(
        self, folder: Path, given: str, wrong: str, reason: str
    ) -> None:
        assert given in MEDWAY
        (folder / "reference.yaml").write_text(MEDWAY.replace(given, wrong))
        assert any(reason in problem for problem in refused(folder))
        assert nothing_is_stored()

    def test_what_follows_from_one_mistake_is_not_told_again(self, folder: Path) -> None:
        (folder / "reference.yaml").write_text(MEDWAY.replace('"unitary"', '"parish"'))
        (problem,) = refused(folder)
        assert "councils.council medway" in problem

    def test_an_entry_that_stands_twice_is_refused_with_both_places(self, folder: Path) -> None:
        (folder / "more.yaml").write_text("\n\n" + CLAIM)
        (problem,) = refused(folder)
        assert "more.yaml, line 3: elections.claim bbc-medway-2023 / labour-after" in problem
        assert "first in" in problem
        assert "bbc.yaml, line 1." in problem
        assert nothing_is_stored()

    def test_two_councils_of_one_code_are_refused(self, folder: Path) -> None:
        another = MEDWAY.split("- model")[2].replace('slug: "medway"', 'slug: "midway"')
        (folder / "second.yaml").write_text("- model" + another)
        (problem,) = refused(folder)
        assert (
            "second.yaml, line 1: councils.council midway: Another council has this GSS code"
            in problem
        )

    @pytest.mark.parametrize("change", [("33", "34"), ("5\n", "6\n"), ('"digits"', '"words"')])
    def test_a_released_claim_is_not_changed(self, folder: Path, change: tuple[str, str]) -> None:
        load(folder)
        (folder / "articles" / "bbc.yaml").write_text(SOURCE + CLAIM.replace(*change))
        (problem,) = refused(folder)
        assert "a released claim is never changed" in problem
        assert "in 'replaces'" in problem
        assert Claim.objects.get().value == 33

    def test_claims_that_replace_each_other_are_refused(self, folder: Path) -> None:
        first = CLAIM + '    replaces: ["bbc-medway-2023", "second"]\n'
        second = CLAIM.replace("labour-after", "second")
        second += '    replaces: ["bbc-medway-2023", "labour-after"]\n'
        (folder / "articles" / "bbc.yaml").write_text(SOURCE + first + second)
        problems = refused(folder)
        assert len(problems) == 2
        assert all("could not be stored before this" in problem for problem in problems)

    def test_a_result_that_may_not_be_published_refuses_the_whole_load(self, folder: Path) -> None:
        again = CLAIM.replace("labour-after", "labour-again").replace("33", "34")
        (folder / "more.yaml").write_text(again)
        problems = refused(folder)
        assert any(
            "reference.yaml, line 19: elections.contest local.medway.2023-05-04: E107: " in problem
            and "bbc-medway-2023 / labour-after, bbc-medway-2023 / labour-again" in problem
            for problem in problems
        ), problems
        assert nothing_is_stored()

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("- model: [", "This is no YAML"),
            ("model: elections.claim", "A fixture is a list of entries"),
            ("- elections.claim", "An entry has 'model' and 'fields'"),
            ("- {model: [a], fields: 7}", "An entry has 'model' and 'fields'"),
            ("- !!python/object:os.system {}", "An entry has 'model' and 'fields'"),
        ],
    )
    def test_a_file_that_is_no_fixture_is_named(self, folder: Path, text: str, reason: str) -> None:
        (folder / "wrong.yaml").write_text(text)
        (problem,) = refused(folder)
        assert "wrong.yaml, line 1: " in problem
        assert reason in problem

    def test_a_file_that_is_no_text_is_named(self, folder: Path) -> None:
        (folder / "wrong.yaml").write_bytes(b"\xff\xfe\x00")
        (problem,) = refused(folder)
        assert "wrong.yaml: This file can't be read" in problem

    def test_a_path_without_fixtures_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert refused(tmp_path / "empty", tmp_path / "missing.yaml") == [
            f"{tmp_path}/empty: There is no fixture (.yaml) in this folder.",
            f"{tmp_path}/missing.yaml: There is no such fixture (.yaml).",
        ]

    def test_an_empty_file_holds_nothing(self, folder: Path) -> None:
        (folder / "empty.yaml").write_text("# Nothing yet.\n")
        assert load(folder)[0].startswith("Fixtures: 3 files; rows: 9 written")


def test_the_projects_own_fixtures_load_and_a_second_time_change_nothing() -> None:
    assert "0 unchanged" in load()[1]
    version = current_data_version()
    rows, results = load()
    assert "rows: 0 written, 0 amended" in rows
    assert results.startswith("Results: 0 published")
    assert current_data_version() == version
