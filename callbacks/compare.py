"""What answers `/compare`."""

from collections.abc import Callable

from callbacks.remembered import Remembered
from callbacks.routes import Query
from callbacks.stretch import selected
from kpis.selection import SelectionError
from layouts.apology import unknown, wrong_address
from layouts.compare import compare_page, nothing_page
from layouts.lost import moved
from layouts.page import Page
from views.boundaries import by_boundaries
from views.comparables import comparables
from views.compare import compare
from views.compare_choice import Elsewhere
from views.not_found import NotFound
from views.nothing_to_compare import NothingToCompare
from views.reader import Reader

WAY_ON = ("Compare something else", "/compare")


def compare_answer(reader: Callable[[], Reader]) -> Callable[..., Page]:
    """The answer to `/compare`: the comparison, the way to one that can be made, or why there is none."""
    known = Remembered(comparables)

    def answer(query: Query) -> Page:
        figures = reader()
        try:
            selection, wrong = selected(query)
            figures = by_boundaries(figures, selection)
            view = compare(figures, selection, known.of(figures))
        except SelectionError as error:
            return wrong_address(str(error), WAY_ON, part="compare")
        match view:
            case Elsewhere():
                return moved(view.address)
            case NotFound():
                return unknown(view)
            case NothingToCompare():
                return nothing_page(view)
        return compare_page(view, wrong)

    return answer
