"""Every kind of page of the examples: chart, table, sentence, CSV and JSON agree in every value.

Pages of services are alike where the same measures come by the same periods from the same sources; of each kind the
first and the last page are read. With GUILDHALL_EVERY_PAGE set every page there is is read, which takes many minutes.
"""

import json
import os
import re
from collections import defaultdict
from decimal import Decimal
from html import unescape
from itertools import groupby
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask

from callbacks.compare import compare_answer
from callbacks.council import council_answer
from callbacks.data_file import register_data_files
from callbacks.routes import fields
from callbacks.service import service_answer
from configuration import read_configuration
from kpis.catalogue import Kpi
from kpis.definitions import catalogue
from kpis.periods import Period
from kpis.records import notes_of
from kpis.selection import Selection
from kpis.wording import number, written
from layouts.markup import markup
from tests.examples.loaded import loaded_examples
from tests.examples.test_agreement import address_of, body_rows, cells, charts, csv_rows, json_rows
from views.comparables import comparables
from views.council import council_view
from views.council_columns import KpiCell
from views.file_text import number as plain
from views.standing import Standing
from warehouse.file_store import FileStore
from warehouse.library import Library
from warehouse.reader import WarehouseReader

EVERY = "GUILDHALL_EVERY_PAGE" in os.environ
VALUE = re.compile(r"-?£\d+(?:,\d{3})*(?:\.\d+)?(?!\d|,\d|\.\d| higher| lower)|\d+(?:\.\d+)?%")
"""A percentage or an amount; how much a figure is higher or lower than another is a difference of two."""
BAR = re.compile(r'<span class="govuk-visually-hidden">Bar</span>')

Row = dict[str, str]


@pytest.fixture(scope="module")
def library() -> Library:
    configuration = read_configuration(loaded_examples())
    kpis = catalogue(configuration.kpi)
    folder = Path(configuration.folder).parent / "var" / "examples"
    return Library(FileStore(folder), kpis, notes_of(configuration, kpis))


@pytest.fixture(scope="module")
def files(library: Library):
    server = Flask("files")
    register_data_files(server, library.reader, library.reader_on)
    return server.test_client()


def pages_of_services(reader: WarehouseReader) -> list[tuple[str, str]]:
    """(council, service): the first and the last page of each kind, or every one."""
    made_of: dict[tuple[str, str], set[object]] = defaultdict(set)
    for one in reader.extents():
        made_of[one.council, one.service].add((one.kpi, one.frequency, one.sources, one.segment_sources))
    kinds: dict[frozenset[object], list[tuple[str, str]]] = defaultdict(list)
    for page, parts in sorted(made_of.items()):
        kinds[frozenset(parts)].append(page)
    return [page for pages in kinds.values() for page in (pages if EVERY else dict.fromkeys((pages[0], pages[-1])))]


def test_every_chart_of_every_kind_of_service_page_agrees_in_every_value(library: Library, files):
    reader = library.reader()
    drawn = 0
    for council, service in pages_of_services(reader):
        page = markup(service_answer(library.reader)(fields(""), council, service).body)
        for chart in charts(page):
            address = address_of(chart)
            kpi = reader.catalogue[Path(urlsplit(address).path).stem]
            words = kpi.for_transaction(reader.services()[service].transaction)
            rows = csv_rows(files, address)
            assert rows, address
            assert_json_is_csv(files, address, rows)
            assert_sentence_is_of_the_file(chart, words, rows)
            if "data-figure=" in chart:
                drawn += 1
                assert_line_is_of_the_file(chart, rows)
                assert_table_is_of_the_file(chart, words, rows)
            elif "by=segment" in address:
                assert_segments_are_of_the_file(chart, words, rows)
            elif "by=channel" in address and not BAR.search(chart):
                assert_channels_are_of_the_file(chart, words, rows)
    assert drawn > 30


def test_every_comparison_that_the_examples_allow_agrees_in_every_value(library: Library, files):
    reader = library.reader()
    every = comparables(reader)
    assert len(every) > 20
    for one in every:
        query = f"kpi={one.kpi.key}&service={one.service.key}"
        page = markup(compare_answer(library.reader)(fields(query)).body)
        chart = charts(page)[0]
        rows = csv_rows(files, address_of(chart))
        given = {row["council_name"]: row for row in rows if row["value"]}
        shown = {name: texts for name, _, *texts in map(cells, body_rows(chart))}
        assert shown, query
        for name, texts in shown.items():
            assert texts[0] == value_text(one.kpi, given[name]), (query, name)
        assert_json_is_csv(files, address_of(chart), rows)


