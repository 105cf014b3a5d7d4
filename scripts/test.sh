#!/usr/bin/env bash
# Check everything, and say at the end what failed and how many tests there were. A part that fails does not keep
# the others from being checked. What uses one core runs beside the suites, which use two, and is told after them.
set -uo pipefail

# One PostgreSQL for all parts, so that the country is loaded into it once.
if [ -z "${TEST_PARTS_SHARE_POSTGRES:-}" ]; then
  export TEST_PARTS_SHARE_POSTGRES=yes
  exec python scripts/with_postgres.py "$0" "$@"
fi
unset DATABASE_URL

results=.data/test-results
rm -rf "$results"
mkdir -p "$results"
: >"$results/failed"
# Ctrl-C reaches what runs in the background too.
trap 'trap - TERM; kill -TERM 0' INT TERM

part() {
  local name=$1 started=$SECONDS
  printf '\n== %s\n' "$name"
  if "${MAKE:-make}" "$name"; then
    printf -- '-- %s: fine, %s s\n' "$name" $((SECONDS - started))
  else
    printf -- '-- %s: FAILED\n' "$name"
    echo "$name" >>"$results/failed"
  fi
}

parts() {
  for name in "$@"; do
    part "$name"
  done
}

parts lint types templates migrations deploy-check bench-short >"$results/beside.log" 2>&1 &
parts test-sqlite test-postgres test-browser-sqlite test-browser-postgres
wait
cat "$results/beside.log"

printf '\n'
[ ! -s "$results/failed" ] || printf 'Failed: %s\n' "$(paste -sd ' ' "$results/failed")"
# The suites' own reports, added up: each test counts once for each database it ran on.
python - "$results" <<'PYTHON'
import sys
from pathlib import Path
from xml.etree import ElementTree

results = Path(sys.argv[1])
passed = failed = 0
for report in results.glob("*.xml"):
    for suite in ElementTree.parse(report).iter("testsuite"):
        wrong = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        failed += wrong
        passed += int(suite.get("tests", 0)) - wrong - int(suite.get("skipped", 0))
print(f"{passed} passed, {failed} failed")
sys.exit((results / "failed").read_text() != "" or failed > 0 or passed == 0)
PYTHON
