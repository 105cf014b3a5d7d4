#!/usr/bin/env bash
# packages.sh REQUIREMENTS STAMP: install a requirements file into .venv, making that first where it is missing.
set -euo pipefail
requirements=$1 stamp=$2

# A virtual environment outlives the Python it was made with; one that no longer starts is made anew.
if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
  python=$("$(dirname "$0")/find_python.sh")
  echo "Making .venv with $("$python" --version)"
  rm -rf .venv
  "$python" -m venv .venv
fi

echo "Installing $requirements"
# Wheels only, so that a machine without a compiler fails here, in words, and not halfway through a build.
.venv/bin/python -m pip install --quiet --only-binary :all: --requirement "$requirements"
touch "$stamp"
