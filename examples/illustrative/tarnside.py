"""Tarnside and the two districts that became it: one return in which each council has rows of its own."""

from collections.abc import Iterator
from pathlib import Path

from examples.illustrative.councils import MERGED
from examples.illustrative.exports import PREFIX, Row, pounds, write_csv
from examples.illustrative.figures import reported_counts

RETURNS = PREFIX + "tarnside-returns.csv"
HEADER = ("Council", "Month", "Service", "Channel", "Started", "Completed", "Cost")


def write(folder: Path) -> None:
    """Write the return of the three councils into a folder."""
    write_csv(folder / RETURNS, HEADER, _rows())


def _rows() -> Iterator[Row]:
    for council in MERGED:
        for count in reported_counts(council):
            yield (
                council.name, count.month.key, count.service, count.channel,
                count.started, count.completed, pounds(count.cost),
            )  # fmt: skip
