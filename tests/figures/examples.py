"""Series and figures to draw, for the tests of every kind of picture."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from kpis.definitions import built_in
from kpis.figure import Figure
from kpis.intervals import wilson
from kpis.markers import Marker
from kpis.periods import Frequency, starting
from kpis.series import Point, Series

KPIS = {kpi.key: kpi for kpi in built_in()}
COMPLETION = KPIS["completion_rate"]
COST = KPIS["cost_per_transaction"]
AVAILABILITY = KPIS["availability"]
STARTS = {
    "week": date(2023, 4, 3),
    "month": date(2023, 4, 1),
    "quarter": date(2023, 4, 1),
    "financial_year": date(2010, 4, 1),
    "year": date(2010, 1, 1),
    "twelve_months": date(2012, 10, 1),
}
SVG = "{http://www.w3.org/2000/svg}"

Given = float | str | Figure | None


def share(part: int, whole: int, *markers: Marker) -> Figure:
    """A share of counts with its interval, as kpis makes it; one of two cells is in."""
    interval = wilson(part, whole)
    assert interval
    return Figure(
        part / whole,
        Decimal(part),
        Decimal(whole),
        lower=interval.lower,
        upper=interval.upper,
        markers=markers,
        provided=1,
        expected=2,
    )


def figure(given: Given) -> Figure:
    """A value of 1,000; a marker's letter or None for a figure that is missing."""
    if isinstance(given, Figure):
        return given
    if given is None or isinstance(given, str):
        return Figure(None, None, None, markers=(given or "x",))  # type: ignore[arg-type]
    return Figure(float(given), Decimal(str(given)) * 1000, Decimal(1000))


def series(
    values: Sequence[Given], frequency: Frequency = "month", key: str = "a", name: str = "", later: int = 0
) -> Series:
    """One value for each period from a fixed first one, or from so many periods `later`."""
    period = starting(STARTS[frequency], frequency).previous(-later)
    points = []
    for value in values:
        points.append(Point(period, figure(value)))
        period = period.following()
    return Series(key, name or key, tuple(points))


def parsed(svg: str) -> Any:
    """The picture as a tree; fails if it is not well-formed."""
    return ElementTree.fromstring(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))


def all_of(tree: Any, tag: str, css: str = "") -> list[Any]:
    """Every element of a kind that has all these classes."""
    wanted = set(css.split())
    return [one for one in tree.iter(f"{SVG}{tag}") if wanted <= set(one.get("class", "").split())]


def runs(path: str) -> list[list[tuple[float, float]]]:
    """The places of a path, one list for each stretch without a break."""
    return [
        [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", stretch)]
        for stretch in path.strip("z").split("M")
        if stretch
    ]


def texts(tree: Any, css: str = "") -> list[str]:
    """What is written in the picture, in order."""
    return ["".join(one.itertext()) for one in all_of(tree, "text", css)]
