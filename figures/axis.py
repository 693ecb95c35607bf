"""Value axes: round steps, few lines, percentages within 0 to 100 %, money and counts from zero."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import Protocol

from figures.lettering import width
from kpis.catalogue import Unit

MOST_LINES = 7
LABEL_ROOM = 38
"""Pixels for an axis label: 46 of margin, 8 of distance."""

LEAST_SPAN = 1e-9
"""What is smaller on an axis from zero is nothing."""


class Scaled(Protocol):
    """What an axis must know of the values on it; a Kpi knows it."""

    @property
    def unit(self) -> Unit:
        """The values' unit; a percentage is a fraction of one."""
        ...

    @property
    def decimals(self) -> int:
        """Decimals that the values are written with."""
        ...

    @property
    def window(self) -> int | None:
        """Months that each value covers, if more than its own period."""
        ...


@dataclass(frozen=True)
class Measured:
    """A scale for values that are no KPI: shares of channels, counts of answers."""

    unit: Unit
    decimals: int = 1
    window: int | None = None


@dataclass(frozen=True)
class Tick:
    """A line across the plot and the text beside it."""

    value: float
    text: str


@dataclass(frozen=True)
class Axis:
    """From `low` at the foot to `high` at the top; `starts_at` as in Picture."""

    ticks: tuple[Tick, ...]
    starts_at: str | None = None

    @property
    def low(self) -> float:
        """The value at the foot."""
        return self.ticks[0].value

    @property
    def high(self) -> float:
        """The value at the top."""
        return self.ticks[-1].value

    def share(self, value: float) -> float:
        """How far up the axis a value stands: 0 at the foot, 1 at the top."""
        return (value - self.low) / (self.high - self.low)

    def y(self, value: float, height: float) -> float:
        """Pixels from the top of a plot of that height."""
        return (1 - self.share(value)) * height

    def value(self, y: float, height: float) -> float:
        """The value that stands so many pixels from the top."""
        return self.high - (self.high - self.low) * y / height


def value_axis(scaled: Scaled, values: Iterable[float | None], lines: int = MOST_LINES, whole: bool = False) -> Axis:
    """The axis that holds every value; `lines` is the most it may have, at least 3.

    `whole`: percentages from 0 to 100 %. Otherwise they may start higher, but a span of less than 10 percentage points
    (of 1, where values are written with two decimals) is widened, so that noise stays small.
    """
    known = [value for value in values if value is not None and isfinite(value)]
    low, high = _percent_range(scaled, known, whole) if scaled.unit == "percent" else _range_from_zero(known)
    steps = max(3, min(lines, MOST_LINES)) - 1
    step, first, last = _steps(low, high, steps, 1.0 if scaled.unit == "number" and not scaled.decimals else 0.0)
    if scaled.unit == "percent" and 0 < first * step < (last - first) * step / 2:
        step, first, last = _steps(0.0, high, steps, 0.0)
    digits = max(0, -floor(log10(step)))
    values_at = [round(index * step, digits) for index in range(first, last + 1)]
    texts = _texts(scaled.unit, values_at, digits)
    starts = texts[0] if scaled.unit == "percent" and values_at[0] > 0 else None
    return Axis(tuple(Tick(value, text) for value, text in zip(values_at, texts, strict=True)), starts)


def _percent_range(scaled: Scaled, known: list[float], whole: bool) -> tuple[float, float]:
    if whole or not known:
        return min(0.0, *known, 0.0), max(1.0, *known, 1.0)
    low, high = min(known), max(known)
    # The second is for values so far above 100 % that floats could not tell the steps apart.
    lacking = max(10.0**-scaled.decimals, 1e-6 * max(map(abs, known))) - (high - low)
    if lacking > 0:
        low, high = low - lacking / 2, high + lacking / 2
        # Within 0 to 100 % as long as every value is: what is cut at one end is given at the other.
        if high > 1 >= max(known):
            low, high = low - (high - 1), 1.0
        if low < 0 <= min(known):
            low, high = 0.0, high - low
    elif low > 0:
        # A little air, as a point on the foot of a shorter axis would look like a zero.
        low = max(0.0, low - (high - low) / 100)
    return low, high


def _range_from_zero(known: list[float]) -> tuple[float, float]:
    low, high = min(0.0, *known, 0.0), max(0.0, *known, 0.0)
    return (low, high) if high - low > LEAST_SPAN else (0.0, 1.0)


def _steps(low: float, high: float, most: int, least: float) -> tuple[float, int, int]:
    """The smallest round step with which at most so many reach from low to high, and both ends counted in it."""
    power = floor(log10(max((high - low) / most, least / 10)))
    for exponent in range(power, power + 3):
        for factor in (1, 2, 5):
            step = factor * 10.0**exponent if exponent >= 0 else factor / 10.0**-exponent
            # A hair's breadth is forgiven, so that 0.3 / 0.1 is three steps and not four.
            first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
            if step >= least and last - first <= most:
                return step, first, max(last, first + 1)
    raise ValueError(f"no round steps from {low} to {high}")


def _texts(unit: Unit, values: list[float], digits: int) -> list[str]:
    if unit == "percent":
        return [f"{100 * value:.{0 if value in (0, 1) else max(0, digits - 2)}f}%" for value in values]
    sign = "£" if unit == "pounds" else ""
    pence = 2 if unit == "pounds" and digits == 1 else digits
    plain = [_signed(value, sign, f"{abs(value):,.{pence if value else 0}f}") for value in values]
    if max(width(text) for text in plain) <= LABEL_ROOM:
        return plain
    return _compact(values, sign)


def _compact(values: list[float], sign: str) -> list[str]:
    """Thousands as k, millions as m, billions as bn, all alike; what is very small, with an exponent."""
    largest = max(abs(value) for value in values)
    for size, suffix in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if largest >= size:
            return [_signed(v, sign, f"{abs(v) / size:.4g}{suffix}" if v else "0") for v in values]
    return [_signed(value, sign, f"{abs(value):.3g}") for value in values]


def _signed(value: float, sign: str, text: str) -> str:
    return f"{'−' if value < 0 else ''}{sign}{text}"
