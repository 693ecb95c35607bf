import pytest

from kpis.markers import MEANINGS, bracketed
from tests.kpis.published import published


def test_A2_every_marker_shown_is_a_published_one():
    assert set(MEANINGS) <= set(published("data_markers")["markers"])


@pytest.mark.parametrize("marker", ["x", "p", "u", "e", "b"])
def test_A2_a_markers_meaning_begins_with_the_published_words(marker):
    assert MEANINGS[marker].startswith(published("data_markers")["markers"][marker])


def test_A2_no_two_markers_mean_the_same_and_none_is_called_zero():
    assert len(set(MEANINGS.values())) == len(MEANINGS)
    assert not any("zero" in meaning for meaning in MEANINGS.values())


def test_a_marker_is_printed_in_square_brackets_and_no_marker_as_nothing():
    assert bracketed("x") == "[x]"
    assert bracketed("") == ""
