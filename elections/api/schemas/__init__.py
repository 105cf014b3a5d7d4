"""The shapes of the API's answers: a public contract, which only grows."""

from __future__ import annotations
