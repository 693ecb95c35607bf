"""Where a series is cut: by a re-basing that someone put on record, or by figures that are counted differently (T7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    """Places from which on figures are counted differently: a series across a change of definition is broken."""
    known = [(place, point.figure.basis) for place, point in enumerate(points) if point.figure.complete]
    return {
        place: f"counted differently: {basis or 'basis not stated'}, before that {before or 'basis not stated'}"
        for (_, before), (place, basis) in pairwise(known)
        if basis != before
    }
