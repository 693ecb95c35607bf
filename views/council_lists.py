"""Lists of councils with how fresh each one's figures are, section by section."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpis.councils import Council, plain
from kpis.periods import Frequency, Period, starting
from kpis.wording import counted, joined
from views.addresses import council_address
from views.clock import uk_date
from views.freshness import Late, latest_period
from views.indicators import FINEST_FIRST, Measured
from views.reader import Extent, Reader, SourceStatus
from views.sections import Section, SectionFigures

MANY = 60
"""A longer list shows its first letters only, until it is asked for."""

FIRST = 24
"""At least so many councils of a long list are shown."""

FEW = 3
NOTHING = "no figures"

HOW_OFTEN: dict[Frequency, str] = {
    "week": "Weekly",
    "month": "Monthly",
    "quarter": "Quarterly",
    "financial_year": "By financial year",
    "year": "By calendar year",
    "twelve_months": "Over 12 months",
}


@dataclass(frozen=True)
class Listed:
    """A council in a list: its page, the newest period it has a figure for, and the letter it is filed under."""

    name: str
    href: str
    latest: str
    letter: str


@dataclass(frozen=True)
class CouncilList:
    """A section's councils. Of a long list the first letters are shown; `all_href` leads to the rest."""

    section: Section
    freshness: str
    councils: tuple[Listed, ...]
    whole: bool
    all_href: str

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters it is filed under."""
        return tuple(dict.fromkeys(council.letter for council in self.councils))


def council_list(reader: Reader, part: SectionFigures, whole: bool) -> CouncilList:
    """The list of a section; `whole` shows every council of a long one."""
    section = part.section
    by_council: dict[str, list[Extent]] = {key: [] for key in section.keys}
    for extent in part.extents:
        by_council[extent.council].append(extent)
    in_part = {one.council for one in part.late}
    every = [_listed(council, by_council[council.key], council.key in in_part) for council in section.members]
    shown = every if whole or len(every) <= MANY else _first_letters(every)
    href = f"/?group={section.key}#{section.key}"
    return CouncilList(section, _freshness(reader, part), tuple(shown), len(shown) == len(every), href)


def _freshness(reader: Reader, part: SectionFigures) -> str:
    said = [
        "Invented figures." if part.section.illustrative else "",
        *_periods(part.extents, part.indicators),
        _sources(part.extents, {source.name: source for source in reader.sources()}),
        *_lateness(reader, part.section, part.late),
        _empty(part),
    ]
    return " ".join(sentence for sentence in said if sentence)


def _listed(council: Council, extents: list[Extent], in_part: bool) -> Listed:
    period = latest_period(extents)
    latest = (period.short if period.frequency in ("quarter", "twelve_months") else period.label) if period else ""
    text = f"{latest}, in part" if latest and in_part else latest or NOTHING
    return Listed(council.name, council_address(council.key), text, plain(council.name)[:1].upper())


def _first_letters(every: list[Listed]) -> list[Listed]:
    last = every[FIRST - 1].letter
    return [council for council in every if council.letter <= last]


def _periods(extents: Sequence[Extent], indicators: Sequence[Measured]) -> list[str]:
    """'Monthly: 5 measures, April 2023 to March 2026.' for each frequency."""
    said = []
    for frequency in FINEST_FIRST:
        of_it = [what for what in indicators if what.frequency == frequency]
        members = [extent for extent in extents if extent.frequency == frequency and extent.latest]
        if of_it and members:
            first = starting(min(extent.first for extent in members), frequency)
            last = starting(max(extent.latest for extent in members if extent.latest), frequency)
            said.append(f"{HOW_OFTEN[frequency]}: {_what(of_it)}, {_span(first, last)}.")
    return said


def _what(indicators: Sequence[Measured]) -> str:
    if len(indicators) <= FEW:
        return joined([what.indicator.name for what in indicators])
    kpis = {what.kpi.key: what.kpi.name for what in indicators}
    if len(kpis) < FEW:
        services = len({service for what in indicators for service in what.services})
        return f"{joined(list(kpis.values()))} of {counted(services, 'service')}"
    return counted(len(indicators), "measure")


def _span(first: Period, last: Period) -> str:
    if first == last:
        return first.label
    if first.frequency in ("quarter", "twelve_months"):
        return f"{first.short} to {last.short.removeprefix('to ')}"
    return f"{first.label} to {last.label}"


def _sources(extents: Iterable[Extent], sources: Mapping[str, SourceStatus]) -> str:
    names = {name for extent in extents for name in extent.sources}
    known = [source for name, source in sources.items() if name in names]
    if not known:
        return ""
    loaded = uk_date(max(source.loaded_at for source in known))
    if len(known) > FEW:
        return f"From {len(known)} sources, last loaded {loaded}."
    return f"Source{'s' if len(known) > 1 else ''}: {joined([source.title for source in known])}, loaded {loaded}."


def _empty(part: SectionFigures) -> str:
    """How many were expected to give figures and gave none."""
    given = {extent.council for extent in part.extents if extent.latest}
    number = len(part.section.members) - len(given)
    if not number:
        return ""
    return f"Of {counted(number, part.section.council, part.section.councils)} no usable figure has come."


def _lateness(reader: Reader, section: Section, late: Sequence[Late]) -> list[str]:
    councils = sorted({one.council for one in late})
    if len(councils) > FEW:
        return [f"{counted(len(councils), section.council, section.councils)} lack their newest figures."]
    return [_late_council(reader, key, [one for one in late if one.council == key]) for key in councils]


def _late_council(reader: Reader, key: str, late: list[Late]) -> str:
    name = reader.register.by_key[key.lower()].name
    services = reader.services()
    what = services[late[0].service].name if len(late) == 1 else counted(len(late), "service")
    return f"{name} has given nothing on {what} since {min(one.since for one in late).label}."
