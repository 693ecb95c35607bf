"""PostgreSQL and MariaDB as councils keep them: odd types, views and joins, read alike by both ways of reading."""

import time
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import create_engine

from data_loaders.arrow_stream import ROWS
from data_loaders.register import full_register
from data_loaders.sql_rows import open_sql
from data_loaders.watermarks import portion_from
from tests.data_loaders.taking import PERMITS, configured, take, take_source

TOML = (
    PERMITS
    + """cost_basis = "full"

[source.council]
fixed = "STG"

[source.service]
column = "svc"
map = {{ PP = "permits" }}

[source.channel]
column = "chan"
map = {{ "Café" = "face_to_face", WEB = "web", "3" = "phone", true = "app", "1" = "app" }}

[source.period]
column = "mth"
length = "month"

[source.measures]
{measures}
"""
)
BOTH_WAYS = pytest.mark.parametrize("again", [False, True], ids=["streamed", "cursor"])
BOTH_SERVERS = pytest.mark.parametrize("council", ["postgresql", "mariadb"], indirect=True)


class Council:
    """A council's database on one of the servers, and the one source that reads it."""

    def __init__(self, server, name, folder, monkeypatch):
        self.server, self.name, self.folder = server, name, folder
        self.kind = type(server).__name__
        monkeypatch.setenv("TEST_CRM_URL", server.url(name))

    def runs(self, *statements):
        """Statements of the council's own making."""
        self.server.execute(*statements, database=self.name)

    def configuration(self, query, measures='completed = "done"'):
        """A deployment with the one source."""
        return configured(self.folder, TOML.format(query=query, measures=measures))

    def take(self, query, again, measures='completed = "done"'):
        """What the source gives."""
        return take(self.configuration(query, measures), again=again)


@pytest.fixture
def council(request, tmp_path, monkeypatch):
    """A council on the server that the test names."""
    server = request.getfixturevalue(request.param)
    with server.database() as name:
        yield Council(server, name, tmp_path, monkeypatch)


@pytest.fixture
def in_postgresql(postgresql, tmp_path, monkeypatch):
    with postgresql.database() as name:
        yield Council(postgresql, name, tmp_path, monkeypatch)


@pytest.fixture
def in_mariadb(mariadb, tmp_path, monkeypatch):
    with mariadb.database() as name:
        yield Council(mariadb, name, tmp_path, monkeypatch)


def one_row(value, chan="'WEB'", mth="'2025-04'"):
    return f"SELECT 'PP' AS svc, {chan} AS chan, {mth} AS mth, {value} AS done"


def numbers(kind, *, postgresql, mariadb):
    return postgresql if kind == "PostgreSQL" else mariadb


@BOTH_WAYS
@BOTH_SERVERS
def test_joins_views_and_reserved_words_are_the_councils_own(council, again):
    council.runs(
        "CREATE TABLE channel (id INT PRIMARY KEY, code CHAR(8))",
        "INSERT INTO channel VALUES (1, 'WEB'), (2, 'Café')",
        'CREATE TABLE request (svc CHAR(6), chan INT, mth DATE, "order" BIGINT, "group" INT)'.replace(
            '"', numbers(council.kind, postgresql='"', mariadb="`")
        ),
        "INSERT INTO request VALUES ('PP', 1, '2025-04-01', 9007199254740993, 1), ('PP', 2, '2025-04-01', NULL, 2)",
        'CREATE VIEW monthly AS SELECT r.svc, c.code AS chan, r.mth, r."order" FROM request r '
        'JOIN channel c ON c.id = r.chan WHERE r."group" < 3'.replace(
            '"', numbers(council.kind, postgresql='"', mariadb="`")
        ),
    )
    taken = council.take("SELECT * FROM monthly ORDER BY chan DESC;  -- as the team made it;", again, 'n = "order"')
    assert sorted(taken.brief("channel", "value", "status"), key=str) == [
        ("face_to_face", None, "not_provided"),
        ("web", 9007199254740993, "provided"),
    ]
    assert taken.refusals == []


POSTGRESQL_NUMBERS = {
    "1.10::numeric(12, 2)": "1.10",
    "1234567.891234::numeric": "1234567.891234",
    "sum(7::bigint)": "7",
    "'1234.56'::money": "1234.56",
    "0.1::float8": "0.1",
    "1.1::float4": "1.1",
    "9223372036854775::bigint": "9223372036854775",
    "3::smallint": "3",
    "' 12 '::char(9)": "12",
    "'1,204'::text": "1204",
    "convert_to('12', 'LATIN1')": "12",
    "NULL::numeric": None,
    "NULL": None,
}
MARIADB_NUMBERS = {
    "CAST(1.10 AS DECIMAL(12, 2))": "1.10",
    "CAST(1234567.891234 AS DECIMAL(38, 20))": "1234567.891234",
    "SUM(CAST(7 AS SIGNED))": "7",
    "CAST(0.1 AS DOUBLE)": "0.1",
    "CAST(1.1 AS FLOAT)": "1.1",
    "CAST(9223372036854775 AS UNSIGNED)": "9223372036854775",
    "CAST(' 12' AS CHAR(9))": "12",
    "'1,204'": "1204",
    "CAST('12' AS BINARY)": "12",
    "MAX(bits)": "5",
    "NULL": None,
}


