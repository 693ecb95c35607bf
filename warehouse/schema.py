"""The tables of the warehouse, the same on every engine."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    MetaData,
    Numeric,
    SmallInteger,
    String,
    Table,
)

VERSION = 1
"""Raised when the tables change; a warehouse of another version is refused in a sentence."""

AMOUNT = Numeric(24, 6)
METADATA = MetaData()


def _keys(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False) for name in names]


about = Table("about", METADATA, *_keys("name", "value"))

council = Table(
    "council",
    METADATA,
    *_keys("key", "name", "full_name", "kind", "nation", "region", "gss", "former_gss", "aliases"),
    Column("starts", Date),
    Column("ends", Date),
    *_keys("replaced_by"),
    Column("illustrative", Boolean, nullable=False),
)

service = Table(
    "service",
    METADATA,
    *_keys("key", "name", "transaction_name", "description"),
    Column("in_total", Boolean, nullable=False),
)

council_group = Table(
    "council_group",
    METADATA,
    Column("place", Integer, nullable=False),
    *_keys("key", "name", "description", "councils", "services"),
)

source = Table(
    "source",
    METADATA,
    *_keys("name", "title", "kind", "publisher", "link", "licence", "owner"),
    Column("illustrative", Boolean, nullable=False),
    *_keys("cost_basis", "completion_basis", "fingerprint"),
    Column("started_at", DateTime, nullable=False),
    Column("loaded_at", DateTime, nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("rows_refused", Integer, nullable=False),
    Column("rows_left_out", Integer, nullable=False),
    Column("observations", Integer, nullable=False),
)

observation = Table(
    "observation",
    METADATA,
    *_keys("source", "council", "service", "channel", "breakdown", "segment", "measure", "frequency"),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("value", AMOUNT),
    *_keys("status"),
)

declared_offering = Table(
    "declared_offering",
    METADATA,
    *_keys("source", "council", "service", "channel"),
    Column("starts", Date),
    Column("ends", Date),
    Column("offered", Boolean, nullable=False),
)

offering = Table(
    "offering",
    METADATA,
    *_keys("source", "council", "service", "channel", "breakdown", "segment", "measure", "frequency"),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
)

channel_code = Table("channel_code", METADATA, *_keys("source", "service", "channel", "code"))

named_service = Table("named_service", METADATA, *_keys("source", "key", "name"))

kpi_cell = Table(
    "kpi_cell",
    METADATA,
    *_keys("kpi"),
    Column("definition_version", SmallInteger, nullable=False),
    *_keys("council", "service", "channel", "breakdown", "segment", "frequency"),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("numerator", AMOUNT),
    Column("denominator", AMOUNT),
    Column("provided", SmallInteger, nullable=False),
    Column("expected", SmallInteger, nullable=False),
    Column("estimated", SmallInteger, nullable=False),
    *_keys("basis", "reason"),
)

refused_row = Table(
    "refused_row",
    METADATA,
    Column("place", Integer, nullable=False),
    *_keys("source", "row", "field", "value", "reason", "remedy"),
)

left_out = Table("left_out", METADATA, *_keys("source", "reason"), Column("rows", Integer, nullable=False))

OF_A_SOURCE = (observation, offering, declared_offering, channel_code, named_service, refused_row, left_out)
"""Tables whose rows belong to one source and go when it does."""
