"""What a visitor sends never fills the log: one line says it."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from config.logs import OneLineFormatter

FORMAT = "{levelname} {name}: {message}"


@pytest.fixture
def lines() -> list[str]:
    """Return what the console is written, line by line."""
    return []


@pytest.fixture(autouse=True)
def _read_the_log(lines: list[str]) -> Iterator[None]:
    class Reading(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.extend(self.format(record).splitlines())

    handler = Reading()
    handler.setFormatter(OneLineFormatter(FORMAT, style="{"))
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "169.254.169.254", "a b", "one\\ntwo", "x" * 300, "[::1", ""]
)
@pytest.mark.parametrize("address", ["/", "/desk/", "/api/v1/contests", "/no/such/page/"])
@pytest.mark.django_db
def test_unknown_host_is_one_line_and_a_page(lines: list[str], host: str, address: str) -> None:
    answer = Client().get(address, headers={"Host": host or " "})
    assert answer.status_code == 400
    assert len(lines) == 1, lines
    assert lines[0].startswith("ERROR django.security.DisallowedHost: Invalid HTTP_HOST header")


@pytest.mark.django_db
def test_fault_of_ours_keeps_its_traceback(
    lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a fault of ours")

    monkeypatch.setattr("config.middleware.RefuseNulMiddleware.process_view", broken)
    assert Client(raise_request_exception=False).get("/").status_code == 500
    assert "ValueError: a fault of ours" in lines
    assert any(line.startswith("Traceback") for line in lines)
