"""Django alone, for `manage.py runserver` and other WSGI servers. The site's own server runs `config/rsgi.py`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
