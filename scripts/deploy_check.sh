#!/usr/bin/env bash
# Check the settings as a production site would have them; any warning fails. The assets are really collected, so
# a stylesheet that names a missing file is found here too.
set -euo pipefail

SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(50))')
export SECRET_KEY
export DEBUG=false HTTPS=true HSTS_SUBDOMAINS=true HSTS_PRELOAD=true BEHIND_PROXY=true STATIC_HASHED=true
export ALLOWED_HOSTS=overallcontrol.example CSRF_TRUSTED_ORIGINS=https://overallcontrol.example
# Named, not contacted: these checks open no connection.
export DATABASE_URL=postgres://overall_control@localhost/overall_control

"$(dirname "$0")/collect.sh"
python manage.py check --deploy --fail-level WARNING
