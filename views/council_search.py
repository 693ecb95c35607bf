"""Finding a council by a name, a former name or a code that somebody typed."""

from dataclasses import dataclass

from kpis.councils import AmbiguousCouncilError, Council, UnknownCouncilError, plain
from kpis.periods import long_date
from kpis.wording import joined
from views.addresses import council_address
from views.reader import Reader

LONGEST = 80
"""Characters of what was typed that are looked at and repeated."""

MOST = 20
MOST_LIKE = 8
GSS_CODE = 9
"""Characters of a GSS code."""

COMMON_WORDS = frozenset(
    ("borough", "city", "council", "county", "district", "london", "metropolitan", "of", "royal", "the")
)
"""Words that many councils' names share, so that a name which has them and no more is no likeness."""


@dataclass(frozen=True)
class Match:
    """A council that may be meant; `detail` tells it from others, `key` is '' if it has no figures here."""

    name: str
    detail: str
    key: str = ""
    illustrative: bool = False

    @property
    def href(self) -> str:
        """Its page; '' if it has no figures here."""
        return council_address(self.key) if self.key else ""


@dataclass(frozen=True)
class Search:
    """What was found for a text: one council for certain (`found` is its key), or those it may mean.

    `near` is true if nothing has that name and `matches` only have names like it.
    """

    text: str
    found: str = ""
    matches: tuple[Match, ...] = ()
    near: bool = False

    @property
    def heading(self) -> str:
        """What the list under it is."""
        if self.near and self.matches:
            return f"No council is called “{self.text}”. Did you mean one of these?"
        if self.near:
            return f"No council is called “{self.text}”"
        return f"Councils that “{self.text}” may mean"


def search(reader: Reader, typed: str) -> Search:
    """The council of exactly that name or code if it has figures here, else every council it may mean, best first."""
    text = " ".join(typed.split())[:LONGEST]
    with_figures = {extent.council for extent in reader.extents()}
    exact = _exact(reader, text)
    if exact and exact.key in with_figures:
        return Search(text, found=exact.key)
    matches = [exact] if exact else _holding(reader, text)
    shown = matches or _like(reader, text)
    shown.sort(key=lambda council: council.key not in with_figures)
    return Search(text, matches=tuple(_match(reader, c, with_figures) for c in shown), near=not matches)


def found_by(council: Council) -> str:
    """Words of its other names that its name does not have, and its GSS codes: what a browser may look for as well."""
    own = set(plain(council.name).split())
    others = " ".join(plain(name) for name in (council.full_name, *council.aliases)).split()
    codes = (council.gss, *council.former_gss)
    return " ".join(dict.fromkeys(word for word in (*others, *codes) if word and word not in own))


def _exact(reader: Reader, text: str) -> Council | None:
    coded = reader.register.with_code(text)
    if coded and (coded.key == text or len(text) == GSS_CODE):  # 'ash' may mean Ashford as well as the code ASH
        return coded
    try:
        return reader.register.named(text)
    except (UnknownCouncilError, AmbiguousCouncilError):
        return None


def _holding(reader: Reader, text: str) -> list[Council]:
    wanted = plain(text)
    return [council for council in reader.register.search(text, MOST) if _holds(council, wanted)]


def _holds(council: Council, wanted: str) -> bool:
    return any(wanted in plain(name) for name in (council.name, council.full_name, *council.aliases))


def _like(reader: Reader, text: str) -> list[Council]:
    own = " ".join(word for word in plain(text).split() if word not in COMMON_WORDS)
    return (_holding(reader, own) if own else []) or reader.register.search(own or text, MOST_LIKE)


def _match(reader: Reader, council: Council, with_figures: set[str]) -> Match:
    facts = [council.kind, council.region, _ending(reader, council)]
    here = council.key in with_figures
    if not here:
        facts.append("no figures here")
    detail = ", ".join(fact for fact in facts if fact)
    return Match(council.name, detail, council.key if here else "", council.illustrative)


def _ending(reader: Reader, council: Council) -> str:
    if council.end is None:
        return ""
    successors = [successor.name for successor in reader.register.successors(council)]
    return f"until {long_date(council.end)}{f', now {joined(successors)}' if successors else ''}"
