"""Addresses of the results desk, for staff."""

from __future__ import annotations

from django.urls import path

from elections.views.desk import board, entry, result

app_name = "desk"

urlpatterns = [
    path("", board.newest, name="newest"),
    path("<str:election>/", board.board, name="board"),
    path("<str:election>/<str:council>/", result.result, name="result"),
    path("<str:election>/<str:council>/enter/", entry.entry, name="entry"),
]
