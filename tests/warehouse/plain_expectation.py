"""What each series owes, worked out one series at a time from the rules in words; slow, and meant to be read.

Written from METHODS, docs/sources.md and the words of warehouse/offerings.py, not from its queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kpis.channels import DIGITAL
from kpis.periods import Frequency, Period, between, containing
from warehouse.arrival import DeclaredOffering

DIGITAL_PARTS = DIGITAL - {"digital"}


@dataclass(frozen=True)
class Series:
    """One measure of one council's service (or a segment of it) through one channel at one frequency."""

    council: str
    service: str
    breakdown: str
    segment: str
    channel: str
    measure: str
    frequency: Frequency


@dataclass(frozen=True)
class Word:
    """What one source said of one period."""

    source: str
    value: Decimal | None
    status: str


Said = dict[Series, dict[Period, list[Word]]]


def stated(words: Iterable[Word]) -> Word | None:
    """What counts of what several sources said of one period: a word that is more than 'not provided'."""
    return next((word for word in words if word.status != "not_provided"), None)


def owed(said: Said, declared: dict[str, tuple[DeclaredOffering, ...]]) -> dict[Series, set[Period]]:
    """The periods that each series owes."""
    facts = {series: Facts(series, said) for series in said}
    for series in list(never_came(said, declared)):
        facts[series] = Facts(series, said)
    return {series: one.owed(declared) for series, one in facts.items()}


def never_came(said: Said, declared: dict[str, tuple[DeclaredOffering, ...]]) -> Iterable[Series]:
    """A declared channel that never came is a series of 'completed' all the same, at each cadence of the service."""
    for offering in (o for offerings in declared.values() for o in offerings if o.offered):
        for series in list(said):
            if (series.council, series.service, series.measure, series.breakdown) == (
                offering.council,
                offering.service,
                "completed",
                "",
            ):
                new = replace(series, channel=offering.channel)
                if new not in said:
                    yield new


class Facts:
    """What was said of one series, and of those it is measured against."""

    def __init__(self, series: Series, said: Said) -> None:
        self.series = series
        self.said = said
        self.words = said.get(series, {})
        self.sources = {word.source for words in self.words.values() for word in words}
        self.valued = sorted(p for p, words in self.words.items() if any(w.value is not None for w in words))

    def values_of(self, **same: str) -> list[tuple[Series, Period, str]]:
        """(series, period, source) of every value of this measure, cadence and breakdown where the rest is the same."""
        mine = self.series
        same |= {"measure": mine.measure, "frequency": mine.frequency, "breakdown": mine.breakdown}
        return [
            (series, period, word.source)
            for series, periods in self.said.items()
            if all(getattr(series, name) == wanted for name, wanted in same.items())
            for period, words in periods.items()
            for word in words
            if word.value is not None
        ]

    @property
    def family(self) -> list[tuple[Series, Period, str]]:
        """The measure's values through every channel and segment of the council's service."""
        return self.values_of(council=self.series.council, service=self.series.service)

    def of_sources(self, **same: str) -> list[Period]:
        """Periods with a value, for anyone, in the sources of this series."""
        return [period for _, period, source in self.values_of(**same) if source in self.sources]

    @property
    def closed(self) -> Period | None:
        """The last period, if what was said of it is that it does not apply."""
        if not self.words:
            return None
        last = max(self.words)
        return last if any(word.status == "not_applicable" for word in self.words[last]) else None

    def first(self) -> Period | None:
        """From when it is owed, unless declared."""
        if self.valued:
            return self.valued[0]
        words = [p for p, said in self.words.items() if any(word.status != "not_applicable" for word in said)]
        through_channel = self.of_sources(channel=self.series.channel)
        if not words or not through_channel or self.is_redundant:
            return None
        family = [period for _, period, _ in self.family]
        of_service = self.of_sources(service=self.series.service)
        return max(min(words), min(family or of_service or through_channel))

    @property
    def is_redundant(self) -> bool:
        """A reported total whose parts have come."""
        channels = {series.channel for series, _, _ in self.family}
        if self.series.channel == "all":
            return bool(channels - {"all"})
        return self.series.channel == "digital" and bool(channels & DIGITAL_PARTS)

    def last(self) -> Period | None:
        """Until when it is owed, unless declared."""
        if self.closed:
            return self.closed
        for mine, others in (self._in_total(), self._in_digital()):
            if mine and others and max(mine) < min(others):
                return max(mine)
        family = [period for _, period, _ in self.family]
        of_service = self.of_sources(service=self.series.service)
        if family:
            return max(family + of_service)
        return max(of_service or self.of_sources(channel=self.series.channel), default=None)

    def _in_total(self) -> tuple[list[Period], list[Period]]:
        """Values of the total, and of its parts; this series' own side first."""
        total = [period for series, period, _ in self.family if series.channel == "all"]
        parts = [period for series, period, _ in self.family if series.channel != "all"]
        return (total, parts) if self.series.channel == "all" else (parts, total)

    def _in_digital(self) -> tuple[list[Period], list[Period]]:
        total = [period for series, period, _ in self.family if series.channel == "digital"]
        parts = [period for series, period, _ in self.family if series.channel in DIGITAL_PARTS]
        if self.series.channel == "digital":
            return total, parts
        return (parts, total) if self.series.channel in DIGITAL_PARTS else ([], [])

    def owed(self, declared: dict[str, tuple[DeclaredOffering, ...]]) -> set[Period]:
        """Every period owed."""
        mine = self.series
        offerings = [
            o
            for offerings in declared.values()
            for o in offerings
            if o.offered and (o.council, o.service, o.channel) == (mine.council, mine.service, mine.channel)
        ]
        first, last = self.first(), self.last()
        spans = [(first.start if first else None, last.start if last else None)]
        if offerings:
            spans = [self.bounded(offering) for offering in offerings]
        return {
            period for start, end in spans if start and end and start <= end for period in self.candidates(start, end)
        }

    def bounded(self, offering: DeclaredOffering) -> tuple[date | None, date | None]:
        """First and last day owed under one declaration."""
        mine, first, family = self.series, self.first(), [period for _, period, _ in self.family]
        start = first.start if first else None
        if mine.measure == "completed" and not mine.breakdown and family:
            start = offering.start or start or min(family).start
        elif start and offering.start:
            start = max(start, offering.start)
        latest = [period for _, period, _ in self.values_of(council=mine.council)]
        end = offering.end or (self.closed.start if self.closed else None)
        return start, end or (max(latest).start if latest else None)

    def candidates(self, start: date, end: date) -> list[Period]:
        """Periods of the series' cadence with a day from start to end."""
        if self.series.frequency != "twelve_months":
            first = containing(start, self.series.frequency)
            return between(first, containing(end, self.series.frequency))
        family = {period for _, period, _ in self.family}
        own = {p for source in self.sources for p in self._years_of(source)}
        return [period for period in family | own if start <= period.start <= end]

    def _years_of(self, source: str) -> set[Period]:
        of_service = {p for _, p, giver in self.values_of(service=self.series.service) if giver == source}
        return of_service or {p for _, p, giver in self.values_of() if giver == source}
