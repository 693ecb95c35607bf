"""How wide a text is, near enough to keep labels apart: the server has no browser to measure with."""

SIZE = 14
"""Pixels; text inside charts never scales."""

LEADING = 17
"""Pixels from one line of text to the next."""

# Advance widths of Arial in thousandths of its size; what is not listed counts as a wide letter.
GROUPS = {
    "ijl'": 222,
    " .,:;!/[]|ftI": 278,
    "()-r": 333,
    "ckszvxyJ": 500,
    "0123456789£–_abdeghnopquL": 556,
    "FTZ": 611,
    "ABEKPSVXY&": 667,
    "CDHNRUw": 722,
    "GOQ": 778,
    "mM": 833,
    "%": 889,
}
WIDTHS = {letter: width for letters, width in GROUPS.items() for letter in letters}
WIDEST = 944
BOLDER = 1.08


def width(text: str, bold: bool = False) -> float:
    """Pixels that the text takes in Arial at 14 px; a little too much rather than too little."""
    letters = BOLDER if bold else 1
    return sum(WIDTHS.get(one, WIDEST) * (letters if one.isalpha() else 1) for one in text) * SIZE / 1000


def wrapped(text: str, room: float, first_room: float, most: int) -> tuple[str, ...]:
    """The text in lines of that many pixels, the first of another width; what is beyond `most` lines is cut by '…'."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer) <= (first_room if len(lines) == 1 else room):
            lines[-1] = longer
        else:
            lines.append(word)
    rooms = (first_room, *(room for _ in lines))
    cut = [shortened(line, space) for line, space in zip(lines, rooms, strict=False)]
    if len(cut) > most:
        cut = [*cut[: most - 1], shortened(f"{cut[most - 1]} …", rooms[most - 1])]
    return tuple(cut)


def shortened(text: str, room: float) -> str:
    """The text, or as much of its beginning as the pixels hold, ended by '…'."""
    if width(text) <= room:
        return text
    kept = text.rstrip(" …")
    while kept and width(f"{kept}…") > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…"
