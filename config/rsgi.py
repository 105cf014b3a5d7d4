"""What the site's server (`config/serve.py`) runs in each worker: the RSGI application in front of Django."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_django = get_wsgi_application()

from config.serving.site import make_application  # noqa: E402 - models are there only now

application = make_application(_django)
