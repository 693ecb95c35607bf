"""Every kind of public page that a release holds: where it stands, what it knows, what it looks like."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from layouts.open.beside import Setting
from layouts.open.council import council_page
from layouts.open.page import OpenPage
from views.open.council import open_council
from views.open.release import ReleaseReader


@dataclass(frozen=True)
class Kind:
    """A kind of page: `view(reader, **places)` is None where the release holds nothing of that.

    `files`: the view has `rows`, and files of exactly these stand beside the page. `framed`: it may stand in another
    site's frame, and has no header.
    """

    pattern: str
    view: Callable[..., Any]
    paint: Callable[[Any, Setting], OpenPage]
    files: bool = True
    framed: bool = False


def kinds() -> tuple[Kind, ...]:
    """The kinds, in no order that matters: no address fits two of them."""
    return (Kind("council/<key>/", lambda reader, key: open_council(reader, key), council_page),)


def view_of(kind: Kind, reader: ReleaseReader, **places: str) -> Any:
    """What the page there knows; None if there is none."""
    return kind.view(reader, **places)
