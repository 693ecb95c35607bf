"""Councils: who they are, when they existed, and finding one by name, former name or code."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

APOSTROPHES = re.compile("['’‘`´]")
ALIKE = 0.7
"""From this likeness on, of 0 to 1, a name may be what somebody meant to type."""

BETWEEN_WORDS = re.compile(r"[\W_]+")


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
        """Whether it existed at some time between the two days, both included."""
        return (self.start is None or self.start <= last) and (self.end is None or self.end > first)


class UnknownCouncilError(ValueError):
    """No council has this name or code."""


class AmbiguousCouncilError(ValueError):
    """More than one council has this name, and the date does not settle which is meant."""


@dataclass(frozen=True)
class Register:
    """Every council that can be named, found by key, GSS code, name or alias."""

    councils: tuple[Council, ...]

    def __post_init__(self) -> None:
        """Raises ValueError if two councils share a key, as figures of one would be shown as the other's."""
        twice = [key for key, count in Counter(c.key.lower() for c in self.councils).items() if count > 1]
        if twice:
            raise ValueError(f"two councils have the key '{twice[0]}'; give one of them another")

    @cached_property
    def by_key(self) -> dict[str, Council]:
        """Key (in lower case) and council."""
        return {council.key.lower(): council for council in self.councils}

    @cached_property
    def _by_name(self) -> dict[str, list[Council]]:
        names: dict[str, list[Council]] = defaultdict(list)
        for council in self.councils:
            for name in self._spellings[council.key]:
                names[name].append(council)
        return names

    @cached_property
    def _spellings(self) -> dict[str, frozenset[str]]:
        return {council.key: _names(council) for council in self.councils}

    @cached_property
    def _by_gss(self) -> dict[str, Council]:
        former = {code.upper(): council for council in self.councils for code in council.former_gss}
        return former | {council.gss.upper(): council for council in self.councils if council.gss}

    @cached_property
    def spelled_out(self) -> str:
        """All that is known of every council; it differs where anything does."""
        return repr(self.councils)

    def with_code(self, code: str) -> Council | None:
        """The council whose key, or current or former GSS code, this is."""
        return self.by_key.get(code.lower()) or self._by_gss.get(code.upper())

    def named(self, name: str, first: date | None = None, last: date | None = None) -> Council:
        """The council of that name in those days.

        Raises UnknownCouncilError, or AmbiguousCouncilError naming those it could be.
        """
        called = self._by_name.get(plain(name), [])
        if not called:
            raise UnknownCouncilError(f"no council is called '{name}'")
        found = [council for council in called if council.existed(first, last)] if first and last else called
        if not found:
            lives = ", ".join(sorted(_life(council) for council in called))
            raise UnknownCouncilError(f"no council was called '{name}' from {first} to {last}; there is {lives}")
        if len(found) > 1:
            keys = ", ".join(sorted(f"{council.full_name} ({council.key})" for council in found))
            raise AmbiguousCouncilError(f"'{name}' could be {keys}")
        return found[0]

    def search(self, text: str, limit: int = 8) -> list[Council]:
        """Councils that the text may mean, best first: code, name, start of a name, part of one; else those alike."""
        wanted = plain(text)
        if not wanted:
            return []
        code = self.with_code(text.strip())
        others = {council.key: self._spellings[council.key] for council in self.councils if council is not code}
        scores: dict[str, float] = {key: score for key, names in others.items() if (score := _held(names, wanted))}
        if not scores and code is None:
            scores = _alike(others, wanted)
        best = sorted(scores, key=lambda key: (-scores[key], plain(self.by_key[key.lower()].name), key))
        return ([code] if code else []) + [self.by_key[key.lower()] for key in best[: limit - bool(code)]]

    def successors(self, council: Council) -> tuple[Council, ...]:
        """The councils that do its work today, following chains; none if it has not ended (METHODS A10)."""
        found: dict[str, Council] = {}
        seen = {council.key.lower()}
        waiting = list(council.replaced_by)
        while waiting:
            key = waiting.pop(0).lower()
            following = self.by_key.get(key)
            if following is None or key in seen:
                continue
            seen.add(key)
            if following.replaced_by:
                waiting += following.replaced_by
            else:
                found[key] = following
        return tuple(alphabetical(found.values()))


def plain(name: str) -> str:
    """A name without case, accents and punctuation, '&' as 'and', so that spellings of it meet."""
    spelled = name.replace("&", " and ")
    letters = spelled.casefold() if spelled.isascii() else _without_accents(spelled)
    return " ".join(BETWEEN_WORDS.sub(" ", APOSTROPHES.sub("", letters)).split())


def _without_accents(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def alphabetical(councils: Iterable[Council]) -> list[Council]:
    """Councils by name: the only order that pages use (METHODS F5)."""
    return sorted(councils, key=lambda council: (plain(council.name), council.key))


def _names(council: Council) -> frozenset[str]:
    return frozenset({plain(name) for name in (council.name, council.full_name, *council.aliases)} - {""})


def _held(names: Iterable[str], wanted: str) -> int:
    """3 if one of the names is the text, 2 if one begins with it, 1 if one holds it, 0 if none does."""
    return max((1 + name.startswith(wanted) + (name == wanted) for name in names if wanted in name), default=0)


def _alike(spellings: Mapping[str, Iterable[str]], wanted: str) -> dict[str, float]:
    """Keys whose names differ from the text by a slip, with their likeness."""
    matcher = SequenceMatcher(None, "", wanted)
    ratios = {key: max((_ratio(name, matcher) for name in names), default=0.0) for key, names in spellings.items()}
    return {key: ratio for key, ratio in ratios.items() if ratio >= ALIKE}


def _ratio(name: str, matcher: SequenceMatcher[str]) -> float:
    matcher.set_seq1(name)
    # The quick ratios bound the ratio from above, so most names need no closer look.
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _life(council: Council) -> str:
    began = f" from {council.start}" if council.start else ""
    ended = f" until {council.end}" if council.end else ""
    return f"{council.full_name} ({council.key}){began}{ended}"
