"""What the API's documents are made from, where no page's selector has it."""

from __future__ import annotations
