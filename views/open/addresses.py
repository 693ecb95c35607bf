"""Addresses of public pages: each stands under the newest release, and for ever under the release it was made from."""

from dataclasses import dataclass
from urllib.parse import quote

ROOT = "/open/"
ALL = "all"
"""What stands for every service that adds up, where an address names a service."""

FIND, RELEASES = "/open/find/", "/open/releases/"
ACCESSIBILITY, PRIVACY = "/open/accessibility/", "/open/privacy/"
ABOUT, CONTACT = "/open/about/", "/open/contact/"
SITEMAP = "/open/sitemap.xml"
OF_THE_SITE = (RELEASES, ACCESSIBILITY, PRIVACY, ABOUT, CONTACT)
"""Pages that belong to no release."""

HOME, DEFINITIONS, NOTES = "", "definitions/", "notes/"
FILES = ("figures.csv", "figures.json", "figures.xlsx")
"""What stands beside every page that shows figures."""


def council_path(council: str) -> str:
    """One council's page, under either root."""
    return f"council/{quote(council, safe='')}/"


def service_path(council: str, service: str) -> str:
    """One service of one council."""
    return f"{council_path(council)}{quote(service, safe='')}/"


def kpi_path(kpi: str, service: str) -> str:
    """One KPI of one service, every council; '' is every service that adds up."""
    return f"kpi/{quote(kpi, safe='')}/{quote(service or ALL, safe='')}/"


def embed_path(council: str, service: str, kpi: str) -> str:
    """One chart for another site."""
    return f"embed/{service_path(council, service or ALL)}{quote(kpi, safe='')}/"


@dataclass(frozen=True)
class Root:
    """Where links of a page lead: among the pages of the newest release, or of release `number` for ever."""

    number: int | None = None

    def to(self, path: str) -> str:
        """The address of a page there."""
        return f"{ROOT}release/{self.number}/{path}" if self.number else f"{ROOT}{path}"


def bulk_address(number: int) -> str:
    """Everything in a release, as one file."""
    return f"{ROOT}release/{number}/guildhall-release-{number}.zip"
