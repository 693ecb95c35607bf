"""Chart, table, sentence, CSV and JSON say the same, read from what a browser gets for the examples."""

import csv
import json
import re
from collections import Counter
from html import unescape
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from callbacks.compare import compare_answer
from callbacks.data_file import register_data_files
from callbacks.routes import fields
from callbacks.service import service_answer
from configuration import read_configuration
from kpis.definitions import catalogue
from kpis.records import notes_of
from kpis.wording import written
from layouts.markup import markup
from tests.examples.loaded import loaded_examples
from views.file_text import number
from warehouse.file_store import FileStore
from warehouse.library import Library

ROOT = Path(__file__).parents[2]
LIMITS = ("95_lower", "95_upper", "998_lower", "998_upper")


@pytest.fixture(scope="module")
def library() -> Library:
    config = loaded_examples()
    configuration = read_configuration(config)
    kpis = catalogue(configuration.kpi)
    return Library(FileStore(config.parent.parent / "var" / "examples"), kpis, notes_of(configuration, kpis))


@pytest.fixture(scope="module")
def files(library: Library):
    server = Flask("files")
    register_data_files(server, library.reader, library.reader_on)
    return server.test_client()


@pytest.fixture(scope="module")
def kpis(library: Library):
    return library.reader().catalogue


def csv_rows(files, address: str) -> list[dict[str, str]]:
    answer = files.get(address)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(StringIO(answer.text, newline="")))


def json_rows(files, address: str) -> list[dict[str, object]]:
    return json.loads(files.get(address.replace(".csv", ".json")).text)["rows"]


def charts(page: str) -> list[str]:
    return re.findall(r'<figure class="gh-chart">.*?</figure>', page, re.DOTALL)


def address_of(chart: str) -> str:
    found = re.search(r'href="(/data/[^"]*)"', chart)
    assert found is not None
    return unescape(found[1])


def cells(row: str) -> list[str]:
    """The texts of a row's cells, its name first."""
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
    return [unescape(re.sub(r"<svg.*?</svg>|<[^>]*>", "", cell, flags=re.DOTALL)) for cell in found]


def body_rows(chart: str) -> list[str]:
    return re.findall(r"<tr role=\"row\">.*?</tr>", chart.split("<tbody", 1)[1], re.DOTALL)


def axis(chart: str) -> tuple[float, float]:
    """The values at the left and right end of the dot plot, as its own labels have them."""
    texts = re.findall(r'<text font-weight="400"[^>]*>([^<]*)</text>|<text[^>]*y="38"[^>]*>([^<]*)</text>', chart)
    labels = [first or second for first, second in texts]
    numbers = [float(label.strip("%£k").replace(",", "")) * (1000 if "k" in label else 1) for label in labels]
    return numbers[0], numbers[-1]


SELECTIONS = (
    "kpi=crisis_grants_in_time",
    "kpi=crisis_grants_in_time&limits=plain",
    "kpi=foi_answered_in_time&group=district-councils&limits=exact",
    "kpi=crisis_grants_in_time&group=lgbf-place-family-group-1&from=2019-04-01&to=2021-03-31",
    "kpi=cost_per_transaction&service=library-visits",
    "kpi=cost_per_transaction&service=planning-applications&council=FIF&council=GLG&council=EDH",
    "kpi=foi_answered_in_time&group=wales&frequency=financial_year",
    "kpi=completion_rate&group=illustrative",
    "kpi=completion_rate&group=illustrative&frequency=quarter",
    "kpi=user_satisfaction&group=illustrative&to=2025-12-31",
)


@pytest.fixture(scope="module", params=SELECTIONS)
def comparison(request, library: Library):
    page = compare_answer(library.reader)(fields(request.param))
    while page.redirect:
        page = compare_answer(library.reader)(fields(urlsplit(page.redirect).query))
    assert page.status == 200
    return markup(page.body)


