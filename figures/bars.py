"""Bars whose rows are the rows of a table: they start at zero, and what is missing is no bar of length zero."""

from collections.abc import Sequence

from figures.axis import LEAST_SPAN
from figures.picture import Rows
from figures.svg import short

LONGEST = 95.0
"""Per cent of the row that the longest bar takes."""

ZERO = '<line class="g-base" x1="{0}" x2="{0}" y1="2" y2="27"/>'
MISSING = '<line class="g-gap" x1="1" x2="1" y1="4" y2="25"/>'


def bars(values: Sequence[float | None], *, pale: Sequence[bool] = (), whole: float | None = None) -> Rows:
    """One row of 29 px for each value, in their order, all on one scale from zero.

    None is a dotted stub, zero a solid baseline alone. `pale` tells which bars are grey, none if it is empty. `whole`
    is the value of a bar of full length; without it the largest takes nearly all. Hidden from screen readers, as the
    cells beside them say the same.
    """
    known = [value for value in values if value is not None]
    low, high = min(0.0, *known, 0.0), max(0.0, *known, 0.0)
    reach = whole if whole else (high - low) * 100 / LONGEST
    share = 100 / reach if reach > LEAST_SPAN else 0.0
    greys = pale or (False,) * len(values)
    rows = tuple(_row(value, low, share, grey) for value, grey in zip(values, greys, strict=True))
    return Rows(tuple(f'<svg aria-hidden="true" focusable="false">{row}</svg>' for row in rows))


def _row(value: float | None, low: float, share: float, grey: bool) -> str:
    if value is None:
        return MISSING
    zero = -low * share
    base = ZERO.format(f"{short(zero)}%" if zero else "0")
    if value == 0:
        return base
    start, length = zero + min(0.0, value * share), abs(value * share)
    css = "g-bar g-bar--pale" if grey else "g-bar"
    at = f"{short(start)}%" if start else "0"
    return f'{base}<rect class="{css}" x="{at}" y="5" height="19" width="{short(length)}%"/>'
