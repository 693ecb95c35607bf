import csv
import json
from datetime import date
from io import StringIO

import pytest
from flask import Flask

from callbacks.data_file import register_data_files
from callbacks.health import register_health
from tests.views.nations import nations, online
from tests.warehouse.given import Town
from warehouse.arrival import Refusal


@pytest.fixture
def town(tmp_path) -> Town:
    town = nations(tmp_path / "warehouse")
    refusals = (Refusal("row 2", "finished", "=cmd()", "Not a number", "Write digits."),)
    town.load([*online("FIR", 40, 10), *online("GLE", 10, 9)], refusals=refusals)
    return town


@pytest.fixture
def client(town):
    server = Flask("files")
    register_data_files(server, town.library.reader, town.library.reader_on)
    register_health(server, town.library.reader)
    return server.test_client()


def test_a_csv_file_is_sent_in_pieces_under_a_name_of_its_own(client):
    answer = client.get("/data/completion_rate.csv?council=FIR")
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8; header=present"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="completion_rate_FIR.csv"'
    assert "Content-Length" not in answer.headers
    assert [row["value"] for row in csv.DictReader(StringIO(answer.text))] == ["0.25"]


def test_json_has_the_same_values(client):
    answer = client.get("/data/completion_rate.json?by=council&by=period")
    assert answer.content_type == "application/json"
    assert [row["value"] for row in json.loads(answer.text)["rows"]] == [0.25, 0.9]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("nope.csv", 404, "We hold no measure called “nope”"),
        ("completion_rate.csv?council=frithshire", 404, "Did you mean FIR?"),
        ("completion_rate.csv?service=nope", 404, "We hold no service called “nope”"),
        ("completion_rate.csv?colour=red", 400, "'colour' is not known here"),
        ("completion_rate.csv?as_at=2025-01-01", 404, "Nothing had been loaded by 2025-01-01"),
        ("completion_rate.csv?as_at=soon", 400, "'as_at' cannot be 'soon'"),
        ("completion_rate.csv?as_at=2025-01-01&as_at=2025-01-02", 400, "'as_at' is given 2 times"),
        ("completion_rate.csv?from=soon", 400, "write a date such as 2025-04-01"),
    ],
)
def test_what_cannot_be_answered_is_said_in_plain_text(client, address, status, words):
    answer = client.get(f"/data/{address}")
    assert (answer.status_code, answer.content_type) == (status, "text/plain; charset=utf-8")
    assert words in answer.text


def test_A6_a_file_gives_the_figures_as_they_stood_on_a_day(town, client):
    before = town.today
    town.today = date(2026, 5, 14)
    refusals = (Refusal("row 2", "finished", "=cmd()", "Not a number", "Write digits."),)
    town.load([*online("FIR", 40, 20), *online("GLE", 10, 9)], refusals=refusals)
    for address, expected in (("", ["0.5"]), (f"&as_at={before}", ["0.25"]), ("&as_at=2026-04", ["0.25"])):
        answer = client.get(f"/data/completion_rate.csv?council=FIR{address}")
        assert [row["value"] for row in csv.DictReader(StringIO(answer.text))] == expected
    told = client.get(f"/data/completion_rate.json?council=FIR&as_at={before}")
    assert json.loads(told.text)["as_at"] == "2026-04-14"
    assert "as-at-2026-04-14.json" in told.headers["Content-Disposition"]


def test_for_json_it_is_said_in_json(client):
    answer = client.get("/data/completion_rate.json?colour=red")
    assert answer.status_code == 400
    assert answer.json["error"].startswith("'colour' is not known here")


def test_another_kind_of_file_is_not_there(client):
    assert client.get("/data/completion_rate.xlsx").status_code == 404


def test_refused_rows_are_a_file_whose_texts_a_spreadsheet_cannot_run(client):
    answer = client.get("/data/refused-rows.csv")
    [row] = csv.DictReader(StringIO(answer.text))
    assert row == {
        "source": "crm",
        "row": "row 2",
        "column": "finished",
        "value": "'=cmd()",
        "reason": "Not a number",
        "remedy": "Write digits.",
    }