@BOTH_WAYS
@BOTH_SERVERS
def test_a_number_of_any_type_is_exact(council, again):
    values = numbers(council.kind, postgresql=POSTGRESQL_NUMBERS, mariadb=MARIADB_NUMBERS)
    council.runs(f"CREATE TABLE t AS SELECT {numbers(council.kind, postgresql='5', mariadb='CAST(5 AS INT)')} AS n")
    if council.kind == "MariaDB":
        council.runs("ALTER TABLE t ADD COLUMN bits BIT(3) DEFAULT b'101'")
    columns = ", ".join(f"{value} AS m_{place}" for place, value in enumerate(values))
    measures = "\n".join(f'm_{place} = "m_{place}"' for place in range(len(values)))
    taken = council.take(f"SELECT 'PP' AS svc, 'WEB' AS chan, '2025-04' AS mth, {columns} FROM t", again, measures)
    read = {row["measure"]: row["value"] for row in taken.observations}
    assert [read[f"m_{place}"] for place in range(len(values))] == [each and Decimal(each) for each in values.values()]


@BOTH_WAYS
@pytest.mark.parametrize("value", ["'NaN'::numeric", "'infinity'::float8", "'n/a'::text", "interval '1 day'"])
def test_what_is_no_number_is_a_refused_row_and_not_a_failed_load(in_postgresql, again, value):
    good = one_row("5::text" if "text" in value or "interval" in value else "5")
    query = f"{good} UNION ALL {one_row(value + '::text' if 'interval' in value else value)}"
    taken = in_postgresql.take(query, again)
    assert taken.brief("value") == [(5,)]
    assert [reason for *_, reason in taken.reasons()] == ["Not a number"]


@BOTH_WAYS
def test_a_number_larger_than_any_figure_is_refused_by_its_row(in_postgresql, again):
    query = f"{one_row('5')} UNION ALL {one_row('repeat(chr(57), 40)::numeric')}"
    taken = in_postgresql.take(query, again)
    assert taken.brief("value") == [(5,)]
    assert len(taken.refusals) == 1


@BOTH_WAYS
@pytest.mark.parametrize(
    "period",
    [
        "DATE '2025-04-30'",
        "TIMESTAMP '2025-04-30 23:59:59.999'",
        "'2025-04   '::char(10)",
        # Half past midnight on 1 May where it was entered is still April on the clock of this session.
        "TIMESTAMP WITH TIME ZONE '2025-05-01 00:30:00+01:00'",
    ],
)
def test_a_postgresql_date_or_moment_is_read_in_the_sessions_own_zone(in_postgresql, again, period):
    in_postgresql.runs(f"ALTER DATABASE {in_postgresql.name} SET timezone = 'UTC'")
    taken = in_postgresql.take(one_row("5", mth=period), again)
    assert [str(row["period_start"]) for row in taken.observations] == ["2025-04-01"]


@BOTH_WAYS
def test_a_moment_with_a_zone_falls_into_the_month_of_the_councils_clock(in_postgresql, again):
    in_postgresql.runs(f"ALTER DATABASE {in_postgresql.name} SET timezone = 'Europe/London'")
    query = one_row("5", mth="TIMESTAMP WITH TIME ZONE '2025-04-30 23:30:00+00'")
    assert [str(row["period_start"]) for row in in_postgresql.take(query, again).observations] == ["2025-05-01"]


@BOTH_WAYS
@pytest.mark.parametrize("period", ["DATE '2025-04-30'", "TIMESTAMP '2025-04-30 23:59:59'", "CAST('2025-04' AS CHAR)"])
def test_a_mariadb_date_or_moment_is_read(in_mariadb, again, period):
    taken = in_mariadb.take(one_row("5", mth=period), again)
    assert [str(row["period_start"]) for row in taken.observations] == ["2025-04-01"]


