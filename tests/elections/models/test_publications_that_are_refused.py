"""Published rows that contradict themselves are refused, in words and by the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models

from elections.models import (
    ChangeOfControl,
    ClaimUse,
    Contest,
    Publication,
    PublishedFinding,
    Tally,
)
from tests import factories
from tests.refusals import Broken, assert_refused, constraints_of

pytestmark = pytest.mark.django_db

MODELS: list[type[models.Model]] = [
    Publication,
    Tally,
    ChangeOfControl,
    PublishedFinding,
    ClaimUse,
]


def tally(**columns: Any) -> Tally:
    """Return Labour's 33 seats in Medway after the poll, but for the columns given."""
    given = {
        "measure": "seats",
        "moment": "after",
        "holder": "party",
        "status": "reported",
        "value": 33,
        "precision": "exact",
    }
    if "publication" not in columns:
        given["publication"] = factories.publication()
    if "party" not in columns:
        given["party"] = factories.party()
    return Tally(**(given | columns))


def vacant(**columns: Any) -> Tally:
    return tally(**({"holder": "vacant", "party": None, "value": 0} | columns))


def change(**columns: Any) -> ChangeOfControl:
    """Return that nobody knows what happened to control, but for the columns given."""
    given = {
        "publication": Publication.objects.first() or factories.publication(),
        "baseline": "eve_of_poll",
        "kind": "undetermined",
        "control_before_kind": "undetermined",
        "control_before_status": "unknown",
        "control_before_precision": "exact",
    }
    return ChangeOfControl(**(given | columns))


def finding(**columns: Any) -> PublishedFinding:
    given = {
        "publication": Publication.objects.first() or factories.publication(),
        "position": 0,
        "code": "W201",
    }
    return PublishedFinding(**(given | columns))


def use(**columns: Any) -> ClaimUse:
    given = {
        "claim": factories.claim(),
        "publication": Publication.objects.first() or factories.publication(),
        "outcome": "used",
    }
    return ClaimUse(**(given | columns))


def second_current() -> Publication:
    factories.publication()
    return factories.new_publication(version=2)


def second_of_one_version() -> Publication:
    factories.publication(is_current=False)
    return factories.new_publication()


def again(row: models.Model) -> models.Model:
    """Return the row once more, the first being stored."""
    row.save()
    return type(row)(
        **{field.name: getattr(row, field.name) for field in row._meta.fields if field.name != "id"}
    )


BROKEN: Broken = {
    "publication_version_once_a_contest": second_of_one_version,
    "publication_one_is_current": second_current,
    "publication_version_counts_from_one": lambda: factories.new_publication(version=0),
    "publication_says_who": lambda: factories.new_publication(published_by=""),
    "publication_says_why": lambda: factories.new_publication(reason=""),
    "publication_state_is_known": lambda: factories.new_publication(state="rumoured"),
    "publication_baseline_is_known": lambda: factories.new_publication(default_baseline="after"),
    "control_after_kind_is_known": lambda: factories.new_publication(
        control_after_kind="hung", control_after_status="reported"
    ),
    "control_after_status_is_known": lambda: factories.new_publication(
        control_after_status="bounded"
    ),
    "control_after_precision_is_known": lambda: factories.new_publication(
        control_after_precision="roughly"
    ),
    "control_after_party_has_majority": lambda: factories.new_publication(
        control_after_kind="noc",
        control_after_status="reported",
        control_after_party=factories.party(),
    ),
    "control_after_unknown_is_undetermined": lambda: factories.new_publication(
        control_after_kind="noc"
    ),
    "tally_once_a_party": lambda: again(tally()),
    "tally_once_a_holder": lambda: again(vacant()),
    "tally_measure_is_known": lambda: tally(measure="votes"),
    "tally_moment_is_known": lambda: tally(measure="votes", moment="christmas"),
    "tally_holder_is_known": lambda: tally(measure="votes", holder="nobody", party=None),
    "tally_status_is_known": lambda: tally(status="rumoured"),
    "tally_precision_is_known": lambda: tally(precision="roughly"),
    "tally_of_a_party_names_it": lambda: tally(party=None),
    "tally_status_agrees_with_its_numbers": lambda: tally(status="unknown"),
    "tally_of_seats_is_of_its_kind": lambda: tally(holder="contest", party=None),
    "tally_of_change_is_of_its_kind": lambda: tally(measure="change"),
    "tally_of_majority_is_of_its_kind": lambda: vacant(measure="majority"),
    "tally_of_won_is_of_its_kind": lambda: tally(measure="won", moment="eve_of_poll"),
    "tally_of_up_is_of_its_kind": lambda: tally(measure="up"),
    "tally_of_seats_in_bounds": lambda: tally(value=-1),
    "tally_of_change_in_bounds": lambda: tally(measure="change", moment="eve_of_poll", value=-251),
    "tally_of_majority_in_bounds": lambda: tally(measure="majority", value=251),
    "tally_of_won_in_bounds": lambda: tally(measure="won", value=-1),
    "tally_of_up_in_bounds": lambda: tally(measure="up", holder="contest", party=None, value=-1),
    "change_of_control_once_a_baseline": lambda: again(change()),
    "change_of_control_baseline_is_known": lambda: change(baseline="after"),
    "change_of_control_kind_is_known": lambda: change(kind="swing"),
    "control_before_kind_is_known": lambda: change(
        control_before_kind="hung", control_before_status="reported"
    ),
    "control_before_status_is_known": lambda: change(control_before_status="bounded"),
    "control_before_precision_is_known": lambda: change(control_before_precision="roughly"),
    "control_before_party_has_majority": lambda: change(
        control_before_kind="majority", control_before_status="reported"
    ),
    "control_before_unknown_is_undetermined": lambda: change(control_before_kind="none"),
    "finding_position_once_a_publication": lambda: again(finding()),
    "finding_position_counts_from_zero": lambda: finding(position=-1),
    "finding_code_is_known": lambda: finding(code="W999"),
    "finding_stops_publication": lambda: finding(code="E101"),
    "finding_rule_is_known": lambda: finding(rule="guess"),
    "claim_use_once_a_publication": lambda: again(use()),
    "claim_use_outcome_is_known": lambda: use(outcome="ignored"),
}
# These break another constraint as well, and either may be the one that the database names.
BROKEN_BESIDES = ("tally_holder_is_known", "tally_moment_is_known", "tally_status_is_known")


