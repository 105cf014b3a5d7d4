#!/usr/bin/env bash
# templates.sh check|format: djade for the shape of the template tags, djlint for faults in the HTML.
set -euo pipefail
mapfile -d '' -t files < <(find templates councils elections -name '*.html' -print0 2>/dev/null)
if [ ${#files[@]} -eq 0 ]; then
  echo "There are no templates yet."
  exit
fi
case "$1" in
  check)
    djade --target-version 5.2 --check "${files[@]}"
    djlint --lint --quiet "${files[@]}"
    ;;
  format)
    # djade's exit code only says whether it changed something.
    djade --target-version 5.2 "${files[@]}" || true
    ;;
esac
