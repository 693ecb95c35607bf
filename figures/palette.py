"""Colours, dashes and marks: no series is told by its colour alone (METHODS P10)."""

from dataclasses import dataclass

INK = "#0b0c0c"
QUIET = "#484949"
GRID = "#dedede"
AXIS = "#858686"
BAND = "#ebebeb"
WHITE = "#ffffff"

BLUE = "#12436d"
TEAL = "#28a197"
PLUM = "#801650"
ORANGE = "#f46a25"
PALE = "#bfbfbf"

DIAMOND = "M0-6.5L6.5 0 0 6.5-6.5 0z"
"""The mark of what stands out, around (0, 0); hollow or filled."""


@dataclass(frozen=True)
class Style:
    """How one series is drawn: `dash` in pixels, `path` its mark around (0, 0), `symbol` the mark's Plotly name.

    `path` is '' for a circle.
    """

    colour: str
    width: float = 2
    dash: str = ""
    symbol: str = "circle"
    path: str = ""


FOCUS = Style(BLUE)
OTHER = Style(PALE, width=1.5)

SERIES = (
    FOCUS,
    Style(TEAL, dash="7 4", symbol="square", path="M-3.5-3.5H3.5V3.5H-3.5z"),
    Style(PLUM, dash="2 3", symbol="diamond", path="M0-5L5 0 0 5-5 0z"),
    Style(ORANGE, dash="10 3 2 3", symbol="triangle-up", path="M0-5L4.5 3.5H-4.5z"),
)
"""The first four of the Government Analysis Function's palette, in its order; more need small multiples."""
