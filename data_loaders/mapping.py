"""Raw batches become observations: codes mapped once each, figures by column, never row by row."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pyarrow as pa

from configuration import Source
from data_loaders.codes import Codes, Mask, constant, pairs, read_codes
from data_loaders.errors import SourceError
from data_loaders.observations import coded_further, observe, read_figure, without_any
from data_loaders.plan import COST, Figure, Plan
from data_loaders.refusals import Fault
from data_loaders.row_choice import choose_rows
from data_loaders.rows import RawBatch
from data_loaders.subject_reading import SubjectReader
from data_loaders.subjects import Subjects, refusals
from kpis.periods import Period
from warehouse.arrival import OBSERVATIONS, Batch, Refusal

About = dict[str, pa.Array]


class Mapping:
    """One source's way from raw rows to observations; raises SourceError for a header that holds no period."""

    def __init__(self, source: Source, plan: Plan, subjects: SubjectReader) -> None:
        self.source = source
        self.plan = plan
        self.subjects = subjects
        self.header_periods = {
            figure.label: self._header_period(figure) for figure in plan.figures if figure.label is not None
        }

    def batches(self, raw: Iterable[RawBatch]) -> Iterator[Batch]:
        """Each raw batch as observations."""
        return map(self.map, raw)

    def map(self, raw: RawBatch) -> Batch:
        """One batch: choose its rows, say what each is about, then read its figures."""
        raw, read, left_out = choose_rows(raw, self.plan)
        refused = list(raw.refusals)
        subjects = self.subjects.read(raw)
        sound = subjects.sound(refused)
        raw, subjects = raw.take(sound), subjects.take(sound)
        batches = [
            batch
            for figures, rows in self._by_measure(subjects)
            for batch in self._observed(figures, raw.take(rows), subjects.take(rows), refused)
        ]
        return Batch(
            observations=pa.Table.from_batches(batches, schema=OBSERVATIONS),
            rows_read=read,
            refusals=tuple(sorted(dict.fromkeys(refused), key=lambda refusal: int(refusal.row))),
            left_out=dict(left_out),
            services=service_names(self.plan, raw, subjects),
            channel_codes=frozenset(self._channel_codes(subjects)),
        )

    def _by_measure(self, subjects: Subjects) -> Iterator[tuple[list[Figure], Mask]]:
        """The columns of figures and the rows they are read for; where rows name the measure, one measure at a time."""
        named = subjects.meant("measure")
        entry = self.source.measure
        if named is None or entry is None:
            yield list(self.plan.figures), np.ones(len(subjects), dtype=np.bool_)
            return
        for measure in dict.fromkeys(named.values):
            if isinstance(measure, Fault):
                continue
            figures = [
                replace(
                    figure,
                    measure=measure,
                    multiplier=entry.multipliers.get(measure, Decimal(1)) * figure.multiplier,
                    may_be_negative=figure.may_be_negative or measure == COST or measure in entry.may_be_negative,
                )
                for figure in self.plan.figures
            ]
            yield figures, named.where(lambda value, measure=measure: value == measure)  # type: ignore[misc]

    def _observed(
        self, figures: list[Figure], raw: RawBatch, subjects: Subjects, refused: list[Refusal]
    ) -> Iterator[pa.RecordBatch]:
        if not len(subjects):
            return
        # Of several files, each has its own periods' columns.
        there = [figure for figure in figures if {figure.value, figure.times} - {None} <= raw.columns.keys()]
        reads = [read_figure(figure, raw, self.source) for figure in there]
        for read in reads:
            refused.extend(read.refusals(raw, self.plan.header(read.figure.value)))
        silent = without_any(reads)
        shared = self._about(subjects)
        estimated = self._estimated(subjects)
        for read in reads:
            about, unknown = self._about_figure(shared, read.figure, raw, subjects, refused)
            yield observe(read, about, ~(read.refused | silent | unknown), estimated)

    def _estimated(self, subjects: Subjects) -> Mask:
        """Rows whose figures are estimates."""
        marked = subjects.meant("estimate")
        if marked is None:
            return np.full(len(subjects), bool(self.source.estimated))
        return marked.where(bool)

    def _about(self, subjects: Subjects) -> About:
        """Every column of an observation that all the figures of a row share."""
        texts = {name: subjects.meant(name) for name in ("council", "service", "channel", "segment")}
        about: About = {name: codes.names() for name, codes in texts.items() if codes}
        breakdown = self.source.segment.breakdown if self.source.segment else ""
        rows = len(subjects)
        about["breakdown"] = _repeated(breakdown, rows)
        about.setdefault("segment", _repeated("", rows))
        about["row"] = pa.array(subjects.numbers)
        about["code"] = subjects.own_codes
        if periods := subjects.meant("period"):
            about |= _period_columns(periods)
        return about

    def _about_figure(
        self, shared: About, figure: Figure, raw: RawBatch, subjects: Subjects, refused: list[Refusal]
    ) -> tuple[About, Mask]:
        """The shared columns with what the figure's own column says: measure, channel, period; and rows it refuses."""
        rows = len(subjects)
        about = shared | {"measure": _repeated(figure.measure or "", rows)}
        unknown = np.zeros(rows, dtype=np.bool_)
        if figure.channel:
            about["channel"] = _repeated(figure.channel, rows)
        if figure.label is not None:
            period = self.header_periods[figure.label]
            about |= _period_columns(constant(period, rows))
            about["code"] = coded_further(about["code"], figure.label)
            if "council" not in about:
                council = self.subjects.council_in(raw, period)
                unknown = council.meant.faulty
                refused.extend(refusals(council, raw.numbers, unknown))
                about["council"] = council.meant.names()
        return about, unknown

    def _header_period(self, figure: Figure) -> Period:
        period = self.subjects.header_period(figure.label or "")
        if isinstance(period, Fault):
            raise SourceError(
                f"the header '{self.plan.header(figure.value)}' gives the period '{figure.label}', which is none.",
                f"Narrow the pattern of [[source.columns]], or add the label to [source.period] map. ({period.remedy})",
            )
        return period

    def _channel_codes(self, subjects: Subjects) -> Iterator[tuple[str, str, str]]:
        yield from subjects.pairs_of_channels()
        service = subjects.meant("service")
        for figure in self.plan.figures if service and len(subjects) else ():
            if figure.channel and figure.label is None:
                for key in np.unique(service.indices):  # type: ignore[union-attr]
                    yield service.values[int(key)], figure.channel, self.plan.header(figure.value)  # type: ignore[union-attr]


def service_names(plan: Plan, raw: RawBatch, subjects: Subjects) -> dict[str, str]:
    """Key and name of each service met, where the source names its services."""
    service = subjects.meant("service")
    if plan.service_name is None or service is None:
        return {}
    names = read_codes(raw.columns[plan.service_name])
    return {key: name for key, name in pairs(service, names).values if name}


def _repeated(text: str, rows: int) -> pa.Array:
    return constant(text, rows).names()


def _period_columns(periods: Codes[Period]) -> About:
    return {
        "frequency": periods.names(lambda period: period.frequency),
        "period_start": periods.array(lambda period: period.start, pa.date32()),
        "period_end": periods.array(lambda period: period.end, pa.date32()),
    }
