from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from figures.chart import Manner, chart
from figures.labels import ROOMS
from figures.lettering import LEADING, width
from tests.figures.examples import COMPLETION, COST, series

NAMES = ("Fife", "Arden Vale", "Bournemouth, Christchurch and Poole", "Newcastle upon Tyne and Gateshead Combined")


def overlaps(labels):
    tops = sorted(
        (label.y - LEADING / 2, label.y - LEADING / 2 + LEADING * max(1, len(label.rest))) for label in labels
    )
    return [pair for pair in pairwise(tops) if pair[0][1] > pair[1][0] + 0.11]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=4), st.sampled_from([200, 280, 330]))
def test_no_label_lies_over_another_or_outside_the_plots_height(ends, height):
    many = [series([0.5, end], key=name, name=name) for end, name in zip(ends, NAMES, strict=False)]
    found = chart(COMPLETION, many, Manner(height=height)).labels
    for labels in (found.wide, [label for label in found.narrow if label.bold]):
        assert len(labels) == len(ends)
        assert overlaps(labels) == []
        assert all(-0.1 <= label.y <= height + 0.1 for label in labels)


def test_labels_share_the_way_they_have_to_move():
    # Two lines that end at one place: one label moves up by half a line of text, the other down.
    many = [series([0.5, 0.55], key=key, name=key) for key in ("A", "B")]
    one, other = chart(COMPLETION, many, Manner(height=200)).labels.wide
    assert one.at == other.at
    assert round(one.at - one.y, 1) == round(other.y - other.at, 1) == LEADING / 2


def test_labels_keep_the_order_of_the_values():
    many = [series([0.5, value], key=str(value), name=str(value)) for value in (0.61, 0.60, 0.605, 0.6)]
    labels = chart(COMPLETION, many, Manner(height=200)).labels.wide
    assert [label.bold for label in sorted(labels, key=lambda label: label.y)] == ["61.0%", "60.5%", "60.0%", "60.0%"]


def test_a_label_far_from_its_line_is_tied_to_it():
    labels = chart(COMPLETION, [series([0.5, 0.6], key=k, name=k) for k in "ABCD"], Manner(height=200)).labels.wide
    assert any(label.moved for label in labels)
    assert {label.away for label in labels} == {14}


@given(st.lists(st.floats(0, 9_999_999) | st.none(), min_size=1, max_size=40), st.sampled_from([200, 330]))
def test_what_stands_beside_the_plot_fits_in_its_margin(values, height):
    placed = chart(COST, [series(values)], Manner(height=height))
    for labels, margin in zip((placed.labels.wide, placed.labels.narrow), ROOMS[placed.room], strict=True):
        for label in labels:
            if label.beside:
                assert width(label.bold, bold=True) + label.away <= margin
            else:
                assert -10 <= label.y <= height + 10
