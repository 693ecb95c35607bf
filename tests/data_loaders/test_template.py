"""A spreadsheet is written, filled in by hand and loaded: what stands in its cells is what the warehouse holds."""

from datetime import date

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from configuration import ConfigurationError, read_configuration
from data_loaders.__main__ import app
from data_loaders.errors import SourceError
from data_loaders.register import full_register
from data_loaders.template_form import make_form
from data_loaders.template_writing import write_template
from kpis.channels import CHANNELS
from kpis.costs import INCLUDED
from kpis.definitions import catalogue
from kpis.documentation import WORDS
from kpis.periods import containing
from tests.data_loaders.taking import SITE, configured, take
from views.about import about
from views.reader import CellQuery
from warehouse.file_store import FileStore
from warehouse.library import Library

SERVICES = """
[[service]]
key = "bins"
name = "Report a missed bin"

[[service]]
key = "permits"
name = "=Permits"
"""
OFFERED = """
[[source]]
name = "survey"
title = "Survey"
kind = "csv"
path = "survey.csv"
[source.council]
fixed = "STG"
[source.service]
fixed = "bins"
[source.period]
column = "Month"
length = "month"
[source.measures]
complaints = "n"
[[source.offering]]
service = "bins"
channels = ["web", "phone"]
[[source.offering]]
service = "permits"
channels = ["post"]
"""
FILLED = """
[[source]]
name = "filled"
title = "Figures filled in by hand"
kind = "template"
path = "figures.xlsx"
[source.council]
fixed = "STG"
"""
VOLUMES, COST = "Volumes", "Cost"
WEB_STARTED, WEB_COMPLETED, PHONE_COMPLETED, POST_COMPLETED = 7, 8, 9, 10
LINES = len(INCLUDED)


class Deployment:
    """A folder with a configuration and the spreadsheet that was written for it."""

    def __init__(self, folder):
        self.folder = folder
        self.path = folder / "sources.toml"
        self.file = folder / "figures.xlsx"
        self.path.write_text(SITE + SERVICES + OFFERED, encoding="utf-8")
        configuration = read_configuration(self.path)
        register = full_register(configuration)
        self.form = make_form(configuration, register, "STG", "2025-04", 12, date(2026, 5, 1))
        write_template(self.form, catalogue(), self.file)
        self.path.write_text(SITE + SERVICES + FILLED, encoding="utf-8")

    def fill(self, cells):
        """Write values into cells: {('Volumes', 'F7'): 12}."""
        book = load_workbook(self.file)
        for (sheet, cell), value in cells.items():
            book[sheet][cell] = value
        book.save(self.file)

    def take(self):
        """What the source gives, without a warehouse."""
        return take(configured(self.folder, SERVICES + FILLED))

    def load(self):
        """Load by the command; the warehouse's reader."""
        done = CliRunner().invoke(app, ["refresh", str(self.path)])
        assert done.exit_code == 0, done.output
        return Library(FileStore(self.folder / "warehouse"), catalogue()).reader()


@pytest.fixture
def deployment(tmp_path):
    return Deployment(tmp_path)


def given(taken):
    """(service, channel, measure, start, value, status) of every figure that is there."""
    rows = taken.brief("service", "channel", "measure", "period_start", "value", "status")
    return [row for row in rows if row[4] is not None]


def twelve(row, values):
    return {(VOLUMES, f"{column}{row}"): value for column, value in zip("FGHIJKLMNOPQ", values, strict=True)}


