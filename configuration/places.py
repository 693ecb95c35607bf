"""Councils beyond the register, names of services, and groups of councils."""

from datetime import date
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from configuration.entry import Entry, Key


class CouncilEntry(Entry):
    """An organisation that the register does not hold: a fictional council, a government department."""

    key: Key = Field(description="Stable key, used in addresses.")
    name: str = Field(description="Full name, as in a heading.")
    kind: str = Field(description="What it is, in words: 'Unitary council', 'Government department'.")
    nation: str = Field(default="", description="Nation, used to group councils.")
    region: str = Field(default="", description="Region, if any.")
    start: date | None = Field(default=None, description="First day it existed, if known.")
    end: date | None = Field(default=None, description="First day it no longer existed, if it ended.")
    aliases: tuple[str, ...] = Field(default=(), description="Other names that sources use.")
    illustrative: bool = Field(default=False, description="Its figures are invented; every page says so.")


class ServiceEntry(Entry):
    """A service: what it is called and whether its figures may be added to other services' figures."""

    key: Key = Field(description="Stable key, used in addresses.")
    name: str = Field(description="Name shown on pages.")
    transaction: str = Field(
        default="transaction",
        description="What one transaction is called, in the singular: 'library visit'.",
    )
    description: str = Field(default="", description="One sentence on what is counted.")
    in_total: bool = Field(
        default=True,
        description="Whether the service is added to others in a council's total. "
        "Costs of unlike services must not be added.",
    )
    lgsl: int | None = Field(
        default=None,
        ge=0,
        description="Its number in the Local Government Service List (LG Inform Plus), such as 372 for abandoned "
        "vehicles; shown where its figures are explained, and in JSON files.",
    )
    lgil: int | None = Field(
        default=None,
        ge=0,
        description="The number in the Local Government Interaction List of what people do with it, such as apply or "
        "report; needs 'lgsl'.",
    )
    threshold: int | None = Field(
        default=None,
        ge=2,
        le=1000,
        description="In what is published, counts from 1 to one below this are hidden; `[publication]` says how many "
        "where a service does not. Say 8 or 10 where who was served is a delicate matter.",
    )
    sensitive: bool = Field(
        default=False, description="Whether a count of none is hidden too, as it also says something of somebody."
    )

    @model_validator(mode="after")
    def interaction_is_with_a_service(self) -> Self:
        """An interaction's number says nothing without the service's."""
        if self.lgil is not None and self.lgsl is None:
            raise ValueError("has 'lgil' without 'lgsl', the number of the service")
        return self


class GroupEntry(Entry):
    """A group of councils to compare, listed here or read from a CSV file."""

    key: Key = Field(description="Stable key; with a file, the prefix of each group's key.")
    name: str = Field(description="Name shown on pages; with a file, the text before each group's name.")
    description: str = Field(default="", description="Why these councils are put together.")
    councils: tuple[str, ...] = Field(default=(), description="Keys or names of the members.")
    file: Path | None = Field(default=None, description="CSV file with one row per member.")
    council_column: str | None = Field(default=None, description="Column of the file with the council.")
    group_column: str | None = Field(default=None, description="Column of the file with the group.")
    aliases: Path | None = Field(
        default=None, description="CSV file with columns name, council: members' names the register does not know."
    )
    where: dict[str, str] = Field(default={}, description="Columns and the values that rows must have.")
    services: tuple[Key, ...] = Field(
        default=(), description="Services this group is meant for; none means every service."
    )

    @model_validator(mode="after")
    def one_way_to_list(self) -> Self:
        """Members come from the list or from the file with both columns named, never from both."""
        if self.file is None and not self.councils:
            raise ValueError("needs 'councils', or 'file' with 'council_column' and 'group_column'")
        if self.file is not None and not (self.council_column and self.group_column):
            raise ValueError("'file' needs 'council_column' and 'group_column'")
        if self.file is not None and self.councils:
            raise ValueError("has both 'councils' and 'file'; keep one")
        return self
