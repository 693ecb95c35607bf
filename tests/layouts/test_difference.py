"""What differs between two texts makes the one of the other."""

import json

from hypothesis import given
from hypothesis import strategies as st

from layouts.difference import BLOCK, difference
from tests.layouts.answers import made

PAGE = "".join(f'<p class="gh-{place}">Sentence {place} of a page.</p>' for place in range(40))


def test_without_an_old_text_the_new_one_is_sent_whole():
    assert difference("", PAGE) == [PAGE]


def test_the_same_text_is_one_move():
    assert difference(PAGE, PAGE) == ["", 0, len(PAGE), ""]


def test_one_changed_sentence_is_sent_and_little_of_what_stands_around_it():
    new = PAGE.replace("Sentence 20 of", "Something else of")
    told = difference(PAGE, new)
    assert made(PAGE, told) == new
    assert sum(len(word) for word in told if isinstance(word, str)) <= len("Something else") + BLOCK


def test_what_moved_is_found_again():
    third = len(PAGE) // 3
    told = difference(PAGE, PAGE[third:] + PAGE[:third])
    assert sum(len(word) for word in told if isinstance(word, str)) < BLOCK


def test_characters_that_browsers_count_twice_make_it_whole():
    assert difference(PAGE, PAGE + "😀") == [PAGE + "😀"]
    assert difference("😀" + PAGE, PAGE) == [PAGE]


WORDS = st.lists(st.sampled_from([PAGE[:60], PAGE[40:90], PAGE[300:333], "a", "bc", "<p>", "é" * 30]), max_size=30)


@given(WORDS.map("".join), WORDS.map("".join))
def test_any_text_is_made_of_any_other(old, new):
    told = json.loads(json.dumps(difference(old, new)))
    assert made(old, told) == new


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_characters_come_across(old, new):
    assert made(old, difference(old, new)) == new
