"""Rows of a page as columns, and the same rows again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.columns import PLACE, SEPARATORS, Columned, columned
from tests.layouts.answers import written


def table(rows):
    cells = (f'<tr role="row"><th scope="row">{name}</th><td class="gh-r">{value}</td></tr>' for name, value in rows)
    return f"<table><tbody>{''.join(cells)}</tbody></table>"


COUNCILS = table([("Arden Vale", "71.9%"), ("Brinmoor", "8.25%"), ("Calder & Fen", "[x]"), ("Dun", "100%")])


def test_what_repeats_is_sent_once_and_values_of_a_column_stand_together():
    page = columned(COUNCILS)
    assert page.text == f"<table><tbody>{PLACE}</tbody></table>"
    literals = ['<tr role="row"><th scope="row">', '</th><td class="gh-r">', "</td></tr>"]
    columns = [(",", "Arden Vale,Brinmoor,Calder & Fen,Dun"), (",", "71.9%,8.25%,[x],100%")]
    assert page.runs == (["", "", [(literals, columns)]],)


def test_numbers_in_the_same_places_are_columns_of_their_own_without_anything_between_them():
    page = columned(table((name, f"{value}.5 to 9{value}.0") for name, value in zip("ABCD", "1234", strict=True)))
    [[_, _, [(_, columns)]]] = page.runs
    assert columns == [(1, "ABCD"), (1, "1234"), (1, "1234")]


def test_three_rows_stay_as_they_are():
    three = table([("A", "1"), ("B", "2"), ("C", "3")])
    assert columned(three) == Columned(three, ())


def test_rows_of_another_kind_keep_their_place():
    rows = "".join(f"<li>{word}</li>" if word != "c" else "<li><b>c</b></li>" for word in "abcde")
    page = columned(f"<ul>{rows}</ul>")
    [[_, order, kinds]] = page.runs
    assert (order, len(kinds)) == ("00100", 2)
    assert written(page) == f"<ul>{rows}</ul>"


def test_rows_that_are_all_the_same_are_as_many_as_before():
    assert written(columned("<ul>" + "<li>same</li>" * 7 + "</ul>")) == "<ul>" + "<li>same</li>" * 7 + "</ul>"


def test_what_a_figure_says_of_its_points_is_rows_too():
    said = json.dumps([[name, "71.9% [e]", str(place)] for place, name in enumerate("ABCDE")], separators=(",", ":"))
    page = columned(f"<div data-figure='{{\"customdata\":{said}}}'></div>")
    assert page.text == f"<div data-figure='{{\"customdata\":[{PLACE}]}}'></div>"
    assert written(page) == f"<div data-figure='{{\"customdata\":{said}}}'></div>"


def test_values_that_hold_every_separator_are_a_list():
    names = [name + SEPARATORS + name for name in ("A", "BB", "CCC", "DDDD")]
    page = table((name, "1") for name in names)
    [[_, _, [(_, columns)]]] = columned(page).runs
    assert columns == [("", names)]
    assert written(columned(page)) == page


def test_a_page_that_holds_the_mark_of_a_place_is_left_alone():
    assert columned(COUNCILS + PLACE) == Columned(COUNCILS + PLACE, ())


MARKS = [
    "<tr>",
    "</tr>",
    "<li>",
    "</li>",
    '<tr class="a">',
    "<td>",
    "</td>",
    "<option>",
    "</option>",
    '<circle cx="',
    '"/>',
]
PIECES = st.sampled_from([*MARKS, '["', '"]', '","', "[", ",", "~", "|", "\n", "1", "12", "0.5", "é", "😀", "x"])


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_comes_back_as_it_was(text):
    assert written(columned(text)) == text


@given(st.lists(st.tuples(st.text(max_size=6), st.text("0123456789.,% -", max_size=8)), min_size=4, max_size=12))
def test_any_table_comes_back_as_it_was(rows):
    painted = table(rows)
    assert written(columned(painted)) == painted


@pytest.mark.parametrize("count", [4, 50])
def test_a_row_that_is_like_the_others_costs_its_values_only(count):
    page = columned(table((f"Council {place:03}", f"{place % 90 + 10}.5%") for place in range(count)))
    sent = len(json.dumps(page.runs, separators=(",", ":")))
    assert sent < 150 + 9 * count
