"""screenshots.py [FOLDER]: take the README's and the desk's guide's pictures of the real pages, and more for whoever looks the pages over.

Serves the site from a database of its own with the fixtures in it. Without FOLDER it writes those to
docs/images; with one, every kind of page there: wide, on a phone, and dark.
"""

from __future__ import annotations

import csv
import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
WIDE, PHONE = (1280, 900), (360, 740)
README = {
    "contest": "/elections/2023-05-04/medway/",
    "election": "/elections/2023-05-04/",
}
PAGES = {
    "home": "/",
    "elections": "/elections/",
    "election-2022": "/elections/2022-05-05/",
    "election-2023": "/elections/2023-05-04/",
    "election-2023-last-fought": "/elections/2023-05-04/?baseline=last_fought",
    "election-2026": "/elections/2026-05-07/",
    "medway": "/elections/2023-05-04/medway/",
    "medway-notional": "/elections/2023-05-04/medway/?baseline=notional",
    "maidstone": "/elections/2023-05-04/maidstone/",
    "ashford": "/elections/2023-05-04/ashford/",
    "south-tyneside": "/elections/2024-05-02/south-tyneside/",
    "cumberland": "/elections/2022-05-05/cumberland/",
    "portsmouth": "/elections/2022-05-05/portsmouth/",
    "canterbury": "/elections/2023-05-04/canterbury/",
    "sources": "/sources/",
    "source": "/sources/bbc-2023-medway-2/",
    "election-gains": "/elections/2023-05-04/?region=south-east&control=labour&change=gain",
    "election-nothing": "/elections/2023-05-04/?region=london",
    "election-wrong": "/elections/2023-05-04/?region=narnia",
    "councils": "/councils/",
    "council": "/councils/medway/",
    "council-former": "/councils/carlisle/",
    "council-new": "/councils/cumberland/",
    "council-noc": "/councils/maidstone/",
    "combinations": "/elections/2023-05-04/maidstone/combinations/?with=conservative&with=green",
    "map": "/map/",
    "map-changes": "/map/?map=change",
    "map-counties": "/map/?map=largest&layer=counties",
    "regions": "/regions/",
    "region": "/regions/south-east/",
    "parties": "/parties/",
    "party": "/parties/labour/",
    "independents": "/parties/independent/",
    "changes": "/changes/?region=south-east&control=labour",
    "compare": "/compare/",
    "compare-councils": "/compare/?council=medway&council=south-tyneside",
    "search": "/search/?q=med",
    "search-near": "/search/?q=medwya",
    "about": "/about/",
    "method": "/about/method/",
    "data": "/about/data/",
    "api": "/about/api/",
    "missing": "/elections/2023-05-04/medwya/",
    "wall": "/elections/2023-05-04/wall/",
    "sign-in": "/accounts/login/",
    "wrong-baseline": "/elections/2023-05-04/medway/?baseline=last_week",
    "versions": "/elections/2023-05-04/medway/versions/",
    "version": "/elections/2023-05-04/medway/versions/1/",
}
# What an editor sees of what is on record.
RECORD = {
    "disputes": "/desk/2023-05-04/disputes/",
    "contest-disputes": "/desk/2023-05-04/maidstone/disputes/",
    "audit": "/desk/audit/",
    "audit-entry": "/desk/audit/1/",
}

# Pages of somebody who looks after people and elections, and the door.
ADMINS_PAGES = {
    "second-factor": "/accounts/2fa/app/",
    "account": "/accounts/2fa/",
    "still-you": "/accounts/again/",
    "password": "/accounts/password/",
    "people": "/desk/people/",
    "person": "/desk/people/1/",
    "desk-elections": "/desk/elections/",
    "desk-election": "/desk/elections/2023-05-04/",
    "desk-contest": "/desk/elections/2023-05-04/medway/",
    "desk-councils": "/desk/councils/",
    "desk-council": "/desk/councils/medway/",
    "desk-sources": "/desk/sources/",
}
SESSIONS: dict[str, str] = {}
# Who types, and who types again, in the pictures of the desk's guide; and who looks after people.
DESK_PEOPLE = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group, Permission, User
from django.utils.crypto import get_random_string
import time
for name in ("first-reporter", "second-reporter", "editor", "admin"):
    user, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    known = ["enter_result"] if name != "editor" else ["enter_result", "publish_result", "view_auditentry"]
    user.user_permissions.set(Permission.objects.filter(codename__in=known))
    if name == "admin":
        user.user_permissions.clear()
        user.groups.add(Group.objects.get(name="admin"))
        # Whoever has none is asked for nothing again.
        user.set_password(get_random_string(20))
        user.save()
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.create()
    print("session", name, session.session_key)
