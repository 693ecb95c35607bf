"""Who may stand beside whom, and what they make together (METHODS A3 to A5, D3, D5, D6, F7)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kpis.bases import how_counted
from kpis.catalogue import Kpi
from kpis.figure import NOTHING, Figure, Sums, group_figure
from kpis.series import Point, Series
from kpis.wording import absence, counted

NEVER_POOLED = frozenset({"LND", "IOS"})
"""City of London and Isles of Scilly: shown, and in no group's total (METHODS F7)."""


@dataclass(frozen=True)
class Compared:
    """Figures of one period by council: those that may be compared, and why each of the others is left out.

    `together` is their sum over sum, without a value where fewer than four fifths of those expected are in.
    """

    figures: Mapping[str, Figure]
    left_out: Mapping[str, str]
    together: Figure
    basis: str


def compare(kpi: Kpi, figures: Mapping[str, Figure]) -> Compared:
    """Put side by side what is complete and counted the same way; the commonest way is the one that stays."""
    whole = {key: found for key, found in figures.items() if found.complete}
    basis = commonest(found.basis for found in whole.values())
    same = {key: found for key, found in whole.items() if found.basis == basis}
    left_out = {key: _why(found, basis) for key, found in figures.items() if key not in same}
    return Compared(same, left_out, together(kpi, figures, basis), basis)


def commonest(bases: Iterable[str]) -> str:
    """The basis that most figures have; of equals, the first by name. '' without figures."""
    ranked = sorted(Counter(bases).items(), key=lambda item: (-item[1], item[0]))
    return ranked[0][0] if ranked else ""


def together(kpi: Kpi, figures: Mapping[str, Figure], basis: str) -> Figure:
    """All of them, sum over sum; those on another basis count as expected and not in."""
    pooled = (found for key, found in figures.items() if key not in NEVER_POOLED)
    return group_figure(kpi, [as_sums(found if found.basis == basis else _apart(found)) for found in pooled])


def together_over_time(kpi: Kpi, members: Iterable[Series], basis: str) -> Series:
    """The same for every period that any of them has."""
    lines = [{point.period: point.figure for point in line.points} for line in members]
    keys = [line.key for line in members]
    periods = sorted({period for line in lines for period in line})
    points = (
        Point(
            period,
            together(kpi, {k: line[period] for k, line in zip(keys, lines, strict=True) if period in line}, basis),
        )
        for period in periods
    )
    return Series("", "", tuple(points))


def as_sums(found: Figure) -> Sums:
    """The sums that a council brings to a group: of its whole period or window, or nothing where it is not whole."""
    if found.complete:
        bases = frozenset({found.basis} - {""})
        estimated = "e" in found.markers
        broken = "b" in found.markers
        return Sums(found.numerator, found.denominator, 1, 1, estimated=estimated, bases=bases, broken=broken)
    return Sums(not_applicable=1) if "z" in found.markers else Sums(expected=1, reason=found.reason)


def on_basis(line: Series, basis: str) -> Series:
    """The line with a gap wherever it was counted in another way (METHODS D3, D5, D6)."""
    points = (
        point
        if point.figure.value is None or point.figure.basis == basis
        else Point(point.period, _apart(point.figure))
        for point in line.points
    )
    return replace(line, points=tuple(points))


def _apart(found: Figure) -> Figure:
    return replace(NOTHING, reason=how_counted(found.basis)) if found.value is not None else found


def _why(found: Figure, basis: str) -> str:
    if found.value is None:
        return absence(found)
    if "p" in found.markers:
        return f"part of the period only: {found.provided:,} of {counted(found.expected, 'figure')} in"
    return f"{how_counted(found.basis)}; the others {how_counted(basis)}"
