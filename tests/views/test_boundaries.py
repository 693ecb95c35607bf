import csv
import re
from datetime import date
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from kpis.councils import Council
from kpis.figure import Sums
from kpis.selection import SelectionError, parse_selection
from kpis.services import Service
from layouts.council import council_page
from layouts.markup import markup
from layouts.service import service_page
from tests.warehouse.given import Given, Town
from tests.warehouse.remembered import begun
from views.boundaries import by_boundaries, todays_reader
from views.boundary_words import past_of
from views.compare import Compare, compare
from views.council import council_view
from views.council_absent import no_figures
from views.data_file import FileRequest, file_request
from views.file_text import csv_pieces
from views.file_values import values
from views.reader import CellQuery, Reader
from views.service import ServiceView, service_view

VESTING = date(2025, 4, 1)
DISTRICT, UNITARY = "District council", "Unitary council, England"
BY_BOTH = frozenset({"council", "service"})


def council(key: str, kind: str, start: date | None = None, into: tuple[str, ...] = ()) -> Council:
    return Council(key, key.title(), key.title(), kind, "England", start=start, end=VESTING if into else None,
                   replaced_by=into)  # fmt: skip


COUNCILS = (
    council("northam", DISTRICT, into=("midham",)),
    council("southam", DISTRICT, into=("midham",)),
    council("midham", UNITARY, VESTING),
    council("broadshire", "County council", into=("eastby", "westby")),
    council("eastby", UNITARY, VESTING),
    council("westby", UNITARY, VESTING),
    council("elsewhere", UNITARY),
)


def _lay_out(folder: Path) -> None:
    Town(folder).writer.reference(COUNCILS, [Service("bins", "Bins"), Service("tolls", "Tolls")], [])


@pytest.fixture
def merged(tmp_path: Path) -> Town:
    return begun(_lay_out, tmp_path / "warehouse")


def month(key: str, started: int, completed: int, period: str, service: str = "bins") -> list[Given]:
    return [
        Given("started", started, period, council=key, service=service),
        Given("completed", completed, period, council=key, service=service),
    ]


def loaded(town: Town) -> Reader:
    """Two districts until March 2025 and what they became from April on; a county that was split; one that stayed."""
    rows = [
        *month("northam", 100, 60, "2025-02"),
        *month("southam", 300, 240, "2025-02"),
        *month("northam", 100, 50, "2025-03"),
        *month("southam", 200, 160, "2025-03"),
        *month("midham", 400, 320, "2025-04"),
        *month("midham", 400, 300, "2025-05"),
        *month("broadshire", 100, 90, "2025-03", "tolls"),
        *month("eastby", 50, 45, "2025-04", "tolls"),
        *(given for at in ("2025-02", "2025-03", "2025-04", "2025-05") for given in month("elsewhere", 200, 100, at)),
    ]
    town.load(rows)
    return town.reader


def sums(reader: Reader, key: str, service: str = "bins") -> dict[date, Sums]:
    query = CellQuery(("completion_rate",), BY_BOTH, (key,), (service,))
    return {cell.period.start: cell.sums for cell in reader.cells(query)}


def today(reader: Reader) -> Reader:
    return by_boundaries(reader, parse_selection({"boundaries": ["today"]}))


def test_A10_as_it_was_is_the_rule_and_a_new_council_begins_on_vesting_day(merged: Town):
    reader = loaded(merged)
    assert by_boundaries(reader, parse_selection({"boundaries": ["as_it_was"]})) is reader
    assert min(sums(reader, "midham")) == VESTING


def test_A10_by_todays_boundaries_the_past_is_the_sum_over_the_sum_and_marked_as_a_break(merged: Town):
    found = sums(today(loaded(merged)), "midham")
    before = found[date(2025, 2, 1)]
    # 60 + 240 of 100 + 300: 75%, never the mean of 60% and 80%.
    assert (before.numerator, before.denominator, before.whole, before.broken) == (300, 400, True, True)
    assert not found[VESTING].broken


