"""What a service costs: for each transaction over time, and through each channel."""

from dataclasses import dataclass, replace

from kpis.bases import cost_name, has_prices
from kpis.catalogue import Kpi
from kpis.channels import CHANNELS, WHOLE
from kpis.figure import Figure
from kpis.periods import MONTHS, Period, twelve_months_to
from kpis.prices import year_of_prices
from kpis.wording import change_sentence, number, period_name, value_text
from views.service_figures import ServiceFigures
from views.service_trends import Trend, counted_side, estimate_note, trend
from views.standing import Standing, marked

COST = "cost_per_transaction"


@dataclass(frozen=True)
class Bar:
    """One bar: its name, length and how that is written, and further columns; `value` None leaves a gap."""

    name: str
    value: float | None
    text: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bars:
    """Bars that are a table at once: `headings` are those of the value and of the further columns."""

    title: str
    subtitle: str
    caption: str
    name: str
    headings: tuple[str, ...]
    bars: tuple[Bar, ...]
    notes: tuple[str, ...]
    file: str = ""


@dataclass(frozen=True)
class Costs:
    """The line over time, and the channels side by side if their costs are known."""

    trend: Trend
    channels: Bars | None


def costs(figures: ServiceFigures, found: Standing) -> Costs:
    """The cost section for the cost per transaction as it stands."""
    said = f"{found.value} {found.kpi.phrase}"
    line = trend(figures, found, f"{said}: {found.clause}" if found.clause else said)
    notes = (_prices(found.now.figure.basis), _without_inflation(figures, found), _overlap(figures, found.kpi))
    kept = Trend(**(vars(line) | {"notes": (*filter(None, notes), *line.notes)}))
    return Costs(kept, _channels(figures, found))


def _prices(basis: str) -> str:
    """'Full cost, no price adjustment', 'Full cost, 2024-25 prices'."""
    name = cost_name(basis)
    if has_prices(basis):
        return name
    return f"{name}, no price adjustment" if name else "No price adjustment"


def _without_inflation(figures: ServiceFigures, found: Standing) -> str:
    """The change on the year in the newer year's prices; '' if it is in real terms already, or without an index."""
    kpi, before, known = found.kpi, found.before, figures.notes.prices
    now, then = (year_of_prices(_covered(kpi, one)) for one in (found.now.period, found.now.period.year_before()))
    if has_prices(found.now.figure.basis) or before.value is None or not (now and then):
        return ""
    in_prices = known.value_in(before.value, then, now)
    if in_prices is None:
        return ""
    change = change_sentence(kpi, found.now.figure, replace(before, value=in_prices), found.year_before)
    return f"Without inflation, in {now} prices: {change[:1].lower()}{change[1:]} ({known.source})"


def _covered(kpi: Kpi, period: Period) -> Period:
    return twelve_months_to(period) if kpi.window == 12 else period


def _overlap(figures: ServiceFigures, kpi: Kpi) -> str:
    months = MONTHS.get(figures.frequency_of(kpi), 12)
    shared = (kpi.window or 0) - months
    return f"Neighbouring figures share {shared} months" if shared > 0 else ""


def _channels(figures: ServiceFigures, found: Standing) -> Bars | None:
    period = found.now.period
    named = [channel for key, channel in figures.sums if key == found.kpi.key and channel != WHOLE]
    kpi = found.kpi
    known = {channel: figures.channel_figure(kpi, channel, period) for channel in CHANNELS if channel in named}
    if len(known) < 2 or all(figure.value is None for figure in known.values()):
        return None
    basis = cost_name(found.now.figure.basis) or "Cost"
    bars = tuple(_bar(kpi, channel, figure) for channel, figure in known.items())
    return Bars(
        title=_title(kpi, known),
        subtitle=f"{basis} for each completed {figures.service.transaction} by channel, {period_name(kpi, period)}",
        caption="Cost by channel",
        name="Channel",
        headings=("Cost", kpi.denominator_name),
        bars=bars,
        notes=("Average cost: not what one transaction fewer would save", *estimate_note(known.values())),
        file=figures.file(kpi, by=("service", "channel", "period")),
    )


def _bar(kpi: Kpi, channel: str, figure: Figure) -> Bar:
    return Bar(CHANNELS[channel], figure.value, marked(kpi, figure), (counted_side(kpi, figure, False),))


def _title(kpi: Kpi, known: dict[str, Figure]) -> str:
    """The dearest and the cheapest channel, and how many times one is the other."""
    valued = {channel: figure for channel, figure in known.items() if figure.value is not None}
    dear = max(valued, key=lambda channel: valued[channel].value or 0)
    cheap = min(valued, key=lambda channel: valued[channel].value or 0)
    high, low = valued[dear], valued[cheap]
    if dear == cheap or not low.value or low.value <= 0 or high.value is None:
        return f"{CHANNELS[dear]}: {value_text(kpi, high)}"
    times = high.value / low.value
    said = f": {number(times)} times as much" if times >= 2 else ""
    return (
        f"{CHANNELS[dear]} cost {value_text(kpi, high)} for each transaction, "
        f"{CHANNELS[cheap].lower()} {value_text(kpi, low)}{said}"
    )
