"""A database that is cut off in the middle: the last good figures stay, and the next load is right."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from configuration import read_configuration
from data_loaders import arrow_stream
from data_loaders.database_errors import PassingError
from data_loaders.errors import SourceError
from data_loaders.loading import load_source
from data_loaders.refresh import prepare
from data_loaders.retrying import Patience, tried
from kpis.definitions import catalogue
from tests.data_loaders.taking import SITE
from tests.servers.mariadb import MariaDB
from tests.servers.postgresql import PostgreSQL
from warehouse.library import Library

AT_ONCE = Patience(first=0.01, longest=0.01)
SECRET = "Tr0ub4dor"
DAYS = 25_000
SERVICES = ("bins", "leaf", "pots", "moss")
ROWS = DAYS * len(SERVICES)
PADDING = "x" * 900
"""In each row: together more than all the buffers between the server and the loader hold."""

IN_A_BATCH = 5_000
"""connectorx reads on while a batch is handed over; of a small one that is little, however busy the machine."""

TOML = """
{services}
[[source]]
name = "crm"
title = "Customer database"
kind = "sql"
url_variable = "TEST_CRM_URL"
query = "SELECT svc, day, done, padding FROM request"
tries = {tries}
council = {{ fixed = "STG" }}
service = {{ column = "svc" }}
channel = {{ fixed = "web" }}
period = {{ column = "day", length = "day" }}
measures = {{ completed = "done" }}
filter = [{{ column = "padding", values = ["{padding}"] }}]
"""
"""The padding is looked at, as what is not looked at would stay in the database."""

FILL = {
    "PostgreSQL": "INSERT INTO request SELECT s, DATE '1920-01-01' + d, {done}, '{padding}' "
    "FROM unnest(ARRAY[{names}]) AS s, generate_series(1, {days}) AS d",
    "MariaDB": "INSERT INTO request SELECT s, DATE '1920-01-01' + INTERVAL seq DAY, {done}, '{padding}' "
    "FROM (SELECT 'bins' AS s {union}) AS names, seq_1_to_{days}",
}


class Council:
    """A council's own server, which may be cut off, and a deployment that reads it."""

    def __init__(self, server, folder):
        self.server, self.folder = server, folder
        self.path = folder / "sources.toml"
        self.describe(tries=1)
        server.execute("CREATE DATABASE crm")
        server.execute("CREATE TABLE request (svc CHAR(8), day DATE, done INT, padding TEXT)", database="crm")

    def describe(self, tries):
        """Write the configuration."""
        services = "".join(f'[[service]]\nkey = "{key}"\nname = "{key.title()}"\n' for key in SERVICES)
        self.path.write_text(SITE + TOML.format(tries=tries, services=services, padding=PADDING), encoding="utf-8")

    def holds(self, done, days=DAYS):
        """Every row of the table counts so many."""
        names = ", ".join(f"'{name}'" for name in SERVICES)
        union = " ".join(f"UNION SELECT '{name}'" for name in SERVICES)
        fill = FILL[type(self.server).__name__].format(done=done, days=days, names=names, union=union, padding=PADDING)
        self.server.execute("DELETE FROM request", fill, database="crm")

    def load(self, told=lambda _rows: None):
        """The one source, with waits that a test can bear."""
        ready = prepare(read_configuration(self.path))
        source = ready.configuration.source[0]
        return load_source(ready.configuration, source, ready.register, ready.writer, told, AT_ONCE)

    def completed(self):
        """What the warehouse says was completed, all in all."""
        reader = Library(prepare(read_configuration(self.path)).writer.store, catalogue()).reader()
        return sum(each.value for service in SERVICES for each in reader.observed("STG", service, ("completed",)))

    def everything(self):
        """Every byte under the deployment's folder."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file())


@pytest.fixture(params=[PostgreSQL, MariaDB])
def council(request, tmp_path, monkeypatch):
    server = request.param()
    monkeypatch.setenv("TEST_CRM_URL", server.url("crm"))
    monkeypatch.setattr(arrow_stream, "ROWS", IN_A_BATCH)
    yield Council(server, tmp_path)
    server.remove()


def test_a_server_cut_off_in_the_middle_leaves_the_last_good_figures_and_the_next_load_is_right(council):
    council.holds(done=1)
    council.load()
    council.holds(done=2)
    read = []

    def cut_off(rows):
        if not read:
            council.server.stop()
        read.append(rows)

    with pytest.raises(PassingError, match="the connection to the database was lost") as caught:
        council.load(cut_off)
    assert 0 < sum(read) < ROWS, "it was cut off in the middle"
    assert SECRET not in str(caught.value)
    assert council.completed() == ROWS
    council.server.start()
    council.load()
    assert council.completed() == 2 * ROWS


def test_a_server_that_is_back_at_once_is_read_from_the_start_within_the_same_load(council):
    council.describe(tries=3)
    council.holds(done=1)
    read = []

    def cut_off_once(rows):
        if not read:
            council.server.stop()
            council.server.start()
        read.append(rows)

    loaded = council.load(cut_off_once)
    assert sum(read) > ROWS == loaded.tally.rows_read
    assert council.completed() == ROWS


def test_a_server_that_stays_away_is_said_to_have_been_tried(council):
    council.describe(tries=2)
    council.server.stop()
    with pytest.raises(SourceError, match=r"could not be reached: .* It was tried 2 times\. Check the URL"):
        council.load()


def test_no_credential_is_told_or_kept_whatever_fails(council):
    council.holds(done=1, days=31)
    outputs = [refresh(council), refresh(council, TEST_CRM_URL=council.server.url("crm", password=f"{SECRET}-wrong"))]
    council.server.execute("DROP TABLE request", database="crm")
    outputs.append(refresh(council))
    council.server.stop()
    outputs.append(refresh(council))
    assert [output.returncode for output in outputs] == [0, 1, 1, 1]
    for output in outputs:
        assert SECRET not in output.stdout + output.stderr
        assert "Traceback" not in output.stderr
        assert "panicked" not in output.stderr
    for output, words in zip(outputs[1:], ("let the loader in", "refused the query", "be reached"), strict=True):
        assert words in output.stderr
    assert SECRET.encode() not in council.everything()


def refresh(council, **environment):
    command = [sys.executable, "-m", "data_loaders", "refresh", str(council.path)]
    root = Path(__file__).parents[2]
    return subprocess.run(
        command, cwd=root, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def test_what_will_not_pass_is_tried_once_and_what_may_pass_as_often_as_it_is_told():
    told = []

    def fails(error):
        def work(again):
            told.append(again)
            raise error

        return work

    with pytest.raises(SourceError, match="no such table"):
        tried(fails(SourceError("no such table.", "Fix it.")), 3, AT_ONCE)
    assert told == [False]
    told.clear()
    with pytest.raises(SourceError, match=r"gone\. It was tried 3 times\. Wait"):
        tried(fails(PassingError("gone.", "Wait.")), 3, AT_ONCE)
    assert told == [False, True, True]


def test_a_result_that_comes_at_the_second_try_is_the_result():
    def work(again):
        if not again:
            raise PassingError("gone.", "Wait.")
        return "here"

    assert tried(work, 2, AT_ONCE) == "here"
