"""Any observations: what hypothesis draws for the property tests."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from configuration import CountEntry, KpiEntry
from kpis.catalogue import Catalogue
from kpis.definitions import catalogue
from kpis.period_labels import Length
from tests.warehouse.given import Given
from tests.warehouse.plain_derivation import PlainSource, rows_of
from warehouse.arrival import DeclaredOffering

COUNCILS = ("arden-vale", "brackenmoor")
SERVICES = ("missed-bin", "blue-badge")
CHANNELS = ("web", "web", "app", "assisted_digital", "phone", "digital", "all")
MEASURES = ("completed", "completed", "started", "cost", "ratings", "seconds_up", "seconds_down")
PERIODS: dict[Length, tuple[str, ...]] = {
    "month": tuple(f"2025-{month:02d}" for month in range(1, 9)),
    "quarter": ("2025-01", "2025-04", "2025-07"),
    "financial_year": ("2024-25", "2025-26"),
    "twelve_months": ("2024-04-01/2025-03-31", "2024-10-01/2025-09-30", "2025-04-01/2026-03-31"),
}
OF_WARDS = "wards"


@dataclass(frozen=True)
class Load:
    """One source's rows at one time, so many in a batch."""

    source: PlainSource
    at_once: int


@dataclass(frozen=True)
class History:
    """Loads in their order; the last of each source is what the source now says."""

    loads: tuple[Load, ...]

    @property
    def now(self) -> tuple[PlainSource, ...]:
        """What each source now says."""
        return tuple({load.source.name: load.source for load in self.loads}.values())


def kpis() -> Catalogue:
    """The built-in KPIs, one that is a count, and one over named channels."""
    words = {"description": "", "phrase": "", "unit": "number", "better": "lower", "definition": ""}
    contacts = {"numerator_name": "Contacts", "denominator_name": "Completed"}
    online = CountEntry(measures=("completed",), channels=("web", "app"))
    every = CountEntry(measures={"completed": Decimal(1), "started": Decimal("0.5")})
    return catalogue(
        [
            KpiEntry(key="volume", name="Volume", numerator_name="All", numerator=every, **words),  # type: ignore[arg-type]
            KpiEntry(
                key="online_to_phone",
                name="Online to phone",
                numerator=online,
                denominator=CountEntry(measures=("completed",), channels=("phone",)),
                **words,  # type: ignore[arg-type]
                **contacts,
            ),
        ]
    )


@st.composite
def series_rows(draw: st.DrawFn) -> list[Given]:
    """One series' rows: values, blanks, 'does not apply', estimates, nothing at all, and codes that repeat."""
    length = draw(st.sampled_from(["month", "month", "month", "quarter", "financial_year", "twelve_months"]))
    measure = draw(st.sampled_from(MEASURES))
    segment = draw(st.sampled_from(["", "", "", "abbey", "foundry"]))
    row = Given(
        measure,
        None,
        channel=draw(st.sampled_from(CHANNELS)),
        council=draw(st.sampled_from(COUNCILS)),
        service=draw(st.sampled_from(SERVICES)),
        length=length,
        breakdown="ward" if segment else "",
        segment=segment,
    )
    words = draw(st.lists(word(), min_size=1, max_size=len(PERIODS[length])))
    start = draw(st.integers(0, len(PERIODS[length]) - len(words)))
    periods = PERIODS[length][start:]
    rows = [
        replace(row, period=period, value=value, status=status, code=code)
        for period, said in zip(periods, words, strict=False)
        for value, status, code in said
    ]
    if measure != "ratings":
        return rows
    return [replace(one, measure=f"rating_{level}") for one in rows for level in range(1, 6)]


