"""The cells worked out one at a time from METHODS and the words of the catalogue; slow, and meant to be read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kpis.catalogue import Catalogue, Count, Kpi
from kpis.channels import CHANNELS, DIGITAL
from kpis.periods import ADDS_UP_FROM, Frequency, Period, add_months, containing, month_end
from tests.warehouse.given import Given
from tests.warehouse.plain_expectation import DIGITAL_PARTS, Said, Series, Word, owed, stated
from warehouse.arrival import DeclaredOffering

Place = tuple[str, str, str, str]
"""Council, service, breakdown, segment."""

Key = tuple[str, str, str, str, str, str, str, date]
"""KPI, council, service, channel, breakdown, segment, frequency, first day."""


@dataclass(frozen=True)
class PlainSource:
    """One source as a test writes it."""

    name: str
    rows: tuple[Given, ...]
    cost_basis: str = "full"
    completion_basis: str = "event"
    collection_basis: str = "not stated"
    segments_make_whole: bool = False
    offerings: tuple[DeclaredOffering, ...] = ()


@dataclass(frozen=True)
class PlainCell:
    """One cell."""

    numerator: Decimal | None
    denominator: Decimal | None
    provided: int
    expected: int
    estimated: bool
    bases: frozenset[str]
    reason: str


@dataclass
class Side:
    """One side of a KPI for one period."""

    value: Decimal | None
    applies: bool
    estimated: bool = False
    covers: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()


def plain_cells(sources: Iterable[PlainSource], catalogue: Catalogue) -> dict[Key, PlainCell]:
    """Every cell, from every source's rows."""
    return Derivation(tuple(sources)).cells(catalogue)


def rows_of(source: PlainSource) -> dict[tuple[Series, Period], Word]:
    """A source's rows: of each code the first, different codes of one thing added, wholes made of segments."""
    by_key: dict[tuple[Series, Period], dict[str, Given]] = defaultdict(dict)
    for row in source.rows:
        period = row.of_period
        key = (
            Series(row.council, row.service, row.breakdown, row.segment, row.channel, row.measure, period.frequency),
            period,
        )
        by_key[key].setdefault(row.code, row)
    words = {key: together(source.name, [(r.amount, r.said) for r in rows.values()]) for key, rows in by_key.items()}
    if source.segments_make_whole:
        wholes: dict[tuple[Series, Period], list[tuple[Decimal | None, str]]] = defaultdict(list)
        for (s, period), word in words.items():
            whole = Series(s.council, s.service, "", "", s.channel, s.measure, s.frequency)
            if s.breakdown and (whole, period) not in words:
                wholes[whole, period].append((word.value, word.status))
        words |= {key: together(source.name, parts) for key, parts in wholes.items()}
    return words


def together(source: str, parts: list[tuple[Decimal | None, str]]) -> Word:
    """A sum of what was said: not known if one part is not, [z] if none applies (METHODS A2)."""
    if any(status == "not_provided" for _, status in parts):
        return Word(source, None, "not_provided")
    known = [value for value, _ in parts if value is not None]
    if not known:
        return Word(source, None, "not_applicable")
    guessed = any(status == "estimated" for _, status in parts)
    return Word(source, sum(known, Decimal(0)), "estimated" if guessed else "provided")


