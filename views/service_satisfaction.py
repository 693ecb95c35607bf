"""What people said of a service: answers at the five levels, the share satisfied, and how many answered."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from kpis.bases import how_counted
from kpis.figure import Figure
from kpis.periods import Period
from kpis.satisfaction import LEVELS, RATINGS
from kpis.wording import number, value_text, written
from views.reader import Reader
from views.service_costs import Bar, Bars
from views.service_figures import ServiceFigures
from views.service_trends import Trend, estimate_note, interval, trend
from views.standing import Standing

SATISFACTION, SCORE, RESPONSE = "user_satisfaction", "satisfaction_score", "response_rate"


@dataclass(frozen=True)
class Satisfaction:
    """The trend, the answers of the newest period, and the Performance Platform's score apart from both."""

    trend: Trend
    answers: Bars | None
    score: str


def satisfaction(reader: Reader, figures: ServiceFigures, found: Standing) -> Satisfaction:
    """The satisfaction section for the share satisfied as it stands."""
    period = found.now.period
    return Satisfaction(_line(figures, found), _answers(reader, figures, found), _score(figures, period))


def _line(figures: ServiceFigures, found: Standing) -> Trend:
    clause = figures.judged(found).verdict.clause or found.clause
    return trend(figures, found, f"Satisfaction: {clause}" if clause else "")


def _answers(reader: Reader, figures: ServiceFigures, found: Standing) -> Bars | None:
    """The five levels, highest first; None where their counts do not add up to the answers in the figure."""
    counts = _counts(reader, figures, found.now.period)
    total = sum(counts.values(), start=Decimal(0))
    if len(counts) < len(RATINGS) or total == 0 or total != found.now.figure.denominator:
        return None
    bars = tuple(_bar(LEVELS[place], counts[RATINGS[place]], total) for place in reversed(range(len(LEVELS))))
    return Bars(
        title=f"{found.value} of those who answered were satisfied or very satisfied",
        subtitle=f"Answers at each of five levels, {found.period}, {number(total)} answers",
        caption="Answers at each of five levels",
        name="Level",
        headings=("Answers", "Share"),
        bars=bars,
        notes=(*filter(None, _cautions(figures, found)), *estimate_note([found.now.figure])),
        file=figures.file(found.kpi),
    )


def _counts(reader: Reader, figures: ServiceFigures, period: Period) -> dict[str, Decimal]:
    """Answers by level over every channel and every shorter period in this one."""
    counts: dict[str, Decimal] = defaultdict(Decimal)
    for one in reader.observed(figures.council.key, figures.service.key, RATINGS):
        inside = period.start <= one.period.start and one.period.end <= period.end
        if inside and one.value is not None:
            counts[one.measure] += one.value
    return dict(counts)


def _bar(level: str, count: Decimal, total: Decimal) -> Bar:
    return Bar(level, float(count), number(count), (written(float(count / total), "percent", 1),))


def _cautions(figures: ServiceFigures, found: Standing) -> tuple[str, ...]:
    figure = found.now.figure
    few = f"[u] low reliability: fewer than {found.kpi.enough} answers" if "u" in figure.markers else ""
    bounds = interval(found.kpi, figure)
    chance = f"95% interval {bounds}; people choose whether to answer, so the doubt is larger" if bounds else ""
    asked = how_counted(figure.basis) if figure.basis else ""
    return few, chance, f"{asked[:1].upper()}{asked[1:]}", _response(figures, found.now.period)


def _response(figures: ServiceFigures, period: Period) -> str:
    """'12.6% of completed transactions were followed by an answer'."""
    figure = _at(figures, RESPONSE, period)
    kpi = figures.kpi(RESPONSE)
    if kpi is None or figure is None or figure.value is None:
        return "Response rate [x]: answers and completed transactions are not both known"
    return f"{value_text(kpi, figure)} {kpi.phrase}"


def _score(figures: ServiceFigures, period: Period) -> str:
    figure = _at(figures, SCORE, period)
    kpi = figures.kpi(SCORE)
    if kpi is None or figure is None or figure.value is None:
        return ""
    return (
        f"The Performance Platform’s score for the same answers is {value_text(kpi, figure)}: the mean of the five "
        "levels placed evenly from 0% to 100%. It is no share of people, so do not compare it with the share above."
    )


def _at(figures: ServiceFigures, key: str, period: Period) -> Figure | None:
    kpi = figures.kpi(key)
    return figures.whole_line(kpi).at(period) if kpi else None
