"""The rules in force as a page of methods: each with its formula, thresholds and sources, and whether it is our own."""

from dataclasses import dataclass

from kpis.catalogue import Kpi
from kpis.control import ENOUGH as POINTS
from kpis.dispersion import WINSORISED
from kpis.exact import FEW_EXPECTED
from kpis.figure import GROUP_COVERAGE
from kpis.funnel import DIFFERENT, FEWEST, NOT_DISTINGUISHABLE, WORTH_A_LOOK
from kpis.intervals import Z_95, Z_998
from kpis.limits import LEAST_EXPECTED, OF_RANGES
from kpis.neighbours import ENOUGH_SHARED, NEIGHBOURS
from kpis.quartiles import ENOUGH as ENOUGH_FOR_QUARTILES
from kpis.signals import RULE_SET, RUN
from kpis.wording import joined


@dataclass(frozen=True)
class Rule:
    """One rule as it is applied; `ours`: what of it is this project's own choice, '' if nothing."""

    title: str
    words: str
    formula: str = ""
    ours: str = ""
    source: str = ""


@dataclass(frozen=True)
class Chapter:
    """Rules of one subject; `key` is its place on the page (`/methods#funnels`)."""

    key: str
    title: str
    rules: tuple[Rule, ...]


GDS = "Government Service Manual; Performance Platform tests (alphagov/spotlight)"
SPIEGELHALTER = "Spiegelhalter 2005, Statistics in Medicine 24:1185; FunnelPlotR (MIT)"
DATA_COUNT = "NHS England, Making Data Count; NHSRplotthedots"


def chapters(kpis: tuple[Kpi, ...]) -> tuple[Chapter, ...]:
    """Every rule in force, for these KPIs; definitions themselves are on the page from the catalogue."""
    return (
        Chapter("adding-up", "Adding up", _adding_up()),
        Chapter("intervals", "Intervals", _intervals(kpis)),
        Chapter("funnels", "Funnels: is a council different from its group?", _funnels()),
        Chapter("costs", "Costs and counts", _costs()),
        Chapter("peers", "Who is compared with whom", _peers()),
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
            "Coverage",
            "A council’s total needs every part, or is marked [p] and compared with nothing. A group’s total needs "
            f"{share} of the councils that run the service.",
            ours=f"the thresholds of all parts and of {share}",
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


def _funnels() -> tuple[Rule, ...]:
    tenth = f"{100 // WINSORISED}th and {100 - 100 // WINSORISED}th"
    return (
        Rule(
            "Plain limits",
            "The group’s share T₀ is the sum over the sum. A council lies outside the plain limits exactly when its "
            "Wilson interval excludes T₀. Shown on request.",
            f"T₀ ± z √(T₀(1 − T₀) ÷ n), kept within 0 and 1; z = {Z_95:.6f} and {Z_998:.6f}",
            source="Public Health England, Fingertips; PHEindicatormethods",
        ),
        Rule(
            "Limits widened for over-dispersion",
            "Councils differ for more reasons than chance, and at their volumes plain limits accuse nearly everyone. "
            f"Each z = (asin √(x/n) − asin √T₀) ÷ s, s = 1 ÷ 2√n, is brought to the {tenth} percentiles; φ is the mean "
            "of z² over the I councils. If Iφ < I − 1 nothing is added. The page shows φ and τ.",
            "τ² = max(0, (Iφ − (I − 1)) ÷ (Σw − Σw² ÷ Σw)), w = 1 ÷ s²; limits sin²(asin √T₀ ± z √(s² + τ²)), "
            "the angle first kept within 0 and π/2",
            source=SPIEGELHALTER,
        ),
        Rule(
            "What may be said",
            f"Beyond the widened 99.8% limits: {DIFFERENT}. Between 95% and 99.8%: {WORTH_A_LOOK}. Otherwise: "
            f"{NOT_DISTINGUISHABLE}. Nothing stronger, and the same whichever lines are shown. By chance alone 1 in 20 "
            "lies beyond 95%, 1 in 500 beyond 99.8%.",
            ours="the three phrases",
        ),
        Rule(
            "Too few councils",
            f"With fewer than {FEWEST} councils there are intervals only: no limits, no phrases.",
            ours=f"the threshold of {FEWEST}",
        ),
        Rule(
            "Exact limits",
            f"Where fewer than {FEW_EXPECTED} are expected on either side of n, limits are rough. On request they are "
            "there the least and the greatest count whose binomial tail is more likely than 2.5% (0.1%).",
            ours="the count’s own tail is used, without interpolation",
        ),
    )


def _costs() -> tuple[Rule, ...]:
    return (
        Rule(
            "Median and quartiles",
            "A cost is not a count of chances: it has no interval and no funnel, and no council is judged by it. Peers "
            "are points beside their median and, from "
            f"{ENOUGH_FOR_QUARTILES} councils on, quartiles. Costs on different bases or of different prices are never "
            "compared.",
            "quartiles by linear interpolation (Hyndman and Fan 1996, type 7)",
            ours=f"quartiles from {ENOUGH_FOR_QUARTILES} councils",
            source="Government Service Manual, cost per transaction",
        ),
    )


def _peers() -> tuple[Rule, ...]:
    return (
        Rule(
            "Kinds",
            "Councils of one kind in one nation: unitary, metropolitan, London borough, county and district councils "
            "apart; Wales, Scotland and Northern Ireland apart. City of London and Isles of Scilly are shown and not "
            "added.",
        ),
        Rule(
            "Nearest neighbours",
            f"The {NEIGHBOURS} councils of the same kind and nation whose areas are most alike, by traits of the area "
            "and never of the council’s performance, spending or channels. Each trait is standardised to mean 0 and "
            "standard deviation 1 over those councils; the furthest of the set is 1. The set holds for a financial "
            "year and is fixed by who existed on its first day. A council without one of the traits is left out, "
            f"unless both share {ENOUGH_SHARED:.0%} of them.",
            "d = √(mean over shared traits of the squared difference)",
            ours="the short list of traits",
            source="CIPFA’s published method, with open traits; its lists are not used",
        ),
        Rule(
            "Other groups",
            "Groups that a framework publishes, regions, groups of whoever runs this site, and a choice by hand, which "
            "is labelled “chosen by you”.",
        ),
    )


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