@pytest.mark.parametrize("name", sorted(BROKEN.keys() - BROKEN_BESIDES))
def test_the_models_and_the_database_refuse_it(name: str) -> None:
    assert_refused(BROKEN[name](), name)


@pytest.mark.parametrize("name", BROKEN_BESIDES)
def test_a_value_outside_its_set_is_refused(name: str) -> None:
    assert_refused(BROKEN[name](), name, named=False)


def test_every_constraint_is_among_those_tried() -> None:
    assert constraints_of(MODELS).keys() == BROKEN.keys()


@pytest.mark.parametrize(
    "numbers",
    [
        {"status": "reported", "value": None},
        {"status": "derived", "value": None, "low": 1, "high": 3},
        {"status": "disputed", "low": 1, "high": 3},
        {"status": "reported", "high": 40},
        {"status": "bounded", "value": 33},
        {"status": "bounded", "low": 1, "high": 3},
        {"status": "bounded", "value": None, "low": 1},
        {"status": "bounded", "value": None, "high": 3},
        {"status": "bounded", "value": None, "low": 3, "high": 1},
        {"status": "unknown", "value": 0},
        {"status": "unknown", "value": None, "low": 0, "high": 59},
    ],
    ids=str,
)
def test_a_status_that_its_numbers_belie_is_refused(numbers: dict[str, Any]) -> None:
    assert_refused(tally(**numbers), "tally_status_agrees_with_its_numbers")


@pytest.mark.parametrize(
    "numbers",
    [
        {"status": "bounded", "value": None, "low": -1, "high": 3},
        {"status": "bounded", "value": None, "low": 1, "high": 251},
        {"value": 251},
    ],
    ids=str,
)
def test_seats_that_no_council_has_are_refused(numbers: dict[str, Any]) -> None:
    assert_refused(tally(**numbers), "tally_of_seats_in_bounds")


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"status": "derived", "precision": "approximate"},
        {"status": "disputed"},
        {"status": "bounded", "value": None, "low": 4, "high": 42},
        {"status": "bounded", "value": None, "low": 4, "high": 4},
        {"status": "unknown", "value": None},
        {"holder": "total", "party": None, "value": 59},
        {"holder": "not_named", "party": None, "value": 0},
        {"measure": "change", "moment": "notional", "value": -13},
        {"measure": "majority", "value": -7},
        {"measure": "won", "value": 0},
        {"measure": "up", "holder": "contest", "party": None, "value": 20},
    ],
    ids=str,
)
def test_a_tally_that_keeps_to_the_rules_is_stored(columns: dict[str, Any]) -> None:
    factories.made(tally(**columns))
    assert Tally.objects.current().count() == 1


def test_control_that_keeps_to_the_rules_is_stored() -> None:
    labour = factories.party()
    factories.publication(
        control_after_kind="majority", control_after_status="reported", control_after_party=labour
    )
    conservative = factories.party(slug="conservative")
    held = {"control_before_kind": "majority", "control_before_party": conservative}
    factories.made(change(kind="gain", control_before_status="derived", **held))
    factories.made(
        change(
            baseline="notional",
            control_before_kind="none",
            kind="new",
            control_before_status="derived",
        )
    )
    factories.made(finding(rule="sum", number=3))
    factories.made(use())
    assert Publication.objects.get().control_after_party == labour


def test_each_contest_has_a_current_publication_of_its_own() -> None:
    factories.publication(of=factories.contest())
    factories.publication(of=factories.contest(of=factories.council(slug="maidstone")))
    assert Publication.objects.current().count() == Contest.objects.count() == 2
