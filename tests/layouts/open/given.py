"""What the public layouts are given: views of a small release, and where their links lead."""

from layouts.open.beside import Setting
from layouts.open.page import OpenSite
from tests.publication.given import InMemory
from tests.publication.pages.conftest import history
from views.open.addresses import Root

SITE = OpenSite("Guildhall", "The Guildhall project", "data@example.org", "https://open.example.org")
NEWEST, OF_RELEASE_7 = Setting(SITE, Root()), Setting(SITE, Root(7))


def reader() -> InMemory:
    """Release 7 with fifteen months of Arden Vale and two of another council."""
    return InMemory(history())
