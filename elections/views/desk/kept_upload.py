"""The one upload that somebody is looking at: kept here between its preview and its handing in.

What comes back from the browser only names it. It is kept beside their session, as the table that was read, for an hour.
"""

from __future__ import annotations

import json
import zlib
from base64 import b85decode, b85encode
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from secrets import token_urlsafe
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from elections.services.desk.uploading import File
from elections.services.importing.tables import Row, Table

UNDER: Final = "desk_upload"
KEPT_FOR: Final = 3_600


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload as its preview has shown it: `seen` are the tokens of its contests then."""

    file: File
    seen: Mapping[str, int]


def keep(request: HttpRequest, *, election: str, file: File, seen: Mapping[str, int]) -> str:
    """Keep an upload in the place of the one before, and return its name."""
    drop(request)
    beside = _store(None)
    beside["upload"] = {
        "election": election,
        "name": file.name,
        "digest": file.digest,
        "table": _packed(file.table),
        "seen": dict(seen),
    }
    beside.set_expiry(KEPT_FOR)
    beside.create()
    key = str(beside.session_key)
    # A name of its own: an older preview of the same file is of what was seen then, and is gone.
    name = token_urlsafe(12)
    request.session[UNDER] = {"name": name, "key": key}
    return name


def kept_of(request: HttpRequest, name: str, *, election: str) -> Kept | None:
    """Return the upload of this name, if it is the one that is kept, and of this election."""
    note = request.session.get(UNDER)
    if not isinstance(note, dict) or not name or note.get("name") != name:
        return None
    found = _store(note["key"]).get("upload")
    if found is None or found["election"] != election:
        return None
    return Kept(File(found["name"], found["digest"], _unpacked(found["table"])), found["seen"])


def drop(request: HttpRequest) -> None:
    """Keep nothing any longer."""
    note = request.session.pop(UNDER, None)
    if isinstance(note, dict):
        _store(note["key"]).delete()


def _store(key: str | None) -> SessionBase:
    engine: Any = import_module(settings.SESSION_ENGINE)
    store: SessionBase = engine.SessionStore(key)
    return store


def _packed(table: Table) -> str:
    rows = [[row.number, list(row.cells)] for row in (table.head, *table.rows)]
    whole = json.dumps({"name": table.name, "rows": rows, "notes": list(table.notes)})
    return b85encode(zlib.compress(whole.encode())).decode()


def _unpacked(text: str) -> Table:
    whole = json.loads(zlib.decompress(b85decode(text)))
    head, *rows = (Row(number, tuple(cells)) for number, cells in whole["rows"])
    return Table(whole["name"], head, tuple(rows), tuple(whole["notes"]))
