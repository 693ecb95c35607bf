"""What a load lays by on disk."""

from contextlib import closing

from tests.warehouse.children import keep_without_room, told_by_child
from warehouse.scratch import Scratch


def keep_much() -> None:
    """More than a thousand bytes."""
    with closing(Scratch()) as scratch:
        scratch.append(b"x" * 5000)


def test_what_was_written_is_read_from_anywhere() -> None:
    with closing(Scratch()) as scratch:
        assert scratch.read(0, 3) == b""
        places = [scratch.append(word) for word in (b"one", b"three", b"two")]
        assert [scratch.read(place, 3) for place in reversed(places)] == [b"two", b"thr", b"one"]


def test_without_room_for_it_the_sentence_says_where_and_what_to_do() -> None:
    said = told_by_child(keep_without_room, keep_much)
    assert said.startswith("WarehouseError: The folder for temporary files, /")
    assert said.endswith(
        "cannot be written: File too large. Free space there or name another folder in the environment variable "
        "TMPDIR, then load again; the figures loaded before stay."
    )
