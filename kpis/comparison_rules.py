"""The rules by which councils are set beside each other, in words made from the constants that calculate."""

from kpis.dispersion import WINSORISED
from kpis.exact import FEW_EXPECTED
from kpis.funnel import DIFFERENT, FEWEST, NOT_DISTINGUISHABLE, WORTH_A_LOOK
from kpis.intervals import Z_95, Z_998
from kpis.neighbours import ENOUGH_SHARED, NEIGHBOURS
from kpis.quartiles import ENOUGH as ENOUGH_FOR_QUARTILES
from kpis.rules import SPIEGELHALTER, Rule
from kpis.unit_costs import as_context


def funnels() -> tuple[Rule, ...]:
    """Limits, phrases and when there are none (METHODS F2 to F4)."""
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


def costs() -> tuple[Rule, ...]:
    """What has no funnel (METHODS F6)."""
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
        Rule(
            "Without inflation",
            "Costs are as they were paid unless their basis says whose year’s prices they are in. Where whoever runs "
            "this site states an index of prices, the note under a cost says how it changed in the prices of the newer "
            "year.",
            "value in the prices of year B = value of year A × index of B ÷ index of A",
            source="HM Treasury, GDP deflators user guide, annex A",
        ),
        Rule("Published unit costs, for context", as_context(), source="each as named"),
    )


def peers() -> tuple[Rule, ...]:
    """Kinds, neighbours and other groups (METHODS F7, F8)."""
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
