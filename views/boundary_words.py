"""What a page says of boundaries: who served a council's area before it, and the way to the other view (A10)."""

from dataclasses import dataclass, replace

from kpis.councils import Council, Register, alphabetical
from kpis.periods import long_date
from kpis.selection import Selection
from kpis.wording import joined
from views.addresses import council_address
from views.boundaries import TodaysFigures, todays_reader
from views.reader import CellQuery, Reader

AS_IT_WAS = "As it was"
TODAY = "Today’s"
OPTIONS = (("", AS_IT_WAS), ("today", TODAY))
"""Value in the address and words."""

MOST_REASONS = 3
UNMADE = "No figure can be made by today’s boundaries."

HOW = "where every one of them is in, and marked [b]"


@dataclass(frozen=True)
class Past:
    """What is to be known of the time before a council began; the same page by the other boundaries has this query.

    `unmade` are the reasons, where by today's boundaries no figure at all could be made of that time.
    """

    words: str
    other: str
    query: str
    unmade: tuple[str, ...] = ()


def past_of(reader: Reader, council: Council, selection: Selection, service: str = "") -> Past | None:
    """None for a council that no other's figures went into, or none of this service."""
    todays = todays_reader(reader)
    if not isinstance(todays, TodaysFigures):
        return None
    given, keys = todays.as_it_was, todays.before.get(council.key, ())
    having = [key for key in keys if given.extents(council=key, service=service or None)]
    if not having:
        return None
    register = given.register
    own = register.by_key[council.key.lower()]
    began = long_date(own.start) if own.start else "it began"
    if selection.boundaries == "today":
        if unmade := _unmade(todays, own, service):
            why = "; ".join(unmade)
            words = f"By today’s boundaries no figure before {began} can be made for {own.name}: {why}."
            return Past(words, "Show figures as they were", _query(selection, None), unmade)
        whole = [key for key in having if len(register.successors(register.by_key[key.lower()])) == 1]
        names = _names(register, whole or having)
        words = f"By today’s boundaries: figures before {began} are those of {names} added up, {HOW}."
        return Past(f"{words}{_split(register, having)}", "Show figures as they were", _query(selection, None))
    words = f"{council.name} began on {began}; before that {_names(register, having)} served its area."
    return Past(f"{words}{_split(register, having)}", "Show them by today’s boundaries", _query(selection, "today"))


def _unmade(reader: TodaysFigures, council: Council, service: str) -> tuple[str, ...]:
    """Why no figure of the time before a council could be made of those before it; () if one could."""
    kpis = tuple(dict.fromkeys(one.kpi for one in reader.extents(council=council.key, service=service or None)))
    query = CellQuery(kpis, frozenset({"service"}), (council.key,), (service,) if service else None)
    before = [cell.sums for cell in reader.cells(query) if council.start and cell.period.start < council.start]
    if any(sums.provided for sums in before):
        return ()
    return tuple(dict.fromkeys(sums.reason for sums in before if sums.reason))[:MOST_REASONS]


def today_address(reader: Reader, council: str) -> str:
    """The page of a council of today: as it was if it has figures of its own, else with those before it; '' if none."""
    if reader.extents(council=council):
        return council_address(council)
    found = todays_reader(reader).extents(council=council)
    return f"{council_address(council)}{Selection(boundaries='today').query()}" if found else ""


def _query(selection: Selection, boundaries: str | None) -> str:
    return replace(selection, boundaries=None).query(boundaries=boundaries)


def _names(register: Register, keys: list[str]) -> str:
    return joined([one.name for one in alphabetical(register.by_key[key.lower()] for key in keys)])


def _split(register: Register, keys: list[str]) -> str:
    """What cannot be divided: a county that went into several."""
    split = [key for key in keys if len(register.successors(register.by_key[key.lower()])) > 1]
    return f" {_names(register, split)} was split, and its figures cannot be divided." if split else ""
