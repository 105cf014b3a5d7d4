"""Entering a result: a form with a preview, and a contest's preview with its history.

Each view decides who may do what before anything is rendered, and calls one service.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin, messages
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from elections.admin.forms import (
    MORE_ROWS,
    MOST_ROWS,
    ClaimRowsFormSet,
    ResultForm,
    kinds_explained,
    picked_fields,
)
from elections.domain.findings import Code, Finding
from elections.domain.polling import ElectionStatus
from elections.domain.words.election_words import STATUS_NOTICES
from elections.domain.words.finding_words import sentence
from elections.models import Contest
from elections.pages.preview import PreviewMaterial, PreviewPage, preview_page
from elections.pages.words import day
from elections.selectors.naming import party_names
from elections.selectors.previewing import entered_material
from elections.selectors.results import history_of
from elections.services.on_record import SecondPersonNeeded, Stale, publish_entered
from elections.services.previewing import preview_claims
from elections.services.publishing import Published, Refused, Unchanged
from elections.services.recording import (
    Recorded,
    RecordedAndPublished,
    Stopped,
    Wrong,
    record_and_publish,
    record_claims,
)
from elections.services.staff import ADD_SOURCE, LOOK, PUBLISH, RECORD
from elections.views.desk.access import actor_of

ROWS: Final = "rows"
PREVIEW: Final = "preview"
PUBLISH_IT: Final = "publish"
SAVE: Final = "save"

# What becomes of a form that can be read.
Outcome = Recorded | RecordedAndPublished | Stopped | SecondPersonNeeded | Wrong | PreviewMaterial

NO_NEW_SOURCE: Final = "You may not add a source: choose one that is stored."
NO_REASON: Final = "Say why it is published."
TWO_PEOPLE: Final = (
    "Nothing was stored. A figure is published by somebody other than the person who entered it:"
    " choose ‘Save without publishing’, and another editor publishes it. Remarks alone are"
    " published at once."
)
YOUR_OWN: Final = (
    "Nothing was published: you entered these figures yourself. Another editor publishes them on"
    " this page."
)
STALE: Final = (
    "Nothing was published: what would be published has changed since you opened this page. Look"
    " at it as it is now, and publish that."
)


@require_http_methods(["GET", "HEAD", "POST"])
def enter_result(request: HttpRequest) -> HttpResponse:
    """Show the form, preview what is typed, store it, or store and publish it.

    Raises PermissionDenied for those who may not record, or publish where that is asked for.
    """
    user = request.user
    asked = request.POST.get("do", PREVIEW)
    if not user.has_perm(RECORD) or (asked == PUBLISH_IT and not user.has_perm(PUBLISH)):
        raise PermissionDenied
    if request.method != "POST":
        given = {name: request.GET.get(name) for name in ("contest", "source")}
        initial = {name: int(key) for name, key in given.items() if key and key.isdecimal()}
        return _page(request, ResultForm(initial=initial), ClaimRowsFormSet(prefix="claims"))
    if asked == ROWS:
        data = _with_more_rows(request.POST)
        rows = ClaimRowsFormSet(data, prefix="claims")
        return _page(request, ResultForm(data), rows, shows_errors=False)
    form, rows = ResultForm(request.POST), ClaimRowsFormSet(request.POST, prefix="claims")
    if not (form.is_valid() & rows.is_valid()):
        return _page(request, form, rows)
    if form.adds_a_source and not user.has_perm(ADD_SOURCE):
        form.add_error("source", NO_NEW_SOURCE)
        return _page(request, form, rows)
    return _done(request, asked, form, rows)


def _done(request: HttpRequest, asked: str, form: ResultForm, rows: Any) -> HttpResponse:
    """Do what was asked with a form that can be read."""
    given: dict[str, Any] = {
        "contest": form.cleaned_data["contest"].pk,
        "source": form.source_given(),
        "entries": [row.entry() for row in rows.entered()],
        "at": timezone.now(),
        "by": request.user.get_username(),
        "address": actor_of(request).address,
    }
    outcome: Outcome
    match asked:
        case "publish" if not form.cleaned_data["reason"]:
            form.add_error("reason", NO_REASON)
            return _page(request, form, rows)
        case "publish":
            outcome = record_and_publish(**given, reason=form.cleaned_data["reason"])
        case "save":
            outcome = record_claims(**given)
        case _:
            given.pop("address")
            outcome = preview_claims(**given)
    match outcome:
        case Wrong():
            _tell(outcome, form, rows)
            return _page(request, form, rows)
        case Stopped(findings=findings):
            return _page(request, form, rows, stopped=_in_words(findings))
        case SecondPersonNeeded():
            form.add_error(None, TWO_PEOPLE)
            return _page(request, form, rows)
        case Recorded():
            messages.success(
                request, "Saved. Readers see nothing of it until another editor publishes it here."
            )
            return _to_contest(outcome.contest)
        case RecordedAndPublished(recorded=recorded, outcome=published):
            messages.success(request, f"Saved. {_what_became(published, recorded.contest)}")
            return _to_contest(recorded.contest)
        case PreviewMaterial():
            return _page(request, form, rows, preview=preview_page(outcome))


class PickerView(AutocompleteJsonView):
    """What the pickers of the form find: for those whose form it is, and for its fields alone."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the rows that are found. Raises PermissionDenied for those who may not record."""
        if not request.user.has_perm(RECORD):
            raise PermissionDenied
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def process_request(self, request: HttpRequest) -> tuple[Any, ...]:
        """Return what is asked for. Raises PermissionDenied for a field that the form does not have."""
        asked: tuple[Any, ...] = super().process_request(request)
        if asked[2] not in picked_fields():
            raise PermissionDenied
        return asked


