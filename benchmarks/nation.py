"""A warehouse of a nation's size: 300 councils x 60 services x 36 months x 5 KPIs, whole and by 5 channels."""

from datetime import date

import pyarrow as pa
from sqlalchemy import Connection, text

from kpis.catalogue import Catalogue
from kpis.councils import Council
from kpis.periods import add_months
from kpis.services import Service
from warehouse import bulk
from warehouse.labels import LIST, Labels
from warehouse.library import Library
from warehouse.reader import WarehouseReader
from warehouse.store import Store
from warehouse.summaries import COMPLETENESS, EXTENT
from warehouse.terms import lay_terms
from warehouse.writer import Writer

COUNCILS, SERVICES, MONTHS = 300, 60, 36
KPIS = ("completion_rate", "digital_take_up", "cost_per_transaction", "user_satisfaction", "availability")
CHANNELS = ("web", "app", "phone", "face_to_face", "post")

CELLS = """
INSERT INTO {table}
SELECT k.id, c.id, s.id, ch.id, 0, 0, {month}, m.start,
    200 + (k.id * 7 + c.id * 13 + s.id * 29 + m.nth * 3 + ch.id) % 700, 1000, 1, 1, 0, 0, 0
FROM nation_council AS c CROSS JOIN nation_service AS s CROSS JOIN nation_kpi AS k
CROSS JOIN {channels} AS ch CROSS JOIN nation_month AS m
ORDER BY k.id, ch.id, s.id, c.id, m.start
"""


def nation(store: Store, kpis: Catalogue, size: int = COUNCILS) -> WarehouseReader:
    """The reader of a generated warehouse of so many councils; its figures are arithmetic and mean nothing."""
    councils = [Council(f"c{n:03d}", f"Council {n:03d}", f"Council {n:03d}", "Made up") for n in range(size)]
    services = [Service(f"s{n:02d}", f"Service {n:02d}") for n in range(SERVICES)]
    Writer(store, kpis).reference(councils, services, [])
    with store.writing() as draft:
        labels = Labels(draft.connection)
        versions = {kpi.key: kpi.version for kpi in kpis}
        names = {
            "council": [council.key for council in councils],
            "service": [service.key for service in services],
            "kpi": [f"{key}{LIST}{versions[key]}" for key in KPIS],
            "channel": CHANNELS,
        }
        ids = {kind: list(labels.learn(kind, given).values()) for kind, given in names.items()}
        _fill(draft.connection, labels, ids, kpis)
    return Library(store, kpis).reader()


def _fill(connection: Connection, labels: Labels, ids: dict[str, list[int]], kpis: Catalogue) -> None:
    for kind, numbers in (*ids.items(), ("whole", [0])):
        bulk.temporary(connection, f"nation_{kind}", pa.table({"id": pa.array(numbers, pa.int32())}))
    starts = pa.array([add_months(date(2023, 4, 1), n) for n in range(MONTHS)], pa.date32())
    bulk.temporary(connection, "nation_month", pa.table({"nth": pa.array(range(MONTHS), pa.int32()), "start": starts}))
    month = labels.learn("frequency", ["month"])["month"]
    for table, channels in (("whole_cell", "nation_whole"), ("part_cell", "nation_channel")):
        connection.execute(text(CELLS.format(table=table, channels=channels, month=month)))
    lay_terms(connection, labels, kpis)
    bulk.make(connection, "touched", "SELECT id AS council FROM nation_council")
    bulk.make(connection, "givers", "SELECT 0 AS kpi, 0 AS council, 0 AS service, '' AS sources, '' AS segment_sources")
    bulk.survey(connection, "whole_cell", "part_cell")
    connection.execute(text(EXTENT))
    connection.execute(text(COMPLETENESS))
    bulk.survey(connection, "extent", "completeness")