def test_a_filled_template_is_loaded_into_cells_and_its_estimates_are_marked(deployment):
    web, phone = range(10, 22), [5] * 12
    costs = {(COST, f"D{row}"): 10 for row in range(7, 7 + LINES)}
    deployment.fill(
        {
            **twelve(WEB_STARTED, [20] * 12),
            **twelve(WEB_COMPLETED, web),
            **twelve(PHONE_COMPLETED, phone),
            (VOLUMES, f"R{PHONE_COMPLETED}"): "Yes",
            (VOLUMES, f"S{PHONE_COMPLETED}"): "Calls counted in one week of each month",
            **costs,
            (COST, "D9"): 34,
            (COST, "B3"): "full",
            ("Ratings", "E7"): 30,
            ("Ratings", "E11"): 10,
        }
    )
    reader = deployment.load()
    kpis = ("completion_rate", "digital_take_up", "cost_per_transaction", "user_satisfaction")
    cells = reader.cells(CellQuery(kpis, frozenset({"council", "service"}), councils=("STG",), services=("bins",)))
    april = containing(date(2025, 4, 1), "month")
    year = containing(date(2025, 4, 1), "financial_year")
    found = {(cell.kpi, cell.period): cell.sums for cell in cells}
    # April: 10 of 20 journeys completed; 10 of 10 + 5 online; 30 very satisfied of 30 + 10 answers.
    completion = found["completion_rate", april]
    assert (completion.numerator, completion.denominator, completion.estimated) == (10, 20, False)
    take_up = found["digital_take_up", april]
    assert (take_up.numerator, take_up.denominator, take_up.estimated) == (10, 15, True)
    # Cost: nineteen lines of 10 and one of 34 are 224; completed: 10 + 11 + … + 21 = 186 online, 12 x 5 = 60 by phone.
    cost = found["cost_per_transaction", year]
    assert (cost.numerator, cost.denominator, cost.estimated) == (224, 246, True)
    # Two of five levels were given: the others are not known, so there is no satisfaction to tell.
    assert found["user_satisfaction", april].numerator is None
    told = {source.name: source for source in reader.sources()}["filled"]
    assert told.estimated == "Some figures: Calls counted in one week of each month."


def test_A2_an_empty_cell_is_not_provided_and_a_zero_is_a_zero(deployment):
    deployment.fill({(VOLUMES, "F8"): 0, (VOLUMES, "H8"): 3})
    taken = deployment.take()
    assert given(taken) == [
        ("bins", "web", "completed", date(2025, 4, 1), 0, "provided"),
        ("bins", "web", "completed", date(2025, 6, 1), 3, "provided"),
    ]
    assert {row[4] for row in taken.brief("service", "channel", "measure", "period_start", "status")} == {
        "provided",
        "not_provided",
    }
    assert len(taken.observations) == 12


def test_a_cell_that_holds_no_figure_is_refused_by_its_address_and_takes_no_other_with_it(deployment):
    deployment.fill(
        {
            (VOLUMES, "F8"): "about 40",
            (VOLUMES, "G8"): -1,
            (VOLUMES, "H8"): 2.5,
            (VOLUMES, "I8"): 40,
            (VOLUMES, "F9"): 50,
            (VOLUMES, "R9"): "perhaps",
            (COST, "B3"): "direct",
            (COST, "D7"): "n/k",
            ("Ratings", "E8"): date(2025, 4, 1),
        }
    )
    taken = deployment.take()
    assert [row[3:] for row in given(taken)] == [(date(2025, 7, 1), 40, "provided")]
    assert {(column, value, reason) for _, column, value, reason in taken.reasons()} == {
        ("Volumes F8", "about 40", "Not a whole number"),
        ("Volumes G8", "-1", "Not a whole number"),
        ("Volumes H8", "2.5", "Not a whole number"),
        ("Volumes R9", "perhaps", "Unknown mark of an estimate"),
        ("Cost D7", "n/k", "Not an amount"),
        ("Ratings E8", "2025-04-01", "Not a whole number"),
    }


def test_D5_a_full_cost_needs_every_line_and_a_direct_one_only_those_it_has(deployment):
    deployment.fill({(COST, "D7"): 100, (COST, "D8"): 20.5, (COST, "B3"): "direct"})
    year = ("bins", "all", "cost", date(2025, 4, 1), pytest.approx(120.5), "provided")
    assert given(deployment.take()) == [year]
    deployment.fill({(COST, "B3"): "full"})
    taken = deployment.take()
    assert given(taken) == []
    # Of twenty lines two have an amount.
    assert [reason for *_, reason in taken.reasons()] == ["Cost line left empty"] * 18


