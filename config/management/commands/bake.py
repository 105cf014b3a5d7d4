"""manage.py bake FOLDER: write every public page as a static mirror of the site."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import Error
from django.template.loader import render_to_string
from django.utils import timezone
from typing_extensions import override

from config.mirror.asking import Site
from config.mirror.baking import UnbakedError, bake
from config.mirror.folder import Folder, NotAMirrorError
from elections.selectors.addresses import public_addresses
from elections.selectors.data_version import current_edition

if TYPE_CHECKING:
    from urllib.parse import SplitResult


class Command(BaseCommand):
    """Has the site make every page, and puts them where any file server can serve them."""

    help = (
        "Write every public page, document, download and asset to FOLDER, byte for byte as the site sends"
        " them, each also compressed. FOLDER becomes a link to the new mirror in one step, once all of it"
        " is there; the one before is removed."
    )

    @override
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the folder, and by which address readers know the site."""
        parser.add_argument("folder", type=Path, help="where the mirror is to be")
        parser.add_argument(
            "--site",
            help="the site's address, as in https://results.example; unless given, the first of ALLOWED_HOSTS",
        )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        """Bake, and say what was written. Raises CommandError where nothing was."""
        is_quiet = options["verbosity"] == 0
        static = Path(settings.STATIC_ROOT)
        if not static.is_dir():
            raise CommandError(f"There is no {static}: run 'manage.py collectstatic' first.")
        site = Site(get_wsgi_application(), _address(options["site"]))
        folder = Folder(options["folder"])
        try:
            before = current_edition(timezone.localdate())
            paths = [address.path for address in public_addresses()]
            new = folder.begin()
        except NotAMirrorError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Nothing was baked: {_of_the_disk(error)}") from error
        except Error as error:
            raise CommandError(f"Nothing was baked: the database says: {error}") from error
        try:
            with click.progressbar(
                length=len(paths), label="Baking", hidden=is_quiet, show_eta=True
            ) as bar:
                mirror = bake(
                    site,
                    paths,
                    to=new,
                    static=static,
                    static_url=settings.STATIC_URL,
                    away_page=render_to_string("503.html").encode(),
                    at=timezone.now(),
                    tell=lambda _path: bar.update(1),
                )
            folder.replace(new)
        except UnbakedError as error:
            raise CommandError(f"Nothing was baked: {error}") from error
        except (OSError, shutil.Error) as error:
            told = f"Nothing was baked, and the mirror before is as it was: {_of_the_disk(error)}"
            raise CommandError(told) from error
        finally:
            folder.discard_unfinished(new)
        if not is_quiet:
            size = sum(each.bytes for each in mirror.files) / 1_000_000
            self.stdout.write(
                f"Baked {len(mirror.files):,} pages and documents, {size:,.0f} MB before compressing, to"
                f" {folder.path}; baked.json there lists them."
            )
        after = current_edition(timezone.localdate())
        if after != before:
            self.stderr.write(
                f"Results were published meanwhile (data version {before.number} to {after.number}): pages are of"
                " different moments. Bake again when it is quiet."
            )


def _of_the_disk(error: Exception) -> str:
    """Return what the file system says, with the file it says it of."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}{f' ({error.filename})' if error.filename else ''}."
    return str(error)


def _address(given: str | None) -> SplitResult:
    """Return the address of the site. Raises CommandError where it is none that the site answers to."""
    if given is None:
        host = next(
            (each for each in settings.ALLOWED_HOSTS if not each.startswith(("*", "."))), ""
        )
        if not host:
            raise CommandError("Say by which address readers know the site: --site https://…")
        given = f"{'https' if settings.HTTPS else 'http'}://{host}"
    address = urlsplit(given)
    if address.scheme not in {"http", "https"} or not address.netloc or address.path.strip("/"):
        raise CommandError(f"{given!r} is no address of a site, as https://results.example is.")
    return address
