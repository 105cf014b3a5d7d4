#!/usr/bin/env bash
# Collect the assets, hashed and compressed, unless that was done for just these: the hash of all that goes in is
# kept with what came out.
set -euo pipefail
out=${STATIC_ROOT:-.data/static}
# What packages carry along and no page asks for: Chart.js for Node.js, its types, API documents that we do not use.
unused=(--ignore '*.cjs' --ignore '*.cjs.map' --ignore '*.d.ts' --ignore 'redoc*')
key=$(find static -type f -print0 2>/dev/null | sort --zero-terminated |
  xargs -0 cksum requirements.txt package-lock.json config/settings.py scripts/collect.sh | cksum)

if [ "$(cat "$out/.collected" 2>/dev/null)" != "$key" ]; then
  echo "Assets: collecting and compressing"
  python manage.py collectstatic --no-input --clear --verbosity 0 "${unused[@]}"
  echo "$key" >"$out/.collected"
fi
