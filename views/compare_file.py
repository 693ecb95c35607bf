"""A comparison as a file: the page's councils in one period, with the limits and the phrase of each (METHODS P11)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kpis.councils import Council
from kpis.group_funnel import InFunnel
from kpis.markers import bracketed
from kpis.selection import Selection, SelectionError, as_at, parse_selection
from kpis.wording import caution
from views.addresses import file_address
from views.comparables import comparables
from views.compare_choice import Choice, choose
from views.compare_funnel import DESCRIBED
from views.compare_lines import Lines, read_lines
from views.compare_members import left_out_by_council
from views.data_file import COLUMNS_OF, FIGURES, FileRequest
from views.file_about import about
from views.file_values import CAN_OPENER, ILLUSTRATIVE, Value
from views.not_found import NotFound
from views.reader import Reader

KEYS = ("council", "service", "group", "limits", "frequency", "to", "as_at", "boundaries")
"""What an address of a comparison may say; 'limits' or 'group' makes it one."""

LIMITS = ("limit_95_lower", "limit_95_upper", "limit_998_lower", "limit_998_upper")
COLUMNS = (
    *(name for key in ("period", "council", "service") for name in COLUMNS_OF[key]),
    *FIGURES[:-1],
    "group",
    "group_value",
    *LIMITS,
    "against_group",
    "caution",
)


@dataclass(frozen=True)
class ComparisonFile:
    """A comparison that can be written as a file."""

    lines: Lines
    not_run: frozenset[tuple[str, str]]
    as_at: date | None = None
    columns: tuple[str, ...] = COLUMNS

    def name(self, kind: str) -> str:
        """A file name that says what is in it: 'compare_completion_rate_blue-badge_scotland_2025-04-30.csv'."""
        choice = self.lines.choice
        stood = f"_as-at-{self.as_at}" if self.as_at else ""
        stood += "_todays-boundaries" if choice.selection.boundaries else ""
        group = choice.group.key or "chosen"
        return f"compare_{choice.kpi.key}_{choice.service.key}_{group}_{self.lines.period.end}{stood}.{kind}"

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """Every council that is compared and then those left out, each in alphabetical order."""
        lines = self.lines
        against = lines.funnel.by_key if lines.funnel else {}
        for council in lines.choice.group.having:
            if council.key in lines.compared.figures:
                yield self._row(council, against.get(council.key))
        for council, reason in left_out_by_council(lines, self.not_run).items():
            told = f"left out: {reason}"
            figures, beside = (None,) * len(FIGURES[:-1]), (None,) * len(LIMITS)
            yield (*self._keys(council), *figures, self._group, self._together, *beside, "", told)

    def about(self, reader: Reader) -> dict[str, Any]:
        """What stands over the rows of a JSON file."""
        choice = self.lines.choice
        keys = tuple(council.key for council in choice.group.having)
        asked = Selection(councils=keys, services=(choice.service.key,))
        known = about(reader, FileRequest(choice.kpi, asked, frozenset({"council"}), self.as_at))
        return known | {"comparison": self._comparison(), "columns": self.columns}

    def _comparison(self) -> dict[str, Any]:
        lines, group = self.lines, self.lines.funnel
        found: dict[str, Any] = {"group": self._group, "period": lines.period.label, "group_value": self._together}
        if group is None:
            return found | {"limits": None}
        spread = group.funnel.dispersion
        return found | {
            "limits": DESCRIBED[group.lines],
            "against_group": "always by the limits that are widened for over-dispersion",
            "councils": group.funnel.councils,
            "phi": spread.phi,
            "tau": spread.tau,
        }

    @property
    def _group(self) -> str:
        return self.lines.choice.group.name

    @property
    def _together(self) -> float | None:
        beside = self.lines.beside
        return beside.value if beside else None

    def _keys(self, council: Council) -> tuple[Value, ...]:
        period, service = self.lines.period, self.lines.choice.service
        return (period.start, period.end, council.key, council.gss, council.name, service.key, service.name)

    def _row(self, council: Council, placed: InFunnel | None) -> tuple[Value, ...]:
        kpi, found = self.lines.choice.kpi, self.lines.compared.figures[council.key]
        bounds = placed.limits.bounds if placed else (None,) * len(LIMITS)
        said = (ILLUSTRATIVE if council.illustrative else "", caution(kpi, found), CAN_OPENER)
        return (
            *self._keys(council),
            *(found.numerator, found.denominator, found.value, found.lower, found.upper),
            *(found.provided, found.expected, " ".join(map(bracketed, found.markers)), found.basis, kpi.version),
            *(self._group, self._together, *bounds, placed.phrase if placed else ""),
            "; ".join(part for part in said if part),
        )


def comparison_address(lines: Lines) -> str:
    """The file of what is compared."""
    choice = lines.choice
    asked = Selection(
        councils=tuple(council.key for council in choice.picked),
        services=(choice.service.key,),
        group=choice.group.key,
        frequency=choice.frequency,
        last=lines.period.end,
        limits=choice.selection.limits or "adjusted",
        boundaries=choice.selection.boundaries,
    )
    return file_address(choice.kpi.key, asked)


def comparison_file(reader: Reader, key: str, query: Mapping[str, Sequence[str]]) -> ComparisonFile | NotFound:
    """What an address with 'limits' or 'group' asks for; raises SelectionError, in words, for what cannot be."""
    if unknown := [name for name in query if name not in KEYS]:
        raise SelectionError(
            f"'{unknown[0][:40]}' is not known here. A comparison can be asked for by {', '.join(KEYS)}."
        )
    selection = parse_selection({name: values for name, values in query.items() if name != "as_at"})
    choice = choose(reader, replace(selection, kpi=key), comparables(reader))
    if isinstance(choice, NotFound):
        return choice
    if not isinstance(choice, Choice):
        raise SelectionError(getattr(choice, "why", "These do not go together: leave out 'group' or 'service'."))
    return ComparisonFile(read_lines(reader, choice), reader.not_run(), as_at(query))
