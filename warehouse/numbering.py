"""Which series each row of observations belongs to: names become numbers by column, never row by row."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from sqlalchemy import Connection, Table

from warehouse import bulk, schema
from warehouse.arrays import column
from warehouse.facts import Places
from warehouse.known import Ids
from warehouse.labels import Labels

PLACE = ("council", "service", "breakdown", "segment")
KIND = ("channel", "measure", "frequency")

FEW = 1_000_000
"""Codes up to which a table of all of them is laid out, which is faster than sorting."""


class Index:
    """Numbers of pairs of numbers; a pair that is new is numbered on."""

    def __init__(self) -> None:
        self.keys, self.numbers = np.zeros(0, np.int64), np.zeros(0, np.int32)
        self._next = 1

    def know(self, left: Ids, right: Ids, numbers: Ids) -> None:
        """Take these pairs in, which have numbers already."""
        keys = _pair(left, right)
        order = np.argsort(keys)
        self.keys, self.numbers = keys[order], numbers[order]
        self._next = int(numbers.max(initial=0)) + 1

    def number(self, left: Ids, right: Ids) -> tuple[Ids, Places]:
        """The number of each pair, and the place of one of each pair that is new."""
        which, first = distinct([left, right])
        keys = _pair(left[first], right[first])
        place = np.searchsorted(self.keys, keys)
        new = first[np.append(self.keys, -1)[place] != keys]
        if len(new):
            fresh = np.sort(_pair(left[new], right[new]))
            into = np.searchsorted(self.keys, fresh)
            self.keys = np.insert(self.keys, into, fresh)
            self.numbers = np.insert(self.numbers, into, np.arange(self._next, self._next + len(fresh)))
            self._next += len(fresh)
            place = np.searchsorted(self.keys, keys)
        return self.numbers[place][which], new


class Numbering:
    """The places and series of a warehouse that is being written; what is new is numbered and kept."""

    def __init__(self, connection: Connection, labels: Labels) -> None:
        self.connection, self.labels = connection, labels
        self._services, self._segments, self._measures = Index(), Index(), Index()
        self._kinds, self._places, self._series = Index(), Index(), Index()
        place, council, service, breakdown, segment = _stored(connection, schema.place)
        series, of_place, channel, measure, frequency = _stored(connection, schema.series)
        self._places.know(*self._place_pair(council, service, breakdown, segment), place)
        self._series.know(of_place, self._kind(channel, measure, frequency), series)

    def number(self, rows: pa.Table) -> Ids:
        """The series of each row, whose columns name its place and kind."""
        return self._number([self._labels(rows[name], name) for name in (*PLACE, *KIND)])

    def number_wholes(self, rows: pa.Table) -> None:
        """Number the series of the wholes that the rows' segments make."""
        names = {name: self._labels(rows[name], name) for name in (*PLACE, *KIND)}
        for name in ("breakdown", "segment"):
            names[name] = np.full(rows.num_rows, schema.WHOLE_ID, np.int32)
        self._number(list(names.values()))

    def _number(self, names: Sequence[Ids]) -> Ids:
        which, first = distinct(names)
        council, service, breakdown, segment, channel, measure, frequency = (each[first] for each in names)
        place, new = self._places.number(*self._place_pair(council, service, breakdown, segment))
        self._keep(schema.place, new, place, council, service, breakdown, segment)
        series, new = self._series.number(place, self._kind(channel, measure, frequency))
        self._keep(schema.series, new, series, place, channel, measure, frequency)
        return series[which]

    def _place_pair(self, council: Ids, service: Ids, breakdown: Ids, segment: Ids) -> tuple[Ids, Ids]:
        return self._services.number(council, service)[0], self._segments.number(breakdown, segment)[0]

    def _kind(self, channel: Ids, measure: Ids, frequency: Ids) -> Ids:
        return self._kinds.number(self._measures.number(channel, measure)[0], frequency)[0]

    def _keep(self, table: Table, new: Places, *columns: Ids) -> None:
        if len(new):
            arrays = [each[new] for each in columns]
            bulk.insert(self.connection, table, pa.table(arrays, names=[one.name for one in table.columns]))

    def _labels(self, names: pa.ChunkedArray, kind: str) -> Ids:
        whole = names.combine_chunks()
        encoded = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()
        texts = encoded.dictionary.to_pylist()
        numbers = self.labels.learn(kind, texts)
        return np.array([numbers[text] for text in texts], np.int32)[encoded.indices.to_numpy(zero_copy_only=False)]


def distinct(columns: Sequence[npt.NDArray[np.int32]]) -> tuple[Places, Places]:
    """Which of the distinct rows each row is, and a place where each of those stands; numbers are not below zero."""
    which = np.zeros(len(columns[0]), np.int64)
    for one in columns:
        dense, _ = _dense(one.astype(np.int64))
        which, count = _dense(which * (int(dense.max(initial=0)) + 1) + dense)
    first = np.zeros(count, np.intp)
    first[which] = np.arange(len(which))
    return which, first


def _dense(codes: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], int]:
    """The same codes numbered from 0 without gaps, and how many there are."""
    size = int(codes.max(initial=-1)) + 1
    if size > FEW:
        found, which = np.unique(codes, return_inverse=True)
        return which, len(found)
    there = np.zeros(size, np.int64)
    there[codes] = 1
    numbers = np.cumsum(there) - 1
    return numbers[codes], int(numbers[-1]) + 1 if size else 0


def _pair(left: Ids, right: Ids) -> npt.NDArray[np.int64]:
    pair: npt.NDArray[np.int64] = left.astype(np.int64) << 32 | right.astype(np.int64)
    return pair


def _stored(connection: Connection, table: Table) -> list[Ids]:
    found = bulk.fetch(connection, f"SELECT {', '.join(one.name for one in table.columns)} FROM {table.name}")
    return [column(found[one.name]) for one in table.columns]
