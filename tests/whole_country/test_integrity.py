"""All that is shipped fits together, but for the exceptions that are known with their sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from elections.management.commands import check_integrity
from elections.management.commands.check_integrity import known_exceptions
from elections.selectors.integrity import all_facts

KNOWN = Path(settings.BASE_DIR) / "fixtures" / "known_exceptions.csv"


def test_what_is_shipped_passes_and_what_is_not_known_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = all_facts(today=date(2026, 11, 24))
    monkeypatch.setattr(check_integrity, "all_facts", lambda today: facts)
    out = StringIO()
    call_command("check_integrity", stdout=out)
    number = len(known_exceptions(KNOWN))
    assert out.getvalue().splitlines() == [
        f"Known exceptions: {number} occur, 0 no longer.",
        "All data fits together.",
    ]

    # One breach nobody knew of, one exception that is none any more, one that is left out.
    facts = replace(facts, places=[each for each in facts.places if each.council != "medway"])
    head, first, *rest = KNOWN.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "exceptions.csv"
    path.write_text("\n".join([head, *rest, "I101,kent,nobody,It goes on."]), encoding="utf-8")
    with pytest.raises(CommandError) as error:
        call_command("check_integrity", "--exceptions", str(path), stdout=StringIO())
    lines = str(error.value).splitlines()
    assert lines[0] == "3 entries do not fit."
    assert "  I106 medway: It has no place on districts." in lines
    assert any(line.startswith(f"  {' '.join(first.split(',')[:2])}: ") for line in lines)
    assert "  I101 kent: known as an exception, and no longer one: take it out." in lines


def test_every_exception_has_a_source_and_a_reason_and_is_there_once() -> None:
    known = known_exceptions(KNOWN)
    assert len({(each.code, each.entry) for each in known}) == len(known)
    assert all(each.source and each.reason for each in known)


@pytest.mark.parametrize(
    "contents",
    [
        None,
        b"code,entry\n",
        b"code,entry,source,reason\nI101\n",
        b"code,entry,source,reason\nI101,kent,,\n",
    ],
)
def test_a_file_that_lists_no_exceptions_is_refused(tmp_path: Path, contents: bytes | None) -> None:
    path = tmp_path / "exceptions.csv"
    if contents is not None:
        path.write_bytes(contents)
    with pytest.raises(CommandError, match=r"exceptions\.csv"):
        known_exceptions(path)
