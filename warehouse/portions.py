"""Much work in portions that memory holds."""

from collections.abc import Iterable, Iterator


def portions(sizes: Iterable[tuple[int, int]], at_most: int) -> Iterator[list[int]]:
    """Numbers in their order, each given with its size, as many together as have about so much; one alone may have
    more."""
    together: list[int] = []
    held = 0
    for number, size in sizes:
        if together and held + size > at_most:
            yield together
            together, held = [], 0
        together.append(number)
        held += size
    if together:
        yield together
