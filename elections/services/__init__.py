"""What changes the database: each is one transaction, and takes the time from its caller."""

from __future__ import annotations
