"""Rows that are alike as a template and columns: what repeats is sent once, and figures of a kind stand together.

Nothing is lost: `assets/scripts/answer.js` writes the same characters again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

ROW = re.compile(
    r'<(tr|li|option)[ >].*?</\1>|<circle [^>]*/>|\["[^"]*"(?:,"[^"]*")*\]',
    re.DOTALL,
)
"""Rows of tables, entries of lists, dots, and what a figure says of a point; `answer.js` looks for the same."""

FEWEST = 4
"""Rows that are worth it."""

PLACE = "\x00"
"""Where rows were taken out of a text; `layouts.markup` lets no such character into a page."""

MARKUP = re.compile('([<>"]+)')
DIGITS = re.compile(r"(\d+)")
SEPARATORS = ",~|\n"

Run = list[Any]
"""What stands between rows, the kind of each row as a letter ('' if columns tell how many of one kind), and the kinds.

A kind is its texts and the columns between them: (width of a value or what separates values, all values as a text).
Values that hold every separator are a list.
"""

Literals = list[str]
Columns = list[tuple[int | str, str | list[str]]]


@dataclass(frozen=True)
class Columned:
    """A text without its rows, and the rows."""

    text: str
    runs: tuple[Run, ...]


def columned(painted: str) -> Columned:
    """Takes runs of at least four rows out of a painted page."""
    if PLACE in painted:
        return Columned(painted, ())
    kept: list[str] = []
    runs: list[Run] = []
    end = 0
    for start, stop, rows, glue in _runs(painted):
        runs.append(_run(rows, glue))
        kept.append(painted[end:start])
        end = stop
    return Columned(PLACE.join([*kept, painted[end:]]), tuple(runs))


def _runs(painted: str) -> Iterator[tuple[int, int, list[str], str]]:
    """Where rows of the same sort follow each other: start, end, the rows, what stands between them."""
    start = end = 0
    rows: list[str] = []
    for found in ROW.finditer(painted):
        glue = "," if found[0][0] == "[" else ""
        follows = rows and painted[end : found.start()] == glue and found[0][:2] == rows[0][:2]
        if not follows:
            if len(rows) >= FEWEST:
                yield start, end, rows, "," if rows[0][0] == "[" else ""
            start, rows = found.start(), []
        rows.append(found[0])
        end = found.end()
    if len(rows) >= FEWEST:
        yield start, end, rows, "," if rows[0][0] == "[" else ""


def _run(rows: Sequence[str], glue: str) -> Run:
    kinds: dict[tuple[str, ...], tuple[str, list[list[str]]]] = {}
    order = []
    for row in rows:
        pieces = MARKUP.split(row)
        letter, members = kinds.setdefault(tuple(pieces[1::2]), (chr(48 + len(kinds)), []))
        members.append(pieces)
        order.append(letter)
    written = [_kind(members) for _, members in kinds.values()]
    said = len(kinds) > 1 or not written[0][1]
    return [glue, "".join(order) if said else "", written]


def _kind(rows: Sequence[Sequence[str]]) -> tuple[Literals, Columns]:
    literals: Literals = [""]
    columns: Columns = []
    for place, values in enumerate(zip(*rows, strict=True)):
        texts, found = ([values[0]], []) if place % 2 else _column(values)
        literals[-1] += texts[0]
        literals += texts[1:]
        columns += found
    return literals, columns


def _column(values: Sequence[str]) -> tuple[Literals, Columns]:
    """Values as what they share and what differs; where all have numbers in the same places, each for itself."""
    first = values[0]
    if values.count(first) == len(values):
        return [first], []
    if len(DIGITS.findall(first)) > 1 and len({DIGITS.sub("0", value) for value in values}) == 1:
        return _numbers([DIGITS.split(value) for value in values])
    return _differing(values)


def _numbers(rows: Sequence[Sequence[str]]) -> tuple[Literals, Columns]:
    literals: Literals = [""]
    columns: Columns = []
    for place, values in enumerate(zip(*rows, strict=True)):
        same = not place % 2 or values.count(values[0]) == len(values)
        texts, found = ([values[0]], []) if same else _differing(values)
        literals[-1] += texts[0]
        literals += texts[1:]
        columns += found
    return literals, columns


def _differing(values: Sequence[str]) -> tuple[Literals, Columns]:
    start = _start(values)
    rest = [value[len(start) :] for value in values]
    end = _start([value[::-1] for value in rest])[::-1]
    rest = [value.removesuffix(end) for value in rest]
    together = "".join(rest)
    widths = {len(value) for value in rest}
    if len(widths) == 1 and together.isascii():
        return [start, end], [(widths.pop(), together)]
    for separator in SEPARATORS:
        if separator not in together:
            return [start, end], [(separator, separator.join(rest))]
    return [start, end], [("", rest)]


def _start(values: Sequence[str]) -> str:
    """What all values begin with: what the first and the last in order have in common."""
    first, last = min(values), max(values)
    alike = (place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(alike, min(len(first), len(last)))]
