"""Disputed figures: of an election, and of one contest, where an editor decides."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from elections.domain.desk.proposals import DecisionChange
from elections.domain.desk.refusals import TooEarlyError
from elections.models import Contest
from elections.pages.desk.disputes import LEAVE, disputes_page
from elections.pages.desk.proposals import proposal_lines
from elections.pages.desk.refused import refusal_words, stale_words, stopped_words
from elections.selectors.desk.disputes import disputes_material, disputes_of_election
from elections.selectors.desk.proposals import open_proposals_of
from elections.selectors.desk.results import desk_contest
from elections.selectors.naming import party_names
from elections.services.desk.choosing import (
    MoreThanAllError,
    NoReasonToChooseError,
    NotDisputedError,
    SeenDispute,
    leave_disputed,
)
from elections.services.desk.proposals import AlreadyProposedError, propose
from elections.services.desk.publishing import StoppedError
from elections.services.desk.stepping import Actor, StaleError
from elections.services.expected.changing import AltersPublishedError, ChangeRefusedError
from elections.views.desk.access import PUBLISH, actor_of, desk_page
from elections.views.desk.entry import CONFLICT, UNPROCESSABLE
from elections.views.desk.proposals import already_words, proposed_words, reader_of

# No figure has a longer name: what is longer is not looked for.
MAX_FIGURE = 200


@desk_page(PUBLISH)
@require_safe
def disputes(request: HttpRequest, election: str) -> HttpResponse:
    """List the contests of an election in which sources differ."""
    return render(request, "desk/disputes_page.html", {"page": disputes_of_election(election)})


@desk_page(PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def contest_disputes(request: HttpRequest, election: str, council: str) -> HttpResponse:
    """Show every claim of each disputed figure, or take an editor's decision."""
    contest = desk_contest(election, council)
    if request.method != "POST":
        return _page(request, contest)
    version = _number(request.POST.get("version", ""))
    figure = request.POST.get("figure", "").replace("\x00", "")[:MAX_FIGURE]
    seen = SeenDispute(contest.ballot_id, version, figure)
    chosen = request.POST.get("choice", "")
    reason = request.POST.get("reason", "").replace("\x00", "").strip()
    by, at = actor_of(request), timezone.now()
    try:
        messages.success(request, _decide(seen, chosen, by=by, at=at, reason=reason))
    except AlreadyProposedError as error:
        return _page(request, contest, notice=already_words(error.proposal), status=CONFLICT)
    except ChangeRefusedError as refused:
        return _page(request, contest, notice=str(refused), status=UNPROCESSABLE)
    except StaleError as stale:
        return _page(request, contest, notice=stale_words(stale.last), status=CONFLICT)
    except TooEarlyError as early:
        return _page(request, contest, notice=refusal_words(early), status=CONFLICT)
    except NotDisputedError:
        notice = "Choose one of the values below, of a figure that is disputed."
        return _page(request, contest, notice=notice, status=UNPROCESSABLE)
    except NoReasonToChooseError:
        notice = "Say why: readers are told the reason."
        return _page(request, contest, notice=notice, status=UNPROCESSABLE)
    except MoreThanAllError as error:
        notice = f"Not published: {error} Nothing was stored."
        return _page(request, contest, notice=notice, status=UNPROCESSABLE)
    except StoppedError as stopped:
        notice = f"{stopped_words(stopped.findings, party_names())} Nothing was stored."
        return _page(request, contest, notice=notice, status=UNPROCESSABLE)
    return redirect(request.path)


def _decide(seen: SeenDispute, chosen: str, *, by: Actor, at: datetime, reason: str) -> str:
    """Propose a choice, or leave a figure disputed; return what is said of it.

    Where something was chosen before, that it is no more is proposed too.
    """
    if chosen == LEAVE:
        try:
            leave_disputed(seen=seen, by=by, at=at, reason=reason)
        except AltersPublishedError:
            pass
        else:
            return "It stays disputed, and that is on record."
    place = None if chosen == LEAVE else _number(chosen)
    change = DecisionChange(seen.ballot_id, seen.version, seen.figure, place)
    return proposed_words(propose(change=change, by=by, at=at, reason=reason))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 8 else -1


def _page(
    request: HttpRequest, contest: Contest, *, notice: str = "", status: int = 200
) -> HttpResponse:
    by = request.user.get_username()
    context = {
        "page": disputes_page(disputes_material(contest)),
        "notice": notice,
        "leave": LEAVE,
        "proposals": proposal_lines(open_proposals_of(contest, reader_of(request)), by=by),
    }
    return render(request, "desk/contest_disputes_page.html", context, status=status)