def test_A10_only_if_every_one_of_them_reported(merged: Town):
    merged.load(
        [
            *month("northam", 100, 60, "2025-02"),
            *month("southam", 300, 240, "2025-02"),
            *month("northam", 100, 60, "2025-03"),
        ]
    )
    found = sums(today(merged.reader), "midham")[date(2025, 3, 1)]
    assert (found.numerator, found.expected, found.broken) == (None, 1, False)
    assert found.reason == "without Southam, which was part of it"


def test_A10_one_that_reports_by_other_periods_is_not_left_out_of_the_sum(merged: Town):
    yearly = [Given(m, 10, "2024-25", "web", "southam", "bins", "financial_year") for m in ("started", "completed")]
    merged.load([*month("northam", 100, 60, "2025-03"), *yearly])
    found = sums(today(merged.reader), "midham")
    assert all(one.numerator is None for one in found.values())


def test_A10_a_county_that_was_split_leaves_a_break_that_says_so(merged: Town):
    reader = today(loaded(merged))
    view = service_view(reader, reader.register.by_key["eastby"], reader.services()["tolls"],
                        parse_selection({"boundaries": ["today"]}))  # fmt: skip
    assert isinstance(view, ServiceView)
    table = view.trends[0].table
    march = next(row for row in table.rows if row[0].text == "March 2025")
    assert "[b]" in [cell.text for cell in march]
    assert march[-1].text == "Broadshire was split, and its figures cannot be divided"
    assert view.past is not None
    assert view.past.words.endswith("Broadshire was split, and its figures cannot be divided.")


def test_A10_ended_councils_give_way_and_the_rest_stay_as_they_are(merged: Town):
    reader = today(loaded(merged))
    assert {one.council for one in reader.extents()} == {"midham", "eastby", "westby", "elsewhere"}
    assert {one.key for one in reader.register.councils} == {"midham", "eastby", "westby", "elsewhere"}
    assert sums(reader, "elsewhere") == sums(merged.reader, "elsewhere")
    [extent] = reader.extents("completion_rate", "midham")
    assert (extent.first, extent.latest) == (date(2025, 2, 1), date(2025, 5, 1))


def test_A10_a_council_that_has_ended_is_told_where_its_area_is_today(merged: Town):
    asked = parse_selection({"boundaries": ["today"], "council": ["northam"]})
    with pytest.raises(SelectionError, match="its area is part of Midham \\(midham\\)"):
        by_boundaries(loaded(merged), asked)


def test_A10_other_words_for_boundaries_are_refused():
    with pytest.raises(SelectionError, match="it is one of as_it_was, today"):
        parse_selection({"boundaries": ["2024"]})


def rows(reader: Reader, query: str) -> list[dict[str, str]]:
    asked = file_request(reader, "completion_rate", parse_qs(query))
    assert isinstance(asked, FileRequest)
    text = "".join(csv_pieces(asked.columns, values(reader, asked)))
    return list(csv.DictReader(StringIO(text, newline="")))


def test_A10_a_file_by_todays_boundaries_has_the_marker_and_says_what_it_means(merged: Town):
    found = rows(today(loaded(merged)), "boundaries=today&council=midham&by=council&by=service&by=period")
    assert [(row["value"], row["marker"]) for row in found] == [
        ("0.75", "[b]"),
        ("0.7", "[b]"),
        ("0.8", ""),
        ("0.75", ""),
    ]
    assert found[0]["caution"] == "made of the councils before this one"


def test_A10_a_file_of_everything_is_in_order_of_councils_and_holds_none_that_ended(merged: Town):
    found = rows(today(loaded(merged)), "boundaries=today")
    assert list(dict.fromkeys(row["council"] for row in found)) == ["eastby", "elsewhere", "midham", "westby"]


