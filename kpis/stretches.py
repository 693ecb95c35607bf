"""Where a series is cut: by a re-basing that someone put on record, or by figures that are counted differently (T7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpis.figure import Figure
from kpis.notes import Rebase
from kpis.series import Point


@dataclass(frozen=True)
class Stretch:
    """A part of a series with limits of its own: places `first` to `last`, how many points count, and how or why not.

    `opened` is the act that began it; `break_` says so where the figures themselves did (another basis).
    """

    first: int
    last: int
    counted: int
    prime: bool = False
    trial: bool = False
    why: str = ""
    opened: Rebase | None = None
    break_: str = ""


def stretches(points: Sequence[Point], rebases: Iterable[Rebase]) -> list[Stretch]:
    """The points between re-basings and changes of basis; a re-basing begins with the period that holds its day."""
    opened: dict[int, Rebase] = {}
    for rebase in rebases:
        place = next((place for place, point in enumerate(points) if point.period.end >= rebase.day), None)
        if place is not None:
            opened[place] = rebase
    broken = _new_bases(points)
    begins = sorted({0, *opened, *broken}) if points else []
    ends = [end - 1 for end in (*begins[1:], len(points))] if points else []
    return [
        Stretch(begin, end, 0, opened=opened.get(begin), break_=broken.get(begin, ""))
        for begin, end in zip(begins, ends, strict=True)
    ]


def _new_bases(points: Sequence[Point]) -> dict[int, str]:
    """Places from which on figures are counted differently, or of another council: there a series is broken."""
    known = [(place, point.figure) for place, point in enumerate(points) if point.figure.complete]
    return {place: why for (_, before), (place, now) in pairwise(known) if (why := broken_between(before, now))}


def broken_between(before: Figure, now: Figure) -> str:
    """Why one figure does not go on where the other ends; '' if it does (METHODS T7, A10)."""
    if now.basis != before.basis:
        one, other = (found.basis or "basis not stated" for found in (now, before))
        return f"counted differently: {one}, before that {other}"
    if ("b" in now.markers) != ("b" in before.markers):
        return "the council was formed; figures before that are made of the councils before it"
    return ""
