"""Control that follows from the seats is what the Commons Library publishes, or it is known why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, Settings

from elections.against_the_library import Compared, Moment, Reason, flows, why, word
from elections.selectors.against_the_library import compared_with_library

LIBRARY = Path(settings.BASE_DIR) / "fixtures" / "library-control.csv"


@pytest.fixture(scope="module")
def compared(whole_country: None, django_db_blocker: object) -> tuple[Compared, ...]:
    """Return every council of the Library's tables, at both moments."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return compared_with_library(LIBRARY)


def test_every_council_of_2022_and_2023_is_compared_once(compared: tuple[Compared, ...]) -> None:
    keys = {(each.polling_day, each.council, each.moment) for each in compared}
    assert len(keys) == len(compared) == 2 * (146 + 54 + 230)


def test_whatever_differs_has_a_reason(compared: tuple[Compared, ...]) -> None:
    differing = [each for each in compared if not each.agrees]
    assert [(each.council, each.moment) for each in differing if why(each) is None] == []


def test_in_england_every_reason_is_a_bundle_a_vacancy_or_a_council_that_went_on(
    compared: tuple[Compared, ...],
) -> None:
    england = [each for each in compared if each.nation == "england"]
    differing = [each for each in england if not each.agrees]
    assert len(differing) == 19
    assert {why(each) for each in differing} == {
        Reason.BUNDLE_HOLDS,
        Reason.KNOWS_ITS_BUNDLE,
        Reason.EXACTLY_HALF,
        Reason.CONTINUES,
    }


def test_no_party_is_given_a_majority_that_the_library_gives_to_another_one(
    compared: tuple[Compared, ...],
) -> None:
    for each in compared:
        if each.nation == "england" and not each.agrees:
            assert word(each.ours) in {"noc", "undetermined"}, each


def test_the_one_loss_to_noc_that_seats_do_not_show_is_castle_point(
    compared: tuple[Compared, ...],
) -> None:
    theirs, ours, apart = flows(compared)
    assert (theirs["noc"], theirs["labour"]) == (46, 9)
    assert (ours["noc"], ours["labour"]) == (45, 9)
    assert {each.council: each.theirs for each in apart} == {
        "castle-point": "noc",
        "boston": "independent",
    }


def test_without_the_welsh_the_library_and_the_seats_of_2022_name_no_two_parties(
    compared: tuple[Compared, ...],
) -> None:
    scots = [each for each in compared if each.nation == "scotland" and not each.agrees]
    assert {why(each) for each in scots} == {Reason.BUNDLE_HOLDS, Reason.NO_COLUMN}
    dundee = next(
        each for each in compared if each.council == "dundee" and each.moment is Moment.AFTER
    )
    assert dundee.agrees
    assert dundee.theirs == "snp"


def test_the_page_in_docs_is_what_comes_out() -> None:
    call_command("write_comparison", "--check")


def test_a_page_that_has_drifted_is_found_out(settings: Settings, tmp_path: Path) -> None:
    base = Path(settings.BASE_DIR)
    settings.BASE_DIR = tmp_path
    (tmp_path / "fixtures").symlink_to(base / "fixtures")
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match="out of date"):
        call_command("write_comparison", "--check")
    call_command("write_comparison", verbosity=0)
    call_command("write_comparison", "--check")


def test_it_takes_a_constant_number_of_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(4):
        compared_with_library(LIBRARY)
