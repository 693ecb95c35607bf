"""Limits, signals and targets in a file: those of the service's own page, looked up row by row."""

from collections.abc import Mapping

from kpis.periods import Period
from kpis.signals import RULE_SET
from kpis.targets import against
from kpis.verdict import signal_words
from views.data_file import FileRequest
from views.file_part import Part
from views.reader import Reader
from views.service_figures import ServiceFigures, service_figures

Value = str | float | None
NONE: tuple[Value, ...] = (None, None, None, "", None, "")

EXPLAINED: Mapping[str, str] = {
    "limits": "average, lower_limit and upper_limit are of normal variation, from every figure loaded of this council "
    "and service, whatever stretch the file covers; empty where nothing is tested or a limit lies beyond what can be",
    "rules": RULE_SET,
    "target": "the target in force at the end of the period, and the figure's status against it; this says nothing of "
    "whether a change is more than normal variation",
}


class Judgements:
    """Answers for the rows of one file; each council's and service's figures are read once."""

    def __init__(self, reader: Reader, request: FileRequest) -> None:
        self._reader = reader
        self._request = request
        self._known: dict[tuple[str, str], ServiceFigures | None] = {}

    def of(self, part: Part, period: Period | None) -> tuple[Value, ...]:
        """Average, both limits, signal, target and status of one row, in the order of `data_file.JUDGED`."""
        figures = self._figures(part)
        kpi = figures.kpi(self._request.kpi.key) if figures else None
        if figures is None or kpi is None or period is None:
            return NONE
        found = figures.variation(kpi).at(period)
        limits = (found.mean, found.lower, found.upper) if found else (None, None, None)
        signal = (signal_words(found) or ("normal" if found.tested else "not tested")) if found else ""
        status = against(kpi, figures.whole_line(kpi).at(period), figures.targets(kpi), period)
        target = status.target
        return (*limits, signal, target.value if target else None, status.status if target else "")

    def _figures(self, part: Part) -> ServiceFigures | None:
        one = self._request.selection
        key = (part.council or one.councils[0], part.service or (one.services or ("",))[0])
        if key not in self._known:
            council, service = self._reader.register.by_key[key[0].lower()], self._reader.services()[key[1]]
            self._known[key] = service_figures(self._reader, council, service, one)
        return self._known[key]
