"""A chart over time as a Plotly figure: a plain dict, which the browser draws in the box of the SVG.

Building go.Figure objects would take some 20 ms to check what the tests already check, and would add a template of
6.5 kB, so plotly itself is not imported here.
"""

from html import escape
from typing import Any

from figures.chart import Chart, nothing
from figures.drawing import Gap
from figures.labels import ROOMS, Label
from figures.normal_traces import annotations, behind, shapes
from figures.palette import AXIS, GRID, INK, QUIET, WHITE
from figures.svg import FOOT
from figures.timeline import Timeline
from figures.traces import interval, precise, trace

INSIDE = {"bgcolor": WHITE}
"""Text inside a plot keeps the line out of its way."""

LEFT = 46
"""Pixels for the value axis: the class gh-plot--y."""


def plot(placed: Chart, prefix: str) -> dict[str, Any]:
    """The chart with the SVG's ranges, ticks, margins and labels.

    `layout.meta.narrow` holds the parts of the layout that differ on a narrow page.
    """
    bands = [interval(placed.bands)] if placed.bands else []
    bands += behind(placed.normal)
    traces = [trace(placed.kpi, line, placed.time, prefix, placed.normal) for line in placed.lines]
    ends = [period.key for period in (*placed.time.periods[:1], *placed.time.periods[-1:])]
    layout = {
        "template": template(),
        "height": placed.head + placed.height + FOOT,
        "uirevision": " ".join((prefix, *ends)),
        **_by_width(placed, wide=True),
        "yaxis": {
            # Plotly draws no line and no text at the very end of an axis, so the head is part of the axis here.
            "range": [placed.axis.low, _at(-placed.head, placed)],
            "tickvals": [tick.value for tick in placed.axis.ticks],
            "ticktext": [tick.text for tick in placed.axis.ticks],
        },
        "shapes": [
            *(_stem(index, gap, placed) for gap in placed.gaps for index in gap.stems),
            *shapes(placed.normal, placed.axis, placed.height),
        ],
        "meta": {"narrow": _by_width(placed, wide=False)},
    }
    return {"data": [*bands, *traces], "layout": layout}


def _by_width(placed: Chart, wide: bool) -> dict[str, Any]:
    """Margins, names of periods and labels, for a wide or a narrow page."""
    ticks = [tick for tick in placed.ticks if (tick.wide if wide else tick.narrow)]
    texts = [_label(label, placed) for label in (placed.labels.wide if wide else placed.labels.narrow)]
    texts += [_marker(gap, placed) for gap in placed.gaps if (gap.wide if wide else gap.narrow)]
    texts += annotations(
        placed.normal, placed.time, placed.axis, placed.height, placed.wide, ROOMS[placed.room][0], wide
    )
    if not any(line.runs for line in placed.lines):
        texts.append(
            {
                "text": nothing(placed),
                "x": 0.5,
                "y": 0.5,
                "xref": "paper",
                "yref": "paper",
                "font": {"color": QUIET},
                **INSIDE,
            }
        )
    return {
        "margin": {"l": LEFT, "r": ROOMS[placed.room][0 if wide else 1], "t": 0, "b": FOOT},
        "xaxis": {
            "range": _range(placed.time),
            "tickvals": [tick.index for tick in ticks],
            "ticktext": [tick.text for tick in ticks],
        },
        "annotations": texts,
    }


def _range(time: Timeline) -> list[float]:
    """The ends of the axis that put every period where the SVG has it."""
    if time.last < 1:
        return [-0.5, 0.5]
    outside = time.last * time.inset / (100 - 2 * time.inset)
    return [round(-outside, 4), round(time.last + outside, 4)]


def _label(label: Label, placed: Chart) -> dict[str, Any]:
    lines = [f"<b>{escape(label.bold, quote=False)}</b>"] if label.bold else []
    text = " ".join([*lines, *(escape(part, quote=False) for part in label.rest[:1])])
    rest = [escape(part, quote=False) for part in label.rest[1:]]
    place = (label.x - placed.time.inset) / (100 - 2 * placed.time.inset) * max(0, placed.time.last)
    return {
        "text": "<br>".join([text, *rest]),
        "x": round(place, 3),
        "y": _at(label.y, placed),
        "xanchor": "left" if label.start else "right",
        **({"xshift": label.away} if label.beside else INSIDE),
        **({"yanchor": "top", "yshift": 10} if rest else {}),
        "align": "left",
        **({"font": {"color": QUIET}} if label.quiet else {}),
    }


def _marker(gap: Gap, placed: Chart) -> dict[str, Any]:
    return {"text": f"<b>{gap.marker}</b>", "x": gap.middle, "y": _at(gap.top - 14, placed), **INSIDE}


def _stem(index: int, gap: Gap, placed: Chart) -> dict[str, Any]:
    line = {"color": QUIET, "width": 1, "dash": "2px,2px"}
    ends = {"x0": index, "x1": index, "y0": _at(gap.top, placed), "y1": placed.axis.low}
    return {"type": "line", **ends, "line": line}


def _at(y: float, placed: Chart) -> float:
    return precise(placed.axis.value(y, placed.height))


def template() -> dict[str, Any]:
    """What all charts share, as Plotly's template, so that nothing adds a longer one."""
    text = {"color": QUIET, "size": 14}
    axis = {"fixedrange": True, "zeroline": False, "automargin": False, "tickfont": text}
    time = {
        "showgrid": False,
        "showline": True,
        "linecolor": AXIS,
        "ticks": "outside",
        "ticklen": 5,
        "tickcolor": AXIS,
        "ticklabelstandoff": -2,
    }
    values = {"gridcolor": GRID, "ticks": "", "ticklabelstandoff": 6}
    hover = {"bgcolor": WHITE, "bordercolor": INK, "align": "left", "font": {"color": INK, "size": 14}}
    layout = {
        "font": {"family": "Arial, sans-serif", "size": 14, "color": INK},
        "paper_bgcolor": WHITE,
        "plot_bgcolor": WHITE,
        "showlegend": False,
        # Nothing to drag or zoom: on a phone a finger on the chart scrolls the page.
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": hover,
        "modebar": {"remove": ["toimage", "select", "lasso"]},
        "xaxis": {**axis, **time},
        "yaxis": {**axis, **values},
        "annotationdefaults": {"showarrow": False, "borderpad": 0},
    }
    return {"layout": layout}
