"""The table of contests as rows of text for a spreadsheet or a program: one contest a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from councils.domain.control import Control, NoCouncilBefore
from elections.browsing.contests import ContestSummary, control_value
from elections.domain.figures import Bounded, Disputed, SeatsFigure, Unknown, known_value
from elections.domain.results import Reconciliation
from elections.pages.contest import headline_of
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
LAST = ("disputed", "headline", "url")


def contests_csv(
    summaries: Sequence[ContestSummary], parties: Parties, *, site: str
) -> list[list[str]]:
    """Return the head and a row for each contest, in the order given.

    After the fixed columns come two for each party that any of the contests names, in the order
    parties are listed: `<party>_after` and `<party>_change`, counted from the contest's default
    baseline. What is not known is empty and never zero; a range is "4 to 6", which no
    spreadsheet takes for a day. `site` is the beginning
    of absolute addresses.
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
            result = each.result.reconciliation
            named |= {*result.after, *result.baselines[result.default_baseline].change}
    return sorted(named, key=lambda slug: (parties.position(slug), slug))


def _row(summary: ContestSummary, named: Sequence[str], parties: Parties, site: str) -> list[str]:
    contest, council = summary.contest, summary.contest.council
    result = None if summary.result is None else summary.result.reconciliation
    return [
        contest.ballot_id,
        contest.election.slug,
        council.name,
        council.gss_code,
        council.council_type.value,
        council.region.slug,
        summary.state.value,
        "" if result is None else result.default_baseline.value,
        _control(summary.change.before),
        _control(summary.change.after),
        summary.change.kind.value,
        "" if summary.majority is None else str(summary.majority),
        "" if summary.seats_total is None else str(summary.seats_total),
        "" if result is None else _number(result.seats_up),
        *(text for party in named for text in _of_party(party, result)),
        "" if result is None else " ".join(_disputed(result)),
        f"{council.name}: result awaited"
        if result is None
        else headline_of(contest, result, parties.names),
        f"{site}/elections/{contest.election.slug}/{council.slug}/",
    ]


def _control(control: Control) -> str:
    """Return who has control as `?control=` names it; a council that is new had none before."""
    return "none" if isinstance(control, NoCouncilBefore) else control_value(control)


def _of_party(party: str, result: Reconciliation | None) -> tuple[str, str]:
    if result is None:
        return "", ""
    change = result.baselines[result.default_baseline].change
    return _number(result.after.get(party, Unknown())), _number(change.get(party, Unknown()))


def _number(figure: SeatsFigure) -> str:
    value = known_value(figure)
    if value is not None:
        return str(value)
    if isinstance(figure, Bounded):
        return f"{figure.span.low} to {figure.span.high}"
    return ""


def _disputed(result: Reconciliation) -> Iterable[str]:
    """Yield where the figures that sources dispute stand in the contest's JSON."""
    baseline = result.baselines[result.default_baseline]
    stem = f"baselines.{baseline.baseline}"
    if isinstance(result.control_after, Disputed):
        yield "control_after"
    if isinstance(baseline.control_before, Disputed):
        yield f"{stem}.control_before"
    for name, figures in (
        ("after", result.after),
        (f"{stem}.before", baseline.before),
        (f"{stem}.change", baseline.change),
    ):
        for party, figure in sorted(figures.items()):
            if isinstance(figure, Disputed):
                yield f"{name}.{party}"
