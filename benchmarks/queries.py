"""The pages' queries on a nation's cells, uncached."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import make_url

from benchmarks.nation import COUNCILS, KPIS, MONTHS, SERVICES, nation
from benchmarks.results import Result, timed
from callbacks.serving import collect_seldom
from kpis.definitions import catalogue
from tests.servers.postgresql import PostgreSQL
from views.reader import CellQuery
from warehouse.file_store import FileStore
from warehouse.reader import WarehouseReader
from warehouse.server_store import ServerStore
from warehouse.store import Store

ONE, WHOLE = 10.0, 100.0
"""Budgets of DESIGN.md in milliseconds, at the median."""

COUNTIES = 60
"""Councils on PostgreSQL, which takes in cells more slowly."""

EVERYTHING = "the whole warehouse by month"
OF_NO_PAGE = frozenset({EVERYTHING})
"""PostgreSQL, which stores rows, reads every one of them for it; so there it has no budget."""

EXTENTS = "extents of every council, once for each load"
UNLIMITED = frozenset({EXTENTS})
"""What pages ask and the design names no budget for."""

LAST, THREE_MONTHS = date(2026, 3, 1), date(2026, 1, 1)
RUNS = 21


def query_results(folder: Path) -> Iterator[Result]:
    """Medians of what pages ask, on each engine, and of sums that no page asks for."""
    yield from _measured("DuckDB", FileStore(folder / "nation"), COUNCILS)
    server = PostgreSQL()
    try:
        with server.database() as name:
            yield from _measured("PostgreSQL", ServerStore(make_url(server.url(name))), COUNTIES)
    finally:
        server.remove()


def _measured(engine: str, store: Store, size: int) -> Iterator[Result]:
    begun = time.perf_counter()
    reader = nation(store, catalogue(), size)
    cells = size * SERVICES * MONTHS * len(KPIS) * 6
    told = f"{cells:,} cells, {size} councils"
    collect_seldom()
    yield Result(f"{engine}: cells made", cells / (time.perf_counter() - begun), "cells/s", note=told)
    for name, limit, work in queries(reader, f"c{size // 2:03d}"):
        times = timed(work, RUNS)
        kept = None if name in UNLIMITED or (engine != "DuckDB" and name in OF_NO_PAGE) else limit
        yield Result(f"{engine}: {name}: median", times.median_ms, "ms", kept, note=f"p95 {times.p95_ms:.1f} ms")


def queries(reader: WarehouseReader, one: str) -> Iterator[tuple[str, float, Callable[[], object]]]:
    """Name, budget and work of each; `one` is a council."""
    kpi = (KPIS[0],)
    council, service = (one,), ("s30",)
    series = CellQuery(kpi, frozenset({"council", "service"}), council, service)
    compared = CellQuery(kpi, frozenset({"council"}), None, service, first=LAST, last=date(2026, 3, 31))
    page = CellQuery(KPIS, frozenset({"service"}), council)
    by_channel = CellQuery(kpi, frozenset({"council", "service", "channel"}), council, service, channel=None)
    councils, services = (tuple(sorted(names)) for names in (reader.register.by_key, reader.services()))
    spread = CellQuery(KPIS, frozenset({"council"}), councils, services, frequencies=("month",), first=THREE_MONTHS)
    together = CellQuery(KPIS, frozenset())
    yield "one series", ONE, lambda: reader.cells(series)
    yield "one series by channel", ONE, lambda: reader.cells(by_channel)
    yield "one period, every council", ONE, lambda: reader.cells(compared)
    yield "a whole council, 60 services x 36 months x 5 KPIs", WHOLE, lambda: reader.cells(page)
    yield "three months of every council, service and KPI", WHOLE, lambda: reader.cells(spread)
    yield EVERYTHING, WHOLE, lambda: reader.cells(together)
    yield "completeness of every council", WHOLE, lambda: reader.completeness("month")
    yield EXTENTS, WHOLE, lambda: WarehouseReader(reader.engine, reader.version, reader.catalogue).extents()
