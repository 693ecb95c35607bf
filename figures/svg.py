"""SVG as text: short numbers, escaped words, and the frame that every plot stands in."""

from collections.abc import Iterable
from html import escape

from figures.axis import Axis
from figures.timeline import Timeline, TimeTick

FOOT = 26
"""Pixels under a plot for the time axis."""


def short(number: float, places: int = 2) -> str:
    """A number below a million without needless zeros: '12.35', '12', '0'."""
    # `or 0` also turns -0.0 into 0.
    return f"{round(number, places) or 0:g}"


def words(text: str, x: str, y: float, css: str = "", dx: float = 0) -> str:
    """A line of text, its baseline at y; `x` with its unit."""
    shift = f' dx="{short(dx)}"' if dx else ""
    kind = f' class="{css}"' if css else ""
    return f'<text{kind} x="{x}" y="{short(y, 1)}"{shift}>{escape(text, quote=False)}</text>'


def frame(content: str, prefix: str, label: str, height: float, css: str, description: str = "") -> str:
    """A plot with its name for whoever cannot see it; `prefix` makes the name's id unique on the page.

    `description`, if there is one, says more than the name.
    """
    name = f"{escape(prefix)}-name"
    more = f"{escape(prefix)}-more"
    described = f' aria-describedby="{more}"' if description else ""
    inside = f'<desc id="{more}">{escape(description, quote=False)}</desc>' if description else ""
    return (
        f'<svg class="gh-plot {css}" role="img" aria-labelledby="{name}"{described} height="{short(height)}">'
        f'<title id="{name}">{escape(label, quote=False)}</title>{inside}{content}</svg>'
    )


def stretched(paths: str, height: float) -> str:
    """Paths in a box of 100 by so many pixels that is as wide as its place; strokes are not stretched with it."""
    tall = short(height)
    return (
        f'<svg width="100%" height="{tall}" viewBox="0 0 100 {tall}" preserveAspectRatio="none" '
        f'overflow="visible">{paths}</svg>'
    )


def track(places: Iterable[tuple[float, float]]) -> str:
    """The data of a path through these places."""
    return "M" + " ".join([f"{round(x, 2):g},{round(y, 1):g}" for x, y in places])


def grid(axis: Axis, height: float) -> str:
    """Lines across the plot with their values; the axis itself is darker."""
    parts = []
    zero = 0.0 if axis.low < 0 < axis.high else axis.low
    for tick in axis.ticks:
        y = axis.y(tick.value, height)
        css = "g-base" if tick.value == zero else "g-grid"
        parts.append(f'<line class="{css}" x1="0" x2="100%" y1="{short(y, 1)}" y2="{short(y, 1)}"/>')
        parts.append(words(tick.text, "-8", y + 5, "e q"))
    return "".join(parts)


def time_axis(time: Timeline, ticks: Iterable[TimeTick], height: float, last_inside: bool = False) -> str:
    """Marks and names of periods under the plot; `last_inside`: the last name ends at its mark."""
    parts = []
    for tick in ticks:
        at = f"{short(time.x(tick.index))}%"
        where = "" if tick.wide and tick.narrow else " wide" if tick.wide else " narrow"
        side = "e" if last_inside and tick.index == time.last > 0 else "m"
        parts.append(f'<line class="g-base{where}" x1="{at}" x2="{at}" y1="{short(height)}" y2="{short(height + 5)}"/>')
        parts.append(words(tick.text, at, height + 20, f"{side} q{where}"))
    return "".join(parts)
