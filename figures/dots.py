"""A dot plot whose rows are the rows of a table: value and 95 % interval of each council on one scale."""

from collections.abc import Sequence
from html import escape

from figures.axis import MOST_LINES, Axis, Scaled, value_axis
from figures.lettering import width
from figures.palette import BLUE, DIAMOND, INK, QUIET, WHITE
from figures.picture import Rows
from figures.svg import short
from kpis.figure import Figure
from kpis.funnel import DIFFERENT, WORTH_A_LOOK
from kpis.wording import written

NARROW = 270
"""Pixels of the rows' column on a narrow page, at least."""

GROUP_LINE = f'stroke="{INK}" stroke-width="1.5" stroke-dasharray="5 3"'
QUIET_TEXT = f'font-weight="400" fill="{QUIET}"'
BOLD_TEXT = f'font-weight="700" fill="{INK}"'


def dots(
    scaled: Scaled,
    figures: Sequence[Figure],
    *,
    group: Figure | None = None,
    group_name: str = "",
    phrases: Sequence[str] = (),
    whole_axis: bool = False,
    lines: int = MOST_LINES,
) -> Rows:
    """One row of 29 px for each figure, in their order, and the axis above them of 42 px.

    A missing figure has an empty row, as its cell says why. The group's own figure is a line through every row, named
    in the header. `phrases`, if given, say what may be said of each: who is worth a look is a hollow diamond, who is
    different from the group a filled one. `lines` is the most that the scale may have: fewer where there is less room.
    All are hidden from screen readers: the cells beside them say the same.
    """
    together = group.value if group else None
    bounds = [bound for one in figures for bound in (one.lower, one.upper) if one.value is not None]
    axis = value_axis(scaled, [*(one.value for one in figures), *bounds, together], lines, whole_axis)
    behind = "".join(_line("g-grid", _place(axis, tick.value)) for tick in axis.ticks)
    if together is not None:
        behind += _through(_place(axis, together), "0", "100%")
    said = phrases or ("",) * len(figures)
    rows = tuple(_hidden(behind + _mark(axis, one, phrase)) for one, phrase in zip(figures, said, strict=True))
    named = f"{group_name}: {written(together, scaled.unit, scaled.decimals)}" if together is not None else ""
    return Rows(rows, _hidden(_header(axis, together, named)), axis.starts_at)


def _mark(axis: Axis, one: Figure, phrase: str) -> str:
    if one.value is None:
        return ""
    at = short(_place(axis, one.value))
    css, radius = ("g-dot", "4.5") if one.complete else ("g-dot--open", "4")
    dot = f'<circle class="{css}" cx="{at}%" cy="50%" r="{radius}"/>'
    if phrase in (WORTH_A_LOOK, DIFFERENT):
        fill = BLUE if phrase == DIFFERENT else WHITE
        shape = f'<path d="{DIAMOND}" fill="{fill}" stroke="{BLUE}" stroke-width="2.5"/>'
        dot = f'<svg x="{at}%" y="50%" overflow="visible">{shape}</svg>'
    if one.lower is None or one.upper is None:
        return dot
    ends = (short(_place(axis, bound)) for bound in (one.lower, one.upper))
    return '<line class="g-interval" x1="{}%" x2="{}%" y1="50%" y2="50%"/>'.format(*ends) + dot


def _header(axis: Axis, together: float | None, named: str) -> str:
    pointer = _place(axis, together) if together is not None else None
    parts, crossed = [], False
    for tick in axis.ticks:
        at = _place(axis, tick.value)
        anchor = "start" if at == 0 else "end" if at == 100 else "middle"
        covers = pointer is not None and _covers(at, anchor, tick.text, pointer)
        # Both ends stay, as without them there is no scale; there the line makes room for the text.
        if not covers or anchor != "middle":
            parts.append(_text(tick.text, at, 38, anchor, QUIET_TEXT))
            crossed = crossed or covers
    if pointer is None:
        return "".join(parts)
    half = 100 * width(named, bold=True) / 2 / NARROW
    anchor = "start" if pointer < half else "end" if pointer > 100 - half else "middle"
    parts.append(_text(named, pointer, 16, anchor, BOLD_TEXT))
    reaches = (("22", "26"), ("40", "46")) if crossed else (("22", "46"),)
    return "".join([*parts, *(_through(pointer, top, foot) for top, foot in reaches)])


def _place(axis: Axis, value: float) -> float:
    """Per cent of the row's width."""
    return round(100 * axis.share(value), 2)


def _covers(at: float, anchor: str, text: str, pointer: float) -> bool:
    half = 100 * (width(text) / 2 + 3) / NARROW
    middle = at + half if anchor == "start" else at - half if anchor == "end" else at
    return abs(pointer - middle) < half


def _text(text: str, at: float, y: int, anchor: str, look: str) -> str:
    return f'<text x="{short(at)}%" y="{y}" text-anchor="{anchor}" {look}>{escape(text, quote=False)}</text>'


def _line(css: str, at: float) -> str:
    return f'<line class="{css}" x1="{short(at)}%" x2="{short(at)}%" y1="0" y2="100%"/>'


def _through(at: float, top: str, foot: str) -> str:
    return f'<line x1="{short(at)}%" x2="{short(at)}%" y1="{top}" y2="{foot}" {GROUP_LINE}/>'


def _hidden(content: str) -> str:
    return f'<svg aria-hidden="true" focusable="false">{content}</svg>'
