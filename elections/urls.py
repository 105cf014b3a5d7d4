"""Addresses of the public pages: a contract with whoever links to them (design.md 6)."""

from __future__ import annotations

from django.urls import path

from elections.views import about, contests, elections, service, sources

urlpatterns = [
    path("", elections.home, name="home"),
    path("elections/", elections.elections, name="elections"),
    path("elections/<str:election>/", elections.election, name="election"),
    path("elections/<str:election>/contests.csv", elections.election_csv, name="election-csv"),
    path("elections/<str:election>/<str:council>/", contests.contest, name="contest"),
    path("councils/<str:council>/", contests.council, name="council"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<str:source>/", sources.source, name="source"),
    path("about/api/", about.about_api, name="about-api"),
    path("party-colours.css", service.party_stylesheet, name="party-colours"),
    path("healthz", service.healthz, name="healthz"),
]
