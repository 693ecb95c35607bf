#!/bin/sh
# Makes .venv-alternatives with the tools that the pages are measured beside; nothing of ours imports them.
set -eu
pinned=benchmarks/alternatives/requirements.txt
stamp=.venv-alternatives/installed-$(cksum < "$pinned" | tr ' ' '-')
[ -e "$stamp" ] && exit 0
echo "Installing what $pinned pins into .venv-alternatives (a few minutes, 900 MB)"
"${PYTHON:-python3}" -m venv --clear .venv-alternatives
.venv-alternatives/bin/python -m pip install --quiet --disable-pip-version-check -r "$pinned"
touch "$stamp"
