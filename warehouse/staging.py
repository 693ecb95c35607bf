"""A source's rows on their way in: names become numbers, duplicates go, several codes of one thing are added."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import numpy as np
import pyarrow as pa
from sqlalchemy import Connection

from warehouse.arrays import column, decimals, numbered
from warehouse.arrival import Refusal
from warehouse.crowds import Crowds
from warehouse.facts import Flags
from warehouse.faults import WarehouseError
from warehouse.labels import Labels
from warehouse.numbering import Numbering
from warehouse.repeats import Repeats, refused
from warehouse.runs import Counts, Range, Runs, added, ranges
from warehouse.said import KINDS, Said, key, repeated
from warehouse.schema import ESTIMATED, LARGEST, NOT_APPLICABLE, NOT_PROVIDED, PROVIDED

STATUS = {
    "provided": PROVIDED,
    "estimated": ESTIMATED,
    "not_provided": NOT_PROVIDED,
    "not_applicable": NOT_APPLICABLE,
}

AT_ONCE = 400_000
"""Observations that are looked at together."""


class Staging:
    """The observations of one source, once `finish` has been called: one of each series and period."""

    def __init__(self, connection: Connection, labels: Labels, segments_make_whole: bool) -> None:
        self._numbering = Numbering(connection, labels, segments_make_whole)
        self._crowds = Crowds()
        self._came, self._added, self._wholes = (Runs(*KINDS) for _ in range(3))
        self._repeats = Repeats(np.zeros(0, np.int64))
        self._make_whole = segments_make_whole

    def add(self, rows: pa.Table) -> list[Refusal]:
        """Take a batch of observations (schema OBSERVATIONS) in; returns what is too large."""
        if not rows.num_rows:
            return []
        said, kept = self._said(rows)
        self._crowds.add(said.series, said.starts)
        self._came.add(said.columns)
        return [] if kept.all() else _refused(rows.filter(pa.array(~kept)))

    def finish(self, again: Callable[[], Iterable[pa.Table]]) -> Iterable[Refusal]:
        """Add up several codes of one thing and make wholes; returns the duplicates that do not count.

        `again` gives the same batches once more, and is asked for them only if something came more than once. Raises
        WarehouseError if a sum is too large to be exact.
        """
        with _in_words():
            duplicates = self._add_up(again) if self._crowds.may_be else ()
            if self._make_whole:
                self._make_wholes()
        return duplicates

    def ranges(self, stored: Counts) -> Iterator[Range]:
        """Every block of series that has an observation here or is among those `stored`, some at a time."""
        here = added(self._came.counts, self._wholes.counts)
        return ranges(added(here, stored), AT_ONCE)

    def within(self, blocks: Range) -> Said:
        """What is said of those blocks' series, in the order of keys; raises WarehouseError as `finish` does."""
        said = self._parts(blocks)
        if not self._make_whole:
            return said
        with _in_words():
            return said.beside(Said(*self._wholes.within(blocks)).together().but(said.keys))

    def close(self) -> None:
        """Free the disk."""
        for runs in (self._came, self._added, self._wholes, self._repeats.runs):
            runs.close()

    def _parts(self, blocks: Range) -> Said:
        """What came, added up, without the wholes that follow from it."""
        return Said(*self._came.within(blocks)).but(self._repeats.keys).beside(Said(*self._added.within(blocks)))

    def _add_up(self, again: Callable[[], Iterable[pa.Table]]) -> Iterable[Refusal]:
        every = list(ranges(self._came.counts, AT_ONCE))
        crowded = [repeated(self._came.within(blocks)[0]) for blocks in every]
        repeats = Repeats(np.concatenate(crowded))
        if not len(repeats.keys):
            return ()
        for rows in again():
            said, kept = self._said(rows)
            repeats.add(said, rows if kept.all() else rows.filter(pa.array(kept)))
        for blocks in every:
            self._added.add(repeats.together(blocks).columns)
        self._repeats = repeats
        duplicates = np.concatenate(repeats.duplicates)
        return refused(duplicates, again()) if len(duplicates) else ()

    def _make_wholes(self) -> None:
        for blocks in ranges(self._came.counts, AT_ONCE):
            said = self._parts(blocks)
            wholes = self._numbering.wholes_of(said.series)
            parts = said.take(wholes > 0)
            self._wholes.add((key(wholes[wholes > 0], parts.starts), parts.values, parts.status))

    def _said(self, rows: pa.Table) -> tuple[Said, Flags]:
        """The rows' observations, without those whose amount is too large; and which are kept."""
        values, valued, kept = decimals(rows["value"])
        said = numbered(rows["status"], lambda _: STATUS)
        status = np.where((said <= ESTIMATED) & ~valued, NOT_PROVIDED, said).astype(np.uint8)
        keys = key(self._numbering.number(rows), column(rows["period_start"]))
        every = Said(keys, np.where(status <= ESTIMATED, values, 0), status)
        return (every if kept.all() else every.take(kept)), kept


@contextmanager
def _in_words() -> Iterator[None]:
    """An amount that is too large is said as people would."""
    try:
        yield
    except OverflowError as error:
        raise WarehouseError(
            f"Figures that belong together cannot be added: {error}. Correct their unit or multiplier in the source's "
            "description; the figures loaded before stay."
        ) from None


def _refused(rows: pa.Table) -> list[Refusal]:
    reason = f"A figure of {LARGEST:,} or more"
    remedy = "Correct its unit or its multiplier in the source's description."
    found = sorted(set(zip(rows["row"].to_pylist(), rows["value"].to_pylist(), strict=True)))
    return [Refusal(str(row), "", str(value), reason, remedy) for row, value in found]
