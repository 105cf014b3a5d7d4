"""Typing a result: opening it, the page with its fields, drafts that save themselves, handing it in."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from elections.domain.desk.holding import HeldError, Hold
from elections.domain.desk.refusals import EmptySheetError, TooEarlyError, WayError
from elections.domain.desk.sheets import Line, Said
from elections.domain.desk.typed import Typed, read_line
from elections.domain.polling import ElectionStatus
from elections.domain.words.election_words import STATUS_NOTICES, opens_words
from elections.models import Contest
from elections.pages.desk.entry import EntryMaterial, EntryPage, entry_page, read_of
from elections.pages.desk.refused import held_words, refusal_words, stale_words, taken_over_words
from elections.selectors.desk.entry import entry_material
from elections.selectors.desk.results import desk_contest, hold_on, taken_over_at
from elections.services.desk import entering
from elections.services.desk.stepping import Seen, StaleError, Stepped
from elections.views.desk.access import ENTER, PUBLISH, actor_of, desk_page

# What a form of the entry page asks for.
OPEN, DRAFT, CHECK, HAND_IN = "open", "draft", "check", "hand_in"
# Fields that are no line of a sheet.
NOT_TYPED: Final = frozenset({"csrfmiddlewaretoken", "do", "token", "ticked"})
MOST_FIELDS: Final = 400
LONGEST_FIELD: Final = 4_000

CONFLICT, UNPROCESSABLE = 409, 422
REASON_IN_WORDS: Final = "Not taken over: give the reason in words."


@desk_page(ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, election: str, council: str) -> HttpResponse:
    """Show the entry of a contest to whoever has it before them, or how to get it; do what is asked."""
    contest = desk_contest(election, council)
    if request.method != "POST":
        hold = hold_on(contest, at=timezone.now())
        if hold is None or hold.by != request.user.get_username():
            why = contest.election.why_too_early(now=timezone.now())
            refused = None if why is None else TooEarlyError(why)
            return _closed(request, contest, hold=hold, refused=refused)
        return _page(request, _material(request, contest))
    match request.POST.get("do", ""):
        case "open":
            return _open(request, contest)
        case "draft":
            return _draft(request, contest)
        case "hand_in":
            return _hand_in(request, contest)
        case _:
            return _check(request, contest)


def _open(request: HttpRequest, contest: Contest) -> HttpResponse:
    reason = request.POST.get("reason", "").replace("\x00", "").strip()
    try:
        entering.open_entry(
            ballot_id=contest.ballot_id,
            by=actor_of(request),
            at=timezone.now(),
            reason=reason,
        )
    except HeldError as held:
        notice = REASON_IN_WORDS if reason else ""
        return _closed(request, contest, hold=held.hold, notice=notice, status=CONFLICT)
    except WayError as refused:
        return _closed(request, contest, refused=refused, status=CONFLICT)
    return redirect(request.path)


def _draft(request: HttpRequest, contest: Contest) -> HttpResponse:
    """Keep what is typed, and answer with what it comes to: the part beside the fields."""
    saved, status = "Saved.", 200
    try:
        _save(request, contest)
    except StaleError as stale:
        saved, status = stale_words(stale.last), CONFLICT
    except HeldError as held:
        kept = "Your figures are kept in this browser."
        saved, status = f"{_lost_words(contest, held.hold)} {kept}", CONFLICT
    except WayError as refused:
        saved, status = refusal_words(refused), CONFLICT
    page = entry_page(_material(request, contest, typed=_typed(request)))
    return render(
        request,
        "desk/_panel.html",
        {"page": page, "panel": page.panel, "saved": saved, "is_saved": status == 200},
        status=status,
    )


def _check(request: HttpRequest, contest: Contest) -> HttpResponse:
    """Keep what is typed and show the page with what it comes to, for those without a script."""
    try:
        _save(request, contest)
    except (StaleError, HeldError, WayError) as error:
        return _conflict(request, contest, error)
    return _page(request, _material(request, contest, typed=_typed(request)))


def _save(request: HttpRequest, contest: Contest) -> None:
    entering.save_draft(
        seen=seen_in(request, contest),
        typed=_typed(request).to_store(),
        by=actor_of(request),
        at=timezone.now(),
    )


def _hand_in(request: HttpRequest, contest: Contest) -> HttpResponse:
    material = _material(request, contest, typed=_typed(request))
    try:
        if material.asked:
            stepped = _retype(request, contest, material)
        else:
            stepped = _first_or_second(request, contest, material)
    except (StaleError, HeldError, WayError) as error:
        return _conflict(request, contest, error)
    except entering.FoundError:
        stepped = None
    except entering.NotADeclarationError as error:
        return _page(request, material, notice=str(error), status=UNPROCESSABLE)
    if stepped is None:
        why = "See what is said below."
        if material.typed.is_empty and not material.asked:
            why = refusal_words(EmptySheetError())
        return _page(request, material, notice=f"Not handed in. {why}", status=UNPROCESSABLE)
    messages.success(request, f"{contest.council.name} is handed in.")
    onward = redirect("desk:result", election=contest.election.slug, council=contest.council.slug)
    if request.headers.get("X-Requested-With") == "fetch":
        # A script that followed a redirect would use up what the next page is to say.
        return HttpResponse(status=201, headers={"Location": onward.url})
    return onward


def _first_or_second(
    request: HttpRequest, contest: Contest, material: EntryMaterial
) -> Stepped | None:
    found = read_of(material)
    if found.entry is None:
        return None
    return entering.hand_in(
        seen=seen_in(request, contest),
        entry=found.entry,
        by=actor_of(request),
        at=timezone.now(),
    )


def _retype(request: HttpRequest, contest: Contest, material: EntryMaterial) -> Stepped | None:
    said: dict[Line, Said] = {}
    for key in material.asked:
        line = Line.of(key)
        value, fault = read_line(material.typed, line, parties=material.parties.by_slug)
        if fault:
            return None
        said[line] = value
    return entering.retype(
        seen=seen_in(request, contest),
        said=said,
        ticked=material.typed.ticked,
        by=actor_of(request),
        at=timezone.now(),
    )


def _typed(request: HttpRequest) -> Typed:
    """Return what stands in the fields: so many of them, each so long, and no NUL in any."""
    fields = {
        name.replace("\x00", ""): value[:LONGEST_FIELD].replace("\x00", "")
        for name, value in list(request.POST.items())[:MOST_FIELDS]
        if name not in NOT_TYPED and isinstance(value, str)
    }
    ticked = request.POST.getlist("ticked")[:MOST_FIELDS]
    return Typed(fields, tuple(code.replace("\x00", "") for code in ticked))


def seen_in(request: HttpRequest, contest: Contest) -> Seen:
    """Return the result as the form that was sent has seen it."""
    token = request.POST.get("token", "")
    # A form without its token has seen nothing, and what it says is stale.
    return Seen(contest.ballot_id, int(token) if token.isdecimal() and len(token) < 10 else -1)


def _material(
    request: HttpRequest, contest: Contest, *, typed: Typed | None = None
) -> EntryMaterial:
    return entry_material(
        contest,
        by=request.user.get_username(),
        now=timezone.now(),
        may_see_why=request.user.has_perm(PUBLISH),
        typed=typed,
    )


def _page(
    request: HttpRequest, material: EntryMaterial, *, notice: str = "", status: int = 200
) -> HttpResponse:
    page: EntryPage = entry_page(material)
    return render(
        request,
        "desk/entry_page.html",
        {
            "page": page,
            "panel": page.panel,
            "notice": notice,
            "sign_in": resolve_url(settings.LOGIN_URL),
        },
        status=status,
    )


def _closed(
    request: HttpRequest,
    contest: Contest,
    *,
    hold: Hold | None = None,
    refused: WayError | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show how to get the entry: by beginning, by taking it over with a reason, or not at all."""
    return render(
        request,
        "desk/closed_page.html",
        {
            "contest": contest,
            "unopened": STATUS_NOTICES[ElectionStatus(contest.election.status)],
            "held": "" if hold is None else held_words(hold),
            "refused": _refused_words(contest, refused),
            "notice": notice,
        },
        status=status,
    )


def _lost_words(contest: Contest, hold: Hold) -> str:
    """Return who has the entry now that somebody else was typing."""
    at = taken_over_at(contest, hold)
    return held_words(hold) if at is None else taken_over_words(hold, at)


def _refused_words(contest: Contest, refused: WayError | None) -> str:
    match refused:
        case None:
            return ""
        case TooEarlyError(why=why):
            return opens_words(why, contest.election.polling_day)
        case _:
            return refusal_words(refused)


def _conflict(request: HttpRequest, contest: Contest, error: Exception) -> HttpResponse:
    """Show the page with what was typed and what happened meanwhile. Nothing was overwritten."""
    match error:
        case StaleError(last=last):
            notice = stale_words(last)
        case HeldError(hold=hold):
            notice = f"{_lost_words(contest, hold)} What you typed is still below."
        case WayError():
            notice = refusal_words(error)
        case _:
            raise error
    material = _material(request, contest, typed=_typed(request))
    return _page(request, material, notice=notice, status=CONFLICT)