def test_A10_a_groups_total_is_the_same_by_both_boundaries_and_marked_where_it_was_rebuilt(merged: Town):
    reader = loaded(merged)
    query = "council=midham&council=elsewhere&service=bins&by=service&by=period"
    together = {row["period_start"]: row for row in rows(today(reader), f"boundaries=today&{query}")}
    # March 2025: 210 of 300 rebuilt and 100 of 200: 310 of 500.
    assert (together["2025-03-01"]["numerator"], together["2025-03-01"]["marker"]) == ("310", "[b]")
    assert together["2025-04-01"]["marker"] == ""
    parts = rows(reader, "council=northam&council=southam&council=elsewhere&service=bins&by=service&by=period")
    assert [row["numerator"] for row in parts if row["period_start"] == "2025-03-01"] == ["310"]


def test_A10_the_comparison_shows_the_past_of_todays_council_and_offers_both_views(merged: Town):
    loaded(merged)
    asked = {"boundaries": ["today"], "kpi": ["completion_rate"], "service": ["bins"], "to": ["2025-03"]}
    view = compare(today(merged.reader), parse_selection(asked))
    assert isinstance(view, Compare)
    assert view.each is not None
    assert [(row.name, row.value) for row in view.each.rows] == [("Elsewhere", "50.0%"), ("Midham", "70.0% [b]")]
    assert "boundaries=today" in view.each.rows[1].href
    assert "boundaries=today" in view.each.file
    assert view.form.boundaries == (("", "As it was"), ("today", "Today’s"))
    assert any(words.startswith("By today’s boundaries") for words in view.members.care)


def test_A10_T7_limits_begin_anew_on_vesting_day_and_nothing_is_compared_across_it(merged: Town):
    periods = [f"{year}-{number:02}" for year in (2024, 2025) for number in range(1, 13)]
    before = [given for at in periods[:15] for key in ("northam", "southam") for given in month(key, 100, 60, at)]
    merged.load([*before, *(given for at in periods[15:] for given in month("midham", 200, 170, at))])
    reader = today(merged.reader)
    selection = parse_selection({"boundaries": ["today"]})
    view = service_view(reader, reader.register.by_key["midham"], reader.services()["bins"], selection)
    assert isinstance(view, ServiceView)
    assert "Limits begin anew: the council was formed" in " ".join(view.trends[0].notes)
    assert view.tiles[0].change == "Not compared with December 2024: the council was formed in between"


def test_A10_pages_say_who_served_the_area_before_and_lead_to_the_other_view(merged: Town):
    reader = loaded(merged)
    midham = reader.register.by_key["midham"]
    was = past_of(reader, midham, parse_selection({}))
    assert was is not None
    assert was.words == "Midham began on 1 April 2025; before that Northam and Southam served its area."
    assert was.query == "?boundaries=today"
    asked = parse_selection({"boundaries": ["today"]})
    view = council_view(today(reader), midham, asked)
    assert view is not None
    assert view.past is not None
    assert view.past.query == ""
    assert all("boundaries=today" in row.href for row in view.services.rows)
    assert past_of(reader, reader.register.by_key["elsewhere"], asked) is None


def test_A10_a_council_without_figures_of_its_own_leads_to_those_before_it(merged: Town):
    merged.load([*month("northam", 100, 60, "2025-03"), *month("southam", 300, 240, "2025-03")])
    reader = merged.reader
    found = no_figures(reader, reader.register.by_key["midham"])
    assert [(near.detail, near.href) for near in found.near] == [
        (f"{UNITARY}, by today’s boundaries", "/council/midham?boundaries=today"),
        (DISTRICT, "/council/northam"),
        (DISTRICT, "/council/southam"),
    ]
    ended = council_view(reader, reader.register.by_key["northam"], parse_selection({}))
    assert ended is not None
    assert ended.ended is not None
    assert ended.ended.successors == (("Midham", "/council/midham?boundaries=today"),)


def test_A10_the_view_by_todays_boundaries_has_a_version_of_its_own(merged: Town):
    reader = loaded(merged)
    assert todays_reader(reader).version != reader.version
    assert todays_reader(todays_reader(reader)).version == todays_reader(reader).version