@BOTH_WAYS
def test_a_date_that_mariadb_lets_be_nought_is_a_refused_row(in_mariadb, again):
    in_mariadb.runs(
        "CREATE TABLE t (svc CHAR(2), chan CHAR(3), mth DATE, done INT)",
        "SET sql_mode = ''",
        "INSERT INTO t VALUES ('PP', 'WEB', '2025-04-01', 5)",
        "INSERT IGNORE INTO t VALUES ('PP', 'WEB', '0000-00-00', 6)",
    )
    taken = in_mariadb.take("SELECT * FROM t", again)
    assert taken.brief("value") == [(5,)]
    assert [column for _, column, *_ in taken.reasons()] == ["mth"]


@BOTH_WAYS
@pytest.mark.parametrize(("chan", "meant"), [("true", "app"), ("3::numeric(3, 0)", "phone"), ("3::smallint", "phone")])
def test_a_postgresql_code_need_not_be_text(in_postgresql, again, chan, meant):
    assert in_postgresql.take(one_row("5", chan=chan), again).brief("channel") == [(meant,)]


@BOTH_WAYS
@pytest.mark.parametrize(("chan", "meant"), [("TRUE", "app"), ("CAST(3 AS DECIMAL(3, 0))", "phone"), ("3", "phone")])
def test_a_mariadb_code_need_not_be_text(in_mariadb, again, chan, meant):
    assert in_mariadb.take(one_row("5", chan=chan), again).brief("channel") == [(meant,)]


@BOTH_WAYS
def test_a_latin_1_database_of_postgresql_gives_its_letters(postgresql, tmp_path, monkeypatch, again):
    with postgresql.database("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0") as name:
        council = Council(postgresql, name, tmp_path, monkeypatch)
        council.runs("CREATE TABLE t (chan varchar(8))", "INSERT INTO t VALUES ('Café')")
        query = "SELECT 'PP' AS svc, chan, '2025-04' AS mth, 5 AS done FROM t"
        assert council.take(query, again).brief("channel") == [("face_to_face",)]


@BOTH_WAYS
def test_a_latin_1_database_of_mariadb_gives_its_letters(mariadb, tmp_path, monkeypatch, again):
    with mariadb.database("CHARACTER SET latin1") as name:
        council = Council(mariadb, name, tmp_path, monkeypatch)
        council.runs("CREATE TABLE t (chan varchar(8))", "INSERT INTO t VALUES ('Café')")
        query = "SELECT 'PP' AS svc, chan, '2025-04' AS mth, 5 AS done FROM t"
        assert council.take(query, again).brief("channel") == [("face_to_face",)]


@BOTH_SERVERS
def test_both_ways_of_reading_give_the_same_observations(council):
    series = numbers(
        council.kind,
        postgresql="generate_series(1, 70000) AS g(i)",
        mariadb="(SELECT seq AS i FROM seq_1_to_70000) AS g",
    )
    money = numbers(council.kind, postgresql="(i * 1.25)::numeric(12, 2)", mariadb="CAST(i * 1.25 AS DECIMAL(12, 2))")
    query = (
        "SELECT CASE WHEN i % 1000 = 0 THEN 'XX' ELSE 'PP ' END AS svc, CASE i % 3 WHEN 0 THEN 'WEB' WHEN 1 THEN "
        f"'3' END AS chan, '2025-04' AS mth, CASE WHEN i % 7 > 0 THEN i END AS done, {money} AS pounds FROM {series}"
    )
    measures = 'completed = "done"\ncost = "pounds"'
    streamed, cursor = (council.take(query, again, measures) for again in (False, True))
    assert streamed.rows_read == 70_000 > ROWS
    assert by_row(streamed) == by_row(cursor)
    assert streamed.refusals == cursor.refusals
    # 23,333 of the 70,000 rows (i % 3 = 2) have no channel; 47 of the others (i % 1000 = 0) have a strange service.
    assert len({row["row"] for row in streamed.observations}) == 46_620


def by_row(taken):
    return sorted(taken.observations, key=lambda row: (row["row"], row["measure"]))


@BOTH_SERVERS
def test_two_columns_of_one_name_are_told_apart_by_their_place(council):
    query = "SELECT 'PP' AS svc, 'WEB' AS chan, '2025-04' AS mth, 5 AS done, 6 AS done"
    assert council.take(query, False, 'completed = "#5"').brief("value") == [(6,)]


@BOTH_SERVERS
def test_colons_and_percent_signs_in_a_query_are_the_databases_own(council):
    query = "SELECT 'PP' AS svc, 'WEB' AS chan, '2025-04' AS mth, 7 % 4 AS done WHERE '10:30' LIKE '10:3%'"
    assert [council.take(query, again).brief("value") for again in (False, True)] == [[(3,)], [(3,)]]


@BOTH_SERVERS
def test_a_url_with_an_option_that_only_its_driver_knows_is_read_by_that_driver(council, monkeypatch):
    option = numbers(council.kind, postgresql="application_name=guildhall", mariadb="charset=utf8mb4")
    monkeypatch.setenv("TEST_CRM_URL", f"{council.server.url(council.name)}?{option}")
    assert council.take(one_row("5"), False).brief("value") == [(5,)]


