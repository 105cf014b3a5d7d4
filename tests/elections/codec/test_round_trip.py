"""What is stored of a result is all of it: the very same reconciliation comes back."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.control import (
    Control,
    Majority,
    NoCouncilBefore,
    NoOverallControl,
    NotApplicable,
    Undetermined,
)
from councils.domain.spans import Span
from elections.codec import ResultRows, UnknownSourceError, cited_sources, decode, encode
from elections.codec.figures import control_figure_of, control_row, seats_figure_of, tally_row
from elections.codec.pieces import Reader
from elections.domain.baselines import AFTER, Baseline
from elections.domain.claims import Claim
from elections.domain.fields import Field, Measure
from elections.domain.figures import (
    Alternative,
    Bounded,
    ControlFigure,
    Derived,
    Disputed,
    Input,
    Reported,
    SeatsFigure,
    Statement,
    Unknown,
    Working,
)
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.sources import Citation
from tests.elections.domain.reports import REGISTER, article, council_of
from tests.elections.domain.truths import OUTLETS, any_claims

SOURCES = {source.slug: source for source in (REGISTER, *OUTLETS, article("lists"))}
T = TypeVar("T")


def whole(kind: type[T], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Return a strategy that fills in every attribute of a dataclass, those with defaults too."""
    names = [each.name for each in fields(kind)]  # type: ignore[arg-type]
    return st.builds(kind, **{name: given.get(name, ...) for name in names})


def some(of: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(of, max_size=2).map(tuple)


seats = st.integers(-250, 250)
spans = st.builds(Span, seats, seats)
citations = whole(Citation, source=st.sampled_from(list(SOURCES.values())))
domain_fields = st.builds(
    Field,
    st.sampled_from(Measure),
    st.sampled_from([AFTER, *Baseline]),
    st.sampled_from(["labour", "(total)", ""]),
    st.sampled_from(["", "green"]),
)
inputs = whole(Input, field=domain_fields, span=spans, citations=some(citations))
workings = whole(
    Working, field=domain_fields, result=spans, inputs=some(inputs), because=some(citations)
)
controls: st.SearchStrategy[Control] = st.one_of(
    whole(Majority),
    whole(NoOverallControl),
    whole(Undetermined),
    whole(NoCouncilBefore),
    whole(NotApplicable),
)


def figures_of(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    statements = whole(Statement, field=domain_fields, value=values, citation=citations)
    alternatives = whole(
        Alternative, value=values, statements=some(statements), workings=some(workings)
    )
    return st.one_of(
        whole(Reported, value=values, statements=some(statements)),
        whole(Derived, value=values, workings=some(workings)),
        whole(Disputed, value=values, alternatives=some(alternatives)),
        whole(Unknown),
    )


def through_json(detail: Any) -> Any:
    return json.loads(json.dumps(detail))


@given(figures_of(seats) | whole(Bounded, span=spans, workings=some(workings)))
def test_a_figure_of_seats_comes_back_whole(figure: SeatsFigure) -> None:
    row = tally_row(Field(Measure.SEATS, AFTER, "labour"), figure)
    stored = replace(row, detail=through_json(row.detail))
    # Reasons don't count when figures are compared, so that their text is.
    assert repr(seats_figure_of(stored, Reader(SOURCES))) == repr(figure)


@given(figures_of(controls))
def test_control_comes_back_whole(figure: ControlFigure) -> None:
    row = control_row(figure)
    stored = replace(row, detail=through_json(row.detail))
    assert repr(control_figure_of(stored, Reader(SOURCES))) == repr(figure)


def in_order(result: Any) -> str:
    """Return a result as text, its mappings in the order of their keys."""
    if isinstance(result, dict):
        return str(sorted((str(key), in_order(value)) for key, value in result.items()))
    if hasattr(result, "__dataclass_fields__"):
        parts = [in_order(getattr(result, each.name)) for each in fields(result)]
        return f"{type(result).__name__}({', '.join(parts)})"
    return repr(result)


@given(any_claims())
def test_a_whole_result_comes_back_the_same(claims: list[Claim]) -> None:
    result = reconcile(council_of(49), claims)
    rows = encode(result)
    back = decode(rows, SOURCES)
    assert in_order(back) == in_order(result)
    assert encode(back) == rows


@given(any_claims())
def test_the_sources_it_cites_are_all_it_takes_to_read_it(claims: list[Claim]) -> None:
    rows = encode(reconcile(council_of(49), claims))
    cited = cited_sources(rows)
    decode(rows, {slug: source for slug, source in SOURCES.items() if slug in cited})
    assert cited >= {claim.citation.source.slug for claim in claims}


def test_a_source_that_is_not_given_is_named() -> None:
    rows = encode(reconcile(council_of(49), []))
    with pytest.raises(UnknownSourceError, match="register"):
        decode(rows, {})


def test_rows_are_in_one_order_whatever_order_they_came_in() -> None:
    rows = encode(reconcile(council_of(49), []))
    again = ResultRows.in_order(
        state=rows.state,
        default_baseline=rows.default_baseline,
        control_after=rows.control_after,
        tallies=list(reversed(rows.tallies)),
        changes=list(reversed(rows.changes)),
        findings=list(rows.findings),
        uses=list(rows.uses),
    )
    assert len(rows.tallies) > 5
    assert again == rows
