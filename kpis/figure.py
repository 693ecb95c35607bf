"""Sums of cells and the figure they make: sum first, divide last (METHODS A1 to A5)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from kpis.catalogue import Kpi
from kpis.intervals import wilson

GROUP_COVERAGE = 0.8
"""A group's total needs four fifths of its councils (METHODS A4, our rule)."""


@dataclass(frozen=True)
class Sums:
    """Numerator and denominator added over cells where both are known, and how many cells that is.

    `expected` counts every cell that should be there; `not_applicable` those that say [z].
    `bases` are the different bases of the cells that were added; `reason` is why a single cell has no value.
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    provided: int = 0
    expected: int = 0
    not_applicable: int = 0
    estimated: bool = False
    bases: frozenset[str] = frozenset()
    reason: str = ""

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            _plus(self.numerator, other.numerator),
            _plus(self.denominator, other.denominator),
            self.provided + other.provided,
            self.expected + other.expected,
            self.not_applicable + other.not_applicable,
            self.estimated or other.estimated,
            self.bases | other.bases,
            self.reason or other.reason,
        )


def total(sums: Iterable[Sums]) -> Sums:
    """All of them added; nothing known if there is none."""
    result = Sums()
    for one in sums:
        result = result + one
    return result


@dataclass(frozen=True)
class Figure:
    """One value with everything that must be said beside it.

    `value` is in the KPI's own unit (a percentage is a fraction of one), None if a marker stands there.
    `lower` and `upper` are the 95 % Wilson interval of a proportion of counts.
    `markers` are single letters (METHODS P5), most important first.
    """

    value: float | None
    numerator: Decimal | None
    denominator: Decimal | None
    lower: float | None = None
    upper: float | None = None
    markers: tuple[str, ...] = ()
    provided: int = 0
    expected: int = 0
    basis: str = ""
    reason: str = ""

    @property
    def complete(self) -> bool:
        """Whether every cell that was expected is in it (METHODS A5)."""
        return self.value is not None and "p" not in self.markers


NOTHING = Figure(None, None, None, markers=("x",))


def figure(kpi: Kpi, sums: Sums) -> Figure:
    """The KPI's value for these sums: multiplier x numerator / denominator."""
    coverage = Figure(
        None,
        sums.numerator,
        sums.denominator,
        provided=sums.provided,
        expected=sums.expected,
        basis="; ".join(sorted(sums.bases)),
        reason=sums.reason,
    )
    if sums.provided == 0 or sums.numerator is None:
        nothing = "z" if sums.expected == 0 and sums.not_applicable else "x"
        return replace(coverage, numerator=None, denominator=None, markers=(nothing,))
    if len(sums.bases) > 1:
        return replace(coverage, markers=("x",), reason=f"different bases: {coverage.basis}")
    if kpi.denominator is None:
        return replace(coverage, value=float(kpi.multiplier * sums.numerator), markers=_markers(kpi, sums))
    if not sums.denominator:
        return replace(coverage, markers=("z",), reason="nothing to divide by")
    if kpi.bounded and sums.numerator > sums.denominator:
        return replace(coverage, markers=("x",), reason="above 100%")
    value = float(kpi.multiplier * sums.numerator / sums.denominator)
    interval = wilson(float(sums.numerator), float(sums.denominator)) if _counts_people(kpi) else None
    return replace(
        coverage,
        value=value,
        lower=interval.lower if interval else None,
        upper=interval.upper if interval else None,
        markers=_markers(kpi, sums),
    )


def group_figure(kpi: Kpi, members: Iterable[Sums]) -> Figure:
    """A group's total: sum over sum, given only if four fifths of its councils are in it (METHODS A4)."""
    councils = list(members)
    reporting = [sums for sums in councils if sums.provided and sums.provided == sums.expected]
    applicable = [sums for sums in councils if sums.expected]
    whole = figure(kpi, total(reporting))
    counted = replace(whole, provided=len(reporting), expected=len(applicable))
    if not applicable or len(reporting) < GROUP_COVERAGE * len(applicable):
        return replace(counted, value=None, lower=None, upper=None, markers=("x",), reason="too few councils")
    markers = tuple(m for m in whole.markers if m != "p")
    return replace(counted, markers=("p", *markers) if len(reporting) < len(applicable) else markers)


def _markers(kpi: Kpi, sums: Sums) -> tuple[str, ...]:
    few = kpi.enough is not None and sums.denominator is not None and sums.denominator < kpi.enough
    said = (("p", sums.provided < sums.expected), ("u", few), ("e", sums.estimated))
    return tuple(marker for marker, applies in said if applies)


def _counts_people(kpi: Kpi) -> bool:
    """Whether the KPI is a share of counted things, so that an interval has a meaning."""
    whole_weights = all(weight == 1 for _, weight in kpi.numerator.weights)
    return kpi.unit == "percent" and kpi.bounded and whole_weights and kpi.key != "availability"


def _plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None:
        return other
    return one if other is None else one + other