@BOTH_SERVERS
def test_a_password_with_every_odd_sign_lets_the_loader_in(council, monkeypatch):
    word = "p@ss/w:rd% ?#&+"
    user = numbers(council.kind, postgresql="odd_reader", mariadb="odd_reader@'127.0.0.1'")
    quoted = "p%40ss%2Fw%3Ard%25%20%3F%23%26%2B"
    identified = numbers(council.kind, postgresql="PASSWORD", mariadb="IDENTIFIED BY")
    council.runs(f"CREATE USER {user} {identified} '{word}'")
    try:
        if council.kind == "MariaDB":
            council.runs(f"GRANT SELECT ON {council.name}.* TO {user}")
        monkeypatch.setenv("TEST_CRM_URL", council.server.url(council.name, user="odd_reader", password=quoted))
        for again in (False, True):
            assert council.take(one_row("5"), again).brief("value") == [(5,)]
    finally:
        council.runs(f"DROP USER {user}")


MONTHS = {
    "date": ("date", "'2025-04-15'", "'2025-05-15'"),
    "moment": ("timestamp", "'2025-04-30 23:59:59'", "'2025-05-01 00:00:00'"),
    "text": ("varchar(10)", "'2025-04'", "'2025-05'"),
}


@BOTH_WAYS
@BOTH_SERVERS
@pytest.mark.parametrize(("kind", "rows"), [("date", 1), ("moment", 1), ("text", 2)])
def test_a_database_is_asked_for_no_periods_before_the_first_that_is_wanted(council, again, kind, rows):
    of_kind, april, may = MONTHS[kind]
    council.runs(
        f"CREATE TABLE t (mth {of_kind}, done int)",
        f"INSERT INTO t (mth, done) VALUES ({april}, 4), ({may}, 5)",
    )
    configuration = council.configuration("SELECT 'PP' AS svc, 'WEB' AS chan, mth, done FROM t -- all;")
    portion = portion_from(configuration.source[0], date(2025, 5, 1))
    taken = take_source(configuration, portion.source, full_register(configuration), again=again)
    # Text may be written in any way, so it is not left to the database which of it is later.
    assert (portion.since, taken.rows_read) == (date(2025, 5, 1), rows)
    assert taken.brief("period_start", "value")[-1] == (date(2025, 5, 1), 5)


@BOTH_SERVERS
def test_a_query_that_has_an_order_or_that_cannot_stand_in_brackets_is_asked_for_as_it_is(council):
    twice = "SELECT mth, 5 AS done, 6 AS done FROM (SELECT DATE '2025-04-01' AS mth) AS t, nowhere"
    for query in ("SELECT DATE '2025-04-01' AS mth ORDER\n BY 1", twice):
        source = council.configuration(query).source[0]
        assert portion_from(source, date(2025, 5, 1)).source is source


@BOTH_SERVERS
def test_the_first_reading_is_streamed_in_large_batches_and_a_later_one_is_not(council):
    series = numbers(council.kind, postgresql="generate_series(1, 60000) AS g(i)", mariadb="seq_1_to_60000")
    source = council.configuration(f"SELECT 5 AS done, 1.5 AS other FROM {series}").source[0]

    def sizes(again):
        with open_sql(source, again) as rows:
            return [len(batch.numbers) for batch in rows.batches([0])]

    assert sizes(again=False) == [50_000, 10_000]
    assert sizes(again=True) == [1_000, 20_000, 20_000, 19_000]


@BOTH_SERVERS
def test_who_stops_reading_early_leaves_no_query_running(council):
    endless = numbers(
        council.kind,
        postgresql="SELECT 5 AS done, generate_series(1, 900000000) AS i",
        mariadb="SELECT 5 AS done FROM seq_1_to_900000000",
    )
    source = council.configuration(endless).source[0]
    for again in (False, True):
        with open_sql(source, again) as rows:
            assert len(next(rows.batches([0])).numbers) > 0
    running = numbers(
        council.kind,
        postgresql="SELECT query FROM pg_stat_activity WHERE state = 'active' AND datname = '{}'",
        mariadb="SELECT info FROM information_schema.processlist WHERE command = 'Query' AND db = '{}'",
    )
    until = time.monotonic() + 20
    while len(left := asked(council, running.format(council.name))) > 1 and time.monotonic() < until:
        time.sleep(0.05)
    assert len(left) == 1, "only the question itself is running"


def asked(council, statement):
    engine = create_engine(council.server.url(council.name))
    with engine.connect() as connection:
        found = connection.exec_driver_sql(statement).scalars().all()
    engine.dispose()
    return found
