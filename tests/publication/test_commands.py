import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from publication.__main__ import app
from publication.releases.shelf import FolderShelf
from tests.publication.releases.office import FIRTHSHIRE, GLENMOR, TOML, Office, two_councils
from tests.views.nations import online

ROOT = Path(__file__).parents[2]


class Commands:
    """Runs commands on a deployment with two councils."""

    def __init__(self, office: Office):
        self.office = office

    @property
    def shelf(self) -> FolderShelf:
        """What the public sees."""
        return FolderShelf(self.office.root)

    def run(self, name: str, *words: str) -> Result:
        """One command; the configuration comes first."""
        return CliRunner().invoke(app, [name, str(self.office.path), *words])

    def told(self, name: str, *words: str) -> str:
        """What a command that goes well says, its spaces made single."""
        result = self.run(name, *words)
        assert (result.exit_code, result.stderr) == (0, "")
        return re.sub(r"[ \n]+", " ", result.stdout)

    def refused(self, name: str, *words: str) -> str:
        """What a command that cannot be done says, in a sentence and not in a trace."""
        result = self.run(name, *words)
        assert result.exit_code == 1
        assert "Traceback" not in result.output
        return result.stderr


@pytest.fixture
def commands(tmp_path: Path) -> Commands:
    return Commands(two_councils(tmp_path))


def test_release_says_what_was_made_and_what_is_hidden(commands):
    told = commands.told("release", "--title", "Spring")
    # Firthshire: 2 KPIs x (3 wholes + 2 by channel for each service) x 2 months; Glenmor: 2 KPIs, whole and by channel.
    assert "FIR A. Officer, Head of Performance 2026-04-20" in told
    assert "GLE B. Other, Chief Executive 2026-04-22" in told
    assert "of 2 councils: 2 made anew. 0 hidden, as they are small or would reveal a small number." in told
    assert "Published on" in told
    assert "It is release 1, in" in told
    assert len(commands.shelf.newest().rows(channel=None)) == int(re.search(r"(\d+) figures of 2", told)[1])


def test_P1_a_small_count_is_hidden_and_counted(commands):
    commands.office.load(online("GLE", 200, 197), "gle-crm")
    told = commands.told("release", "--title", "Spring")
    assert "GLE B. Other, Chief Executive 2026-04-22" in told
    [row] = commands.shelf.newest().rows(council="GLE", kpi="completion_rate")
    # 200 - 197 = 3 did not complete.
    assert (row.figure.value, row.figure.markers) == (None, ("c",))
    assert commands.shelf.newest().parts["GLE"].hidden >= 1


def test_preview_says_the_same_and_stores_nothing(commands):
    told = commands.told("preview")
    assert "It would be release 1. Nothing was stored." in told
    assert not list(commands.office.root.glob("0*"))


def test_only_the_first_release_is_made_where_that_is_asked(commands):
    commands.told("release", "--title", "First", "--if-none")
    assert commands.told("release", "--title", "First", "--if-none") == ""
    assert commands.shelf.newest().facts.number == 1


def test_list_and_show_name_each_release_with_its_state_and_each_part_with_its_approval(commands):
    assert "There is no release yet." in commands.told("list")
    commands.told("release", "--title", "Spring", "--notes", "Two systems were moved.")
    commands.told("release", "--title", "Summer", "--embargo", "2099-06-01 09:30", "--council", "GLE")
    listed = commands.told("list")
    assert "1 Spring" in listed
    assert "published" in listed
    assert "2 Summer 1 June 2099, 09:30 UK time under embargo" in listed
    shown = commands.told("show", "1")
    assert "Release 1: Spring (published," in shown
    assert "Two systems were moved." in shown
    assert "Glenmor 1 B. Other, Chief Executive 2026-04-22" in shown
    approvals = commands.told("list", "--council", "GLE")
    assert re.search(r"1 B\. Other.* published.* 2 B\. Other.* under embargo", approvals)
    # Firthshire's part was carried over, so it was approved once.
    assert commands.told("list", "--council", "FIR").count("A. Officer") == 1


def test_list_and_show_answer_machines_in_json(commands):
    commands.told("release", "--title", "Spring")
    [facts] = json.loads(commands.run("list", "--json").stdout)
    assert (facts["number"], facts["title"], facts["withdrawn_at"]) == (1, "Spring", None)
    shown = json.loads(commands.run("show", "1", "--json").stdout)
    assert shown["parts"]["GLE"]["approved_by"] == "B. Other, Chief Executive"


