"""Names in a funnel plot: councils that stand out and the largest one, none over another; and the limits' own."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures.lettering import LEADING, width
from kpis.funnel import NOT_DISTINGUISHABLE
from kpis.group_funnel import InFunnel

AWAY = 10
"""Pixels from the middle of a mark to its name."""

MARK = 7
"""Half the height and width of a mark that stands out."""

HALF = LEADING / 2
ABOVE = 25
"""Pixels over the plot that a name may take."""

TOGETHER = 12
"""Pixels below which two limits share one label."""


@dataclass(frozen=True)
class Mark:
    """A council in its place: per cent of the width, pixels from the top."""

    x: float
    y: float
    council: InFunnel

    @property
    def stands_out(self) -> bool:
        """Whether something is said of it."""
        return self.council.phrase != NOT_DISTINGUISHABLE


@dataclass(frozen=True)
class Text:
    """A text whose middle is at y; `anchor` is the side of it that stands at x, shifted by `dx` pixels."""

    x: float
    y: float
    text: str
    anchor: str
    dx: float = 0
    quiet: bool = False


Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


def names(marks: Sequence[Mark], room: float, height: float) -> list[Text]:
    """Names of those that stand out, then of the largest, where they cover neither a mark nor each other."""
    taken = [_around(mark, room) for mark in marks]
    largest = max(marks, key=lambda mark: mark.council.whole)
    told = [mark for mark in marks if mark.stands_out]
    texts = []
    for mark in [*told, *([] if largest in told else [largest])]:
        own = taken[marks.index(mark)]
        for text in _tries(mark):
            box = _box(text, room)
            inside = box[0] >= 0 and box[2] <= room and box[1] >= -20 and box[3] <= height
            if inside and not any(_overlap(box, other) for other in taken if other != own):
                texts.append(text)
                taken.append(box)
                break
    return texts


def end_texts(limits: Sequence[tuple[float, str]], target: float, called: str, narrow: bool = False) -> list[Text]:
    """Labels at the right end of the limits and of the group's line, moved apart where they would touch.

    Two limits that lie together share one; narrow pages have room for the inner one's only.
    """
    wanted: list[tuple[float, str]] = []
    for y, name in limits:
        if wanted and abs(wanted[-1][0] - y) < TOGETHER and name not in wanted[-1][1]:
            wanted[-1] = (wanted[-1][0], "95%" if narrow else "95% and 99.8% limits")
        else:
            wanted.append((y, name if narrow else f"{name} limit"))
    ordered = sorted([*wanted, (target, called)])
    places = [y for y, _ in ordered]
    middle = [text for _, text in ordered].index(called)
    for above in range(middle - 1, -1, -1):
        places[above] = min(places[above], places[above + 1] - LEADING)
    for below in range(middle + 1, len(places)):
        places[below] = max(places[below], places[below - 1] + LEADING)
    return [Text(100, y, text, "start", 8, quiet=True) for y, (_, text) in zip(places, ordered, strict=True)]


def _tries(mark: Mark) -> list[Text]:
    name = mark.council.name
    return [
        Text(mark.x, mark.y, name, "start", AWAY),
        Text(mark.x, mark.y, name, "end", -AWAY),
        Text(mark.x, mark.y + AWAY + HALF, name, "middle"),
        Text(mark.x, mark.y - MARK - HALF, name, "middle"),
        Text(mark.x, mark.y + AWAY + HALF, name, "start", -MARK),
        Text(mark.x, mark.y + AWAY + HALF, name, "end", MARK),
    ]


def _around(mark: Mark, room: float) -> Box:
    half = MARK if mark.stands_out else 4
    middle = mark.x * room / 100
    return middle - half, mark.y - half, middle + half, mark.y + half


def _box(text: Text, room: float) -> Box:
    long = width(text.text, bold=True)
    at = text.x * room / 100 + text.dx
    left = at if text.anchor == "start" else at - long if text.anchor == "end" else at - long / 2
    return left, text.y - HALF, left + long, text.y + HALF


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
