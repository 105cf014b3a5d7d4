"""Public pages: each view reads once, builds a page, renders it."""
