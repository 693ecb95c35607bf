"""Every kind of public page that a release holds: where it stands, what it knows, what it looks like."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from layouts.open.beside import Setting
from layouts.open.council import council_page
from layouts.open.definitions import definitions_page
from layouts.open.embed import embed_page
from layouts.open.home import home_page
from layouts.open.kpi import kpi_page
from layouts.open.page import OpenPage
from layouts.open.releases import notes_page
from layouts.open.service import service_page
from views.open.council import open_council
from views.open.definitions import open_definitions
from views.open.embed import open_embed
from views.open.home import open_home
from views.open.kpi import open_kpi
from views.open.releases import open_notes
from views.open.service import open_service


@dataclass(frozen=True)
class Kind:
    """A kind of page: `view(reader, **places)` is None where the release holds nothing of that.

    `files`: the view has `rows`, and files of exactly these stand beside the page. `framed`: it may stand in another
    site's frame, and has no header. `sorts`: its view has `orders`, what `sort=` may say.
    """

    pattern: str
    view: Callable[..., Any]
    paint: Callable[[Any, Setting], OpenPage]
    files: bool = False
    framed: bool = False
    sorts: bool = False


def kinds() -> tuple[Kind, ...]:
    """The kinds, in no order that matters: no address fits two of them."""
    return (
        Kind("", open_home, home_page),
        Kind("council/<council>/", open_council, council_page, files=True, sorts=True),
        Kind("council/<council>/<service>/", open_service, service_page, files=True),
        Kind("kpi/<kpi>/<service>/", open_kpi, kpi_page, files=True),
        Kind("definitions/", open_definitions, definitions_page),
        Kind("notes/", open_notes, notes_page),
        Kind("embed/council/<council>/<service>/<kpi>/", open_embed, embed_page, framed=True),
    )
