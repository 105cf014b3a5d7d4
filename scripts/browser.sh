#!/usr/bin/env bash
# Print the path of a Chromium for the browser tests: the one in CHROMIUM, or one on the machine, or Debian's,
# installed where that may be done without asking, or Playwright's own. What it does goes to standard error.
set -euo pipefail

starts() { command -v "$1" >/dev/null && "$1" --version >/dev/null 2>&1; }

if [ -n "${CHROMIUM:-}" ]; then
  if starts "$CHROMIUM"; then
    command -v "$CHROMIUM"
    exit
  fi
  echo "CHROMIUM names $CHROMIUM, which does not start." >&2
  exit 1
fi

installed() {
  for candidate in chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if starts "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

playwrights_own() {
  local path
  path=$(python -c 'from playwright.sync_api import sync_playwright as start
with start() as playwright:
    print(playwright.chromium.executable_path)')
  starts "$path" && echo "$path"
}

installed && exit
playwrights_own && exit

if command -v apt-get >/dev/null; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo --non-interactive)
  echo "Installing Chromium from Debian's packages, for the browser tests" >&2
  if "${as_root[@]}" apt-get update -qq >&2 &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install --yes -qq --no-install-recommends chromium fonts-dejavu-core >&2; then
    installed && exit
  fi
fi

echo "Installing Playwright's own Chromium, for the browser tests" >&2
python -m playwright install chromium >&2 && playwrights_own && exit

echo "The browser tests need a Chromium or Chrome, and none could be installed." >&2
echo "Install one, or name one: make test CHROMIUM=/path/to/chrome" >&2
exit 1
