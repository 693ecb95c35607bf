#!/bin/sh
# Installs Debian's Chromium for the browser tests, where there is none.
set -eu
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then
    exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The browser tests need Chromium. By hand: sudo apt-get install chromium fonts-liberation" >&2
    exit 1
fi
echo "Installing Debian's Chromium for the browser tests"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-liberation >/dev/null