def test_A10_a_page_without_a_figure_by_todays_boundaries_does_not_blame_the_number_of_services(merged: Town):
    merged.load(month("broadshire", 100, 90, "2025-03", "tolls"))
    asked = parse_selection({"boundaries": ["today"]})
    view = council_view(today(merged.reader), merged.reader.register.by_key["eastby"], asked)
    assert view is not None
    assert view.attention.caution == ""
    assert view.past is not None
    assert view.past.words.endswith("Broadshire was split, and its figures cannot be divided.")


def test_A10_the_line_is_broken_on_vesting_day_and_the_note_says_why(merged: Town):
    reader = today(loaded(merged))
    asked = parse_selection({"boundaries": ["today"]})
    view = service_view(reader, reader.register.by_key["midham"], reader.services()["bins"], asked)
    assert view
    assert (
        "Line broken at April 2025: the council was formed; figures before that are made of the councils before it"
        in view.trends[0].notes
    )
    page = markup(service_page(view).body)
    assert "Line broken at April 2025" in page
    # Two stretches of two months each: the line of four points is lifted once.
    [line] = re.findall(r'<path class="g-line" d="([^"]*)"', page.split('id="completion-rate"', 1)[1])[:1]
    assert (line.count("M"), line.count(",")) == (2, 4)


def test_a_change_in_how_figures_are_counted_breaks_the_line_and_the_note_says_from_what_to_what(merged: Town):
    merged.load(month("elsewhere", 100, 50, "2025-02"), "old-system", completion_basis="event")
    merged.load(month("elsewhere", 100, 60, "2025-03"), "new-system", completion_basis="cohort")
    reader = merged.reader
    view = service_view(reader, reader.register.by_key["elsewhere"], reader.services()["bins"], parse_selection({}))
    assert view
    assert "Line broken at March 2025: counted differently: cohort, before that event" in view.trends[0].notes


def two_tiers(town: Town) -> Reader:
    """Each tier answers requests of its own, as counties and districts do."""
    town.writer.reference(
        (
            council("northam", DISTRICT, into=("midham",)),
            council("oldshire", "County council", into=("midham",)),
            council("midham", UNITARY, VESTING),
        ),
        [Service("bins", "Bins")],
        [],
    )
    town.load([*month("northam", 100, 60, "2025-02"), *month("oldshire", 300, 240, "2025-02")])
    return town.reader


NO_SUM = "both tiers have figures of their own and are never added (Oldshire and Northam)"


def test_A10_where_no_sum_can_be_made_the_councils_page_says_why_and_shows_nothing_else(merged: Town):
    reader = today(two_tiers(merged))
    asked = parse_selection({"boundaries": ["today"]})
    view = council_view(reader, reader.register.by_key["midham"], asked)
    assert view
    assert view.lead == "No figure can be made by today’s boundaries."
    assert view.past
    assert view.past.words == (f"By today’s boundaries no figure before 1 April 2025 can be made for Midham: {NO_SUM}.")
    assert (view.facts, view.tiles, view.services, view.neighbours) == ((), (), None, None)
    page = markup(council_page(view, lambda sort: sort).body)
    assert NO_SUM in page
    assert "<dl" not in page
    assert "Needs attention" not in page
    as_it_was = no_figures(merged.reader, merged.reader.register.by_key["midham"])
    assert as_it_was.lead.endswith("It began on 1 April 2025; before that Northam and Oldshire served its area.")
    assert [near.href for near in as_it_was.near] == [
        "/council/midham?boundaries=today", "/council/northam", "/council/oldshire",
    ]  # fmt: skip


def test_A10_where_no_sum_can_be_made_the_services_page_says_why_and_leads_on(merged: Town):
    reader = today(two_tiers(merged))
    asked = parse_selection({"boundaries": ["today"]})
    view = service_view(reader, reader.register.by_key["midham"], reader.services()["bins"], asked)
    assert view
    assert view.empty
    assert view.lead == view.empty.title == "No figure can be made by today’s boundaries."
    assert view.empty.since == f"{NO_SUM[0].upper()}{NO_SUM[1:]}."
    assert [way.name for way in view.empty.ways] == ["See all services of Midham"]
