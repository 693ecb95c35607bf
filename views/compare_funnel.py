"""More than chance? The councils of a comparison in their group's funnel, in words, values and notes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpis.exact import FEW_EXPECTED
from kpis.funnel import DIFFERENT, FEWEST, NOT_DISTINGUISHABLE, WORTH_A_LOOK, Limits
from kpis.group_funnel import GroupFunnel, InFunnel
from kpis.selection import Selection
from kpis.wording import counted, number, written
from views.addresses import METHODS, compare_address
from views.compare_lines import Lines
from views.compare_words import description, everyone, full_name, stretch_name
from views.table import Cell, Column, Table

SHORT = {DIFFERENT: DIFFERENT, WORTH_A_LOOK: WORTH_A_LOOK, NOT_DISTINGUISHABLE: "not distinguishable"}
"""A phrase as it stands in a row, whose heading says against what."""

HEADING = "Against the group"
LEGEND = (
    "Outside 99.8%: different from the group, filled diamonds. Between 95% and 99.8%: worth a look, hollow diamonds"
)
DESCRIBED = {
    "adjusted": "widened for over-dispersion",
    "plain": "plain",
    "exact": "plain, exact where few are expected",
}

Note = str | tuple[str, str]
"""A sentence, or (text, address) of a link."""


@dataclass(frozen=True)
class MoreThanChance:
    """The funnel plot; `everyone` is what the group is called at its line."""

    title: str
    subtitle: str
    label: str
    group: GroupFunnel
    everyone: str
    table: Table
    notes: tuple[tuple[Note, ...], ...]
    file: str


def more_than_chance(lines: Lines, file: str) -> MoreThanChance | None:
    """The section; None where a funnel is not right: no share of counts, under ten councils, too few reporting."""
    group = lines.funnel
    if group is None:
        return None
    return MoreThanChance(
        title(group),
        _subtitle(lines, group),
        _label(lines, group),
        group,
        everyone(group.funnel.councils),
        _table(lines, group),
        tuple(_notes(lines, group)),
        file,
    )


def title(group: GroupFunnel) -> str:
    """'6 councils are worth a look; none is different from the group'."""
    different, look = len(group.called(DIFFERENT)), len(group.called(WORTH_A_LOOK))
    if not different and not look:
        return "No council can be told apart from the group"
    if not different:
        return f"{_are(look)} worth a look; none is different from the group"
    further = f"; {look:,} more {'is' if look == 1 else 'are'} worth a look" if look else ""
    return f"{_are(different)} different from the group{further}"


def too_few_for_a_funnel(lines: Lines) -> str:
    """Why there are intervals only, where there could be a funnel of more councils; '' otherwise."""
    compared = len(lines.compared.figures)
    if not lines.choice.kpi.is_share or lines.funnel or compared >= FEWEST:
        return ""
    return (
        f"With fewer than {FEWEST} councils nobody is called different from the group: read the intervals. "
        "The threshold is our rule."
    )


def limits_texts(lines: Lines, limits: Limits) -> tuple[str, str]:
    """Inner and outer limits as they are written: '72.8 to 99.8'."""
    kpi = lines.choice.kpi
    low, high, lowest, highest = (written(bound, kpi.unit, kpi.decimals).rstrip("%") for bound in limits.bounds)
    return f"{low} to {high}", f"{lowest} to {highest}"


def _are(count: int) -> str:
    return f"{counted(count, 'council')} {'is' if count == 1 else 'are'}"


def _subtitle(lines: Lines, group: GroupFunnel) -> str:
    kpi = lines.choice.kpi
    shown = "widened for over-dispersion"
    if group.lines != "adjusted":
        shown += "; dotted, the plain ones" + (", exact where few are expected" if group.lines == "exact" else "")
    size = (kpi.denominator_name or "").lower()
    what = f"{description(lines.choice)}, against how many: {size}"
    return f"{what}, {full_name(kpi, lines.period)}. Limits at 95% (dashed) and 99.8% (solid), {shown}"


def _label(lines: Lines, group: GroupFunnel) -> str:
    kpi = lines.choice.kpi
    said = [f"Funnel plot of {group.funnel.councils:,} councils: {kpi.name}, {stretch_name(kpi, lines.period)}."]
    for phrase in (DIFFERENT, WORTH_A_LOOK):
        found = group.called(phrase)
        names = f": {', '.join(one.name for one in found)}" if found else ""
        said.append(f"{len(found):,} {phrase}{names}.")
    return " ".join(said)


def _notes(lines: Lines, group: GroupFunnel) -> list[tuple[Note, ...]]:
    """What must be said under the plot, each line perhaps with a link."""
    notes: list[tuple[Note, ...]] = [(_plain(group), _shown(lines, group, "plain")), (_dispersion(group),)]
    if few := group.few_expected:
        rough = f"For {counted(few, 'council')} fewer than {FEW_EXPECTED} are expected on one side: rough limits"
        notes.append((rough, _shown(lines, group, "exact")))
    notes += [(_names(phrase, found),) for phrase in (DIFFERENT, WORTH_A_LOOK) if (found := group.called(phrase))]
    chance = max(1, round(0.05 * group.funnel.councils))
    by_chance = f"Chance alone puts about {chance:,} of {group.funnel.councils:,} beyond 95%"
    return [*notes, (LEGEND, ("How this is worked out", f"{METHODS}#funnels")), (by_chance,)]


def _plain(group: GroupFunnel) -> str:
    outside, every = group.outside_plain, group.funnel.councils
    if not group.funnel.dispersion.tau:
        return "The councils differ no more than chance would make them, so the limits are not widened"
    accuse = ": at these volumes they accuse nearly everyone" if outside * 2 > every else ""
    return f"Plain limits, not widened, would put {outside:,} of {every:,} beyond 99.8%{accuse}"


def _dispersion(group: GroupFunnel) -> str:
    found = group.funnel.dispersion
    return f"Over-dispersion: φ {number(found.phi, 0 if found.phi >= 100 else 2)}, τ {found.tau:.3f}"


def _shown(lines: Lines, group: GroupFunnel, other: str) -> Note:
    selection = lines.choice.selection
    if group.lines == other:
        return "Show widened limits only", compare_address(replace(selection, limits=None))
    changed: Selection = replace(selection, limits=other)  # type: ignore[arg-type]
    return f"Show {other} limits", compare_address(changed)


def _names(phrase: str, found: Sequence[InFunnel]) -> str:
    return f"{phrase[0].upper()}{phrase[1:]}: {', '.join(one.name for one in found)}"


def _table(lines: Lines, group: GroupFunnel) -> Table:
    kpi = lines.choice.kpi
    limits = DESCRIBED[group.lines]
    columns = (
        Column("Council"),
        Column(kpi.denominator_name, numeric=True),
        Column(kpi.short_name, numeric=True),
        Column("95% limits", numeric=True),
        Column("99.8% limits", numeric=True),
        Column(HEADING),
    )
    rows = [
        (
            Cell(one.name),
            Cell(number(one.whole)),
            Cell(written(one.share, kpi.unit, kpi.decimals)),
            *(Cell(text) for text in limits_texts(lines, one.limits)),
            Cell(one.phrase),
        )
        for one in group.councils
    ]
    return Table(f"{kpi.name}: each council in the funnel, limits {limits}", columns, tuple(rows))
