"""Observations become KPI cells, in the warehouse, for the councils that a load touched.

Some places at a time: their observations are gathered as arrays (`gathering`); what is known of each series (`known`)
is summed over channels (`sums`); both sides of a KPI meet (`meeting`) and are judged (`judging`). The cells go back
into the warehouse, and what pages want to know of them at a glance is summed up (`summaries`).
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from sqlalchemy import Connection, Table, select

from kpis.catalogue import Catalogue
from warehouse import bulk
from warehouse.aims import aims_of, sides_of
from warehouse.arrays import amounts
from warehouse.calendar import calendar_of
from warehouse.cell_tables import part_cell, whole_cell
from warehouse.facts import Places
from warehouse.faults import WarehouseError
from warehouse.forgetting import forget_cells
from warehouse.gathered import Gathered, PlaceTable
from warehouse.gathering import gather, lay_given_years, places_in_groups
from warehouse.judging import Masks, reason
from warehouse.labels import Labels
from warehouse.making import Cells, Maker
from warehouse.memory import give_back
from warehouse.schema import BASES, WHOLE_ID, source
from warehouse.summaries import sum_up
from warehouse.terms import Terms, channel_bits, lay_terms

GATHERED, AT_ONCE = 75_000, 25_000
"""Observations taken out of the warehouse together, and worked on at once: enough for speed, few enough for memory."""

PUT_DOWN = 2_000_000
"""Cells that are put down together."""

MANY = 100_000
"""Cells from which the engine's idea of their tables is made anew."""

EARLIEST = -719_162
"""1 January 1 in days since 1 January 1970."""

DETAIL = 40
"""Bits that tell what is wrong in detail, below those of the fault."""


def derive_cells(connection: Connection, labels: Labels, catalogue: Catalogue) -> None:
    """Make the cells of the councils in the temporary table `touched` anew from every source's observations.

    Raises WarehouseError if an amount is too large to be kept.
    """
    lay_terms(connection, labels, catalogue)
    forget_cells(connection)
    give_back()
    groups = list(places_in_groups(connection, GATHERED))
    if not groups:
        return
    derivation = Derivation.of(connection, labels, catalogue)
    bulk.expect(connection, 0)  # The other processor makes cells meanwhile.
    made = derivation.derive(groups)
    bulk.expect(connection, made)
    if made >= MANY:
        bulk.survey(connection, "whole_cell", "part_cell")
        bulk.put_down(connection)
    sum_up(connection)


@dataclass(frozen=True)
class Stated:
    """Each source's number, and the bases that sources state: `labels` of all of them, and by kind each source's."""

    sources: Sequence[int]
    labels: Sequence[int]
    by_kind: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, connection: Connection, labels: Labels) -> "Stated":
        """What the sources of the warehouse state."""
        kinds = {name.removesuffix("_basis"): source.c[name] for name in BASES}
        rows = connection.execute(select(source.c.id, *kinds.values())).all()
        numbers = labels.learn("basis", ["event", *(name for _, *bases in rows for name in bases)])
        distinct = sorted(set(numbers.values()))
        by_kind = {kind: [distinct.index(numbers[row[place]]) for row in rows] for place, kind in enumerate(kinds, 1)}
        return cls([row.id for row in rows], distinct, by_kind)


