"""What answers `/`."""

from collections.abc import Callable
from dataclasses import replace

from callbacks.remembered import Remembered
from callbacks.routes import Query
from kpis.selection import SelectionError, parse_selection
from layouts.apology import wrong_address
from layouts.lost import moved
from layouts.overview import overview_page
from layouts.page import Page
from views.addresses import council_address
from views.overview import opened, overview, searched
from views.reader import Reader

SEE_OTHER = 303


def overview_answer(reader: Callable[[], Reader]) -> Callable[..., Page]:
    """The answer to `/`: the overview, or for a search that means one council for certain the way to its page."""
    known = Remembered(overview)

    def answer(query: Query) -> Page:
        figures = reader()
        try:
            selection = parse_selection(dict(query.lists()))
        except SelectionError as error:
            return wrong_address(str(error), part="councils")
        view = searched(figures, opened(known.of(figures), selection.group), selection.text)
        if view.search and view.search.found:
            return replace(moved(council_address(view.search.found)), status=SEE_OTHER)
        return overview_page(view)

    return answer
