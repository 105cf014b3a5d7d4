"""Changes of what is published: what waits for a second person, its preview, and what becomes of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from elections.domain.desk.proposals import OwnProposalError, ProposalState
from elections.domain.desk.refusals import WayError
from elections.domain.polling import ElectionStatus
from elections.models import Proposal
from elections.pages.desk.proposals import (
    EffectsView,
    effects_view,
    proposal_line,
    proposals_page,
)
from elections.pages.desk.refused import refusal_words, stopped_words
from elections.selectors.desk.proposals import (
    ProposalReader,
    proposal_facts,
    proposal_row,
    proposals_material,
)
from elections.selectors.naming import party_names
from elections.services.desk.choosing import MoreThanAllError, NotDisputedError
from elections.services.desk.proposals import (
    DecidedError,
    NoSuchProposalError,
    StalePreviewError,
    preview_proposal,
    publish_proposal,
    turn_down,
)
from elections.services.desk.publishing import StoppedError
from elections.services.desk.stepping import StaleError
from elections.services.expected.changing import ChangeRefusedError
from elections.views.desk.access import COUNCILS, PUBLISH, SOURCES, actor_of, desk_page
from elections.views.desk.entry import CONFLICT, UNPROCESSABLE

PUBLISHED = "Published: readers see it now."
IN_A_REHEARSAL = "Published in this rehearsal: readers see nothing of it."
STALE = (
    "Nothing was published: what would change is no longer what you were shown. Look at it as it is"
    " now, and publish that."
)
OTHER_PREVIEW = (
    "Not proposed yet: this is not the change that you were shown last. Check what would change now,"
    " then propose it."
)
MOVED_ON = (
    "This can no longer be published: the result has moved on since it was proposed. Turn it down,"
    " and propose it anew where it is still needed."
)
OWN = "You proposed this yourself: somebody else with permission to publish has to publish it."
CHOOSE = "Choose what to do."


def already_words(proposal: Proposal) -> str:
    """Return what somebody is told who proposes what waits already."""
    return (
        f"Nothing was stored. {proposal.proposed_by} proposed a change of this already:"
        f" \u201c{proposal.told}\u201d. It waits at \u2018To be published\u2019, where it can be published"
        " or turned down first."
    )


def proposed_words(proposal: Proposal) -> str:
    """Return what somebody is told who proposed a change."""
    if _is_rehearsed(proposal):
        return (
            f"Proposed in this rehearsal: {proposal.told}. Nothing changes until somebody else publishes"
            " it, at \u2018To be published\u2019."
        )
    return (
        f"Proposed: {proposal.told}. Readers see no change until somebody else publishes it, at"
        " \u2018To be published\u2019."
    )


def _is_rehearsed(proposal: Proposal) -> bool:
    contest = proposal.contest
    return contest is not None and contest.election.status == ElectionStatus.REHEARSAL


def reader_of(request: HttpRequest) -> ProposalReader:
    """Return who looks at proposals."""
    return ProposalReader(request.user.get_username(), request.user.has_perm(PUBLISH))


@desk_page(PUBLISH, COUNCILS, SOURCES)
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """List what waits for a second person, and what was decided last."""
    page = proposals_page(proposals_material(reader_of(request)))
    return render(request, "desk/proposals_page.html", {"page": page})


@desk_page(PUBLISH, COUNCILS, SOURCES)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, key: int) -> HttpResponse:
    """Show one proposal with what it would change; publish it or turn it down.

    Raises PermissionDenied and NotHereError.
    """
    row = proposal_row(key)
    if request.method != "POST":
        return _page(request, row)
    do, by, at = request.POST.get("do", ""), actor_of(request), timezone.now()
    reason = request.POST.get("reason", "").replace("\x00", "").strip()
    # Who proposed it may take it back without permission to publish.
    if not request.user.has_perm(PUBLISH) and (do != "turn_down" or row.proposed_by != by.name):
        raise PermissionDenied
    try:
        match do:
            case "publish":
                seen = request.POST.get("seen", "")
                publish_proposal(key=key, seen=seen, reason=reason, by=by, at=at)
                messages.success(request, IN_A_REHEARSAL if _is_rehearsed(row) else PUBLISHED)
            case "turn_down":
                turn_down(key=key, reason=reason, by=by, at=at)
                done = "Withdrawn" if row.proposed_by == by.name else "Turned down"
                messages.success(request, f"{done}. Nothing was published.")
            case _:
                return _page(request, row, notice=CHOOSE, status=UNPROCESSABLE)
    except NoSuchProposalError:
        # It was deleted with its rehearsal meanwhile: raises NotHereError.
        return _page(request, proposal_row(key))
    except OwnProposalError:
        return _page(request, row, notice=OWN, status=CONFLICT)
    except DecidedError:
        line = proposal_line(proposal_facts(proposal_row(key), reader_of(request)), by=by.name)
        notice = f"Nothing was changed: this is {line.state_text} already, by {line.decided}."
        return _page(request, proposal_row(key), notice=notice, status=CONFLICT)
    except StalePreviewError:
        return _page(request, row, notice=STALE, status=CONFLICT)
    except (StaleError, NotDisputedError):
        return _page(request, row, notice=MOVED_ON, status=CONFLICT)
    except ChangeRefusedError as refused:
        return _page(request, row, notice=str(refused), status=UNPROCESSABLE)
    except (WayError, MoreThanAllError, StoppedError) as refused:
        return _page(request, row, notice=_refused_words(refused), status=UNPROCESSABLE)
    return redirect(request.path)


def _refused_words(refused: WayError | MoreThanAllError | StoppedError) -> str:
    match refused:
        case WayError():
            return refusal_words(refused)
        case StoppedError():
            return stopped_words(refused.findings, party_names())
        case MoreThanAllError():
            return f"Not published: {refused}"


def _page(
    request: HttpRequest, row: Proposal, *, notice: str = "", status: int = 200
) -> HttpResponse:
    effects, stopped = _preview(row)
    context = {
        "page": proposal_line(
            proposal_facts(row, reader_of(request)), by=request.user.get_username()
        ),
        "effects": effects,
        "stopped": stopped,
        "may_publish": request.user.has_perm(PUBLISH),
        "notice": notice,
    }
    return render(request, "desk/proposal_page.html", context, status=status)


def _preview(row: Proposal) -> tuple[EffectsView | None, str]:
    """Return what publishing a proposal would change, or why it can't be published."""
    if row.state != ProposalState.OPEN:
        return None, ""
    try:
        return effects_view(preview_proposal(proposal=row, at=timezone.now())), ""
    except (StaleError, NotDisputedError):
        return None, MOVED_ON
    except ChangeRefusedError as refused:
        return None, str(refused)
    except (WayError, MoreThanAllError, StoppedError) as refused:
        return None, _refused_words(refused)
