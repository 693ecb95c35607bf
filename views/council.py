"""What one council's page knows: who it is, how it stands, its services, and how fresh and whole the figures are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpis.councils import Council
from kpis.periods import FREQUENCY_NAMES, long_date, starting
from kpis.selection import Selection
from kpis.succession import Boundaries
from kpis.wording import counted, joined, number
from views.addresses import council_address
from views.boundary_words import UNMADE, Past, past_of, today_address
from views.chosen import Chosen, chosen
from views.clock import stretch, uk_time
from views.council_attention import NO_FIGURES, Attention, attention
from views.council_figures import CouncilFigures, council_figures, counts_completed
from views.council_judged import by_service, judged_services, judged_tiles
from views.council_lead import lead, recent
from views.council_services import ServicesTable, markers_in, services_table
from views.council_tiles import File, Tile, indicator_files, standings, tiles
from views.facts import Fact
from views.indicators import FINEST_FIRST, Measured
from views.judgement import Judgement
from views.neighbours_link import NeighboursLink, neighbours_link
from views.reader import Reader, SourceStatus
from views.standing import Standing, marked

ABOUT = "/about-the-data"


@dataclass(frozen=True)
class Ended:
    """A council that no longer exists, and those that do its work today: (name, address, '' without figures here)."""

    words: str
    successors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CouncilView:
    """One council's page as values."""

    key: str
    name: str
    caption: str
    notice: str
    ended: Ended | None
    lead: str
    facts: tuple[Fact, ...]
    tiles: tuple[Tile, ...]
    judgements: tuple[Judgement, ...]
    attention: Attention
    files: tuple[File, ...]
    markers: tuple[str, ...]
    services: ServicesTable | None
    chosen: Chosen
    past: Past | None = None
    boundaries: Boundaries | None = None
    neighbours: NeighboursLink | None = None


def council_view(reader: Reader, council: Council, selection: Selection) -> CouncilView | None:
    """The page of a council in the register; None if no figure of it is loaded."""
    figures = council_figures(reader, council.key)
    if figures is None:
        return None
    shown = standings(figures)
    made = tiles(figures, shown)
    lines = judged_services(figures)
    table = services_table(figures, council.name, selection.sort, selection.text, by_service(lines))
    past = past_of(reader, council, selection)
    nothing = bool(past and past.unmade) and not figures.any_given
    needs = NO_FIGURES if nothing else attention(figures, lines)
    return CouncilView(
        key=council.key,
        name=council.name,
        caption=caption(council),
        notice=notice(council, figures.sources),
        ended=ended(council, reader),
        lead=UNMADE if nothing else " ".join(filter(None, (lead(figures, shown, table), _worse(needs)))),
        facts=() if nothing else _facts(figures, shown),
        tiles=made,
        judgements=judged_tiles(figures, shown),
        attention=needs,
        files=indicator_files(figures, shown),
        markers=markers_in(_written(found) for _, found in shown),
        services=None if nothing else table,
        chosen=_chosen(council, selection, table),
        past=past,
        boundaries=selection.boundaries,
        neighbours=None if nothing else neighbours_link(reader, council, figures.extents, selection.boundaries),
    )


def _chosen(council: Council, selection: Selection, table: ServicesTable | None) -> Chosen:
    """The words that services are searched for; order is no filter."""
    words = [("text", "Name holds", table.text)] if table and table.text else []
    return chosen(selection, words, lambda one: f"{council_address(council.key)}{one.query()}", charts=False)


def _worse(needs: Attention) -> str:
    """How many services changed for the worse by more than normal variation; '' if none did."""
    if not needs.worse:
        return ""
    verb = "shows" if needs.worse == 1 else "show"
    return f"{counted(needs.worse, 'service')} {verb} a change for the worse that is more than normal variation."


def caption(council: Council) -> str:
    """'Unitary council, England'; some kinds name the nation themselves, and a fictional council has none."""
    named = council.illustrative or council.nation in council.kind
    return council.kind if named else f"{council.kind}, {council.nation}"


def notice(council: Council, sources: Iterable[SourceStatus]) -> str:
    """The sentence that labels invented figures; '' if none is."""
    if council.illustrative:
        return f"{council.name} is a fictional council."
    invented = [source.title for source in sources if source.illustrative]
    return f"{joined(invented)}: not the council’s own." if invented else ""


def ended(council: Council, reader: Reader) -> Ended | None:
    """What became of a council that has ended (METHODS A10)."""
    if council.end is None:
        return None
    words = f"{council.name} no longer exists since {long_date(council.end)}. Its figures are shown as they were."
    following = reader.register.successors(council)
    return Ended(words, tuple((one.name, today_address(reader, one.key)) for one in following))


def _facts(figures: CouncilFigures, shown: Sequence[tuple[Measured, Standing]]) -> tuple[Fact, ...]:
    entries = (_latest(figures, shown), _volume(figures), _data_in(figures), _loaded(figures))
    return tuple(entry for entry in entries if entry)


def _latest(figures: CouncilFigures, shown: Sequence[tuple[Measured, Standing]]) -> Fact | None:
    """The newest whole period of the frequency that most indicators have."""
    frequencies = Counter(what.frequency for what in figures.indicators)
    if not frequencies:
        return None
    usual = min(frequencies, key=lambda one: (-frequencies[one], FINEST_FIRST.index(one)))
    periods = [found.now.period for what, found in shown if what.frequency == usual]
    periods = periods or [what.latest for what in figures.indicators if what.latest and what.frequency == usual]
    if not periods:
        return None
    newest = max(periods)
    first = min(starting(extent.first, usual) for extent in figures.extents if extent.frequency == usual)
    name = f"Latest {FREQUENCY_NAMES[usual].lower()}"
    whole = stretch(newest.start, newest.end)
    return Fact(name, newest.label, whole if whole != newest.label else f"figures since {first.label}")


def _volume(figures: CouncilFigures) -> Fact | None:
    """Transactions in the newest period for which every service that adds up gave them."""
    what = next((one for one in figures.indicators if not one.indicator.service and counts_completed(one.kpi)), None)
    whole = [(period, one) for period, one in figures.of(what).items() if one.whole] if what else []
    if not whole:
        return None
    period, sums = max(whole)
    return Fact(f"Transactions in {period.label}", number(sums.denominator or 0), counted(sums.provided, "service"))


def _data_in(figures: CouncilFigures) -> Fact:
    expected = recent(figures)
    lacking = sum(not one.whole for *_, one in expected)
    return Fact(
        "Data in",
        f"{len(expected) - lacking:,} of {counted(len(expected), 'figure')}",
        f"12 months; {f'{lacking:,} missing' if lacking else 'none missing'}",
    )


def _loaded(figures: CouncilFigures) -> Fact | None:
    if not figures.sources:
        return None
    newest = max(source.loaded_at for source in figures.sources)
    return Fact("Loaded", uk_time(newest), "where it comes from", f"{ABOUT}#sources")


def _written(found: Standing) -> str:
    return f"{marked(found.kpi, found.now.figure)} {found.later}"
