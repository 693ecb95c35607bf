"""What drivers give, as Arrow arrays of few types: text, numbers, dates, local times, yes and no."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa


def as_array(values: Sequence[Any]) -> pa.Array:
    """Values as the driver gave them; as text where their types differ from row to row, as SQLite's may.

    A moment with a zone is taken at the clock of that zone, as the database itself shows it.
    """
    if any(isinstance(value, datetime) and value.tzinfo for value in values):
        values = [value.replace(tzinfo=None) if isinstance(value, datetime) else value for value in values]
    try:
        array = pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        return pa.array([_text(value) for value in values], pa.string())
    known = pa.types.is_string(array.type) or pa.types.is_primitive(array.type) or pa.types.is_decimal(array.type)
    known = known and not pa.types.is_duration(array.type)
    return array if known or pa.types.is_null(array.type) else pa.array([_text(value) for value in values], pa.string())


def settled(array: pa.Array, scale: int | None) -> pa.Array:
    """connectorx's array as `as_array` makes it: decimals with those that the column declares, bytes as text."""
    if pa.types.is_decimal(array.type):
        return array.cast(pa.decimal128(array.type.precision, scale or 0))
    if pa.types.is_binary(array.type) or pa.types.is_large_binary(array.type):
        return pa.array([_text(value) for value in array.to_pylist()], pa.string())
    if pa.types.is_large_string(array.type):
        return array.cast(pa.string())
    return array


def _text(value: Any) -> str | None:
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", errors="replace")
    return None if value is None else str(value)
