import csv
import json
from dataclasses import replace
from datetime import date
from io import StringIO
from urllib.parse import parse_qs

import pytest

from kpis.selection import SelectionError
from tests.views.nations import COUNCILS, SCOTTISH, SERVICES, flat, library, online
from tests.warehouse.given import Given, Town
from views.data_file import JUDGED, FileRequest, file_request
from views.file_about import about
from views.file_text import csv_pieces, json_pieces
from views.file_values import values
from views.not_found import NotFound

EVERY_COLUMN = (
    "period_start,period_end,council,council_gss,council_name,service,service_name,channel,segment,numerator,"
    "denominator,value,lower,upper,provided,expected,marker,basis,definition_version,caution"
)


def asked(town: Town, query: str, kpi: str = "completion_rate") -> FileRequest:
    found = file_request(town.reader, kpi, parse_qs(query, keep_blank_values=True))
    assert isinstance(found, FileRequest)
    return found


def rows(town: Town, query: str = "", kpi: str = "completion_rate") -> list[dict[str, str]]:
    request = asked(town, query, kpi)
    text = "".join(csv_pieces(request.columns, values(town.reader, request)))
    return list(csv.DictReader(StringIO(text, newline="")))


def brief(town: Town, query: str, *columns: str, kpi: str = "completion_rate") -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in columns) for row in rows(town, query, kpi)]


# --- Columns and values


def test_P7_a_row_has_every_column_of_the_contract(land: Town):
    land.load(online("FIR", 40, 10), completion_basis="cohort")
    assert ",".join(asked(land, "").columns) == EVERY_COLUMN
    [row] = rows(land)
    # Wilson, 10 of 40: centre (20 + 3.8415) / (2 * 43.8415) = 0.2719; half 0.1303
    assert float(row.pop("lower")) == pytest.approx(0.1419, abs=1e-4)
    assert float(row.pop("upper")) == pytest.approx(0.4019, abs=1e-4)
    assert row == {
        "period_start": "2025-04-01",
        "period_end": "2025-04-30",
        "council": "FIR",
        "council_gss": "S12000001",
        "council_name": "Firthshire",
        "service": "missed-bin",
        "service_name": "Report a missed bin",
        "channel": "all",
        "segment": "all",
        "numerator": "10",
        "denominator": "40",
        "value": "0.25",
        "provided": "1",
        "expected": "1",
        "marker": "",
        "basis": "cohort",
        "definition_version": "1",
        "caution": "a can opener, not a verdict: councils differ in area, demand and recording",
    }


def test_columns_that_are_not_asked_for_stay_out_and_keep_their_order(land: Town):
    assert asked(land, "by=period&by=council").columns[:6] == (
        "period_start",
        "period_end",
        "council",
        "council_gss",
        "council_name",
        "numerator",
    )
    assert "service" not in asked(land, "by=council").columns


def test_A2_a_missing_figure_is_an_empty_value_with_a_marker_and_the_reason(land: Town):
    land.load([*online("FIR", 40, 10), *online("FIR", 40, 10, "2025-06")])
    may = rows(land, "council=FIR")[1]
    assert (may["period_start"], may["value"], may["marker"]) == ("2025-05-01", "", "[x]")
    assert may["caution"] == "no figure for web"


def test_A2_a_true_zero_is_a_zero(land: Town):
    land.load(online("FIR", 40, 0))
    assert brief(land, "", "numerator", "value", "marker") == [("0", "0", "")]


def test_P11_illustrative_figures_say_so_in_every_row(land: Town):
    land.load(flat(online(key, 40, 10) for key in ("FIR", "arden-vale")))
    assert [row["caution"].startswith("illustrative figures") for row in rows(land)] == [False, True]
    assert rows(land, "council=arden-vale")[0]["caution"] == "illustrative figures"


# --- What is chosen


def test_councils_can_be_named_by_key_or_by_gss_code(land: Town):
    land.load(flat(online(key, 40, 10) for key in ("FIR", "GLE")))
    assert brief(land, "council=S12000001&council=gle", "council") == [("FIR",), ("GLE",)]


def test_a_stretch_holds_the_periods_between_its_ends_and_to_may_be_a_first_day(land: Town):
    land.load(flat(online("FIR", 40, 10, f"2025-{month:02d}") for month in range(4, 10)))
    months = [("2025-05-01",), ("2025-06-01",)]
    assert brief(land, "from=2025-05-01&to=2025-06-30", "period_start") == months
    assert brief(land, "from=2025-05&to=2025-06", "period_start") == months
    assert brief(land, "from=2025-05-01&to=2025-06-01", "period_start") == months


