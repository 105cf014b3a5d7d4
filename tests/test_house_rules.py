"""The house rules hold for every file, and each rule bites: it finds the fault in a bad example."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests import house_rules

ROOT: Final = Path(__file__).resolve().parent.parent
APPS: Final = ("councils", "elections")

# Imports every module of the domain packages named after the folder it runs in, in a Python without
# site-packages whose imports are refused unless they are the standard library's or the domain's own.
IMPORT_THE_DOMAIN: Final = """
import importlib, pathlib, sys

class Guard:
    def find_spec(self, name, path=None, target=None):
        parts = name.split(".")
        ours = parts[0] in packages and parts[1:2] in ([], ["domain"])
        if not ours and parts[0] not in sys.stdlib_module_names:
            raise ImportError(f"The domain imports {name}")

root, *packages = sys.argv[1:]
sys.path.insert(0, root)
sys.meta_path.insert(0, Guard())
for package in packages:
    for file in sorted(pathlib.Path(root, package, "domain").rglob("*.py")):
        module = file.relative_to(root).with_suffix("")
        importlib.import_module(".".join(module.parts).removesuffix(".__init__"))
"""


def files(pattern: str) -> list[Path]:
    """Return our own files that match, as paths from the root."""
    return sorted(
        path.relative_to(ROOT)
        for app in APPS
        for path in (ROOT / app).glob(pattern)
        if "__pycache__" not in path.parts
    )


def tracked() -> list[str]:
    """Return the paths of all files in the repository."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file()]


def text_of(path: str) -> str:
    """Return the file's text, or nothing for a picture or the like."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def import_the_domain(root: Path) -> str:
    """Import the domain packages below the root without Django and return what went wrong."""
    finished = subprocess.run(
        [sys.executable, "-I", "-S", "-c", IMPORT_THE_DOMAIN, str(root), *APPS],
        capture_output=True,
        text=True,
        check=False,
    )
    return finished.stderr if finished.returncode else ""


def broken(rule: Callable[[str], list[str]], paths: list[Path]) -> list[str]:
    """Return what breaks the rule in the files, with the file's name."""
    return [
        f"{path}, {fault}"
        for path in paths
        for fault in rule((ROOT / path).read_text(encoding="utf-8"))
    ]


# Tests that need the clock to go on, or to wait, by the start of their path: why.
NEED_THE_CLOCK: Final = {
    "tests/backups/test_running_site.py": "servers of other processes, which look at the data version each second",
    "tests/browser/conftest.py": "a browser has a clock of its own, which goes on",
    "tests/page_cache/asking.py": "clients that send slowly",
    "tests/page_cache/test_data_version_poller.py": "how long a reader waits is what is measured",
    "tests/serving/": "event loops end a wait by the clock",
    "tests/soak/": "people at servers of other processes, who rest between their requests",
    "tests/storm/": "servers of other processes, which look at the data version each second",
    "tests/test_serving.py": "processes take their time to come up",
}

DOMAIN: Final = files("domain/**/*.py")
VIEWS: Final = [*files("views.py"), *files("views/**/*.py")]


def test_the_domain_imports_without_django() -> None:
    assert import_the_domain(ROOT) == ""


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("from django.db import models", "django"),
        ("import yaml", "yaml"),
        ("from elections.models import Contest", "elections.models"),
        ("import config.settings", "config"),
    ],
)
def test_a_domain_that_imports_more_is_found_out(tmp_path: Path, line: str, refused: str) -> None:
    for app in APPS:
        (tmp_path / app / "domain").mkdir(parents=True)
        (tmp_path / app / "__init__.py").touch()
        (tmp_path / app / "domain" / "__init__.py").touch()
    assert import_the_domain(tmp_path) == ""
    (tmp_path / "elections" / "domain" / "figures.py").write_text(
        f"def load():\n    pass\n{line}\n"
    )
    assert f"The domain imports {refused}" in import_the_domain(tmp_path)


