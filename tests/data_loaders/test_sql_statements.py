"""Statements around a query, compiled for every database; run where there is one, elsewhere compiled, not executed."""

from datetime import date, datetime

import pytest
from sqlalchemy import Text, create_engine
from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite

from data_loaders.databases import session_statements
from data_loaders.statements import Selected, any_of, in_plain_types, since, without_rows

DIALECTS = {"postgresql": postgresql, "mysql": mysql, "sqlite": sqlite, "mssql": mssql, "oracle": oracle}
QUERY = "SELECT mth, 'a:b' AS c FROM t WHERE x LIKE '5%' -- all;\n;"
INSIDE = "(SELECT mth, 'a:b' AS c FROM t WHERE x LIKE '5%' -- all\n)"


def on_one_line(statement):
    return " ".join(statement.split())


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("postgresql", "SELECT * FROM {inside} AS q WHERE q.changed >= '2025-04-01'"),
        ("mysql", "SELECT * FROM {inside} AS q WHERE q.changed >= '2025-04-01'"),
        ("sqlite", "SELECT * FROM {inside} AS q WHERE q.changed >= '2025-04-01'"),
        ("mssql", "SELECT * FROM {inside} AS q WHERE q.changed >= '2025-04-01'"),
        ("oracle", "SELECT * FROM {inside} q WHERE q.changed >= TO_DATE('2025-04-01', 'YYYY-MM-DD')"),
    ],
)
def test_only_what_is_new_is_asked_for(name, whole):
    statement = since(QUERY, "changed", date(2025, 4, 1), DIALECTS[name].dialect())
    assert on_one_line(statement) == on_one_line(whole.format(inside=INSIDE))


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("postgresql", "q.\"order\" >= '2025-04-01 10:30:00'"),
        ("mysql", "q.`order` >= '2025-04-01 10:30:00'"),
        ("sqlite", "q.\"order\" >= '2025-04-01 10:30:00.000000'"),
        ("mssql", "q.[order] >= '2025-04-01 10:30:00'"),
        ("oracle", "q.\"order\" >= TO_DATE('2025-04-01 10:30:00', 'YYYY-MM-DD HH24:MI:SS')"),
    ],
)
def test_a_watermark_may_be_a_reserved_word_and_a_moment(name, condition):
    statement = since(QUERY, "order", datetime(2025, 4, 1, 10, 30), DIALECTS[name].dialect())
    assert statement.endswith(f"WHERE {condition}")


@pytest.mark.parametrize("name", DIALECTS)
def test_a_watermark_may_be_a_number_or_a_text_whose_quotes_stay_inside(name):
    dialect = DIALECTS[name].dialect()
    assert since(QUERY, "id", 9007199254740993, dialect).endswith("WHERE q.id >= 9007199254740993")
    assert since(QUERY, "mth", "2025'; --", dialect).endswith("WHERE q.mth >= '2025''; --'")


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("postgresql", "SELECT q.mth FROM {inside} AS q WHERE q.mth IS NOT NULL LIMIT 1"),
        ("mysql", "SELECT q.mth FROM {inside} AS q WHERE q.mth IS NOT NULL LIMIT 1"),
        ("sqlite", "SELECT q.mth FROM {inside} AS q WHERE q.mth IS NOT NULL LIMIT 1 OFFSET 0"),
        ("mssql", "SELECT TOP 1 q.mth FROM {inside} AS q WHERE q.mth IS NOT NULL"),
        ("oracle", "SELECT q.mth FROM {inside} q WHERE q.mth IS NOT NULL FETCH FIRST 1 ROWS ONLY"),
    ],
)
def test_one_value_of_a_column_is_asked_for_to_see_what_it_holds(name, whole):
    statement = any_of(QUERY, "mth", DIALECTS[name].dialect())
    assert on_one_line(statement) == on_one_line(whole.format(inside=INSIDE))


def test_a_percent_sign_in_a_columns_name_stays_one():
    statement = in_plain_types("SELECT 1", [Selected("take-up %"), Selected("n", (Text(),))], postgresql.dialect())
    assert on_one_line(statement) == (
        'SELECT q."take-up %" AS "take-up %", CAST(q.n AS TEXT) AS n FROM (SELECT 1 ) AS q'
    )


def test_a_wrapped_query_runs_on_sqlite():
    query = "SELECT '2025-04' AS mth, 1 AS n UNION ALL SELECT '2025-05', 2 -- both;"
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(since(query, "mth", "2025-05", connection.dialect)).all()
        none = connection.exec_driver_sql(without_rows(query, connection.dialect))
        assert (rows, list(none.keys()), none.all()) == ([("2025-05", 2)], ["mth", "n"], [])
    engine.dispose()


@pytest.mark.parametrize("name", ["postgres_url", "mariadb_url"])
def test_a_wrapped_query_runs_on_the_servers(request, name):
    query = "SELECT 1 AS id, DATE '2025-04-30' AS day UNION ALL SELECT 2, DATE '2025-05-01' -- both;"
    engine = create_engine(request.getfixturevalue(name))
    with engine.connect() as connection:
        for value in (date(2025, 5, 1), "2025-05-01"):
            rows = connection.exec_driver_sql(since(query, "day", value, connection.dialect)).all()
            assert rows == [(2, date(2025, 5, 1))]
    engine.dispose()


def test_every_engine_that_can_be_bound_is_bound_to_reading_and_to_a_time():
    assert session_statements("postgresql", 60) == ("SET TRANSACTION READ ONLY", "SET LOCAL statement_timeout = '60s'")
    assert "SET SESSION max_statement_time = 60" in session_statements("mariadb", 60)
    assert "SET SESSION max_execution_time = 60000" in session_statements("mysql", 60)
    assert session_statements("oracle", 60) == ("SET TRANSACTION READ ONLY",)
    assert session_statements("mssql", 60) == ()
