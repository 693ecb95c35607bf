"""What a source's rows are about: council, service, channel, segment, period; which are kept; what is offered."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from configuration.entry import SPAN, Channel, Entry, Key, Measure

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

    fixed: Key | None = Field(default=None, description="The same service for every row.")
    map: dict[str, Key] = Field(
        default={}, description="The source's own code and the service's key; without it, the code is the key."
    )
    name_column: str | None = Field(
        default=None, description="Column with the service's name, for services this file does not name."
    )


class ChannelMap(Mapped):
    """Through which channel."""

    fixed: Channel | None = Field(default=None, description="The same channel for every row.")
    map: dict[str, Channel] = Field(
        default={},
        description="The source's own code and the channel: web, app, assisted_digital, phone, "
        "phone_automated, face_to_face, post, email, kiosk, other; digital if digital is not split, "
        "all for a reported total.",
    )


class SegmentMap(Entry):
    """One further way to split the figures."""

    breakdown: Measure = Field(description="What it splits by: ward, age_group.")
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
    format: str | tuple[str, ...] = Field(
        default=(),
        description="How the date is written, as in Python's strptime ('%b-%y'), or a list where it is written in "
        "several ways; ISO dates need none.",
    )
    map: dict[str, Annotated[str, Field(pattern=SPAN)]] = Field(
        default={}, description="A label and its first and last day: '2015-10-01/2016-09-30'."
    )

    @property
    def formats(self) -> tuple[str, ...]:
        """Every way in which dates are written."""
        return (self.format,) if isinstance(self.format, str) else self.format

    @model_validator(mode="after")
    def length_is_known(self) -> Self:
        """Every period has a length: fixed, by column, or spelled out in the map."""
        if self.length is None and not self.length_column and not self.map:
            raise ValueError("needs 'length', 'length_column' with 'lengths', or 'map'")
        if bool(self.length_column) != bool(self.lengths):
            raise ValueError("'length_column' and 'lengths' go together")
        return self


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

    service: Key = Field(description="The service's key.")
    councils: tuple[str, ...] = Field(
        default=(), description="Keys of the councils; not needed where the source holds one council."
    )
    channels: tuple[Channel, ...] = Field(default=(), description="Channels through which it can be completed.")
    start: date | None = Field(default=None, description="First day it is offered, if not from the first figure.")
    end: date | None = Field(default=None, description="Last day it was offered, if it has ended.")
    offered: bool = Field(default=True, description="false: the council does not run this service.")

    @model_validator(mode="after")
    def channels_if_offered(self) -> Self:
        """A service that is run is offered through some channel; one that is not is offered through none."""
        if self.offered and not self.channels:
            raise ValueError("needs 'channels', or 'offered = false'")
        return self
