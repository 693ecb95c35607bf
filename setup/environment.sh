#!/bin/sh
# Makes .venv and installs what a requirements file pins, once for each content of that file.
# usage: setup/environment.sh requirements.txt
set -eu
requirements=$1
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Guildhall needs Python 3.11 or later, and '$python' is not. Install one, or name it: make PYTHON=python3.12" >&2
    exit 1
fi

if ! .venv/bin/python -c '' 2>/dev/null; then
    echo "Making a virtual environment in .venv"
    if ! "$python" -m venv --clear .venv >/dev/null 2>&1; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            echo "Installing Debian's python3-venv, which makes virtual environments"
            apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
            "$python" -m venv --clear .venv
        else
            echo "Python cannot make virtual environments here. By hand: sudo apt-get install python3-venv" >&2
            exit 1
        fi
    fi
fi

stamp=.venv/installed-$(cat requirements.txt "$requirements" | cksum | tr ' ' '-')
if [ ! -e "$stamp" ]; then
    echo "Installing what $requirements pins (a few minutes the first time)"
    if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile -r "$requirements"; then
        echo "Some packages could not be installed; pip says above which and why. Nothing else was changed." >&2
        exit 1
    fi
    # pip would compile one file after another.
    .venv/bin/python -m compileall -q -j 0 .venv/lib >/dev/null 2>&1 || true
    touch "$stamp"
fi
