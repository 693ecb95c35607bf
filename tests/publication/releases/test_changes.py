from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kpis.figure import Figure
from kpis.periods import containing
from publication.releases.changes import marked, revisions_between
from views.open.release import Finished

APRIL, MAY = containing(date(2025, 4, 1), "month"), containing(date(2025, 5, 1), "month")


def row(numerator: int | None, period=APRIL, markers=(), version=1) -> Finished:
    """So many of 100; None is [x] unless another marker is given."""
    amount = None if numerator is None else Decimal(numerator)
    value = None if numerator is None else numerator / 100
    figure = Figure(value, amount, Decimal(100), markers=markers or (("x",) if numerator is None else ()))
    return Finished("completion_rate", "FIR", "missed-bin", "", "", "", period, figure, version)


def kinds(before, now, reason=""):
    return [(one.kind, one.row.period, one.reason) for one in revisions_between(before, now, reason)]


def test_added_revised_and_withdrawn_figures_are_told_apart():
    june = containing(date(2025, 6, 1), "month")
    before, now = [row(80), row(70, MAY)], [row(81), row(60, june)]
    assert kinds(before, now, "Late forms") == [
        ("revised", APRIL, "Late forms"),
        ("withdrawn", MAY, "Late forms"),
        ("added", june, ""),
    ]


def test_a_figure_with_the_r_it_had_is_not_a_change():
    assert kinds([row(80, markers=("r",))], [row(80)]) == []
    assert kinds([row(80)], [row(80, markers=("r",))]) == []


def test_a_new_definition_is_the_reason_where_none_was_given():
    assert kinds([row(80)], [row(70, version=2)]) == [("revised", APRIL, "the definition changed from version 1 to 2")]
    assert kinds([row(80)], [row(70, version=2)], "Recounted") == [("revised", APRIL, "Recounted")]


def markers(before, now):
    return [one.figure.markers for one in marked([now], revisions_between([before], [now]))]


def test_r_stands_where_a_value_was_and_another_is():
    assert markers(row(80), row(81)) == [("r",)]
    assert markers(row(80, markers=("p",)), row(85)) == [("r",)]
    assert markers(row(80), row(81, markers=("p",))) == [("p", "r")]


def test_r_does_not_stand_on_what_came_late_is_gone_hidden_or_only_complete_now():
    assert markers(row(None), row(81)) == [()]
    assert markers(row(81), row(None)) == [("x",)]
    assert markers(row(81), row(None, markers=("c",))) == [("c",)]
    assert markers(row(None, markers=("c",)), row(81)) == [()]
    assert markers(row(80, markers=("p",)), row(80)) == [()]


tables = st.dictionaries(st.sampled_from([APRIL, MAY, MAY.following()]), st.none() | st.integers(0, 100)).map(
    lambda values: [row(value, period) for period, value in values.items()]
)


@given(tables, tables)
def test_what_changed_applied_to_what_was_gives_what_is(before, now):
    after = {one.period: one for one in before}
    for one in revisions_between(before, now):
        if one.kind == "withdrawn":
            del after[one.row.period]
        else:
            after[one.row.period] = one.row
    assert after == {one.period: one for one in now}


@given(tables)
def test_nothing_changes_between_a_table_and_itself(rows):
    assert revisions_between(rows, [replace_markers(one) for one in rows]) == []


def replace_markers(one: Finished) -> Finished:
    return one._replace(figure=replace(one.figure, markers=(*one.figure.markers, "r")))
