#!/usr/bin/env bash
# assets.sh runtime|tests STAMP [STAMP...]: install the npm packages of the lock file into node_modules,
# for running only (Chart.js) or for the tests as well (axe-core). No package's own scripts are run.
set -euo pipefail
what=$1
shift

# The system's npm if there is one that starts; else the one that a Python package carries.
if npm --version >/dev/null 2>&1; then
  npm=npm
else
  echo "Installing npm from requirements-npm.txt (this machine has none)"
  .venv/bin/python -m pip install --quiet --only-binary :all: --requirement requirements-npm.txt
  npm=.venv/bin/npm
fi

options=(--ignore-scripts --no-audit --no-fund --loglevel=error)
if [ "$what" = runtime ]; then
  options+=(--omit=dev)
  echo "Installing Chart.js (npm ci)"
else
  echo "Installing Chart.js and axe-core (npm ci)"
fi
"$npm" ci "${options[@]}" >/dev/null
touch "$@"
