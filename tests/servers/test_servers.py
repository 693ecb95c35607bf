"""The servers that other tests rely on: separate databases, back after a cut, gone with the process that had them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.servers.mariadb import MariaDB
from tests.servers.postgresql import PostgreSQL

HOLDER = """
import sys, time
from tests.servers.{module} import {name}
server = {name}()
print(server.folder, server.port, flush=True)
time.sleep(600)
"""


def answer(url, statement="SELECT 1"):
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(statement)).scalar()
    engine.dispose()
    return found


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_each_test_has_a_database_of_its_own(request, name):
    server = request.getfixturevalue(name)
    with server.database() as first, server.database() as second:
        server.execute("CREATE TABLE mine (n INT)", database=first)
        counted = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'mine' AND {} = '{}'"
        where = "table_catalog" if name == "postgresql" else "table_schema"
        assert answer(server.url(first), counted.format(where, first)) == 1
        assert answer(server.url(second), counted.format(where, second)) == 0


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_a_wrong_password_is_refused(request, name):
    with pytest.raises(OperationalError):
        answer(request.getfixturevalue(name).url(password="wrong"))


@pytest.mark.parametrize("kind", [PostgreSQL, MariaDB])
def test_a_server_that_was_cut_off_comes_back_with_its_data(kind):
    server = kind()
    try:
        with server.database() as name:
            server.execute("CREATE TABLE kept (n INT)", "INSERT INTO kept VALUES (7)", database=name)
            server.stop()
            with pytest.raises(OperationalError):
                answer(server.url(name))
            server.start()
            assert answer(server.url(name), "SELECT n FROM kept") == 7
    finally:
        server.remove()
    assert not server.folder.exists()


@pytest.mark.parametrize(("module", "name"), [("postgresql", "PostgreSQL"), ("mariadb", "MariaDB")])
def test_a_server_does_not_outlive_a_process_that_was_killed(module, name):
    root = Path(__file__).parents[2]
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER.format(module=module, name=name)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    folder, port = holder.stdout.readline().split()
    assert listening(port)
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    until = time.monotonic() + 120
    while (Path(folder).exists() or listening(port)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(folder).exists()
    assert not listening(port)


def listening(port):
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return any(line.split()[1].endswith(f":{int(port):04X}") and line.split()[3] == "0A" for line in lines)