def test_the_domain_asks_for_no_time_chance_or_machine() -> None:
    assert broken(house_rules.asks_for_time_chance_or_machine, DOMAIN) == []


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import os.path",
        "from random import choice",
        "def rule():\n    import time",
        "from datetime import date\nNOW = date.today()",
        "import datetime\nNOW = datetime.datetime.now()",
        "from datetime import datetime\nclock = datetime.now",
    ],
)
def test_a_rule_that_asks_for_time_chance_or_machine_is_found_out(source: str) -> None:
    assert house_rules.asks_for_time_chance_or_machine(source)


def test_a_rule_that_is_given_its_date_is_fine() -> None:
    source = "from datetime import date\ndef size(on: date) -> int: ..."
    assert house_rules.asks_for_time_chance_or_machine(source) == []


def test_the_domain_calculates_in_whole_numbers() -> None:
    assert broken(house_rules.calculates_with_fractions, DOMAIN) == []


@pytest.mark.parametrize("source", ["half = 0.5", "half = seats / 2", "seats /= 2", "float(seats)"])
def test_a_fraction_is_found_out(source: str) -> None:
    assert house_rules.calculates_with_fractions(source)


def test_whole_division_is_fine() -> None:
    assert house_rules.calculates_with_fractions("majority = seats // 2 + 1") == []


def test_the_domain_says_what_it_does() -> None:
    assert broken(house_rules.says_nothing_of_itself, DOMAIN) == []


@pytest.mark.parametrize(
    "source", ["def majority(): ...", "class Figure: ...", 'class Figure:\n    ""']
)
def test_a_function_or_class_without_docstring_is_found_out(source: str) -> None:
    assert house_rules.says_nothing_of_itself(source)


def test_private_helpers_need_no_docstring() -> None:
    assert house_rules.says_nothing_of_itself("def _sum(): ...") == []


def test_councils_do_not_depend_on_elections() -> None:
    paths = [path for path in files("**/*.py") if path.parts[0] == "councils"]
    assert broken(house_rules.depends_on_elections, paths) == []


@pytest.mark.parametrize(
    "source",
    [
        "import elections",
        "from elections.models import Contest",
        "def late():\n    from elections import selectors",
        "contest = ForeignKey('elections.Contest')",
    ],
)
def test_a_council_that_depends_on_elections_is_found_out(source: str) -> None:
    assert house_rules.depends_on_elections(source)


def test_views_build_no_queries() -> None:
    assert broken(house_rules.builds_queries, VIEWS) == []


@pytest.mark.parametrize(
    "source",
    [
        "Contest.objects.filter(control='labour')",
        "contests.exclude(state='awaited')",
        "contests.annotate(n=Count('claims'))",
    ],
)
def test_a_view_that_builds_a_query_is_found_out(source: str) -> None:
    assert house_rules.builds_queries(source)


def test_pages_and_filters_read_nothing_by_themselves() -> None:
    paths = [*files("pages/**/*.py"), *files("browsing/**/*.py")]
    assert len(paths) > 10
    assert broken(house_rules.reads_by_itself, paths) == []


@pytest.mark.parametrize(
    "source",
    [
        "from django.urls import reverse",
        "from elections.models import Contest",
        "from elections.selectors.results import published_result",
        "def late():\n    from councils.models import Council",
    ],
)
def test_a_page_that_reads_by_itself_is_found_out(source: str) -> None:
    assert house_rules.reads_by_itself(source)


# The desk's pages name elections by the same module as readers' pages, drafts included.
FOR_THE_DESK_TOO: Final = "Election.objects.all"
READERS: Final = [
    *files("selectors/pages/*.py"),
    *files("selectors/register/*.py"),
    *(
        Path("elections", "selectors", f"{name}.py")
        for name in ("addresses", "against_the_library", "browsing", "contests", "downloads")
    ),
]


def test_what_readers_are_shown_is_of_open_elections() -> None:
    found = broken(house_rules.reads_drafts, READERS)
    assert [each for each in found if not each.endswith(FOR_THE_DESK_TOO)] == []


