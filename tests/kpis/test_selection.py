from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.periods import FREQUENCIES
from kpis.selection import COLUMNS, KEYS_OF_FIELDS, Selection, SelectionError, parse_selection

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
chosen = st.one_of(st.just(""), words)
several = st.lists(words, max_size=4, unique=True).map(tuple)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
spans = st.one_of(
    st.just((None, None)),
    st.tuples(days, st.none()),
    st.tuples(st.none(), days),
    st.tuples(days, days).map(lambda pair: (min(pair), max(pair))),
)


@st.composite
def selections(draw):
    first, last = draw(spans)
    return Selection(
        kpi=draw(chosen),
        councils=draw(several),
        services=draw(several),
        group=draw(chosen),
        channel=draw(chosen),
        segment=draw(chosen),
        frequency=draw(st.sampled_from([None, *FREQUENCIES])),
        first=first,
        last=last,
        by=draw(st.lists(st.sampled_from(COLUMNS), max_size=5, unique=True).map(tuple)),
        sort=draw(chosen),
        text=draw(chosen),
        show=draw(st.sampled_from([None, "table"])),
    )


def from_address(query):
    """What a browser's query string becomes on the server."""
    return parse_selection(parse_qs(query.removeprefix("?"), keep_blank_values=True))


@given(selections())
def test_the_address_of_any_selection_leads_back_to_it(selection):
    assert from_address(selection.query()) == selection


@given(selections(), selections())
def test_a_change_is_the_address_of_the_changed_selection(selection, other):
    query = selection.query(kpi=other.kpi, councils=other.councils, frequency=other.frequency)
    changed = replace(selection, kpi=other.kpi, councils=other.councils, frequency=other.frequency)
    assert from_address(query) == changed


@given(selections())
def test_two_different_selections_never_share_an_address(selection):
    other = replace(selection, text=selection.text + "x")
    assert other.query() != selection.query()


def test_no_choice_is_no_query_string():
    assert Selection().query() == ""
    assert parse_selection({}) == Selection()


def test_the_keys_are_those_of_the_public_contract():
    selection = Selection(
        "digital_take_up", ("FIF", "GLG"), ("blue-badge",), "family-1", "web", "north", "month",
        date(2025, 4, 1), date(2026, 3, 31), ("council", "period"), "name", "fife",
    )  # fmt: skip
    assert selection.query() == (
        "?kpi=digital_take_up&council=FIF&council=GLG&service=blue-badge&group=family-1&channel=web&segment=north"
        "&frequency=month&from=2025-04-01&to=2026-03-31&by=council&by=period&sort=name&q=fife"
    )


def test_every_field_has_a_key_of_its_own():
    assert set(KEYS_OF_FIELDS) == set(Selection.__dataclass_fields__)
    assert len(set(KEYS_OF_FIELDS.values())) == len(KEYS_OF_FIELDS)


def test_a_form_that_sends_empty_fields_chooses_nothing():
    assert from_address("?kpi=&council=&frequency=&from=&to=&by=&q=") == Selection()


def test_an_unknown_key_is_ignored_as_other_sites_add_their_own():
    assert from_address("?utm_source=mail&kpi=availability") == Selection(kpi="availability")


def test_the_one_service_is_the_first_or_none():
    assert Selection(services=("a", "b")).service == "a"
    assert Selection().service == ""


def test_the_same_council_twice_is_chosen_once():
    assert from_address("?council=FIF&council=GLG&council=FIF").councils == ("FIF", "GLG")


def test_a_month_stands_for_its_first_day_from_and_its_last_day_to():
    selection = from_address("?from=2024-02&to=2024-02")
    assert (selection.first, selection.last) == (date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?frequency=daily", "'frequency' cannot be 'daily'; it is one of week, month, quarter"),
        ("?frequency=Month", "'frequency' cannot be 'Month'"),
        ("?from=2025-02-30", "'from' cannot be '2025-02-30'; write a date such as 2025-04-01"),
        ("?from=yesterday", "'from' cannot be 'yesterday'"),
        ("?to=2025", "'to' cannot be '2025'"),
        ("?to=2025-13", "'to' cannot be '2025-13'"),
        ("?from=0001-01-01", "'from' cannot be '0001-01-01'"),
        ("?to=9999-12-31", "'to' cannot be '9999-12-31'"),
        ("?from=2026-04-01&to=2025-04-01", r"'from' \(2026-04-01\) is after 'to' \(2025-04-01\); swap them"),
        ("?by=colour", "'by' cannot be 'colour'; it is one of council, service, channel, segment, period"),
        ("?by=council&by=", None),
        ("?kpi=a&kpi=b", "'kpi' is given 2 times; keep one"),
        ("?kpi=a&kpi=a", None),
        ("?from=2025-04-01&from=2025-05-01", "'from' is given 2 times"),
        ("?as_at=2025-04-01", "'as_at' cannot be answered here: a page shows the figures as they stand now"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(query, message):
    if message is None:
        from_address(query)
    else:
        with pytest.raises(SelectionError, match=message):
            from_address(query)


@given(st.dictionaries(st.sampled_from(["from", "to", "frequency", "by", "kpi", "q"]), st.lists(words, max_size=3)))
def test_any_query_is_a_selection_or_a_selection_error(query):
    try:
        found = parse_selection(query)
    except SelectionError:
        return
    assert parse_selection(parse_qs(found.query().removeprefix("?"))) == found


def test_a_long_value_is_cut_in_the_message():
    with pytest.raises(SelectionError) as caught:
        parse_selection({"frequency": ["x" * 10_000]})
    assert len(str(caught.value)) < 200
