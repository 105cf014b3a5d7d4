"""Addresses of the results desk, for staff."""

from __future__ import annotations

from django.urls import path

from elections.views.desk import (
    audit,
    board,
    disputes,
    entry,
    expected,
    people,
    proposals,
    result,
    sources,
    upload,
)

app_name = "desk"

urlpatterns = [
    path("", board.newest, name="newest"),
    path("audit/", audit.audit, name="audit"),
    path("audit/entries.csv", audit.audit_csv, name="audit-csv"),
    path("audit/entries.json", audit.audit_json, name="audit-json"),
    path("audit/<int:key>/", audit.audit_entry, name="audit-entry"),
    # Before elections, none of which is called so: for pages that are of no day.
    path("upload/", board.newest_upload, name="newest-upload"),
    path("disputes/", board.newest_disputes, name="newest-disputes"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:key>/", proposals.proposal, name="proposal"),
    path("people/", people.people, name="people"),
    path("people/<int:key>/", people.person, name="person"),
    path("elections/", expected.all_elections, name="elections"),
    path("elections/<str:election>/", expected.election, name="election"),
    path("elections/<str:election>/<str:council>/", expected.contest, name="expected"),
    path("sources/", sources.all_sources, name="sources"),
    path("sources/<str:source>/", sources.source, name="source"),
    path("councils/", expected.all_councils, name="councils"),
    path("councils/<str:council>/", expected.council, name="council"),
    path("<str:election>/", board.board, name="board"),
    # Before councils, none of which is called so.
    path("<str:election>/upload/", upload.uploading, name="upload"),
    path("<str:election>/upload/template.csv", upload.template_csv, name="template-csv"),
    path("<str:election>/upload/template.xlsx", upload.template_xlsx, name="template-xlsx"),
    path("<str:election>/disputes/", disputes.disputes, name="disputes"),
    path("<str:election>/<str:council>/", result.result, name="result"),
    path(
        "<str:election>/<str:council>/disputes/",
        disputes.contest_disputes,
        name="contest-disputes",
    ),
    path("<str:election>/<str:council>/enter/", entry.entry, name="entry"),
]