def councils_of_each_kind(reader: WarehouseReader) -> list[str]:
    """The first and the last council of each kind: of the same measures by the same periods; or every one."""
    made_of: dict[str, set[object]] = defaultdict(set)
    for one in reader.extents():
        made_of[one.council].add((one.kpi, one.frequency))
    kinds: dict[frozenset[object], list[str]] = defaultdict(list)
    for council, parts in sorted(made_of.items()):
        kinds[frozenset(parts)].append(council)
    return [council for some in kinds.values() for council in (some if EVERY else dict.fromkeys((some[0], some[-1])))]


def test_every_tile_and_every_service_of_every_kind_of_council_page_agrees_with_its_file(library: Library, files):
    reader = library.reader()
    told = 0
    for council in councils_of_each_kind(reader):
        view = council_view(reader, reader.register.by_key[council.lower()], Selection())
        assert view
        page = unescape(markup(council_answer(library.reader)(fields(""), council).body))
        for tile, file in zip(view.tiles, view.files, strict=True):
            told += 1
            assert tile.standing.value in page
            rows = csv_rows(files, file.href)
            if tile.standing.kpi.window and len({row["service"] for row in rows}) > 1:
                # A service that began within the window is part of the total and has no window of its own yet.
                rows = csv_rows(files, added(file.href, rows, reader))
            assert_tile_is_of_the_file(tile.standing, rows)
        for place, file in enumerate(view.services.files if view.services else ()):
            rows = csv_rows(files, file.href)
            assert_json_is_csv(files, file.href, rows)
            for one in view.services.rows if view.services else ():
                told += assert_cell_is_of_the_file(one.name, one.cells[place], rows)
    assert told > 100


def added(address: str, rows: list[Row], reader: WarehouseReader) -> str:
    """The address of the file in which these services stand together."""
    adding = sorted({row["service"] for row in rows if reader.services()[row["service"]].in_total})
    return address.replace("&by=service", "").replace("?", f"?{urlencode([('service', one) for one in adding])}&")


def assert_tile_is_of_the_file(standing: Standing, rows: list[Row]) -> None:
    """The tile's value is the file's; of several services, sum over sum of the file's two sides."""
    kpi, period = standing.kpi, standing.now.period
    there = [row for row in rows if (row["period_start"], row["period_end"]) == ends(period)]
    if len(there) == 1:
        assert standing.value == written(float(there[0]["value"]), kpi.unit, kpi.decimals)
        return
    whole = [row for row in there if row["value"]]
    above = sum(Decimal(row["numerator"]) for row in whole)
    below = sum(Decimal(row["denominator"]) for row in whole) if kpi.denominator else Decimal(1)
    assert standing.value == written(float(kpi.multiplier * above / below), kpi.unit, kpi.decimals)


def assert_cell_is_of_the_file(service: str, cell: KpiCell | None, rows: list[Row]) -> int:
    """A service's value in the table is the file's; returns how many were looked at."""
    if cell is None:
        return 0
    at = [row for row in rows if row["service_name"] == service]
    # A service that stopped shows its last figure, with its period in the words.
    row = next((row for row in at if (row["period_start"], row["period_end"]) == ends(cell.period)), at[-1])
    # Some markers stand in the words under the value.
    assert cell.value
    assert cell.value in (value_text(cell.kpi, row), value_text(cell.kpi, row).split(" [")[0]), (service, cell.kpi.key)
    return 1


