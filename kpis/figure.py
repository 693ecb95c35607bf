"""Sums of cells and the figure they make: sum first, divide last (METHODS A1 to A5)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from kpis.catalogue import Kpi
from kpis.intervals import wilson
from kpis.markers import Marker

GROUP_COVERAGE = Fraction(4, 5)
"""A group's total needs four fifths of its councils (METHODS A4, our rule)."""

ABOVE = "above 100%"


class Sums(NamedTuple):
    """Numerator and denominator added over cells where both are known, and how many cells that is.

    `expected` counts every cell that should be there; `not_applicable` those that say [z].
    `bases` are the different bases of the cells that were added; `reason` is why a single cell has no value.
    `broken`: of a time before the council began, so made of other councils' figures, or not to be made (METHODS A10).
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    provided: int = 0
    expected: int = 0
    not_applicable: int = 0
    estimated: bool = False
    bases: frozenset[str] = frozenset()
    reason: str = ""
    broken: bool = False

    def __add__(self, other: "Sums") -> "Sums":  # type: ignore[override]
        """Both together, as `total` adds them; never one tuple after the other."""
        return total((self, other))

    @property
    def whole(self) -> bool:
        """Whether every cell that was expected is in, and there is one (METHODS A4)."""
        return 0 < self.provided == self.expected


def total(sums: Iterable[Sums]) -> Sums:
    """All of them added; what is not provided adds to what was expected and to nothing else (METHODS A1)."""
    every = list(sums)
    known = [one for one in every if one.provided]
    return Sums(
        _plus(one.numerator for one in known),
        _plus(one.denominator for one in known),
        sum(one.provided for one in every),
        sum(one.expected for one in every),
        sum(one.not_applicable for one in every),
        any(one.estimated for one in known),
        frozenset().union(*(one.bases for one in known)),
        next((one.reason for one in every if one.reason), ""),
        any(one.broken for one in every),
    )


@dataclass(frozen=True)
class Figure:
    """One value with everything that must be said beside it.

    `value` is in the KPI's own unit (a percentage is a fraction of one), None if a marker stands there.
    `lower` and `upper` are the 95 % Wilson interval of a proportion of counts.
    `markers` are single letters (METHODS P5), most important first.
    `twelve_months` is the value over the 12 months that end with the period, where the period alone has none
    because journeys end in a later one than they begin in (METHODS D3).
    """

    value: float | None
    numerator: Decimal | None
    denominator: Decimal | None
    lower: float | None = None
    upper: float | None = None
    markers: tuple[Marker, ...] = ()
    provided: int = 0
    expected: int = 0
    basis: str = ""
    reason: str = ""
    twelve_months: float | None = None

    @property
    def complete(self) -> bool:
        """Whether every cell that was expected is in it (METHODS A5)."""
        return self.value is not None and "p" not in self.markers


NOTHING = Figure(None, None, None, markers=("x",))


def figure(kpi: Kpi, sums: Sums) -> Figure:
    """The KPI's value for these sums: multiplier x numerator / denominator."""
    value, markers, reason = _value(kpi, sums)
    interval = None
    if value is not None and kpi.is_share and sums.numerator is not None and sums.denominator is not None:
        interval = wilson(float(sums.numerator), float(sums.denominator))
    return Figure(
        value,
        sums.numerator,
        sums.denominator,
        interval.lower if interval else None,
        interval.upper if interval else None,
        markers,
        sums.provided,
        sums.expected,
        "; ".join(sorted(sums.bases)),
        reason or sums.reason,
    )


def _value(kpi: Kpi, sums: Sums) -> tuple[float | None, tuple[Marker, ...], str]:
    """The value, its markers, and where there is none why, if the sums do not say it themselves."""
    if not sums.provided or sums.numerator is None or (kpi.denominator and sums.denominator is None):
        return None, (_nothing(sums),), ""
    if wrong := fault(kpi, sums):
        return None, ("x",), wrong
    if kpi.denominator is None or sums.denominator is None:
        return float(kpi.multiplier * sums.numerator), _markers(kpi, sums), ""
    if kpi.bounded and sums.numerator > sums.denominator:
        return None, ("u",), f"{ABOVE}, as some that ended here began earlier"
    if sums.denominator == 0:
        return None, ("z",), "nothing to divide by"
    return float(kpi.multiplier * sums.numerator / sums.denominator), _markers(kpi, sums), ""


def fault(kpi: Kpi, sums: Sums) -> str:
    """Why sums that are known make no valid figure, in a few words; '' if they do (METHODS D3, D5, D6)."""
    if len(sums.bases) > 1:
        return f"different bases: {'; '.join(sorted(sums.bases))}"
    if sums.numerator is None or sums.denominator is None:
        return ""
    if sums.denominator < 0 or (kpi.bounded and sums.numerator < 0):
        return "a count below zero"
    by_event = kpi.basis == "completion" and sums.bases == {"event"}
    return ABOVE if kpi.bounded and sums.numerator > sums.denominator and not by_event else ""


def reports(kpi: Kpi, sums: Sums) -> bool:
    """Whether a council's sums can be part of a group's total: all in, and valid (METHODS A4)."""
    return sums.whole and not fault(kpi, sums)


def group_figure(kpi: Kpi, members: Iterable[Sums]) -> Figure:
    """A group's total: sum over sum, given only if four fifths of its councils are in it (METHODS A3, A4).

    Councils that do not run the service leave the comparison; `reports` tells who is missing.
    """
    councils = list(members)
    applicable = [sums for sums in councils if sums.expected]
    reporting = [sums for sums in applicable if reports(kpi, sums)]
    if not applicable and any(sums.not_applicable for sums in councils):
        return replace(NOTHING, markers=("z",))
    if not applicable or len(reporting) < GROUP_COVERAGE * len(applicable):
        return replace(NOTHING, provided=len(reporting), expected=len(applicable), reason="too few councils")
    counted = replace(figure(kpi, total(reporting)), provided=len(reporting), expected=len(applicable))
    if counted.value is None or len(reporting) == len(applicable):
        return counted
    return replace(counted, markers=("p", *counted.markers))


def obstacle(now: Figure, before: Figure) -> str:
    """Why two figures of one KPI may not be compared, in a few words; '' if they may (METHODS A5, D3, D5, D6)."""
    if now.value is None or before.value is None:
        return "one of them has no figure"
    if not (now.complete and before.complete):
        return "only part is in"
    if ("b" in now.markers) != ("b" in before.markers):
        return "the council was formed in between"
    if now.basis != before.basis:
        return f"counted differently ({before.basis or 'not stated'}; {now.basis or 'not stated'})"
    return ""


def _nothing(sums: Sums) -> Marker:
    """Which of the kinds of nothing it is (METHODS A2)."""
    if sums.broken:
        return "b"
    return "z" if sums.expected == 0 and sums.not_applicable else "x"


def _markers(kpi: Kpi, sums: Sums) -> tuple[Marker, ...]:
    few = kpi.enough is not None and sums.denominator is not None and sums.denominator < kpi.enough
    said: tuple[tuple[Marker, bool], ...] = (
        ("p", sums.provided < sums.expected),
        ("u", few),
        ("e", sums.estimated),
        ("b", sums.broken),
    )
    return tuple(marker for marker, applies in said if applies)


def _plus(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, start=Decimal(0)) if known else None