def test_each_councils_row_is_the_csv_row_as_it_is_written(comparison, files, kpis):
    chart = charts(comparison)[0]
    address = address_of(chart)
    kpi = kpis[Path(urlsplit(address).path).stem]
    given = {row["council_name"]: row for row in csv_rows(files, address)}
    shown = {name: texts for name, _, *texts in map(cells, body_rows(chart))}
    assert shown
    for name, texts in shown.items():
        assert texts[0].split(" [")[0] == written(float(given[name]["value"]), kpi.unit, kpi.decimals)
        sides = texts[-3:-1] if given[name]["against_group"] else texts[-2:]
        counts = [text.replace(",", "").removeprefix("£") for text in sides]
        assert [float(count) for count in counts] == [
            pytest.approx(float(given[name][side]), abs=0.5) for side in ("numerator", "denominator")
        ]
    left_out = {name for name, row in given.items() if row["value"] and "[p]" not in row["marker"]} - shown.keys()
    assert left_out == set()


def test_each_dot_stands_where_its_value_is(comparison, files):
    chart = charts(comparison)[0]
    given = {row["council_name"]: row for row in csv_rows(files, address_of(chart))}
    low, high = axis(chart)
    hundredfold = 100 if "%</text>" in chart else 1
    for row in body_rows(chart):
        place = re.search(r'<circle class="g-dot[^"]*" cx="([\d.]+)%"|<svg x="([\d.]+)%"', row)
        assert place is not None
        value = float(given[cells(row)[0]]["value"]) * hundredfold
        assert low + float(place[1] or place[2]) / 100 * (high - low) == pytest.approx(value, abs=(high - low) / 1000)


def test_the_sentence_counts_and_adds_what_the_file_holds(comparison, files, kpis):
    chart = charts(comparison)[0]
    address = address_of(chart)
    kpi = kpis[Path(urlsplit(address).path).stem]
    shown = {cells(row)[0] for row in body_rows(chart)}
    given = [row for row in csv_rows(files, address) if row["council_name"] in shown]
    title = re.search(r'class="gh-chart__title">([^<]*)<', chart)
    assert title is not None
    if kpi.unit == "pounds":
        values = sorted(float(row["value"]) for row in given)
        middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
        assert written(middle, kpi.unit, kpi.decimals) in title[1]
        return
    whole = sum(float(row["numerator"]) for row in given) / sum(float(row["denominator"]) for row in given)
    alike = written(whole, kpi.unit, kpi.decimals)
    values = [float(row["value"]) for row in given]
    above = sum(value > whole and written(value, kpi.unit, kpi.decimals) != alike for value in values)
    are = "is" if above == 1 else "are"
    total = written(whole, kpi.unit, kpi.decimals)
    told = Counter(row["against_group"] for row in given)
    parts = [(told[phrase], phrase) for phrase in ("different from the group", "worth a look") if told[phrase]]
    said = " and ".join(f"{count} {'is' if count == 1 else 'are'} {phrase}" for count, phrase in parts)
    beside = f"; {said or 'none can be told apart from the group'}" if given[0]["against_group"] else ""
    assert title[1] == f"{above} of {len(given)} councils {are} above {total}, the figure for all together{beside}"


def test_F4_the_phrase_in_each_row_and_the_funnels_table_are_those_of_the_file(comparison, files, kpis):
    if "More than chance?" not in comparison:
        return
    each, chance = charts(comparison)[:2]
    assert address_of(each) == address_of(chance)
    kpi = kpis[Path(urlsplit(address_of(chance)).path).stem]
    given = {row["council_name"]: row for row in csv_rows(files, address_of(chance)) if row["against_group"]}
    rows = {texts[0]: texts for texts in map(cells, body_rows(each))}
    assert {name: given[name]["against_group"].removesuffix(" from the group") for name in given} == {
        name: rows[name][-1].removesuffix(" from the group") for name in given
    }
    for name, whole, share, inner, outer, phrase in map(cells, body_rows(chance)):
        row = given.pop(name)
        bounds = [written(float(row[f"limit_{limit}"]), kpi.unit, kpi.decimals).rstrip("%") for limit in LIMITS]
        assert [inner, outer] == [f"{bounds[0]} to {bounds[1]}", f"{bounds[2]} to {bounds[3]}"]
        assert (share, phrase) == (written(float(row["value"]), kpi.unit, kpi.decimals), row["against_group"])
        assert whole.replace(",", "") == row["denominator"]
    assert given == {}


