"""Lists are made from rows that hold no working: they must say what the pages say."""

from __future__ import annotations

from elections.domain.figures import known_value
from elections.models import Contest
from elections.selectors.figures import figures_of
from elections.selectors.results import published_results


def test_lists_read_what_pages_show() -> None:
    some = Contest.objects.filter(council__slug__in=["medway", "southampton", "kent", "belfast"])
    whole, listed = published_results(some), figures_of(some)
    assert set(whole) == set(listed)
    assert len(whole) > 8
    for pk, result in whole.items():
        ours, theirs = listed[pk].reconciliation, result.reconciliation
        assert {party: known_value(figure) for party, figure in ours.after.items()} == {
            party: known_value(figure) for party, figure in theirs.after.items()
        }
        assert ours.state == theirs.state
