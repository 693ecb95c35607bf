"""A funnel plot as SVG, and the same picture as a Plotly figure."""

from html import escape
from typing import Any

from figures.funnel import FOOT, HEAD, HEIGHT, Curve, FunnelChart, funnel_chart
from figures.funnel_labels import Mark, Text
from figures.labels import ROOMS
from figures.palette import BLUE, DIAMOND, QUIET, WHITE
from figures.picture import Picture
from figures.plot import INSIDE, LEFT, template
from figures.svg import frame, grid, short, stretched, track, words
from figures.traces import precise
from kpis.catalogue import Kpi
from kpis.funnel import DIFFERENT
from kpis.group_funnel import GroupFunnel
from kpis.wording import number, written

LIMIT = "#6b6c6c"
ANCHORS = {"start": "", "middle": "m", "end": "e"}
DASHES = {(False, False): "5px,4px", (True, False): "solid", (False, True): "1px,3px", (True, True): "3px,3px"}
"""By whether a limit is the outer one, and whether it is plain."""


def funnel_plot(kpi: Kpi, group: GroupFunnel, everyone: str, *, prefix: str, label: str) -> Picture:
    """The picture; `everyone` names the group's line ('All 32'), `prefix` makes ids unique on the page.

    `label` says what it shows to whoever cannot see it.
    """
    placed = funnel_chart(kpi, group, everyone)
    height = HEAD + HEIGHT + FOOT
    drawn = frame(_content(placed), prefix, label, height, "gh-plot--y gh-plot--end")
    return Picture(drawn, _figure(placed, prefix), label, height, placed.axis.starts_at)


def _content(placed: FunnelChart) -> str:
    target = short(placed.target, 1)
    parts = [
        grid(placed.axis, HEIGHT),
        f'<line class="g-mean" x1="0" x2="100%" y1="{target}" y2="{target}"/>',
        stretched("".join(_curve(curve) for curve in placed.curves), HEIGHT),
        *(_mark(mark) for mark in placed.marks),
        *(_text(text, " wide") for text in placed.wide if text not in placed.narrow),
        *(_text(text, " narrow") for text in placed.narrow if text not in placed.wide),
        *(_text(text, "") for text in placed.narrow if text in placed.wide),
    ]
    for step in placed.steps:
        where = "" if step.narrow else " wide"
        at = f"{short(step.x)}%"
        parts.append(f'<line class="g-base{where}" x1="{at}" x2="{at}" y1="{HEIGHT}" y2="{HEIGHT + 5}"/>')
        parts.append(words(step.text, at, HEIGHT + 20, f"m q{where}"))
    for text, where in zip(placed.across, ("wide", "narrow"), strict=True):
        parts.append(words(text, "0", HEIGHT + 42, f"q {where}"))
    return f'<svg y="{HEAD}" width="100%" height="{HEIGHT}" overflow="visible">{"".join(parts)}</svg>'


def _curve(curve: Curve) -> str:
    css = "g-limit g-limit--outer" if curve.outer else "g-limit"
    plain = f' style="stroke-dasharray:{"3 3" if curve.outer else "1 3"}"' if curve.plain else ""
    return f'<path class="{css}"{plain} d="{track(curve.places)}"/>'


def _mark(mark: Mark) -> str:
    at, y = f"{short(mark.x)}%", short(mark.y, 1)
    if not mark.stands_out:
        return f'<circle class="g-dot" cx="{at}" cy="{y}" r="3.5"/>'
    fill = BLUE if mark.council.phrase == DIFFERENT else WHITE
    shape = f'<path d="{DIAMOND}" fill="{fill}" stroke="{BLUE}" stroke-width="2.5"/>'
    return f'<svg x="{at}" y="{y}" overflow="visible">{shape}</svg>'


def _text(text: Text, where: str) -> str:
    css = f"{ANCHORS[text.anchor]} {'q' if text.quiet else 'b on-pale'}{where}".strip()
    return words(text.text, f"{short(text.x)}%", text.y + 5, css, text.dx)


