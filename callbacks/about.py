"""What answers `/about-the-data`."""

from collections.abc import Callable

from callbacks.remembered import Remembered
from callbacks.routes import Query
from kpis.selection import SelectionError, parse_selection
from layouts.about import about_page
from layouts.apology import wrong_address
from layouts.page import Page, SiteFacts
from views.about import about
from views.reader import Reader

WAY_ON = ("About the data", "/about-the-data")


def about_answer(reader: Callable[[], Reader], site: SiteFacts) -> Callable[..., Page]:
    """The answer to `/about-the-data`; `?council=` lays out the months of one of many councils."""
    known = Remembered(about)

    def answer(query: Query) -> Page:
        figures = reader()
        try:
            selection = parse_selection(dict(query.lists()))
        except SelectionError as error:
            return wrong_address(str(error), WAY_ON, part="about-the-data")
        view = about(figures, selection.councils) if selection.councils else known.of(figures)
        return about_page(view, site)

    return answer
