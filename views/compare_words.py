"""A comparison in sentences: where councils lie, how far, and how to read it."""

from kpis.catalogue import Kpi
from kpis.funnel import DIFFERENT, WORTH_A_LOOK
from kpis.group_funnel import GroupFunnel
from kpis.periods import MONTHS, Period, twelve_months_to
from kpis.series import Series
from kpis.services import Indicator
from kpis.wording import counted, is_same, joined, period_name, value_text, written
from views.compare_choice import Choice
from views.compare_lines import Lines
from views.standing import MANY

CAN_OPENER = "A can opener, not a verdict."
CAUTION = (
    "Councils differ in area, demand and how they record what they count. "
    "They are in alphabetical order and are not ranked."
)
YEARS = ("year", "financial_year")


def stretch_name(kpi: Kpi, period: Period) -> str:
    """The stretch that a figure covers, both ends clear: 'March 2026', '2022-23', 'April 2025 to March 2026'."""
    if kpi.window == 12 and MONTHS.get(period.frequency, 12) < 12:
        return twelve_months_to(period).label
    return period_name(kpi, period)


def full_name(kpi: Kpi, period: Period) -> str:
    """The same with both days for a year, as its name alone does not say when it began."""
    name = stretch_name(kpi, period)
    return f"{name} ({period.dates})" if period.frequency in YEARS else name


def subject(choice: Choice) -> str:
    """'Garden waste subscription: completion rate'; the measure alone where it is of this service only."""
    name = choice.kpi.name
    alone = sum(one.kpi.key == choice.kpi.key for one in choice.every) == 1
    return name if alone or name != choice.what.measure else f"{choice.service.name}: {name[0].lower()}{name[1:]}"


def everyone(count: int) -> str:
    """'Both', 'All 32'."""
    return "Both" if count == 2 else f"All {count:,}"


def lead(lines: Lines) -> str:
    """What is compared, and the answer."""
    choice, kpi = lines.choice, lines.choice.kpi
    group = choice.group.name if choice.group.key else "Councils chosen by you"
    return f"{subject(choice)}. {group}, {stretch_name(kpi, lines.period)}. {_answer(lines)}"


def _answer(lines: Lines) -> str:
    kpi, values = lines.choice.kpi, lines.values
    if not values:
        return "There is no figure to compare."
    if len(values) == 1:
        return "Only one council has a figure, so there is nothing to compare it with."
    least, most = _written(kpi, min(values)), _written(kpi, max(values))
    ends = f"{counted(len(values), 'council')} lie between {least} and {most}"
    if lines.spread:
        return f"{ends}; the middle is {_written(kpi, lines.spread.median)}."
    if lines.compared.together.value is None:
        return f"{ends}; too few report for a figure of all together."
    return f"{ends}; all together, {value_text(kpi, lines.compared.together)}."


def coverage(lines: Lines) -> str:
    """How many are in the comparison, and what is left out because it is newer."""
    compared = lines.compared
    n, all_ = len(compared.figures), len(lines.choice.group.having)
    period = stretch_name(lines.choice.kpi, lines.period)
    if n == all_:
        told, missing = f"{everyone(n)} have figures for {period}", ""
    else:
        told = f"{n:,} of {all_:,} are compared for {period}"
        missing = "; who is left out, and why, is said below"
    newer = f" {stretch_name(lines.choice.kpi, lines.newer)} is incomplete and left out." if lines.newer else ""
    return f"{told}{missing}.{newer}"


def each_title(lines: Lines) -> str:
    """The sentence over the dot plot: how many are above all together, or where the middle half lies."""
    kpi, values, spread = lines.choice.kpi, lines.values, lines.spread
    councils = counted(len(values), "council")
    whole = lines.compared.together.value
    if spread and spread.lower is not None and spread.upper is not None:
        half = f"{_written(kpi, spread.lower)} and {_written(kpi, spread.upper)}"
        return f"Half of {councils} lie between {half}; the middle is {_written(kpi, spread.median)}"
    if spread or whole is None or len(values) < 2:
        return _answer(lines).rstrip(".")
    above = sum(value > whole and not is_same(kpi, value, whole) for value in values)
    are = "is" if above == 1 else "are"
    told = clause(lines.funnel)
    return f"{above:,} of {councils} {are} above {_written(kpi, whole)}, the figure for all together{told}"