@dataclass
class Derivation:
    """What is known, and the cells it makes."""

    sources: tuple[PlainSource, ...]
    said: Said = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    def __post_init__(self) -> None:
        for source in self.sources:
            for (series, period), word in rows_of(source).items():
                self.said[series][period].append(word)
        self.by_name = {source.name: source for source in self.sources}
        expected = owed(self.said, {source.name: source.offerings for source in self.sources})
        self.known: dict[tuple[Place, str, Period], dict[str, Word]] = defaultdict(dict)
        for series in {*self.said, *expected}:
            given = {p: word for p, words in self.said.get(series, {}).items() if (word := stated(words))}
            for period in expected.get(series, set()) | set(given):
                place = (series.council, series.service, series.breakdown, series.segment)
                word = given.get(period, Word("", None, "not_provided"))
                self.known[place, series.measure, period][series.channel] = word

    def cells(self, catalogue: Catalogue) -> dict[Key, PlainCell]:
        """Every cell of every KPI, whole and by channel."""
        cells: dict[Key, PlainCell] = {}
        for kpi in catalogue:
            channels = [c for c in CHANNELS if c != "all"] if kpi.by_channel else []
            for channel in ("", *channels):
                for place in {place for place, _, _ in self.known}:
                    for period, cell in self.of_place(kpi, channel, place).items():
                        council, service, breakdown, segment = place
                        key = (kpi.key, council, service, channel, breakdown, segment, period.frequency, period.start)
                        cells[key] = cell
        return cells

    def of_place(self, kpi: Kpi, channel: str, place: Place) -> dict[Period, PlainCell]:
        """One KPI's cells of one place for the whole (channel '') or one channel."""
        numerators = self.side(kpi.numerator, channel, place, kind_of_basis(kpi, kpi.numerator))
        if kpi.denominator is None:
            return {period: cell(kpi, one, None) for period, one in numerators.items()}
        denominators = self.side(kpi.denominator, channel, place, kind_of_basis(kpi, kpi.denominator))
        return {period: cell(kpi, *sides) for period, sides in met(numerators, denominators).items()}

    def side(self, count: Count, channel: str, place: Place, basis: str) -> dict[Period, Side]:
        """One side for every period for which something of it is known or owed."""
        if channel and count.channels and channel not in count.channels:
            return {}
        scope = frozenset({channel}) if channel else count.channels or frozenset(CHANNELS)
        periods = {p for where, measure, p in self.known if where == place and measure in count.measures}
        sides = {}
        for period in periods:
            sums = [(self.sum(place, m, period, scope, basis), weight) for m, weight in count.weights]
            there = [one for one, _ in sums if one]
            if not there:
                continue
            value = None
            if all(one and one.value is not None for one, _ in sums):
                value = sum((one.value * weight for one, weight in sums if one and one.value is not None), Decimal(0))
            sides[period] = combined(there, value)
        return sides

    def sum(self, place: Place, measure: str, period: Period, scope: frozenset[str], basis: str) -> Side | None:
        """One measure over a scope of channels; None if no channel of the scope is known or owed (METHODS D4, D8)."""
        given = self.known.get((place, measure, period), {})
        inside = {channel: word for channel, word in given.items() if channel in scope}
        if not inside:
            return None
        applying = {channel: word for channel, word in inside.items() if word.status != "not_applicable"}
        if not applying:
            return Side(None, applies=False)
        if len(scope) > 1 and "all" in applying:
            return self.added({"all": applying["all"]}, basis)
        if len(scope) == 1 or not scope & DIGITAL_PARTS:
            return self.added(applying, basis)
        return self.digital(given, applying, scope, basis)

    def digital(self, given: dict[str, Word], applying: dict[str, Word], scope: frozenset[str], basis: str) -> Side:
        """The scope's channels where a digital total may stand beside, or for, its parts."""
        total = given.get("digital")
        if total is None or total.status == "not_applicable":
            return self.added(applying, basis)
        others = {c: word for c, word in applying.items() if c not in DIGITAL}
        parts = {c: w for c, w in given.items() if c in DIGITAL_PARTS and w.status != "not_applicable"}
        makes_up = (
            total.value is not None
            and bool(parts)
            and all(word.value is not None for word in parts.values())
            and sum((word.value for word in parts.values() if word.value is not None), Decimal(0)) == total.value
        )
        every = self.added(applying, basis)
        lacks = every.lacks | ({"digital"} if total.status == "not_provided" else set())
        if makes_up and not scope >= DIGITAL:
            used = self.added({c: word for c, word in applying.items() if c != "digital"}, basis)
        elif "digital" in scope:
            used = self.added(others | {"digital": total}, basis)
        else:
            used = Side(None, applies=True)
        return Side(used.value, True, used.estimated, every.covers, frozenset(lacks), every.bases)

    def added(self, words: dict[str, Word], basis: str) -> Side:
        """The words' values added, if all of them have one."""
        known = [word.value for word in words.values() if word.value is not None]
        value = sum(known, Decimal(0)) if len(known) == len(words) else None
        return Side(
            value,
            applies=True,
            estimated=any(word.status == "estimated" for word in words.values()),
            covers=frozenset(words),
            lacks=frozenset(channel for channel, word in words.items() if word.status == "not_provided"),
            bases=frozenset(self.basis(word.source, basis) for word in words.values() if word.source and basis),
        )

    def basis(self, source: str, kind: str) -> str:
        """What a source says about how it counts."""
        told = self.by_name[source]
        return {
            "cost": told.cost_basis,
            "completion": told.completion_basis,
            "collection": told.collection_basis,
        }[kind]


def kind_of_basis(kpi: Kpi, count: Count) -> str:
    """Costs have a cost basis, answers were asked for somewhere; transactions beside either have neither."""
    if kpi.basis == "cost" and count is kpi.denominator:
        return ""
    answers = any(measure.startswith("rating_") for measure in count.measures)
    return "" if kpi.basis == "collection" and not answers else kpi.basis


