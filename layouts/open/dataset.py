"""A page's figures as a schema.org Dataset, by which search engines for data find them."""

from datetime import date
from typing import Any, Protocol

from layouts.open.page import OpenSite
from views.open.about_release import ReleaseBox
from views.open.addresses import Root
from views.open.release import Finished

MEDIA = (("figures.csv", "text/csv"), ("figures.json", "application/json"))


class Published(Protocol):
    """A view whose figures are in files beside its page."""

    @property
    def title(self) -> str:
        """The page's heading."""
        ...

    @property
    def lead(self) -> str:
        """What the page says first."""
        ...

    @property
    def path(self) -> str:
        """Where it stands under either root."""
        ...

    @property
    def release(self) -> ReleaseBox:
        """The release it is of."""
        ...

    @property
    def rows(self) -> tuple[Finished, ...]:
        """Exactly the figures it shows."""
        ...


def dataset(site: OpenSite, view: Published) -> dict[str, Any] | None:
    """The JSON-LD of a page, at its permanent address; None if it shows no figure."""
    if not view.rows:
        return None
    address = f"{site.base}{Root(view.release.number).to(view.path)}"
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": view.title,
        "description": view.lead,
        "url": address,
        "version": str(view.release.number),
        "license": view.release.licence_link,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": view.release.publisher or site.publisher},
        "temporalCoverage": f"{_first(view.rows)}/{max(row.period.end for row in view.rows)}",
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": f"{address}{file}"}
            for file, media in MEDIA
        ],
    }


def _first(rows: tuple[Finished, ...]) -> date:
    return min(row.period.start for row in rows)
