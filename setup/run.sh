#!/bin/sh
# Loads what is new for a configuration, then serves it on 127.0.0.1.
# usage: setup/run.sh examples/guildhall.toml 8050
set -eu
configuration=$1
port=$2

if [ "$configuration" = examples/guildhall.toml ]; then
    .venv/bin/python -m examples.illustrative var/illustrative
    . ./examples/environment.sh
fi

# 1 means that a source failed: it has said so, the others are loaded, and what was loaded before is still served.
.venv/bin/python -m data_loaders refresh "$configuration" --new-only || [ $? -eq 1 ]
# What is released is decided by people; only the examples release themselves, once, so that there is something to see.
if [ "$configuration" = examples/guildhall.toml ]; then
    [ -d var/releases/0001 ] || echo "Making the examples' first release: this takes a minute, once."
    .venv/bin/python -m publication release "$configuration" --title "First release" --if-none || [ $? -eq 1 ]
fi
exec .venv/bin/python app.py "$configuration" --port "$port"
