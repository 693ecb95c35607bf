"""Councils: who they are, when they existed, and finding one by name, former name or code."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property


@dataclass(frozen=True)
class Council:
    """An organisation whose figures are shown.

    `start` and `end` are half-open: it existed from start up to, not including, end (METHODS A10).
    """

    key: str
    name: str
    full_name: str
    kind: str
    nation: str = ""
    region: str = ""
    gss: str = ""
    former_gss: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    replaced_by: tuple[str, ...] = ()
    illustrative: bool = False

    def existed(self, first: date, last: date) -> bool:
        """Whether it existed at some time between the two days."""
        return (self.start is None or self.start <= last) and (self.end is None or self.end > first)


class UnknownCouncilError(ValueError):
    """No council has this name or code."""


class AmbiguousCouncilError(ValueError):
    """More than one council has this name, and the date does not settle which is meant."""


@dataclass(frozen=True)
class Register:
    """Every council that can be named, found by key, GSS code, name or alias."""

    councils: tuple[Council, ...]

    @cached_property
    def by_key(self) -> dict[str, Council]:
        """Key (any case) and council."""
        return {council.key.lower(): council for council in self.councils}

    @cached_property
    def _by_name(self) -> dict[str, list[Council]]:
        names: dict[str, list[Council]] = defaultdict(list)
        for council in self.councils:
            for name in {plain(n) for n in (council.name, council.full_name, *council.aliases)}:
                names[name].append(council)
        return names

    @cached_property
    def _by_gss(self) -> dict[str, Council]:
        former = {code: council for council in self.councils for code in council.former_gss}
        return former | {council.gss: council for council in self.councils if council.gss}

    def with_code(self, code: str) -> Council | None:
        """The council whose key, or current or former GSS code, this is."""
        return self.by_key.get(code.lower()) or self._by_gss.get(code.upper())

    def named(self, name: str, first: date | None = None, last: date | None = None) -> Council:
        """The council of that name in those days.

        Raises UnknownCouncilError, or AmbiguousCouncilError naming those it could be.
        """
        found = self._by_name.get(plain(name), [])
        if len(found) > 1 and first and last:
            found = [council for council in found if council.existed(first, last)] or found
        if not found:
            raise UnknownCouncilError(f"no council is called '{name}'")
        if len(found) > 1:
            keys = ", ".join(sorted(f"{council.full_name} ({council.key})" for council in found))
            raise AmbiguousCouncilError(f"'{name}' could be {keys}")
        return found[0]

    def search(self, text: str, limit: int = 8) -> list[Council]:
        """Councils that the text may mean, best first: code, start of a name, part of a name, likeness."""
        code = self.with_code(text.strip())
        if code:
            return [code]
        wanted = plain(text)
        if not wanted:
            return []
        scored = ((self._likeness(council, wanted), council) for council in self.councils)
        best = sorted((-score, council.name, council.key, council) for score, council in scored if score >= 0.7)
        return [council for *_, council in best[:limit]]

    @staticmethod
    def _likeness(council: Council, wanted: str) -> float:
        names = [plain(name) for name in (council.name, council.full_name, *council.aliases)]
        if wanted in names:
            return 3.0
        if any(name.startswith(wanted) for name in names):
            return 2.0
        if any(wanted in name for name in names):
            return 1.5
        return max(SequenceMatcher(None, wanted, name).ratio() for name in names)


def plain(name: str) -> str:
    """A name without case, accents and punctuation, '&' as 'and', so that spellings of it meet."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters.replace("&", " and ")).split())


def alphabetical(councils: Iterable[Council]) -> list[Council]:
    """Councils by name: the only order that pages use (METHODS F5)."""
    return sorted(councils, key=lambda council: (plain(council.name), council.key))
