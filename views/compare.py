"""Councils side by side for one measure of one service: where each stands, over time, and who is in the group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpis.figure import Figure
from kpis.periods import Period
from kpis.selection import Selection
from kpis.series import Series
from views import compare_words as words
from views.addresses import compare_address, file_address
from views.chosen import Chosen
from views.clock import uk_date
from views.comparables import Comparable, comparables
from views.compare_choice import Choice, Elsewhere, choose
from views.compare_chosen import what_is_chosen
from views.compare_file import comparison_address
from views.compare_form import Form, form
from views.compare_funnel import MoreThanChance, more_than_chance, too_few_for_a_funnel
from views.compare_lines import Lines, read_lines
from views.compare_members import Members, members
from views.compare_tables import CouncilRow, council_rows, headings, over_time_table
from views.not_found import NotFound
from views.nothing_to_compare import NothingToCompare
from views.reader import Reader
from views.table import Table

MOST_LINES = 60
"""So many councils are shown over time; more are too many to look through, and too heavy a page."""

LONGEST_QUERY = 1800
"""Characters; a file's address names its councils only where it stays well within what servers accept."""


@dataclass(frozen=True)
class EachCouncil:
    """The dot plot and its rows; `reference` is the dashed line and `reference_name` what it is called.

    `against`: the rows say where each council is against its group.
    """

    title: str
    subtitle: str
    headings: tuple[str, ...]
    rows: tuple[CouncilRow, ...]
    reference: Figure | None
    reference_name: str
    against: bool
    notes: tuple[str, ...]
    file: str


@dataclass(frozen=True)
class OverTime:
    """A panel for each series; `says` and `labels` are each panel's words. `instead` says why there are fewer."""

    title: str
    subtitle: str
    series: tuple[Series, ...]
    says: tuple[str, ...]
    labels: tuple[str, ...]
    reference: Series | None
    table: Table
    notes: tuple[str, ...]
    file: str
    instead: str = ""


@dataclass(frozen=True)
class Compare:
    """The page. `each` is None where no council has a figure; then `empty` says since when there are any."""

    choice: Choice
    form: Form
    chosen: Chosen
    period: Period
    lead: str
    caution: tuple[str, str]
    each: EachCouncil | None
    chance: MoreThanChance | None
    over_time: OverTime | None
    members: Members | None
    empty: NothingToCompare | None
    illustrative: bool


Answer = Compare | Elsewhere | NothingToCompare | NotFound


def compare(reader: Reader, selection: Selection, every: Sequence[Comparable] | None = None) -> Answer:
    """The comparison that an address stands for; `every` is what can be compared, if that is known already.

    Raises SelectionError for an address that asks for what cannot be.
    """
    choice = choose(reader, selection, comparables(reader) if every is None else every)
    if not isinstance(choice, Choice):
        return choice
    lines = read_lines(reader, choice)
    known = bool(lines.compared.figures)
    offered = form(lines)
    return Compare(
        choice,
        offered,
        what_is_chosen(choice, offered),
        lines.period,
        words.lead(lines),
        (words.CAN_OPENER, f"{words.CAUTION} {words.coverage(lines)}" if known else words.CAUTION),
        _each(lines) if known else None,
        more_than_chance(lines, comparison_address(lines)) if known else None,
        _over_time(lines) if known and len(lines.periods) > 1 else None,
        members(lines, reader.not_run()) if known else None,
        None if known else _empty(lines),
        choice.group.illustrative,
    )


def _each(lines: Lines) -> EachCouncil:
    kpi = lines.choice.kpi
    return EachCouncil(
        words.each_title(lines),
        words.each_subtitle(lines),
        headings(kpi),
        council_rows(lines),
        lines.beside,
        _reference_name(lines),
        lines.funnel is not None,
        (*_sources(lines), *filter(None, [too_few_for_a_funnel(lines)])),
        comparison_address(lines),
    )


def _reference_name(lines: Lines) -> str:
    if lines.spread or lines.beside is None:
        return "Median" if lines.spread else ""
    together = lines.beside
    all_in = together.provided == together.expected == len(lines.compared.figures)
    return words.everyone(together.provided) if all_in else f"{together.provided:,} together"


def _over_time(lines: Lines) -> OverTime:
    kpi, picked = lines.choice.kpi, {council.key for council in lines.choice.picked}
    shown, instead = lines.over_time, ""
    if len(shown) > MOST_LINES:
        instead = (
            f"{len(shown):,} councils are too many to show one by one. Choose a smaller group, or add councils above "
            "to see their lines here; the file has every value."
        )
        shown = tuple(line for line in shown if line.key in picked)
    reference = lines.reference if lines.reference.latest else None
    return OverTime(
        words.over_time_title(lines),
        words.over_time_subtitle(lines),
        shown,
        tuple(words.ends(kpi, line) for line in shown),
        tuple(words.line_label(kpi, line) for line in shown),
        reference,
        over_time_table(lines, shown),
        _sources(lines),
        _file(lines, lines.periods[0], lines.periods[-1]),
        instead,
    )


def _sources(lines: Lines) -> tuple[str, ...]:
    titles = "; ".join(source.title for source in lines.sources)
    loaded = max((source.loaded_at for source in lines.sources), default=None)
    return (f"Source: {titles}{f', loaded {uk_date(loaded)}' if loaded else ''}",) if titles else ()


def _file(lines: Lines, first: Period, last: Period) -> str:
    choice = lines.choice
    keys = tuple(council.key for council in choice.group.having)
    asked = Selection(
        councils=keys,
        services=(choice.service.key,),
        frequency=choice.frequency,
        first=first.start,
        last=last.end,
        boundaries=choice.selection.boundaries,
    )
    if len(asked.query()) > LONGEST_QUERY:
        asked = replace(asked, councils=())
    return file_address(choice.kpi.key, asked)


def _empty(lines: Lines) -> NothingToCompare:
    choice, period = lines.choice, lines.period
    first, last = (words.stretch_name(choice.kpi, one) for one in (lines.every[0], lines.every[-1]))
    latest = compare_address(replace(choice.selection, first=None, last=None))
    near = min(lines.every, key=lambda one: abs((one.end - period.end).days))
    nearest = compare_address(replace(choice.selection, first=None, last=near.end))
    why = f"There is no figure for {words.stretch_name(choice.kpi, period)}. Figures run from {first} to {last}."
    ways = [(f"Compare {words.stretch_name(choice.kpi, near)}, the nearest", nearest)] if near != period else []
    return NothingToCompare(why, (*ways, ("Compare the latest figures", latest)))
