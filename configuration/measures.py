"""Which columns hold a source's figures: by name, one row per value, or one column per period."""

import re
from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from configuration.entry import Channel, Entry, Measure


class MeasureColumn(Entry):
    """One measure's column."""

    column: str = Field(description="The column: its header, or '#3' for the third column.")
    multiplier: Decimal = Field(default=Decimal(1), description="1000 where the file holds thousands.")
    times: str | None = Field(
        default=None,
        description="A second column to multiply by: volume x rate. The product is marked estimated.",
    )
    channel: Channel | None = Field(default=None, description="The channel of this column, if columns are channels.")
    measure: Measure | None = Field(
        default=None, description="The measure, where its name cannot be the key (one measure in several columns)."
    )
    may_be_negative: bool = Field(default=False, description="The figure may be below zero; 'cost' always may.")


class LongMeasure(Entry):
    """Long files: a column names the measure, another holds its value."""

    column: str = Field(description="Column that names the measure.")
    value: str | None = Field(
        default=None, description="Column that holds the value; left out where [[source.columns]] hold the values."
    )
    map: dict[str, Measure] = Field(
        min_length=1, description="The source's own name and the measure; others are refused."
    )
    multipliers: dict[Measure, Decimal] = Field(default={}, description="Measure and multiplier, where not 1.")
    may_be_negative: tuple[Measure, ...] = Field(
        default=(), description="Measures that may be below zero; 'cost' always may."
    )


class WideColumns(Entry):
    """Wide files: columns whose headers hold the period."""

    pattern: str = Field(
        description="Regular expression that a whole header must match; the group '(?P<period>...)' is the label."
    )
    measure: Measure | None = Field(
        default=None, description="The measure these columns hold; left out where [source.measure] names it by row."
    )
    channel: Channel | None = Field(default=None, description="The channel these columns are about.")
    multiplier: Decimal = Field(default=Decimal(1), description="1000 where the file holds thousands.")
    times: str | None = Field(
        default=None,
        description="Header of a second column to multiply by, with '{period}' for the label; "
        "the product is marked estimated.",
    )
    may_be_negative: bool = Field(default=False, description="The figure may be below zero; 'cost' always may.")

    @model_validator(mode="after")
    def captures_the_period(self) -> Self:
        """The pattern is a regular expression with a group named 'period'."""
        try:
            groups = re.compile(self.pattern).groupindex
        except re.error as error:
            raise ValueError(f"has a 'pattern' that is no regular expression: {error}") from None
        if "period" not in groups:
            raise ValueError(
                "needs '(?P<period>...)' in its 'pattern', round the part of the header that is the period"
            )
        return self
