"""Addresses of the whole site; each app keeps its own in <app>/urls.py."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("admin/", admin.site.urls),
]
