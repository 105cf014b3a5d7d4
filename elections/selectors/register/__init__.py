"""The register: councils, regions, parties and elections with all there is of them."""

from __future__ import annotations
