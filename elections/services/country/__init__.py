"""Loading the whole country: fact files in bulk, and the results that follow from them."""

from __future__ import annotations

from elections.services.country.loading import FileReport, LoadReport, load_country
from elections.services.country.reading import CountryRefusedError

__all__ = ["CountryRefusedError", "FileReport", "LoadReport", "load_country"]