def test_A5_a_year_of_months_is_added_before_it_is_divided_and_is_partial_while_one_is_missing(land: Town):
    months = [f"2024-{month:02d}" for month in range(4, 13)] + ["2025-01", "2025-02"]
    land.load([*online("FIR", 10, 9, "2025-04"), *flat(online("FIR", 40, 10, month) for month in months)])
    first, second = rows(land, "frequency=financial_year&council=FIR")
    assert (first["numerator"], first["denominator"], first["value"]) == ("110", "440", "0.25")
    assert (first["provided"], first["expected"], first["marker"]) == ("11", "12", "[p]")
    assert (second["period_end"], second["marker"]) == ("2026-03-31", "[p]")
    assert rows(land, "frequency=financial_year&council=FIR&to=2024-04-01") == [first]


def test_frequencies_are_not_mixed_when_one_is_chosen(land: Town):
    land.load([*online("FIR", 40, 10), *library("FIR", 300, 100)])
    assert brief(land, "frequency=month", "service", kpi="cost_per_transaction") == []
    assert brief(land, "frequency=financial_year", "value", kpi="cost_per_transaction") == [("3",)]


def test_D5_a_12_month_figure_in_a_stretch_looks_back_beyond_its_beginning(land: Town):
    months = [f"2024-{month:02d}" for month in range(1, 13)] + ["2025-01"]
    land.load(
        Given(measure, value, month, council="FIR")
        for place, month in enumerate(months)
        for measure, value in (("cost", 100 + place), ("completed", 10))
    )
    # 101 + 102 + ... + 112 = 1200 + 78 over 12 * 10
    assert brief(land, "from=2025-01", "numerator", "denominator", "value", kpi="cost_per_transaction") == [
        ("1278", "120", "10.65")
    ]


def test_by_channel_gives_each_channel_and_never_the_whole_beside_its_parts(land: Town):
    app = [Given("started", 10, channel="app", council="FIR"), Given("completed", 5, channel="app", council="FIR")]
    land.load([*online("FIR", 40, 10), *app])
    assert brief(land, "", "channel", "value") == [("all", "0.3")]
    assert brief(land, "by=channel&by=period", "channel", "value") == [("app", "0.5"), ("web", "0.25")]
    assert brief(land, "channel=web", "channel", "value") == [("web", "0.25")]
    assert brief(land, "channel=all", "channel", "value") == [("all", "0.3")]


def test_by_segment_gives_each_segment_with_what_it_is_a_part_of(land: Town):
    wards = [
        Given(measure, value, council="FIR", breakdown="ward", segment=segment)
        for segment, completed in (("North", 5), ("South", 9))
        for measure, value in (("started", 10), ("completed", completed))
    ]
    land.load([*wards, *online("FIR", 20, 14)])
    by = "by=segment&by=period"
    assert brief(land, by, "segment", "value") == [("ward: North", "0.5"), ("ward: South", "0.9")]
    assert brief(land, "segment=South", "segment", "value") == [("ward: South", "0.9")]
    assert brief(land, "", "segment", "value") == [("all", "0.7")]


def test_a_file_names_the_sources_of_what_it_holds_whole_figures_or_wards(land: Town):
    wards = [
        Given(measure, value, council="FIR", breakdown="ward", segment="North")
        for measure, value in (("started", 10), ("completed", 5))
    ]
    land.load(online("FIR", 20, 14), source="crm")
    land.load(wards, source="depots")
    named = {
        query: [source["title"] for source in about(land.reader, asked(land, query))["sources"]]
        for query in ("", "by=segment&by=period")
    }
    assert named == {"": ["Crm"], "by=segment&by=period": ["Depots"]}


def test_A5_a_month_that_was_not_over_on_the_day_asked_for_is_part_of_one_although_it_is_over_now(land: Town):
    land.load(online("FIR", 40, 10, "2026-04"))
    land.today = date(2026, 5, 2)
    land.load(online("FIR", 40, 10, "2026-04"), fingerprint="again")
    assert brief(land, "", "value", "marker") == [("0.25", "")]
    then = replace(asked(land, ""), as_at=date(2026, 4, 14))
    text = "".join(csv_pieces(then.columns, values(land.reader, then)))
    assert [row["marker"] for row in csv.DictReader(StringIO(text, newline=""))] == ["[p]"]


