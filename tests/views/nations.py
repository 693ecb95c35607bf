"""A few councils of two nations, a department and an illustrative council, with figures loaded by hand."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kpis.councils import Council
from kpis.services import Service
from tests.warehouse.given import Given, Town
from tests.warehouse.remembered import begun

COUNCILS = (
    Council("FIR", "Firthshire", "Firthshire Council", "Unitary council, Scotland", "Scotland", gss="S12000001"),
    Council("GLE", "Glenmor", "Glenmor Council", "Unitary council, Scotland", "Scotland"),
    Council("INV", "Inverloch", "Inverloch Council", "Unitary council, Scotland", "Scotland"),
    Council("KYL", "Kyle and Bute", "Kyle and Bute Council", "Unitary council, Scotland", "Scotland"),
    Council("STR", "Strathmore", "Strathmore Council", "Unitary council, Scotland", "Scotland"),
    Council("ASH", "Ashwell", "Ashwell District Council", "District council", "England", "East Midlands"),
    Council("FRD", "Ashford", "Ashford District Council", "District council", "England", "South East"),
    Council(
        "OLD", "Oldby", "Oldby District Council", "District council", "England", "South East",
        end=date(2019, 4, 1), replaced_by=("FRD",),
    ),
    Council("ministry-of-barges", "Ministry of Barges", "Ministry of Barges", "Government department", "Central"),
    Council("arden-vale", "Arden Vale", "Arden Vale", "Unitary council", "Fictional", illustrative=True),
    Council("brackenmoor", "Brackenmoor", "Brackenmoor", "Unitary council", "Fictional", illustrative=True),
)  # fmt: skip

SERVICES = (
    Service("missed-bin", "Report a missed bin"),
    Service("blue-badge", "Apply for a Blue Badge"),
    Service("library-visits", "Libraries", "library visit", "Spending on libraries for each visit", in_total=False),
    Service("barge-licence", "Barge licences", in_total=False),
    Service("lock-keeping", "Lock keeping", in_total=False),
)

SCOTTISH = ("FIR", "GLE", "INV", "KYL", "STR")


def nations(folder: Path) -> Town:
    """The warehouse with these councils and services, and no figures yet."""
    return begun(_lay_out, folder)


def _lay_out(folder: Path) -> None:
    Town(folder).writer.reference(COUNCILS, SERVICES, [])


def online(
    council: str, started: int, completed: int, period: str = "2025-04", service: str = "missed-bin"
) -> list[Given]:
    """A month of one online service."""
    return [
        Given("started", started, period, council=council, service=service),
        Given("completed", completed, period, council=council, service=service),
    ]


def library(council: str, cost: int, visits: int, year: str = "2022-23") -> list[Given]:
    """A year of libraries, every channel together."""
    return [
        Given(measure, value, year, "all", council, "library-visits", "financial_year")
        for measure, value in (("cost", cost), ("completed", visits))
    ]


def flat(rows: Iterable[list[Given]]) -> list[Given]:
    """All of them in one list."""
    return [given for some in rows for given in some]
