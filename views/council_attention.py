"""What needs attention first: changes for the worse, targets out of reach, then missing or late data."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpis.periods import Period, add_months, month_end
from kpis.signals import RULES
from kpis.verdict import range_words
from kpis.wording import counted, figure_sentence, joined, value_text
from views.clock import uk_date
from views.council_figures import MOST_TESTED, CouncilFigures
from views.council_judged import JudgedLine
from views.council_lead import recent
from views.freshness import awaited, late
from views.service_trends import counted_side
from views.standing import Standing

FEW = 3
"""So many periods are named; more are counted."""

MANY_SERVICES = "So many services are not tested here: what is normal for each is on its own page."
NOTHING = "Nothing needs attention"


@dataclass(frozen=True)
class Need:
    """One thing to look at: an icon, whose it is with its page, what about it, a sentence, and more."""

    icon: str
    service: str
    href: str
    what: str
    sentence: str
    detail: str


@dataclass(frozen=True)
class Attention:
    """What needs attention, in order; `worse` counts services with a change for the worse.

    `empty` is the sentence where there is nothing, `caution` what was not looked at.
    """

    needs: tuple[Need, ...]
    worse: int
    empty: str
    caution: str


NO_FIGURES = Attention((), 0, "", "")
"""Where no figure can be made there is nothing to say, not even that nothing needs attention."""


def attention(figures: CouncilFigures, lines: Sequence[JudgedLine]) -> Attention:
    """Signals in the order of the rules and then by name; then targets, then missing data, each by name."""
    now = [one for one in lines if one.service and _is_recent(figures, one.standing.now.period)]
    concerns = [one for one in now if one.judged.verdict.kind == "concern"]
    concerns.sort(key=lambda one: (_rule(one), _name(one)))
    unreached = sorted((one for one in now if one.judged.will_miss and one not in concerns), key=_name)
    needs = (
        *(_concern(figures, one) for one in concerns),
        *(_unreached(figures, one) for one in unreached),
        *_late(figures),
        *_missing(figures),
    )
    tested = sum(one.judged.verdict.kind != "none" for one in now)
    return Attention(needs, len({_name(one)[0] for one in concerns}), _empty(tested, now), _caution(figures))


def _empty(tested: int, now: Sequence[JudgedLine]) -> str:
    """What an empty list rests on: silence about what cannot be tested would be a false all-clear."""
    if not now:
        return f"{NOTHING} of what can be seen here: no figure is recent enough to be tested."
    of = counted(len(now), "figure")
    return (
        f"{NOTHING}: of {of}, {tested:,} could be tested against normal variation and none is a change for the worse, "
        "no target is out of reach, and nothing is missing."
    )


def _caution(figures: CouncilFigures) -> str:
    return MANY_SERVICES if len({extent.service for extent in figures.extents}) > MOST_TESTED else ""


def _concern(figures: CouncilFigures, one: JudgedLine) -> Need:
    found, judged = one.standing, one.judged
    kpi, figure, period = found.kpi, found.now.figure, found.now.period
    said = figure_sentence(kpi, figure, period).removesuffix(".")
    then = value_text(kpi, found.before)
    before = f" In {found.year_before} it was {then}." if found.before.value is not None else ""
    target = f"{judged.against.words}." if judged.against.target else ""
    detail = " ".join(filter(None, (_counts(found), target, f"{judged.verdict.sure}.")))
    return _need(figures, one, judged.verdict.icon, f"{said}, {judged.verdict.clause}.{before}", detail)


def _unreached(figures: CouncilFigures, one: JudgedLine) -> Need:
    found, judged, target = one.standing, one.judged, one.judged.against.target
    bounds = judged.variation.at(found.now.period)
    runs = f": normal variation runs from {range_words(found.kpi, bounds)}" if bounds else ""
    said = judged.promise or f"{judged.against.words}; normal variation does not reach it"
    latest = figure_sentence(found.kpi, found.now.figure, found.now.period)
    approved = f" Target approved by {target.approved_by}." if target else ""
    return _need(figures, one, "assurance-misses", f"{said}{runs}.", f"{latest}{approved}")


def _need(figures: CouncilFigures, one: JudgedLine, icon: str, sentence: str, detail: str) -> Need:
    name = one.standing.kpi.name
    key, service = (one.service.key, one.service.name) if one.service else ("", "")
    return Need(icon, service, figures.address(key), f"{name[0].lower()}{name[1:]}", sentence, detail)


def _late(figures: CouncilFigures) -> Iterable[Need]:
    """Services of which nothing is in for the newest periods, by name."""
    found = {one.service: one for one in late(figures.extents, figures.sources)}
    for key, service in figures.services.items():
        if key in found:
            one = found[key]
            since = f"since {one.since.label}" if one.periods > 1 else f"for {one.since.label}"
            said = f"No figure has come {since}. The newest are those for {one.latest.label}."
            yield Need(
                "data-late", service.name, figures.address(key), "late data", said,
                _sources(figures, one.sources),
            )  # fmt: skip


def _missing(figures: CouncilFigures) -> Iterable[Need]:
    """Gaps of the last 12 months in services whose newest figures are in, by name."""
    alive = {source.name for source in figures.sources if awaited(source)}
    stopped = {one.service for one in late(figures.extents, figures.sources)}
    gaps: dict[str, dict[Period, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    names = {what.kpi.key: what.kpi.name for what in figures.indicators}
    for kpi, key, period, sums in recent(figures):
        if not sums.whole and key not in stopped and kpi in names:
            gaps[key][period].append((names[kpi], sums.reason))
    for key, service in figures.services.items():
        given = {name for extent in figures.extents if extent.service == key for name in extent.sources}
        if key in gaps and given & alive:
            yield Need(
                "data-late", service.name, figures.address(key), "missing data",
                _gap_sentence(gaps[key]), _sources(figures, tuple(given)),
            )  # fmt: skip


def _gap_sentence(gaps: dict[Period, list[tuple[str, str]]]) -> str:
    """'February 2026 has no digital take-up: no figure for phone.'"""
    periods = sorted(gaps)
    kpis = list(dict.fromkeys(name for period in periods for name, _ in gaps[period]))
    reasons = list(dict.fromkeys(reason for period in periods for _, reason in gaps[period] if reason))
    when = joined([period.label for period in periods]) if len(periods) <= FEW else f"{len(periods)} periods"
    what = " or ".join(joined([f"{name[0].lower()}{name[1:]}" for name in kpis]).rsplit(" and ", 1))
    why = f": {reasons[0][0].lower()}{reasons[0][1:]}" if len(reasons) == 1 else ""
    return f"{when} {'has' if len(periods) == 1 else 'have'} no {what}{why}."


def _sources(figures: CouncilFigures, names: Sequence[str]) -> str:
    found = [source for source in figures.sources if source.name in names]
    if not found:
        return ""
    loaded = uk_date(max(source.loaded_at for source in found))
    return f"Source: {joined([source.title for source in found])}. Last loaded {loaded}."


def _counts(found: Standing) -> str:
    """'1,128 started, 811 completed.'"""
    kpi, figure = found.kpi, found.now.figure
    below, above = counted_side(kpi, figure, False), counted_side(kpi, figure, True)
    if not kpi.denominator or not below:
        return ""
    return f"{below} {kpi.denominator_name.lower()}, {above} {kpi.numerator_name.lower()}."


def _is_recent(figures: CouncilFigures, period: Period) -> bool:
    """Whether a figure is of the 12 months that end with the council's newest."""
    newest = max((extent.latest for extent in figures.extents if extent.latest), default=None)
    return newest is not None and period.end > month_end(add_months(newest, -12))


def _rule(one: JudgedLine) -> int:
    judged = one.judged.variation.at(one.standing.now.period)
    return RULES.index(judged.rule) if judged else len(RULES)


def _name(one: JudgedLine) -> tuple[str, str]:
    return (one.service.name.lower() if one.service else "", one.standing.kpi.name)