def combined(sides: list[Side], value: Decimal | None) -> Side:
    """Several measures of one side, or several periods of it."""
    return Side(
        value,
        applies=any(side.applies for side in sides),
        estimated=any(side.estimated for side in sides),
        covers=frozenset().union(*(side.covers for side in sides)),
        lacks=frozenset().union(*(side.lacks for side in sides)),
        bases=frozenset().union(*(side.bases for side in sides)),
    )


def met(numerators: dict[Period, Side], denominators: dict[Period, Side]) -> dict[Period, tuple[Side, Side]]:
    """Both sides at the same period: as they came, or the finer one added up to the coarser one."""
    together = {}
    for period in {*numerators, *denominators}:
        ways = [way(period, sides, other) for sides, other in ((numerators, denominators), (denominators, numerators))]
        if not all(ways):
            continue
        both_came = period in numerators and period in denominators
        if both_came or not meets_within(period, numerators, denominators):
            together[period] = (ways[0], ways[1])
    return together


def way(period: Period, sides: dict[Period, Side], other: dict[Period, Side]) -> Side | None:
    """A side for the period: what came for it, else what its quarters, else what its months add up to."""
    ways = [sides[period]] if period in sides else []
    comes_coarser = any(one.frequency == period.frequency for one in other)
    for finer in reversed(ADDS_UP_FROM[period.frequency]) if comes_coarser else ():
        parts = [p for p in parts_of(period, finer) if p in sides]
        if parts:
            values = [sides[part].value for part in parts]
            whole = len(parts) == len(parts_of(period, finer)) and all(v is not None for v in values)
            value = sum((v for v in values if v is not None), Decimal(0)) if whole else None
            ways.append(combined([sides[part] for part in parts], value))
    return next((one for one in ways if one.value is not None), ways[0] if ways else None)


def meets_within(period: Period, numerators: dict[Period, Side], denominators: dict[Period, Side]) -> bool:
    """Whether both sides come at a finer cadence somewhere in the period, and so meet there."""
    return any(
        part in numerators and part in denominators
        for finer in ADDS_UP_FROM[period.frequency]
        for part in parts_of(period, finer)
    )


def parts_of(period: Period, finer: Frequency) -> list[Period]:
    """The months or quarters that make up a longer period; none if they would have to be split."""
    months = [add_months(period.start, place) for place in range(12)]
    parts = {containing(month, finer) for month in months if month_end(month) <= period.end}
    return sorted(parts) if all(period.start <= p.start and p.end <= period.end for p in parts) else []


def cell(kpi: Kpi, numerator: Side, denominator: Side | None) -> PlainCell:
    """What both sides make, and what is wrong with it."""
    sides = [numerator, *([denominator] if denominator else [])]
    bases = frozenset().union(*(side.bases for side in sides))
    fault = fault_of(kpi, numerator, denominator, bases)
    by_event = fault == "above 100%" and kpi.basis == "completion" and bases == {"event"}
    provided = not fault or by_event
    return PlainCell(
        numerator.value if provided else None,
        denominator.value if denominator and provided else None,
        int(provided),
        int(all(side.applies for side in sides)),
        provided and any(side.estimated for side in sides),
        bases if provided else frozenset(),
        "" if provided or not all(side.applies for side in sides) else ("" if fault == "missing" else fault),
    )


def fault_of(kpi: Kpi, numerator: Side, denominator: Side | None, bases: frozenset[str]) -> str:
    """Why there is no value; '' if there is one, 'missing' if nothing more can be said."""
    sides = [numerator, *([denominator] if denominator else [])]
    if any(side.value is None for side in sides):
        return lacking(frozenset().union(*(side.lacks for side in sides if side.value is None)))
    if len(bases) > 1:
        return f"different bases: {'; '.join(sorted(bases))}"
    if denominator is None or denominator.value is None or numerator.value is None:
        return ""
    if kpi.basis in ("cost", "completion") and kpi.denominator and kpi.numerator.channels == kpi.denominator.channels:
        one, other = covered(numerator, denominator), covered(denominator, numerator)
        if "all" not in one | other and one != other:
            return lacking(one ^ other)
    if denominator.value < 0 or (kpi.bounded and numerator.value < 0):
        return "a count below zero"
    return "above 100%" if kpi.bounded and numerator.value > denominator.value else ""


def covered(side: Side, other: Side) -> frozenset[str]:
    """The channels of a side; digital as one where either side does not split it."""
    if "digital" not in side.covers | other.covers or not side.covers & DIGITAL:
        return side.covers
    return side.covers - DIGITAL | {"digital"}


def lacking(channels: frozenset[str]) -> str:
    """The channels without a figure, in words."""
    names = [CHANNELS[channel].lower() for channel in CHANNELS if channel in channels and channel != "all"]
    return f"no figure for {', '.join(names)}" if names else "missing"
