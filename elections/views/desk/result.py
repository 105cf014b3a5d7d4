"""One result at the desk: where it is, and the steps there are from there."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from elections.domain.desk.proposals import RetractionChange
from elections.domain.desk.refusals import WayError
from elections.domain.desk.sheets import Line, SheetError
from elections.domain.desk.states import Keep, Typist
from elections.domain.polling import ElectionStatus
from elections.models import Contest
from elections.pages.desk.proposals import ProposalLine, proposal_lines
from elections.pages.desk.refused import found_words, refusal_words, stale_words, stopped_words
from elections.pages.desk.result import Rights, Todo, result_page
from elections.selectors.desk.proposals import open_proposals_of
from elections.selectors.desk.results import desk_contest, result_material
from elections.selectors.naming import party_names
from elections.services.desk import checking, publishing
from elections.services.desk.defended import DefendedError, say_defended
from elections.services.desk.entering import FoundError
from elections.services.desk.proposals import AlreadyProposedError, propose
from elections.services.desk.stepping import Seen, StaleError
from elections.services.expected.changing import ChangeRefusedError
from elections.views.desk.access import CHECK, ENTER, PUBLISH, actor_of, desk_page
from elections.views.desk.entry import CONFLICT, UNPROCESSABLE, seen_in
from elections.views.desk.proposals import already_words, proposed_words, reader_of

# Which right each step asks for; the way of a result decides the rest.
NEEDED = {
    Todo.APPROVE: CHECK,
    Todo.SEND_BACK: CHECK,
    Todo.SETTLE: PUBLISH,
    Todo.PUBLISH: PUBLISH,
    Todo.CORRECT: PUBLISH,
    Todo.RETRACT: PUBLISH,
    Todo.GIVE_UP: PUBLISH,
    Todo.DEFENDED: PUBLISH,
}
DONE = {
    Todo.APPROVE: "Approved.",
    Todo.SEND_BACK: "Sent back to be typed again.",
    Todo.SETTLE: "Settled.",
    Todo.PUBLISH: "Published: readers see it now.",
    Todo.CORRECT: "The correction is begun: readers see what is published until it is done.",
    Todo.GIVE_UP: "Given up.",
    Todo.DEFENDED: "Stored: seats won can be typed now.",
}
DONE_IN_A_REHEARSAL = {
    Todo.PUBLISH: "Published in this rehearsal: readers see nothing of it.",
    Todo.CORRECT: "The correction is begun, in this rehearsal.",
}
ASK_FIRST, ASK_SECOND = "ask_first", "ask_second"


@desk_page(ENTER, CHECK, PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def result(request: HttpRequest, election: str, council: str) -> HttpResponse:
    """Show where a result is on its way, or take a step. Raises PermissionDenied."""
    contest = desk_contest(election, council)
    if request.method != "POST":
        return _page(request, contest)
    try:
        todo = Todo(request.POST.get("do", ""))
        needed = NEEDED[todo]
    except (ValueError, KeyError):
        return _page(request, contest, notice="Choose what to do.", status=UNPROCESSABLE)
    if not request.user.has_perm(needed):
        raise PermissionDenied
    try:
        told = _take(request, contest, todo)
    except StaleError as stale:
        return _page(request, contest, notice=stale_words(stale.last), status=CONFLICT)
    except WayError as refused:
        return _page(request, contest, notice=refusal_words(refused), status=CONFLICT)
    except FoundError as found:
        notice = found_words(found.findings, party_names())
        return _page(request, contest, notice=notice, status=UNPROCESSABLE)
    except publishing.StoppedError as stopped:
        notice = stopped_words(stopped.findings, party_names())
        return _page(request, contest, notice=notice, status=UNPROCESSABLE)
    except publishing.WhatStaysError:
        notice = "Not published: who holds the seats that were not up is no longer known."
        return _page(request, contest, notice=notice, status=UNPROCESSABLE)
    except AlreadyProposedError as error:
        return _page(request, contest, notice=already_words(error.proposal), status=CONFLICT)
    except (SheetError, DefendedError, ChangeRefusedError) as error:
        return _page(request, contest, notice=str(error), status=UNPROCESSABLE)
    messages.success(request, told)
    return redirect(request.path)


def _done(contest: Contest, todo: Todo) -> str:
    """Return what is said of a step that was taken."""
    if contest.election.status == ElectionStatus.REHEARSAL:
        return DONE_IN_A_REHEARSAL.get(todo, DONE[todo])
    return DONE[todo]


def _take(request: HttpRequest, contest: Contest, todo: Todo) -> str:
    """Take one step, and return what is said of it."""
    seen, by, at = seen_in(request, contest), actor_of(request), timezone.now()
    reason = request.POST.get("reason", "").replace("\x00", "").strip()
    match todo:
        case Todo.APPROVE:
            checking.approve(seen=seen, by=by, at=at)
        case Todo.SEND_BACK:
            checking.send_back(seen=seen, by=by, at=at, reason=reason)
        case Todo.SETTLE:
            return _settle(request, seen)
        case Todo.PUBLISH:
            publishing.publish(seen=seen, by=by, at=at)
        case Todo.CORRECT:
            publishing.begin_correction(seen=seen, by=by, at=at, reason=reason)
        case Todo.RETRACT:
            change = RetractionChange(seen.ballot_id, seen.token)
            return proposed_words(propose(change=change, by=by, at=at, reason=reason))
        case Todo.GIVE_UP:
            publishing.give_up(seen=seen, by=by, at=at, reason=reason)
        case Todo.DEFENDED:
            _say_defended(request, contest)
        case Todo.ENTER:  # pragma: no cover - asks for no right here, and so never comes this far
            raise PermissionDenied
    return _done(contest, todo)


def _say_defended(request: HttpRequest, contest: Contest) -> None:
    seats: dict[str, int] = {}
    for name, text in request.POST.items():
        if not name.startswith("defended.") or not str(text).strip():
            continue
        number = str(text).strip()
        if not (number.isascii() and number.isdigit() and len(number) <= 3):
            raise DefendedError("Give numbers of seats in digits, or leave a field empty.")
        seats[name.removeprefix("defended.")] = int(number)
    say_defended(
        ballot_id=contest.ballot_id,
        seats=seats,
        source=request.POST.get("source", "").replace("\x00", ""),
        by=actor_of(request),
        at=timezone.now(),
    )


def _settle(request: HttpRequest, seen: Seen) -> str:
    """Keep one entry on every line, or send lines back: what each line's choice says."""
    chosen = {
        Line.of(name.removeprefix("keep.")): value
        for name, value in request.POST.items()
        if name.startswith("keep.")
    }
    by, at = actor_of(request), timezone.now()
    asked = {
        of: frozenset(line for line, value in chosen.items() if value == choice)
        for of, choice in ((Typist.FIRST, ASK_FIRST), (Typist.SECOND, ASK_SECOND))
    }
    if any(asked.values()):
        checking.ask_again(seen=seen, asked=asked, by=by, at=at)
        return "Sent back to be typed again."
    kept = {line: Keep(value) for line, value in chosen.items() if value in set(Keep)}
    checking.settle(seen=seen, kept=kept, by=by, at=at)
    return DONE[Todo.SETTLE]


def _proposals(request: HttpRequest, contest: Contest) -> tuple[ProposalLine, ...]:
    """Return what waits to be published of a contest, for whoever may publish."""
    if not request.user.has_perm(PUBLISH):
        return ()
    return proposal_lines(
        open_proposals_of(contest, reader_of(request)), by=request.user.get_username()
    )


def rights_of(request: HttpRequest) -> Rights:
    """Return what whoever asks may do at the desk. No query after the first for a person."""
    user = request.user
    return Rights(user.has_perm(ENTER), user.has_perm(CHECK), user.has_perm(PUBLISH))


def _page(
    request: HttpRequest, contest: Contest, *, notice: str = "", status: int = 200
) -> HttpResponse:
    material = result_material(
        contest,
        by=request.user.get_username(),
        rights=rights_of(request),
        now=timezone.now(),
    )
    context = {
        "page": result_page(material),
        "notice": notice,
        "Todo": Todo,
        "proposals": _proposals(request, contest),
    }
    return render(request, "desk/result_page.html", context, status=status)
