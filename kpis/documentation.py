"""The catalogue as a page of documentation: every KPI, channel, marker and rule, from the entries that calculate."""

from collections.abc import Iterable

from kpis.catalogue import Count, Kpi
from kpis.channels import CHANNELS, DIGITAL, UNAIDED
from kpis.control import ENOUGH, TRIAL
from kpis.figure import GROUP_COVERAGE
from kpis.limits import LEAST_EXPECTED
from kpis.markers import MEANINGS, bracketed
from kpis.periods import FREQUENCY_NAMES, SHOWN_FROM
from kpis.signals import RULE_SET

WORDS = {
    "Transaction": "an exchange of information, money, permission, goods or service that changes a record the council "
    "holds. Page views, enquiries by phone and chasing calls are not transactions (D1).",
    "Completed": "the service did what it is there to do, endings such as “not eligible” and “already paid” included. "
    "Failed: the person gave up or met an error (D2).",
    "Started": "a journey begun. A saved journey that is resumed is not a new start; past its time limit it has "
    "failed (D3).",
    "Assisted digital": "staff or a helper use the online service for, or together with, the person. A phone call in "
    "which staff fill in the public form is assisted digital, not phone (D4).",
    "Basis": "how a source counts: completions by the journey's start (cohort) or by their own date (event); costs "
    "full, direct or marginal. Figures on different bases are never added or compared (D3, D5).",
    "Cell": "one KPI for one council, service, channel and period: a numerator and a denominator (A1).",
}
"""Words that the definitions rest on, as METHODS D1 to D5 settle them."""

RULES = (
    "Sum first, divide last: a total is the sum of numerators over the sum of denominators of the cells where both are "
    "known. Rates are never averaged (A1).",
    "Missing is never zero: a value, a true zero, “not available” and “does not apply” are four different things. "
    "Nothing to divide by gives no rate (A2).",
    "A council that does not run a service is not part of a comparison; it is not given an average (A3).",
    "Coverage stands beside every figure. A council's total with a part missing is marked [p]. A group's total needs "
    f"{float(GROUP_COVERAGE):.0%} of the councils that run the service, each with everything in, and says who is "
    "missing (A4, our rule).",
    "A period with a part missing, or that had not ended when the figures were loaded, is marked [p] and compared with "
    "nothing. A figure over 12 months needs all 12 (A5, D5).",
    "A count below zero, or more of something than there was, is refused with its reason; the counts stay. Where each "
    "event is counted by its own date, a completion rate above 100% is marked [u] and the 12 months that end with it "
    "are given instead (D3).",
    "A share of counted things carries its 95% Wilson interval. It says how much chance varies around an underlying "
    "rate; where people choose whether to answer, it understates the doubt (F1, D6).",
    "“Better” and “worse” are said only of a KPI with a good direction, of complete figures counted in the same way, "
    "and of a difference that the written figures show (D8).",
)


CHANGE = (
    "Normal variation is the average plus and minus 2.66 times the average moving range of neighbouring figures "
    "(XmR); the near limits lie at two thirds of that (T1). Outlying ranges are kept unless `[variation]` says "
    "otherwise (T2).",
    "A signal is, in this order of label: a point outside a limit; a rise or fall of 7 points, where a tie ends it; "
    "two of three points near one limit, all three on that side of the average; 7 points on one side of the average, "
    "where a point on it ends the run. Every point of a run is marked. Sources differ between 5 and 9 points, so the "
    f"rule set is named wherever a signal is: {RULE_SET} (T3).",
    f"Below {ENOUGH} points there are no limits (T4). A re-basing is a person’s act with a reason; the old limits stay "
    f"drawn, new ones are on trial until {ENOUGH} points, drawn from {TRIAL} on (our rule), and judge nothing (T7). A "
    "source that changes its basis breaks the limits as well.",
    "A share whose counts all lie within 25% of their mean (our rule for “vary little”) has XmR limits; otherwise "
    "Laney’s p′, wider where fewer were counted. A limit beyond 0% to 100% is not drawn and cannot be crossed. Where "
    f"fewer than {LEAST_EXPECTED} events, or non-events, would be expected in some period, there are no limits (T9).",
    "Nothing is tested on figures whose neighbours share months, nor on costs in cash, which move with prices (our "
    "rule): so cost per transaction is a line without limits (T10). Limits are not adjusted for seasons.",
    "No range, run or trend reaches across a gap, a partial period or a re-basing (T11, A5).",
    "A target is met, within tolerance or missed by the figure as it is written (our rule). Apart from that: normal "
    "variation will meet it, miss it, or either by chance, by where the target lies against the limits of the last "
    "stretch (T6); this is not said where the latest figure is itself a signal (our rule).",
)


