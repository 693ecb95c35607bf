import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from publication.releases.archive import take_back
from publication.releases.shelf import FolderShelf
from tests.publication.releases.office import NOON, two_councils

ROOT = Path(__file__).parents[3]
CLOSED = "import sys, publication.releases.shelf\nprint([m for m in {} if m in sys.modules])".format(
    ["warehouse", "sqlalchemy", "duckdb", "data_loaders", "callbacks", "dash"]
)


def test_there_is_nothing_on_the_shelf_of_a_folder_that_is_not_there(tmp_path):
    shelf = FolderShelf(tmp_path / "none")
    assert (shelf.published(), shelf.newest(), shelf.release(1)) == ((), None, None)


def test_a_release_under_embargo_is_not_on_the_shelf_before_its_time(tmp_path):
    office = two_councils(tmp_path)
    office.release("First")
    office.release("Second", at=NOON + timedelta(hours=1))
    shelf = office.shelf
    assert [facts.title for facts in shelf.published()] == ["First"]
    assert shelf.newest().facts.number == 1
    assert shelf.release(2) is None
    office.now = NOON + timedelta(hours=1)
    assert [facts.title for facts in shelf.published()] == ["Second", "First"]
    assert shelf.newest().facts.number == 2
    assert shelf.release(2) is not None


def test_a_withdrawn_release_stays_on_the_list_with_its_reason_and_is_not_opened(tmp_path):
    office = two_councils(tmp_path)
    office.release("First")
    office.release("Second")
    shelf = office.shelf
    assert shelf.newest().facts.number == 2
    take_back(office.root, 2, "The wrong year was loaded.", NOON)
    assert shelf.newest().facts.number == 1
    assert shelf.release(2) is None
    second = shelf.published()[0]
    assert (second.number, second.withdrawn_at, second.withdrawn_because) == (2, NOON, "The wrong year was loaded.")


def test_what_is_held_is_which_councils_have_whole_figures_by_name(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    held = office.shelf.newest().held()
    assert held["missed-bin", "completion_rate"] == ("FIR", "GLE")
    assert held["blue-badge", "completion_rate"] == ("FIR",)
    assert ("blue-badge", "cost_per_transaction") not in held


def test_rows_can_be_asked_for_by_each_key(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    released = office.shelf.newest()
    every = released.rows(channel=None)
    for key in ("council", "service", "kpi", "channel"):
        for value in {getattr(row, key) for row in every}:
            asked = {"channel": None, key: value}
            assert released.rows(**asked) == [row for row in every if getattr(row, key) == value]
    assert released.rows(frequency="month", channel=None) == every
    assert released.rows(frequency="quarter") == []


def test_a_release_that_cannot_be_read_does_not_take_the_others_with_it(tmp_path, caplog):
    office = two_councils(tmp_path)
    office.release("First")
    office.release("Second")
    (office.root / "0002" / "release.json").write_text(json.dumps({"facts": {}}), encoding="utf-8")
    assert office.shelf.newest().facts.number == 1
    assert "0002/release.json cannot be read" in caplog.text


def test_the_shelf_is_opened_without_warehouse_database_or_dash():
    told = subprocess.run([sys.executable, "-c", CLOSED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