def word() -> st.SearchStrategy[list[tuple[int | None, str, str]]]:
    """What is said of one period: mostly one value; perhaps nothing, or several rows of the same or other codes."""
    one = st.one_of(
        st.tuples(st.integers(0, 3), st.just("")),
        st.tuples(st.integers(0, 3), st.just("")),
        st.tuples(st.integers(0, 3), st.just("estimated")),
        st.just((None, "")),
        st.just((None, "not_applicable")),
    )
    coded = st.tuples(one, st.sampled_from(["a", "a", "b"])).map(lambda pair: (*pair[0], pair[1]))
    return st.lists(coded, min_size=0, max_size=2)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Sources that do not contradict each other, loaded in any order, some of them once before in another state."""
    every = draw(st.lists(series_rows(), min_size=3, max_size=24))
    names = ("crm", "finance", "survey")
    given: dict[str, list[Given]] = {name: [] for name in (*names, OF_WARDS)}
    taken: dict[Any, str] = {}
    for rows in every:
        chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2))
        for place, row in enumerate(rows):
            name = OF_WARDS if row.breakdown else chosen[place % len(chosen)]
            name = taken.setdefault(subject(row), name)
            given[name].append(row)
    sources = [draw(sources_of(name, tuple(rows))) for name, rows in given.items()]
    loads = [load for source in sources for load in draw(loads_of(without_contradiction(source, sources[-1])))]
    order = draw(st.permutations(range(len(loads))))
    return History(tuple(in_turn([loads[place] for place in order])))


def subject(row: Given) -> tuple[str, ...]:
    """What a row is about; two sources may not both give it."""
    return (row.council, row.service, row.channel, row.breakdown, row.segment, row.measure, row.length, row.period)


@st.composite
def sources_of(draw: st.DrawFn, name: str, rows: tuple[Given, ...]) -> PlainSource:
    """A source with what it says about itself."""
    declared = st.builds(
        DeclaredOffering,
        council=st.sampled_from(COUNCILS),
        service=st.sampled_from(SERVICES),
        channel=st.sampled_from(CHANNELS),
        start=st.sampled_from([None, None, date(2025, 1, 1), date(2025, 3, 15)]),
        end=st.sampled_from([None, None, date(2025, 5, 10), date(2025, 9, 30)]),
        offered=st.booleans(),
    )
    return PlainSource(
        name,
        rows,
        cost_basis=draw(st.sampled_from(["full", "full", "direct"])),
        completion_basis=draw(st.sampled_from(["event", "event", "cohort"])),
        collection_basis=draw(st.sampled_from(["not stated", "not stated", "end pages"])),
        segments_make_whole=name == OF_WARDS and draw(st.booleans()),
        offerings=tuple(draw(st.lists(declared, max_size=2))),
    )


@st.composite
def loads_of(draw: st.DrawFn, source: PlainSource) -> list[Load]:
    """A source loaded once, or before that in another state."""
    now = Load(source, draw(st.sampled_from([3, 1000])))
    if draw(st.integers(0, 2)):
        return [now]
    kept = draw(st.integers(0, len(source.rows)))
    before = replace(source, rows=source.rows[:kept], offerings=source.offerings[:1], cost_basis="marginal")
    return [Load(before, 1000), now]


def in_turn(loads: list[Load]) -> list[Load]:
    """The same places in the order, but each source's earlier state before its present one."""
    states: dict[str, list[Load]] = {}
    for load in loads:
        states.setdefault(load.source.name, []).append(load)
    for waiting in states.values():
        waiting.sort(key=lambda load: load.source.cost_basis != "marginal")
    return [states[load.source.name].pop(0) for load in loads]


def without_contradiction(source: PlainSource, wards: PlainSource) -> PlainSource:
    """The source without rows for which the wards' own source gives the whole."""
    if source.name == wards.name:
        return source
    wholes = {key for key, said in rows_of(wards).items() if said.status != "not_provided"}
    own = [(row, next(iter(rows_of(replace(source, rows=(row,)))))) for row in source.rows]
    return replace(source, rows=tuple(row for row, key in own if key not in wholes))
