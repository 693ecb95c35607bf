"""The tables of KPI cells, and what is summed up of them when they are made."""

from sqlalchemy import Column, Date, Integer, SmallInteger, Table

from warehouse.schema import AMOUNT, METADATA, TEXT


def _cells(name: str) -> Table:
    keys = ("kpi", "council", "service", "channel", "breakdown", "segment", "frequency")
    return Table(
        name,
        METADATA,
        *(Column(key, Integer, nullable=False) for key in keys),
        Column("period_start", Date, nullable=False),
        Column("numerator", AMOUNT),
        Column("denominator", AMOUNT),
        *(Column(fact, SmallInteger, nullable=False) for fact in ("provided", "expected", "estimated")),
        *(Column(said, Integer, nullable=False) for said in ("basis", "reason")),
    )


whole_cell = _cells("whole_cell")
"""Every channel together and no segment: what most pages read, kept apart so that they scan nothing else."""

part_cell = _cells("part_cell")
"""One channel, one segment, or both."""

refused_cell = _cells("refused_cell")
"""Copies of the cells whose parts came but make no valid figure."""

extent = Table(
    "extent",
    METADATA,
    *(Column(key, Integer, nullable=False) for key in ("kpi", "council", "service", "frequency")),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("latest", Date),
    Column("provided", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    *(Column(givers, TEXT, nullable=False) for givers in ("sources", "segment_sources")),
)
"""Which whole cells there are of a KPI for a council's service; `latest` is the last period with a value."""

completeness = Table(
    "completeness",
    METADATA,
    *(Column(key, Integer, nullable=False) for key in ("council", "frequency")),
    Column("period_start", Date, nullable=False),
    *(Column(count, Integer, nullable=False) for count in ("complete", "partly", "services")),
)
"""Services with every headline KPI in, by council and period."""

OF_A_COUNCIL = (whole_cell, part_cell, refused_cell, extent, completeness)
"""Made anew for every council that a load touches."""
