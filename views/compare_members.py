"""Who is in a comparison, who is left out and why, and how the figures are to be read."""

from collections import defaultdict
from dataclasses import dataclass

from kpis.catalogue import Kpi
from kpis.comparison import NEVER_POOLED
from kpis.councils import Council, alphabetical
from kpis.figure import Figure
from kpis.series import Point
from kpis.wording import counted, joined, value_text, written
from views.compare_lines import Lines
from views.compare_words import everyone, stretch_name
from views.neighbours import distances, traits_told, why_these
from views.standing import MANY
from views.table import Table

INTERVALS = (
    "Each interval is a 95% Wilson interval: how far chance alone could have moved the share. "
    "It allows for nothing else."
)
QUARTILES = "Quartiles are by linear interpolation between the councils’ figures; no council is judged by them."
CASH = "Prices are those of each period: inflation is not taken out."
COUNTS = "A count is not divided by anything, so a larger council has more."
HOW_TO_NEIGHBOURS = "To see a council beside its nearest neighbours, add it above and choose them as the group."
NAMED = 6
"""So many councils are named in a sentence."""

TODAYS = (
    "By today’s boundaries: a council that began later has the figures of those before it added up, marked [b], only "
    "where every one of them is in; a county that was split cannot be divided, and two tiers are never added."
)

ILLUSTRATIVE = "These are fictional councils; their figures are invented and are never compared with real ones."


@dataclass(frozen=True)
class LeftOut:
    """Councils that are not compared, in alphabetical order, and the one reason."""

    reason: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Members:
    """Who is in the group, and why, as paragraphs under each term."""

    group: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    together: tuple[str, str] | None
    care: tuple[str, ...]
    why: tuple[Table, ...] = ()


def members(lines: Lines, not_run: frozenset[tuple[str, str]]) -> Members:
    """Everything to be said of the group; `not_run` are councils and services they say they do not run."""
    peers = lines.choice.peers
    why: tuple[Table, ...] = ()
    if peers:
        why = (distances(peers), traits_told(peers.areas))
    return Members(_group(lines), left_out(lines, not_run), _together(lines), _care(lines), why)


def left_out(lines: Lines, not_run: frozenset[tuple[str, str]]) -> tuple[LeftOut, ...]:
    """Every council of the group that is not compared, by reason, most first (METHODS A3 to A5)."""
    found: dict[str, list[str]] = defaultdict(list)
    for council, reason in left_out_by_council(lines, not_run).items():
        found[reason].append(council.name)
    groups = [LeftOut(reason, tuple(names)) for reason, names in found.items()]
    return tuple(sorted(groups, key=lambda group: -len(group.names)))


def left_out_by_council(lines: Lines, not_run: frozenset[tuple[str, str]]) -> dict[Council, str]:
    """Each council of the group that is not compared, in alphabetical order, and why."""
    group = lines.choice.group
    every = alphabetical((*group.having, *group.others, *group.apart))
    return {council: reason for council in every if (reason := _reason(lines, council, not_run))}


def _reason(lines: Lines, council: Council, not_run: frozenset[tuple[str, str]]) -> str:
    choice, period = lines.choice, lines.period
    if (council.key, choice.service.key) in not_run:
        return "does not run the service"
    if council in choice.group.apart:
        return "illustrative: never compared with real councils"
    if not council.existed(period.start, period.end):
        return "" if council in choice.group.others else f"did not exist in {period.label}"
    if council in choice.group.others:
        return "no figures for this measure are loaded"
    if council.key not in choice.able:
        own = sorted({MANY[extent.frequency] for extent in choice.extents if extent.council == council.key})
        return f"figures by {joined(own)} only, which are not compared with figures by {MANY[choice.frequency]}"
    reason = lines.compared.left_out.get(council.key, "")
    point = _point(lines, council.key)
    if reason and (point is None or point.figure.value is None):
        nothing = f"no figure for {stretch_name(choice.kpi, period)}"
        return f"{nothing} ({reason.removeprefix('no figure for ')})" if point else nothing
    return reason


