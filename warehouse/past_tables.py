"""The tables of what was: loads, superseded observations, descriptions and definitions as they stood."""

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Integer, SmallInteger, Table

from warehouse.schema import AMOUNT, BASES, METADATA, TEXT

load = Table(
    "load",
    METADATA,
    Column("id", Integer, nullable=False),
    *(Column(name, TEXT, nullable=False) for name in ("source", "purpose")),
    Column("started_at", DateTime, nullable=False),
    Column("loaded_at", DateTime, nullable=False),
    *(Column(count, Integer, nullable=False) for count in ("rows_read", "rows_refused", "rows_left_out")),
    *(Column(count, BigInteger, nullable=False) for count in ("observations", "came", "went")),
)
"""Every load that changed something, numbered as they came; `came` and `went` count observations. A correction is one
of each."""

former = Table(
    "former",
    METADATA,
    *(Column(key, Integer, nullable=False) for key in ("source", "series")),
    Column("period_start", Date, nullable=False),
    Column("value", AMOUNT),
    Column("status", SmallInteger, nullable=False),
    *(Column(number, Integer, nullable=False) for number in ("load", "until")),
)
"""Observations that were replaced or withdrawn: brought by `load`, gone with `until`."""

described = Table(
    "described",
    METADATA,
    *(Column(number, Integer, nullable=False) for number in ("load", "source")),
    *(Column(text, TEXT, nullable=False) for text in BASES),
)
"""What a source said of itself from that load on."""

described_offering = Table(
    "described_offering",
    METADATA,
    Column("load", Integer, nullable=False),
    *(Column(text, TEXT, nullable=False) for text in ("source", "council", "service", "channel")),
    Column("starts", Date),
    Column("ends", Date),
    Column("offered", Boolean, nullable=False),
)
"""What a source declared of offerings from that load on: its whole list each time."""

definition = Table(
    "definition", METADATA, Column("load", Integer, nullable=False), Column("catalogue", TEXT, nullable=False)
)
"""The catalogue from that load on, as JSON."""

purged = Table(
    "purged",
    METADATA,
    Column("purged_at", DateTime, nullable=False),
    *(Column(text, TEXT, nullable=False) for text in ("what", "reason")),
    Column("observations", BigInteger, nullable=False),
)
"""That values were removed from here for good, and why; not what they were."""