def test_compare_tells_each_change_with_its_reason(commands):
    commands.told("release", "--title", "Spring")
    commands.office.load([*online("GLE", 200, 160), *online("GLE", 210, 150, "2025-05")], "gle-crm")
    commands.told("release", "--title", "Summer", "--reason", "Late forms came in", "--council", "GLE")
    told = commands.told("compare", "1", "2")
    # 150 of 200, then 160 of 200.
    assert "Completion rate April 2025 75.0% 80.0% Late forms came in" in told
    records = [json.loads(line) for line in commands.run("compare", "1", "2", "--json").stdout.splitlines()]
    whole = [one for one in records if one["kpi"] == "completion_rate" and not one["channel"]]
    assert [(one["period_start"], one["kind"], one["reason"]) for one in whole] == [
        ("2025-04-01", "revised", "Late forms came in"),
        ("2025-05-01", "added", ""),
    ]
    assert whole[0]["was"] == {"value": 0.75, "numerator": 150, "denominator": 200, "marker": ""}
    assert whole[0]["is"] == {"value": 0.8, "numerator": 160, "denominator": 200, "marker": "[r]"}
    assert {one["council"] for one in records} == {"GLE"}


def test_withdraw_takes_the_release_off_the_shelf_once_and_for_a_reason(commands):
    commands.told("release", "--title", "Spring")
    assert "Say with --because why" in commands.refused("withdraw", "1", "--because", " ")
    assert "Release 1, 'Spring', is withdrawn." in commands.told("withdraw", "1", "--because", "The wrong year.")
    assert "Release 1 was withdrawn already" in commands.refused("withdraw", "1", "--because", "Again.")
    assert commands.shelf.newest() is None
    assert commands.shelf.published()[0].withdrawn_because == "The wrong year."
    assert "The wrong year." in commands.told("show", "1")


def test_withdraw_names_later_releases_that_hold_the_same_parts(commands):
    commands.told("release", "--title", "Spring")
    commands.told("release", "--title", "Summer", "--council", "GLE")
    told = commands.told("withdraw", "1", "--because", "The wrong year.")
    assert "Release 2 still holds what release 1 said of Firthshire. If that is wrong too, withdraw release 2" in told


def test_a_release_that_is_not_there_is_said_to_be_none(commands):
    for words in (("show", "7"), ("compare", "7", "8"), ("withdraw", "7", "--because", "No.")):
        assert "There is no release 7" in commands.refused(*words)


def test_a_time_that_cannot_be_is_refused_in_words(commands):
    for time, said in (
        ("tomorrow", "'tomorrow' is not a time. Write it as in '2026-06-01 09:30'"),
        ("2020-01-01", "1 January 2020, 00:00 UK time is past"),
        ("2099-03-29 01:30", "01:30 on 29 March 2099 does not exist: the clocks go forward."),
    ):
        assert said in commands.refused("release", "--title", "Spring", "--embargo", time)
    assert not list(commands.office.root.glob("0*"))


def test_a_release_that_an_embargo_would_undo_is_refused(commands):
    commands.told("release", "--title", "Summer", "--embargo", "2099-06-01 09:30")
    told = commands.refused("release", "--title", "At once")
    assert "Release 1 comes out on 1 June 2099, 09:30 UK time and holds every council's part" in told
    commands.told("release", "--title", "Later", "--embargo", "2099-06-01 09:30")


def test_what_is_wrong_with_the_configuration_or_the_warehouse_is_said_with_a_status(commands, tmp_path):
    commands.office.describe(TOML + FIRTHSHIRE.replace("approved_on = 2026-04-20", "") + GLENMOR)
    result = commands.run("release", "--title", "Spring")
    assert result.exit_code == 2
    assert "has 'approved_by' without 'approved_on'" in result.stderr
    commands.office.describe((TOML + FIRTHSHIRE).replace("duckdb:///warehouse", "duckdb:///nowhere"))
    assert "Nothing has been loaded into" in commands.refused("release", "--title", "Spring")
    assert "Nothing was released." in commands.refused("release", "--title", "Spring")


def test_a_process_that_only_looks_at_releases_never_imports_the_warehouse():
    names = ("warehouse", "sqlalchemy", "duckdb", "scipy")
    code = f"import sys, publication.__main__\nprint([name for name in {names} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
