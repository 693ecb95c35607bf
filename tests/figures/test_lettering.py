from hypothesis import given
from hypothesis import strategies as st

from figures.lettering import shortened, width, wrapped


def test_widths_are_those_of_arial():
    # Arial: digits 0.556 em, full stop 0.278 em, per cent 0.889 em; 3 x 7.784 + 3.892 + 12.446 at 14 px.
    assert round(width("71.9%"), 1) == 39.7
    assert round(width("March"), 1) == round(14 * (0.833 + 0.556 + 0.333 + 0.5 + 0.556), 1)


def test_a_name_is_wrapped_at_words():
    assert wrapped("Bournemouth, Christchurch and Poole", 134, 90, 3) == ("Bournemouth,", "Christchurch and", "Poole")


def test_what_does_not_fit_in_the_lines_is_cut_with_an_ellipsis():
    lines = wrapped("Newcastle upon Tyne and Gateshead Combined Authority", 134, 90, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@given(st.text(max_size=80), st.floats(20, 200), st.floats(20, 200), st.integers(1, 4))
def test_no_line_is_wider_than_its_room(text, room, first, most):
    lines = wrapped(text, room, first, most)
    assert 1 <= len(lines) <= most
    assert width(lines[0]) <= first
    assert all(width(line) <= room for line in lines[1:])


@given(st.text(max_size=60), st.floats(20, 300))
def test_a_shortened_text_fits(text, room):
    assert width(shortened(text, room)) <= room
