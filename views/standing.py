"""Where a KPI stands: its last whole figure, the change against a year before, and what has come in since."""

from dataclasses import dataclass

from kpis.catalogue import Kpi
from kpis.figure import NOTHING, Figure, obstacle
from kpis.markers import bracketed
from kpis.periods import MONTHS, Frequency, Period
from kpis.series import Point, Series
from kpis.wording import (
    absence,
    caution,
    change_sentence,
    difference_text,
    direction,
    figure_sentence,
    is_same,
    period_name,
    value_text,
)

MANY: dict[Frequency, str] = {
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "financial_year": "financial year",
    "year": "calendar year",
    "twelve_months": "12 months",
}
"""Frequency as one says 'by ...'."""


@dataclass(frozen=True)
class Standing:
    """A series with the point that is shown of it and the figure of the same period a year before.

    `whole` is the line of which the series is a stretch: normal variation is that of all of it.
    """

    kpi: Kpi
    series: Series
    now: Point
    before: Figure
    whole: Series

    @property
    def value(self) -> str:
        """The value as it is written, without its markers."""
        return value_text(self.kpi, self.now.figure)

    @property
    def period(self) -> str:
        """What the value covers: 'March 2026', '12 months to March 2026'."""
        name = period_name(self.kpi, self.now.period)
        return f"{name[0].upper()}{name[1:]}"

    @property
    def change(self) -> str:
        """'0.3 percentage points lower than March 2025 (83.6%): worse'."""
        return change_sentence(self.kpi, self.now.figure, self.before, self.year_before)

    @property
    def clause(self) -> str:
        """The change within a sentence: '8.3 percentage points lower than March 2025 (80.1%), for the worse'; or ''."""
        if self.difference is None:
            return ""
        words, _, judged = self.change.rpartition(": ")
        said = f"{words}, for the {judged}" if judged in ("better", "worse") else self.change
        return f"{said[0].lower()}{said[1:]}"

    @property
    def title(self) -> str:
        """The figure and its change in one sentence, for over a chart."""
        said = sentence(self.kpi, self.now.figure, self.now.period).removesuffix(".")
        return f"{said}: {self.clause}" if self.clause else said

    @property
    def year_before(self) -> str:
        """The name of the same period a year before."""
        return period_name(self.kpi, self.now.period.year_before())

    @property
    def difference(self) -> float | None:
        """Now less a year before; None where the two may not be compared."""
        if self.now.figure.value is None or self.before.value is None or obstacle(self.now.figure, self.before):
            return None
        return self.now.figure.value - self.before.value

    @property
    def newest(self) -> str:
        """The newest period that is expected, whether its figure is in or not."""
        return period_name(self.kpi, self.series.points[-1].period)

    @property
    def later(self) -> str:
        """What the newest period lacks, if the figure shown is older: 'March 2026: 84.1% [p], only 5 of 8 are in'."""
        last = self.series.points[-1]
        if last.period <= self.now.period:
            return ""
        said = caution(self.kpi, last.figure) if last.figure.value is not None else absence(last.figure)
        return f"{self.newest}: {marked(self.kpi, last.figure)}{f', {said}' if said else ''}"


def marked(kpi: Kpi, figure: Figure) -> str:
    """The value with its markers, or the marker that stands in its place: '84.0% [u]', '[x]'."""
    if figure.value is None:
        return value_text(kpi, figure)
    return " ".join((value_text(kpi, figure), *map(bracketed, figure.markers)))


def standing(kpi: Kpi, series: Series, whole: Series | None = None) -> Standing | None:
    """How the series stands at its last whole figure, else at its last figure of any kind; None if it has none.

    A partial figure is not compared, so it is shown only where there is nothing whole (METHODS A5). `whole` is the
    line of which the series is a stretch: the year before may lie outside what was chosen.
    """
    now = series.latest_complete or series.latest
    line = whole or series
    return Standing(kpi, series, now, figure_at(line, now.period.year_before()), line) if now else None


def figure_at(series: Series, period: Period) -> Figure:
    """The figure of a period; [x] where the series has none."""
    if not series.points or period.start < series.points[0].period.start:
        return NOTHING
    return series.at(period)


def short_change(kpi: Kpi, now: Figure, before: Figure) -> str:
    """The change for a narrow cell: '4.6 points higher: better', 'the same', ''."""
    if now.value is None or before.value is None or obstacle(now, before):
        return ""
    if is_same(kpi, now.value, before.value):
        return "the same"
    size = difference_text(kpi, now.value - before.value).replace("percentage point", "point")
    side = "higher" if now.value > before.value else "lower"
    judged = "" if "u" in (*now.markers, *before.markers) else direction(kpi, now.value, before.value)
    return f"{size} {side}{f': {judged}' if judged else ''}"


def sentence(kpi: Kpi, figure: Figure, period: Period) -> str:
    """'In March 2026, 71.9% of online transactions started were completed.'; an amount is said to be the cost."""
    said = figure_sentence(kpi, figure, period)
    return said.replace(", £", ", the cost was £", 1) if kpi.basis == "cost" and figure.value is not None else said


def trend_words(kpi: Kpi, series: Series) -> str:
    """A line in words for who cannot see it: from when to when, first and last figure, and how many are missing."""
    known = [point for point in series.points if point.figure.value is not None]
    if not known:
        return f"{series.name}: no figure"
    first, last = known[0], known[-1]
    by = MANY[first.period.frequency]
    rolling = kpi.window and MONTHS.get(first.period.frequency, kpi.window) < kpi.window
    how = f"{kpi.window} months to the end of each {by}" if rolling else f"by {by}"
    start = f"{value_text(kpi, first.figure)} in {first.period.label}"
    lacking = len(series.points) - len(known)
    gaps = f"; no figure for {lacking} of {len(series.points)}" if lacking else ""
    if len(known) == 1:
        return f"{kpi.name}, {how}: {start}{gaps}"
    return f"{kpi.name}, {how}: {start}, {value_text(kpi, last.figure)} in {last.period.label}{gaps}"
