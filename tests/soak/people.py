"""People at the desk, through HTTP: each looks at a result and does whatever is next, as forms allow."""

from __future__ import annotations

import http.client
import json
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.soak.scene import ELECTION, SIZE, Scene

TOKEN = re.compile(r'name="token" value="(\d+)"')
STATE = re.compile(r'class="tag state-(\w+)"')
KEPT = re.compile(r'name="upload" value="([^"]+)"')
CSRF = "c" * 32
# A first sheet of each council, and what it is corrected to.
SHEETS = ({"seats.labour": "6", "seats.conservative": "3"}, {"seats.labour": "3", "seats.conservative": "6"})  # fmt: skip
ALLOWED = frozenset({200, 302, 409, 422})
DONE = 302
# Seconds for which somebody who was refused leaves a result alone, and between two looks of a reader.
REST = 1.0
BETWEEN_READS = 0.1


@dataclass(frozen=True)
class Step:
    """In which state somebody saw a result, if in any, and how what they did with it was answered."""

    state: str
    answer: int


@dataclass
class Person:
    """Somebody signed in. `answers` counts what they were answered, by status; 0 is no answer."""

    name: str
    session: str
    host: str
    port: int
    answers: Counter[int] = field(default_factory=Counter)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
        """Return status and page. A lost connection is status 0."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
        }
        if kind:
            headers["Content-Type"] = kind
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            status, page = response.status, response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            status, page = 0, ""
        finally:
            connection.close()
        self.answers[status] += 1
        return status, page

    def get(self, path: str) -> tuple[int, str]:
        """Return status and page of an address."""
        return self.ask("GET", path)

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Return status and page of a form that was sent."""
        kind = "application/x-www-form-urlencoded"
        return self.ask("POST", path, urlencode(fields).encode(), kind)

    def step(self, council: str) -> Step:
        """Look at a result and do what is next."""
        address = f"/desk/{ELECTION}/{council}/"
        status, page = self.get(address)
        found, token = STATE.search(page), TOKEN.search(page)
        if status != 200 or found is None:
            return Step("", 0)
        seen = token[1] if token else ""
        match found[1]:
            case "expected" | "first_entry" | "second_entry":
                answer = self.enter(address, sheet=SHEETS["began a correction" in page])
            case "agreed":
                answer, _ = self.post(address, do="publish", token=seen)
            case "published":
                answer, _ = self.post(address, do="correct", token=seen, reason="misread sheet")
            case _:
                answer = 0
        return Step(found[1], answer)

    def enter(self, address: str, *, sheet: dict[str, str]) -> int:
        """Open an entry, type it, and hand it in; return how that was answered."""
        status, _ = self.post(f"{address}enter/", do="open")
        if status != 302:
            return status
        _, page = self.get(f"{address}enter/")
        token = TOKEN.search(page)
        if token is None:
            return 409
        typed = {"seats.labour": "", "seats.conservative": "", **sheet}
        return self.post(f"{address}enter/", do="hand_in", token=token[1], **typed)[0]

    def upload(
        self, councils: Sequence[str], *, sheet: dict[str, str], looked_at: threading.Event
    ) -> tuple[int, str]:
        """Send a table of several councils, look at it, and hand it in: `looked_at` is set between."""
        rows = [
            f"local.{council}.{ELECTION},{name.removeprefix('seats.')},{seats}"
            for council in councils
            for name, seats in sheet.items()
        ]
        table = "\r\n".join(["id,party,seats", *rows])
        body = (
            '--edge\r\nContent-Disposition: form-data; name="do"\r\n\r\npreview\r\n--edge\r\n'
            'Content-Disposition: form-data; name="file"; filename="night.csv"\r\n'
            f"Content-Type: text/csv\r\n\r\n{table}\r\n--edge--\r\n"
        )
        address = f"/desk/{ELECTION}/upload/"
        status, page = self.ask(
            "POST", address, body.encode(), "multipart/form-data; boundary=edge"
        )
        kept = KEPT.search(page)
        looked_at.set()
        if status != 200 or kept is None:
            return status, page
        return self.post(address, do="hand_in", upload=kept[1])


def everybody(scene: Scene, host: str, port: int) -> list[Person]:
    """Return the people of a scene."""
    return [Person(name, session, host, port) for name, session in scene.sessions.items()]


@dataclass
class Night:
    """What came of a night: who finished what, and what readers saw."""

    done: set[str] = field(default_factory=set)
    torn: list[str] = field(default_factory=list)
    read: Counter[int] = field(default_factory=Counter)


def work(
    people: Sequence[Person],
    councils: Sequence[str],
    *,
    seconds: float,
    readers: int = 0,
    stop: threading.Event | None = None,
) -> Night:
    """Let everybody do whatever is next until every result is corrected, time is up, or `stop` is set."""
    night, until, stop = Night(), time.monotonic() + seconds, stop or threading.Event()

    def at_the_desk(person: Person) -> None:
        chance = random.Random(person.name)  # noqa: S311 - chance, and no secret
        # What is somebody else's, or was just now, is looked at again after everything else.
        refused: dict[str, float] = {}
        while time.monotonic() < until and not stop.is_set():
            left = [council for council in councils if council not in night.done]
            if not left:
                return
            rested = time.monotonic() - REST
            open_to_them = [council for council in left if refused.get(council, 0) < rested]
            if not open_to_them:
                time.sleep(0.05)
                continue
            step = person.step(council := chance.choice(open_to_them))
            if step.state == "corrected":
                night.done.add(council)
            elif not step.state:
                # Nothing was answered: the site is away, and a person waits before they try again.
                time.sleep(0.2)
            elif step.answer != DONE:
                refused[council] = time.monotonic()

    def reading(number: int) -> None:
        reader = Person("", "", people[0].host, people[0].port)
        chance = random.Random(number)  # noqa: S311
        while time.monotonic() < until and not stop.is_set():
            council = chance.choice(councils)
            status, page = reader.get(f"/api/v1/contests/local.{council}.{ELECTION}")
            night.read[status] += 1
            if status == 200:
                night.torn += torn_in(page)
            time.sleep(BETWEEN_READS)

    with ThreadPoolExecutor(len(people) + readers) as pool:
        crowd = [pool.submit(at_the_desk, person) for person in people]
        reads = [pool.submit(reading, number) for number in range(readers)]
        try:
            for each in crowd:
                each.result()
        finally:
            stop.set()
        for each in reads:
            each.result()
    return night


def torn_in(document: str) -> list[str]:
    """Return what of a published result does not fit together, as readers of its JSON see it."""
    told = json.loads(document)
    seats = {party: figure["value"] for party, figure in told["after"].items() if figure["value"]}
    if not seats:
        return []
    wrong = []
    largest = max(seats, key=lambda party: seats[party])
    if sum(seats.values()) != SIZE:
        wrong.append(f"{told['id']}: {seats} are not {SIZE}")
    if told["control_after"]["party"] != largest:
        wrong.append(f"{told['id']}: {seats}, and control {told['control_after']}")
    if largest not in told["headline"].lower():
        wrong.append(f"{told['id']}: {seats}, and '{told['headline']}'")
    return wrong
