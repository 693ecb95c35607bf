"""The pages' queries on a nation's cells, uncached."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from benchmarks.nation import COUNCILS, KPIS, MONTHS, SERVICES, nation
from benchmarks.results import Result, timed
from kpis.definitions import catalogue
from views.reader import CellQuery
from warehouse.reader import WarehouseReader

ONE, WHOLE = 10.0, 100.0
"""Budgets of DESIGN.md in milliseconds, at the median."""

LAST = date(2026, 3, 1)
RUNS = 21


def query_results(folder: Path) -> Iterator[Result]:
    """Medians of one series, one period compared, one council, and the whole warehouse."""
    begun = time.perf_counter()
    reader = nation(folder / "nation", catalogue())
    cells = COUNCILS * SERVICES * MONTHS * len(KPIS) * 6
    yield Result("a nation's cells made", cells / (time.perf_counter() - begun), "cells/s", note=f"{cells:,} cells")
    for name, limit, work in queries(reader):
        times = timed(work, RUNS)
        yield Result(f"{name}: median", times.median_ms, "ms", limit, note=f"p95 {times.p95_ms:.1f} ms")


def queries(reader: WarehouseReader) -> Iterator[tuple[str, float, Callable[[], object]]]:
    """Name, budget and work of each."""
    kpi = (KPIS[0],)
    council, service = ("c150",), ("s30",)
    series = CellQuery(kpi, frozenset({"council", "service"}), council, service)
    compared = CellQuery(kpi, frozenset({"council"}), None, service, first=LAST, last=date(2026, 3, 31))
    page = CellQuery(KPIS, frozenset({"service"}), council)
    by_channel = CellQuery(kpi, frozenset({"council", "service", "channel"}), council, service, channel=None)
    together = CellQuery(KPIS, frozenset())
    yield "one series", ONE, lambda: reader.cells(series)
    yield "one series by channel", ONE, lambda: reader.cells(by_channel)
    yield "one period, every council", ONE, lambda: reader.cells(compared)
    yield "a whole council, 60 services x 36 months x 5 KPIs", WHOLE, lambda: reader.cells(page)
    yield "the whole warehouse by month", WHOLE, lambda: reader.cells(together)
    yield "completeness of every council", WHOLE, lambda: reader.completeness("month")
