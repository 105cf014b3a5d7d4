"""The configuration in docs/deployment.md: nginx serves the mirror when the site is away, and says so."""

from __future__ import annotations

import grp
import http.client
import os
import pwd
import re
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.mirror.folder import write
from config.mirror.nginx import MAIN, directives
from scripts.bench.tools import program
from tests.storm.servers import HOST, PATIENCE, ROOT, free_port

pytestmark = pytest.mark.storm

# As whoever runs the tests, whose folders nobody else may read.
CONFIGURATION = """\
user {user} {group};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 64; }}
http {{
access_log off;
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi;
scgi_temp_path {folder}/scgi;
{server}
}}
"""
POLICY = "default-src 'none'; style-src 'self'"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Yield where nginx listens, in front of a site that is away."""
    nginx = program("nginx")
    folder = tmp_path_factory.mktemp("nginx")
    mirror = folder / "mirror"
    for place, words in {
        "index.html": f"{MAIN}home",
        "councils/index.html": f"{MAIN}all councils",
        "elections/2023-05-04/medway/index.html": f"{MAIN}as a whole",
        "elections/2023-05-04/medway/index@baseline=notional.html": f"{MAIN}notional",
        "elections/2023-05-04/contests.csv": "council\r\nMedway\r\n",
        "api/v1/contests/index.json": '{"count": 1}',
        "api/v1/contests/local.medway.2023-05-04/index.json": '{"id": 1}',
        "503.html": "not just now",
        "mirror.conf": directives(
            {"Content-Security-Policy": POLICY, "X-Frame-Options": "DENY"},
            datetime(2023, 5, 4, 22, 41, tzinfo=UTC),
        ),
    }.items():
        write(mirror / place, words.encode())
    own = free_port()
    (server,) = re.findall(
        r"```nginx\n(.*?)```", (ROOT / "docs" / "deployment.md").read_text(), re.DOTALL
    )
    for documented, here in (
        ("127.0.0.1:8000", f"{HOST}:{free_port()}"),
        ("listen 80;", f"listen {HOST}:{own};"),
        ("/srv/overall-control/mirror", str(mirror)),
    ):
        assert documented in server
        server = server.replace(documented, here)
    path: Path = folder / "nginx.conf"
    path.write_text(
        CONFIGURATION.format(
            folder=folder,
            server=server,
            user=pwd.getpwuid(os.geteuid()).pw_name,
            group=grp.getgrgid(os.getegid()).gr_name,
        )
    )
    process = subprocess.Popen([nginx, "-e", str(folder / "error.log"), "-c", str(path)])
    try:
        until = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < until:
            try:
                get(own, "/")
                break
            except OSError:
                time.sleep(0.1)
        yield own
    finally:
        process.terminate()
        process.wait(timeout=10)


def get(port: int, address: str, **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
    """Return status, headers and words of what nginx answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", address, headers={"Host": "results.example"} | named)
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "home"),
        ("/councils/", "all councils"),
        ("/councils/?region=south-east&q=med", "all councils"),
        ("/elections/2023-05-04/medway/", "as a whole"),
        ("/elections/2023-05-04/medway/?baseline=notional", "notional"),
        ("/elections/2023-05-04/medway/?baseline=../../../503", "as a whole"),
    ],
)
def test_a_page_is_served_with_a_notice_from_when_it_is(
    port: int, address: str, words: str
) -> None:
    status, headers, page = get(port, address)
    assert status == 200
    assert page.endswith(words)
    assert "as it stood at 23:41 on Thursday 4 May 2023" in page
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["As-Of"] == "Thu, 04 May 2023 22:41:00 GMT"


@pytest.mark.parametrize(
    ("address", "content_type", "words"),
    [
        ("/elections/2023-05-04/contests.csv", "text/csv; charset=utf-8", "council\r\nMedway\r\n"),
        ("/api/v1/contests", "application/json", '{"count": 1}'),
        ("/api/v1/contests/local.medway.2023-05-04", "application/json", '{"id": 1}'),
    ],
)
def test_a_document_is_served_as_it_is(
    port: int, address: str, content_type: str, words: str
) -> None:
    status, headers, document = get(port, address)
    assert (status, headers["Content-Type"], document) == (200, content_type, words)


def test_what_is_not_in_it_is_away_and_not_missing(port: int) -> None:
    for address in ("/councils/thurrock/", "/no/such/page/"):
        status, _, page = get(port, address)
        assert (status, page) == (503, "not just now")


def test_htmx_leaves_the_page_as_it_is(port: int) -> None:
    assert get(port, "/councils/?q=med", HX_Request="true")[0] == 503