def ends(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()


def test_D8_a_page_of_the_examples_shows_its_own_codes_and_what_another_mapping_would_make(library: Library):
    page = markup(service_answer(library.reader)(fields(""), "wyncastle", "apply-for-a-blue-badge").body)
    section = page.split(">What counts as digital", 1)[1].split("</section>", 1)[0]
    rows = {texts[0]: texts for texts in map(cells, re.findall(r"<tr[ >].*?</tr>", section.split("<tbody", 1)[1]))}
    assert list(rows) == ["As defined", "With kiosk", "Without assisted digital"]
    assert "kiosk (HUB)" in rows["With kiosk"][1]
    assert "HUB" not in rows["As defined"][1]
    ends = [rows[name][2] for name in ("Without assisted digital", "With kiosk")]
    assert f"take-up would be from {ends[0]} to {ends[1]}, depending on which channels count as digital" in section


def assert_json_is_csv(files, address: str, rows: list[Row]) -> None:
    told = [
        {key: plain(v) if isinstance(v, int | float) else str("" if v is None else v) for key, v in row.items()}
        for row in json_rows(files, address)
    ]
    assert told == rows, address


def assert_line_is_of_the_file(chart: str, rows: list[Row]) -> None:
    """The Plotly line has the file's values, with gaps where it has none, and the SVG's line the same heights."""
    found = re.search(r"data-figure=('|\")(.*?)\1", chart)
    assert found is not None
    [line] = [one for one in json.loads(unescape(found[2]))["data"] if one["mode"] == "lines+markers"]
    values = [float(row["value"]) for row in rows if row["value"]]
    assert [one for one in line["y"] if one is not None] == pytest.approx(values, rel=1e-6)
    runs = [list(run) for known, run in groupby(line["y"], key=lambda one: one is not None) if known]
    along = [value for run in runs if len(run) > 1 for value in run]
    path = re.search(r'<path class="g-line" d="([^"]*)"', chart)
    heights = [float(y) for y in re.findall(r"[\d.]+,(-?[\d.]+)", path[1])] if path else []
    assert len(heights) == len(along)
    if along and max(along) > min(along):
        top, foot = heights[along.index(max(along))], heights[along.index(min(along))]
        scale = (foot - top) / (max(along) - min(along))
        # Heights are written to a tenth of a pixel.
        assert heights == pytest.approx([foot - (value - min(along)) * scale for value in along], abs=0.16)


def assert_table_is_of_the_file(chart: str, kpi: Kpi, rows: list[Row]) -> None:
    """Newest first: what is divided by what, the value with its markers, the interval."""
    column = 3 if kpi.denominator else 1
    for row, texts in zip(reversed(rows), map(cells, body_rows(chart)), strict=True):
        assert texts[column] == value_text(kpi, row)
        if kpi.denominator and row["value"]:
            sides = [texts[place].replace(",", "").removeprefix("£") for place in (1, 2)]
            given = [float(row[side]) for side in ("numerator", "denominator")]
            assert [float(side) for side in sides] == pytest.approx(given, abs=0.5)
        if row["lower"]:
            bounds = [written(float(row[side]), kpi.unit, kpi.decimals) for side in ("lower", "upper")]
            assert " to ".join(bounds) in texts


def assert_sentence_is_of_the_file(chart: str, kpi: Kpi, rows: list[Row]) -> None:
    """Every percentage and amount over a chart is a figure of its file, or a limit of it."""
    said = re.search(r'class="gh-chart__title">([^<]*)<', chart)
    assert said is not None
    columns = ("value", "average", "lower_limit", "upper_limit")
    known = {written(float(row[name]), kpi.unit, kpi.decimals) for row in rows for name in columns if row.get(name)}
    assert set(VALUE.findall(unescape(said[1]))) <= known, said[1]


def assert_segments_are_of_the_file(chart: str, kpi: Kpi, rows: list[Row]) -> None:
    """Each segment's value and bar; a page calls a segment without a name 'Unknown ward', a file as the source does."""
    drawn = re.findall(r"<tr[ >].*?</tr>", chart.split("<tbody", 1)[1], re.DOTALL)
    assert sorted(texts[2] for texts in map(cells, drawn)) == sorted(value_text(kpi, row) for row in rows)
    widths = sorted(float(width) for row in drawn for width in re.findall(r'class="g-bar"[^>]*width="([\d.]+)%"', row))
    values = sorted(float(row["value"]) for row in rows if row["value"])
    assert widths == pytest.approx([value / values[-1] * widths[-1] for value in values], abs=0.02)


def assert_channels_are_of_the_file(chart: str, kpi: Kpi, rows: list[Row]) -> None:
    """Each period's counts and shares, whatever the order of the channels."""
    given: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["value"]:
            share = written(float(row["value"]), kpi.unit, kpi.decimals)
            marks = f" {row['marker']}" if row["marker"] else ""
            given[row["period_end"]].append(f"{number(float(row['numerator']))} ({share}{marks})")
    shown = [sorted(text for text in texts[1:] if "(" in text) for texts in map(cells, body_rows(chart))]
    told = [sorted(texts) for _, texts in sorted(given.items(), reverse=True)]
    assert [texts for texts in shown if texts] == told


def value_text(kpi: Kpi, row: Row) -> str:
    text = written(float(row["value"]), kpi.unit, kpi.decimals) if row["value"] else ""
    return f"{text} {row['marker']}".strip()
