#!/usr/bin/env bash
# pytest.sh sqlite|postgres|browser-sqlite|browser-postgres [pytest arguments]: run one of the suites.
# A skipped test fails it (see tests/conftest.py): what is missing gets installed, not skipped.
set -euo pipefail
here=$(dirname "$0")
suite=$1
shift

unset DATABASE_URL
export HYPOTHESIS_PROFILE=${HYPOTHESIS_PROFILE:-ci} TEST_SUITE=$suite
mkdir -p .data/test-results
# In random order, which the seed in the head of the log repeats: --randomly-seed=SEED. Each process has a half,
# and who is done first takes from the other's.
# Browsers wait for a while in between, so that a third finds time on two cores.
case "$suite" in
  browser-*) processes=3 ;;
  *) processes=2 ;;
esac
arguments=(--numprocesses "${TEST_PROCESSES:-$processes}" --dist worksteal --no-skips --junit-xml ".data/test-results/$suite.xml")

case "$suite" in
  browser-*)
    CHROMIUM=$("$here/browser.sh")
    export CHROMIUM
    # All of them, unless some are named.
    [[ " $* " == *" tests/browser"* ]] || arguments+=(tests/browser)
    ;;
esac

command=(python -m pytest "${arguments[@]}" "$@")
case "$suite" in
  *postgres) exec python "$here/with_postgres.py" "${command[@]}" ;;
  *) exec "${command[@]}" ;;
esac
