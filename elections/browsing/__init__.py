"""Narrowing down a list: what is asked for, what fits it, and how much each choice would leave. Pure."""

from __future__ import annotations
