"""What answers `/council/<council>/<service>`."""

from collections.abc import Callable
from dataclasses import replace

from callbacks.council import PERMANENTLY
from callbacks.routes import Query
from callbacks.stretch import selected
from kpis.councils import Council
from kpis.selection import SelectionError
from kpis.services import Service
from layouts.apology import unknown, wrong_address
from layouts.lost import moved
from layouts.page import Page
from layouts.service import service_page
from views.addresses import service_address
from views.boundaries import by_boundaries, todays_reader
from views.council_absent import no_figures, not_run
from views.not_found import unknown_council, unknown_service
from views.reader import Reader
from views.service import service_view


def service_answer(reader: Callable[[], Reader]) -> Callable[..., Page]:
    """The answer to a service's address: its page, the way to its keys, or what may have been meant."""

    def answer(query: Query, council: str, service: str) -> Page:
        figures = reader()
        found = figures.register.with_code(council)
        if found is None:
            return unknown(unknown_council(figures, council))
        if not todays_reader(figures).extents(council=found.key):
            return unknown(no_figures(figures, found))
        wanted = _service(figures, service)
        if wanted is None:
            return unknown(unknown_service(figures, service, found.key))
        return _page(figures, found, wanted, query, (council, service))

    return answer


def _service(reader: Reader, key: str) -> Service | None:
    services = reader.services()
    return services.get(key) or next((one for one in services.values() if one.key.lower() == key.lower()), None)


def _page(reader: Reader, council: Council, service: Service, query: Query, asked: tuple[str, str]) -> Page:
    address = service_address(council.key, service.key)
    try:
        selection, wrong = selected(query)
    except SelectionError as error:
        return wrong_address(str(error), (f"{service.name}, {council.name}", address))
    if asked != (council.key, service.key):
        return replace(moved(f"{address}{selection.query()}"), status=PERMANENTLY)
    figures = by_boundaries(reader, selection)
    view = service_view(figures, council, service, selection)
    if view is None and not figures.extents(council=council.key):
        return unknown(no_figures(reader, council))
    return service_page(view, wrong) if view else unknown(not_run(reader, council, service))
