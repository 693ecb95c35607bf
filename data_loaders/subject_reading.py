"""Reading what rows are about: every distinct code is looked up once for the whole load."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from configuration import Source
from data_loaders import meanings, refusals
from data_loaders.codes import Codes, constant, pairs, read_codes
from data_loaders.plan import Plan
from data_loaders.refusals import Fault
from data_loaders.rows import RawBatch
from data_loaders.subjects import Part, Subjects
from kpis.councils import Register
from kpis.periods import Period


class SubjectReader:
    """Council, service, channel, segment and period of raw rows; raises SourceError for a council nobody knows."""

    def __init__(self, source: Source, plan: Plan, register: Register, folder: Path) -> None:
        self.source = source
        self.plan = plan
        council = meanings.CouncilMeaning(source, register, folder)
        self.fixed_council = council.fixed
        self.by_name = council.needs_period
        self._council: Callable[[str], str | Fault] = cache(council)
        self._named: Callable[[tuple[str, Any]], str | Fault] = cache(council.named)
        self._period: Callable[[tuple[str, Any]], Period | Fault] = cache(meanings.period_meaning(source.period))

    def read(self, raw: RawBatch) -> Subjects:
        """What the rows are about, as far as the rows themselves say it."""
        source, plan = self.source, self.plan
        parts: dict[str, Part] = {}
        if plan.length is not None:
            parts["length"] = self._column(raw, plan.length, meanings.length_meaning(source.period))
        if not source.columns:
            parts["period"] = self._period_part(raw, parts.get("length"))
        if not (self.by_name and source.columns):
            parts["council"] = self._council_part(raw, parts.get("period"))
        parts["service"] = self._part(raw, plan.service, source.service.fixed, meanings.service_meaning(source.service))
        parts["channel"] = self._part(raw, plan.channel, source.channel.fixed, meanings.channel_meaning(source.channel))
        if source.segment and plan.segment is not None:
            parts["segment"] = self._column(raw, plan.segment, meanings.segment_meaning(source.segment))
        if source.measure and plan.measure is not None:
            known = source.measure.map
            parts["measure"] = self._column(raw, plan.measure, lambda code: known.get(code, refusals.UNKNOWN_MEASURE))
        if source.estimates and plan.estimate is not None:
            parts["estimate"] = self._column(raw, plan.estimate, meanings.estimate_meaning(source.estimates))
        return Subjects(raw.numbers, parts)

    def council_in(self, raw: RawBatch, period: Period) -> Part:
        """The councils by name, in a period that a header holds."""
        return self._by_name(raw, constant(period, len(raw.numbers)))

    def header_period(self, label: str) -> Period | Fault:
        """The period of a label that a header holds."""
        return self._period((label, self.source.period.length))

    def _period_part(self, raw: RawBatch, length: Part | None) -> Part:
        rows, plan, entry = len(raw.numbers), self.plan, self.source.period
        lengths: Codes[Any] = length.meant if length else constant(entry.length, rows)
        if plan.period is None:
            return Part(pairs(constant(entry.fixed or "", rows), lengths).map(self._period))
        labels = read_codes(raw.columns[plan.period])
        return Part(pairs(labels, lengths).map(self._period), labels, plan.header(plan.period))

    def _council_part(self, raw: RawBatch, period: Part | None) -> Part:
        if self.by_name and period:
            return self._by_name(raw, period.meant)
        return self._part(raw, self.plan.council, self.fixed_council, self._council)

    def _by_name(self, raw: RawBatch, periods: Codes[Any]) -> Part:
        column = self.plan.council
        assert column is not None
        names = read_codes(raw.columns[column])
        return Part(pairs(names, periods).map(self._named), names, self.plan.header(column))

    def _part(self, raw: RawBatch, column: int | None, fixed: str | None, meaning: Callable[[str], Any]) -> Part:
        if column is None:
            return Part(constant(fixed, len(raw.numbers)))
        return self._column(raw, column, meaning)

    def _column(self, raw: RawBatch, column: int, meaning: Callable[[str], Any]) -> Part:
        written = read_codes(raw.columns[column])
        return Part(written.map(meaning), written, self.plan.header(column))
