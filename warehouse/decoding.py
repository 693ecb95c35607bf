"""Rows of numbers, as the large tables hold them, back into names, periods and sums."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from kpis.channels import CHANNELS
from kpis.figure import Sums
from kpis.periods import Period
from views.reader import CellSums
from warehouse.calendar import period_from
from warehouse.labels import LIST, Labels


class Decoder:
    """The names of one version of the warehouse; what it has worked out once it keeps."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.texts = labels.texts
        self._periods: dict[tuple[int, date], Period] = {}
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

    def period(self, frequency: int, start: date) -> Period:
        """The period of that frequency that begins on that day."""
        found = self._periods.get((frequency, start))
        if found is None:
            found = self._periods[frequency, start] = period_from(self.texts[frequency], start)  # type: ignore[arg-type]
        return found

    def cell_sums(self, row: Any) -> CellSums:
        """One row of a statement over cells (see `cells.COLUMNS`)."""
        keys, what = row[:8], row[8:]
        kpi, version = self._kpis[keys[0]]
        numerator, denominator, provided, expected, cells, estimated, basis, other, reason = what
        texts = self.texts
        sums = Sums(
            None if numerator is None else Decimal(numerator),
            None if denominator is None else Decimal(denominator),
            provided,
            expected,
            cells - expected,
            bool(estimated),
            frozenset(texts[number] for number in (basis, other) if number),
            self.reason(reason) if reason and provided < expected else "",
        )
        council, service, channel, breakdown, segment = (texts[number] for number in keys[1:6])
        period = self.period(keys[6], keys[7])
        return CellSums(kpi, council, service, channel, breakdown, segment, period, version, sums)

    def reason(self, number: int) -> str:
        """A cell's reason in words: the channels that have no figure, or what is wrong with the figure."""
        said = self.texts[number]
        channels = [CHANNELS[code].lower() for code in said.split(",") if code in CHANNELS]
        return f"no figure for {', '.join(channels)}" if channels else said
