"""Pages about the site: how figures come about, and whose data it is."""

from __future__ import annotations
