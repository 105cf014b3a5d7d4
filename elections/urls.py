"""Addresses of the public pages: a contract with whoever links to them (design.md 6)."""

from __future__ import annotations

from django.urls import path

from elections.views import (
    about,
    changes,
    compare,
    contests,
    crawlers,
    elections,
    maps,
    register,
    search,
    service,
    sources,
)

urlpatterns = [
    path("", elections.home, name="home"),
    path("elections/", elections.elections, name="elections"),
    path("elections/<str:election>/", elections.election, name="election"),
    path("elections/<str:election>/contests.csv", elections.election_csv, name="election-csv"),
    path("elections/<str:election>/wall/", elections.wall, name="wall"),
    path("elections/<str:election>/map.svg", maps.election_file, name="election-map"),
    path("elections/<str:election>/<str:council>/", contests.contest, name="contest"),
    path(
        "elections/<str:election>/<str:council>/combinations/",
        contests.combinations,
        name="combinations",
    ),
    path("elections/<str:election>/<str:council>/versions/", contests.versions, name="versions"),
    path(
        "elections/<str:election>/<str:council>/versions/<int:version>/",
        contests.version,
        name="version",
    ),
    path("changes/", changes.changes, name="changes"),
    path("changes/contests.csv", changes.changes_csv, name="changes-csv"),
    path("compare/", compare.compare, name="compare"),
    path("map/", maps.country, name="map"),
    path("map/map.svg", maps.country_file, name="map-file"),
    path("councils/", register.councils, name="councils"),
    path("councils/<str:council>/", register.council, name="council"),
    path("councils/<str:council>/compositions.csv", register.compositions, name="compositions"),
    path("regions/", register.regions, name="regions"),
    path("regions/<str:region>/", register.region, name="region"),
    path("parties/", register.parties, name="parties"),
    path("parties/<str:party>/", register.party, name="party"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<str:source>/", sources.source, name="source"),
    path("search/", search.search, name="search"),
    path("about/", about.about, name="about"),
    path("about/method/", about.method, name="method"),
    path("about/data/", about.data, name="data"),
    path("about/data/overall-control-data.zip", about.archive, name="data-archive"),
    path("about/data/<slug:table>.csv", about.table, name="data-table"),
    path("about/api/", about.about_api, name="about-api"),
    path("party-colours.css", service.party_stylesheet, name="party-colours"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("healthz", service.healthz, name="healthz"),
]
