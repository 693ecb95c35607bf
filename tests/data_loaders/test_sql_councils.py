"""Two illustrative councils on real servers, with schemas of their own, give what their SQLite originals give."""

from pathlib import Path

import psycopg
import pymysql
import pytest
from sqlalchemy import make_url

from configuration import read_configuration
from data_loaders.register import full_register
from examples.illustrative.build import build
from tests.data_loaders import councils_on_servers as councils
from tests.data_loaders.taking import take_source

EXAMPLES = Path(__file__).parents[2] / "examples" / "guildhall.toml"
KEYS = ("service", "channel", "measure", "period_start", "value", "status")


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    folder = tmp_path_factory.mktemp("illustrative")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def examples():
    configuration = read_configuration(EXAMPLES)
    return configuration, full_register(configuration)


def observations(examples, source, again=False):
    taken = take_source(examples[0], source, examples[1], again=again)
    assert taken.refusals == []
    return sorted((tuple(row[key] for key in KEYS) for row in taken.observations), key=str)


def source_of(examples, name):
    return next(source for source in examples[0].source if source.name == name)


@pytest.mark.parametrize("again", [False, True], ids=["streamed", "cursor"])
def test_arden_vale_on_postgresql_gives_the_same_observations(
    examples, originals, postgresql, postgres_url, monkeypatch, again
):
    source = source_of(examples, "arden-vale")
    path = originals / "illustrative-arden-vale.sqlite"
    monkeypatch.setenv("ARDEN_VALE_URL", f"sqlite:///{path}")
    expected = observations(examples, source)
    url = make_url(postgres_url)
    postgresql.execute(
        f"ALTER DATABASE {url.database} SET timezone = 'Europe/London'", *councils.ARDEN_VALE, database=url.database
    )
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
        for table, rows in councils.arden_vale(path):
            with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
    monkeypatch.setenv("ARDEN_VALE_URL", postgres_url)
    here = source.model_copy(update={"query": councils.ARDEN_VALE_QUERY})
    assert len(expected) > 5000
    assert observations(examples, here, again) == expected


@pytest.mark.parametrize("again", [False, True], ids=["streamed", "cursor"])
def test_brackenmoor_on_mariadb_gives_the_same_observations(
    examples, originals, mariadb_url, mariadb, monkeypatch, again
):
    source = source_of(examples, "brackenmoor-crm")
    path = originals / "illustrative-brackenmoor-crm.sqlite"
    monkeypatch.setenv("BRACKENMOOR_CRM_URL", f"sqlite:///{path}")
    expected = observations(examples, source)
    url = make_url(mariadb_url)
    mariadb.execute(*councils.BRACKENMOOR, database=url.database)
    connection = pymysql.connect(
        host=url.host, port=url.port, user=url.username, password=url.password, database=url.database, autocommit=True
    )
    with connection, connection.cursor() as cursor:
        for table, rows in councils.brackenmoor(path):
            cursor.executemany(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)
    monkeypatch.setenv("BRACKENMOOR_CRM_URL", mariadb_url)
    assert len(expected) > 4000
    assert observations(examples, source, again) == expected
