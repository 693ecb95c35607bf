"""The tiles of a council's page: one per indicator, with its period, change and trend."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpis.bases import cost_name
from kpis.catalogue import Kpi
from kpis.periods import Frequency, Period
from kpis.selection import Selection
from kpis.wording import counted, joined, number
from views.addresses import compare_address, file_address
from views.council_figures import CouncilFigures, in_words
from views.indicators import Measured
from views.standing import Standing, standing, trend_words

MOST_NAMES = 2
"""More names than these are counted."""

MOST_ALONE = 12
"""More services that stand alone than this are read as a table, not as tiles."""


@dataclass(frozen=True)
class Tile:
    """One indicator: what it is, when, how much, against a year before, and over time."""

    name: str
    href: str
    more: str
    period: str
    standing: Standing
    trend: str
    scope: str


@dataclass(frozen=True)
class File:
    """A file with what a part of the page shows."""

    name: str
    href: str


def standings(figures: CouncilFigures) -> list[tuple[Measured, Standing]]:
    """How each indicator stands, in the order of the catalogue; those without any figure are left out.

    Where too many services stand alone for tiles, only the totals are there.
    """
    shown = [(what, standing(in_words(what), figures.line(what))) for what in tiled(figures)]
    return [(what, found) for what, found in shown if found]


def tiled(figures: CouncilFigures) -> list[Measured]:
    """The indicators that get a tile: every total, and services that stand alone unless there are too many."""
    alone = [what for what in figures.indicators if what.indicator.service]
    if len(alone) <= MOST_ALONE:
        return list(figures.indicators)
    return [what for what in figures.indicators if not what.indicator.service]


def tiles(figures: CouncilFigures, shown: Sequence[tuple[Measured, Standing]]) -> tuple[Tile, ...]:
    """The tiles, one per standing."""
    return tuple(_tile(figures, what, found) for what, found in shown)


def indicator_files(figures: CouncilFigures, shown: Sequence[tuple[Measured, Standing]]) -> tuple[File, ...]:
    """A file for each indicator's figures, by service and period."""
    return tuple(
        File(indicator_name(figures, what), council_file(figures, what.kpi, what.frequency, what.services))
        for what, _ in shown
    )


def council_file(figures: CouncilFigures, kpi: Kpi, frequency: Frequency, services: Sequence[str]) -> str:
    """One council's figures for a KPI and these services, as a file."""
    chosen = tuple(services) if len(services) == 1 else ()
    by = ("council", "service", "period")
    asked = Selection(councils=(figures.council,), services=chosen, frequency=frequency, by=by)
    return file_address(kpi.key, replace(asked, boundaries=figures.boundaries))


def indicator_name(figures: CouncilFigures, what: Measured) -> str:
    """'Completion rate', 'Cost per library visit', or 'Passport renewal: digital take-up' where a name is shared."""
    alone = what.indicator.service
    name = what.indicator.name
    if alone is None or name != what.kpi.name:
        return name
    sharing = {
        other.indicator.service.key
        for other in figures.indicators
        if other.kpi.key == what.kpi.key and other.indicator.service
    }
    return f"{alone.name}: {name[0].lower()}{name[1:]}" if len(sharing) > 1 else name


def _tile(figures: CouncilFigures, what: Measured, found: Standing) -> Tile:
    alone = what.indicator.service
    services = (alone.key,) if alone else ()
    selection = Selection(kpi=what.kpi.key, services=services, boundaries=figures.boundaries)
    return Tile(
        name=indicator_name(figures, what),
        href=figures.address(alone.key) if alone else compare_address(selection),
        more="" if alone else ": compare councils",
        period=", ".join(filter(None, (found.period, _counted(found), _coverage(figures, what, found), _basis(found)))),
        standing=found,
        trend=trend_words(found.kpi, found.series),
        scope=scope(figures, what, found.now.period),
    )


def scope(figures: CouncilFigures, what: Measured, period: Period) -> str:
    """Which services a total has in that period and had not a year before, or the reverse; '' if they are the same."""
    if what.indicator.service:
        return ""
    now, before = members(figures, what, period), members(figures, what, period.year_before())
    if not before or now == before:
        return ""
    gone, new = _names(figures, before - now), _names(figures, now - before)
    lost = f"Without {gone}, in it a year before" if gone else ""
    added = f"With {new}, not in it a year before" if new else ""
    return "; ".join(filter(None, (lost, added)))


def members(figures: CouncilFigures, what: Measured, period: Period) -> set[str]:
    """The services of which a figure is expected in that period."""
    found = {service: figures.own(what.kpi.key, service).get(period) for service in what.services}
    return {service for service, one in found.items() if one and one.expected}


def _names(figures: CouncilFigures, services: set[str]) -> str:
    if len(services) > MOST_NAMES:
        return counted(len(services), "service")
    return joined([service.name for key, service in figures.services.items() if key in services])


def _counted(found: Standing) -> str:
    """'601 answers', where a value depends on how many there were."""
    count = found.now.figure.denominator
    return f"{number(count)} {found.kpi.denominator_name.lower()}" if found.kpi.enough and count is not None else ""


def _coverage(figures: CouncilFigures, what: Measured, found: Standing) -> str:
    """'7 of 8 services' in that period, where services are added."""
    if what.indicator.service:
        return ""
    period = found.now.period
    members = [figures.own(what.kpi.key, service).get(period) for service in what.services]
    expected = [one for one in members if one and one.expected]
    if len(expected) == 1 and len(what.services) == 1:
        return figures.services[what.services[0]].name
    return f"{sum(one.whole for one in expected)} of {len(expected)} services"


def _basis(found: Standing) -> str:
    basis = found.now.figure.basis
    name = cost_name(basis)
    return f"{name[0].lower()}{name[1:]}" if found.kpi.basis == "cost" and name else ""
