"""A strip plot: one mark for each council, a pointer for all of them together; no names and no order."""

from collections.abc import Sequence
from html import escape

from figures.axis import Scaled, value_axis
from figures.picture import Picture
from figures.svg import short, words
from kpis.wording import written

HEIGHT = 46
LINE = 28
"""Pixels from the top to the line."""

POINTER = '<path d="M0 1L6 11H-6z"/>'


def strip(scaled: Scaled, values: Sequence[float | None], together: float | None, *, label: str) -> Picture:
    """Where the councils' values lie between the two labelled ends; a missing value has no mark.

    Money and counts reach from zero to the largest value, percentages between round ends.
    """
    known = [value for value in values if value is not None]
    low, high, foot, top, starts_at = _ends(scaled, [*known, *([] if together is None else [together])])

    def place(value: float) -> str:
        return f"{short(1 + 98 * (value - low) / (high - low))}%"

    parts = [f'<line class="g-base" x1="0" x2="100%" y1="{LINE}" y2="{LINE}"/>']
    for value in known:
        at = place(value)
        parts.append(f'<line class="g-tick" x1="{at}" x2="{at}" y1="8" y2="24"/>')
    if together is not None:
        parts.append(f'<svg x="{place(together)}" y="{LINE}" overflow="visible">{POINTER}</svg>')
    parts += [words(foot, "0", 44, "q"), words(top, "100%", 44, "q e")]
    svg = f'<svg class="gh-plot" role="img" aria-label="{escape(label)}" height="{HEIGHT}">{"".join(parts)}</svg>'
    return Picture(svg, None, label, HEIGHT, starts_at)


def _ends(scaled: Scaled, known: Sequence[float]) -> tuple[float, float, str, str, str | None]:
    axis = value_axis(scaled, known, lines=3)
    if scaled.unit == "percent" or not known or max(known) <= 0:
        return axis.low, axis.high, axis.ticks[0].text, axis.ticks[-1].text, axis.starts_at
    low, high = min(0.0, *known), max(known)
    decimals = scaled.decimals if low else 0
    return low, high, written(low, scaled.unit, decimals), written(high, scaled.unit, scaled.decimals), None
