"""Rows into observations and cells, beside pandas making the same observations."""

import contextlib
import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from benchmarks.results import Result
from configuration import read_configuration
from data_loaders.progress import Lines
from data_loaders.refresh import Asked, Outcome, prepare
from warehouse import bulk

SERVICES, MONTHS = 400, 36
CHANNELS = {"WEB": "web", "APP": "app", "TEL": "phone", "LTR": "post"}
MEASURES = {"started": "begun", "completed": "done", "cost": "pounds", "rating_4": "four", "rating_5": "five"}
INSERTED = 500_000

SETTINGS = """
site = {{ publisher = "Benchmark", contact = "nobody@example.org" }}
warehouse = {{ url = "duckdb:///{folder}/ours" }}
council = [{{ key = "anytown", name = "Anytown", kind = "Made up" }}]
{services}
[[source]]
name = "crm"
title = "CRM"
kind = "csv"
path = "{path}"
cost_basis = "full"
council = {{ fixed = "anytown" }}
service = {{ column = "svc" }}
channel = {{ column = "chan", map = {{ WEB = "web", APP = "app", TEL = "phone", LTR = "post" }} }}
period = {{ column = "mth", length = "month" }}
measures = {{ {measures} }}
"""


def load_results(folder: Path) -> Iterator[Result]:
    """Source rows to cells per second, the same observations by pandas, and raw inserts."""
    path = folder / "source.csv"
    source(path)
    rows = SERVICES * MONTHS * len(CHANNELS)
    ours, theirs = _seconds(lambda: guildhall(folder, path)), _seconds(lambda: by_pandas(folder, path))
    told = f"{rows:,} rows, {rows * len(MEASURES):,} observations"
    yield Result("source to cells", rows / ours, "rows/s", note=told)
    yield Result("the same observations by pandas, no cells", rows / theirs, "rows/s", note="read_csv, melt, to_sql")
    yield Result("source to cells beside pandas to observations", theirs / ours, "times", 5, at_least=True)
    table = numbers()
    bulk_seconds, slow_seconds = _seconds(lambda: arrow(folder, table)), _seconds(lambda: to_sql(folder, table))
    yield Result("raw insert", INSERTED / bulk_seconds, "rows/s")
    yield Result("raw insert beside to_sql", slow_seconds / bulk_seconds, "times", 20, at_least=True)


def source(path: Path) -> None:
    """A council's export: one row per month, service and channel, with five measures."""
    chance = np.random.default_rng(1)
    months = pd.period_range("2023-04", periods=MONTHS, freq="M").astype(str)
    keys = pd.MultiIndex.from_product([months, [f"s{n:03d}" for n in range(SERVICES)], CHANNELS])
    rows = pd.DataFrame(index=keys).reset_index(names=["mth", "svc", "chan"])
    for place, column in enumerate(MEASURES.values()):
        rows[column] = chance.integers(100, 1000, len(rows)) + 1000 * (column == "begun") + place
    rows.to_csv(path, index=False)


def guildhall(folder: Path, path: Path) -> None:
    """The whole way: file, observations, offerings, cells, a new version."""
    services = "".join(f'[[service]]\nkey = "s{n:03d}"\nname = "Service {n}"\n' for n in range(SERVICES))
    measures = ", ".join(f'{measure} = "{column}"' for measure, column in MEASURES.items())
    settings = folder / "benchmark.toml"
    text = SETTINGS.format(folder=folder, path=path, services=services, measures=measures)
    settings.write_text(text, encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()):
        assert prepare(read_configuration(settings)).run(Asked(), Lines()) == Outcome()


def by_pandas(folder: Path, path: Path) -> None:
    """What many a dashboard does: the file as one frame, melted, written with to_sql."""
    rows = pd.read_csv(path)
    rows["channel"] = rows.pop("chan").map(CHANNELS)
    rows["period_start"] = pd.to_datetime(rows.pop("mth")).dt.date
    rows = rows.rename(columns={"svc": "service", **{column: measure for measure, column in MEASURES.items()}})
    rows["council"] = "anytown"
    long = rows.melt(id_vars=["council", "service", "channel", "period_start"], var_name="measure")
    engine = sa.create_engine(f"duckdb:///{folder}/pandas.duckdb")
    long.to_sql("observation", engine, if_exists="replace", index=False, chunksize=10_000)
    engine.dispose()


def numbers() -> pa.Table:
    """Rows to insert as they are."""
    chance = np.random.default_rng(2)
    return pa.table({name: chance.integers(0, 1000, INSERTED) for name in ("council", "service", "period", "value")})


def arrow(folder: Path, table: pa.Table) -> None:
    """As the warehouse inserts."""
    engine = sa.create_engine(f"duckdb:///{folder}/arrow.duckdb")
    with engine.begin() as connection:
        bulk.temporary(connection, "arrived_rows", table)
        connection.execute(sa.text("CREATE TABLE kept AS SELECT * FROM arrived_rows"))
    engine.dispose()


def to_sql(folder: Path, table: pa.Table) -> None:
    """As pandas inserts."""
    engine = sa.create_engine(f"duckdb:///{folder}/to_sql.duckdb")
    table.to_pandas().to_sql("kept", engine, if_exists="replace", index=False, chunksize=10_000)
    engine.dispose()


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
