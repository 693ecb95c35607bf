"""Figures that are estimates: a column that says so, row by row, and by which method."""

from pydantic import Field

from configuration.entry import Entry


class Estimates(Entry):
    """Which rows hold estimates; their figures carry [e] wherever they are shown."""

    column: str = Field(description="Column that marks them.")
    methods: dict[str, str] = Field(
        min_length=1,
        description="What the column holds for an estimate, and its method in words, which the data page shows.",
    )
    counted: tuple[str, ...] = Field(
        default=("",), description="What it holds for figures that are counted; any other value is refused."
    )
