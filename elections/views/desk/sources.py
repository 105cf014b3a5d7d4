"""Sources at the desk: found, and corrected in what is told of them."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from elections.domain.desk.proposals import SourceChange
from elections.pages.desk.proposals import effects_view
from elections.pages.desk.sources import sources_page
from elections.pages.words import count
from elections.selectors.desk.sources import claims_of, source_row, sources_material
from elections.services.desk.proposals import (
    AlreadyProposedError,
    StalePreviewError,
    preview_change,
    propose,
)
from elections.services.expected.changing import AltersPublishedError, ChangeRefusedError
from elections.services.expected.sources import Told, change_source
from elections.views.desk.access import SOURCES, actor_of, desk_page
from elections.views.desk.entry import UNPROCESSABLE
from elections.views.desk.expected_forms import day_field, focus_on_first_fault
from elections.views.desk.proposals import OTHER_PREVIEW, already_words, proposed_words

BAD: Final = 400
WRONG = "Nothing was stored: look at what is said beside the fields."


class FindForm(forms.Form):
    """Words to find a source by."""

    q = forms.CharField(max_length=80, required=False)
    page = forms.CharField(max_length=10, required=False)


class SourceForm(forms.Form):
    """What may be corrected of a source."""

    name = forms.CharField(
        max_length=120, label="Name", help_text="As a reader knows it: The Independent."
    )
    title = forms.CharField(
        max_length=200, label="What it is", help_text="In our own words, never the headline."
    )
    outlet_name = forms.CharField(max_length=120, label="Published by", help_text="As in BBC News.")
    published_on = day_field(
        label="Published on",
        help_text="Where sources differ, the later may be shown: a result that changes is proposed first.",
    )
    date_basis = forms.CharField(
        max_length=500, label="How the day is known", help_text="As in: printed on it."
    )
    url = forms.URLField(max_length=500, required=False, label="Address", assume_scheme="https")
    reason = forms.CharField(
        max_length=300,
        label="Why it is corrected",
        help_text="On record with what was there before.",
    )

    @property
    def told(self) -> Told:
        """Return what is told of the source now. The form has to be valid."""
        return Told(**{each.name: self.cleaned_data[each.name] for each in fields(Told)})


@desk_page(SOURCES)
@require_safe
def all_sources(request: HttpRequest) -> HttpResponse:
    """Show the articles and tables, the newest first, narrowed down by words."""
    form = FindForm(request.GET)
    problem = "" if form.is_valid() else "Give at most 80 letters to find a source by."
    asked = {} if problem else form.cleaned_data
    page = sources_page(sources_material(asked.get("q", ""), asked.get("page", "")))
    return render(
        request,
        "desk/sources_page.html",
        {"page": page, "notice": problem},
        status=BAD if problem else 200,
    )


@desk_page(SOURCES)
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, source: str) -> HttpResponse:
    """Show one source; correct what is told of it. Raises NotHereError."""
    row = source_row(source)
    stored = Told(row.name, row.title, row.outlet_name, row.published_on, row.date_basis, row.url)
    form = SourceForm(request.POST if request.method == "POST" else None, initial=asdict(stored))
    notice, effects = "", None
    if request.method == "POST":
        notice = WRONG
        if form.is_valid():
            change = SourceChange(source, **asdict(form.told))
            try:
                messages.success(request, _correct(request, form, change))
                return redirect(request.path)
            except AlreadyProposedError as error:
                notice = already_words(error.proposal)
            except AltersPublishedError as refused:
                notice = str(refused)
                effects = effects_view(preview_change(change=change, at=timezone.now()))
            except StalePreviewError:
                notice = OTHER_PREVIEW
                effects = effects_view(preview_change(change=change, at=timezone.now()))
            except ChangeRefusedError as refused:
                notice = str(refused)
    return render(
        request,
        "desk/source_page.html",
        {
            "source": row,
            "claims": count(claims_of(source), "claim"),
            "form": form,
            "notice": notice,
            "first_fault": focus_on_first_fault([form]) if notice else ("", ""),
            "effects": effects,
        },
        status=UNPROCESSABLE if notice else 200,
    )


def _correct(request: HttpRequest, form: SourceForm, change: SourceChange) -> str:
    """Correct a source or propose to, and return what is said of it. The form has to be valid."""
    by, at, reason = actor_of(request), timezone.now(), form.cleaned_data["reason"]
    if request.POST.get("propose") == "yes":
        seen = request.POST.get("seen", "")
        return proposed_words(propose(change=change, by=by, at=at, reason=reason, seen=seen))
    if change_source(slug=change.slug, told=form.told, reason=reason, by=by, at=at):
        return "Done, and on record."
    return "Nothing differs from what is stored."
