"""The site's data as JSON: what pages show, with stable ids that the field already uses."""

from __future__ import annotations
