import json
import re
from pathlib import Path

from figures import palette
from figures.bars import bars
from figures.chart import Manner
from figures.dots import dots
from figures.multiples import multiples
from figures.spark import spark
from figures.strip import strip
from figures.trend import trend
from tests.figures.examples import COMPLETION, COST, series, share

STYLES = (Path(__file__).parents[2] / "assets" / "guildhall.css").read_text("utf-8")
ALLOWED = {value for name, value in vars(palette).items() if isinstance(value, str) and name.isupper()}
GIVEN = [0.5, None, share(6, 10, "p"), "c", 0.7, 0.8]


def pictures():
    """Every kind of picture with everything that it can show."""
    four = [series(GIVEN, key=str(n), name=f"Council {n}") for n in range(4)]
    for manner in (Manner(), Manner(focus="2"), Manner(interval=True, height=200)):
        picture = trend(COMPLETION, four, prefix="p", label="l", manner=manner)
        yield picture.svg
        yield json.dumps(picture.figure)
    alone = trend(COST, [series([1, None, 2])], prefix="p", label="l", manner=Manner(height=200, first_value=True))
    yield alone.svg
    yield json.dumps(alone.figure)
    yield spark(COST, series(GIVEN)).svg
    yield strip(COMPLETION, [0.5, 0.7], 0.6, label="l").svg
    rows = dots(COMPLETION, [share(5, 10), share(6, 10, "p")], group=share(5, 9), group_name="All")
    yield from (rows.header, *rows.rows, *bars([0, None, 2, 3], pale=[False, False, True, False]).rows)
    yield from (picture.svg for picture in multiples(COMPLETION, four, prefix="m", labels=list("abcd")))


def test_P10_every_colour_is_from_the_palette():
    used = {colour for text in pictures() for colour in re.findall(r"#[0-9A-Fa-f]{3,8}\b", text)}
    assert used <= ALLOWED
    assert {style.colour for style in palette.SERIES} <= used


def test_no_colour_is_given_by_name():
    for text in pictures():
        assert set(re.findall(r'(?:fill|stroke|stop-color)="([^"#]*)"', text)) <= {"none"}


def test_the_style_sheet_has_the_same_colours():
    for name, colour in (("1", palette.BLUE), ("2", palette.TEAL), ("3", palette.PLUM), ("4", palette.ORANGE)):
        assert f"--gh-{name}: {colour};" in STYLES
    named = {"ink": palette.INK, "quiet": palette.QUIET, "grid": palette.GRID, "axis": palette.AXIS}
    named |= {"band": palette.BAND, "pale": palette.PALE}
    for name, colour in named.items():
        assert f"--gh-{name}: {colour};" in STYLES


def test_every_class_is_in_the_style_sheet():
    used = {css for text in pictures() for group in re.findall(r'class="([^"]*)"', text) for css in group.split()}
    assert {css for css in used if f".{css}" not in STYLES} == set()


def test_P10_colours_stand_out_from_white_by_three_to_one():
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert all(1.05 / (light(style.colour) + 0.05) >= 3 for style in palette.SERIES)
    # Words are ink or quiet grey, which are read easily: 4.5 to one and more.
    assert all(1.05 / (light(colour) + 0.05) >= 7 for colour in (palette.INK, palette.QUIET))
