"""What answers `/methods`."""

from collections.abc import Callable

from callbacks.routes import Query
from layouts.methods import methods_page
from layouts.page import Page
from views.methods import methods
from views.reader import Reader


def methods_answer(reader: Callable[[], Reader]) -> Callable[..., Page]:
    """The answer to `/methods`."""

    def answer(_query: Query) -> Page:
        return methods_page(methods(reader()))

    return answer
