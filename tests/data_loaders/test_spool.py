"""Batches laid by on disk come back as they were."""

from dataclasses import replace

from data_loaders.spool import Spool
from tests.warehouse.children import keep_without_room, told_by_child
from tests.warehouse.given import Given, table
from warehouse.arrival import Batch, Refusal

FULL = table([Given("completed", 3), Given("completed", None, "2025-05")])
REFUSED = (Refusal("3", "done", "x", "Not a number", "Correct it."),)


def test_every_batch_comes_back_in_its_order_with_all_that_it_brought(tmp_path):
    empty = Batch(FULL.slice(0, 0), 1, REFUSED)
    batches = [
        Batch(FULL, 2, services={"bins": "Bins"}),
        empty,
        Batch(FULL.slice(1), 1, left_out={"totals": 1}),
        replace(empty, rows_read=0),
    ]
    spool = Spool(tmp_path / "crm.arrow")
    spool.fill(iter(batches))
    assert [(batch.observations.to_pylist(), replace(batch, observations=None)) for batch in spool] == [
        (batch.observations.to_pylist(), replace(batch, observations=None)) for batch in batches
    ]


def test_it_can_be_read_again_until_it_is_removed(tmp_path):
    spool = Spool(tmp_path / "crm.arrow")
    spool.fill(iter([Batch(FULL, 2)]))
    assert [batch.rows_read for batch in spool] == [batch.rows_read for batch in spool] == [2]
    spool.remove()
    assert list(tmp_path.iterdir()) == []


def fill(path):
    """More than a thousand bytes."""
    Spool(path).fill(iter([Batch(FULL, 2)] * 50))


def test_without_room_for_it_the_sentence_says_where_and_what_to_do(tmp_path):
    said = told_by_child(keep_without_room, fill, tmp_path / "crm.arrow")
    assert said.startswith("SourceError: what was read could not be kept in the folder for temporary files, /")
    assert said.endswith(
        ": File too large. Free space there, or name another folder in the environment variable TMPDIR."
    )