def test_D5_a_cost_without_a_basis_is_refused(deployment):
    deployment.fill({(COST, "D7"): 100})
    taken = deployment.take()
    assert [(column, reason) for _, column, _, reason in taken.reasons()] == [("Cost D7", "Cost without a basis")]
    assert given(taken) == []


def test_a_total_may_be_given_instead_of_its_lines(deployment):
    deployment.fill({(COST, f"D{7 + LINES}"): 5000, (COST, "B3"): "full", (COST, f"E{7 + LINES}"): "Yes"})
    taken = deployment.take()
    assert given(taken) == [("bins", "all", "cost", date(2025, 4, 1), 5000, "estimated")]


def test_rows_and_columns_may_be_added_deleted_and_moved(deployment):
    book = load_workbook(deployment.file)
    sheet = book[VOLUMES]
    sheet.delete_rows(WEB_STARTED)
    sheet.insert_cols(1)
    sheet.insert_rows(1, 2)
    assert sheet["E9"].value == "web"
    sheet["G9"] = 7
    book.save(deployment.file)
    assert given(deployment.take()) == [("bins", "web", "completed", date(2025, 4, 1), 7, "provided")]


def test_a_template_with_nothing_filled_in_is_a_clear_sentence_and_leaves_what_was_loaded(deployment):
    done = CliRunner().invoke(app, ["refresh", str(deployment.path)])
    assert done.exit_code == 1
    assert "Source 'filled': the template" in done.stderr
    assert "figures.xlsx has no figure filled in yet. Fill in a cell of 'Volumes', 'Cost' or 'Ratings'" in done.stderr
    assert "The figures loaded before stay." in done.stderr


def test_a_workbook_that_is_no_template_is_a_sentence(deployment):
    book = load_workbook(deployment.file)
    book[VOLUMES]["B6"] = "Code"
    book.save(deployment.file)
    with pytest.raises(SourceError, match=r"'Volumes' of figures\.xlsx has no heading 'Service code'"):
        deployment.take()


def test_the_spreadsheet_asks_for_what_the_council_offers_and_checks_what_is_typed(deployment):
    book = load_workbook(deployment.file)
    assert book.sheetnames == ["Notes", "Volumes", "Cost", "Ratings"]
    volumes = book[VOLUMES]
    rows = [[cell.value for cell in row[:5]] for row in volumes.iter_rows(min_row=7)]
    assert rows == [
        ["Report a missed bin", "bins", "Web", "web", "Started"],
        ["Report a missed bin", "bins", "Web", "web", "Completed"],
        ["Report a missed bin", "bins", "Phone", "phone", "Completed"],
        ["=Permits", "permits", "Post", "post", "Completed"],
    ]
    assert volumes["A10"].data_type == "s"
    headings = [cell.value for cell in volumes[6]]
    assert headings[5:] == [
        "Apr 2025", "May 2025", "Jun 2025", "Jul 2025", "Aug 2025", "Sep 2025", "Oct 2025", "Nov 2025", "Dec 2025",
        "Jan 2026", "Feb 2026", "Mar 2026", "Estimated?", "How it was estimated",
    ]  # fmt: skip
    checks = {str(check.sqref): check for check in volumes.data_validations.dataValidation}
    assert (checks["F7:Q10"].type, checks["F7:Q10"].operator, checks["F7:Q10"].formula1) == (
        "whole", "greaterThanOrEqual", "0",
    )  # fmt: skip
    assert checks["R7:R10"].formula1 == '"Yes,No"'
    assert (volumes.freeze_panes, volumes.print_title_rows) == ("F7", "$6:$6")
    cost = book[COST]
    assert [row[2].value for row in cost.iter_rows(min_row=7, max_row=7 + LINES)] == [*INCLUDED, "Total"]
    assert cost[f"D{7 + LINES}"].value == f'=IF(COUNT(D7:D{6 + LINES})=0,"",SUM(D7:D{6 + LINES}))'
    assert cost["B4"].value == "2025-04-01/2026-03-31"
    basis = [check for check in cost.data_validations.dataValidation if "B3" in check.sqref]
    assert [check.formula1 for check in basis] == ['"full,direct,marginal"']


