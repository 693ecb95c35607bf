"""A warehouse of a nation's size: 300 councils x 60 services x 36 months x 5 KPIs, whole and by 5 channels."""

from pathlib import Path

import pyarrow as pa
from sqlalchemy import Connection, text

from kpis.catalogue import Catalogue
from kpis.councils import Council
from kpis.services import Service
from warehouse import bulk
from warehouse.file_store import FileStore
from warehouse.labels import LIST, Labels
from warehouse.library import Library
from warehouse.reader import WarehouseReader
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


def nation(folder: Path, kpis: Catalogue) -> WarehouseReader:
    """The reader of a generated warehouse; its figures are made up by arithmetic and mean nothing."""
    store = FileStore(folder)
    councils = [Council(f"c{n:03d}", f"Council {n:03d}", f"Council {n:03d}", "Made up") for n in range(COUNCILS)]
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
    connection.execute(
        text(
            "CREATE TEMPORARY TABLE nation_month AS SELECT n AS nth, "
            f"CAST(DATE '2023-04-01' + to_months(CAST(n AS INTEGER)) AS DATE) AS start FROM range({MONTHS}) AS r(n)"
        )
    )
    month = labels.learn("frequency", ["month"])["month"]
    for table, channels in (("whole_cell", "nation_whole"), ("part_cell", "nation_channel")):
        connection.execute(text(CELLS.format(table=table, channels=channels, month=month)))
    lay_terms(connection, labels, kpis)
    connection.execute(text("CREATE TEMPORARY TABLE touched AS SELECT id AS council FROM nation_council"))
    connection.execute(
        text("CREATE TEMPORARY TABLE givers AS SELECT 0 AS kpi, 0 AS council, 0 AS service, '' AS sources")
    )
    connection.execute(text(EXTENT))
    connection.execute(text(COMPLETENESS))
