"""Reading cells: queries of keys, SUM, COUNT and GROUP BY only; every ratio is made in kpis.

A statement holds numbers and days and no text from anywhere else, so it is written out whole: SQLAlchemy takes longer
to put it together than DuckDB to answer it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from operator import itemgetter

from sqlalchemy import Engine

from kpis.periods import FREQUENCIES, SHOWN_FROM, Frequency, add_months, containing
from views.reader import CellQuery, CellSums
from warehouse.cell_tables import part_cell, whole_cell
from warehouse.decoding import Decoder
from warehouse.fetching import batches, one_of
from warehouse.schema import WHOLE_ID

KEPT_APART = ("council", "service", "channel", "breakdown", "segment")
KEYS = ("kpi", *KEPT_APART, "frequency", "period_start")

WEEK_OVER = timedelta(days=3)
"""So far a week reaches beyond the month of its Thursday (METHODS A7)."""

FACTS = ("numerator", "denominator", "provided", "expected", "1", "estimated", "basis", "basis", "reason")
"""What a row has after its keys."""

SAID = "CAST(CASE WHEN provided = 1 THEN basis ELSE reason END AS BIGINT)"
STATE = f"provided + 2 * expected + 4 * estimated + 8 * {SAID}"
ALIKE = f"{STATE} AS state, count(*) AS cells, sum(numerator) AS above, sum(denominator) AS below"
"""Cells are added first with those that say the same beside their amounts, of which there are few kinds: two sums over
millions of cells where there would be nine."""

KNOWN = "CASE WHEN (state & 1) = 1 THEN {} END"
ADDED = (
    f"sum({KNOWN.format('above')})",
    f"sum({KNOWN.format('below')})",
    "CAST(sum(cells * (state & 1)) AS INTEGER)",
    "CAST(sum(cells * ((state >> 1) & 1)) AS INTEGER)",
    "CAST(sum(cells) AS INTEGER)",
    f"max({KNOWN.format('(state >> 2) & 1')})",
    f"min({KNOWN.format('state >> 3')})",
    f"max({KNOWN.format('state >> 3')})",
    "max(CASE WHEN (state & 1) = 0 THEN state >> 3 END)",
)
"""The FACTS of cells that are added, from sums of those alike."""


def read(engine: Engine, decoder: Decoder, query: CellQuery) -> list[CellSums]:
    """Sums of the cells that the query names, ordered by key and then by time."""
    # The engine plans a sort longer than Python takes for the few thousand cells of a page.
    found = [cell for batch in batches(engine, statement(decoder, query)) for cell in decoder.cell_sums(batch)]
    return sorted(found, key=itemgetter(*range(len(KEYS))))


def stream(engine: Engine, decoder: Decoder, query: CellQuery) -> Iterator[CellSums]:
    """The same without holding them all."""
    for batch in batches(engine, in_order(query, statement(decoder, query))):
        yield from decoder.cell_sums(batch)


def in_order(query: CellQuery, cells: str) -> str:
    """The statement `cells` with its rows ordered by the names of the query's keys and then by time."""
    apart = [name for name in _apart(query) if name not in KEYS[-2:] and not _is_single(query, name)]
    joins = "".join(f" JOIN label AS {name}_name ON {name}_name.id = c.{name}" for name in apart)
    order = ", ".join((*(f"{name}_name.text" for name in apart), "period_start", "frequency"))
    return f"SELECT c.* FROM ({cells}) AS c{joins} ORDER BY {order}"


def statement(decoder: Decoder, query: CellQuery) -> str:
    """The SELECT for a query, of KEYS and then FACTS; a key that is not kept apart reads 0."""
    apart = _apart(query)
    keys = ", ".join(name if name in apart else f"{WHOLE_ID} AS {name}" for name in KEYS)
    tables = _tables(decoder, query)
    if all(name in apart or _is_single(query, name) for name in KEPT_APART):
        return " UNION ALL ".join(f"SELECT {keys}, {', '.join(FACTS)} FROM {table}" for table in tables)
    cells = tables[0] if len(tables) == 1 else f"({' UNION ALL '.join(f'SELECT * FROM {t}' for t in tables)}) AS c"
    kept = ", ".join(apart)
    alike = f"SELECT {kept}, {ALIKE} FROM {cells} GROUP BY {kept}, state"
    return f"SELECT {keys}, {', '.join(ADDED)} FROM ({alike}) AS s GROUP BY {kept}"


def _apart(query: CellQuery) -> list[str]:
    """The keys that the query keeps apart."""
    kept = {*query.by, "kpi", *KEYS[-2:], *(["breakdown"] if "segment" in query.by else [])}
    return [name for name in KEYS if name in kept]


def _is_single(query: CellQuery, name: str) -> bool:
    """Whether the query leaves one value of that key, so that there is nothing to add or to order by it."""
    chosen: dict[str, bool] = {
        "kpi": len(query.kpis) == 1,
        "council": query.councils is not None and len(query.councils) == 1,
        "service": query.services is not None and len(query.services) == 1,
        "channel": query.channel is not None,
        "breakdown": query.breakdown is not None,
        "segment": query.breakdown == "",
    }
    return chosen[name]


def _tables(decoder: Decoder, query: CellQuery) -> list[str]:
    """The tables that hold cells which the query names, each with its conditions, as what stands behind FROM."""
    wanted = _conditions(decoder, query)
    chosen = ("channel", query.channel), ("breakdown", query.breakdown)
    parts = [one_of(column, decoder.labels.known(column, [name])) for column, name in chosen if name is not None]
    whole = f"{whole_cell.name} WHERE {' AND '.join(wanted)}"
    part = f"{part_cell.name} WHERE {' AND '.join((*wanted, *parts))}"
    if query.channel == "" and query.breakdown == "":
        return [whole]
    return [part] if query.channel or query.breakdown else [whole, part]


def _conditions(decoder: Decoder, query: CellQuery) -> list[str]:
    """What is asked of a cell beside its channel and breakdown, of which a whole cell has none."""
    labels = decoder.labels
    conditions = [one_of("kpi", decoder.kpis(query.kpis))]
    for column, names in (("council", query.councils), ("service", query.services)):
        if names is not None:
            conditions.append(one_of(column, labels.known(column, names)))
    wanted = sorted({finer for f in query.frequencies or FREQUENCIES for finer in (f, *SHOWN_FROM[f])})
    over = WEEK_OVER if query.frequencies and "week" not in query.frequencies else timedelta()
    if query.frequencies is not None:
        conditions.append(one_of("frequency", labels.known("frequency", wanted)))
    if query.first is not None:
        early = f"frequency = {labels.id('frequency', 'week') or 0} AND period_start >= DATE '{query.first - over}'"
        conditions.append(f"(period_start >= DATE '{query.first}'{f' OR {early}' if over else ''})")
    if query.last is not None:
        bounds = {
            labels.id("frequency", name): _last_start(name, query.last + (over if name == "week" else timedelta()))
            for name in wanted
        }
        ended = [f"frequency = {number} AND period_start <= DATE '{day}'" for number, day in bounds.items() if number]
        conditions.append(f"({' OR '.join([*ended, _on(query.last)])})")
    return conditions


def _on(day: date) -> str:
    return f"period_start = DATE '{day}'"


def _last_start(frequency: Frequency, last: date) -> date:
    """The first day of the latest period of that length that has ended on the day `last`."""
    if frequency == "twelve_months":
        return add_months(last + timedelta(days=1), -12)
    period = containing(last + timedelta(days=1), frequency)
    return period.previous().start
