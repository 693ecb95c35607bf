"""Lists of councils with how fresh each one's figures are, section by section."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpis.councils import Council, plain
from kpis.periods import Frequency, Period, starting
from kpis.selection import Selection
from kpis.wording import counted, joined
from views.addresses import council_address
from views.clock import span, uk_date
from views.freshness import Late, latest_period
from views.indicators import FINEST_FIRST, Measured
from views.reader import Extent, Reader, SourceStatus
from views.sections import Section, SectionFigures

MANY = 60
"""A longer list shows its first letters only, until it is asked for."""

FIRST = 24
"""At least so many councils of a long list are shown."""

LONG_NAME = 40
"""Characters of a name that needs a wide column."""

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
    """A section's councils. Of a long list only the first letters are shown unless it is `opened`."""

    section: Section
    freshness: str
    councils: tuple[Listed, ...]
    opened: bool = False

    @property
    def long(self) -> bool:
        """Whether it is too long to be shown unasked."""
        return len(self.councils) > MANY

    @property
    def shown(self) -> tuple[Listed, ...]:
        """The councils that are shown: all, or of a long list the first letters."""
        if self.opened or not self.long:
            return self.councils
        last = self.councils[FIRST - 1].letter
        return tuple(council for council in self.councils if council.letter <= last)

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters that those shown are filed under."""
        return tuple(dict.fromkeys(council.letter for council in self.shown))

    @property
    def wordy(self) -> bool:
        """Whether its names need wide columns."""
        return max((len(council.name) for council in self.councils), default=0) > LONG_NAME

    @property
    def all_href(self) -> str:
        """The overview with this list opened."""
        return f"/{Selection(group=self.section.key).query()}#{self.section.key}"

    def anchor(self, letter: str) -> str:
        """Where a letter begins: 'england-c'."""
        return f"{self.section.key}-{letter.lower()}"


def council_list(reader: Reader, part: SectionFigures) -> CouncilList:
    """The list of a section."""
    by_council: dict[str, list[Extent]] = {key: [] for key in part.section.keys}
    for extent in part.extents:
        by_council[extent.council].append(extent)
    in_part = {one.council for one in part.late}
    labels: dict[Period, str] = {}
    every = (_listed(one, by_council[one.key], one.key in in_part, labels) for one in part.section.members)
    return CouncilList(part.section, _freshness(reader, part), tuple(every))


def _freshness(reader: Reader, part: SectionFigures) -> str:
    said = [
        "Invented figures." if part.section.illustrative else "",
        *_periods(part.extents, part.indicators),
        _sources(part.extents, {source.name: source for source in reader.sources()}),
        *_lateness(reader, part.section, part.late),
        _empty(part),
        _apart(part),
    ]
    return " ".join(sentence for sentence in said if sentence)


def _listed(council: Council, extents: list[Extent], in_part: bool, labels: dict[Period, str]) -> Listed:
    """`labels` are the periods written so far: most councils share theirs."""
    period = latest_period(extents)
    if period and period not in labels:
        labels[period] = period.short if period.frequency in ("quarter", "twelve_months") else period.label
    latest = labels[period] if period else NOTHING
    text = f"{latest}, in part" if period and in_part else latest
    return Listed(council.name, council_address(council.key), text, plain(council.name)[:1].upper())


def _periods(extents: Sequence[Extent], indicators: Sequence[Measured]) -> list[str]:
    """'Monthly: 5 measures, April 2023 to March 2026.' for each frequency."""
    said = []
    for frequency in FINEST_FIRST:
        of_it = [what for what in indicators if what.frequency == frequency]
        members = [extent for extent in extents if extent.frequency == frequency and extent.latest]
        if of_it and members:
            first = starting(min(extent.first for extent in members), frequency)
            last = starting(max(extent.latest for extent in members if extent.latest), frequency)
            said.append(f"{HOW_OFTEN[frequency]}: {_what(of_it)}, {span(first, last)}.")
    return said


def _what(indicators: Sequence[Measured]) -> str:
    if len(indicators) <= FEW:
        return joined([what.indicator.name for what in indicators])
    kpis = {what.kpi.key: what.kpi.name for what in indicators}
    if len(kpis) < FEW:
        services = len({service for what in indicators for service in what.services})
        return f"{joined(list(kpis.values()))} of {counted(services, 'service')}"
    return counted(len(indicators), "measure")


def _sources(extents: Iterable[Extent], sources: Mapping[str, SourceStatus]) -> str:
    names = {name for extent in extents for name in extent.sources}
    known = [source for name, source in sources.items() if name in names]
    if not known:
        return ""
    loaded = uk_date(max(source.loaded_at for source in known))
    if len(known) > FEW:
        return f"From {len(known)} sources, last loaded {loaded}."
    return f"Source{'s' if len(known) > 1 else ''}: {'; '.join(source.title for source in known)}. Loaded {loaded}."


def _empty(part: SectionFigures) -> str:
    """How many were expected to give figures and gave none."""
    given = {extent.council for extent in part.extents if extent.latest}
    number = len(part.section.members) - len(given)
    if not number:
        return ""
    who = counted(number, part.section.council, part.section.councils)
    return f"{who} {'has' if number == 1 else 'have'} given no usable figure."


def _apart(part: SectionFigures) -> str:
    """Why bodies of which no two have a measure in common are in no table."""
    if len(part.section.members) < 2 or any(len(what.councils) > 1 for what in part.indicators):
        return ""
    return "No two of them run the same service, so none of their figures are set side by side."


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
