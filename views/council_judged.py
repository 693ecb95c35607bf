"""Every figure over time of a council against its normal variation and target: services, and the council as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpis.services import Service
from kpis.variation import Asked, variations
from views.council_figures import MOST_TESTED, CouncilFigures
from views.indicators import Measured
from views.judgement import Judgement, judge
from views.standing import Standing, standing


@dataclass(frozen=True)
class JudgedLine:
    """A KPI of one service (None: of the council as a whole) as it stands, and its judgement."""

    service: Service | None
    standing: Standing
    judged: Judgement


def judged_services(figures: CouncilFigures) -> tuple[JudgedLine, ...]:
    """Each KPI of each service, from every figure loaded.

    None of very many services: what is read of them is too little to say what is normal, which their own pages do.
    """
    keys = {extent.service for extent in figures.extents}
    if len(keys) > MOST_TESTED:
        return ()
    kpis = {what.kpi.key: what.kpi for what in figures.indicators}
    lines = [
        (figures.services[key], found)
        for key in figures.services
        if key in keys
        for kpi in kpis.values()
        if (line := figures.own_line(kpi, key))
        and (found := standing(kpi.for_transaction(figures.services[key].transaction), line))
    ]
    return _judged(figures, [(service, service.key, one) for service, one in lines])


def judged_tiles(figures: CouncilFigures, shown: Sequence[tuple[Measured, Standing]]) -> tuple[Judgement, ...]:
    """The judgement of each tile; a total's re-basings and targets are those of the council as a whole."""
    lines = [
        (what.indicator.service, what.indicator.service.key if what.indicator.service else "", found)
        for what, found in shown
    ]
    return tuple(one.judged for one in _judged(figures, lines))


def by_service(lines: Sequence[JudgedLine]) -> Mapping[tuple[str, str], Judgement]:
    """KPI and service, and the judgement."""
    return {(one.standing.kpi.key, one.service.key): one.judged for one in lines if one.service}


def _judged(figures: CouncilFigures, lines: Sequence[tuple[Service | None, str, Standing]]) -> tuple[JudgedLine, ...]:
    notes, council = figures.notes, figures.council
    asked = [Asked(one.kpi, one.whole, notes.rebasings(council, service, one.kpi.key)) for _, service, one in lines]
    found = variations(asked, notes.screened)
    return tuple(
        JudgedLine(whose, one, judge(one, normal, notes.targets_of(council, service, one.kpi.key)))
        for (whose, service, one), normal in zip(lines, found, strict=True)
    )