@pytest.mark.parametrize(
    "source",
    [
        "elections = [row.slug for row in Election.objects.newest_first()]",
        "contests = Contest.objects.of_council(slug).newest_first()",
        "found = contests_to_browse(Contest.objects.in_region(slug))",
        "numbers = Claim.objects.standing().numbers_by_source()",
    ],
)
def test_a_reader_of_drafts_is_found_out(source: str) -> None:
    assert house_rules.reads_drafts(source)


def test_a_reader_of_what_is_open_is_fine() -> None:
    source = "found = told(Contest.objects.opened().of_council(slug).newest_first())"
    assert house_rules.reads_drafts(source) == []


def test_csv_is_made_in_one_place() -> None:
    place = Path("elections/pages/csv_cells.py")
    paths = files("**/*.py")
    assert broken(house_rules.writes_csv_by_itself, [place])
    paths.remove(place)
    assert broken(house_rules.writes_csv_by_itself, paths) == []


@pytest.mark.parametrize(
    "source",
    ["csv.writer(response).writerow(row)", "from csv import writer", "csv.DictWriter(file, names)"],
)
def test_csv_that_is_made_elsewhere_is_found_out(source: str) -> None:
    assert house_rules.writes_csv_by_itself(source)


def test_tests_wait_for_no_time_and_ask_for_none_as_they_are_imported() -> None:
    found = {
        path: faults
        for path in tracked()
        if path.startswith("tests/") and path.endswith(".py")
        if (faults := house_rules.waits_or_asks_for_the_time(text_of(path)))
    }
    excused = tuple(NEED_THE_CLOCK)
    assert [path for path in found if not path.startswith(excused)] == []
    # Nothing stays excused that has no need of it any more.
    assert [each for each in excused if not any(path.startswith(each) for path in found)] == []


@pytest.mark.parametrize(
    "source",
    [
        "import time\ndef test(): time.sleep(1)",
        "from time import sleep",
        "pytestmark = pytest.mark.real_time",
        "NOW = timezone.now()",
        "class Case:\n    today = date.today()",
        "def at(day=date.today()): ...",
        "@pytest.mark.parametrize('at', [datetime.now(tz=UTC)])\ndef test(at): ...",
    ],
)
def test_a_test_that_waits_or_asks_for_the_time_is_found_out(source: str) -> None:
    assert house_rules.waits_or_asks_for_the_time(source)


@pytest.mark.parametrize(
    "source", ["def test(): publish(at=timezone.now())", "NOW = datetime(2026, 11, 26, tzinfo=UTC)"]
)
def test_a_test_at_the_time_that_stands_still_is_fine(source: str) -> None:
    assert house_rules.waits_or_asks_for_the_time(source) == []


def test_no_code_of_others_is_committed() -> None:
    assert house_rules.third_party(tracked()) == []


@pytest.mark.parametrize(
    "path",
    ["node_modules/chart.js/dist/chart.js", "static/vendor/htmx.js", "static/chart.umd.min.js"],
)
def test_code_of_others_is_found_out(path: str) -> None:
    assert house_rules.third_party(["static/site.js", path]) == [path]


def test_no_file_names_a_registry_or_a_host_of_assets() -> None:
    named = [
        f"{path}: {host}"
        for path in tracked()
        for host in house_rules.names_hosts_of_others(text_of(path))
    ]
    assert named == []


@pytest.mark.parametrize("host", house_rules.HOSTS_OF_OTHERS)
def test_a_named_host_is_found_out(host: str) -> None:
    assert house_rules.names_hosts_of_others(f'<script src="https://{host}/x.js">') == [host]


def test_no_file_is_two_rooms_in_one() -> None:
    long = [
        f"{path}: {fault}"
        for path in tracked()
        for fault in house_rules.too_long(path, text_of(path))
    ]
    assert long == []


def test_a_file_that_is_too_long_is_found_out() -> None:
    assert house_rules.too_long("elections/views.py", "pass\n" * 501) == ["501 lines"]
    assert house_rules.too_long("elections/views.py", "pass\n" * 500) == []
    assert house_rules.too_long("fixtures/parties.yaml", "- a\n" * 501) == []
    assert house_rules.too_long("elections/migrations/0001_initial.py", "pass\n" * 501) == []
