"""Traits of the areas that councils serve, by which nearest neighbours are found."""

from pathlib import Path

from pydantic import Field

from configuration.entry import Entry, Key


class TraitEntry(Entry):
    """One trait of every council's area: how many live there, how densely, how deprived."""

    key: Key = Field(description="Stable key.")
    name: str = Field(description="Name shown on pages: 'Population'.")
    unit: str = Field(description="What it is counted in, in words: 'people', 'people for each square kilometre'.")
    year: str = Field(description="The year or years it is of.")
    source: str = Field(description="Whose figure it is, and under which licence.")
    file: Path | None = Field(
        default=None, description="CSV file with one row for each council; none means the council register."
    )
    council_column: str = Field(
        default="local-authority-code", description="Column with the council's key, GSS code or name."
    )
    column: str = Field(description="Column with the value; an empty one is not known.")
    weight: float = Field(default=1.0, gt=0, description="How much the trait counts beside the others.")
