"""What people put on record about figures: dated events, re-basings of limits, targets."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from configuration.entry import MEASURE, Entry, Key


class VariationEntry(Entry):
    """How normal variation is calculated, for every chart."""

    screen_outliers: bool = Field(
        default=False,
        description="Whether outlying moving ranges are left out of the limits, as in the NHS-R package; NHS England's "
        "own tool keeps them. Charts say so.",
    )


class AnnotationEntry(Entry):
    """A dated event that a chart shows: told, not blamed for anything."""

    council: Key = Field(description="Key of the council.")
    service: str = Field(default="", description="Key of the service; left out for all of the council's.")
    kpi: str = Field(default="", description="Key of the KPI; left out for all of them.")
    day: date = Field(alias="date", description="The day, as in 2024-09-10.")
    text: str = Field(min_length=1, description="What happened, in a few words: 'New form launched'.")


class RebaseEntry(Entry):
    """Limits made anew from a day on: a human act, drawn on the chart with its reason and author."""

    council: Key = Field(description="Key of the council.")
    service: str = Field(default="", description="Key of the service; left out for the council as a whole.")
    kpi: str = Field(pattern=MEASURE, description="Key of the KPI.")
    day: date = Field(alias="date", description="The new limits begin with the period that holds this day.")
    reason: str = Field(min_length=1, description="The known cause of a shift that lasted and is expected to stay.")
    author: str = Field(min_length=1, description="Who decided it.")
    baseline_to: date | None = Field(
        default=None, description="The limits are made of figures up to this day only, and then frozen."
    )

    @model_validator(mode="after")
    def baseline_follows(self) -> Self:
        """A baseline that ends before it begins holds no figure."""
        if self.baseline_to is not None and self.baseline_to <= self.day:
            raise ValueError("has a 'baseline_to' that is not after its 'date'; give the baseline's last day")
        return self


class TargetEntry(Entry):
    """A target: what a council has decided to reach, from when, and who approved it."""

    council: Key = Field(description="Key of the council.")
    service: str = Field(default="", description="Key of the service; left out for the council as a whole.")
    kpi: str = Field(pattern=MEASURE, description="Key of the KPI; it needs a good direction.")
    value: float = Field(description="The value to reach, as pages write it: 80 for 80%, 4.5 for £4.50.")
    tolerance: float = Field(
        default=0,
        ge=0,
        description="How far on the wrong side of the target still counts as within tolerance: 2 for two percentage "
        "points.",
    )
    first: date = Field(alias="from", description="First day on which it holds.")
    last: date | None = Field(default=None, alias="to", description="Last day on which it holds, if it ends.")
    approved_by: str = Field(min_length=1, description="Who approved it: 'Cabinet, 12 February 2025'.")

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        """A target that ends before it begins never holds."""
        if self.last is not None and self.last < self.first:
            raise ValueError("has a 'to' before its 'from'; correct one of the two")
        return self
