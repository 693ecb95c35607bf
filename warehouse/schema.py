"""The tables of the warehouse, the same on every engine.

Names are kept once, in `label`, and stand as small whole numbers everywhere else: a scan of millions of cells reads
four bytes where it would read a name.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Integer,
    MetaData,
    Numeric,
    SmallInteger,
    String,
    Table,
)

VERSION = 7
"""Raised when the tables change; an older warehouse is brought up to it by `upgrades`, a newer one is refused."""

LARGEST = 10**12
"""Amounts are exact decimals below this; a larger one is a fault in the source's unit or multiplier."""

AMOUNT = Numeric(18, 6)
METADATA = MetaData()

PROVIDED, ESTIMATED, NOT_PROVIDED, NOT_APPLICABLE = range(4)
"""An observation's status. The first two have a value, the others have none (METHODS A2)."""

WHOLE_ID = 0
"""The label of '': every channel together, not split any further."""

BASES = ("cost_basis", "completion_basis", "collection_basis")
"""What a source says of how it counts: its costs, its completions, its answers on satisfaction."""

TEXT = String().with_variant(String(collation="C"), "postgresql")
"""In the order of its bytes on every engine, wherever the server stands."""


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, TEXT, nullable=False) for name in names]


def _numbers(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]


about = Table("about", METADATA, *_texts("name", "value"))

label = Table("label", METADATA, *_numbers("id"), *_texts("kind", "text"))
"""Names: council, service, channel, breakdown, segment, measure, frequency, kpi, source, basis, reason."""

place = Table("place", METADATA, *_numbers("id", "council", "service", "breakdown", "segment"))
"""What figures are about: a council's service, or one segment of it."""

series = Table("series", METADATA, *_numbers("id", "place", "channel", "measure", "frequency"))
"""One measure of one place through one channel at one frequency; its observations follow each other in time."""

observation = Table(
    "observation",
    METADATA,
    *_numbers("source", "series"),
    Column("period_start", Date, nullable=False),
    Column("value", AMOUNT),
    Column("status", SmallInteger, nullable=False),
    *_numbers("load"),
)
"""What each source says now, and the load that brought it."""

precedence = Table("precedence", METADATA, *_numbers("source", "over"))
"""Where both give the same measure for the same cell, the first source's figure stands."""

yielding = Table("yielding", METADATA, *_numbers("source", "series"), Column("period_start", Date, nullable=False))
"""Observations that another source's take precedence over; kept, and counted nowhere."""

source = Table(
    "source",
    METADATA,
    *_numbers("id"),
    *_texts("name", "title", "kind", "publisher", "link", "licence", "owner"),
    Column("illustrative", Boolean, nullable=False),
    *_texts(*BASES, "fingerprint", "estimated", "watermark", "held"),
    Column("started_at", DateTime, nullable=False),
    Column("loaded_at", DateTime, nullable=False),
    *_numbers("rows_read", "rows_refused", "rows_left_out"),
    Column("observations", BigInteger, nullable=False),
    *_numbers("councils"),
    Column("first", Date),
    Column("last", Date),
)

declared_offering = Table(
    "declared_offering",
    METADATA,
    *_texts("source", "council", "service", "channel"),
    Column("starts", Date),
    Column("ends", Date),
    Column("offered", Boolean, nullable=False),
)

reach = Table(
    "reach",
    METADATA,
    *_numbers("source", "service", "breakdown", "channel", "measure", "frequency"),
    Column("first_value", Date, nullable=False),
    Column("last_value", Date, nullable=False),
)
"""From when to when a source has values of a measure through a channel for any council."""

offering = Table("offering", METADATA, *_numbers("series"), Column("starts", Date), Column("ends", Date))
"""What is expected of a series: every period with a day from `starts` to `ends`."""

channel_code = Table("channel_code", METADATA, *_texts("source", "service", "channel", "code"))

named_service = Table("named_service", METADATA, *_texts("source", "key", "name"))

refused_row = Table(
    "refused_row",
    METADATA,
    *_numbers("place"),
    *_texts("source", "row", "field", "value", "reason", "remedy"),
    Column("refused_on", Date, nullable=False),
)

left_out = Table("left_out", METADATA, *_texts("source", "reason"), *_numbers("rows"))

OF_A_SOURCE = (declared_offering, channel_code, named_service, refused_row, left_out)
"""What a load brings besides observations, by the source's name; it goes when the source does."""

council = Table(
    "council",
    METADATA,
    *_texts("key", "name", "full_name", "kind", "nation", "region", "gss", "former_gss", "aliases"),
    Column("starts", Date),
    Column("ends", Date),
    *_texts("replaced_by"),
    Column("illustrative", Boolean, nullable=False),
)

service = Table(
    "service",
    METADATA,
    *_texts("key", "name", "transaction_name", "description"),
    Column("in_total", Boolean, nullable=False),
    *(Column(name, Integer) for name in ("lgsl", "lgil")),
)

council_group = Table(
    "council_group", METADATA, *_numbers("place"), *_texts("key", "name", "description", "councils", "services")
)

trait = Table(
    "trait",
    METADATA,
    *_numbers("place"),
    *_texts("key", "name", "unit", "year", "source"),
    Column("weight", Double, nullable=False),
)
"""Traits of areas, by which nearest neighbours are found."""

area = Table("area", METADATA, *_texts("council", "trait"), Column("value", Double, nullable=False))
"""What is known of the area of each council."""
