"""What a loader hands to the writer: a source, batches of observations, refusals."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

import pyarrow as pa

from kpis.bases import NOT_STATED

NAME = pa.dictionary(pa.int32(), pa.string())
"""Texts of which a batch has few: each stands once, and rows hold its number."""

OBSERVATIONS = pa.schema(
    [
        ("council", NAME),
        ("service", NAME),
        ("channel", NAME),
        ("breakdown", NAME),
        ("segment", NAME),
        ("measure", NAME),
        ("frequency", NAME),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("value", pa.decimal128(24, 6)),
        ("status", NAME),
        ("row", pa.int64()),
        ("code", NAME),
    ]
)
"""One row per observation. status: provided, estimated, not_provided, not_applicable (value null for the last two).

row: the source's row number, from 1. code: the row's own codes, before mapping, joined by '|': two rows with the
same code and key are duplicates, of which the first is kept; rows with different codes and the same key are added.
"""


@dataclass(frozen=True)
class Refusal:
    """A row that was not counted; column, value and reason for the data page, and what to do about it."""

    row: str
    column: str
    value: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Batch:
    """Some rows of a source as observations (schema OBSERVATIONS), with what was refused among them."""

    observations: pa.Table
    rows_read: int
    refusals: tuple[Refusal, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)
    services: dict[str, str] = field(default_factory=dict)
    channel_codes: frozenset[tuple[str, str, str]] = frozenset()
    """Service, channel and the council's own code for it, as met: (service, channel, code)."""


@dataclass(frozen=True)
class DeclaredOffering:
    """What a source's description says a council offers, half-open in neither end: both days included."""

    council: str
    service: str
    channel: str
    start: date | None
    end: date | None
    offered: bool = True


@dataclass(frozen=True)
class SourceRecord:
    """What the warehouse keeps about a source; `fingerprint` changes when its description or content does."""

    name: str
    title: str
    kind: str
    publisher: str = ""
    link: str = ""
    licence: str = ""
    owner: str = ""
    illustrative: bool = False
    cost_basis: str = ""
    completion_basis: str = "event"
    collection_basis: str = NOT_STATED
    segments_make_whole: bool = False
    fingerprint: str = ""
    estimated: str = ""
    offerings: tuple[DeclaredOffering, ...] = ()
    precedes: tuple[str, ...] = ()
    """Sources over which this one takes precedence where both give the same measure for the same cell."""
    most_refused: float | None = None
    """The share of rows that may be refused; with more, the figures loaded before stay."""


@dataclass(frozen=True)
class Arrival:
    """One source's load: its description and its rows, in batches that are read again if anything comes twice.

    `since`: the batches hold every figure of the periods that begin on that day or later, and no others; None if they
    hold all there are. `watermark`: how far the source has been read, told when the batches have been. `row_name`: what
    people call the row of a number, where it is not the number.
    """

    source: SourceRecord
    batches: Iterable[Batch]
    started_at: datetime
    since: date | None = None
    watermark: Callable[[], str] = str
    row_name: Callable[[str], str] = str


@dataclass(frozen=True)
class LoadReport:
    """What a load did; `changed` False means that the figures were the same as before.

    `came` and `went` count the observations that are new and those that are gone; a correction is one of each. `held`
    says why the figures loaded before were kept although the source could be read; '' if they were not.
    """

    source: str
    rows_read: int
    rows_refused: int
    rows_left_out: int
    observations: int
    changed: bool
    came: int = 0
    went: int = 0
    held: str = ""
    oddities: tuple[str, ...] = ()
    """What a data owner would want to look at, in words; nothing was refused for it."""
