"""A release of a nation's size: 324 councils x 20 services x 3 KPIs x 24 months; its figures mean nothing."""

from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kpis.councils import Council, Register
from kpis.definitions import catalogue
from kpis.periods import add_months, starting
from kpis.services import Service
from publication.releases.folders import AT_ONCE, FIGURES_FILE, REVISIONS_FILE, folder_of
from publication.releases.manifest import NAME, Manifest, manifest_text
from publication.releases.tables import FIGURES, revisions_table
from views.open.release import CouncilPart, Drawn, PublishedSource, ReleaseFacts, Threshold

COUNCILS, SERVICES, MONTHS = 324, 20, 24
KPIS = ("completion_rate", "digital_take_up", "user_satisfaction")
AT = datetime(2026, 4, 1, 8, 30, tzinfo=UTC)


def nation_release(root: Path) -> int:
    """Writes release 1 into a folder of releases; returns how many rows it has."""
    councils = [Council(f"c{n:03d}", f"Made-up Council {n:03d}", "", "DIS", "England") for n in range(COUNCILS)]
    services = {f"s{n:02d}": Service(f"s{n:02d}", f"Service {n:02d}") for n in range(SERVICES)}
    folder = folder_of(root, 1)
    folder.mkdir(parents=True)
    table = _figures([one.key for one in councils], list(services))
    pq.write_table(table, folder / FIGURES_FILE, compression="zstd", row_group_size=AT_ONCE)
    pq.write_table(revisions_table([]), folder / REVISIONS_FILE)
    manifest = Manifest(
        ReleaseFacts(1, "A nation's figures", AT, demonstration=True),
        {one.key: _part(one.key, list(services)) for one in councils},
        {"crm": PublishedSource("crm", "Case records", "Nobody", "", "None", True)},
        {"": Threshold()},
        catalogue(),
        Register(tuple(councils)),
        services,
        AT,
        "benchmark",
        table.num_rows,
    )
    (folder / NAME).write_bytes(manifest_text(manifest))
    return table.num_rows


def _part(council: str, services: list[str]) -> CouncilPart:
    drawn = tuple(Drawn(kpi, tuple(services), ("crm",)) for kpi in KPIS)
    every = SERVICES * len(KPIS) * MONTHS
    return CouncilPart(
        council, 1, AT, "Nobody", AT.date(), "Nobody", "nobody@example.org", tuple(services), KPIS, ("crm",), every,
        every, 0, illustrative=True, drawn=drawn,
    )  # fmt: skip


def _figures(councils: list[str], services: list[str]) -> pa.Table:
    """Shares of 1,000 that differ by chance, in the order of a release's table."""
    months = [starting(add_months(date(2024, 4, 1), n), "month") for n in range(MONTHS)]
    of = list(product(councils, services, KPIS))
    size = len(of) * MONTHS
    done = np.random.default_rng(5).integers(400, 1000, size)
    columns = {
        **{
            name: np.repeat([one[place] for one in of], MONTHS)
            for place, name in enumerate(("council", "service", "kpi"))
        },
        "start": [one.start for one in months] * len(of),
        "end": [one.end for one in months] * len(of),
        "frequency": ["month"] * size,
        "value": done / 1000,
        "numerator": done.astype(str),
        "denominator": ["1000"] * size,
        "provided": [1] * size,
        "expected": [1] * size,
        "definition_version": [1] * size,
    }
    empty = {name: [""] * size for name in ("channel", "breakdown", "segment", "markers", "basis", "reason", "caution")}
    given = columns | empty
    arrays = [pa.array(given.get(one.name, [None] * size), one.type) for one in FIGURES]
    return pa.Table.from_arrays(arrays, schema=FIGURES)