def test_the_funnels_figure_holds_the_shares_of_the_file(comparison, files):
    if "More than chance?" not in comparison:
        return
    chance = charts(comparison)[1]
    found = re.search(r"data-figure=('|\")(.*?)\1", chance)
    assert found is not None
    drawn = [trace for trace in json.loads(unescape(found[2]))["data"] if trace["mode"] == "markers"]
    shown = {unescape(said[0]): y for trace in drawn for y, said in zip(trace["y"], trace["customdata"], strict=True)}
    given = {row["council_name"]: float(row["value"]) for row in csv_rows(files, address_of(chance)) if row["value"]}
    assert shown == pytest.approx({name: given[name] for name in shown}, abs=1e-6)


def test_every_value_over_time_is_the_csv_value_as_it_is_written(comparison, files, kpis):
    if "Over time" not in comparison:
        return
    chart = charts(comparison)[2 if "More than chance?" in comparison else 1]
    address = address_of(chart)
    kpi = kpis[Path(urlsplit(address).path).stem]
    given: dict[str, list[str]] = {}
    for row in csv_rows(files, address):
        text = written(float(row["value"]), kpi.unit, kpi.decimals) if row["value"] else ""
        given.setdefault(row["council_name"], []).append(f"{text} {row['marker']}".strip())
    table: dict[str, list[str]] = {}
    for name, *texts in map(cells, body_rows(chart)):
        table.setdefault(name.split(", 20")[0], []).extend(text for text in texts if text and text != "none")
    assert table.keys() - given.keys() <= {"All together", "Median"}
    for name in given.keys() & table.keys():
        assert table[name] == given[name], name


def test_json_has_the_rows_of_csv(comparison, files):
    for chart in charts(comparison):
        address = address_of(chart)
        plain = [
            {key: "" if value is None else value for key, value in row.items()} for row in json_rows(files, address)
        ]
        table = csv_rows(files, address)
        assert len(plain) == len(table)
        for one, other in zip(plain, table, strict=True):
            assert list(one) == list(other)
            for key, text in other.items():
                assert str(one[key]) == text or float(one[key]) == float(text)  # type: ignore[arg-type]


def test_a_services_lines_are_the_values_of_the_files_under_them(library: Library, files):
    page = markup(service_answer(library.reader)(fields(""), "saltwick-bay", "report-a-missed-bin").body)
    drawn = [chart for chart in charts(page) if "data-figure=" in chart]
    assert len(drawn) >= 4
    for chart in drawn:
        found = re.search(r"data-figure=('|\")(.*?)\1", chart)
        assert found is not None
        [line, *_] = [trace for trace in json.loads(unescape(found[2]))["data"] if trace.get("name")]
        given = [float(row["value"]) for row in csv_rows(files, address_of(chart)) if row["value"]]
        assert [value for value in line["y"] if value is not None] == pytest.approx(given, abs=1e-6)


def test_files_of_the_addresses_on_the_pages_say_what_they_are(comparison, files):
    for chart in charts(comparison):
        address = address_of(chart)
        query = parse_qs(urlsplit(address).query)
        assert {row["service"] for row in csv_rows(files, address)} == set(query["service"])


def beyond(rows: list[dict[str, object]], limit: str) -> int:
    """How many lie outside the limits that the file gives."""
    bounds = (f"limit_{limit}_lower", f"limit_{limit}_upper")
    return sum(not float(r[bounds[0]]) <= float(r["value"]) <= float(r[bounds[1]]) for r in rows)  # type: ignore[arg-type]