"""


@contextmanager
def served() -> Iterator[str]:
    """Serve the site with the whole country for as long as the block runs; yield its address."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "HTTPS": "false",
            "STATIC_ROOT": f"{folder}/static",
        }
        manage = [sys.executable, str(ROOT / "manage.py")]
        for command in ("migrate", "load_fixtures", "load_data", "collectstatic --no-input"):
            subprocess.run(
                [*manage, *command.split(), "-v0"], check=True, env=environment, cwd=ROOT
            )
        serve = [sys.executable, "-m", "config.serve", "--port", str(port)]
        server = subprocess.Popen(serve, env=environment, cwd=ROOT)
        try:
            _wait_for(f"http://127.0.0.1:{port}/")
            told = subprocess.run(
                [*manage, "shell", "-v0", "-c", DESK_PEOPLE],
                check=True,
                env=environment,
                cwd=ROOT,
                capture_output=True,
                text=True,
            ).stdout
            SESSIONS.update(
                (name, key)
                for what, name, key in (
                    line.split() for line in told.splitlines() if line.startswith("session ")
                )
            )
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 (our own server)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"{address} does not answer.")


def take(
    browser: Browser,
    address: str,
    to: Path,
    size: tuple[int, int],
    *,
    dark: bool = False,
    whole: bool = True,
    session: str = "",
) -> None:
    """Take one picture of a page in a window of its own, as whoever a session at the desk is of."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    if session:
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=to, full_page=whole)
    page.close()


def take_desk(browser: Browser, site: str, images: Path) -> None:
    """Take the pictures of the desk's guide: two people type Medway, and an editor sees both."""
    day, sheets = "/desk/2023-05-04/", (("33", "22", "4"), ("32", "23", "4"))
    for name, sheet in zip(("first-reporter", "second-reporter"), sheets, strict=True):
        page = _at_desk(browser, site, name)
        page.goto(f"{site}{day}medway/enter/")
        page.get_by_role("button", name="Open the entry").click()
        page.wait_for_selector("#entry.is-live")
        for figure in sheet:
            page.keyboard.type(figure)
            page.keyboard.press("Enter")
        page.wait_for_selector("text=Saved.")
        if name == "first-reporter":
            page.screenshot(path=images / "desk-entry.png")
        page.keyboard.press("Alt+Enter")
        page.wait_for_selector("text=is handed in")
        page.close()
    page = _at_desk(browser, site, "first-reporter")
    for table, name in ((_sheets(site, spoilt=2), "desk-upload"), (_sheets(site, spoilt=0), "")):
        page.goto(f"{site}{day}upload/")
        page.locator("#file").set_input_files(
            {"name": "south-east.csv", "mimeType": "text/csv", "buffer": table}
        )
        page.get_by_role("button", name="Look at it first").click()
        if name:
            page.screenshot(path=images / f"{name}.png")
    for box in page.locator("input[name=ticked]").all():
        box.check()
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_selector("text=handed in from")
    page.close()
    page = _at_desk(browser, site, "editor")
    for name, path in {
        "desk-board": f"{day}?region=south-east",
        "desk-result": f"{day}medway/",
    }.items():
        page.set_viewport_size({"width": 1100, "height": 900 if name == "desk-board" else 760})
        page.goto(f"{site}{path}")
        page.screenshot(path=images / f"{name}.png")
    page.close()
    # A television, at half its size.
    page = browser.new_page(
        viewport={"width": 1920, "height": 1080}, device_scale_factor=0.5, color_scheme="light"
    )
    page.goto(f"{site}/elections/2023-05-04/wall/", wait_until="networkidle")
    page.screenshot(path=images / "desk-wall.png")
    page.close()


def _sheets(site: str, *, spoilt: int) -> bytes:
    """Return a table of sheets of the South East, as published, with a seat too many for the first few."""
    with urllib.request.urlopen(  # noqa: S310 (our own server)
        f"{site}/elections/2023-05-04/contests.csv?region=south-east", timeout=20
    ) as answer:
        known = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8-sig")))
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["council", "party", "seats"])
    councils = 0
    for row in known:
        seats = {
            name.removesuffix("_after"): int(value)
            for name, value in row.items()
            if name.endswith("_after") and value.isdigit()
        }
        if row["council"] == "Medway" or str(sum(seats.values())) != row["seats_total"]:
            continue
        councils += 1
        if councils <= spoilt:
            seats[next(iter(seats))] += 1
        writer.writerows([row["council"], party, held] for party, held in seats.items())
    return file.getvalue().encode()


def _at_desk(browser: Browser, site: str, name: str) -> Page:
    page = browser.new_page(
        viewport={"width": 1100, "height": 760}, color_scheme="light", reduced_motion="reduce"
    )
    cookie = {"name": "sessionid", "value": SESSIONS[name], "url": site}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    return page


def main() -> None:
    """Take the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with served() as site, sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=flags)
        if folder is None:
            images = ROOT / "docs" / "images"
            images.mkdir(exist_ok=True)
            for name, path in README.items():
                take(browser, site + path, images / f"{name}.png", WIDE, whole=False)
            take_desk(browser, site, images)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            for name, path in (PAGES | RECORD | ADMINS_PAGES).items():
                session = SESSIONS["admin"] if name in ADMINS_PAGES else ""
                session = SESSIONS["editor"] if name in RECORD else session
                for form, size in (("wide", WIDE), ("phone", PHONE), ("dark", WIDE)):
                    to = folder / f"{name}-{form}.png"
                    take(browser, site + path, to, size, dark=form == "dark", session=session)
        browser.close()


if __name__ == "__main__":
    main()
