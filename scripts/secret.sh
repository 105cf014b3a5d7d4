#!/usr/bin/env bash
# secret.sh FILE: make a SECRET_KEY for this machine alone, readable by its owner only.
set -euo pipefail
mkdir -p "$(dirname "$1")"
echo "Making $1"
umask 077
.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))' >"$1.new"
mv "$1.new" "$1"