def _figure(placed: FunnelChart, prefix: str) -> dict[str, Any]:
    """Places across are per cent of the width, as in the SVG; what was counted is said under the pointer."""
    layout = {
        "template": template(),
        "height": HEAD + HEIGHT + FOOT,
        "uirevision": prefix,
        **_by_width(placed, wide=True),
        "yaxis": {
            "range": [placed.axis.low, _value(-HEAD, placed)],
            "tickvals": [tick.value for tick in placed.axis.ticks],
            "ticktext": [tick.text for tick in placed.axis.ticks],
        },
        "meta": {"narrow": _by_width(placed, wide=False)},
    }
    limits = [_limit(curve, placed) for curve in placed.curves]
    return {"data": [_group(placed), *limits, *_councils(placed, prefix)], "layout": layout}


def _by_width(placed: FunnelChart, wide: bool) -> dict[str, Any]:
    steps = [step for step in placed.steps if wide or step.narrow]
    name = {
        "text": escape(placed.across[0 if wide else 1], quote=False),
        **{"x": 0, "y": placed.axis.low, "xanchor": "left", "yanchor": "top", "yshift": -28},
        "font": {"color": QUIET},
    }
    return {
        "margin": {"l": LEFT, "r": ROOMS["end"][0 if wide else 1], "t": 0, "b": FOOT},
        "xaxis": {
            "range": [0, 100],
            "tickvals": [step.x for step in steps],
            "ticktext": [step.text for step in steps],
        },
        "annotations": [*(_annotation(text, placed) for text in (placed.wide if wide else placed.narrow)), name],
    }


def _annotation(text: Text, placed: FunnelChart) -> dict[str, Any]:
    written_as = escape(text.text, quote=False)
    sides = {"start": "left", "middle": "center", "end": "right"}
    return {
        "text": written_as if text.quiet else f"<b>{written_as}</b>",
        "x": text.x,
        "y": _value(text.y, placed),
        "xanchor": sides[text.anchor],
        "xshift": text.dx,
        **({"font": {"color": QUIET}} if text.quiet else INSIDE),
    }


def _group(placed: FunnelChart) -> dict[str, Any]:
    return _line([0, 100], [precise(placed.group.funnel.target)] * 2, "solid")


def _limit(curve: Curve, placed: FunnelChart) -> dict[str, Any]:
    across = [x for x, _ in curve.places]
    return _line(across, [_value(y, placed) for _, y in curve.places], DASHES[curve.outer, curve.plain])


def _line(x: list[float], y: list[float], dash: str) -> dict[str, Any]:
    line = {"color": LIMIT, "width": 1.25, "dash": dash}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _councils(placed: FunnelChart, prefix: str) -> list[dict[str, Any]]:
    """Those of which something is said last and larger, as diamonds."""
    plain = [mark for mark in placed.marks if not mark.stands_out]
    told = [mark for mark in placed.marks if mark.stands_out]
    fills = [BLUE if mark.council.phrase == DIFFERENT else WHITE for mark in told]
    dots = {"color": BLUE, "size": 7, "line": {"width": 0}}
    diamonds = {"symbol": "diamond", "color": fills, "size": 11, "line": {"color": BLUE, "width": 2.5}}
    made = ((plain, dots, "not distinguishable"), (told, diamonds, "worth a look or different"))
    return [_trace(placed, marks, marker, name, prefix) for marks, marker, name in made if marks]


def _trace(placed: FunnelChart, marks: list[Mark], marker: dict[str, Any], name: str, prefix: str) -> dict[str, Any]:
    kpi = placed.kpi
    lines = [
        "<b>%{customdata[0]}: %{customdata[1]}</b>",
        f"{escape(kpi.numerator_name, quote=False)}: %{{customdata[2]}}",
        f"{escape(kpi.denominator_name, quote=False)}: %{{customdata[3]}}",
        "%{customdata[4]}",
    ]
    return {
        "type": "scatter",
        "uid": f"{prefix}-{name}",
        "name": name,
        "mode": "markers",
        "cliponaxis": False,
        "x": [mark.x for mark in marks],
        "y": [precise(mark.council.share) for mark in marks],
        "marker": {"opacity": 1, **marker},
        "customdata": [_said(kpi, mark) for mark in marks],
        "hovertemplate": "<br>".join(lines) + "<extra></extra>",
    }


def _said(kpi: Kpi, mark: Mark) -> list[str]:
    one = mark.council
    value = written(one.share, kpi.unit, kpi.decimals)
    phrase = f"{one.phrase[0].upper()}{one.phrase[1:]}"
    return [escape(one.name, quote=False), value, number(one.part), number(one.whole), phrase]


def _value(y: float, placed: FunnelChart) -> float:
    return precise(placed.axis.value(y, HEIGHT))