def find_choices(request: HttpRequest) -> HttpResponseBase:
    """Answer the pickers of the form. Raises PermissionDenied. Three queries at most."""
    return PickerView.as_view(admin_site=admin.site)(request)


@require_http_methods(["GET", "HEAD", "POST"])
def contest_result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a contest's stored claims come to and its history, or publish it.

    Raises PermissionDenied for those who may not look, or not publish, and Http404.
    """
    user = request.user
    needed = PUBLISH if request.method == "POST" else LOOK
    if not user.has_perm(needed):
        raise PermissionDenied
    contest = Contest.objects.of_key(pk).with_names().first()
    if contest is None:
        raise Http404("There is no such contest.")
    wrong, reason = "", ""
    if request.method == "POST":
        reason = request.POST.get("reason", "").replace("\x00", "").strip()
        if reason:
            outcome = publish_entered(
                contest=contest,
                seen=request.POST.get("seen", ""),
                at=timezone.now(),
                by=actor_of(request),
                reason=reason,
            )
            match outcome:
                case SecondPersonNeeded():
                    wrong = YOUR_OWN
                case Stale():
                    wrong = STALE
                case Refused():
                    wrong = _why_refused(outcome)
                case Published() | Unchanged():
                    messages.success(request, _what_became(outcome, contest))
                    return _to_contest(contest)
        else:
            wrong = NO_REASON
    entered = entered_material(contest, by=user.get_username())
    context = {
        **admin.site.each_context(request),
        "title": f"Result: {contest.council.name}, {day(contest.election.polling_day)}",
        "contest": contest,
        "unopened": STATUS_NOTICES[ElectionStatus(contest.election.status)],
        "preview": preview_page(entered.preview),
        "entered": entered,
        "history": history_of(contest),
        "may_publish": user.has_perm(PUBLISH) and not entered.is_for_others,
        "may_record": user.has_perm(RECORD),
        "reason": reason,
        "wrong": wrong,
        "opts": Contest._meta,
    }
    return TemplateResponse(
        request, "admin/elections/contest/result.html", context, status=422 if wrong else 200
    )


def _page(
    request: HttpRequest,
    form: ResultForm,
    rows: Any,
    *,
    preview: PreviewPage | None = None,
    stopped: tuple[tuple[str, str], ...] = (),
    shows_errors: bool = True,
) -> HttpResponse:
    shows_errors = shows_errors and form.is_bound
    is_wrong = bool(stopped) or (shows_errors and not _is_right(form, rows))
    context = {
        **admin.site.each_context(request),
        "title": "Enter a result",
        "form": form,
        "rows": rows,
        "preview": preview,
        "stopped": stopped,
        "shows_errors": shows_errors,
        "is_wrong": is_wrong,
        "kinds": kinds_explained(),
        "may_publish": request.user.has_perm(PUBLISH),
        "may_add_source": request.user.has_perm(ADD_SOURCE),
        "media": form.media + rows.empty_form.media,
        "opts": Contest._meta,
    }
    return TemplateResponse(
        request, "admin/elections/contest/enter.html", context, status=422 if is_wrong else 200
    )


def _is_right(form: ResultForm, rows: Any) -> bool:
    return form.is_valid() & rows.is_valid() and not any(row.errors for row in rows.forms)


def _tell(wrong: Wrong, form: ResultForm, rows: Any) -> None:
    """Put what a service found wrong beside the fields it is about."""
    for message in wrong.contest:
        form.add_error("contest", message)
    _tell_form(form, wrong.source)
    for row, found in zip(rows.entered(), wrong.claims, strict=False):
        _tell_form(row, found)


def _tell_form(form: Any, found: Any) -> None:
    for name, texts in found.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)


def _with_more_rows(typed: QueryDict) -> QueryDict:
    """Return what was typed with more rows to type in."""
    data = typed.copy()
    total = typed.get("claims-TOTAL_FORMS", "")
    rows = int(total) if total.isdecimal() and len(total) < 4 else 0
    data["claims-TOTAL_FORMS"] = str(min(rows + MORE_ROWS, MOST_ROWS))
    for index in range(rows, min(rows + MORE_ROWS, MOST_ROWS)):
        for name, field in ClaimRowsFormSet.form.base_fields.items():
            if field.initial is not None:
                data[f"claims-{index}-{name}"] = str(field.initial)
    data["claims-INITIAL_FORMS"] = "0"
    return data


def _in_words(findings: tuple[Finding, ...]) -> tuple[tuple[str, str], ...]:
    """Return the findings that stop publication, code and sentence. One query."""
    names = party_names()
    return tuple(
        (finding.code.value, sentence(finding, names))
        for finding in findings
        if finding.code.stops_publication
    )


def _why_refused(outcome: Refused) -> str:
    """Return why nothing was published: the preview shows what stops it, unless it is too early."""
    codes = {each.code for each in outcome.findings}
    if codes & {Code.POLLS_ARE_OPEN, Code.ELECTION_IS_A_DRAFT}:
        ((_, told),) = _in_words(outcome.findings)
        return f"Nothing was published. {told}"
    return "Nothing was published: what stops it is below."


def _what_became(outcome: Published | Unchanged, contest: Contest) -> str:
    match outcome:
        case Published(version=version) if contest.election.status == ElectionStatus.REHEARSAL:
            return f"Version {version} is published in this rehearsal: readers see nothing of it."
        case Published(version=version):
            return f"Version {version} is published: readers see it now."
        case Unchanged(version=version):
            return f"Version {version} says all of this already, so nothing new was published."


def _to_contest(contest: Contest) -> HttpResponse:
    return redirect(reverse("admin:elections_contest_result", args=[contest.pk]))
