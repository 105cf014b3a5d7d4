"""Addresses of the results desk, for staff."""

from __future__ import annotations

from django.urls import path

from elections.views.desk import board, entry, result

urlpatterns = [
    path("", board.newest, name="desk"),
    path("<str:election>/", board.board, name="desk-board"),
    path("<str:election>/<str:council>/", result.result, name="desk-result"),
    path("<str:election>/<str:council>/enter/", entry.entry, name="desk-entry"),
]
