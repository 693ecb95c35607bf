"""A page before it is painted, and what every page says of the site."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dash.development.base_component import Component

Section = Literal["councils", "compare", "about-the-data"]


@dataclass(frozen=True)
class SiteFacts:
    """What the header and footer say: the site's name, the words beside it, who publishes it and where to write.

    `public`: public pages are served beside these, and the footer leads there.
    """

    title: str
    strapline: str
    publisher: str
    contact: str
    public: bool = False


@dataclass(frozen=True)
class Page:
    """One answer to one URL.

    `title` and `description` go into the head of the document and to screen readers; `body` is what stands between
    header and footer: notice, breadcrumbs and `main#main-content`, one component or a list of them (the shell puts
    the width container around it); `section` is the item of the navigation that is marked; `redirect`, when given,
    is the address to go to instead.
    """

    status: int
    title: str
    description: str
    section: Section | None
    body: Component | Sequence[Component]
    redirect: str | None = None
