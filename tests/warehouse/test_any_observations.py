"""Whatever was observed, however it is cut into sources, batches and loads: the cells are those worked out by hand."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import make_url

from tests.servers.postgresql import PostgreSQL
from tests.warehouse.given import Town
from tests.warehouse.observations import History, histories, kpis
from tests.warehouse.plain_derivation import Key, PlainCell, plain_cells
from views.reader import CellQuery

MANY = {
    "warehouse.writer.MANY": 1,
    "warehouse.derivation.MANY": 1,
    "warehouse.derivation.GATHERED": 3,
    "warehouse.derivation.AT_ONCE": 2,
    "warehouse.derivation.PUT_DOWN": 5,
    "warehouse.forgetting.AT_ONCE": 3,
    "warehouse.runs.AT_ONCE": 3,
    "warehouse.runs.IN_BLOCK": 1,
    "warehouse.staging.AT_ONCE": 4,
    "warehouse.slices.AT_ONCE": 2,
    "warehouse.slices.IN_BLOCK": 1,
}
"""From how many on observations and cells are put down at once, how many are worked on together, and the bits of the
series of one block."""

EACH = frozenset({"council", "service", "channel", "segment"})


def stored_cells(town: Town) -> dict[Key, PlainCell]:
    """Every cell of the warehouse."""
    keys = tuple(kpi.key for kpi in town.kpis)
    cells = list(town.reader.stream_cells(CellQuery(keys, EACH, channel=None, breakdown=None)))
    found = {
        (
            c.kpi,
            c.council,
            c.service,
            c.channel,
            c.breakdown,
            c.segment,
            c.period.frequency,
            c.period.start,
        ): PlainCell(
            c.sums.numerator,
            c.sums.denominator,
            c.sums.provided,
            c.sums.expected,
            c.sums.estimated,
            c.sums.bases,
            c.sums.reason,
        )
        for c in cells
    }
    assert len(found) == len(cells)
    return found


def settled(examples: int) -> settings:
    """Always the same examples, so many of them."""
    quiet = list(HealthCheck)
    return settings(max_examples=examples, derandomize=True, deadline=None, suppress_health_check=quiet, database=None)


def follows(history: History, town: Town) -> None:
    """Loaded as it came, the cells are those worked out by hand."""
    for load in history.loads:
        source = load.source
        town.load(
            source.rows,
            source.name,
            source.offerings,
            at_once=load.at_once,
            cost_basis=source.cost_basis,
            completion_basis=source.completion_basis,
            collection_basis=source.collection_basis,
            segments_make_whole=source.segments_make_whole,
            fingerprint=str(hash(load)),
        )
    assert stored_cells(town) == plain_cells(history.now, town.kpis)


@settled(8)
@given(histories())
def test_any_observations_in_any_order_and_any_slicing_make_the_cells_worked_out_by_hand(history: History) -> None:
    with TemporaryDirectory() as folder:
        follows(history, Town(Path(folder), kpis()))


@settled(4)
@given(history=histories())
def test_loads_of_many_observations_make_them_too(history: History) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as few_are_many:
        for name, number in MANY.items():
            few_are_many.setattr(name, number)
        follows(history, Town(Path(folder), kpis()))


@settled(3)
@given(history=histories())
def test_they_make_the_same_cells_on_postgresql(postgresql: PostgreSQL, history: History) -> None:
    with postgresql.database() as name:
        follows(history, Town(make_url(postgresql.url(name)), kpis()))
