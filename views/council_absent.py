"""Councils and services that are known and of which there is nothing to show: who they are, and a way on."""

from kpis.councils import Council, alphabetical
from kpis.periods import long_date
from kpis.services import Service
from kpis.wording import joined
from views.addresses import council_address, service_address
from views.boundary_words import today_address
from views.not_found import MOST, Near, NotFound
from views.reader import Reader


def no_figures(reader: Reader, council: Council) -> NotFound:
    """A council in the register of which nothing is loaded: those before and after it, else others of its kind."""
    here = {extent.council for extent in reader.extents()}
    following = reader.register.successors(council)
    before = [one for one in reader.register.councils if one.key in here and council in reader.register.successors(one)]
    near = [(one, href) for one in (council, *following) if (href := today_address(reader, one.key))]
    near += [(one, council_address(one.key)) for one in alphabetical(before)]
    kin = [one for one in reader.register.councils if one.key in here and one.kind == council.kind and one != council]
    others = sorted((one for one in kin if not one.illustrative), key=lambda one: one.name)
    near = near or [(one, council_address(one.key)) for one in others]
    lead = f"{council.full_name} is in the register of councils, but no source loaded here has figures of it."
    if council.end:
        became = f"; {joined([one.name for one in following])} does its work today" if following else ""
        lead = f"{lead} It ended on {long_date(council.end)}{became}."
    if before and council.start:
        names = joined([one.name for one in alphabetical(before)])
        lead = f"{lead} It began on {long_date(council.start)}; before that {names} served its area."
    links = tuple(Near(one.key, one.name, _detail(one, href), href) for one, href in near[:MOST])
    return NotFound(council.name, f"We hold no figures for {council.name}", lead, links, council=True)


def _detail(council: Council, href: str) -> str:
    return f"{council.kind}, by today’s boundaries" if "?" in href else council.kind


def not_run(reader: Reader, council: Council, service: Service) -> NotFound:
    """A service that is known here but not for this council: its own services instead."""
    here = {extent.service for extent in reader.extents(council=council.key)}
    declared = (council.key, service.key) in reader.not_run()
    why = f"{council.name} says that it does not run this service." if declared else "Other councils here have it."
    services = {key: one.name for key, one in reader.services().items() if key in here}
    near = tuple(Near(key, name, "", service_address(council.key, key)) for key, name in services.items())
    heading = f"We hold no figures for {service.name} of {council.name}"
    return NotFound(service.name, heading, f"{why} These are the services of {council.name} with figures.", near[:MOST])
