"""Backups of the database: one private file, made while the site runs and put back while it runs.

`backing_up.py` is what the commands call. What differs between the databases is in `sqlite.py` and `postgres.py`,
what a file may be in `files.py`, and which backup belongs to this release in `contents.py`.
"""
