"""Made-up councils with nine seats each, and people who may do everything at the desk and are signed in."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import date

from scripts.bench.staff import new_session, signed_in

POLLING_DAY = date(2023, 5, 4)
ELECTION = str(POLLING_DAY)
SIZE = 9


@dataclass(frozen=True)
class Scene:
    """Who is there, by the key of their session, and which councils are expected."""

    sessions: dict[str, str]
    councils: tuple[str, ...]


def prepared(*, people: int, councils: int) -> Scene:
    """Store people with their sessions, and contests of which nothing is known."""
    from tests import factories

    for party in ("labour", "conservative", "green"):
        factories.party(slug=party)
    slugs = []
    for number in range(councils):
        slug = f"soak-{number:03}"
        council = factories.made(
            factories.new_council(
                slug=slug,
                name=f"Soak {number:03}",
                official_name=f"Soak {number:03} Council",
                gss_code=f"E0700{number + 5000}",
            )
        )
        factories.council_size(of=council, seats=SIZE, in_force_from=date(2020, 5, 7))
        factories.contest(
            of=council, scope="whole", seats_up=SIZE, facts_source=factories.fact_source()
        )
        slugs.append(slug)
    sessions = signed_in([f"person-{number:02}" for number in range(people)])
    return Scene(sessions, tuple(slugs))


def main(people: int, councils: int) -> None:
    """Prepare a database of its own, for the servers, and say who and what is there.

    Without councils everybody who is there already signs in once more.
    """
    import django

    django.setup()
    if councils:
        scene = prepared(people=people, councils=councils)
    else:
        from django.contrib.auth.models import User

        everybody = User.objects.order_by("pk")[:people]
        scene = Scene({user.username: new_session(user) for user in everybody}, ())
    sys.stdout.write(json.dumps({"sessions": scene.sessions, "councils": scene.councils}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