def kpi_page(kpis: Iterable[Kpi]) -> str:
    """The page in Markdown; ends with a line break."""
    parts = (
        ["# KPI definitions", "Written from the catalogue in `kpis/` by `make docs`; edits here are lost."],
        ["Rule numbers such as A1 are those of the methods this dashboard follows.", "## Words"],
        ["\n".join(f"- **{word}**: {meaning}" for word, meaning in WORDS.items())],
        *(_kpi(kpi) for kpi in kpis),
        ["## How figures are made", "\n".join(f"- {rule}" for rule in RULES)],
        ["## Change over time", "\n".join(f"- {rule}" for rule in CHANGE)],
        ["## Channels", _channels(), "## Periods", _periods()],
        ["## Markers", "They stand where a figure would, or beside it. None of them is a zero.", _markers()],
    )
    return "\n\n".join(paragraph for part in parts for paragraph in part) + "\n"


def _kpi(kpi: Kpi) -> list[str]:
    facts = [("Key", f"`{kpi.key}`"), ("Numerator", _side(kpi.numerator, kpi.numerator_name))]
    if kpi.denominator:
        facts.append(("Denominator", _side(kpi.denominator, kpi.denominator_name)))
    facts += [
        ("Written as", f"{kpi.unit}, {kpi.decimals} decimal{'' if kpi.decimals == 1 else 's'}"),
        ("Good direction", kpi.better or "none"),
        ("Covers", f"the last {kpi.window} months" if kpi.window else "its own period"),
        ("By channel", "yes" if kpi.by_channel else "no, all channels together only"),
        ("Interval", "95% Wilson" if kpi.is_share else "none: not a share of counted things"),
    ]
    if kpi.multiplier != 1:
        facts.append(("Times", f"{kpi.multiplier:f}"))
    if kpi.bounded:
        facts.append(("Above 100%", "refused"))
    if kpi.enough:
        facts.append(("Marked [u]", f"below {kpi.enough} in the denominator"))
    if kpi.basis:
        facts.append(("Basis", f"{kpi.basis}: only figures on one basis are added or compared"))
    facts.append(("Definition", f"version {kpi.version}"))
    return [f"## {kpi.name}", kpi.definition, *([kpi.guidance] if kpi.guidance else []), _table(("What", "How"), facts)]


def _side(count: Count, name: str) -> str:
    terms = " + ".join(
        f"`{measure}`" if weight == 1 else f"{weight:f} × `{measure}`" for measure, weight in count.weights
    )
    through = "every channel the service offers"
    if count.channels is not None:
        through = ", ".join(f"`{channel}`" for channel in CHANNELS if channel in count.channels)
    return f"{name}: {terms} through {through}"


def _channels() -> str:
    rows = (
        (f"`{key}`", name, "yes" if key in DIGITAL else "no", "yes" if key in UNAIDED else "no")
        for key, name in CHANNELS.items()
        if key != "all"
    )
    table = _table(("Channel", "Name", "Digital", "Unaided"), rows)
    return f"{table}\n\n`all` is a total over every channel that a source reports; it is never added to its parts."


def _periods() -> str:
    rows = (
        (name, " or ".join(FREQUENCY_NAMES[finer].lower() + "s" for finer in SHOWN_FROM[frequency]) or "nothing")
        for frequency, name in FREQUENCY_NAMES.items()
    )
    year = "A financial year runs from 1 April to 31 March; its first quarter is April to June (A8)."
    week = (
        "No period is ever split: a week belongs whole to the month that holds its Thursday, and where one reaches "
        "over the month’s end the figure is marked [e] (A7)."
    )
    return f"{_table(('Period', 'Adds up from'), rows)}\n\n{year} {week}"


def _markers() -> str:
    return _table(("Marker", "Meaning"), ((f"`{bracketed(marker)}`", meaning) for marker, meaning in MEANINGS.items()))


def _table(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    cells = [list(heading), *(list(row) for row in rows)]
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in cells]
    return "\n".join([lines[0], f"|{' --- |' * len(cells[0])}", *lines[1:]])
