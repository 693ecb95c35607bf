"""A source's rows on their way in: names become numbers, duplicates go, several codes of one thing are added."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from sqlalchemy import Connection

from warehouse.arrays import column, decimals, numbered
from warehouse.arrival import Refusal
from warehouse.crowds import Crowds
from warehouse.facts import Flags, Numbers
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


@dataclass(frozen=True)
class Staged:
    """The observations of one source, one of each series and period: those that came but for `crowded` keys, those that
    were added up, and the wholes that follow from their parts where they did not come themselves."""

    came: Runs
    summed: Runs
    wholes: Runs
    crowded: Numbers

    @property
    def counts(self) -> Counts:
        """How many observations each block of series has, or more where some were added up."""
        return added(self.came.counts, self.wholes.counts)

    def within(self, blocks: Range) -> Said:
        """What is said of those blocks' series, in the order of keys; raises WarehouseError if a sum is too large."""
        said = self.parts(blocks)
        with _in_words():
            return said.beside(Said(*self.wholes.within(blocks)).together().but(said.keys))

    def parts(self, blocks: Range) -> Said:
        """The same without the wholes."""
        return Said(*self.came.within(blocks)).but(self.crowded).beside(Said(*self.summed.within(blocks)))

    def close(self) -> None:
        """Free disk and memory."""
        for runs in (self.came, self.summed, self.wholes):
            runs.close()


class Staging:
    """A source's observations as they come, until all of them have."""

    def __init__(self, connection: Connection, labels: Labels, segments_make_whole: bool) -> None:
        self._numbering = Numbering(connection, labels, segments_make_whole)
        self._crowds = Crowds()
        self._came = Runs(*KINDS)
        self._make_whole = segments_make_whole

    def add(self, rows: pa.Table) -> list[Refusal]:
        """Take a batch of observations (schema OBSERVATIONS) in; returns what is too large."""
        if not rows.num_rows:
            return []
        said, kept = self._said(rows)
        self._crowds.add(said.series, said.starts)
        self._came.add(said.columns)
        return [] if kept.all() else _refused(rows.filter(pa.array(~kept)))

    def finish(self, again: Callable[[], Iterable[pa.Table]]) -> tuple[Staged, Iterable[Refusal]]:
        """Add up several codes of one thing and make wholes; with the duplicates that do not count.

        `again` gives the same batches once more, and is asked for them only if something came more than once. Raises
        WarehouseError if a sum is too large to be exact.
        """
        with _in_words():
            staged, duplicates = self._added_up(again)
            if self._make_whole:
                self._make_wholes(staged)
        return staged, refused(duplicates, again()) if len(duplicates) else ()

    def _added_up(self, again: Callable[[], Iterable[pa.Table]]) -> tuple[Staged, Numbers]:
        """The observations, one of each series and period, and the duplicates among those that came."""
        every = list(ranges(self._came.counts, AT_ONCE)) if self._crowds.may_be else []
        crowded = np.concatenate([np.zeros(0, np.int64), *(repeated(self._came.within(each)[0]) for each in every)])
        staged = Staged(self._came, Runs(*KINDS), Runs(*KINDS), crowded)
        if not len(crowded):
            return staged, crowded
        with closing(Repeats(crowded)) as repeats:
            for rows in again():
                said, kept = self._said(rows)
                repeats.add(said, rows if kept.all() else rows.filter(pa.array(kept)))
            for blocks in every:
                staged.summed.add(repeats.together(blocks).columns)
            return staged, np.concatenate(repeats.duplicates)

    def _make_wholes(self, staged: Staged) -> None:
        for blocks in ranges(staged.came.counts, AT_ONCE):
            said = staged.parts(blocks)
            wholes = self._numbering.wholes_of(said.series)
            parts = said.take(wholes > 0)
            staged.wholes.add((key(wholes[wholes > 0], parts.starts), parts.values, parts.status))

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
