"""How each source is: its last load, and whether new figures are due."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from rich.console import Console
from rich.table import Table

from configuration import Configuration, Source
from data_loaders.deployment import catalogue_of, store_of
from views.reader import SourceStatus
from warehouse.attempts import Attempt, latest, read
from warehouse.library import Library

HEADINGS = ("Source", "Last new figures", "Age", "Last tried", "Rows", "Refused", "Next expected", "Owner", "State")
WIDE = 160

DAYS = MappingProxyType({"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366})
"""The longest that each cadence may take."""


@dataclass(frozen=True)
class State:
    """One source as an operator wants to know it; times in UTC."""

    source: str
    loaded_at: datetime | None
    rows_read: int
    rows_refused: int
    next_expected: datetime | None
    owner: str
    state: str
    tried_at: datetime | None = None
    outcome: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nobody need look at it."""
        return self.state == "well"


def states(
    configuration: Configuration, known: dict[str, SourceStatus], tried: dict[str, Attempt], now: datetime
) -> Iterator[State]:
    """The state of every configured source: its last attempt, if that went wrong, comes before its figures."""
    for source in configuration.source:
        status, attempt = known.get(source.name), tried.get(source.name)
        trouble = attempt.trouble if attempt else ""
        last = (attempt.at, attempt.outcome) if attempt else (None, "")
        if status is None:
            state = "; ".join(filter(None, ("never loaded", trouble)))
            yield State(source.name, None, 0, 0, None, source.owner, state, *last)
            continue
        due = _due(source, status.loaded_at)
        late = due is not None and due < now
        state = trouble or status.held or ("overdue" if late else "well")
        counts = status.rows_read, status.rows_refused
        yield State(source.name, status.loaded_at, *counts, due, source.owner, state, *last)


def show_status(configuration: Configuration, as_json: bool) -> bool:
    """Print the state of every source; whether all are well. Raises WarehouseError if nothing was ever loaded."""
    now = datetime.now(UTC).replace(tzinfo=None)
    store = store_of(configuration)
    reader = Library(store, catalogue_of(configuration)).reader()
    known = {source.name: source for source in reader.sources()}
    found = list(states(configuration, known, latest(read(store.noted)), now))
    if as_json:
        for state in found:
            print(json.dumps(asdict(state), default=str))
    else:
        table = Table(*HEADINGS, box=None, pad_edge=False)
        for state in found:
            table.add_row(*_cells(state, now))
        Console(width=WIDE, highlight=False).print(table)
    return all(state.is_well for state in found)


def _due(source: Source, loaded_at: datetime) -> datetime | None:
    return loaded_at + timedelta(days=DAYS[source.every]) if source.every else None


def _cells(state: State, now: datetime) -> tuple[str, ...]:
    loaded = f"{state.loaded_at:%Y-%m-%d %H:%M}" if state.loaded_at else "-"
    due = f"{state.next_expected:%Y-%m-%d}" if state.next_expected else "-"
    rows, refused = (f"{count:,}" for count in (state.rows_read, state.rows_refused))
    tried = f"{state.tried_at:%Y-%m-%d %H:%M}" if state.tried_at else "-"
    return state.source, loaded, _age(state, now), tried, rows, refused, due, state.owner or "-", state.state


def _age(state: State, now: datetime) -> str:
    if state.loaded_at is None:
        return "-"
    hours = int((now - state.loaded_at).total_seconds() // 3600)
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"
