"""A public page before it is painted, and what every public page says of the site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dash.development.base_component import Component

from views.open.release import OGL, OGL_ADDRESS

OpenSection = Literal["councils", "definitions", "releases"]


@dataclass(frozen=True)
class OpenSite:
    """What the deployment says of itself; `contact` is where to write about a mistake.

    `base` is the scheme and host that canonical addresses begin with, `dashboard` where the interactive pages are; both
    may be ''.
    """

    title: str
    publisher: str
    contact: str
    base: str = ""
    dashboard: str = ""
    licence: str = OGL
    licence_link: str = OGL_ADDRESS
    strapline: str = "Open data on council services"


@dataclass(frozen=True)
class OpenPage:
    """One answer to one public address.

    `address` is the canonical one, '' for a page that no search engine should keep; `dataset` is its JSON-LD, None
    where it holds no figures; `body` stands between header and footer.
    """

    status: int
    title: str
    description: str
    section: OpenSection | None
    body: Sequence[Component]
    address: str = ""
    dataset: Mapping[str, Any] | None = None
