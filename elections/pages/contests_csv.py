"""The table of contests as rows of text for a spreadsheet or a program: one contest a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from councils.domain.control import Control, NoCouncilBefore
from elections.browsing.contests import ContestSummary, control_value
from elections.domain.figures import Bounded, Disputed, SeatsFigure, Unknown, known_value
from elections.domain.results import BaselineResult, Reconciliation
from elections.domain.sources import Precision
from elections.pages.contest_rows import headline_of_summary, mark_words
from elections.pages.facts import Parties

FIXED = (
    "id",
    "election",
    "council",
    "gss_code",
    "council_type",
    "region",
    "state",
    "counted_from",
    "control_before",
    "control_after",
    "change_of_control",
    "majority",
    "seats_total",
    "seats_up",
)
LAST = ("corrected", "disputed", "approximate", "headline", "url")


def contests_csv(
    summaries: Sequence[ContestSummary], parties: Parties, *, site: str
) -> list[list[str]]:
    """Return the head and a row for each contest, in the order given.

    After the fixed columns come two for each party that any of the contests names, in the order
    parties are listed: `<party>_after` and `<party>_change`. Control before and changes are counted from
    `counted_from`, the baseline that the summaries are, which is empty where nothing is known from
    it. What is not known is empty and never zero; a range is "4 to 6", which no
    spreadsheet takes for a day. `site` is the beginning of absolute addresses.
    """
    named = _named(summaries, parties)
    head = [
        *FIXED,
        *(f"{party}_{what}" for party in named for what in ("after", "change")),
        *LAST,
    ]
    return [head, *(_row(each, named, parties, site) for each in summaries)]


def _named(summaries: Iterable[ContestSummary], parties: Parties) -> list[str]:
    named: set[str] = set()
    for each in summaries:
        if each.result is not None:
            named |= {*each.result.reconciliation.after, *_changes(each)}
    return sorted(named, key=lambda slug: (parties.position(slug), slug))


def _changes(summary: ContestSummary) -> Mapping[str, SeatsFigure]:
    before = _before(summary)
    return {} if before is None else before.change


def _before(summary: ContestSummary) -> BaselineResult | None:
    return None if summary.counted is None else summary.counted.before


def _row(
    summary: ContestSummary,
    named: Sequence[str],
    parties: Parties,
    site: str,
) -> list[str]:
    contest, council = summary.contest, summary.contest.council
    result = None if summary.result is None else summary.result.reconciliation
    before, changes = _before(summary), _changes(summary)
    after = {} if result is None else result.after
    return [
        contest.ballot_id,
        contest.election.slug,
        council.name,
        council.gss_code,
        council.council_type.value,
        council.region.slug,
        summary.state.value,
        "" if before is None else before.baseline.value,
        _control(summary.change.before),
        _control(summary.change.after),
        summary.change.kind.value,
        "" if summary.majority is None else str(summary.majority),
        "" if summary.seats_total is None else str(summary.seats_total),
        "" if result is None else _number(result.seats_up),
        *(
            _number(figures.get(party, Unknown()))
            for party in named
            for figures in (after, changes)
        ),
        "yes" if mark_words(summary.result) else "",
        "" if result is None else " ".join(_disputed(result, before)),
        "" if result is None else " ".join(_approximate(result, before)),
        headline_of_summary(summary, parties),
        f"{site}/elections/{contest.election.slug}/{council.slug}/",
    ]


def _control(control: Control) -> str:
    """Return who has control as `?control=` names it; a council that is new had none before."""
    return "none" if isinstance(control, NoCouncilBefore) else control_value(control)


def _number(figure: SeatsFigure) -> str:
    value = known_value(figure)
    if value is not None:
        return str(value)
    if isinstance(figure, Bounded):
        return f"{figure.span.low} to {figure.span.high}"
    return ""


def _disputed(result: Reconciliation, before: BaselineResult | None) -> Iterable[str]:
    """Yield where the figures that sources dispute stand in the contest's JSON."""
    if isinstance(result.control_after, Disputed):
        yield "control_after"
    if before is not None and isinstance(before.control_before, Disputed):
        yield f"baselines.{before.baseline}.control_before"
    for name, figures in _groups(result, before):
        for party, figure in sorted(figures.items()):
            if isinstance(figure, Disputed):
                yield f"{name}.{party}"


def _approximate(result: Reconciliation, before: BaselineResult | None) -> Iterable[str]:
    """Yield where any of the figures is approximate, by the groups of the contest's JSON."""
    for name, figures in _groups(result, before):
        if any(
            not isinstance(figure, Unknown) and figure.precision is Precision.APPROXIMATE
            for figure in figures.values()
        ):
            yield name


def _groups(
    result: Reconciliation, before: BaselineResult | None
) -> list[tuple[str, Mapping[str, SeatsFigure]]]:
    groups = [("after", result.after)]
    if before is not None:
        stem = f"baselines.{before.baseline}"
        groups += [(f"{stem}.before", before.before), (f"{stem}.change", before.change)]
    return groups
