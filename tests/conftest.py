"""Property tests give the same examples each time, and no clock, as the machine may be busy; database servers."""

import pytest
from hypothesis import settings

settings.register_profile("guildhall", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("guildhall")

pytest_plugins = ["tests.servers.fixtures"]

LONGEST = (
    "test_any_observations.py",
    "test_killed.py",
    "test_sql_servers.py",
    "test_sql_faults.py",
    "test_reading_while_loading.py",
    "test_server_store.py",
    "test_every_page.py",
)
"""Files that take a minute or so each: they begin first, so that both cores are busy to the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first."""
    items.sort(key=lambda item: item.path.name not in LONGEST)
