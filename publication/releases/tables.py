"""Finished rows and revisions as columns of a Parquet file, and back."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa

from kpis.figure import Figure
from kpis.periods import Period
from views.open.release import Finished, Revision

KEYS = ("council", "service", "kpi", "channel", "breakdown", "segment")
_FIGURE = [
    ("value", pa.float64()),
    ("numerator", pa.string()),
    ("denominator", pa.string()),
    ("lower", pa.float64()),
    ("upper", pa.float64()),
    ("markers", pa.string()),
    ("provided", pa.int64()),
    ("expected", pa.int64()),
    ("basis", pa.string()),
    ("reason", pa.string()),
    ("twelve_months", pa.float64()),
]
"""Numerators are exact decimals of any size, so they are kept as text."""

_ROW = [
    *((key, pa.string()) for key in KEYS),
    ("start", pa.date32()),
    ("end", pa.date32()),
    ("frequency", pa.string()),
    *_FIGURE,
    ("definition_version", pa.int32()),
    ("caution", pa.string()),
]
FIGURES = pa.schema(_ROW)
REVISIONS = pa.schema(
    [
        *_ROW,
        ("kind", pa.string()),
        ("because", pa.string()),
        ("was", pa.struct(_FIGURE)),
        ("now", pa.struct(_FIGURE)),
    ]
)


def figures_table(rows: Iterable[Finished]) -> pa.Table:
    """The rows as a table."""
    return pa.Table.from_pylist([_row(one) for one in rows], schema=FIGURES)


def finished(table: pa.Table) -> Iterator[Finished]:
    """The rows of a table."""
    for one in table.to_pylist():
        yield _finished(one)


def revisions_table(revisions: Iterable[Revision]) -> pa.Table:
    """Revisions as a table."""
    found = [
        {
            **_row(one.row),
            "kind": one.kind,
            "because": one.reason,
            "was": _columns(one.before) if one.before else None,
            "now": _columns(one.now) if one.now else None,
        }
        for one in revisions
    ]
    return pa.Table.from_pylist(found, schema=REVISIONS)


def revisions(table: pa.Table) -> Iterator[Revision]:
    """The revisions of a table."""
    for one in table.to_pylist():
        was, now = one["was"], one["now"]
        yield Revision(
            _finished(one), one["kind"], _figure(was) if was else None, _figure(now) if now else None, one["because"]
        )


def order(row: Finished) -> tuple[Any, ...]:
    """The order of every table: council, service, KPI, channel, segment, time."""
    return (row.council, row.service, row.kpi, row.channel, row.breakdown, row.segment, row.period)


def _row(one: Finished) -> dict[str, Any]:
    period = one.period
    return {
        **{key: getattr(one, key) for key in KEYS},
        "start": period.start,
        "end": period.end,
        "frequency": period.frequency,
        **_columns(one.figure),
        "definition_version": one.definition_version,
        "caution": one.caution,
    }


def _columns(figure: Figure) -> dict[str, Any]:
    found = {name: getattr(figure, name) for name, _ in _FIGURE}
    for side in ("numerator", "denominator"):
        found[side] = None if found[side] is None else str(found[side])
    return found | {"markers": "".join(figure.markers)}


def _finished(one: Mapping[str, Any]) -> Finished:
    return Finished(
        one["kpi"],
        one["council"],
        one["service"],
        one["channel"],
        one["breakdown"],
        one["segment"],
        Period(one["start"], one["end"], one["frequency"]),
        _figure(one),
        one["definition_version"],
        one["caution"],
    )


def _figure(one: Mapping[str, Any]) -> Figure:
    numerator, denominator = one["numerator"], one["denominator"]
    return Figure(
        one["value"],
        None if numerator is None else Decimal(numerator),
        None if denominator is None else Decimal(denominator),
        one["lower"],
        one["upper"],
        tuple(one["markers"]),
        one["provided"],
        one["expected"],
        one["basis"],
        one["reason"],
        one["twelve_months"],
    )
