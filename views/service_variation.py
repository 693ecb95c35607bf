"""Normal variation beside a chart of a service: its title, its label, its notes, and the columns of its table."""

from collections.abc import Iterable

from kpis.catalogue import Kpi
from kpis.periods import long_date
from kpis.series import Point
from kpis.targets import target_text
from kpis.variation import Judged, Stretch
from kpis.verdict import Verdict, range_words, signal_words
from kpis.wording import counted, written
from views.judgement import Judgement
from views.standing import MANY, Standing, sentence, trend_words
from views.table import Cell

MOVING = "Most points are signals: the figure has moved all along, so its direction says more than the limits"

JUDGED = {"better": "for the better", "concern": "for the worse"}


def judged_title(found: Standing, judged: Judgement) -> str:
    """The figure and how it stands against normal variation; where that is not tested, against a year before."""
    point = judged.verdict
    if not point.clause:
        return found.title
    said = sentence(found.kpi, found.now.figure, found.now.period).removesuffix(".")
    return f"{said}: {point.clause}{_for(point)}"


def judged_clause(found: Standing, judged: Judgement) -> str:
    """'That is below the range of normal variation (73.6% to 83.8%), for the worse. One month alone ...'."""
    point = judged.verdict
    if not point.clause:
        return f"That is {found.clause}." if found.clause else ""
    change = f"; it is {found.clause.removesuffix(_for(point))}" if found.clause else ""
    sure = f" {point.sure}." if point.sure else ""
    return f"That is {point.clause}{_for(point)}{change}.{sure}"


def described(found: Standing, judged: Judgement) -> str:
    """The chart in words for who cannot see it: the line, what is normal for it, and how many signals it has."""
    said = [trend_words(found.kpi, found.series)]
    in_sight = [one for point in found.series.points if (one := judged.variation.at(point.period))]
    if in_sight:
        last = in_sight[-1]
        bounds, mean = range_words(found.kpi, last), _written(found.kpi, last.mean)
        signals = counted(sum(bool(one.rule) for one in in_sight), "signal")
        said.append(f"normal variation last {bounds} around {mean}; {signals}")
    if judged.against.target:
        said.append(f"target {target_text(found.kpi, judged.against.target)}")
    return "; ".join(said)


def variation_notes(found: Standing, judged: Judgement) -> tuple[str, ...]:
    """Why there are no limits, or how they were made; gaps; events and re-basings with their reason and author."""
    variation = judged.variation
    if not variation.points:
        return (f"No limits drawn: {variation.why}", *_events(judged))
    screened = "outliers screened" if variation.screened else ""
    made = ", ".join(filter(None, ("Grey band: normal variation, from every figure loaded", screened)))
    shown = {point.period for point in found.series.points}
    stretches = [one for one in variation.stretches if shown & set(variation.periods[one.first : one.last + 1])]
    varying = "limits vary with the counts" if any(one.prime for one in stretches) else ""
    known = [one for period in shown if (one := variation.at(period))]
    moving = MOVING if 2 * sum(bool(one.rule) for one in known) > len(known) else ""
    marks = "Diamond: a concern; ring: better" if found.kpi.better else "Square: unusually high or low"
    said = (made, varying.capitalize(), marks, moving, _gaps(found))
    return tuple(filter(None, (*said, *_events(judged), *_acts(stretches))))


def limits_words(judged: Judgement) -> str:
    """How the last stretch's limits were made, for what a figure is made of; '' where nothing is tested."""
    variation = judged.variation
    stretch = variation.stretches[-1] if variation.stretches else None
    if stretch is None or stretch.why:
        return f"None: {variation.why}."
    how = "Average plus and minus 2.66 times the average moving range"
    if stretch.prime:
        how = "Laney’s p′, as the counts differ by more than a quarter: wider where fewer were counted"
    screened = ", outlying ranges left out" if variation.screened else ""
    baseline = stretch.opened.baseline_to if stretch.opened else None
    frozen = f", frozen on {long_date(baseline)}" if baseline else ""
    first = variation.periods[stretch.first].label
    made = f"{how}{screened}; {stretch.counted} points since {first}{frozen}"
    return f"{made}. Rules: {variation.rule_set}. Not adjusted for seasons."


def rebased_words(judged: Judgement) -> tuple[str, ...]:
    """Each re-basing with reason and author."""
    return tuple(_acts(judged.variation.stretches))


def judged_cells(kpi: Kpi, judged: Judgement, point: Point) -> tuple[Cell, ...]:
    """Average, limits and signal of one period."""
    found = judged.variation.at(point.period)
    if found is None:
        return Cell(""), Cell(""), Cell("")
    return Cell(_written(kpi, found.mean)), Cell(range_words(kpi, found)), Cell(_signal(found))


def _signal(found: Judged) -> str:
    said = signal_words(found) or ("normal" if found.tested else "not tested")
    return f"{said[0].upper()}{said[1:]}"


def _events(judged: Judgement) -> Iterable[str]:
    return (f"{long_date(one.day)}: {one.text[0].lower()}{one.text[1:]}" for one in judged.events)


def _acts(stretches: Iterable[Stretch]) -> Iterable[str]:
    for one in stretches:
        if one.opened:
            yield f"Limits re-based from {long_date(one.opened.day)} by {one.opened.author}: {one.opened.reason}"
        elif one.break_:
            yield f"Limits begin anew: {one.break_}"


def _gaps(found: Standing) -> str:
    lacking = sum(point.figure.value is None for point in found.series.points)
    if not lacking:
        return ""
    by = MANY[found.now.period.frequency]
    return f"No figure for {lacking} of {counted(len(found.series.points), by)}: runs do not reach across a gap"


def _for(point: Verdict) -> str:
    return f", {JUDGED[point.kind]}" if point.kind in JUDGED else ""


def _written(kpi: Kpi, value: float) -> str:
    return written(value, kpi.unit, max(kpi.decimals, 1) if kpi.unit == "number" else kpi.decimals)
