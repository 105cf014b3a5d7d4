"""Who may go where: every address tried as everybody, against the table in docs/people.md."""

from __future__ import annotations

import pytest

from tests.elections.medway import medway
from tests.permissions import METHODS, WHO, addresses, said, try_all

pytestmark = pytest.mark.database_independent


@pytest.mark.django_db
def test_every_address_lets_in_whom_the_table_says_and_its_pages_are_not_stored() -> None:
    medway()
    tried, table = try_all(), said()
    rows = [
        f"| `{method} {address}` | {' | '.join(outcomes)} |"
        for (method, address), outcomes in tried.outcomes.items()
        if table.get((method, address)) != outcomes
    ]
    assert not rows, "docs/people.md should say:\n" + "\n".join(rows)
    # No page of staff may be stored by a browser or on the way.
    assert not tried.storable


def test_the_table_names_no_address_that_is_gone() -> None:
    there = {(method, f"/{route}") for route in addresses() for method in METHODS}
    assert set(said()) <= there


def test_every_part_of_the_staffs_site_is_walked() -> None:
    walked = addresses()
    for address in (
        "desk/people/<key>/",
        "accounts/2fa/app/",
        "admin/elections/claim/<object_id>/change/",
    ):
        assert address in walked
    assert len(WHO) == 6
