"""Uploading many sheets: the template to fill in, what handing them in would do, and doing it."""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from elections.domain.desk.uploads import UploadReport
from elections.domain.words.election_words import opens_words
from elections.models import Election
from elections.pages.csv_cells import csv_cell
from elections.pages.desk.upload import UploadPage, preview_page, template_rows
from elections.pages.words import count
from elections.selectors.desk.upload import expected_sheets
from elections.selectors.pages.looking_up import election_of
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import election_facts
from elections.services.desk.uploading import (
    MOST_UPLOADED,
    File,
    UploadRefusedError,
    preview_upload,
    upload,
)
from elections.services.importing.reading import table_of
from elections.services.importing.tables import FOR_UPLOAD, TableRefusedError
from elections.views.desk.access import ENTER, PUBLISH, actor_of, desk_page
from elections.views.desk.entry import CONFLICT, UNPROCESSABLE
from elections.views.desk.kept_upload import Kept, drop, keep, kept_of
from elections.views.downloads import csv_download

LONGEST_NAME: Final = 120
# More ticks than warnings there are on every council of a polling day.
MOST_TICKS: Final = 3_000
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

GONE = (
    "This upload is no longer kept: choose the file again. Nothing of it is handed in, unless "
    "another window did so."
)


@desk_page(ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def uploading(request: HttpRequest, election: str) -> HttpResponse:
    """Show how to upload, what a file would do, or hand it in."""
    row = election_of(election)
    if request.method != "POST":
        return _page(request, UploadPage(election_facts(row), opens=_opens(row)))
    if opens := _opens(row):
        page = UploadPage(election_facts(row), opens=opens)
        return _page(request, page, notice="Nothing was handed in.", status=CONFLICT)
    match request.POST.get("do", ""):
        case "hand_in":
            return _hand_in(request, row)
        case _:
            return _preview(request, row)


def _opens(row: Election) -> str:
    """Return from when results can be entered; nothing where they can be now."""
    why = row.why_too_early(now=timezone.now())
    return "" if why is None else opens_words(why, row.polling_day)


@desk_page(ENTER)
@require_safe
def template_csv(request: HttpRequest, election: str) -> HttpResponse:
    """Hand out the template as CSV."""
    rows = template_rows(expected_sheets(election, by=request.user.get_username()))
    return csv_download(rows, name=f"results-{election}.csv")


@desk_page(ENTER)
@require_safe
def template_xlsx(request: HttpRequest, election: str) -> HttpResponse:
    """Hand out the template as an Excel workbook."""
    rows = template_rows(expected_sheets(election, by=request.user.get_username()))
    # Five megabytes that a process which only shows pages never needs.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Results")
    sheet.freeze_panes = "A2"
    for letter, width in {"A": 36, "B": 12, "C": 28, "D": 22}.items():
        sheet.column_dimensions[letter].width = width
    for row in rows:
        sheet.append([csv_cell(cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    name = f"results-{election}.xlsx"
    return HttpResponse(
        file.getvalue(),
        content_type=EXCEL,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _preview(request: HttpRequest, row: Election) -> HttpResponse:
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile) or not sent.name:
        return _refused(request, row, "Choose a file.")
    # Names go on record, and are shown: no control characters, and no folder.
    name = "".join(letter for letter in sent.name if letter.isprintable())[:LONGEST_NAME]
    if (sent.size or 0) > MOST_UPLOADED:
        told = (
            f"{name} has {(sent.size or 0) / 1_000_000:.1f} MB, and at most "
            f"{MOST_UPLOADED // 1_000_000} MB are read: upload it in parts."
        )
        return _refused(request, row, told)
    content = sent.read()
    try:
        table = table_of(name or "file", content, remedies=FOR_UPLOAD)
    except TableRefusedError as refused:
        return _refused(request, row, str(refused))
    file = File(name or "file", hashlib.sha256(content).hexdigest(), table)
    return _previewed(request, row, file, ticked={})


def _hand_in(request: HttpRequest, row: Election) -> HttpResponse:
    kept = kept_of(request, request.POST.get("upload", ""), election=row.slug)
    if kept is None:
        return _refused(request, row, GONE, status=CONFLICT)
    ticked = _ticked(request)
    try:
        report = upload(
            polling_day=row.polling_day,
            file=kept.file,
            seen=kept.seen,
            ticked=ticked,
            by=actor_of(request),
            at=timezone.now(),
        )
    except UploadRefusedError as refused:
        return _tell_why_not(request, row, kept, refused.report, ticked)
    drop(request)
    number = len(report.to_hand_in)
    told = (
        f"{count(number, 'entry', 'entries')} handed in from {kept.file.name}."
        if number
        else f"Everything in {kept.file.name} is in already: nothing has changed."
    )
    messages.success(request, told)
    return redirect("desk:board", election=row.slug)


def _tell_why_not(
    request: HttpRequest,
    row: Election,
    kept: Kept,
    report: UploadReport,
    ticked: Mapping[str, Collection[str]],
) -> HttpResponse:
    """Show what the file would do now. Nothing of it was handed in."""
    if report.is_right:
        notice = "Nothing is handed in yet: look at each warning, and tick it if the sheet says so."
        return _previewed(
            request, row, kept.file, ticked=ticked, notice=notice, status=UNPROCESSABLE
        )
    notice = "Nothing was handed in: something has moved on since the preview. See below."
    return _show(request, row, kept.file, report, ticked=ticked, notice=notice, status=CONFLICT)


def _previewed(
    request: HttpRequest,
    row: Election,
    file: File,
    *,
    ticked: Mapping[str, Collection[str]],
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    report = preview_upload(
        polling_day=row.polling_day, file=file, by=actor_of(request), at=timezone.now()
    )
    if not report.is_right and status == 200:
        notice, status = "Nothing can be handed in as it is: see below.", UNPROCESSABLE
    return _show(request, row, file, report, ticked=ticked, notice=notice, status=status)


def _show(
    request: HttpRequest,
    row: Election,
    file: File,
    report: UploadReport,
    *,
    ticked: Mapping[str, Collection[str]],
    notice: str,
    status: int,
) -> HttpResponse:
    kept = ""
    if report.is_right:
        kept = keep(request, election=row.slug, file=file, seen=report.tokens)
    page = preview_page(
        election_facts(row),
        report,
        file=file.name,
        kept=kept,
        parties=all_parties(),
        ticked=ticked,
        may_see_why=request.user.has_perm(PUBLISH),
    )
    return _page(request, page, notice=notice, status=status)


def _ticked(request: HttpRequest) -> dict[str, set[str]]:
    """Return the ticks: each says of which contest it is, and which warning."""
    ticked: dict[str, set[str]] = defaultdict(set)
    for each in request.POST.getlist("ticked")[:MOST_TICKS]:
        ballot_id, _, code = each.partition(" ")
        ticked[ballot_id].add(code)
    return ticked


def _refused(
    request: HttpRequest, row: Election, told: str, *, status: int = UNPROCESSABLE
) -> HttpResponse:
    return _page(request, UploadPage(election_facts(row)), notice=told, status=status)


def _page(
    request: HttpRequest, page: UploadPage, *, notice: str = "", status: int = 200
) -> HttpResponse:
    return render(request, "desk/upload_page.html", {"page": page, "notice": notice}, status=status)
