"""docs/councils.md is made by a command, so that it cannot drift."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, Settings

from elections.selectors.contests import all_contests

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_articles")]


def test_the_page_in_docs_is_what_the_articles_come_to() -> None:
    call_command("write_coverage", "--check")


def test_a_page_that_has_drifted_is_found_out(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match="out of date"):
        call_command("write_coverage", "--check")
    (tmp_path / "docs").mkdir()
    call_command("write_coverage", verbosity=0)
    page = (tmp_path / "docs" / "councils.md").read_text()
    (tmp_path / "docs" / "councils.md").write_text(page.replace("33", "32"))
    with pytest.raises(CommandError, match="out of date"):
        call_command("write_coverage", "--check")


def test_all_contests_are_read_in_a_constant_number_of_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(9):
        assert len(all_contests()) == 20
