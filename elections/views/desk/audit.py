"""The audit log: a page of it, one entry, and all that fits as a table or a document."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from elections.pages.desk.audit import (
    audit_asked,
    audit_document,
    audit_entry_page,
    audit_page,
    audit_rows,
)
from elections.selectors.desk.audit import audit_entries, audit_entry_material, audit_material
from elections.views.desk.access import READ_AUDIT, desk_page
from elections.views.downloads import long_csv, long_json

BAD = 400
# No database counts further.
MOST = 2**31


@desk_page(READ_AUDIT)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Show the log, the newest first, narrowed down as the query string asks."""
    asked = audit_asked(request.GET.dict())
    page = audit_page(audit_material(asked, request.user.get_username()))
    return render(
        request,
        "desk/audit_page.html",
        {"page": page, "notice": asked.problem},
        status=BAD if asked.problem else 200,
    )


@desk_page(READ_AUDIT)
@require_safe
def audit_entry(request: HttpRequest, key: int) -> HttpResponse:
    """Show one entry, with what was there before and after. Raises Http404."""
    material = audit_entry_material(key, request.user.get_username()) if key < MOST else None
    if material is None:
        raise Http404("There is no such entry.")
    return render(request, "desk/audit_entry_page.html", {"page": audit_entry_page(material)})


@desk_page(READ_AUDIT)
@require_safe
def audit_csv(request: HttpRequest) -> HttpResponseBase:
    """Return every entry that fits as a table, sent as it is read. At most three queries."""
    asked = audit_asked(request.GET.dict())
    if asked.problem:
        return _refused(asked.problem)
    entries = audit_entries(asked, request.user.get_username())
    return long_csv(audit_rows(entries, _as_text), name="audit-log.csv")


@desk_page(READ_AUDIT)
@require_safe
def audit_json(request: HttpRequest) -> HttpResponseBase:
    """Return every entry that fits as a document, sent as it is read. At most three queries."""
    asked = audit_asked(request.GET.dict())
    if asked.problem:
        return _refused(asked.problem)
    entries = map(audit_document, audit_entries(asked, request.user.get_username()))
    return long_json(entries, within="entries", name="audit-log.json")


def _refused(problem: str) -> HttpResponse:
    return HttpResponse(f"{problem}\n", status=BAD, content_type="text/plain; charset=utf-8")


def _as_text(stored: object) -> str:
    return "" if stored is None else json.dumps(stored, ensure_ascii=False, sort_keys=True)
