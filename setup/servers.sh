#!/bin/sh
# Installs Debian's PostgreSQL and MariaDB for the tests, where they are not there; the tests start their own.
set -eu
missing=
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="postgresql"
PATH=$PATH:/usr/sbin command -v mariadbd >/dev/null || missing="$missing mariadb-server"
if [ -z "$missing" ]; then
    exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need PostgreSQL and MariaDB. By hand: sudo apt-get install $missing" >&2
    exit 1
fi

echo "Installing Debian's $missing for the tests; no service of theirs is started"
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
fi
apt-get update -qq
# shellcheck disable=SC2086  # two names
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
if [ -d /run/systemd/system ]; then
    for name in $missing; do
        systemctl disable --quiet "${name%-server}" || true
    done
fi
