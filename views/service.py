"""What one service's page knows: how it stands, each KPI over time, channels, cost, satisfaction, segments, origins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpis.councils import Council
from kpis.periods import FREQUENCY_NAMES, Frequency, Period, long_date
from kpis.selection import Selection
from kpis.services import Service
from kpis.wording import joined, value_text
from views.addresses import council_address, service_address
from views.boundary_words import UNMADE, Past, past_of
from views.chosen import Chosen, chosen
from views.clock import stretch
from views.council import notice
from views.council_tiles import File
from views.judgement import Judgement
from views.neighbours_link import NeighboursLink, neighbours_link
from views.reader import Reader
from views.service_channels import ChannelMix, channel_mix
from views.service_choice import Field, fields, named
from views.service_costs import COST, Bars, Costs, costs
from views.service_figures import ServiceFigures, service_figures
from views.service_mappings import Mappings, other_mappings
from views.service_origin import Origin, origin
from views.service_satisfaction import SATISFACTION, Satisfaction, satisfaction
from views.service_segments import segments
from views.service_trends import Trend, trend
from views.service_variation import judged_clause
from views.standing import MANY, Standing, sentence

OWN_SECTIONS = (COST, SATISFACTION)
"""KPIs whose section shows more than a line."""

FEW = 12
"""So many periods are offered together, more of them by the nearest."""


@dataclass(frozen=True)
class Empty:
    """There is nothing for the stretch chosen: why, since when there is something, and ways on."""

    title: str
    since: str
    ways: tuple[File, ...]


@dataclass(frozen=True)
class ServiceView:
    """One service's page as values; each tile has its judgement."""

    council_address: str
    council_name: str
    name: str
    address: str
    notice: str
    lead: str
    fields: tuple[Field, ...]
    chosen: Chosen
    tiles: tuple[Standing, ...]
    judgements: tuple[Judgement, ...]
    trends: tuple[Trend, ...]
    channels: ChannelMix | None
    mappings: Mappings | None
    costs: Costs | None
    satisfaction: Satisfaction | None
    segments: tuple[tuple[str, Bars], ...]
    origins: tuple[Origin, ...]
    empty: Empty | None
    past: Past | None = None
    neighbours: NeighboursLink | None = None


def service_view(reader: Reader, council: Council, service: Service, selection: Selection) -> ServiceView | None:
    """The page of one service of one council; None if nothing of it is loaded."""
    figures = service_figures(reader, council, service, selection)
    if figures is None:
        return None
    found = _standings(figures)
    past = past_of(reader, council, selection, service.key)
    codes = reader.channel_codes(council.key, service.key)
    by_key = {one.kpi.key: one for one in found}
    return ServiceView(
        council_address=_council_address(figures),
        council_name=council.name,
        name=service.name,
        address=service_address(council.key, service.key),
        notice=notice(council, figures.sources),
        lead=_lead(figures, found, past),
        fields=(offered := fields(figures, has_past=past is not None)),
        chosen=chosen(selection, named(offered), lambda one: _address(figures, one), charts=bool(found)),
        tiles=tuple(found),
        judgements=tuple(figures.judged(one) for one in found),
        trends=tuple(trend(figures, one) for one in found if one.kpi.key not in OWN_SECTIONS),
        channels=channel_mix(reader, figures) if found else None,
        mappings=other_mappings(reader, figures) if found else None,
        costs=costs(figures, by_key[COST]) if COST in by_key else None,
        satisfaction=satisfaction(reader, figures, by_key[SATISFACTION]) if SATISFACTION in by_key else None,
        segments=segments(reader, figures, found),
        origins=tuple(origin(figures, one, codes) for one in found),
        empty=None if found else empty(figures, past),
        past=past,
        neighbours=neighbours_link(reader, council, figures.extents, selection.boundaries) if found else None,
    )


def _standings(figures: ServiceFigures) -> list[Standing]:
    if figures.frequency not in figures.frequencies:
        return []
    found = (figures.standing(kpi) for kpi in figures.kpis if kpi.headline)
    return [one for one in found if one]


def _lead(figures: ServiceFigures, found: Sequence[Standing], past: Past | None) -> str:
    """The first KPI with its change, then the next ones of the same period, then what came in part only."""
    if not found and past and past.unmade and not _with_figures(figures):
        return UNMADE
    if not found:
        return f"No figures for {_stretch(figures)}."
    first = found[0]
    sentences = [
        sentence(first.kpi, first.now.figure, first.now.period),
        judged_clause(first, figures.judged(first)),
    ]
    alike = [one for one in found[1:] if one.period == first.period and one.now.figure.value is not None]
    clauses = [f"{value_text(one.kpi, one.now.figure)} {one.kpi.phrase}" for one in alike[:2]]
    if clauses:
        sentences.append(f"{joined(clauses)}.")
    sentences.append(_unfinished(found))
    return " ".join(filter(None, sentences))


