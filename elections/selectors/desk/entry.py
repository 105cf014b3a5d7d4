"""What the page on which a sheet is typed is made from."""

from __future__ import annotations

from datetime import datetime

from elections.codec.way import way_of
from elections.domain.desk.blind import is_kept_back
from elections.domain.desk.states import Check, Differences, Expected, FirstEntry, State
from elections.domain.desk.typed import Typed, typed_of
from elections.domain.desk.waiting import asked_of
from elections.models import Contest, DeskResult, Draft, Source
from elections.pages.desk.entry import EntryMaterial
from elections.selectors.desk.beside import beside_of
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import contest_facts


def entry_material(
    contest: Contest,
    *,
    by: str,
    now: datetime,
    may_see_why: bool,
    typed: Typed | None = None,
) -> EntryMaterial:
    """Return what the entry page of a contest is made from, for one person. About 15 queries.

    The contest has to be loaded with its names. `typed` is what stands in the fields; without it,
    the person's draft, or for a correction what is published. Nothing that somebody else typed is
    ever among it.
    """
    result = DeskResult.objects.of_contest(contest.ballot_id).first()
    state: State = Expected() if result is None else way_of(result.way)
    draft = None if result is None else Draft.objects.of(result, by).first()
    if typed is None:
        typed = Typed.of({} if draft is None else draft.typed)
        if typed.is_empty:
            typed = _to_begin_with(state, by)
    elif asked_of(state, by):
        # Only the lines that were sent back are on the page; the rest is as they handed it in.
        rest = _to_begin_with(state, by)
        typed = Typed({**rest.fields, **typed.fields}, typed.ticked)
    sources = Source.objects.that_may_be_named_of(contest).about_council(contest.council.slug)
    declarations = sources.declarations().newest_first()
    return EntryMaterial(
        contest=contest_facts(contest),
        beside=beside_of(contest),
        parties=all_parties(),
        state=state,
        token=0 if result is None else result.token,
        typed=typed,
        by=by,
        now=now,
        asked=asked_of(state, by),
        sources=tuple((row.slug, row.title) for row in declarations),
        may_see_why=may_see_why,
        may_see_reasons=not is_kept_back(state, Check(contest.election.check_asked), name=by),
    )


def _to_begin_with(state: State, by: str) -> Typed:
    """Return what stands in the fields before anything is typed.

    A correction begins with what readers see, and lines that were sent back with the rest of what
    the same person typed.
    """
    match state:
        case FirstEntry(round=of) if of.published is not None:
            return typed_of(of.published.sheet)
        case Differences(first=first, second=second) if asked_of(state, by):
            own = typed_of((first if first.by == by else second).sheet)
            asked = asked_of(state, by)
            return Typed({name: text for name, text in own.fields.items() if name not in asked})
        case _:
            return Typed({})
