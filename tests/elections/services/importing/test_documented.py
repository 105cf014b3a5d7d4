"""docs/importing.md shows what is read: each example goes through, and each option is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import load_command_class

from elections.services.importing.layouts import LAYOUTS
from tests.elections.services.importing.knowing import read

PAGE = (Path(__file__).parents[4] / "docs/importing.md").read_text()
EXAMPLES = dict(re.findall(r"^### `([\w-]+)`:.*\n\n((?:    .*\n)+)", PAGE, re.MULTILINE))


def test_every_format_has_an_example() -> None:
    assert set(EXAMPLES) == set(LAYOUTS)


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_the_example_of_a_format_is_read_as_one(layout: str) -> None:
    reading = read(layout, EXAMPLES[layout].replace("    ", ""))
    assert reading.problems == ()
    assert {each.council for each in reading.stated} == {"medway"}


def test_every_option_is_named() -> None:
    command = load_command_class("elections", "import_results")
    parser = command.create_parser("manage.py", "import_results")
    # Those that every command takes are Django's to document.
    others = {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback"}
    others |= {"--no-color", "--force-color", "--skip-checks", "--help"}
    options = {name for each in parser._actions for name in each.option_strings} - others
    missing = {name for name in options if name.startswith("--") and name not in PAGE}
    assert missing == set()
