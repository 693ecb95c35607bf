"""What a figure gives a page."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Picture:
    """One picture: `svg` is finished, escaped markup; `figure` is the same as a Plotly figure, None where SVG is all.

    `label` says what it shows to whoever cannot see it; `height` is that of its box in pixels. `starts_at` is the
    text at the foot of a percentage axis that does not start at zero ('60%'), so that the page can say so.
    """

    svg: str
    figure: dict[str, Any] | None
    label: str
    height: int
    starts_at: str | None = None


@dataclass(frozen=True)
class Rows:
    """One picture for each row of a table, on one scale; `header` is the axis above them, '' if there is none."""

    rows: tuple[str, ...]
    header: str = ""
    starts_at: str | None = None