def test_F3_the_docs_say_what_the_funnel_of_the_requests_shows(files):
    told = " ".join((ROOT / "docs" / "foi-in-a-funnel.md").read_text("utf-8").split())
    address = "/data/foi_answered_in_time.json?limits=plain&frequency=year&group="
    found = json.loads(files.get(f"{address}district-councils").text)
    rows = [row for row in found["rows"] if row["against_group"]]
    size, spread = len(rows), found["comparison"]
    phrases = Counter(row["against_group"] for row in rows)
    assert f"Of {size} English district councils, {spread['group_value']:.1%} of requests together" in told
    assert f"put {beyond(rows, '95')} of {size} beyond 95% and {beyond(rows, '998')} of {size} beyond 99.8%" in told
    assert f"to {max(row['denominator'] for row in rows):,} requests each" in told
    assert f"φ {spread['phi']:.0f}, τ {spread['tau']:.3f}" in told
    assert f"leave {phrases['different from the group']} councils different from the group" in told
    assert f"and {phrases['worth a look']} worth a look, where chance alone would put about {round(size / 20)}" in told
    assert f"{phrases['not distinguishable from the group']} are not distinguishable" in told
    assert f"reports {min(row['value'] for row in rows):.1%} in time" in told
    every = [row for row in json.loads(files.get(f"{address}england").text)["rows"] if row["against_group"]]
    different = sum(row["against_group"] == "different from the group" for row in every)
    outside, size = beyond(every, "998"), len(every)
    assert f"With all {size} councils of England" in told
    assert f"it is {outside} of {size} beyond the plain 99.8% limits and {different} of {size} beyond" in told


def test_T1_T3_limits_and_signals_are_the_same_in_table_file_picture_and_sentence(library: Library, files, kpis):
    page = markup(service_answer(library.reader)(fields(""), "saltwick-bay", "report-a-missed-bin").body)
    tested = [chart for chart in charts(page) if ">Limits</th>" in chart]
    assert len(tested) >= 2
    for chart in tested:
        kpi = kpis[Path(urlsplit(address_of(chart)).path).stem]
        given = {row["period_start"]: row for row in csv_rows(files, address_of(chart))}
        assert given == {str(row["period_start"]): as_text(row) for row in json_rows(files, address_of(chart))}
        rows = list(reversed(list(given.values())))
        place = re.findall(r"<th[^>]*>([^<]*)</th>", chart.split("<thead", 1)[1]).index("Average")
        for row, texts in zip(rows, map(cells, body_rows(chart)), strict=True):
            bounds = [written(float(row[name]), kpi.unit, kpi.decimals) for name in BOUNDS if row[name]]
            average, limits, signal = texts[place : place + 3]
            mean = row["average"]
            assert average == (written(float(mean), kpi.unit, kpi.decimals) if mean else "")
            assert [bound for bound in bounds if bound not in limits] == []
            assert signal.lower() == row["variation"]
        latest = next(row for row in rows if row["variation"] not in ("", "not tested"))
        assert all(written(float(latest[name]), kpi.unit, kpi.decimals) in chart for name in BOUNDS if latest[name])
        drawn = json.loads(unescape(re.findall(r"data-figure=('|\")(.*?)\1", chart)[0][1]))["data"]
        levels = {y for trace in drawn if "dash" in trace.get("line", {}) for y in trace["y"]}
        assert {float(f"{float(row[name]):.7g}") for row in rows for name in BOUNDS if row[name]} <= levels


BOUNDS = ("lower_limit", "upper_limit")


def as_text(row: dict[str, object]) -> dict[str, str]:
    """A JSON row as CSV writes it."""
    return {
        name: number(value) if isinstance(value, int | float) else str("" if value is None else value)
        for name, value in row.items()
    }
