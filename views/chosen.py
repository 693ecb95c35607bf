"""What is chosen on a page, one thing at a time, each with the address of the page without it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kpis.selection import Selection

Address = Callable[[Selection], str]
"""From a selection to the page's address with it."""

Named = tuple[str, str, str]
"""A selection's field, its label, and in words what is chosen ('first', 'From', 'April 2025')."""


@dataclass(frozen=True)
class Tag:
    """One choice: what it is, in words, and the address of the page without it."""

    label: str
    words: str
    without: str


@dataclass(frozen=True)
class Chosen:
    """Every choice in the address, the address with none, and the page with charts and tables the other way round.

    `first` is what stands first of a chart and its table now; `other` is '' where there are none.
    """

    tags: tuple[Tag, ...]
    reset: str
    first: str = ""
    other: str = ""

    @property
    def tables_first(self) -> bool:
        """Whether tables stand before their charts."""
        return self.first == "table"


def chosen(selection: Selection, named: Iterable[Named], address: Address, charts: bool = True) -> Chosen:
    """What the address holds of the fields `named`; those of several values name one each (`councils`)."""
    nothing = vars(Selection())
    tags = [Tag(label, words, address(replace(selection, **{name: nothing[name]}))) for name, label, words in named]
    shown = selection.show
    return Chosen(
        tuple(tags),
        address(Selection(show=shown)),
        shown or "chart",
        address(replace(selection, show=None if shown else "table")) if charts else "",
    )


def chosen_councils(selection: Selection, names: Iterable[tuple[str, str]], address: Address) -> tuple[Tag, ...]:
    """A tag for each council (key, name) that was chosen by hand."""
    return tuple(
        Tag("Council", name, address(replace(selection, councils=_but(selection.councils, key)))) for key, name in names
    )


def _but(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(one for one in keys if one != key)
