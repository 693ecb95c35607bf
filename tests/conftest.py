"""Property tests give the same examples each time, and no clock, as the machine may be busy; database servers."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("guildhall", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("guildhall")

pytest_plugins = ["tests.servers.fixtures"]

LONGEST = (
    "examples/test_every_page.py",
    "data_loaders/test_sql_faults.py",
    "examples/test_static_site.py",
    "data_loaders/test_sql_servers.py",
    "examples/test_release.py",
    "warehouse/test_killed.py",
    "warehouse/test_derivation.py",
    "warehouse/test_writer.py",
    "data_loaders/test_refresh.py",
    "data_loaders/test_commands.py",
    "warehouse/test_offerings.py",
    "warehouse/test_any_observations.py",
    "warehouse/test_past.py",
    "data_loaders/test_sql_errors.py",
    "views/test_compare.py",
    "publication/test_static_site.py",
    "publication/pages/test_alone.py",
    "views/test_service.py",
    "warehouse/test_oddities.py",
    "examples/test_agreement.py",
    "warehouse/test_server_store.py",
    "warehouse/test_reading_while_loading.py",
    "data_loaders/test_transactions_agree.py",
    "browser/test_journeys.py",
    "browser/test_every_page.py",
    "browser/test_states.py",
    "browser/test_moving.py",
    "browser/test_open_pages.py",
    "browser/test_take_over.py",
    "browser/test_controls.py",
)
"""Files that take a quarter of a minute or more, the longest first: they begin first, so that all cores are busy to
the end. Processes take them in turn, so that those that need the examples loaded do not wait for each other."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first."""
    place = {Path(__file__).parent / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(LONGEST)))
