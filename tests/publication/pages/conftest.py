from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from layouts.open.page import OpenSite
from publication.pages.app import public_app
from tests.publication.given import FACTS, InMemory, OnShelf, row, rows

SITE = OpenSite("Guildhall", "The Guildhall project", "data@example.org", "https://open.example.org")
MONTHS = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)][:15]


def history() -> list:
    """Fifteen months of Arden Vale's missed bins, and of the council as a whole, beside what others gave."""
    known = rows()
    taken = {(one.council, one.service, one.kpi, one.channel, one.period) for one in known}
    more = [
        row(kpi, month, 700 + 5 * place, 1000, service=service)
        for place, month in enumerate(MONTHS)
        for kpi in ("completion_rate", "digital_take_up")
        for service in ("missed-bin", "")
    ]
    return known + [one for one in more if (one.council, one.service, one.kpi, one.channel, one.period) not in taken]


@pytest.fixture(scope="session")
def shelf() -> OnShelf:
    """Release 6, which was withdrawn, and release 7."""
    gone = replace(
        FACTS, number=6, title="Winter figures", withdrawn_at=datetime(2026, 2, 3, tzinfo=UTC),
        withdrawn_because="Some costs were counted twice.",
    )  # fmt: skip
    return OnShelf((InMemory(history(), gone), InMemory(history(), replace(FACTS, previous=6))))


@pytest.fixture(scope="session")
def client(shelf: OnShelf) -> FlaskClient:
    return public_app(shelf, SITE).test_client()
