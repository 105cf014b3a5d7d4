"""The addresses under /api/v1/."""

from __future__ import annotations

from elections.api.routes.building import api, schema_of_the_api

__all__ = ["api", "schema_of_the_api"]