def _point(lines: Lines, council: str) -> Point | None:
    points = (point for line in lines.series if line.key == council for point in line.points)
    return next((point for point in points if point.period == lines.period), None)


def _group(lines: Lines) -> tuple[str, ...]:
    group = lines.choice.group
    others = [c for c in group.others if c.existed(lines.period.start, lines.period.end)]
    n, every = len(group.having), len(group.having) + len(others)
    have = f"{everyone(n)} councils have figures" if not others else f"{n:,} of {every:,} councils have figures"
    said = [f"{group.name}: {have[0].lower()}{have[1:]} for this measure."]
    if group.description:
        said.append(f"{group.description.rstrip('.')}.")
    if lines.choice.peers:
        said += why_these(lines.choice.peers)
    elif not group.illustrative and not lines.choice.picked:
        said.append(HOW_TO_NEIGHBOURS)
    if group.mixed:
        said.append(f"They are of different kinds ({group.mixed}), which may run the service differently.")
    if group.illustrative:
        said.append(ILLUSTRATIVE)
    return tuple(said)


def _together(lines: Lines) -> tuple[str, str] | None:
    """(term, sum): '258,905 decided within one day ÷ 283,175 decided = 91.4%.'"""
    kpi, found = lines.choice.kpi, lines.compared.together
    if kpi.denominator is None or found.value is None or found.numerator is None or found.denominator is None:
        return None
    all_in = found.provided == found.expected == len(lines.compared.figures)
    term = f"{everyone(found.provided) if all_in else f'{found.provided:,}'} together"
    above, below = (f"{name[:1].lower()}{name[1:]}" for name in (kpi.numerator_name, kpi.denominator_name))
    made = f"{side(kpi, found, True)} {above} ÷ {side(kpi, found, False)} {below}"
    times = "" if kpi.multiplier == 1 else f" × {kpi.multiplier:,f}"
    without = [c.name for c in lines.choice.group.having if c.key in NEVER_POOLED and c.key in lines.compared.figures]
    are = "is" if len(without) == 1 else "are"
    apart = f" {joined(without)} {are} shown and not added, being unlike any other council." if without else ""
    return term, (
        f"{made}{times} = {value_text(kpi, found)}. The sum over councils, never the average of their rates.{apart}"
    )


def side(kpi: Kpi, found: Figure, above: bool) -> str:
    """Numerator or denominator as it is written: '258,905', '£1,204,000'."""
    value = found.numerator if above else found.denominator
    if value is None:
        return ""
    return written(float(value), "pounds" if above and kpi.unit == "pounds" else "number", 0)


def _care(lines: Lines) -> tuple[str, ...]:
    kpi = lines.choice.kpi
    figures = lines.compared.figures.values()
    said = [
        kpi.definition,
        kpi.guidance,
        INTERVALS if kpi.is_share else "",
        CASH if kpi.unit == "pounds" else "",
        COUNTS if kpi.denominator is None else "",
        QUARTILES if lines.spread and lines.spread.lower is not None else "",
        _estimated(sum("e" in found.markers for found in figures)),
        _as_it_was(lines),
    ]
    return tuple(part for part in said if part)


def _as_it_was(lines: Lines) -> str:
    """Who has been merged or split since: figures stay with the councils of their time, unless asked for otherwise."""
    if lines.choice.selection.boundaries == "today":
        return TODAYS
    gone = [c for c in lines.choice.group.having if c.end and c.key in lines.compared.figures]
    if not gone:
        return ""
    have = "has" if len(gone) == 1 else "have"
    names = f": {joined([council.name for council in gone])}" if len(gone) <= NAMED else ""
    return (
        f"Councils are shown as they were in {lines.period.label}: {counted(len(gone), 'of them', 'of them')} {have} "
        f"since been merged or split{names}."
    )


def _estimated(count: int) -> str:
    return f"{counted(count, 'figure')} {'is' if count == 1 else 'are'} estimated and marked [e]." if count else ""