def test_D4_take_up_by_channel_is_each_channels_share_of_what_was_completed(land: Town):
    phone = Given("completed", 30, channel="phone", council="FIR")
    land.load([*online("FIR", 40, 10), phone])
    found = rows(land, "council=FIR&by=council&by=service&by=channel&by=period", "digital_take_up")
    assert [(row["channel"], row["numerator"], row["value"]) for row in found] == [
        ("web", "10", "0.25"),
        ("phone", "30", "0.75"),
    ]
    assert {row["caution"] for row in found} == {"each channel's share of completed transactions"}


# --- What is added


def test_A1_services_left_out_of_the_columns_are_added_before_anything_is_divided(land: Town):
    land.load([*online("FIR", 40, 10), *online("FIR", 10, 9, service="blue-badge")])
    assert brief(land, "by=council&by=period", "numerator", "denominator") == [("19", "50")]


def test_A1_councils_left_out_of_the_columns_are_added_sum_over_sum(land: Town):
    land.load([*online("FIR", 40, 10), *online("GLE", 10, 9)])
    [row] = rows(land, "by=period")
    assert (row["numerator"], row["denominator"], row["value"]) == ("19", "50", "0.38")
    assert (row["provided"], row["expected"]) == ("2", "2")


def test_A4_councils_together_need_four_fifths_of_those_that_run_the_service(land: Town):
    april = flat(online(key, 40, 10) for key in SCOTTISH)
    land.load([*april, *flat(online(key, 40, 10, "2025-05") for key in SCOTTISH[:3])])
    april_row, may_row = rows(land, "by=period&by=service")
    assert (april_row["value"], april_row["marker"]) == ("0.25", "")
    assert (may_row["value"], may_row["marker"], may_row["provided"], may_row["expected"]) == ("", "[x]", "3", "5")


def test_periods_left_out_of_the_columns_are_one_figure_for_the_stretch(land: Town):
    land.load([*online("FIR", 40, 10), *online("FIR", 10, 9, "2025-05"), *online("FIR", 50, 50, "2025-06")])
    assert brief(land, "by=council&to=2025-05", "numerator", "denominator", "value") == [("19", "50", "0.38")]


def test_one_council_is_itself_whether_or_not_its_column_is_kept(land: Town):
    land.load([*online("FIR", 40, 10), *online("GLE", 10, 9)])
    assert brief(land, "council=FIR&by=period", "value", "provided") == [("0.25", "1")]


def test_D5_a_service_that_stands_alone_is_not_added_to_others(land: Town):
    land.load([*library("FIR", 300, 100), *online("FIR", 40, 10)])
    with pytest.raises(SelectionError, match="Libraries is not added to other services"):
        asked(land, "by=council&by=period&service=library-visits&service=missed-bin", "cost_per_transaction")
    assert brief(land, "by=council&by=period", "value", kpi="cost_per_transaction") == [("3",)]


def test_illustrative_councils_are_never_added_to_real_ones(land: Town):
    land.load(flat(online(key, 40, 10) for key in ("FIR", "arden-vale")))
    with pytest.raises(SelectionError, match="never added to real ones"):
        asked(land, "by=period")
    assert brief(land, "by=period&council=arden-vale", "caution") == [("illustrative figures",)]


# --- What cannot be answered


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("foo=1", "'foo' is not known here. A file can be asked for by council, service, channel"),
        ("group=scotland", "'group' is not known here"),
        ("as_at=yesterday", "'as_at' cannot be 'yesterday'"),
        ("by=colour", "'by' cannot be 'colour'"),
        ("frequency=fortnight", "'frequency' cannot be 'fortnight'"),
        ("from=yesterday", "'from' cannot be 'yesterday'"),
        ("from=2025-05-01&to=2025-04-01", "swap them"),
        ("channel=pigeon", "'channel' cannot be 'pigeon'"),
        ("frequency=month&frequency=year", "given 2 times"),
        ("segment=North&by=council", "keep 'segment' in 'by'"),
    ],
)
def test_a_wrong_address_is_refused_in_words(land: Town, query: str, words: str):
    land.load(online("FIR", 40, 10))
    with pytest.raises(SelectionError, match=words.replace("?", r"\?")):
        asked(land, query)


