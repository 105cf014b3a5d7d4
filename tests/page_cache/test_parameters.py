"""Every name that the code reads from a query is one that the page cache knows."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from ninja import Schema

from elections.api.asked import ContestsAsked, CouncilsAsked, ElectionAsked
from elections.browsing.criteria import Facet, Switch
from elections.browsing.parameters import PARAMETERS
from elections.pages.maps.switches import LAYER

READS = re.compile(r'GET(?:\.get|\.getlist)?[(\[]\s*"([^"]+)"')


def test_what_views_read_by_name_is_known() -> None:
    folder = Path(settings.BASE_DIR) / "elections"
    files = [path for path in folder.rglob("*.py") if "admin" not in path.parts]
    read = {name for path in files for name in READS.findall(path.read_text())}
    assert {"baseline", "q"} <= read
    assert read <= PARAMETERS


@pytest.mark.parametrize("asked", [ContestsAsked, CouncilsAsked, ElectionAsked])
def test_what_the_api_takes_is_known(asked: type[Schema]) -> None:
    assert set(asked.model_fields) <= PARAMETERS


def test_every_way_to_look_at_a_list_is_known() -> None:
    folder = Path(settings.BASE_DIR) / "elections"
    modules = [path for path in folder.rglob("*.py") if "Switch(" in path.read_text()]
    switches = {
        each.parameter
        for path in modules
        for each in vars(import_module(_name(path))).values()
        if isinstance(each, Switch)
    }
    assert {"baseline", "map", "zoom"} <= switches
    assert {*switches, LAYER} <= PARAMETERS


def _name(path: Path) -> str:
    return ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)


def test_every_filter_is_known() -> None:
    assert {facet.value for facet in Facet} <= PARAMETERS
