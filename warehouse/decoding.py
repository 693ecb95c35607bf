"""Rows of numbers, as the large tables hold them, back into names, periods and sums."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from kpis.channels import CHANNELS
from kpis.figure import Sums
from kpis.periods import Period
from views.reader import CellSums
from warehouse.calendar import period_from
from warehouse.labels import LIST, Labels

REMEMBERED = 4096
"""Periods and kinds of cells that are worked out once: thousands of rows have few of them."""


class Decoder:
    """The names of one version of the warehouse; what it has worked out once it keeps."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.texts = labels.texts
        self._said = lru_cache(REMEMBERED)(self._work_out)
        self.period = lru_cache(REMEMBERED)(self._period)
        self.items = lru_cache(REMEMBERED)(items)
        self._kpis = {
            number: (key, int(version))
            for name, number in labels.of_kind("kpi").items()
            for key, version in [name.split(LIST)]
        }

    def kpi(self, number: int) -> tuple[str, int]:
        """A KPI's key and the version of its definition."""
        return self._kpis[number]

    def kpis(self, keys: Iterable[str]) -> list[int]:
        """The numbers of KPIs, in every version that cells were made by."""
        wanted = set(keys)
        return [number for number, (key, _) in self._kpis.items() if key in wanted]

    def _period(self, frequency: int, start: date) -> Period:
        return period_from(self.texts[frequency], start)  # type: ignore[arg-type]

    def cell_sums(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[CellSums]:
        """Rows of a statement over cells: `cells.KEYS`, then `cells.FACTS`."""
        texts, kpis, period, said = self.texts, self._kpis, self.period, self._said
        # A named tuple's own way of being made takes three times as long.
        make = tuple.__new__
        for kpi, council, service, channel, breakdown, segment, frequency, start, above, below, *facts in rows:
            key, version = kpis[kpi]
            if not facts[0]:
                above = below = None
            where = (texts[council], texts[service], texts[channel], texts[breakdown], texts[segment])
            sums = make(Sums, (above, below, *said(*facts)))
            yield make(CellSums, (key, *where, period(frequency, start), version, sums))

    def _work_out(
        self, provided: int, expected: int, cells: int, estimated: int | None, basis: int, other: int, reason: int
    ) -> tuple[int, int, int, bool, frozenset[str], str, bool]:
        """What sums say beside their amounts."""
        bases = {self.texts[number] for number in (basis, other) if number} if provided else ()
        lacking = self.reason(reason) if reason and provided < expected else ""
        return provided, expected, cells - expected, bool(provided and estimated), frozenset(bases), lacking, False

    def reason(self, number: int) -> str:
        """A cell's reason in words: the channels that have no figure, or what is wrong with the figure."""
        said = self.texts[number]
        channels = [CHANNELS[code].lower() for code in said.split(",") if code in CHANNELS]
        return f"no figure for {', '.join(channels)}" if channels else said


def items(text: str) -> tuple[str, ...]:
    """The items of a list that is kept as one text."""
    return tuple(text.split(LIST)) if text else ()
