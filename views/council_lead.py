"""The lead of a council's page: the latest figures, what changed most in a year, and what is missing."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from kpis.figure import Sums
from kpis.periods import Period, add_months, month_end, starting
from kpis.wording import counted, in_period, is_same, joined, period_name, value_text
from views.council_figures import CouncilFigures
from views.council_services import ServicesTable
from views.council_tiles import MOST_NAMES, members
from views.indicators import Measured
from views.standing import Standing

MOST_FIGURES = 2
"""A sentence holds no more figures than a reader can."""


def lead(figures: CouncilFigures, shown: Sequence[tuple[Measured, Standing]], table: ServicesTable | None) -> str:
    """One to three sentences that answer the page's question: how the council stands, what moved, what is not known."""
    found = [one for _, one in shown]
    if not any(extent.latest for extent in figures.extents):
        return "Figures are expected and none has come in yet."
    if not found:
        return " ".join(filter(None, (_count_sentence(figures), _moves(table), gaps(figures))))
    alike = [one for what, one in shown if not _lost(figures, what, one)]
    names = {id(one): what.indicator.name for what, one in shown}
    sentences = (latest_sentence(found), change_sentence(alike, names), gaps(figures))
    return " ".join(filter(None, sentences))


def latest_sentence(found: Iterable[Standing]) -> str:
    """'In March 2026, 83.3% of ... were completed and 78.1% of ... were made online.'"""
    ordered = sorted(found, key=lambda one: (one.kpi.unit != "percent", one.now.figure.value is None))
    if not ordered:
        return ""
    first = ordered[0]
    alike = [one for one in ordered if one.period == first.period and (one.kpi.unit == first.kpi.unit)]
    clauses = list(dict.fromkeys(_clause(one) for one in alike if one.now.figure.value is not None))[:MOST_FIGURES]
    return f"{_when(first)}, {joined(clauses)}." if clauses else ""


def change_sentence(found: Sequence[Standing], names: Mapping[int, str]) -> str:
    """Which figure changed most against a year before: shares by percentage points, else costs in proportion.

    Nothing is said of figures that may not be compared, or that hold too little to tell.
    """
    able = [one for one in found if _comparable(one)]
    shares = [one for one in able if one.kpi.unit == "percent"]
    others = [one for one in able if one.kpi.unit != "percent" and one.before.value]
    rivals = shares or others
    if not rivals:
        return ""
    most = max(rivals, key=lambda one: _size(one))
    how = " in proportion" if most.kpi.unit != "percent" else ""
    if len(rivals) == 1:
        return f"{names[id(most)]} is {most.clause}."
    return f"{names[id(most)]} changed most{how} in a year: {most.clause}."


def recent(figures: CouncilFigures) -> list[tuple[str, str, Period, Sums]]:
    """KPI, service, period and sums of every figure expected in the 12 months that end with the newest figure."""
    ends = [period.end for sums in figures.by_service.values() for period, one in sums.items() if one.provided]
    if not ends:
        return []
    newest = max(ends)
    a_year_before = month_end(add_months(newest, -12))
    return [
        (kpi, service, period, one)
        for (kpi, service), sums in figures.by_service.items()
        for period, one in sums.items()
        if one.expected and a_year_before < period.end <= newest
    ]


def gaps(figures: CouncilFigures) -> str:
    """What is missing of the last 12 months, where, and whether it has stopped coming."""
    expected = recent(figures)
    missing = [entry for entry in expected if not entry[3].whole]
    old = stopped(figures)
    lacking = {service for _, service, _, _ in missing}
    said = [f"Of {counted(len(expected), 'figure')} for the last 12 months {_is_are(len(missing))} missing"]
    if old and lacking <= old.keys():
        said = [f"{said[0]}, as those of" if missing else "The figures of", _names(figures, old), _ends(old)]
        return f"{' '.join(said)}."
    if not missing:
        return ""
    periods = sorted({period for _, _, period, _ in missing})
    when = f", {periods[0].label}" if len(periods) == 1 else ""
    many = "" if len(lacking) <= MOST_NAMES else "in "
    parted = ", " if many else ": "
    ended = f" The figures of {_names(figures, old)} {_ends(old)}." if old else ""
    return f"{said[0]}{parted}{many}{_names(figures, lacking)}{when}.{ended}"


def stopped(figures: CouncilFigures) -> dict[str, Period]:
    """Services that add up and whose figures end before the council's newest, each with its last period."""
    last: dict[str, Period] = {}
    for extent in figures.extents:
        if extent.latest and figures.services[extent.service].in_total:
            period = starting(extent.latest, extent.frequency)
            last[extent.service] = max(last.get(extent.service, period), period, key=lambda one: one.end)
    newest = max((period.end for period in last.values()), default=None)
    return {service: period for service, period in last.items() if newest and period.end < newest}


def _names(figures: CouncilFigures, services: Collection[str]) -> str:
    if len(services) > MOST_NAMES:
        return counted(len(services), "service")
    return joined([service.name for key, service in figures.services.items() if key in services])


def _ends(old: Mapping[str, Period]) -> str:
    ends = {period.label for period in old.values()}
    return f"end with {ends.pop()}" if len(ends) == 1 else "ended earlier"


def _is_are(count: int) -> str:
    return f"{count:,} {'is' if count == 1 else 'are'}"


def _lost(figures: CouncilFigures, what: Measured, one: Standing) -> bool:
    """Whether services that were in a total a year before are not in it now, so that it moved for that alone."""
    if what.indicator.service:
        return False
    period = one.now.period
    return bool(members(figures, what, period.year_before()) - members(figures, what, period))


def _moves(table: ServicesTable | None) -> str:
    """'Against a year before, digital take-up is higher for 70 services, lower for 41 and the same for 21.'"""
    if table is None or not any(table.moves):
        return ""
    higher, lower, same = table.moves
    words = [f"{word} for {count:,}" for word, count in (("higher", higher), ("lower", lower), ("the same", same))]
    name = table.columns[-len(table.files)].heading
    return f"Against a year before, {name[0].lower()}{name[1:]} is {joined(words)}."


def _count_sentence(figures: CouncilFigures) -> str:
    services = {extent.service for extent in figures.extents}
    kpis = list(dict.fromkeys(what.kpi.name for what in figures.indicators))
    held = joined([kpis[0], *(name[0].lower() + name[1:] for name in kpis[1:])])
    return f"{held} of {counted(len(services), 'service')}, each shown by itself: unlike services are not added up."


def _comparable(one: Standing) -> bool:
    if one.difference is None or one.now.figure.value is None or one.before.value is None:
        return False
    return not is_same(one.kpi, one.now.figure.value, one.before.value) and "u" not in one.now.figure.markers


def _size(one: Standing) -> float:
    difference = abs(one.difference or 0)
    return difference if one.kpi.unit == "percent" else difference / abs(one.before.value or 1)


def _clause(one: Standing) -> str:
    said = f"{value_text(one.kpi, one.now.figure)} {one.kpi.phrase}"
    return f"the cost was {said}" if one.kpi.unit == "pounds" else said


def _when(one: Standing) -> str:
    name = period_name(one.kpi, one.now.period)
    return in_period(one.now.period) if name == one.now.period.label else f"In the {name}"
