"""The data of a Plotly figure: one trace for each line, one for the interval."""

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from itertools import pairwise
from typing import Any

from figures.chart import Band
from figures.drawing import Line
from figures.normal import NOTHING, PlacedNormal, Signal
from figures.normal_traces import marked
from figures.palette import BAND, WHITE
from figures.timeline import Timeline
from kpis.catalogue import Kpi
from kpis.series import Point
from kpis.wording import caution, number, period_name, value_text

DOT = 6
LAST_DOT = 8


def trace(kpi: Kpi, line: Line, time: Timeline, prefix: str, normal: PlacedNormal = NOTHING) -> dict[str, Any]:
    """A line with its dots and what it says under the pointer; a gap is None and is not bridged."""
    points, style = line.series.points, line.style
    places = {time.index[point.period]: point for point in points}
    every = range(min(places), max(places) + 1) if places else range(0)
    along = [places.get(place) for place in every]
    said, template = _said(kpi, along, [normal.signal_at.get(place) for place in every])
    found = {
        "type": "scatter",
        "uid": f"{prefix}-{line.series.key}",
        "name": line.series.name,
        "mode": "lines+markers",
        "x": list(every),
        "y": [_value(point) for point in along],
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": style.colour, "width": style.width} | ({"dash": _pixels(style.dash)} if style.dash else {}),
        "marker": marked(_marker(line, every), normal, line, every),
        "customdata": said,
        "hovertemplate": template,
    }
    return _parted(found, _breaks(line, every))


def _breaks(line: Line, every: Sequence[int]) -> list[int]:
    """Where a run begins right behind another: figures from there on are counted differently."""
    return [run[0].place - every[0] for one, run in pairwise(line.runs) if run[0].place == one[-1].place + 1]


def _parted(found: dict[str, Any], breaks: Sequence[int]) -> dict[str, Any]:
    """The trace with a gap of no width at each break, so that no line is drawn across it."""
    marker = found["marker"]
    beside = [one for some in (marker, marker.get("line", {})) for one in some.values() if isinstance(one, list)]
    for place in reversed(breaks):
        found["x"].insert(place, found["x"][place] - 0.5)
        found["y"].insert(place, None)
        found["customdata"].insert(place, [])
        for values in beside:
            values.insert(place, values[place])
    return found


def interval(bands: Sequence[Band]) -> dict[str, Any]:
    """The area between lower and upper bound, one ring for each run."""
    x: list[float | None] = []
    y: list[float | None] = []
    for band in bands:
        back = tuple(reversed(band))
        x += [*([None] if x else []), *(place for place, _, _ in (*band, *back))]
        y += [*([None] if y else []), *(precise(high) for _, _, high in band), *(precise(low) for _, low, _ in back)]
    quiet = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    return {"type": "scatter", "x": x, "y": y, "fill": "toself", "fillcolor": BAND, **quiet}


def precise(value: float) -> float:
    """Seven digits: more than any figure is written with, and half the bytes."""
    return float(f"{value:.7g}")


def _value(point: Point | None) -> float | None:
    return None if point is None or point.figure.value is None else precise(point.figure.value)


def _marker(line: Line, every: Sequence[int]) -> dict[str, Any]:
    """One size for all where every point has its dot; else a size for each, and no dot is of size 0."""
    dotted = {spot.place: spot for spot in line.dotted}
    last = line.spots[-1].place if line.runs else -1
    sizes = [0 if place not in dotted else LAST_DOT if place == last else DOT for place in every]
    marker: dict[str, Any] = {"color": line.style.colour, "size": sizes, "opacity": 1, "line": {"width": 0}}
    if line.style.symbol != "circle":
        marker["symbol"] = line.style.symbol
    if any(spot.partial for spot in dotted.values()):
        hollow = [place in dotted and dotted[place].partial for place in every]
        marker["color"] = [WHITE if one else line.style.colour for one in hollow]
        marker["line"] = {"color": line.style.colour, "width": [2 if one else 0 for one in hollow]}
    return marker


def _said(kpi: Kpi, along: Sequence[Point | None], signals: Sequence[Signal | None]) -> tuple[list[list[str]], str]:
    """For each point period, value and both sides in words, and the text they are set into."""
    names = [kpi.numerator_name, *([kpi.denominator_name] if kpi.denominator else [])]
    cautions = [
        "; ".join(filter(None, (signal.words if signal else "", caution(kpi, point.figure) if point else "")))
        for point, signal in zip(along, signals, strict=True)
    ]
    said = [_row(kpi, point, len(names)) if point else [] for point in along]
    lines = ["<b>%{customdata[0]}: %{customdata[1]}</b>"]
    lines += [f"{escape(name, quote=False)}: %{{customdata[{place}]}}" for place, name in enumerate(names, start=2)]
    if any(cautions):
        lines.append(f"%{{customdata[{len(lines) + 1}]}}")
        said = [[*row, words] if row else [] for row, words in zip(said, cautions, strict=True)]
    return said, "<br>".join(lines) + "<extra></extra>"


def _row(kpi: Kpi, point: Point, sides: int) -> list[str]:
    if point.figure.value is None:
        return []
    amounts = (point.figure.numerator, point.figure.denominator)[:sides]
    return [period_name(kpi, point.period), value_text(kpi, point.figure), *(_amount(amount) for amount in amounts)]


def _amount(amount: Decimal | None) -> str:
    if amount is None:
        return "not known"
    return number(amount, 0 if amount == amount.to_integral_value() else 2)


def _pixels(dash: str) -> str:
    return ",".join(f"{length}px" for length in dash.split())
