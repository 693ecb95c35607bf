from html.parser import HTMLParser

import pytest
from dash import html
from hypothesis import given
from hypothesis import strategies as st

from layouts.markup import NotMarkupError, markup
from layouts.parts import Plot, Search, Select, icon

KINDS = (html.Div, html.Section, html.Span, html.Strong)
NAMES = st.sampled_from(("title", "className", "id", "lang", "data-label", "aria-label"))
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
TREES = st.recursive(
    st.one_of(TEXTS, st.none(), st.integers(-999, 999)),
    lambda inner: st.builds(
        lambda kind, children, attributes: kind(children, **attributes),
        st.sampled_from(KINDS),
        st.lists(inner, max_size=4),
        st.dictionaries(NAMES, TEXTS, max_size=3),
    ),
    max_leaves=12,
)


class Parsed(HTMLParser):
    """HTML as nested lists: [tag, {attribute: value}, child, ...], texts that meet joined."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.root = ["root", {}]
        self._open = [self.root]
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        node = [tag, dict(attrs)]
        self._open[-1].append(node)
        self._open.append(node)

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        above = self._open[-1]
        if isinstance(above[-1], str):
            above[-1] += data
        else:
            above.append(data)


def told(tree):
    """The same nested lists, straight from the tree."""
    node = [tree._type.lower(), {}]
    for name, value in vars(tree).items():
        if name in {"title", "id", "lang", "data-label", "aria-label"}:
            node[1][name] = value
        if name == "className":
            node[1]["class"] = value
    for child in tree.children:
        if hasattr(child, "_type"):
            node.append(told(child))
        elif child is not None and str(child):
            if isinstance(node[-1], str):
                node[-1] += str(child)
            else:
                node.append(str(child))
    return node


@given(st.lists(TREES, max_size=4))
def test_what_a_parser_reads_is_the_tree(children):
    tree = html.Div(children)
    assert Parsed(markup(tree)).root[2:] == [told(tree)]


@given(st.text())
def test_a_text_never_opens_an_element_and_comes_back_as_it_was(text):
    parsed = Parsed(markup(html.P(text))).root[2:]
    kept = text.replace("\x00", "\ufffd")
    assert parsed == [["p", {}, kept] if kept else ["p", {}]]


@given(st.text())
def test_an_attribute_never_ends_early(text):
    assert Parsed(markup(html.P(title=text))).root[2:] == [["p", {"title": text.replace("\x00", "\ufffd")}]]


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (html.Td("1", colSpan=2, className="gh-r"), '<td class="gh-r" colspan="2">1</td>'),
        (html.Label("Name", htmlFor="q"), '<label for="q">Name</label>'),
        (html.Time("May", dateTime="2025-05"), '<time datetime="2025-05">May</time>'),
        (html.H1("Home", tabIndex="-1"), '<h1 tabindex="-1">Home</h1>'),
        (html.Details("x", open=True), "<details open>x</details>"),
        (html.Details("x", open=False), "<details>x</details>"),
        (html.Div(hidden=True), "<div hidden></div>"),
        (html.Span("x", **{"aria-hidden": True, "data-n": 3}), '<span aria-hidden="true" data-n="3">x</span>'),
        (html.Span("x", **{"aria-expanded": False}), '<span aria-expanded="false">x</span>'),
        (html.Div(style={"--gh-rows": 3, "marginTop": "4px"}), '<div style="--gh-rows:3;margin-top:4px"></div>'),
        (html.P(["a", html.Br(), 2, None, 1.5]), "<p>a<br>21.5</p>"),
        (html.Pre("\nfirst"), "<pre>\n\nfirst</pre>"),
        ([html.P("a"), html.P("b")], "<p>a</p><p>b</p>"),
        (html.P("half a pair: \ud800"), "<p>half a pair: \ufffd</p>"),
        (None, ""),
    ],
)
def test_properties_become_attributes_and_flags_stand_alone(tree, expected):
    assert markup(tree) == expected


def test_attributes_are_written_in_one_order_whatever_the_order_they_were_set_in():
    one, two = html.Td(className="a", title="b", lang="c"), html.Td(lang="c", title="b", className="a")
    two.__dict__ = dict(reversed(vars(two).items()))
    assert markup(one) == markup(two) == '<td class="a" lang="c" title="b"></td>'


def test_a_link_that_would_run_a_script_leads_nowhere():
    assert markup(html.A("x", href=" javascript:alert(1)")) == '<a href="about:blank">x</a>'


@pytest.mark.parametrize("tree", [html.Script("x"), html.Iframe(src="/x"), html.Br("x"), {"a": 1}, html.P(style="x")])
def test_what_no_page_may_carry_is_refused(tree):
    with pytest.raises(NotMarkupError):
        markup(tree)


def test_a_select_marks_its_value_and_groups_its_options():
    select = Select("by", "frequency", [("", "Any"), ("Fixed", [("month", "Month"), ("year", "Year & day")])], "year")
    assert markup(select) == (
        '<select autocomplete="off" class="govuk-select" id="by" name="frequency"><option value="">Any</option>'
        '<optgroup label="Fixed"><option value="month">Month</option>'
        '<option value="year" selected>Year &amp; day</option></optgroup>'
        "</select>"
    )


def test_a_search_field_is_a_native_input_with_its_hint():
    assert markup(Search("q", "q", 'a"b', **{"aria-describedby": "hint"})) == (
        '<input aria-describedby="hint" autocomplete="off" class="govuk-input" id="q" name="q" type="search" '
        "value='a\"b'>"
    )


def test_a_plot_without_a_figure_is_its_drawing_and_nothing_else():
    assert markup(html.Td(Plot("<svg></svg>", label="ignored"))) == "<td><svg></svg></td>"


def test_a_plot_with_a_figure_carries_it_beside_the_drawing():
    plot = Plot("<svg></svg>", {"data": [{"y": [1, None]}]}, label="Two months", height=330)
    assert markup(plot) == (
        '<div aria-label="Two months" class="gh-figure" data-figure=\'{"data":[{"y":[1,null]}]}\' role="group" '
        'style="height:330px"><svg></svg></div>'
    )


def test_an_icon_is_drawn_in_place_and_hidden_from_those_who_read_the_words_beside_it():
    drawn = markup(icon("target-met"))
    assert drawn.startswith('<svg class="gh-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><circle')
    assert drawn.endswith("</svg>")
    assert "<title>" not in drawn
    assert "id=" not in drawn
