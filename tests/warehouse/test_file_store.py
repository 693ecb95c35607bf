"""What a warehouse in a folder has to itself: damaged files, a full disk, a folder that may not be written."""

import shutil
import tempfile
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from configuration import Warehouse
from tests.warehouse.children import child, hold, load_without_right, load_without_room, told_by_child
from tests.warehouse.given import Given, Town
from tests.warehouse.test_writer import contents, observed
from warehouse.address import store_at
from warehouse.store import WarehouseError

ROWS = [Given("completed", 30), Given("completed", 10, channel="phone")]
MANY = [Given("completed", 1, f"2025-{month:02}", service=f"s{n}") for month in range(1, 13) for n in range(40)]
LOADED = [("phone", "2025-04", 10), ("web", "2025-04", 30)]


@pytest.fixture
def public_town() -> Iterator[Town]:
    """A warehouse in a folder that everyone may read and only its owner may write."""
    folder = Path(tempfile.mkdtemp(prefix="guildhall-test-"))
    folder.chmod(0o755)
    yield Town(folder / "warehouse")
    (folder / "warehouse").chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("more", [-1000, 50_000], ids=["for a copy", "for the figures"])
def test_without_room_on_the_disk_the_figures_stay_and_the_next_load_is_right(folder_town: Town, more: int) -> None:
    folder_town.load(ROWS)
    before = contents(folder_town)
    room = max(len(file) for file in before.values()) + more
    said = told_by_child(load_without_room, folder_town.store.folder, MANY, room)
    assert "the figures loaded before stay" in said.lower()
    assert "too large" in said.lower()
    assert contents(folder_town) == before
    assert observed(folder_town) == LOADED
    assert folder_town.load([Given("completed", 31), ROWS[1]]).changed
    assert observed(folder_town) == [LOADED[0], ("web", "2025-04", 31)]


def test_a_load_that_would_fail_for_want_of_memory_is_tried_again_with_more(
    folder_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_town.load(ROWS)
    monkeypatch.setattr("warehouse.engines.MEMORY_TO_WRITE", "1MB")
    monkeypatch.setattr("warehouse.engines.MEMORY_IF_SHORT", "1MB")
    with pytest.raises(WarehouseError, match="The figures loaded before stay"):
        folder_town.load(MANY)
    assert observed(folder_town) == LOADED
    monkeypatch.setattr("warehouse.engines.MEMORY_IF_SHORT", "64MB")
    next_night = Town.opened(folder_town.store.folder)
    assert next_night.load(MANY).came == len(MANY)


def test_in_a_folder_that_may_not_be_written_the_figures_stay(public_town: Town) -> None:
    public_town.load(ROWS)
    before = contents(public_town)
    folder = public_town.store.folder
    (folder / "loading.lock").chmod(0o644)
    folder.chmod(0o555)
    said = told_by_child(load_without_right, folder, [Given("completed", 99)])
    assert said == (
        f"The warehouse in {folder} cannot be written: Permission denied. Free space or allow writing, then load "
        "again; the figures loaded before stay."
    )
    assert contents(public_town) == before
    assert observed(public_town) == LOADED


@pytest.mark.parametrize("damage", [b"", b"no database", b"\0" * 20_000])
def test_of_a_damaged_file_the_version_before_it_is_served_and_the_fault_is_said(
    folder_town: Town, damage: bytes
) -> None:
    folder_town.load(ROWS)
    folder_town.load([Given("completed", 99)])
    current = folder_town.store.current
    assert current is not None
    current.write_bytes(damage)
    assert observed(folder_town) == LOADED
    assert "guildhall-000003.duckdb cannot be read" in folder_town.library.trouble
    assert "Write 'guildhall-000002.duckdb', the version before it, into" in folder_town.library.trouble
    with pytest.raises(WarehouseError, match="Write 'guildhall-000002"):
        folder_town.load([Given("completed", 98)])
    (folder_town.store.folder / "current").write_text("guildhall-000002.duckdb")
    assert folder_town.load([Given("completed", 98)]).changed
    assert observed(folder_town) == [("web", "2025-04", 98)]
    assert folder_town.library.trouble == ""


def test_a_pointer_that_names_nothing_is_said_and_the_newest_version_is_served(folder_town: Town) -> None:
    folder_town.load(ROWS)
    (folder_town.store.folder / "current").write_text("guildhall-999999.duckdb")
    assert observed(folder_town) == LOADED
    assert "names 'guildhall-999999.duckdb', which is not there" in folder_town.library.trouble


def test_a_loader_in_another_process_keeps_others_out_and_no_longer_than_it_lives(folder_town: Town) -> None:
    folder_town.load(ROWS)
    begun = get_context("forkserver").Event()
    first = child(hold, folder_town.store.folder, begun)
    assert begun.wait(300)
    with pytest.raises(WarehouseError, match="Another load is writing to"):
        folder_town.load([Given("completed", 99)])
    assert observed(folder_town) == LOADED
    first.kill()
    first.join()
    assert folder_town.load([Given("completed", 99)]).changed
    assert observed(folder_town) == [("web", "2025-04", 99)]


def test_a_url_of_something_else_is_refused_with_what_it_may_be(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError) as refusal:
        store_at(Warehouse(url="sqlite:///figures.db"), tmp_path)
    assert str(refusal.value) == (
        "[warehouse] url 'sqlite:///figures.db' is not 'duckdb:///folder' or 'postgresql://user@host/database'. "
        "Correct it; nothing was changed."
    )