def _unfinished(found: Sequence[Standing]) -> str:
    names = [one.kpi.name for one in found if one.later]
    if not names:
        return ""
    if len(names) == len(found) > 1:
        return f"For {found[0].newest} nothing whole has come in."
    late = joined([names[0], *(name[0].lower() + name[1:] for name in names[1:])])
    return f"{late} {'has' if len(names) == 1 else 'have'} no whole figure for the newest period."


def empty(figures: ServiceFigures, past: Past | None = None) -> Empty:
    """Says since when there are figures, and offers them, or the nearest of them where they are many."""
    if figures.frequency not in figures.frequencies:
        return _other_frequencies(figures)
    periods = _with_figures(figures)
    services = _all_services(figures)
    if not periods and past and past.unmade:
        why = "; ".join(past.unmade)
        return Empty(UNMADE, f"{why[:1].upper()}{why[1:]}.", (services,))
    if not periods:
        return Empty("No figure has come in yet.", "The service is expected to have some.", (services,))
    first, last = periods[0], periods[-1]
    since = (
        f"Figures run from {first.label} to {last.label}." if first != last else f"There are some for {first.label}."
    )
    asked = figures.selection
    if asked.last and asked.last < first.start:
        title = f"Its figures begin with {first.label}."
    elif asked.first and asked.first > last.end:
        title = f"The newest figures are those for {last.label}."
    else:
        title = "No figure came in for this stretch of time."
    return Empty(title, since, (*_nearest(figures, periods), _everything(figures), services))


def _other_frequencies(figures: ServiceFigures) -> Empty:
    possible = [FREQUENCY_NAMES[frequency].lower() for frequency in figures.frequencies]
    ways = [_by(figures, frequency) for frequency in figures.frequencies]
    title = f"{figures.service.name} has no figures by {MANY[figures.frequency]}."
    return Empty(title, f"It can be shown by {joined(possible)}.", (*ways, _all_services(figures)))


def _by(figures: ServiceFigures, frequency: Frequency) -> File:
    boundaries = figures.selection.boundaries
    chosen = Selection(frequency=None if frequency == figures.usual else frequency, boundaries=boundaries)
    return File(f"Show by {MANY[frequency]}", _address(figures, chosen))


def _nearest(figures: ServiceFigures, periods: list[Period]) -> tuple[File, ...]:
    """The nearest period with figures; nothing where they are few enough to be shown together."""
    if len(periods) <= FEW:
        return ()
    asked = figures.selection.last or figures.selection.first
    nearest = min(periods, key=lambda period: abs((period.end - asked).days)) if asked else periods[-1]
    chosen = replace(figures.selection, first=nearest.start, last=nearest.end)
    return (File(f"Show {nearest.label}, the nearest period", _address(figures, chosen)),)


def _everything(figures: ServiceFigures) -> File:
    return File("Show all its figures", _address(figures, replace(figures.selection, first=None, last=None)))


def _all_services(figures: ServiceFigures) -> File:
    return File(f"See all services of {figures.council.name}", _council_address(figures))


def _with_figures(figures: ServiceFigures) -> list[Period]:
    lines = [figures.whole_line(kpi) for kpi in figures.kpis if kpi.headline]
    points = [point for line in lines for point in line.points if point.figure.value is not None]
    chosen = {point.period for point in points if point.period.frequency == figures.frequency}
    return sorted(chosen or {point.period for point in points})


def _council_address(figures: ServiceFigures) -> str:
    """The council's page, by the same boundaries."""
    return f"{council_address(figures.council.key)}{Selection(boundaries=figures.selection.boundaries).query()}"


def _address(figures: ServiceFigures, selection: Selection) -> str:
    return service_address(figures.council.key, figures.service.key, selection.query())


def _stretch(figures: ServiceFigures) -> str:
    """What was asked for, in words."""
    first, last = figures.selection.first, figures.selection.last
    if figures.frequency not in figures.frequencies:
        return f"single {MANY[figures.frequency]}s"
    if first and last:
        return stretch(first, last)
    if first:
        return f"the time since {long_date(first)}"
    return f"the time up to {long_date(last)}" if last else "any period yet"
