"""What the interface answers: one description that answers and the OpenAPI document are both made of."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, Field, create_model

from publication.files.columns import COLUMNS, Column, Kind

TYPES: Mapping[Kind, type] = {"text": str, "date": date, "integer": int, "decimal": float, "number": float}


class ReleaseListed(BaseModel):
    """A release, and where everything of it is."""

    number: int
    title: str
    published_at: str = Field(description="In UTC.")
    next_at: str | None = Field(description="When the next release is due, in UTC.")
    notes: str
    previous: int | None = Field(description="The release before.")
    demonstration: bool = Field(description="Whether illustrative figures may be in it; each then says so.")
    withdrawn_at: str | None = Field(description="Since when it is withdrawn, in UTC; its figures are then not given.")
    withdrawn_because: str
    address: str = Field(description="Its page.")
    bulk: str = Field(description="Everything in it as one ZIP file.")


class Releases(BaseModel):
    """Every release that was published, newest first."""

    releases: list[ReleaseListed]


class Part(BaseModel):
    """A council's part of a release."""

    council: str
    gss: str
    name: str
    illustrative: bool = Field(description="Whether the council and its figures are invented.")
    since: int = Field(description="The release that first held the part as it stands.")
    publisher: str
    contact: str
    approved_by: str
    approved_on: date
    next_at: str | None
    notes: str
    services: list[str]
    kpis: list[str]
    provided: int
    expected: int
    hidden: int = Field(description="How many figures disclosure control has hidden.")


class Named(BaseModel):
    """A key and the name it stands for."""

    key: str
    name: str


class Measure(BaseModel):
    """A KPI's definition, by which the release's figures were made."""

    key: str
    name: str
    description: str
    definition: str
    definition_version: int
    guidance: str
    numerator: str
    denominator: str
    unit: str
    value_is: str
    better: str | None = Field(description="'higher' or 'lower'; null if neither is better.")


class SmallNumbers(BaseModel):
    """How small counts of a service are hidden; the service '' is every other one."""

    service: str
    below: int
    zero_too: bool


class Source(BaseModel):
    """Where figures come from."""

    title: str
    publisher: str
    link: str
    licence: str
    illustrative: bool


class Release(ReleaseListed):
    """A release with everything that is needed to ask for its figures and to use them."""

    councils: list[Part]
    services: list[Named]
    kpis: list[Measure]
    small_numbers: list[SmallNumbers]
    sources: list[Source]
    markers: dict[str, str]
    licence: str


def _typed(column: Column) -> Any:
    plain = TYPES[column.kind]
    return plain if column.always or column.kind == "text" else plain | None


FIELDS: dict[str, Any] = {column.name: (_typed(column), Field(description=column.says)) for column in COLUMNS}


def figure_row() -> type[BaseModel]:
    """A finished figure, with the columns of the files."""
    return create_model("FigureRow", __doc__="A finished figure, with the columns of the files.", **FIELDS)


def figures() -> type[BaseModel]:
    """Figures, with what must be known to use them."""
    fields: dict[str, Any] = {
        "release": (int, Field(description="The release that they are of.")),
        "licence": (str, Field(description="Under which licence they may be used, and whose they are.")),
        "caution": (str, Field(description="What must be said where councils' figures stand beside each other.")),
        "next": (str | None, Field(description="Where the next figures are; null if these were the last.")),
        "rows": (list[figure_row()], Field(description="The figures.")),  # type: ignore[misc]
    }
    said = "Figures in order of council, service, KPI, channel, part and time."
    return create_model("Figures", __doc__=said, **fields)
