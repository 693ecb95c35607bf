"""The rules in force as a page of methods: each with its formula, thresholds and sources, and whether it is our own."""

from kpis.catalogue import Kpi
from kpis.comparison_rules import costs, funnels, peers
from kpis.control import ENOUGH as POINTS
from kpis.figure import GROUP_COVERAGE
from kpis.intervals import Z_95, Z_998
from kpis.limits import LEAST_EXPECTED, OF_RANGES
from kpis.rules import DATA_COUNT, GDS, SPIEGELHALTER, Chapter, Rule
from kpis.signals import RULE_SET, RUN
from kpis.wording import joined


def chapters(kpis: tuple[Kpi, ...]) -> tuple[Chapter, ...]:
    """Every rule in force, for these KPIs; definitions themselves are on the page from the catalogue."""
    return (
        Chapter("adding-up", "Adding up", _adding_up()),
        Chapter("intervals", "Intervals", _intervals(kpis)),
        Chapter("funnels", "Funnels: is a council different from its group?", funnels()),
        Chapter("costs", "Costs and counts", costs()),
        Chapter("peers", "Who is compared with whom", peers()),
        Chapter("change", "Change over time", _change()),
        Chapter("never", "What is never done", _never()),
    )


def _adding_up() -> tuple[Rule, ...]:
    share = f"{float(GROUP_COVERAGE):.0%}"
    return (
        Rule(
            "Ratio of sums",
            "A figure of several councils, services or periods is the sum above over the sum below, of what is known "
            "on both sides. Rates are never averaged.",
            "R = Σ numerator ÷ Σ denominator",
            source=GDS,
        ),
        Rule(
            "Missing is never zero",
            "A value, a true zero, not available [x] and does not apply [z] are four different things. A council that "
            "does not run a service leaves the comparison; it is not given the average.",
            source="Government of Canada, service inventory; LGA on Oflog data, 2024",
        ),
        Rule(
            "Weeks",
            "A week belongs whole to the month, quarter and year that hold its Thursday. Where a week reaches over the "
            "end of a month, the month is marked [e]. No week is split, and no month is turned into weeks.",
            ours="by Thursday, as ISO 8601 does for years",
        ),
        Rule(
            "Coverage",
            "A council’s total needs every part, or is marked [p] and compared with nothing. A group’s total needs "
            f"{share} of the councils that run the service.",
            ours=f"the thresholds of all parts and of {share}",
        ),
        Rule(
            "Councils that merged or were split",
            "Councils are shown as they were in each period. By today’s boundaries, a council has before its first day "
            "the figures of those that went into it, service by service and marked [b], only if every one of them "
            "reported. A county that was split is not divided, and districts and a county are never added for one "
            "service. Limits begin anew on the first day.",
            source="mySociety, local authority register (CC BY 4.0)",
        ),
        Rule(
            "Same period, same basis",
            "Only complete figures of one period, counted on one basis and by one definition, stand beside each other. "
            "The commonest basis stays; the others are named with the reason.",
            source="Government Service Manual",
        ),
    )


def _intervals(kpis: tuple[Kpi, ...]) -> tuple[Rule, ...]:
    shares = joined([kpi.name for kpi in kpis if kpi.is_share])
    few = [f"{kpi.name} below {kpi.enough}" for kpi in kpis if kpi.enough]
    rules = [
        Rule(
            "Wilson interval",
            "For shares of counted things: how far chance alone could have moved the share around an underlying rate. "
            f"Counts are usually of everyone, so it is no sampling error. Given for {shares}.",
            "(2x + z² ± z √(z² + 4x(1 − x/n))) ÷ 2(n + z²), x of n, kept within 0 and 1; "
            f"z = {Z_95:.6f} for 95%, {Z_998:.6f} for 99.8%",
            source="Newcombe 1998, Statistics in Medicine 17:857, method 3",
        )
    ]
    if few:
        rules.append(
            Rule(
                "Low reliability",
                f"Marked [u]: {joined(few)}. Where people choose to answer, the interval understates the doubt.",
                ours="the threshold",
            )
        )
    return tuple(rules)


def _change() -> tuple[Rule, ...]:
    return (
        Rule(
            "Normal variation",
            f"From {POINTS} points on. No range is taken across a gap, and a gap ends every run. Nothing is tested on "
            "figures that share months.",
            f"XmR: mean ± {OF_RANGES} × mean moving range; for shares with counts that vary, Laney p′",
            ours="gaps break runs",
            source=f"{DATA_COUNT}; Laney 2002",
        ),
        Rule(
            "Signals",
            f"In this order: a point outside a limit; a trend of {RUN}; two of three near the same limit; {RUN} in a "
            f"row on one side. Rule set: {RULE_SET}.",
            source=DATA_COUNT,
        ),
        Rule(
            "Seasons",
            "Every figure is compared with the same period a year before, never with the period before it. Limits are "
            "of the figures as they are: not adjusted for seasons, which is said with each chart’s limits. A cost "
            "over 12 months has a line and no rules.",
            ours="no seasonal factors",
        ),
        Rule(
            "Where a series is broken",
            "A line is not drawn, limits do not reach and nothing is compared across a change in how figures are "
            "counted (definition, cohort or event, cost basis, prices, where answers are asked for) or across the "
            "first day of a council that others went into.",
            source=f"{GDS}; {DATA_COUNT}",
        ),
        Rule(
            "Small numbers",
            f"No limits where fewer than {LEAST_EXPECTED} would be expected on one side of a period’s count.",
            source=SPIEGELHALTER,
        ),
    )


def _never() -> tuple[Rule, ...]:
    return (
        Rule(
            "No ranks",
            "Councils are in alphabetical order. No page or file has a rank, and no figures are added into one score.",
            source="Goldstein and Spiegelhalter 1996",
        ),
        Rule(
            "No causes",
            "Pages say what, when, how much and how sure. They never say why, and “better” only of a "
            "measure with a good direction.",
        ),
    )
