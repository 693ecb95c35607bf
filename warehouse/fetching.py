"""Rows out of the engine, many at a time.

DuckDB hands over columns, of which Arrow makes Python's own numbers and texts ten times sooner than the driver makes
rows. Its amounts go by way of text and its days by way of numbers, for the same reason.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from sqlalchemy import Engine

from warehouse import bulk

BATCH = 5000
"""Rows held at a time."""

BEFORE_ARROW = date(1970, 1, 1).toordinal()


def batches(engine: Engine, query: str) -> Iterator[Iterable[tuple[Any, ...]]]:
    """The rows of a query that holds its values itself, some thousands at a time."""
    with engine.connect() as connection:
        if bulk.is_server(connection):
            streaming = connection.execution_options(stream_results=True, yield_per=BATCH)
            yield from streaming.exec_driver_sql(query).partitions()
            return
        driver: Any = connection.connection.driver_connection
        for batch in driver.execute(query).to_arrow_reader(BATCH):
            yield zip(*(_values(column) for column in batch.columns), strict=True)


def one_of(column: str, numbers: Collection[int]) -> str:
    """The condition that a column has one of these whole numbers."""
    if len(numbers) == 1:
        return f"{column} = {next(iter(numbers))}"
    return f"{column} IN ({', '.join(str(number) for number in numbers) or 'NULL'})"


def _values(column: Any) -> list[Any]:
    if pa.types.is_decimal(column.type):
        return _made(column.cast(pa.string()), Decimal)
    if pa.types.is_date32(column.type):
        return _made(column.cast(pa.int32()), lambda day: date.fromordinal(BEFORE_ARROW + day))
    found: list[Any] = column.to_pylist()
    return found


def _made(column: Any, make: Callable[[Any], Any]) -> list[Any]:
    """What is made of each value, once for those that are the same."""
    values = column.to_pylist()
    made = {value: None if value is None else make(value) for value in set(values)}
    return [made[value] for value in values]
