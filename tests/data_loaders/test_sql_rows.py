"""Databases through SQLAlchemy: real SQLite files, with what councils keep in them."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import make_url
from sqlalchemy.dialects import registry
from sqlalchemy.exc import OperationalError

from data_loaders.database_errors import own_words, unreachable
from data_loaders.databases import know_dialects
from data_loaders.errors import SourceError
from data_loaders.sql_rows import FIRST, MOST
from tests.data_loaders.taking import PERMITS, configured, take

TOML = (
    PERMITS
    + """
[source.council]
fixed = "STG"

[source.service]
fixed = "permits"

[source.period]
column = "mth"
length = "month"

[source.measures]
completed = "done"
"""
)
ALL = "SELECT mth, done FROM request"


@pytest.fixture
def database(tmp_path, monkeypatch):
    """Makes a SQLite file of a script and puts its URL into the environment."""

    def make(script):
        path = tmp_path / "crm.sqlite"
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(script)
        monkeypatch.setenv("TEST_CRM_URL", f"sqlite:///{path}")
        return path

    return make


def load(folder, query=ALL):
    return take(configured(folder, TOML.format(query=query)))


def said(folder, query=ALL):
    with pytest.raises(SourceError) as caught:
        load(folder, query)
    sentence = caught.value.sentence("crm")
    assert sentence.startswith("Source 'crm': ")
    assert sentence.endswith("The figures loaded before stay.")
    assert "\n" not in sentence
    return sentence


def test_a_query_gives_rows_numbered_from_one(tmp_path, database):
    database("CREATE TABLE request (mth, done); INSERT INTO request VALUES ('2025-04', 3), ('2025-05', NULL);")
    assert load(tmp_path).brief("row", "value", "status") == [(1, 3, "provided"), (2, None, "not_provided")]


def test_numbers_dates_and_text_of_any_type_are_read(tmp_path, database):
    database("CREATE TABLE request (mth DATE, done);")
    query = (
        "SELECT date('2025-04-01') AS mth, 3 AS done UNION ALL SELECT '2025-05-01 00:00:00', 4.5 "
        "UNION ALL SELECT '2025-06-01', '1,204' UNION ALL SELECT '2025-07-01', X'3132'"
    )
    assert load(tmp_path, query).brief("value") == [(3,), (4.5,), (1204,), (12,)]


def test_codes_that_a_database_pads_with_blanks_are_trimmed(tmp_path, database):
    database("CREATE TABLE request (mth CHAR(12), done); INSERT INTO request VALUES ('2025-04     ', 3);")
    assert load(tmp_path).brief("value") == [(3,)]


def test_a_table_larger_than_the_partitions_it_is_fetched_in_keeps_counting_rows(tmp_path, database):
    rows = FIRST + MOST + 5
    database(
        "CREATE TABLE request (mth, done); INSERT INTO request "
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT '2025-04', i FROM n;"
    )
    taken = load(tmp_path)
    assert taken.rows_read == rows
    assert all(row == value for row, value in taken.brief("row", "value"))


def test_colons_and_percent_signs_in_a_query_are_the_databases_own(tmp_path, database):
    database("CREATE TABLE request (mth, done, at); INSERT INTO request VALUES ('2025-04', 7, '10:30');")
    query = "SELECT mth, done % 4 AS done FROM request WHERE at LIKE '10:3%'"
    assert load(tmp_path, query).brief("value") == [(3,)]


def test_a_column_that_the_query_did_not_return_is_named_with_those_it_has(tmp_path, database):
    database("CREATE TABLE request (mth, dome, svc);")
    assert said(tmp_path, "SELECT svc, mth, dome FROM request") == (
        "Source 'crm': the query returned no column 'done' (it has dome, mth, svc). "
        "Fix [source.measures] in sources.toml. The figures loaded before stay."
    )


def test_a_query_that_the_database_refuses_is_one_sentence(tmp_path, database):
    database("CREATE TABLE request (mth, done);")
    assert said(tmp_path, "SELECT mth, done FROM requests") == (
        "Source 'crm': the database refused the query: no such table: requests. Correct 'query', or grant the right "
        "to read. The figures loaded before stay."
    )


def test_a_query_that_fails_on_the_way_is_one_sentence(tmp_path, database):
    database("CREATE TABLE request (mth, done); INSERT INTO request VALUES ('2025-04', 1), ('2025-05', 2);")
    query = "SELECT mth, CASE done WHEN 2 THEN abs(-9223372036854775807 - 1) ELSE done END AS done FROM request"
    assert "the database refused the query: integer overflow" in said(tmp_path, query)


def test_an_empty_answer_is_not_loaded(tmp_path, database):
    database("CREATE TABLE request (mth, done);")
    assert "the query returned no rows. Check the query" in said(tmp_path)


def test_kinds_of_database_are_known_before_sources_are_read_side_by_side(tmp_path, database, monkeypatch):
    """SQLAlchemy imports a kind at its first use, which several threads may not do at once."""
    database("CREATE TABLE request (mth, done)")
    monkeypatch.setattr(registry, "impls", {})
    configuration = configured(tmp_path, TOML.format(query=ALL))
    know_dialects(configuration.source)
    assert "sqlite" in registry.impls
    monkeypatch.delenv(configuration.source[0].url_variable)
    know_dialects(configuration.source)  # what cannot be opened says so when it is read


def test_a_database_is_only_ever_read(tmp_path, database):
    path = database("CREATE TABLE request (mth, done); INSERT INTO request VALUES ('2025-04', 3);")
    assert "readonly database" in said(tmp_path, "DELETE FROM request RETURNING mth, done")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM request").fetchone() == (1,)


def test_a_database_file_that_is_not_there_is_not_made(tmp_path, monkeypatch):
    monkeypatch.setenv("TEST_CRM_URL", f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert f"there is no database file {tmp_path / 'none.sqlite'}" in said(tmp_path)
    assert not (tmp_path / "none.sqlite").exists()


def test_a_variable_that_is_not_set_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("TEST_CRM_URL", raising=False)
    assert "the environment variable TEST_CRM_URL is not set" in said(tmp_path)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("crm-hunter2", "the environment variable TEST_CRM_URL holds no database URL"),
        ("postgresql://reader:hunter2@host:port/x", "the environment variable TEST_CRM_URL holds no database URL"),
        ("nosuch://reader:hunter2@host/x", "'nosuch' in the variable TEST_CRM_URL is no kind of database"),
        ("sqlite+pysqlcipher://:hunter2@/x", "the driver for 'sqlite+pysqlcipher' is not installed"),
    ],
)
def test_a_url_that_cannot_be_used_is_one_sentence_without_the_password(tmp_path, monkeypatch, url, sentence):
    monkeypatch.setenv("TEST_CRM_URL", url)
    message = said(tmp_path)
    assert sentence in message
    assert "hunter2" not in message


def test_a_drivers_words_are_shown_without_user_password_or_url():
    url = make_url("postgresql://performance:p%40ss%2Fword@db.example.org/crm?sslpassword=t0psecret")
    words = (
        'connection to "postgresql://performance:p%40ss%2Fword@db.example.org/crm?sslpassword=t0psecret" failed:\n'
        'FATAL:  password authentication failed for user "performance" (p@ss/word, p%40ss%2Fword, t0psecret)'
    )
    shown = own_words(OperationalError("SELECT 1", {}, Exception(words)), url)
    assert not [secret for secret in ("performance", "p@ss/word", "p%40ss", "t0psecret") if secret in shown]
    assert "password authentication failed for user" in shown
    assert "\n" not in shown


def test_a_short_password_is_blotted_out_too():
    url = make_url("mysql://u:x@host/crm")
    assert "x" not in own_words(Exception("denied with x"), url)


def test_a_server_that_cannot_be_reached_says_what_to_check():
    url = make_url("postgresql://reader:hunter2@127.0.0.1:1/crm")
    sentence = unreachable(OSError("Connection refused"), url, "CRM_URL").sentence("crm")
    assert "the database could not be reached: Connection refused. Check the URL in the variable CRM_URL" in sentence
