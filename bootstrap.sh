#!/bin/sh
# Makes or renews the environment in .venv. Needs a Python >= 3.12 somewhere; uses uv when it is there.
# Usage: ./bootstrap.sh [run|dev]        run: what the house needs; dev: with tests and linters
set -eu
cd "$(dirname "$0")"
kind=${1:-run}
wanted="requirements/$kind.txt"
[ -f "$wanted" ] || { echo "bootstrap.sh: there is no $wanted; use run or dev." >&2; exit 2; }

fits() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        fits "$PYTHON" && { echo "$PYTHON"; return; }
        echo "bootstrap.sh: PYTHON=$PYTHON is not a Python >= 3.12 with venv; name another one or leave PYTHON out." >&2
        return 1
    fi
    for name in python3.13 python3.14 python3.12 python3; do
        for folder in $(echo "$PATH" | tr ':' ' ') /usr/local/bin /opt/*/bin \
            "$HOME"/.pyenv/versions/*/bin "$HOME"/.local/share/uv/python/*/bin "$HOME"/.local/bin; do
            [ -x "$folder/$name" ] && fits "$folder/$name" && { echo "$folder/$name"; return; }
        done
    done
    echo "bootstrap.sh: no Python >= 3.12 with venv was found. Install one (Debian: apt-get install python3.13-venv, or uv python install 3.13), or name it: PYTHON=/path/to/python make run" >&2
    return 1
}

stamp=".venv/.installed-$kind"
key=$(cat "$wanted" .python-version | cksum)
if [ -x .venv/bin/python ] && fits .venv/bin/python && [ "$(cat "$stamp" 2>/dev/null)" = "$key" ]; then
    exit 0
fi
# What the suite needs contains all that the house needs.
if [ "$kind" = run ] && [ -x .venv/bin/python ] && fits .venv/bin/python \
    && [ "$(cat .venv/.installed-dev 2>/dev/null)" = "$(cat requirements/dev.txt .python-version | cksum)" ]; then
    exit 0
fi

if ! { [ -x .venv/bin/python ] && fits .venv/bin/python; }; then
    python=$(find_python) || exit 1
    echo "Making .venv with $python …"
    rm -rf .venv
    "$python" -m venv .venv
fi
echo "Installing $wanted …"
rm -f .venv/.installed-*
with_uv() { command -v uv >/dev/null 2>&1 && VIRTUAL_ENV=$PWD/.venv UV_SYSTEM_CERTS=1 uv pip sync --quiet --require-hashes "$wanted"; }
with_pip() { .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$wanted"; }
with_uv || with_pip || {
    echo "bootstrap.sh: the packages could not be installed; the lines above say which. Check the network, then try again." >&2
    exit 1
}
echo "$key" > "$stamp"
