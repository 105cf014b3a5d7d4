"""What is expected: elections and their contests, and councils, for whoever looks after them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from councils.models import AliasKind, Council
from elections.domain.desk.proposals import CouncilChange, SizeChange
from elections.models import Contest
from elections.pages.desk.expected import (
    council_page,
    election_line,
    election_page,
    expected_page,
)
from elections.pages.desk.proposals import effects_view
from elections.selectors.desk import expected as selectors
from elections.selectors.pages.looking_up import polling_day_of
from elections.services.desk.proposals import (
    AlreadyProposedError,
    StalePreviewError,
    preview_change,
    propose,
)
from elections.services.expected import contests, councils, elections
from elections.services.expected.changing import AltersPublishedError, ChangeRefusedError
from elections.views.desk.access import COUNCILS, ELECTIONS, actor_of, desk_page
from elections.views.desk.entry import UNPROCESSABLE
from elections.views.desk.expected_forms import (
    AliasForm,
    CheckForm,
    ConfirmForm,
    ContestForm,
    ContestsForm,
    CouncilForm,
    DraftAgainForm,
    ElectionForm,
    SizeForm,
    focus_on_first_fault,
)
from elections.views.desk.proposals import OTHER_PREVIEW, already_words, proposed_words

WRONG = "Nothing was stored: look at what is said beside the fields."
CHOOSE = "Choose what to do."


@desk_page(ELECTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def all_elections(request: HttpRequest) -> HttpResponse:
    """Show every election, or make one."""
    form, notice = ElectionForm(request.POST or None), ""
    if request.method == "POST":
        notice = WRONG
        if form.is_valid():
            try:
                made = elections.make_election(
                    polling_day=form.cleaned_data["polling_day"],
                    name=form.cleaned_data["name"],
                    check=form.check,
                    by=actor_of(request),
                    at=timezone.now(),
                )
            except ChangeRefusedError as refused:
                notice = str(refused)
            else:
                messages.success(
                    request,
                    "Made as a draft, and on record. Add the councils that are expected, then open it.",
                )
                return redirect("desk:election", election=made.slug)
    lines = [election_line(each) for each in selectors.elections_material()]
    return _shown(request, "elections", {"elections": lines, "form": form}, notice)


# What can be done with an election as a whole, and what is said of it; each is confirmed by its day.
OPEN, AGAIN, REHEARSE, DELETE = "open", "draft_again", "rehearse", "delete"
DONE_WITH_IT: Final = {
    OPEN: "Opened, and on record: readers see it now.",
    AGAIN: "A draft again, and on record: readers do not see it any more.",
    REHEARSE: "A rehearsal now, and on record. Results can be entered at any time.",
    DELETE: "Deleted, and on record.",
}


@desk_page(ELECTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def election(request: HttpRequest, election: str) -> HttpResponse:
    """Show one election with its contests; change it, add contests, or open or delete it."""
    material, expected = selectors.election_material(election)
    do, notice = request.POST.get("do", ""), ""
    initial = {"name": material.name, "check_asked": material.check.value}
    changing = CheckForm(request.POST if do == "change" else None, initial=initial)
    adding = ContestsForm(request.POST if do == "add" else None, prefix="add")
    confirming = {
        each: (DraftAgainForm if each == AGAIN else ConfirmForm)(
            request.POST if do == each else None, prefix=each, polling_day=election
        )
        for each in DONE_WITH_IT
    }
    if request.method == "POST":
        notice = WRONG
        try:
            if do == "change" and changing.is_valid():
                elections.change_election(
                    polling_day=polling_day_of(election),
                    name=changing.cleaned_data["name"],
                    check=changing.check,
                    by=actor_of(request),
                    at=timezone.now(),
                )
                return _done(request, "Done, and on record.")
            if do == "add" and adding.is_valid():
                added = contests.add_contests(
                    polling_day=polling_day_of(election),
                    named=adding.cleaned_data["councils"],
                    facts=adding.facts,
                    by=actor_of(request),
                    at=timezone.now(),
                )
                return _done(request, f"Added, and on record: {added}.")
            if do in confirming and confirming[do].is_valid():
                _do_with_it(request, election, do, confirming[do])
                messages.success(request, DONE_WITH_IT[do])
                return redirect("desk:elections" if do == DELETE else request.path)
            if do not in {"change", "add", *confirming}:
                notice = CHOOSE
        except ChangeRefusedError as refused:
            notice = str(refused)
    context = {
        "page": election_page(material, expected),
        "changing": changing,
        "adding": adding,
        "confirming": confirming,
    }
    return _shown(request, "election", context, notice)


def _do_with_it(request: HttpRequest, election: str, do: str, form: ConfirmForm) -> None:
    """Open, take back, rehearse or delete an election. Raises ChangeRefusedError."""
    day, by, at = polling_day_of(election), actor_of(request), timezone.now()
    match do:
        case "open":
            elections.open_election(polling_day=day, by=by, at=at)
        case "draft_again":
            reason = form.cleaned_data["reason"]
            elections.make_a_draft_again(polling_day=day, reason=reason, by=by, at=at)
        case "rehearse":
            elections.make_a_rehearsal(polling_day=day, by=by, at=at)
        case "delete":
            elections.delete_election(polling_day=day, by=by, at=at)


@desk_page(ELECTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, election: str, council: str) -> HttpResponse:
    """Show one contest that is expected; change what is known of it, or take it away."""
    row = selectors.contest_row(election, council)
    do, notice = request.POST.get("do", ""), ""
    form = ContestForm(request.POST if do == "change" else None, initial=_known_of(row))
    if request.method == "POST":
        notice = WRONG
        by, at = actor_of(request), timezone.now()
        try:
            if do == "change" and form.is_valid():
                contests.change_contest(
                    ballot_id=row.ballot_id,
                    seats_up=form.cleaned_data["seats_up"],
                    facts=form.facts,
                    by=by,
                    at=at,
                )
                return _done(request, "Done, and on record.")
            if do == "take_away":
                contests.take_contest_away(ballot_id=row.ballot_id, by=by, at=at)
                messages.success(request, f"{row.council.name} is expected no more; on record.")
                return redirect("desk:election", election=election)
            if do != "change":
                notice = CHOOSE
        except ChangeRefusedError as refused:
            notice = str(refused)
    page = expected_page(*selectors.expected_material(row))
    return _shown(request, "contest", {"page": page, "form": form}, notice)


@desk_page(COUNCILS)
@require_safe
def all_councils(request: HttpRequest) -> HttpResponse:
    """Show every council, to choose one."""
    return _shown(request, "councils", {"councils": selectors.councils_named()})


@desk_page(COUNCILS)
@require_http_methods(["GET", "HEAD", "POST"])
def council(request: HttpRequest, council: str) -> HttpResponse:
    """Show one council; change what it is called, its sizes or its other names."""
    row = selectors.council_row(council)
    do, notice = request.POST.get("do", ""), ""
    initial = {
        "name": row.name,
        "official_name": row.official_name,
        "region": row.region.slug,
    }
    forms: dict[str, CouncilForm | AliasForm | SizeForm] = {
        "change": CouncilForm(request.POST if do == "change" else None, initial=initial),
        "alias": AliasForm(request.POST if do == "alias" else None, prefix="alias"),
        "size": SizeForm(request.POST if do == "size" else None, prefix="size"),
    }
    effects = None
    if request.method == "POST":
        notice = WRONG if do in forms else CHOOSE
        try:
            if told := _change_council(request, row, do, forms):
                return _done(request, told)
        except AlreadyProposedError as error:
            notice = already_words(error.proposal)
        except AltersPublishedError as refused:
            notice = str(refused)
            effects = effects_view(
                preview_change(change=_proposed(row, do, forms), at=timezone.now())
            )
        except StalePreviewError:
            notice = OTHER_PREVIEW
            effects = effects_view(
                preview_change(change=_proposed(row, do, forms), at=timezone.now())
            )
        except ChangeRefusedError as refused:
            notice = str(refused)
    page = council_page(selectors.council_material(selectors.council_row(council)))
    context = {"page": page, "forms": forms, "effects": effects, "do": do}
    return _shown(request, "council", context, notice)


def _change_council(
    request: HttpRequest,
    row: Council,
    do: str,
    forms: Mapping[str, CouncilForm | AliasForm | SizeForm],
) -> str:
    """Do what was asked, and return what is said of it; nothing where a field is wrong."""
    by, at = actor_of(request), timezone.now()
    if do == "take_alias":
        kinds = {each.value: each for each in AliasKind}
        kind = kinds.get(request.POST.get("kind", ""))
        if kind is None:
            return ""
        text = request.POST.get("text", "").replace("\x00", "")
        councils.take_alias_away(slug=row.slug, kind=kind, text=text, by=by, at=at)
        return "Taken away, and on record."
    if do not in forms or not forms[do].is_valid():
        return ""
    given = forms[do].cleaned_data
    if request.POST.get("propose") == "yes" and do in {"change", "size"}:
        reason = request.POST.get("reason", "").replace("\x00", "").strip()
        seen = request.POST.get("seen", "")
        change = _proposed(row, do, forms)
        proposal = propose(change=change, by=by, at=at, reason=reason, seen=seen)
        return proposed_words(proposal)
    match do:
        case "change":
            councils.change_council(slug=row.slug, by=by, at=at, **given)
        case "alias":
            kind = AliasKind(given["kind"])
            councils.add_alias(slug=row.slug, kind=kind, text=given["text"], by=by, at=at)
        case "size":
            councils.say_size(slug=row.slug, by=by, at=at, **given)
    return "Done, and on record."


def _proposed(
    row: Council, do: str, forms: Mapping[str, CouncilForm | AliasForm | SizeForm]
) -> CouncilChange | SizeChange:
    """Return what a form says, as a change to propose. The form has to be valid."""
    given = forms[do].cleaned_data
    if do == "size":
        return SizeChange(row.slug, given["seats"], given["in_force_from"], given["source"])
    return CouncilChange(row.slug, given["name"], given["official_name"], given["region"])


def _known_of(row: Contest) -> dict[str, object]:
    return {
        "seats_up": row.seats_up,
        "scope": row.scope,
        "last_fought_on": row.last_fought_on,
        "is_new": row.is_new,
        "source": "" if row.facts_source is None else row.facts_source.slug,
    }


def _done(request: HttpRequest, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect(request.path)


def _forms_in(context: Mapping[str, object]) -> Iterator[Form]:
    for value in context.values():
        if isinstance(value, Form):
            yield value
        elif isinstance(value, Mapping):
            yield from _forms_in(value)


def _shown(
    request: HttpRequest, page: str, context: Mapping[str, object], notice: str = ""
) -> HttpResponse:
    first_fault = focus_on_first_fault(_forms_in(context)) if notice else ("", "")
    return render(
        request,
        f"desk/expected/{page}_page.html",
        {**context, "notice": notice, "first_fault": first_fault},
        status=UNPROCESSABLE if notice else 200,
    )