def test_the_notes_explain_every_measure_in_the_catalogues_words(deployment):
    book = load_workbook(deployment.file)
    words = " ".join(str(cell.value) for row in book["Notes"].iter_rows() for cell in row if cell.value)
    assert WORDS["Completed"].rstrip(".")[1:] in words
    assert WORDS["Started"].rstrip(".")[1:] in words
    kpis = catalogue()
    for key in ("completion_rate", "digital_take_up", "cost_per_transaction", "user_satisfaction"):
        assert kpis[key].definition in words


def form_of(tmp_path, toml, council="STG", first="", months=12, today=date(2026, 5, 1)):
    configuration = configured(tmp_path, toml)
    return make_form(configuration, full_register(configuration), council, first, months, today)


def test_without_a_month_the_last_financial_year_that_is_over_is_asked_for(tmp_path):
    form = form_of(tmp_path, SERVICES)
    assert (form.months[0].key, form.months[-1].key, form.year.label) == ("2025-04-01", "2026-03-01", "2025-26")
    form = form_of(tmp_path, SERVICES, first="2025-07", months=3)
    assert [month.key for month in form.months] == ["2025-07-01", "2025-08-01", "2025-09-01"]
    assert form.year.dates == "1 October 2024 to 30 September 2025"


def test_without_a_declared_offering_every_single_channel_is_asked_for(tmp_path):
    assert set(form_of(tmp_path, SERVICES).channels["bins"]) == set(CHANNELS) - {"all", "digital"}


@pytest.mark.parametrize(
    ("toml", "asked", "sentence"),
    [
        (SERVICES, {"council": "STX"}, "no council 'STX'. Is 'STG' meant|no council 'STX'"),
        (SERVICES, {"first": "last year"}, "--from: 'last year' is not a month. Write it as 2025-04"),
        ("", {}, r"describes no \[\[service\]\]"),
    ],
)
def test_what_cannot_be_asked_for_is_a_sentence(tmp_path, toml, asked, sentence):
    with pytest.raises(ConfigurationError, match=sentence):
        form_of(tmp_path, toml, **asked)


def test_a_file_that_is_there_is_not_written_over(deployment):
    deployment.fill({(VOLUMES, "F8"): 12})
    before = deployment.file.read_bytes()
    options = ["template", str(deployment.path), str(deployment.file), "--council", "STG"]
    done = CliRunner().invoke(app, options)
    assert done.exit_code == 2
    assert "already, and it may hold figures. Choose another name." in done.stderr
    assert deployment.file.read_bytes() == before
    done = CliRunner().invoke(
        app, [*options[:2], str(deployment.folder / "next.xlsx"), *options[3:], "--from", "2026-04"]
    )
    assert done.exit_code == 0
    assert (
        "next.xlsx: 2 services of Stirling Council, April 2026 to March 2027. Fill in the white cells." in done.stdout
    )


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ('path = "figures.xlsx"', 'path = "figures.xlsx"\ncost_basis = "full"', "has 'cost_basis', which the template"),
        ('fixed = "STG"', 'column = "x"', r"\[source.council\] needs 'fixed'"),
    ],
)
def test_a_description_says_nothing_that_the_template_settles(tmp_path, was, becomes, sentence):
    with pytest.raises(ConfigurationError, match=sentence):
        configured(tmp_path, SERVICES + FILLED.replace(was, becomes))


def test_the_method_stands_beside_the_source_on_the_page_about_the_data(deployment):
    deployment.fill({(VOLUMES, "F9"): 5, (VOLUMES, "S9"): "Half the month, doubled"})
    rows = about(deployment.load()).sources
    assert [(row.kind, row.estimated) for row in rows] == [
        ("Spreadsheet filled in by hand", "Some figures: Half the month, doubled."),
    ]
