"""How a source's rows become observations: council, service, channel, segment, period, measures."""

from decimal import Decimal
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from configuration.entry import Entry

Length = Literal["day", "week", "month", "quarter", "year", "financial_year", "twelve_months"]
"""day: only as a source's own length; days are added into months."""


class Mapped(Entry):
    """A value that is fixed for the whole source or read from a column."""

    fixed: str | None = Field(default=None, description="The same for every row.")
    column: str | None = Field(
        default=None, description="The column to read: its header, or '#3' for the third column."
    )

    @model_validator(mode="after")
    def fixed_or_column(self) -> Self:
        """Exactly one of the two says where the value comes from."""
        if (self.fixed is None) == (self.column is None):
            raise ValueError("needs either 'fixed' or 'column'")
        return self


class CouncilMap(Mapped):
    """Whose figures a row holds."""

    by: Literal["code", "gss", "name"] = Field(
        default="code", description="What the column holds: the register's code, a GSS code or a name."
    )
    map: dict[str, str] = Field(default={}, description="The source's own code and the council's key.")
    aliases: Path | None = Field(
        default=None,
        description="CSV file with columns name, council: names the register does not know.",
    )


class ServiceMap(Mapped):
    """Which service a row is about."""

    map: dict[str, str] = Field(
        default={}, description="The source's own code and the service's key; without it, the code is the key."
    )
    name_column: str | None = Field(
        default=None, description="Column with the service's name, for services this file does not name."
    )


class ChannelMap(Mapped):
    """Through which channel."""

    map: dict[str, str] = Field(
        default={},
        description="The source's own code and the channel: web, app, assisted_digital, phone, "
        "phone_automated, face_to_face, post, email, kiosk, other; digital if digital is not split, "
        "all for a reported total.",
    )


class SegmentMap(Entry):
    """One further way to split the figures."""

    breakdown: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="What it splits by: ward, age_group.")
    column: str = Field(description="Column with the segment.")
    unknown: tuple[str, ...] = Field(default=("", "NULL"), description="Values shown as 'Unknown', never left out.")
    makes_whole: bool = Field(
        default=False,
        description="The segments together are the whole, so the whole is their sum where the source gives none.",
    )


class PeriodMap(Entry):
    """Which period a row covers."""

    column: str | None = Field(default=None, description="Column with a date or a label.")
    fixed: str | None = Field(default=None, description="One label for every row: '2017'.")
    length: Length | None = Field(default=None, description="How long each period is.")
    length_column: str | None = Field(default=None, description="Column that says how long the row's is.")
    lengths: dict[str, Length] = Field(
        default={}, description="Values of length_column and what they mean; any other value is refused."
    )
    format: str | None = Field(
        default=None,
        description="How the date is written, as in Python's strptime ('%b-%y'); ISO dates need none.",
    )
    map: dict[str, str] = Field(default={}, description="A label and its first and last day: '2015-10-01/2016-09-30'.")

    @model_validator(mode="after")
    def length_is_known(self) -> Self:
        """Every period has a length: fixed, by column, or spelled out in the map."""
        if self.length is None and not self.length_column and not self.map:
            raise ValueError("needs 'length', 'length_column' with 'lengths', or 'map'")
        if bool(self.length_column) != bool(self.lengths):
            raise ValueError("'length_column' and 'lengths' go together")
        return self


class MeasureColumn(Entry):
    """One measure's column."""

    column: str = Field(description="The column: its header, or '#3' for the third column.")
    multiplier: Decimal = Field(default=Decimal(1), description="1000 where the file holds thousands.")
    times: str | None = Field(
        default=None,
        description="A second column to multiply by: volume x rate. The product is marked estimated.",
    )
    channel: str | None = Field(default=None, description="The channel of this column, if columns are channels.")
    measure: str | None = Field(
        default=None, description="The measure, where its name cannot be the key (one measure in several columns)."
    )


class LongMeasure(Entry):
    """Long files: a column names the measure, another holds its value."""

    column: str = Field(description="Column that names the measure.")
    value: str = Field(description="Column that holds the value.")
    map: dict[str, str] = Field(description="The source's own name and the measure; others are refused.")
    multipliers: dict[str, Decimal] = Field(default={}, description="Measure and multiplier, where not 1.")


class WideColumns(Entry):
    """Wide files: columns whose headers hold the period."""

    pattern: str = Field(description="Regular expression over headers; the group 'period' captures the label.")
    measure: str = Field(description="The measure these columns hold.")
    channel: str | None = Field(default=None, description="The channel these columns are about.")
    multiplier: Decimal = Field(default=Decimal(1), description="1000 where the file holds thousands.")
    times: str | None = Field(
        default=None,
        description="Header of a second column to multiply by, with '{period}' for the label; "
        "the product is marked estimated.",
    )


class Filter(Entry):
    """Rows to keep: those whose column has one of the values."""

    column: str = Field(description="Column to look at.")
    values: tuple[str, ...] = Field(min_length=1, description="Values to keep.")


class LeaveOut(Entry):
    """Rows to leave out for a stated reason, counted on the data page."""

    column: str = Field(description="Column to look at.")
    values: tuple[str, ...] = Field(min_length=1, description="Values to leave out.")
    reason: str = Field(description="Why, in a sentence that the data page shows.")


class Offering(Entry):
    """Which channels a council offers a service through, so that what is missing can be named."""

    service: str = Field(description="The service's key.")
    channels: tuple[str, ...] = Field(default=(), description="Channels through which it can be completed.")
    start: str | None = Field(default=None, description="First period it is offered, an ISO date.")
    end: str | None = Field(default=None, description="Last day it is offered, an ISO date.")
    offered: bool = Field(default=True, description="false: the council does not run this service.")
