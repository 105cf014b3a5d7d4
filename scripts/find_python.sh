#!/usr/bin/env bash
# Print the Python to build the virtual environment with: the one in BASE_PYTHON, or the first on the machine that
# really starts (a pyenv shim for a version not switched on does not), is 3.11 or later, and has venv and pip.
set -euo pipefail

for candidate in "${BASE_PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14 /usr/bin/python3; do
  [ -n "$candidate" ] || continue
  if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    command -v "$candidate"
    exit
  fi
done

echo "No Python 3.11 or later with venv was found. Install one (on Debian: python3 and python3-venv)," >&2
echo "or name it: make BASE_PYTHON=/path/to/python3.12 …" >&2
exit 1
