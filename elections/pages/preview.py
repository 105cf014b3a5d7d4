"""What publishing a contest would show: each figure as it would be, beside what readers see now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from elections.domain.baselines import Baseline
from elections.domain.results import Reconciliation
from elections.domain.words.finding_words import MEANINGS, sentence
from elections.domain.words.headlines import headline
from elections.domain.words.wording import change_words
from elections.pages.before_and_after import control_view, seats_table
from elections.pages.charts import NOT_KNOWN
from elections.pages.facts import ContestFacts, Parties
from elections.pages.figures import FigureView, Shelf
from elections.pages.words import BASELINE_HEADINGS, BASELINE_LABELS, STATE_WORDS

NOTHING_CHANGES = "Nothing would change: version {version} says all of this already."
FIRST = "This would be the first version. Readers see nothing of this contest yet."
NEXT = "This would be version {next}, in place of version {version}."
STOPPED = "This cannot be published: {codes} would have to be mended first."


@dataclass(frozen=True, slots=True)
class PreviewMaterial:
    """What a preview is made from. `now` is None where nothing is published.

    `differs` says whether publishing would store anything new. `token` stands for all of it.
    """

    contest: ContestFacts
    parties: Parties
    would_be: Reconciliation
    now: Reconciliation | None
    version: int
    differs: bool
    token: str


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """A figure as it would be. `now` is what readers see of it, and empty where that is the same."""

    text: str
    status: str
    status_text: str
    now: str = ""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A party's seats before and after, and the change; None where a row has no such figure."""

    name: str
    before: PreviewCell | None
    change: PreviewCell | None
    after: PreviewCell | None


@dataclass(frozen=True, slots=True)
class PreviewTable:
    """What is counted from one baseline."""

    label: str
    before_heading: str
    is_opening: bool
    change_of_control: PreviewCell
    control: PreviewRow
    rows: tuple[PreviewRow, ...]


@dataclass(frozen=True, slots=True)
class PreviewDispute:
    """A figure that sources differ on: every value with who states it, and why one is shown."""

    about: str
    text: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewFinding:
    """A coded finding in words, and whether it stops publication."""

    code: str
    text: str
    meaning: str
    stops: bool


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Everything that an editor is shown before publishing."""

    headline: str
    headline_now: str
    state_text: str
    summary: str
    may_be_published: bool
    differs: bool
    stopping: tuple[PreviewFinding, ...]
    to_know: tuple[PreviewFinding, ...]
    disputes: tuple[PreviewDispute, ...]
    tables: tuple[PreviewTable, ...]
    token: str


def preview_page(material: PreviewMaterial) -> PreviewPage:
    """Return what publishing would show, compared with what is published."""
    would_be, parties = material.would_be, material.parties
    findings = tuple(findings_in_words(would_be, parties))
    stopping = tuple(finding for finding in findings if finding.stops)
    order = sorted(would_be.baselines, key=lambda each: each is not would_be.default_baseline)
    says = _headline(material.contest, would_be, parties)
    says_now = "" if material.now is None else _headline(material.contest, material.now, parties)
    return PreviewPage(
        headline=says,
        headline_now="" if says_now == says else says_now,
        state_text=STATE_WORDS[would_be.state],
        summary=_summary(material, stopping),
        may_be_published=would_be.may_be_published,
        differs=material.differs,
        stopping=stopping,
        to_know=tuple(finding for finding in findings if not finding.stops),
        disputes=tuple(_disputes(would_be, parties, order)),
        tables=tuple(_table(material, baseline) for baseline in order),
        token=material.token,
    )


def findings_in_words(reconciliation: Reconciliation, parties: Parties) -> Iterator[PreviewFinding]:
    """Yield each finding of a result with its sentence."""
    for finding in reconciliation.findings:
        yield PreviewFinding(
            code=finding.code.value,
            text=sentence(finding, parties.names),
            meaning=MEANINGS[finding.code],
            stops=finding.code.stops_publication,
        )


def _headline(contest: ContestFacts, result: Reconciliation, parties: Parties) -> str:
    change = result.baselines[result.default_baseline].change_of_control
    return headline(contest.council.name, result, change, parties.names)


def _summary(material: PreviewMaterial, stopping: tuple[PreviewFinding, ...]) -> str:
    if stopping:
        codes = " and ".join(dict.fromkeys(finding.code for finding in stopping))
        return STOPPED.format(codes=codes)
    if material.now is None:
        return FIRST
    if not material.differs:
        return NOTHING_CHANGES.format(version=material.version)
    return NEXT.format(next=material.version + 1, version=material.version)


def _views(
    result: Reconciliation, baseline: Baseline, parties: Parties
) -> tuple[
    list[tuple[str, FigureView | None, FigureView | None, FigureView | None]],
    FigureView,
    FigureView,
]:
    """Return the rows of seats, and control before and after, counted from a baseline."""
    shelf = Shelf(parties.names, {}, baseline)
    counted = result.baselines[baseline]
    table = seats_table(result, counted, parties, shelf)
    control = control_view(result, counted, parties, shelf)
    # What is left when all that is known is counted is for readers, and no figure of its own.
    rows = [
        (row.label, row.before, row.change, row.after)
        for row in (*table.rows, table.total)
        if row.holder != NOT_KNOWN
    ]
    return rows, control.before, control.after


def _table(material: PreviewMaterial, baseline: Baseline) -> PreviewTable:
    parties, now = material.parties, material.now
    rows, before, after = _views(material.would_be, baseline, parties)
    change = change_words(material.would_be.baselines[baseline].change_of_control, parties.names)
    seen: dict[str, str] = {}
    change_now = ""
    if now is not None and baseline in now.baselines:
        rows_now, before_now, after_now = _views(now, baseline, parties)
        views = [view for _, *row in rows_now for view in row if view is not None]
        seen = {view.key: view.text for view in (*views, before_now, after_now)}
        change_now = change_words(now.baselines[baseline].change_of_control, parties.names)

    def cell(view: FigureView | None) -> PreviewCell | None:
        if view is None:
            return None
        # A party that no source had named was not known before.
        was = seen.get(view.key, "not known" if now is not None else "")
        return PreviewCell(
            view.text, view.status, view.status_text, "" if was == view.text else was
        )

    return PreviewTable(
        label=BASELINE_LABELS[baseline],
        before_heading=BASELINE_HEADINGS[baseline],
        is_opening=baseline is material.would_be.default_baseline,
        change_of_control=PreviewCell(change, "", "", "" if change_now == change else change_now),
        control=PreviewRow("Control", cell(before), None, cell(after)),
        rows=tuple(PreviewRow(name, cell(b), cell(c), cell(a)) for name, b, c, a in rows),
    )


def _disputes(
    result: Reconciliation, parties: Parties, baselines: Iterable[Baseline]
) -> Iterator[PreviewDispute]:
    """Yield each disputed figure once: those after the poll stand in every baseline's table."""
    told: set[tuple[str, tuple[str, ...]]] = set()
    for baseline in baselines:
        rows, *control = _views(result, baseline, parties)
        views = [view for _, *row in rows for view in row if view is not None]
        for view in (*control, *views):
            if view.status == "disputed" and (view.about, view.sentences) not in told:
                told.add((view.about, view.sentences))
                yield PreviewDispute(view.about, view.text, view.sentences)
