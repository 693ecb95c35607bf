"""A loader killed at any moment leaves the last good figures readable and the next load right, on each engine."""

import random
import signal
import time
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import URL

from tests.warehouse.children import child, load
from tests.warehouse.given import Given, Town
from tests.warehouse.test_derivation import cells, sides
from tests.warehouse.test_writer import observed

KILLED = {"folder_town": 26, "server_town": 26}
"""Together more than fifty at each run of the tests."""
LONG = 300
"""Seconds that a process may take to begin on a machine with much else to do."""


def of(value: int) -> list[Given]:
    """Figures from which can be told that they came together."""
    return [Given("completed", value), Given("completed", value, channel="phone"), Given("started", 2 * value)]


def figures(town: Town) -> Decimal | None:
    """The value that all figures have now; fails if they are of several loads."""
    values = {value for _, _, value in observed(town)}
    assert len(values) == 1
    [value] = values
    [take_up] = cells(town, "digital_take_up")
    [completed] = cells(town, "completion_rate")
    assert value is not None
    assert sides(take_up) == (value, 2 * value)
    assert sides(completed) == (value, 2 * value)
    return value


def place(town: Town) -> Path | URL:
    """Where another process finds it."""
    return getattr(town.store, "folder", None) or getattr(town.store, "url")  # noqa: B009


def test_a_loader_killed_at_any_moment_leaves_the_last_figures_and_the_next_load_is_right(town: Town, request) -> None:
    chance = random.Random(request.node.name)
    value = 1
    town.load(of(value))
    longest = _takes(town, of(0))
    town.load(of(value))
    ends: list[int | None] = []
    for _ in range(KILLED[request.node.callspec.params["town"]]):
        begun = get_context("forkserver").Event()
        loader = child(load, place(town), of(value + 1), begun)
        assert begun.wait(LONG)
        time.sleep(chance.uniform(0, longest))
        loader.kill()
        loader.join()
        ends.append(loader.exitcode)
        # The machine may be busier or quieter than when it was measured: most are killed at work, some late in it.
        longest *= 1.1 if loader.exitcode else 0.7
        assert figures(town) in (value, value + 1)
        value += 2
        town.load(of(value))
        assert figures(town) == value
    assert ends.count(-signal.SIGKILL) > len(ends) / 2


def _takes(town: Town, rows: list[Given]) -> float:
    """Seconds that such a load takes in a process of its own."""
    begun = get_context("forkserver").Event()
    loader = child(load, place(town), rows, begun)
    assert begun.wait(LONG)
    since = time.monotonic()
    loader.join()
    assert loader.exitcode == 0
    return time.monotonic() - since
