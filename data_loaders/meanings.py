"""What a source's own codes mean: each distinct one is looked up once, and either means something or is a fault."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from configuration import Source
from configuration.entry import KEY
from configuration.estimates import Estimates
from configuration.mapping import ChannelMap, CouncilMap, PeriodMap, SegmentMap, ServiceMap
from data_loaders import refusals
from data_loaders.aliases import AliasFileError, read_aliases
from data_loaders.errors import SourceError
from data_loaders.refusals import Fault
from kpis.councils import AmbiguousCouncilError, Council, Register, UnknownCouncilError, plain
from kpis.period_labels import parse_period
from kpis.periods import Period

YEARS = frozenset({"year", "financial_year", "twelve_months"})
UNKNOWN = "Unknown"
"""Shown for segments that a source has no name for."""


def length_meaning(entry: PeriodMap) -> Callable[[str], str | Fault]:
    """The row's own words for how long it is -> the length."""
    fault = refusals.unknown_length(of_years=set(entry.lengths.values()) <= YEARS)
    return lambda words: entry.lengths.get(words, fault)


def period_meaning(entry: PeriodMap) -> Callable[[tuple[str, Any]], Period | Fault]:
    """(label, length) -> period."""

    def meaning(pair: tuple[str, Any]) -> Period | Fault:
        label, length = pair
        if isinstance(length, Fault):
            return length
        if label in entry.map:
            return parse_period(entry.map[label], "twelve_months")
        if not length:
            return refusals.not_a_period(f"'{label}' is not in [source.period] map")
        try:
            return parse_period(label, length, entry.formats)
        except ValueError as error:
            return refusals.not_a_period(str(error))

    return meaning


def service_meaning(entry: ServiceMap) -> Callable[[str], str | Fault]:
    """The source's code -> the service's key."""

    def meaning(code: str) -> str | Fault:
        if entry.map:
            return entry.map.get(code, refusals.UNKNOWN_SERVICE)
        return code if re.match(KEY, code) else refusals.NOT_A_SERVICE_KEY

    return meaning


def channel_meaning(entry: ChannelMap) -> Callable[[str], str | Fault]:
    """The source's code -> the channel."""
    return lambda code: entry.map.get(code, refusals.UNKNOWN_CHANNEL)


def segment_meaning(entry: SegmentMap) -> Callable[[str], str]:
    """The source's segment -> the segment, 'Unknown' for those that say so."""
    return lambda code: UNKNOWN if code in entry.unknown else code


def estimate_meaning(entry: Estimates) -> Callable[[str], str | Fault]:
    """The source's mark -> the method in words, '' for a figure that was counted."""
    methods: dict[str, str | Fault] = {mark.strip(): "" for mark in entry.counted}
    methods |= entry.methods
    return lambda mark: methods.get(mark, refusals.UNKNOWN_ESTIMATE)


class CouncilMeaning:
    """Whose figures a row holds: by the source's own map, the alias file, a code, or a name at a date."""

    def __init__(self, source: Source, register: Register, folder: Path) -> None:
        self.entry: CouncilMap = source.council
        self.register = register
        self.fixed = self._settled(source.council.fixed) if source.council.fixed else None
        self.map = {code: self._settled(key) for code, key in source.council.map.items()}
        self.aliases = {
            plain(name): self._settled(key) for name, key in _aliases(folder, source.council.aliases).items()
        }

    @property
    def needs_period(self) -> bool:
        """Whether a name's meaning depends on the date."""
        return self.entry.by == "name" and self.fixed is None

    def __call__(self, code: str) -> str | Fault:
        """The key of the council with this code."""
        if code in self.map:
            return self.map[code]
        council = self.register.with_code(code)
        return council.key if council else refusals.UNKNOWN_CODE

    def named(self, pair: tuple[str, Period | Fault]) -> str | Fault:
        """The key of the council of that name in that period."""
        name, period = pair
        if name in self.map:
            return self.map[name]
        if plain(name) in self.aliases:
            return self.aliases[plain(name)]
        first, last = (period.start, period.end) if isinstance(period, Period) else (None, None)
        try:
            return self.register.named(name, first, last).key
        except AmbiguousCouncilError as error:
            return refusals.ambiguous(str(error))
        except UnknownCouncilError as error:
            return refusals.not_then(str(error)) if self._known_at_another_time(name) else refusals.UNKNOWN_NAME

    def _known_at_another_time(self, name: str) -> bool:
        try:
            self.register.named(name)
        except AmbiguousCouncilError:
            return True
        except UnknownCouncilError:
            return False
        return True

    def _settled(self, key: str) -> str:
        council: Council | None = self.register.with_code(key)
        if council is None:
            raise SourceError(
                f"[source.council] names the council '{key}', which the register does not know.",
                "Correct the key, or add the council as a [[council]].",
            )
        return council.key


def _aliases(folder: Path, path: Path | None) -> Mapping[str, str]:
    try:
        return read_aliases(folder / path) if path else {}
    except AliasFileError as error:
        raise SourceError(f"{error}.", "Correct [source.council] aliases, or the file.") from None
