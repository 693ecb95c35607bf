"""Rows of a council's database to cells, beside a pandas loader that makes the same observations.

`python -m benchmarks databases` reads five million rows; `python -m benchmarks.databases 180000` reads fewer.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from benchmarks.memory import megabytes_held
from benchmarks.results import Result
from tests.servers.mariadb import MariaDB
from tests.servers.postgresql import PostgreSQL

ROWS = 5_000_000
COUNCILS, SERVICES, CHANNELS = 300, 60, ("web", "app", "phone", "face_to_face", "post")
A_MONTH = COUNCILS * SERVICES * len(CHANNELS)
MEASURES = {"started": "begun", "completed": "done", "cost": "pounds"}
MEGABYTES = 300
VARIABLE = "BENCHMARK_DATABASE_URL"

COMMAND = ("-m", "data_loaders", "refresh")
CORRECT = "UPDATE request SET begun = begun + 1 WHERE council = 'c007' AND mth = DATE '{month}'"
CORRECT_ALL = "UPDATE request SET begun = begun + 1, done = done + 1, pounds = pounds + 1"

SETTINGS = """
site = {{ publisher = "Benchmark", contact = "nobody@example.org" }}
warehouse = {{ url = "duckdb:///{folder}/ours" }}
{councils}
{services}
[[source]]
name = "crm"
title = "CRM"
kind = "sql"
url_variable = "BENCHMARK_DATABASE_URL"
query = "SELECT council, service, channel, mth, begun, done, pounds FROM request"
cost_basis = "full"
council = {{ column = "council" }}
service = {{ column = "service" }}
channel = {{ column = "channel", map = {{ {channels} }} }}
period = {{ column = "mth", length = "month" }}
measures = {{ {measures} }}
"""
TABLE = (
    "CREATE TABLE request (council CHAR(8), service VARCHAR(12), channel VARCHAR(16), mth DATE, "
    "begun INT, done BIGINT, pounds DECIMAL(12, 2))"
)
FILL = {
    "PostgreSQL": "INSERT INTO request SELECT 'c' || lpad(c::text, 3, '0'), 's' || lpad(s::text, 2, '0'), ch, "
    "(DATE '2019-04-01' + m * INTERVAL '1 month')::date, 1000 + (c * 7 + s * 13 + m) % 900, 500 + (c + s + m) % 400, "
    "(c * 31 + s * 17 + m) % 100000 / 100.0 "
    "FROM generate_series(0, {months} - 1) AS m, generate_series(0, {councils} - 1) AS c, "
    "generate_series(0, {services} - 1) AS s, unnest(ARRAY[{channels}]) AS ch",
    "MariaDB": "INSERT INTO request SELECT CONCAT('c', LPAD(c.seq, 3, '0')), CONCAT('s', LPAD(s.seq, 2, '0')), ch, "
    "DATE '2019-04-01' + INTERVAL m.seq MONTH, 1000 + (c.seq * 7 + s.seq * 13 + m.seq) % 900, "
    "500 + (c.seq + s.seq + m.seq) % 400, (c.seq * 31 + s.seq * 17 + m.seq) % 100000 / 100.0 "
    "FROM seq_0_to_{last_month} AS m, seq_0_to_{last_council} AS c, seq_0_to_{last_service} AS s, "
    "(SELECT 'web' AS ch UNION SELECT 'app' UNION SELECT 'phone' UNION SELECT 'face_to_face' UNION SELECT 'post') AS x",
}

AT_REST = {"PostgreSQL": "VACUUM ANALYZE request", "MariaDB": "ANALYZE TABLE request"}
"""What a server would otherwise do to a table that was just filled while the first reads it."""


def database_results(folder: Path, rows: int = ROWS) -> Iterator[Result]:
    """Both servers: rows to cells per second and the memory it takes, and the same observations by pandas."""
    months = -(-rows // A_MONTH)
    for kind in (PostgreSQL, MariaDB):
        server = kind()
        try:
            _fill(server, months)
            here = folder / kind.__name__
            here.mkdir()
            yield from _measured(kind.__name__, here, server.url("benchmark"), months * A_MONTH)
            server.execute(CORRECT.format(month=_month(months - 1)), database="benchmark")
            again, _ = _run(
                [*COMMAND, str(here / "benchmark.toml"), "--since", _month(months - 1)], server.url("benchmark")
            )
            yield Result(f"{kind.__name__}, one council's last month corrected and loaded", again, "s")
            server.execute(CORRECT_ALL, database="benchmark")
            again, memory = _run([*COMMAND, str(here / "benchmark.toml")], server.url("benchmark"))
            told = f"{again:.0f} s"
            yield Result(f"{kind.__name__}, every figure corrected, memory", memory, "MB", MEGABYTES, note=told)
        finally:
            server.remove()


def _measured(name: str, folder: Path, url: str, rows: int) -> Iterator[Result]:
    _describe(folder)
    told = f"{rows:,} rows, {rows * len(MEASURES):,} observations"
    ours, memory = _run([*COMMAND, str(folder / "benchmark.toml")], url)
    yield Result(f"{name} to cells", rows / ours, "rows/s", note=f"{told}, {ours:.0f} s")
    yield Result(f"{name} to cells, memory of both processes", memory, "MB", MEGABYTES)
    theirs, memory = _run(["-m", "benchmarks.databases", "pandas", str(folder)], url)
    yield Result(
        f"{name}, the same observations by pandas, no cells",
        rows / theirs,
        "rows/s",
        note=f"{theirs:.0f} s, {memory:,.0f} MB",
    )
    yield Result(f"{name} to cells beside pandas to observations", theirs / ours, "times", 5, at_least=True)


def _fill(server: PostgreSQL | MariaDB, months: int) -> None:
    fill = FILL[type(server).__name__].format(
        months=months,
        councils=COUNCILS,
        services=SERVICES,
        channels=", ".join(f"'{channel}'" for channel in CHANNELS),
        last_month=months - 1,
        last_council=COUNCILS - 1,
        last_service=SERVICES - 1,
    )
    server.execute("CREATE DATABASE benchmark")
    server.execute(TABLE, fill, database="benchmark")
    server.execute(AT_REST[type(server).__name__], database="benchmark")


def _month(number: int) -> str:
    """The first day of a month, counted from the first one."""
    years, month = divmod(3 + number, 12)
    return f"{2019 + years}-{month + 1:02d}-01"


def _describe(folder: Path) -> None:
    keys = [f"c{number:03d}" for number in range(COUNCILS)]
    councils = "".join(f'[[council]]\nkey = "{key}"\nname = "Council {key}"\nkind = "Made up"\n' for key in keys)
    services = "".join(f'[[service]]\nkey = "s{n:02d}"\nname = "Service {n}"\n' for n in range(SERVICES))
    measures = ", ".join(f'{measure} = "{column}"' for measure, column in MEASURES.items())
    channels = ", ".join(f'{channel} = "{channel}"' for channel in CHANNELS)
    text = SETTINGS.format(folder=folder, councils=councils, services=services, measures=measures, channels=channels)
    (folder / "benchmark.toml").write_text(text, encoding="utf-8")


def _run(arguments: list[str], url: str) -> tuple[float, float]:
    """Seconds, and the most megabytes that the process and its children held at once."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], env={**os.environ, VARIABLE: url}, stdout=subprocess.DEVNULL
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, megabytes_held(process.pid))
        time.sleep(0.5)
    if process.returncode:
        raise RuntimeError(f"{arguments} failed")
    return time.perf_counter() - begun, most


def by_pandas(folder: Path) -> None:
    """What many a dashboard does: the whole table as one frame, melted, written with to_sql."""
    engine = sa.create_engine(os.environ[VARIABLE])
    rows = pd.read_sql("SELECT council, service, channel, mth, begun, done, pounds FROM request", engine)
    rows["council"] = rows["council"].str.strip()
    rows = rows.rename(columns={"mth": "period_start", **{column: key for key, column in MEASURES.items()}})
    long = rows.melt(id_vars=["council", "service", "channel", "period_start"], var_name="measure")
    warehouse = sa.create_engine(f"duckdb:///{folder}/pandas.duckdb")
    long.to_sql("observation", warehouse, if_exists="replace", index=False, chunksize=10_000)
    engine.dispose()
    warehouse.dispose()


def main(arguments: list[str]) -> None:
    """A measurement with fewer rows, or the pandas loader in a process of its own."""
    if arguments[0] == "pandas":
        by_pandas(Path(arguments[1]))
        return
    with tempfile.TemporaryDirectory(prefix="guildhall-benchmark-") as folder:
        for result in database_results(Path(folder), int(arguments[0])):
            print(result.line(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
