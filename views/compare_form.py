"""What can be chosen on the page that compares, and what is chosen now: the address, as a form repeats it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kpis.councils import alphabetical
from kpis.periods import FREQUENCY_NAMES, Period, long_date
from kpis.wording import counted
from views.addresses import compare_address
from views.boundary_words import OPTIONS
from views.compare_choice import Choice
from views.compare_lines import Lines
from views.comparison_groups import NEIGHBOURS_OF, ComparisonGroup
from views.council_search import found_by

Options = tuple[tuple[str, str], ...]
"""(value in the address, words)."""

NOBODY = ("", "None", "")


@dataclass(frozen=True)
class Form:
    """Each field's options and value: sending the form keeps the page as it is; `boundaries` is empty without a choice.

    The value '' leaves the field out of the address.

    `groups` are in sections of (heading, options). A field without a choice has no options. `addable` holds a third
    part, other words by which a council is found. `only_picked` is the address that compares the councils chosen by
    hand and no others, '' where that is shown or they are too few.
    """

    kpis: Options
    services: Options
    groups: tuple[tuple[str, Options], ...]
    frequencies: Options
    starts: Options
    ends: Options
    kpi: str
    service: str
    group: str
    frequency: str
    start: str
    end: str
    boundaries: Options
    boundary: str
    picked: Options
    only_picked: str
    addable: tuple[tuple[str, str, str], ...]
    limits: str


def form(lines: Lines) -> Form:
    """The form for a comparison that can be made."""
    choice, chosen = lines.choice, lines.choice.selection
    first, last = (day.isoformat() if day else "" for day in (chosen.first, chosen.last))
    starts = [("", f"Latest {lines.usual_length}"), *((period.key, _beginning(period)) for period in lines.every)]
    ends = [(period.end.isoformat(), _beginning(period)) for period in lines.every]
    latest = ("", "Latest")
    return Form(
        kpis=_once((one.kpi.key, one.measure) for one in choice.every),
        services=tuple((one.service.key, one.service.name) for one in choice.every if one.kpi.key == choice.kpi.key),
        groups=_groups(choice),
        frequencies=_frequencies(choice),
        starts=_holding(starts, first),
        ends=_holding([latest, *ends], last),
        kpi=choice.kpi.key,
        service=choice.service.key,
        group=choice.group.key,
        frequency=chosen.frequency or "",
        start=first,
        end=last,
        boundaries=_boundaries(choice),
        boundary=chosen.boundaries or "",
        picked=tuple((council.key, council.name) for council in choice.picked),
        only_picked=_only_picked(choice),
        addable=_addable(choice),
        limits=chosen.limits or "",
    )


def _frequencies(choice: Choice) -> Options:
    """By which periods; the usual one is left out of the address unless it was in it."""
    if len(choice.frequencies) < 2:
        return ()
    chosen = choice.selection.frequency
    return tuple(
        ("" if frequency == choice.usual and chosen != frequency else frequency, FREQUENCY_NAMES[frequency])
        for frequency in choice.frequencies
    )


def _boundaries(choice: Choice) -> Options:
    """Offered where a council shown went into another since, or the past of one is shown."""
    gone = any(council.replaced_by for council in choice.group.having)
    return OPTIONS if gone or choice.selection.boundaries else ()


def _groups(choice: Choice) -> tuple[tuple[str, Options], ...]:
    near = [group for group in choice.groups if group.key.startswith(NEIGHBOURS_OF)]
    built = [group for group in choice.groups if not group.configured and group not in near]
    configured = [group for group in choice.groups if group.configured]
    hand = [(("", f"Chosen by you: {counted(len(choice.picked), 'council')}"),)] if len(choice.picked) > 1 else []
    sections = [
        ("Nearest neighbours", _options(near)),
        ("By nation and kind", _options(built)),
        ("Groups", _options(configured)),
    ]
    own = [("Chosen by you", options) for options in hand]
    return tuple(section for section in (*own, *sections) if section[1])


def _options(groups: Iterable[ComparisonGroup]) -> Options:
    return tuple((group.key, f"{group.name} ({len(group.having)})") for group in groups)


def _only_picked(choice: Choice) -> str:
    if len(choice.picked) < 2 or not choice.group.key:
        return ""
    return compare_address(replace(choice.selection, group=""))


def _addable(choice: Choice) -> tuple[tuple[str, str, str], ...]:
    """Councils of any group that may stand beside those shown: key, name, and what else each is found by.

    Those that stand there already are among them, so that the list is the same whoever is picked and is sent once.
    """
    others = {
        council.key: council
        for group in (choice.group, *choice.groups)
        if group.illustrative == choice.group.illustrative
        for council in group.having
    }
    options = tuple((council.key, council.name, found_by(council)) for council in alphabetical(others.values()))
    return (NOBODY, *options) if options else ()


def _holding(options: list[tuple[str, str]], value: str) -> Options:
    """The options, with the value among them even where no figure begins or ends there."""
    if value in dict(options):
        return tuple(options)
    return tuple(sorted([*options, (value, long_date(date.fromisoformat(value)))]))


def _beginning(period: Period) -> str:
    return period.label[0].upper() + period.label[1:]


def _once(options: Iterable[tuple[str, str]]) -> Options:
    return tuple(dict(options).items())