def each_subtitle(lines: Lines) -> str:
    """What the dot plot measures and how to read it."""
    kpi = lines.choice.kpi
    said = [f"{description(lines.choice)}, {full_name(kpi, lines.period)}."]
    if kpi.is_share:
        said.append("Lines are 95% intervals, where they are wider than the dot.")
    if lines.funnel:
        said.append("Hollow diamonds are worth a look, filled ones different from the group.")
    if lines.spread:
        said.append("The dashed line is the median.")
    return " ".join([*said, "Alphabetical"])


def over_time_title(lines: Lines) -> str:
    """'5 years, one scale: each council beside all of them together'."""
    unit = {"week": "week", "month": "month", "quarter": "quarter"}.get(lines.choice.frequency, "year")
    beside = f" beside {reference_name(lines)}" if lines.reference.latest else ""
    return f"{counted(len(lines.periods), unit)}, one scale: each council{beside}"


def reference_name(lines: Lines) -> str:
    """What each council is beside: all of them together, or the median where a total says nothing (METHODS F6)."""
    return "the median" if lines.by_median else "all of them together"


def over_time_subtitle(lines: Lines) -> str:
    """What the small multiples show."""
    kpi, periods = lines.choice.kpi, lines.periods
    by = MANY[lines.choice.frequency]
    how = f"{kpi.window} months to the end of each {by}" if rolling(kpi, periods[-1]) else f"by {by}"
    span = f"{period_name(kpi, periods[0])} to {period_name(kpi, periods[-1])}"
    grey = f", grey {reference_name(lines)}" if lines.reference.latest else ""
    return f"{description(lines.choice)}, {how}, {span}. Blue is the council{grey}"


def description(choice: Choice) -> str:
    """What is measured, in a few words; the service's own for a cost."""
    return Indicator(choice.kpi, choice.service).description.rstrip(".")


def rolling(kpi: Kpi, period: Period) -> bool:
    """Whether each figure covers more than its own period."""
    return bool(kpi.window and MONTHS.get(period.frequency, kpi.window) < kpi.window)


def ends(kpi: Kpi, line: Series) -> str:
    """First and last figure of a line: '98.4% to 85.8%'."""
    known = [point.figure for point in line.points if point.figure.value is not None]
    if not known:
        return "no figure"
    first, last = value_text(kpi, known[0]), value_text(kpi, known[-1])
    return first if len(known) == 1 else f"{first} to {last}"


def line_label(kpi: Kpi, line: Series) -> str:
    """A panel in words: 'Angus: 98.9% in 2018-19, 98.1% in 2022-23, no figure for 1 of 5'."""
    known = [point for point in line.points if point.figure.value is not None]
    shown = dict.fromkeys((known[0], known[-1])) if known else {}
    said = [f"{value_text(kpi, point.figure)} in {period_name(kpi, point.period)}" for point in shown]
    lacking = len(line.points) - len(known)
    said += [f"no figure for {lacking} of {len(line.points)}"] if lacking else []
    return f"{line.name}: {', '.join(said)}"


def _written(kpi: Kpi, value: float) -> str:
    return written(value, kpi.unit, kpi.decimals)


def clause(group: GroupFunnel | None) -> str:
    """What the funnel says, as the end of a sentence: '; 6 are worth a look'; '' without a funnel (METHODS F4)."""
    if group is None:
        return ""
    found = [(len(group.called(phrase)), phrase) for phrase in (DIFFERENT, WORTH_A_LOOK)]
    told = [f"{count:,} {'is' if count == 1 else 'are'} {phrase}" for count, phrase in found if count]
    return f"; {joined(told)}" if told else "; none can be told apart from the group"
