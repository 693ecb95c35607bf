"""Two illustrative councils as they might live on real servers, filled from the SQLite originals."""

import sqlite3
from contextlib import closing

ARDEN_VALE = (
    'CREATE TABLE svc (code CHAR(12) PRIMARY KEY, "desc" VARCHAR(60))',
    'CREATE TABLE "order" (mth DATE, svc CHAR(12) REFERENCES svc, chan CHAR(8), started BIGINT, finished INT, '
    "cost MONEY, at TIMESTAMPTZ)",
    "CREATE TABLE feedback (mth DATE, svc CHAR(12), chan CHAR(8), level SMALLINT, answers NUMERIC(9, 0))",
    "CREATE TABLE uptime (mth DATE, svc CHAR(12), up INTERVAL, down INTERVAL)",
    "CREATE VIEW asked AS SELECT mth, svc, chan, sum(answers) FILTER (WHERE level = 1) AS n1, "
    "sum(answers) FILTER (WHERE level = 2) AS n2, sum(answers) FILTER (WHERE level = 3) AS n3, "
    "sum(answers) FILTER (WHERE level = 4) AS n4, sum(answers) FILTER (WHERE level = 5) AS n5 "
    "FROM feedback GROUP BY mth, svc, chan",
)
ARDEN_VALE_QUERY = """
SELECT o.at AS month_start, o.svc AS service, o.chan AS channel, o.started, o.finished AS completed,
       o.cost * 100 AS cost_pence, a.n1, a.n2, a.n3, a.n4, a.n5,
       extract(epoch FROM u.up) AS seconds_up, extract(epoch FROM u.down) AS seconds_down
FROM "order" AS o JOIN svc USING (svc)
LEFT JOIN asked AS a ON a.mth = o.mth AND a.svc = o.svc AND a.chan = o.chan
LEFT JOIN uptime AS u ON u.mth = o.mth AND u.svc = o.svc AND o.chan IN ('WEB', 'WEBFORM')
ORDER BY o.mth, o.svc, o.chan
""".replace("JOIN svc USING (svc)", "JOIN svc ON svc.code = o.svc")

BRACKENMOOR = (
    "CREATE TABLE source (source_id TINYINT UNSIGNED PRIMARY KEY, source_name CHAR(30)) CHARACTER SET latin1",
    "CREATE TABLE request_summary (service_code CHAR(6), period_start DATETIME, source_id TINYINT UNSIGNED, "
    "opened MEDIUMINT UNSIGNED, resolved DECIMAL(12, 2))",
    "CREATE TABLE correction (correction_id INT, service_code CHAR(6), period_start DATETIME, "
    "source_id TINYINT UNSIGNED, field ENUM('opened', 'resolved'), new_value BIGINT, entered_on DATE)",
    "CREATE TABLE survey (service_code CHAR(6), period_start DATETIME, source_id TINYINT UNSIGNED, score TINYINT, "
    "answers DOUBLE)",
    "CREATE TABLE web_monitor (service_code CHAR(6), period_start DATETIME, minutes_up FLOAT, minutes_down FLOAT)",
)


def tables(path, queries):
    """Rows of some queries of a SQLite database."""
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(query).fetchall() for query in queries]


def arden_vale(path):
    """Table and rows for PostgreSQL."""
    names = ("svc", '"order"', "feedback", "uptime")
    levels = ("very_dissatisfied", "dissatisfied", "neither", "satisfied", "very_satisfied")
    feedback = " UNION ALL ".join(
        f"SELECT mth || '-01', svc, chan, {place}, {level} FROM feedback" for place, level in enumerate(levels, 1)
    )
    # Half an hour past midnight in the council's own zone, which is still the month before at Greenwich in summer.
    queries = (
        "SELECT DISTINCT svc, svc FROM transactions",
        "SELECT mth || '-01', svc, chan, started, finished, printf('%d.%02d', cost_p / 100, cost_p % 100), "
        "mth || '-01 00:30 Europe/London' FROM transactions",
        feedback,
        "SELECT mth || '-01', svc, up_secs || ' seconds', down_secs || ' seconds' FROM uptime",
    )
    return list(zip(names, tables(path, queries), strict=True))


def brackenmoor(path):
    """Table and rows for MariaDB."""
    names = ("source", "request_summary", "correction", "survey", "web_monitor")
    return list(zip(names, tables(path, [f"SELECT * FROM {name}" for name in names]), strict=True))
