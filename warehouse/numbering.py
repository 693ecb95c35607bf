"""Which series each row of observations belongs to: names become numbers by column, never row by row."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pyarrow as pa
from sqlalchemy import Connection, Table

from warehouse import bulk, schema
from warehouse.arrays import column, numbered
from warehouse.facts import Places
from warehouse.known import Ids
from warehouse.labels import Labels
from warehouse.matching import distinct, pair

PLACE = ("council", "service", "breakdown", "segment")
KIND = ("channel", "measure", "frequency")


class Index:
    """Numbers of pairs of numbers; a pair that is new is numbered on."""

    def __init__(self) -> None:
        self.keys, self.numbers = np.zeros(0, np.int64), np.zeros(0, np.int32)
        self._next = 1

    def know(self, left: Ids, right: Ids, numbers: Ids) -> None:
        """Take these pairs in, which have numbers already."""
        keys = pair(left, right)
        order = np.argsort(keys)
        self.keys, self.numbers = keys[order], numbers[order]
        self._next = int(numbers.max(initial=0)) + 1

    def number(self, left: Ids, right: Ids) -> tuple[Ids, Places]:
        """The number of each pair, and the place of one of each pair that is new."""
        which, first = distinct([left, right])
        keys = pair(left[first], right[first])
        place = np.searchsorted(self.keys, keys)
        new = first[np.append(self.keys, -1)[place] != keys]
        if len(new):
            fresh = np.sort(pair(left[new], right[new]))
            into = np.searchsorted(self.keys, fresh)
            self.keys = np.insert(self.keys, into, fresh)
            self.numbers = np.insert(self.numbers, into, np.arange(self._next, self._next + len(fresh)))
            self._next += len(fresh)
            place = np.searchsorted(self.keys, keys)
        return self.numbers[place][which], new


class Numbering:
    """The places and series of a warehouse that is being written; what is new is numbered and kept.

    With `wholes`, so are those of the wholes that the rows' segments make.
    """

    def __init__(self, connection: Connection, labels: Labels, wholes: bool) -> None:
        self.connection, self.labels = connection, labels
        self._wholes = np.zeros(0, np.int32) if wholes else None
        self._services, self._segments, self._measures = Index(), Index(), Index()
        self._kinds, self._places, self._series = Index(), Index(), Index()
        place, council, service, breakdown, segment = _stored(connection, schema.place)
        series, of_place, channel, measure, frequency = _stored(connection, schema.series)
        self._places.know(*self._place_pair(council, service, breakdown, segment), place)
        self._series.know(of_place, self._kind((channel, measure, frequency)), series)

    def number(self, rows: pa.Table) -> Ids:
        """The series of each row, whose columns name its place and kind."""
        names = {name: self._labels(rows[name], name) for name in (*PLACE, *KIND)}
        series = self._number(list(names.values()))
        if self._wholes is not None:
            whole = np.full(rows.num_rows, schema.WHOLE_ID, np.int32)
            wholes = self._number(list((names | {"breakdown": whole, "segment": whole}).values()))
            self._wholes = np.pad(self._wholes, (0, max(0, int(series.max()) + 1 - len(self._wholes))))
            self._wholes[series] = np.where(names["breakdown"] != schema.WHOLE_ID, wholes, 0)
        return series

    def wholes_of(self, series: Ids) -> Ids:
        """The series of the whole that each of these, which have been numbered, is a part of; 0 if it is of none."""
        assert self._wholes is not None
        return self._wholes[series]

    def _number(self, names: Sequence[Ids]) -> Ids:
        place, kind = self._place(names[: len(PLACE)]), self._kind(names[len(PLACE) :])
        series, new = self._series.number(place, kind)
        self._keep(schema.series, new, series, place, *names[len(PLACE) :])
        return series

    def _place(self, names: Sequence[Ids]) -> Ids:
        which, first = distinct(names)
        few = [each[first] for each in names]
        place, new = self._places.number(*self._place_pair(*few))
        self._keep(schema.place, new, place, *few)
        return place[which]

    def _place_pair(self, council: Ids, service: Ids, breakdown: Ids, segment: Ids) -> tuple[Ids, Ids]:
        return self._services.number(council, service)[0], self._segments.number(breakdown, segment)[0]

    def _kind(self, names: Sequence[Ids]) -> Ids:
        which, first = distinct(names)
        channel, measure, frequency = (each[first] for each in names)
        return self._kinds.number(self._measures.number(channel, measure)[0], frequency)[0][which]

    def _keep(self, table: Table, new: Places, *columns: Ids) -> None:
        if len(new):
            arrays = [each[new] for each in columns]
            bulk.insert(self.connection, table, pa.table(arrays, names=[one.name for one in table.columns]))

    def _labels(self, names: pa.ChunkedArray, kind: str) -> Ids:
        return numbered(names, partial(self.labels.learn, kind))


def _stored(connection: Connection, table: Table) -> list[Ids]:
    found = bulk.fetch(connection, f"SELECT {', '.join(one.name for one in table.columns)} FROM {table.name}")
    return [column(found[one.name]) for one in table.columns]
