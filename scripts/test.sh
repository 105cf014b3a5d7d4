#!/usr/bin/env bash
# Check everything, one part after the other, and say at the end what failed and how many tests there were.
# A part that fails does not keep the later ones from being checked.
set -uo pipefail

failed=()
part() {
  local name=$1 started=$SECONDS
  printf '\n== %s\n' "$name"
  if "${MAKE:-make}" "$name"; then
    printf -- '-- %s: fine, %s s\n' "$name" $((SECONDS - started))
  else
    printf -- '-- %s: FAILED\n' "$name"
    failed+=("$name")
  fi
}

rm -rf .data/test-results
for name in lint types templates migrations deploy-check test-sqlite test-postgres test-browser; do
  part "$name"
done

printf '\n'
[ ${#failed[@]} -eq 0 ] || printf 'Failed: %s\n' "${failed[*]}"
# The suites' own reports, added up: each test counts once for each database it ran on.
python - "${#failed[@]}" <<'PYTHON'
import sys
from pathlib import Path
from xml.etree import ElementTree

passed = failed = 0
for report in Path(".data/test-results").glob("*.xml"):
    for suite in ElementTree.parse(report).iter("testsuite"):
        wrong = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        failed += wrong
        passed += int(suite.get("tests", 0)) - wrong - int(suite.get("skipped", 0))
print(f"{passed} passed, {failed} failed")
sys.exit(sys.argv[1] != "0" or failed > 0 or passed == 0)
PYTHON
