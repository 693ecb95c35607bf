"""An answer's page written out again: in Python what the browser's script does."""

from collections.abc import Iterator
from typing import Any

from layouts.columns import PLACE, Columned, columned


def page_of(told: dict[str, Any], before: str = "") -> str:
    """The HTML of an answer's page that follows from the page `before`."""
    old = columned(before)
    runs = [old.runs[run] if isinstance(run, int) else run for run in told["rows"]]
    return written(Columned(made(old.text, told["text"]), tuple(runs)))


def made(old: str, told: list[Any]) -> str:
    """The new text, made of the old one."""
    written, at = [], 0
    for words, move, length in zip(told[:-1:3], told[1:-1:3], told[2:-1:3], strict=True):
        at += move
        written += [words, old[at : at + length]]
        at += length
    return "".join(written) + str(told[-1])


def written(page: Columned) -> str:
    """The whole page."""
    first, *rest = page.text.split(PLACE)
    return first + "".join(rows_of(run) + text for run, text in zip(page.runs, rest, strict=True))


def rows_of(run: Any) -> str:
    """Rows as they stood in the page."""
    glue, order, kinds = run
    lines = [lines_of(literals, columns, len(order)) for literals, columns in kinds]
    return str(glue).join(next(lines[ord(letter) - 48]) for letter in order) if order else str(glue).join(lines[0])


def lines_of(literals: Any, columns: Any, most: int) -> Iterator[str]:
    """Rows of one kind."""
    values = [values_of(*column) for column in columns]
    for place in range(len(values[0]) if values else most):
        yield literals[0] + "".join(one[place] + text for one, text in zip(values, literals[1:], strict=True))


def values_of(kind: int | str, text: Any) -> list[str]:
    """The values of a column."""
    if isinstance(text, list):
        return text
    if isinstance(kind, str):
        return str(text).split(kind)
    return [text[place : place + kind] for place in range(0, len(text), kind)]
