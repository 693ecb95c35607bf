"""Filters, their tags, and charts and tables changing places."""

from dash import html

from layouts.chart import Words, chart
from layouts.filters import chosen_bar, filter_field, filter_form, kept_field
from layouts.markup import markup
from layouts.tables_first import tables_first
from views.chosen import Chosen, Tag
from views.table import Column, Table, texts

TABLE = Table("Values", (Column("Month"), Column("Figure")), (texts(("March", "80%")),))


def test_a_tag_says_what_it_does_and_where_it_leads():
    bar = markup(chosen_bar(Chosen((Tag("From", "April 2025", "/compare"),), "/compare")))
    assert '<nav aria-label="Filters in use">' in bar
    assert '<a class="gh-tag" href="/compare"><span class="govuk-visually-hidden">Remove filter </span>' in bar
    assert '<span>From: <b>April 2025</b></span><span aria-hidden="true">×</span></a>' in bar


def test_nothing_chosen_and_nothing_to_turn_round_leaves_no_empty_bar():
    assert chosen_bar(Chosen((), "/compare")) is None


def test_a_form_has_apply_and_reset_and_leaves_out_a_field_without_options():
    fields = [filter_field("from", "From", (("", "Latest"),), ""), filter_field("to", "To", (), "")]
    form = markup(filter_form([*fields, *kept_field("show", "table")], "/compare", "/compare?show=table"))
    assert '<a href="/compare?show=table">Reset</a>' in form
    assert 'name="show" type="hidden" value="table"' in form
    assert form.count("<select") == 1


def test_tables_first_puts_the_table_in_sight_and_the_chart_behind_a_word():
    figure = chart(Words("It rose", "Share"), html.Div("picture"), TABLE)
    before = markup(figure)
    assert before.index("picture") < before.index("<details") < before.index("<table")
    (section,) = tables_first([html.Section(html.Div([figure, None]))])
    after = markup(section)
    assert after.index("It rose") < after.index("<table") < after.index("<details") < after.index("picture")
    assert after.count("<table") == before.count("<table") == 1


def test_a_chart_that_is_its_own_table_stays_as_it_is():
    figure = chart(Words("It rose", "Share"), html.Table("rows"))
    before = markup(figure)
    assert markup(tables_first([figure])) == before
