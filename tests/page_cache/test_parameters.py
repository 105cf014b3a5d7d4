"""Every name that the code reads from a query is one that the page cache knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from elections.api.asked import ContestsAsked, CouncilsAsked
from elections.browsing.criteria import Facet
from elections.browsing.parameters import PARAMETERS

READS = re.compile(r'GET(?:\.get|\.getlist)?[(\[]\s*"([^"]+)"')


def test_what_views_read_by_name_is_known() -> None:
    folder = Path(settings.BASE_DIR) / "elections"
    files = [path for path in folder.rglob("*.py") if "admin" not in path.parts]
    read = {name for path in files for name in READS.findall(path.read_text())}
    assert {"baseline", "q"} <= read
    assert read <= PARAMETERS


@pytest.mark.parametrize("asked", [ContestsAsked, CouncilsAsked])
def test_what_the_api_takes_is_known(asked: type[ContestsAsked | CouncilsAsked]) -> None:
    assert set(asked.model_fields) <= PARAMETERS


def test_every_filter_is_known() -> None:
    assert {facet.value for facet in Facet} <= PARAMETERS
