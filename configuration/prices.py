"""An index of prices, by which a page can say how a cost changed without inflation (METHODS D9)."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from configuration.entry import Entry

Year = Annotated[str, Field(pattern=r"^\d{4}-\d\d$")]


class PricesEntry(Entry):
    """Whose index of prices it is, and its values by financial year."""

    source: str = Field(
        default="", description="Whose index it is, and of when: 'HM Treasury, GDP deflators, September 2026'."
    )
    index: dict[Year, float] = Field(
        default={}, description="Financial year and index, as in `2024-25 = 103.9`; which year is 100 does not matter."
    )

    @model_validator(mode="after")
    def stated_and_above_nought(self) -> Self:
        """An index that nobody stands for, or of nothing, would make figures that mean nothing."""
        if self.index and not self.source:
            raise ValueError("has an 'index' without 'source': say whose index it is and of when")
        if wrong := [year for year, value in self.index.items() if value <= 0]:
            raise ValueError(f"has an index of {self.index[wrong[0]]:g} for {wrong[0]}; it must be above 0")
        return self
