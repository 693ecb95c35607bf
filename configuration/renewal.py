"""How a source is read again, night after night."""

from typing import Literal

from pydantic import Field

from configuration.entry import Entry

Cadence = Literal["day", "week", "month", "quarter", "year"]


class Watermark(Entry):
    """A column that tells which rows are new or changed, so that a load need not read all the others again."""

    column: str = Field(description="A column of the query that only grows: when a row was last changed, or a number.")
    overlap_days: int = Field(
        default=40, ge=0, description="Days before the last mark that are read again, for what comes in late."
    )
