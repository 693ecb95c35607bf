"""The time axis: every period its place, both ends labelled, fewer labels where there is less room."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from figures.axis import Scaled
from figures.lettering import width
from kpis.periods import MONTHS, Frequency, Period, between, containing
from kpis.series import Series

NARROW = 186
"""Pixels of a plot on a screen of 320, less both margins."""

APART = 5
"""Pixels between two labels."""

# Steps between labels that readers count in: half years, years, terms of years.
STEPS: Mapping[Frequency, Sequence[int]] = {
    "week": (1, 2, 4, 13, 26, 52, 104, 260, 520),
    "month": (1, 2, 3, 6, 12, 24, 36, 60, 120, 240),
    "quarter": (1, 2, 4, 8, 12, 20, 40, 80),
}
YEARS = (1, 2, 3, 5, 10, 20, 50)


@dataclass(frozen=True)
class TimeTick:
    """A labelled period, and at which widths of the page it is labelled."""

    index: int
    text: str
    wide: bool = True
    narrow: bool = True


@dataclass(frozen=True)
class Timeline:
    """Periods side by side at equal distances, from `inset` per cent of the width to as much from its end."""

    periods: tuple[Period, ...]
    inset: float

    @cached_property
    def index(self) -> dict[Period, int]:
        """Each period's place."""
        return {period: place for place, period in enumerate(self.periods)}

    @cached_property
    def places(self) -> list[float]:
        """Each period's per cent of the width, to two decimals."""
        return [round(self.x(index), 2) for index in range(len(self.periods))]

    @property
    def last(self) -> int:
        """The last place; -1 if there is none."""
        return len(self.periods) - 1

    def x(self, index: float) -> float:
        """Per cent of the width; a single period stands in the middle."""
        return self.inset + (100 - 2 * self.inset) * index / self.last if self.last > 0 else 50.0


def timeline(series: Iterable[Series], inset: float | None = None) -> Timeline:
    """The periods of all series in order of time, with those between that none of them has."""
    given = sorted({point.period for one in series for point in one.points}, key=_ends)
    if any(following.start - one.end != timedelta(days=1) for one, following in pairwise(given)):
        every = between(given[0], given[-1])
        # 12 months that begin in any month make no regular row: then only those that are there.
        given = every if set(given) <= set(every) else given
    return Timeline(tuple(given), inset if inset is not None else 1.2 if len(given) > 24 else 2.0)


def _ends(period: Period) -> tuple[date, date]:
    return period.start, period.end


def axis_name(scaled: Scaled, period: Period) -> str:
    """The period on an axis; 12 months to the end of March 2026 are 'Mar 2026' there."""
    if scaled.window and MONTHS.get(period.frequency, scaled.window) < scaled.window:
        return containing(period.end, "month").short
    return period.short


def time_ticks(line: Timeline, name: Callable[[Period], str], room: float, narrow_room: float) -> list[TimeTick]:
    """The labels of a time axis whose plot is at least so many pixels wide: first, last and what fits between.

    Narrow pages get the first, one about the middle, and the last.
    """
    if line.last < 1:
        return [TimeTick(index, name(period)) for index, period in enumerate(line.periods)]
    names = {index: name(line.periods[index]) for index in (0, line.last)}
    inner = _inner(line, names, name, room)
    middle = _middle(line, inner, max(width(text) for text in names.values()) + APART, narrow_room)
    names |= {index: name(line.periods[index]) for index in middle}
    ends = (0, line.last)
    return [
        TimeTick(index, names[index], wide=index in inner or index in ends, narrow=index in middle or index in ends)
        for index in sorted(names)
    ]


def _inner(line: Timeline, names: dict[int, str], name: Callable[[Period], str], room: float) -> list[int]:
    """The places between the ends that are labelled on wide pages; adds their names."""
    each = room * (line.x(1) - line.x(0)) / 100
    need = max(width(text) for text in names.values()) + APART
    for step in STEPS.get(line.periods[0].frequency, YEARS):
        if step * each < need:
            continue
        inner = [index for index in range(step, line.last, step) if (line.last - index) * each >= need]
        found = {index: name(line.periods[index]) for index in inner}
        # Some names of months are longer than those at the ends.
        if all(width(text) + APART <= step * each for text in found.values()):
            names |= found
            return inner
    return []


def _middle(line: Timeline, inner: list[int], need: float, room: float) -> list[int]:
    each = room * (line.x(1) - line.x(0)) / 100
    # A label that wide pages have too is best, as then nothing moves between widths.
    for index in (*sorted(inner, key=lambda index: abs(2 * index - line.last)), line.last // 2):
        if min(index, line.last - index) * each >= need:
            return [index]
    return []
