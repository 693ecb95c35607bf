"""What answers `/council/<council>`."""

from collections.abc import Callable
from dataclasses import replace

from callbacks.routes import Query
from kpis.councils import Council
from kpis.selection import Selection, SelectionError, parse_selection
from layouts.apology import unknown, wrong_address
from layouts.council import council_page
from layouts.lost import moved
from layouts.page import Page
from views.addresses import council_address
from views.boundaries import by_boundaries
from views.council import council_view
from views.council_absent import no_figures
from views.not_found import unknown_council
from views.reader import Reader

PERMANENTLY = 308


def council_answer(reader: Callable[[], Reader]) -> Callable[..., Page]:
    """The answer to a council's address: its page, the way to its key, or what may have been meant."""

    def answer(query: Query, council: str) -> Page:
        figures = reader()
        found = figures.register.with_code(council)
        if found is None:
            return unknown(unknown_council(figures, council))
        try:
            selection = parse_selection(dict(query.lists()))
        except SelectionError as error:
            return wrong_address(str(error), (found.name, council_address(found.key)))
        if found.key != council:
            return replace(moved(f"{council_address(found.key)}{selection.query()}"), status=PERMANENTLY)
        return _page(figures, found, selection)

    return answer


def _page(reader: Reader, council: Council, selection: Selection) -> Page:
    view = council_view(by_boundaries(reader, selection), council, selection)
    if view is None:
        return unknown(no_figures(reader, council))
    address = council_address(council.key)
    return council_page(view, lambda order: f"{address}{_ordered(selection, order).query()}")


def _ordered(selection: Selection, order: str) -> Selection:
    return replace(selection, sort="" if order == "service" else order)