@dataclass(frozen=True)
class Derivation:
    """A warehouse whose cells are made."""

    connection: Connection
    labels: Labels
    stated: Stated
    bits: Mapping[str, int]
    maker: Maker

    @classmethod
    def of(cls, connection: Connection, labels: Labels, catalogue: Catalogue) -> "Derivation":
        """With this catalogue."""
        stated, terms = Stated.of(connection, labels), Terms(catalogue)
        bases = {kind: np.array(numbers, np.int16) for kind, numbers in stated.by_kind.items()}
        bits = channel_bits(labels.of_kind("channel"))
        sides, kpis = sides_of(terms, labels)
        twelve_months = labels.learn("frequency", ["twelve_months"])["twelve_months"]
        maker = Maker(
            aims_of(terms, labels, bits, bases),
            sides,
            kpis,
            calendar_of(connection, labels),
            Masks.of(bits),
            years=twelve_months if lay_given_years(connection, twelve_months) else 0,
            event=stated.labels.index(labels.learn("basis", ["event"])["event"]),
        )
        return cls(connection, labels, stated, bits, maker)

    def derive(self, groups: Iterable[Sequence[int]]) -> int:
        """Make the cells of every group of places; how many.

        While one group is worked on, the one before it is written and the one after it is read: the engine and numpy
        share the processors.
        """
        made = saved = 0
        working: deque[Future[list[tuple[Table, pa.Table]]]] = deque()
        with ThreadPoolExecutor(1) as worker, _in_words():
            for places in groups:
                gathered = gather(self.connection, places, self.stated.sources, self.maker.years)
                working.append(worker.submit(self._made, gathered))
                if len(working) > 1:
                    made += self._keep(working.popleft().result())
                    give_back()
                if made - saved >= PUT_DOWN:
                    bulk.put_down(self.connection)
                    saved = made
            return made + sum(self._keep(last.result()) for last in working)

    def _made(self, gathered: Gathered) -> list[tuple[Table, pa.Table]]:
        """The cells of what was gathered and the tables for them, as they are stored but for the words of reasons."""
        parts = [
            self._table(cells, gathered.places)
            for piece in gathered.pieces(AT_ONCE)
            for cells in self.maker.cells(piece)
        ]
        if not parts:
            return []
        rows = pa.concat_tables(parts)
        order = np.argsort(rows["rank"].to_numpy(), kind="stable")
        in_part = (rows["channel"].to_numpy() != WHOLE_ID) | (rows["breakdown"].to_numpy() != WHOLE_ID)
        of_part = in_part[order]
        chosen = {whole_cell: order[~of_part], part_cell: order[of_part]}
        return [(table, _taken(rows.drop_columns("rank"), places)) for table, places in chosen.items()]

    def _keep(self, made: Iterable[tuple[Table, pa.Table]]) -> int:
        count = 0
        for table, rows in made:
            reasons = self._reasons(rows["reason"])
            bulk.insert(self.connection, table, rows.drop_columns("reason").append_column("reason", reasons))
            count += rows.num_rows
        return count

    def _table(self, cells: Cells, places: PlaceTable) -> pa.Table:
        """The cells as they are stored, with their rank in the order in which pages ask: so they read few blocks."""
        judged, kpis = cells.judged, self.maker.kpis
        place = places.rows.holding(cells.place)
        frequency = np.searchsorted(sorted(self.maker.calendar.firsts), cells.frequency)
        period = frequency << 24 | cells.start - EARLIEST
        columns = {
            "rank": cells.track.astype(np.int64) << 50 | place.astype(np.int64) << 27 | period,
            "kpi": kpis.kpi[cells.track],
            "council": places.council[place],
            "service": places.service[place],
            "channel": kpis.channel[cells.track],
            "breakdown": places.breakdown[place],
            "segment": places.segment[place],
            "frequency": cells.frequency,
            "period_start": pa.array(cells.start).cast(pa.date32()),
            "numerator": amounts(cells.sides[0].value, cells.sides[0].valued),
            "denominator": amounts(cells.sides[1].value, cells.sides[1].valued),
            "provided": judged.provided.astype(np.int16),
            "expected": judged.expected.astype(np.int16),
            "estimated": judged.estimated.astype(np.int16),
            "basis": np.array([*self.stated.labels, WHOLE_ID], np.int32)[judged.basis],
            "reason": judged.fault.astype(np.int64) << DETAIL | judged.detail,
        }
        return pa.table(columns)

    def _reasons(self, faults: pa.ChunkedArray) -> pa.Array:
        """The label of what is wrong with each cell."""
        found = faults.combine_chunks().dictionary_encode()
        names = [self.labels.texts[label] for label in self.stated.labels]
        distinct = found.dictionary.to_pylist()
        said = [reason(each >> DETAIL, each & (1 << DETAIL) - 1, self.bits, names) for each in distinct]
        numbers = self.labels.learn("reason", said)
        return pa.array([numbers[one] for one in said], pa.int32()).take(found.indices)


def _taken(rows: pa.Table, places: Places) -> pa.Table:
    """Some rows in that order, a column at a time: a table's own way holds the whole of it twice."""
    return pa.table({name: rows[name].combine_chunks().take(pa.array(places)) for name in rows.column_names})


@contextmanager
def _in_words() -> Iterator[None]:
    """An amount that is too large is said as people would."""
    try:
        yield
    except OverflowError as error:
        raise WarehouseError(
            f"The KPIs cannot be worked out: {error}. Correct the unit or the multiplier of the figures in the "
            "source's description; the figures loaded before stay."
        ) from None
