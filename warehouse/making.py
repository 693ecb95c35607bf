"""Cells are made of what was gathered: arrays in, arrays out; nothing here knows of a database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from warehouse.aims import Aims, Kpis, Sides
from warehouse.calendar import Calendar
from warehouse.facts import Facts, Places
from warehouse.gathered import Gathered
from warehouse.judging import Judged, Masks, judge
from warehouse.known import Days, Ids, known
from warehouse.meeting import Tracks, meet, tracks
from warehouse.sums import sums


@dataclass(frozen=True)
class Cells:
    """One cell in each row: its track of the catalogue, place, frequency and first day; its sides; its judgement."""

    track: Places
    place: Ids
    frequency: Ids
    start: Days
    sides: tuple[Facts, Facts]
    judged: Judged


@dataclass(frozen=True)
class Maker:
    """A catalogue and a calendar, ready to make cells.

    `years` is the frequency whose periods are owed one by one, where anybody has given figures of 12 months; `event`
    the number of the basis on which each event is counted by its own date.
    """

    aims: Aims
    sides: Sides
    kpis: Kpis
    calendar: Calendar
    masks: Masks
    years: int
    event: int

    def cells(self, gathered: Gathered) -> Iterator[Cells]:
        """The cells of those places, one frequency after the other."""
        every = {f: made for f in self.calendar.firsts if (made := self._tracks(gathered.of_frequency(f), f))}
        for frequency, coarse in every.items():
            yield self._met(frequency, coarse, every)

    def _tracks(self, gathered: Gathered, frequency: int) -> Tracks | None:
        if not len(gathered.series.id):
            return None
        firsts, lasts, owed = self.calendar.firsts[frequency], self.calendar.lasts[frequency], gathered.offered
        if frequency == self.years:
            lasts, owed = firsts, gathered.years
        found = known(gathered.series, gathered.stated, owed, firsts, lasts)
        return tracks(sums(found, self.aims), self.sides, self.kpis) if len(found.starts) else None

    def _met(self, frequency: int, coarse: Tracks, every: Mapping[int, Tracks]) -> Cells:
        met = meet(coarse, every, self.calendar.parts[frequency], self.kpis)
        row, period = np.nonzero(met.made)
        n, d = (side.take(met.made) for side in met.sides)
        track = coarse.track[row]
        frequencies = np.full(len(row), frequency, np.int32)
        judged = judge((n, d), track, self.kpis, self.masks, self.event)
        return Cells(track, coarse.place[row], frequencies, coarse.starts[period], (n, d), judged)