@pytest.mark.parametrize(
    ("query", "kpi", "words"),
    [
        ("by=council", "cost_per_transaction", "covers 12 months: keep 'period' in 'by'"),
        ("by=channel", "response_rate", "all channels together only"),
        ("by=channel&by=period", "digital_take_up", "for councils that are named"),
    ],
)
def test_what_a_measure_does_not_say_is_refused_in_words(land: Town, query: str, kpi: str, words: str):
    land.load(online("FIR", 40, 10))
    with pytest.raises(SelectionError, match=words):
        asked(land, query, kpi)


@pytest.mark.parametrize(
    ("query", "kpi"), [("", "nope"), ("council=nope", "completion_rate"), ("service=nope", "completion_rate")]
)
def test_what_is_not_there_is_said_not_to_be(land: Town, query: str, kpi: str):
    land.load(online("FIR", 40, 10))
    assert isinstance(file_request(land.reader, kpi, parse_qs(query)), NotFound)


def test_a_measure_without_figures_is_a_file_with_a_header_alone(land: Town):
    land.load(online("FIR", 40, 10))
    assert rows(land, "", "user_satisfaction") == []


# --- JSON, and the file's name


def test_json_has_the_same_rows_and_says_what_they_are(land: Town):
    land.load([*online("FIR", 40, 10), *online("FIR", 40, 10, "2025-06")], licence="OGL v3.0", publisher="The council")
    request = asked(land, "council=FIR")
    said = about(land.reader, request)
    document = json.loads("".join(json_pieces(said, request.columns, values(land.reader, request))))
    assert [row["value"] for row in document["rows"]] == [0.25, None, 0.25]
    assert [row["period_start"] for row in document["rows"]] == ["2025-04-01", "2025-05-01", "2025-06-01"]
    assert (document["kpi"], document["unit"], document["illustrative"]) == ("completion_rate", "percent", False)
    assert document["licence"] == "Crm: OGL v3.0. Council codes: mySociety, CC BY 4.0."
    assert document["sources"][0]["publisher"] == "The council"
    assert document["columns"] == [*EVERY_COLUMN.split(","), *JUDGED]


def test_D8_json_gives_the_numbers_of_the_services_that_have_some(land: Town):
    numbered = [replace(one, lgsl=372, lgil=0) if one.key == "missed-bin" else one for one in SERVICES]
    land.writer.reference(COUNCILS, numbered, [])
    land.load([*online("FIR", 40, 10), *online("FIR", 40, 10, service="blue-badge")])
    said = about(land.reader, asked(land, "council=FIR"))
    assert said["services"] == [{"key": "missed-bin", "name": "Report a missed bin", "lgsl": 372, "lgil": 0}]


def test_json_of_illustrative_figures_says_so(land: Town):
    land.load(online("arden-vale", 40, 10))
    assert about(land.reader, asked(land, ""))["illustrative"] is True


def test_the_file_is_named_after_what_is_in_it(land: Town):
    land.load(online("FIR", 40, 10))
    query = "council=FIR&service=missed-bin&frequency=month&from=2025-04&by=council&by=period"
    assert asked(land, query).name("csv") == "completion_rate_FIR_missed-bin_by-council-period_month_2025-04-01.csv"
    assert asked(land, "council=FIR&council=GLE&council=INV").name("json") == "completion_rate_3-councils.json"
    assert asked(land, "segment=%22%0D%0Ax").name("csv") == "completion_rate_-x.csv"


def test_A7_weeks_can_be_asked_for_by_month_with_every_week_of_its_thursdays_and_no_other(land: Town):
    weeks = [f"2025-W{number}" for number in range(13, 20)]
    land.load(
        [
            given
            for place, week in enumerate(weeks)
            for given in (
                Given("started", 100, week, length="week", council="FIR"),
                Given("completed", 50 + place, week, length="week", council="FIR"),
            )
        ]
    )
    # April 2025 is W14 to W17, 31 March to 27 April: 51 + 52 + 53 + 54 of 400.
    asked = (
        "council=FIR&service=missed-bin&frequency=month&from=2025-04-01&to=2025-04-30&by=council&by=service&by=period"
    )
    assert brief(land, asked, "period_start", "numerator", "denominator", "provided", "expected", "marker") == [
        ("2025-04-01", "210", "400", "4", "4", "[e]")
    ]
