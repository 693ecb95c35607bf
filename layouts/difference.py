"""What of a text is not in another: a page that is much like the one before is sent as what differs."""

from collections.abc import Mapping

BLOCK = 24
"""Characters that two texts must have in common for it to be worth saying."""

STEP = 8
"""Each such block of the old text is known by its first characters: every so many of them."""

MOST = 8
"""Places of one and the same block that are tried for the longest match."""

Difference = list[str | int]
"""New words, where to go on in the old text from where one is, how much to take from there; again and again.

The last are new words. Without an old text it is the new one alone.
"""


def difference(old: str, new: str) -> Difference:
    """How to make `new` of `old`; characters beyond the basic plane, which browsers count twice, make it whole."""
    known = _blocks(old) if max(old + new, default="") <= "\uffff" else {}
    told: Difference = []
    place = done = at = 0
    while known and place <= len(new) - BLOCK:
        found = known.get(new[place : place + BLOCK])
        if not found:
            place += 1
            continue
        length, start, place = max(_match(old, new, one, place, done) for one in found)
        told += [new[done:place], start - at, length]
        at, done = start + length, place + length
        place = done
    return [*told, new[done:]]


def _blocks(old: str) -> Mapping[str, list[int]]:
    known: dict[str, list[int]] = {}
    for start in range(0, len(old) - BLOCK + 1, STEP):
        places = known.setdefault(old[start : start + BLOCK], [])
        if len(places) < MOST:
            places.append(start)
    return known


def _match(old: str, new: str, start: int, place: int, done: int) -> tuple[int, int, int]:
    """Length, start in the old and in the new text, of all that is alike around a block."""
    end, stop = start + BLOCK, place + BLOCK
    while end < len(old) and stop < len(new) and old[end] == new[stop]:
        end, stop = end + 1, stop + 1
    while start and place > done and old[start - 1] == new[place - 1]:
        start, place = start - 1, place - 1
    return end - start, start, place
