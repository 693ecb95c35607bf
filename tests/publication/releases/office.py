"""A deployment with a real warehouse and a real folder of releases."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from configuration import Configuration, read_configuration
from publication.control.earlier import Earlier
from publication.releases.desk import Desk
from publication.releases.making import Asked, Control
from publication.releases.manifest import Manifest
from publication.releases.shelf import FolderShelf
from tests.views.nations import nations, online
from tests.warehouse.given import Given
from tests.warehouse.remembered import Remembered, begun
from views.open.release import Finished, Threshold
from views.reader import Reader

TOML = """
[site]
publisher = "The county"
contact = "open@example.org"

[warehouse]
url = "duckdb:///warehouse"

[[service]]
key = "missed-bin"
name = "Report a missed bin"

[[service]]
key = "blue-badge"
name = "Apply for a Blue Badge"
threshold = 10

[publication]
folder = "releases"
"""

FIRTHSHIRE = """
[[publish]]
councils = ["FIR"]
approved_by = "A. Officer, Head of Performance"
approved_on = 2026-04-20
"""
GLENMOR = """
[[publish]]
councils = ["GLE"]
approved_by = "B. Other, Chief Executive"
approved_on = 2026-04-22
contact = "figures@glenmor.example"
next_release = 2026-07-01T09:30:00
notes = "One system was down in May."
"""
PUBLISHED = {"publisher": "The county", "licence": "Open Government Licence v3.0"}
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def as_it_is(
    reader: Reader,
    rows: Sequence[Finished],
    before: Sequence[Earlier],
    thresholds: Mapping[str, Threshold],
) -> Sequence[Finished]:
    """No disclosure control, so that a test sees what was made."""
    return rows


class Office:
    """Loads, releases and looks at the shelf; time stands at noon of 1 May 2026 until it is moved."""

    def __init__(self, folder: Path, toml: str = TOML + FIRTHSHIRE + GLENMOR) -> None:
        self.folder = folder
        self.path = folder / "guildhall.toml"
        self.describe(toml)
        place = folder / "warehouse"
        self.town = Remembered.opened(place) if place.exists() else nations(place)
        self.control: Control = as_it_is
        self.now = NOON

    def describe(self, toml: str) -> None:
        """Write the configuration."""
        self.path.write_text(toml, encoding="utf-8")

    @property
    def configuration(self) -> Configuration:
        """As it is written now."""
        return read_configuration(self.path)

    @property
    def root(self) -> Path:
        """The folder of releases."""
        return self.folder / "releases"

    @property
    def desk(self) -> Desk:
        """Where releases are made of what is loaded now."""
        return Desk(self.configuration, self.town.reader, self.control)

    @property
    def shelf(self) -> FolderShelf:
        """What the public sees now."""
        return FolderShelf(self.root, lambda: self.now)

    def load(self, rows: list[Given], source: str = "crm") -> None:
        """Load the rows as one source."""
        self.town.load(rows, source, **PUBLISHED)

    def release(self, title: str = "Spring", **asked: object) -> Manifest:
        """Make a release that comes out at once, unless `at` says otherwise."""
        manifest, _ = self.desk.release(replace(Asked(title, self.now), **asked), self.now)  # type: ignore[arg-type]
        return manifest


def two_councils(folder: Path) -> Office:
    """Firthshire with two services in April and May 2025, Glenmor with one in April."""
    begun(_two_councils, folder / "warehouse")
    return Office(folder)


def _two_councils(place: Path) -> None:
    town = nations(place)
    firthshire = [
        *online("FIR", 100, 80),
        *online("FIR", 50, 45, "2025-05"),
        *online("FIR", 60, 30, service="blue-badge"),
        *online("FIR", 40, 30, "2025-05", service="blue-badge"),
    ]
    town.load(firthshire, "fir-crm", **PUBLISHED)
    town.load(online("GLE", 200, 150), "gle-crm", **PUBLISHED)
