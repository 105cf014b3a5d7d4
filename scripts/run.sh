#!/usr/bin/env bash
# run.sh [dev]: prepare the database and the assets, then serve. Without "dev" it is what production runs:
# granian, no debugging, hashed and compressed assets; only HTTPS is left out, for this machine's own browser.
set -euo pipefail
mode=${1:-production}
# A Ctrl-C while it still prepares ends it there and then, without a word from whatever it was doing.
trap 'echo "Stopped before it began to serve"; exit 130' INT

export HTTPS=${HTTPS:-false}
if [ "$mode" = dev ]; then
  export DEBUG=${DEBUG:-true}
fi
# Whoever asks for another address means to be reached there; for all addresses, by any name of this machine's own.
case "$HOST" in
  127.0.0.1 | localhost | ::1) ;;
  0.0.0.0 | ::)
    # An address with colons stands in brackets, as in a link.
    own=$({ hostname; hostname -I; } 2>/dev/null | tr -s ' ' '\n' | sed '/^$/d; /:/s/.*/[&]/' | paste -sd, || true)
    export ALLOWED_HOSTS=${ALLOWED_HOSTS:-localhost,127.0.0.1,[::1],${own:-localhost}}
    ;;
  *) export ALLOWED_HOSTS=${ALLOWED_HOSTS:-localhost,127.0.0.1,$HOST} ;;
esac

python - "$HOST" "$PORT" <<'PYTHON'
import socket
import sys

host, port = sys.argv[1:]
try:
    [(family, *_, address), *_] = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind(address)
except (OSError, OverflowError, ValueError) as error:
    sys.exit(f"Can't serve at {host}, port {port}: {error}. Choose another: make run PORT=8001")
PYTHON

# A key that was copied here may have come with the rights of any file.
[ ! -O .data/secret_key ] || chmod go-rwx .data/secret_key

echo "Database: bringing its tables up to date"
python manage.py migrate --verbosity 0
echo "People: 'manage.py createsuperuser' makes the first account, 'manage.py make_demo_people' some to try things with"
echo "Database: loading the fixtures"
python manage.py load_fixtures
echo "Database: loading the whole country; the first time takes some twenty seconds"
python manage.py load_data

if [ "$mode" = dev ]; then
  echo "Serving http://$HOST:$PORT/ for development; Ctrl-C stops it"
  exec python manage.py runserver "$HOST:$PORT"
fi

"$(dirname "$0")/collect.sh"
# All addresses are none to visit: this machine's own name is one of them.
case "$HOST" in
  0.0.0.0 | ::) shown=localhost ;;
  *:*) shown="[$HOST]" ;;
  *) shown=$HOST ;;
esac
echo "Serving http://$shown:$PORT/ ; Ctrl-C stops it"
# A process group of its own: a Ctrl-C that reached the workers as well as their parent would keep them from
# stopping in good order.
set -m
python -m config.serve --host "$HOST" --port "$PORT" --workers "${WORKERS:-2}" &
server=$!
stopped=
trap 'stopped=yes; kill -INT "$server"' INT TERM HUP
code=0
wait "$server" || code=$?
if [ -n "$stopped" ]; then
  wait "$server" || true
  echo "Stopped"
  exit 0
fi
exit "$code"
