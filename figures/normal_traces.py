"""Normal variation in a Plotly figure: the same bands, limits, targets, events and marks."""

from html import escape
from typing import Any

from figures.axis import Axis
from figures.drawing import Line
from figures.normal import Event, Mark, PlacedNormal, Track
from figures.normal_markup import HEAD, brief, fitting, told
from figures.palette import BAND, BLUE, INK, ORANGE, QUIET, WHITE
from figures.timeline import NARROW, Timeline

LIMIT = "#6b6c6c"
PURPLE = "#801650"

MARKS: dict[Mark, dict[str, Any]] = {
    "concern": {"symbol": "diamond", "color": ORANGE, "line": (INK, 1.25), "size": (11, 15)},
    "better": {"symbol": "circle", "color": WHITE, "line": (BLUE, 2.5), "size": (8, 11)},
    "neutral": {"symbol": "square", "color": WHITE, "line": (INK, 2), "size": (8, 10)},
}


def behind(normal: PlacedNormal) -> list[dict[str, Any]]:
    """Traces under the series: bands, means, limits and targets; none of them answers to the pointer."""
    found = [_area(one.band) for one in normal.limits if one.band]
    for one in normal.limits:
        found.append(_line(one.mean, LIMIT, 1.25))
        found += [_line(limit, LIMIT, 1.25, "5px,4px") for limit in (*one.lower, *one.upper)]
    return [*found, *(_line(one, PURPLE, 1.5, "8px,3px,2px,3px") for one, _ in normal.targets)]


def marked(marker: dict[str, Any], normal: PlacedNormal, line: Line, every: range) -> dict[str, Any]:
    """A series' marker with the signals in their shapes."""
    found = normal.signal_at
    if not found:
        return marker
    last = line.spots[-1].place
    result = {name: _each(marker.get(name, "circle"), every) for name in ("symbol", "color", "size")}
    lines = {name: _each(marker["line"].get(name, INK), every) for name in ("color", "width")}
    for index, place in enumerate(every):
        if place in found:
            style = MARKS[found[place].mark]
            result["symbol"][index], result["color"][index] = style["symbol"], style["color"]
            result["size"][index] = style["size"][place == last]
            lines["color"][index], lines["width"][index] = style["line"]
    return marker | result | {"line": lines}


def shapes(normal: PlacedNormal, axis: Axis, height: float) -> list[dict[str, Any]]:
    """A dotted line for each event."""
    line = {"color": INK, "width": 1, "dash": "2px,3px"}
    top = axis.value(-HEAD + 22, height)
    ends = {"type": "line", "y0": axis.low, "y1": top, "line": line}
    return [{**ends, "x0": one.x, "x1": one.x} for one in normal.events]


def annotations(
    normal: PlacedNormal, time: Timeline, axis: Axis, height: float, room: float, margin: float, wide: bool
) -> list[dict[str, Any]]:
    """What happened over each line, or when."""
    fit = fitting(normal.events, time, room, margin) if wide else fitting(normal.events, time, NARROW, words_fit=False)
    found = []
    for event in normal.events if fit else ():
        side: dict[str, Any] = {"xanchor": "center"}
        text, y = f"<b>{brief(event)}</b>", -HEAD + 11
        if fit == "words":
            anchor, shift = ("right", -8) if time.x(event.x) > 50 else ("left", 8)
            side = {"xanchor": anchor, "align": anchor, "xshift": shift}
            text, y = _words(event), -HEAD + (20 if event.bold and event.quiet else 11)
        found.append({"text": text, "x": event.x, "y": axis.value(y, height), **side})
    return found


def _words(event: Event) -> str:
    bold, quiet = escape(told(event), quote=False), escape(event.quiet, quote=False)
    lines = (f"<b>{bold}</b>" if bold else "", f'<span style="color:{QUIET}">{quiet}</span>' if quiet else "")
    return "<br>".join(filter(None, lines))


def _area(band: tuple[tuple[float, float, float], ...]) -> dict[str, Any]:
    back = tuple(reversed(band))
    x = [*(at for at, _, _ in band), *(at for at, _, _ in back)]
    y = [*(_short(high) for _, _, high in band), *(_short(low) for _, low, _ in back)]
    quiet = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    return {"type": "scatter", "x": x, "y": y, "fill": "toself", "fillcolor": BAND, **quiet}


def _line(line: Track, colour: str, width: float, dash: str = "") -> dict[str, Any]:
    style: dict[str, Any] = {"color": colour, "width": width} | ({"dash": dash} if dash else {})
    x, y = [at for at, _ in line], [_short(value) for _, value in line]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": style, "hoverinfo": "skip"}


def _short(value: float) -> float:
    return float(f"{value:.7g}")


def _each(value: Any, every: range) -> list[Any]:
    return list(value) if isinstance(value, list) else [value] * len(every)
