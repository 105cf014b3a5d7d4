"""The table of what is known of every contest, for `docs/councils.md`: how, and how not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from elections.domain.baselines import Baseline
from elections.domain.figures import (
    Bounded,
    ControlFigure,
    Derived,
    Disputed,
    Reported,
    SeatsFigure,
    Unknown,
)
from elections.domain.results import BaselineResult, Reconciliation
from elections.domain.words.headlines import headline
from elections.domain.words.naming import Names
from elections.domain.words.wording import control_words
from elections.selectors.contests import ContestDocument

STATUSES = ("reported", "derived", "bounded", "disputed", "unknown")

OPENING = """\
# What is known of every council in the articles

Made by `manage.py write_coverage` from the published results; a test holds it to them. Each row is one council at one
election counted from one baseline, the one its page opens on first. Within a cell: seats **after** the poll, **before**
it, and the **change**; a range is given as the bounds that follow from the claims. How each figure comes about is on
the council's page, and the rules are in [method.md](method.md).
"""


def coverage_page(contests: Iterable[ContestDocument]) -> str:
    """Return the page as Markdown."""
    lines = [
        OPENING,
        f"| council | what happened | counted from | {' | '.join(STATUSES)} | findings |",
        f"|{' --- |' * (len(STATUSES) + 4)}",
    ]
    for contest in contests:
        lines += _rows(contest)
    return "\n".join(lines) + "\n"


def _rows(found: ContestDocument) -> Iterator[str]:
    result, contest = found.result, found.contest
    first = result.default_baseline
    for baseline in sorted(result.baselines, key=lambda each: (each is not first, each)):
        before = result.baselines[baseline]
        known = _by_status(result, before, found.names)
        said = headline(contest.council_name, result, before.change_of_control, found.names)
        codes = ", ".join(finding.code.value for finding in result.findings)
        cells = [
            f"{contest.council_name} {contest.polling_day.year}",
            said,
            f"`{Baseline(baseline).value}`",
            *("; ".join(known[status]) for status in STATUSES),
            codes,
        ]
        yield f"| {' | '.join(cells)} |"


def _by_status(
    result: Reconciliation, before: BaselineResult, names: Names
) -> Mapping[str, list[str]]:
    """Return what there is to say under each status."""
    found: dict[str, list[str]] = defaultdict(list)
    groups: tuple[tuple[str, Mapping[str, SeatsFigure]], ...] = (
        ("after", result.after),
        ("before", before.before),
        ("change", before.change),
        ("won", result.seats_won),
    )
    for name, control in (("after", result.control_after), ("before", before.control_before)):
        status, words = _control(control, names)
        found[status].append(f"control {name}: {words}")
    for name, figures in groups:
        by_status: dict[str, list[str]] = defaultdict(list)
        for party, figure in figures.items():
            status, words = _seats(figure)
            by_status[status].append(f"{names.party(party).name} {words}".strip())
        for status, parties in by_status.items():
            found[status].append(f"{name}: {', '.join(parties)}")
    return found


def _seats(figure: SeatsFigure) -> tuple[str, str]:
    match figure:
        case Reported(value=value):
            return "reported", str(value)
        case Derived(value=value):
            return "derived", str(value)
        case Bounded(span=span):
            return "bounded", f"{span.low} to {span.high}"
        case Disputed(alternatives=alternatives):
            return "disputed", " or ".join(str(each.value) for each in alternatives)
        case Unknown():
            return "unknown", ""


def _control(figure: ControlFigure, names: Names) -> tuple[str, str]:
    match figure:
        case Reported(value=value):
            return "reported", control_words(value, names)
        case Derived(value=value):
            return "derived", control_words(value, names)
        case Disputed(alternatives=alternatives):
            said = [control_words(each.value, names) for each in alternatives]
            return "disputed", " or ".join(said)
        case Unknown():
            return "unknown", "not known"
