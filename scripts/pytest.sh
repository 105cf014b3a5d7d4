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
# In random order, which the seed in the head of the log repeats: --randomly-seed=SEED. Each process has a share,
# and who is done first takes from the others'.
arguments=(--dist worksteal --no-skips --junit-xml ".data/test-results/$suite.xml")
processes=2

case "$suite" in
  browser-*)
    # Browsers wait for a while in between, so that a third finds time on two cores.
    processes=3
    CHROMIUM=$("$here/browser.sh")
    export CHROMIUM
    # All of them, unless some are named.
    [[ " $* " == *" tests/browser"* ]] || arguments+=(tests/browser)
    ;;
esac

command=(python -m pytest --numprocesses "${TEST_PROCESSES:-$processes}" "${arguments[@]}" "$@")
case "$suite" in
  *postgres) exec python "$here/with_postgres.py" "${command[@]}" ;;
  *) exec "${command[@]}" ;;
esac
