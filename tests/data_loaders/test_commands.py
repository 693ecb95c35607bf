"""The operator's commands, as typed: check, status, history, purge; and refresh's options for part of a source."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from configuration import read_configuration
from data_loaders.__main__ import app
from data_loaders.journal import Journal
from data_loaders.progress import Lines
from tests.data_loaders.test_refresh import CRM, PHONE, ROOT, SERVICE, WHOLE, Deployment
from warehouse.file_store import FileStore


@pytest.fixture
def deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deployment:
    monkeypatch.setenv("TEST_CRM_URL", f"sqlite:///{tmp_path / 'crm.sqlite'}")
    return Deployment(tmp_path)


def run(deployment: Deployment, command: str, *options: str):
    return CliRunner().invoke(app, [command, str(deployment.path), *options])


def change(deployment: Deployment, statements: str) -> None:
    with closing(sqlite3.connect(deployment.folder / "crm.sqlite")) as database:
        database.executescript(statements)


# --- check


def test_check_shows_what_the_first_rows_would_become_and_changes_nothing(deployment):
    (deployment.folder / "calls.csv").write_text("Month,Done\n2025-04,7\nsoon,8\n", encoding="utf-8")
    done = run(deployment, "check")
    assert done.exit_code == 0
    assert "crm: the query returned 2 columns: mth, done" in done.stdout
    assert "channel: phone (1)" in done.stdout
    assert "periods: 2025-04-01 to 2025-04-30, by month (1)" in done.stdout
    assert "refused, 1 times: 'soon' in column 'Month'" in done.stdout
    assert not (deployment.folder / "warehouse").exists()


def test_check_says_what_is_wrong_with_each_source_and_goes_on(deployment):
    change(deployment, "DROP TABLE request")
    done = run(deployment, "check")
    assert done.exit_code == 1
    assert "crm: the database refused the query" in done.stdout
    assert "phone: the file calls.csv has 2 columns" in done.stdout


# --- status


def test_status_tells_each_sources_last_load_and_what_was_never_loaded(deployment):
    run(deployment, "refresh", "--source", "phone")
    told = [json.loads(line) for line in run(deployment, "status", "--json").stdout.splitlines()]
    assert [(one["source"], one["rows_read"], one["state"]) for one in told] == [
        ("crm", 0, "never loaded"),
        ("phone", 2, "well"),
    ]
    assert run(deployment, "status").exit_code == 1
    run(deployment, "refresh")
    assert run(deployment, "status").exit_code == 0


def test_status_says_when_new_figures_are_overdue(deployment):
    deployment.describe(SERVICE + CRM.replace('kind = "sql"', 'kind = "sql"\nevery = "day"\nowner = "Digital team"'))
    run(deployment, "refresh")
    table = run(deployment, "status").stdout
    assert "Digital team" in table
    assert "well" in table
    overdue = """UPDATE source SET loaded_at = TIMESTAMP '2026-01-01 03:00:00'"""

    [file] = sorted((deployment.folder / "warehouse").glob("guildhall-*.duckdb"))[-1:]
    with duckdb.connect(file) as connection:
        connection.execute(overdue)
    late = run(deployment, "status")
    assert late.exit_code == 1
    assert "overdue" in late.stdout
    assert "2026-01-02" in late.stdout


def test_status_tells_that_the_last_attempt_failed_although_the_figures_are_those_of_a_good_one(deployment):
    run(deployment, "refresh")
    change(deployment, "DROP TABLE request")
    run(deployment, "refresh")
    crm, phone = (json.loads(line) for line in run(deployment, "status", "--json").stdout.splitlines())
    assert (crm["outcome"], phone["outcome"]) == ("failed", "unchanged")
    assert crm["rows_read"] == 1
    assert crm["tried_at"] >= crm["loaded_at"]
    assert crm["state"].startswith(f"failed at {crm['tried_at'][:16]}: Source 'crm': the database refused the query")
    shown = run(deployment, "status")
    assert shown.exit_code == 1
    change(deployment, "CREATE TABLE request (mth, done); INSERT INTO request VALUES ('2025-04', 3);")
    run(deployment, "refresh")
    assert run(deployment, "status").exit_code == 0


def test_status_tells_of_a_source_that_has_only_ever_failed(deployment):
    change(deployment, "DROP TABLE request")
    run(deployment, "refresh")
    crm, _ = (json.loads(line) for line in run(deployment, "status", "--json").stdout.splitlines())
    assert crm["state"].startswith("never loaded; failed at ")


def test_status_tells_of_a_run_that_was_killed(deployment):
    run(deployment, "refresh")
    source = read_configuration(deployment.path).source[0]
    Journal(Lines(), FileStore(deployment.folder / "warehouse")).begins([source])
    shown = run(deployment, "status", "--json")
    assert "and has not ended: still at work, or stopped" in json.loads(shown.stdout.splitlines()[0])["state"]
    assert shown.exit_code == 1


def test_status_before_any_load_says_what_to_run(deployment):
    done = run(deployment, "status")
    assert done.exit_code == 1
    assert "Nothing has been loaded" in done.stderr


# --- history and purge


def test_history_shows_a_value_and_what_it_was_corrected_to(deployment):
    run(deployment, "refresh")
    change(deployment, "UPDATE request SET done = 4")
    run(deployment, "refresh")
    told = [json.loads(line) for line in run(deployment, "history", "--channel", "web", "--json").stdout.splitlines()]
    assert [(float(one["value"]), one["went"] is None) for one in told] == [(3, False), (4, True)]
    assert "stands" in run(deployment, "history", "--channel", "web").stdout
    assert run(deployment, "history", "--council", "XYZ").stdout == "No value was ever given for council XYZ.\n"


def test_purge_takes_a_value_out_of_figures_and_history(deployment):
    run(deployment, "refresh")
    done = run(deployment, "purge", "--channel", "web", "--reason", "A person could be told by it.", "--yes")
    assert done.stdout.startswith("1 values of channel web were removed, from the history and from older versions too.")
    assert deployment.figures() == [figure for figure in WHOLE if figure[0] == "phone"]
    assert run(deployment, "history", "--channel", "web").stdout == "No value was ever given for channel web.\n"


def test_purge_of_everything_at_once_is_refused_and_an_answer_of_no_changes_nothing(deployment):
    run(deployment, "refresh")
    assert run(deployment, "purge", "--reason", "Why not.", "--yes").exit_code == 2
    asked = CliRunner().invoke(app, ["purge", str(deployment.path), "--channel", "web", "--reason", "x"], input="n\n")
    assert "Remove channel web for good?" in asked.stdout
    assert deployment.figures() == WHOLE


# --- Part of a source


WATERMARK = CRM.replace("SELECT mth, done FROM request", "SELECT mth, done, changed FROM request") + (
    '[source.watermark]\ncolumn = "changed"\noverlap_days = 2\n'
)
CHANGED = """
DROP TABLE request;
CREATE TABLE request (mth, done, changed);
INSERT INTO request VALUES ('2025-04', 3, '2025-05-01'), ('2025-05', 4, '2025-06-01'), ('2025-06', 5, '2025-07-01');
"""


@pytest.fixture
def watched(deployment):
    change(deployment, CHANGED)
    deployment.describe(SERVICE + WATERMARK)
    deployment.refresh()
    return deployment


def rows_read(done) -> list[int]:
    return [json.loads(line)["rows_read"] for line in done.stdout.splitlines()]


def test_only_the_periods_of_rows_that_changed_are_read_again(watched):
    change(watched, "UPDATE request SET done = 50, changed = '2025-07-09' WHERE mth = '2025-05'")
    assert rows_read(watched.refresh("--json")) == [2]  # May changed, and June comes after it
    assert [value for _, _, value in watched.figures()] == [3, 50, 5]


def test_a_row_that_comes_late_with_an_earlier_mark_is_read_within_the_overlap(watched):
    change(watched, "INSERT INTO request VALUES ('2025-07', 6, '2025-06-30')")
    assert rows_read(watched.refresh("--json")) == [2]  # June, marked within two days of the last mark, and July
    assert [value for _, _, value in watched.figures()] == [3, 4, 5, 6]


def test_a_row_that_was_withdrawn_in_a_period_that_is_read_again_goes(watched):
    change(
        watched, "DELETE FROM request WHERE mth = '2025-06'; UPDATE request SET changed = '2025-07-02' WHERE done = 4"
    )
    watched.refresh()
    assert [value for _, _, value in watched.figures()] == [3, 4]


def test_full_reads_everything_whatever_was_read_before(watched):
    assert rows_read(watched.refresh("--json", "--full")) == [3]


def test_a_source_that_is_described_anew_is_read_from_the_beginning(watched):
    watched.describe(SERVICE + WATERMARK.replace("Customer database", "Customers"))
    assert rows_read(watched.refresh("--json")) == [3]


def test_since_replaces_only_the_periods_from_that_day_on(deployment):
    deployment.refresh()
    (deployment.folder / "calls.csv").write_text("Month,Done\n2025-04,70\n2025-05,80\n", encoding="utf-8")
    deployment.refresh("--source", "phone", "--since", "2025-05-01")
    assert deployment.figures()[:2] == [("phone", "2025-04", 7), ("phone", "2025-05", 80)]


def test_a_period_column_that_does_not_sort_by_time_is_refused(watched):
    change(
        watched,
        "UPDATE request SET mth = 'May 2025' WHERE done = 4; UPDATE request SET mth = 'Jun 2025' WHERE done = 5",
    )
    done = watched.refresh()
    assert done.exit_code == 1
    assert "do not sort by time" in done.stderr


# --- Too much refused, precedence, several at once


def test_a_source_that_refuses_too_much_keeps_its_figures_and_has_a_status_of_its_own(deployment):
    deployment.describe(SERVICE + PHONE.replace('kind = "csv"', 'kind = "csv"\nmost_refused = 0.25'))
    deployment.refresh()
    (deployment.folder / "calls.csv").write_text("Month,Done\n2025-04,9\n2025-05,lots\n", encoding="utf-8")
    done = deployment.refresh()
    assert done.exit_code == 3
    assert "1 of 2 rows were refused, more than the 25% that the source allows" in done.stdout
    assert deployment.figures() == [figure for figure in WHOLE if figure[0] == "phone"]
    assert "more than the 25%" in run(deployment, "status").stdout


def test_a_source_that_precedes_another_is_not_in_conflict_with_it(deployment):
    second = PHONE.replace('name = "phone"', 'name = "second"\nprecedes = ["phone"]').replace("calls", "more")
    deployment.describe(SERVICE + PHONE + second)
    (deployment.folder / "more.csv").write_text("Month,Done\n2025-04,70\n", encoding="utf-8")
    assert deployment.refresh().exit_code == 0
    assert deployment.figures() == [("phone", "2025-04", 70), ("phone", "2025-05", 8)]


@pytest.mark.parametrize(
    ("precedes", "words"),
    [('["nobody"]', "there is no such source"), ('["phone"]', "precede each other")],
)
def test_precedence_over_nobody_or_over_itself_is_refused(deployment, precedes, words):
    deployment.describe(SERVICE + PHONE.replace('kind = "csv"', f'kind = "csv"\nprecedes = {precedes}'))
    done = deployment.refresh()
    assert done.exit_code == 2
    assert words in done.stderr


def test_a_source_that_fails_stops_none_that_is_read_beside_it(deployment):
    many = "".join(
        PHONE.replace('name = "phone"', f'name = "file-{n}"').replace("calls", f"calls{n}").replace('"bins"', f'"s{n}"')
        for n in range(6)
    )
    services = "".join(f'[[service]]\nkey = "s{n}"\nname = "Service {n}"\n' for n in range(6))
    deployment.describe(services + many)
    for n in (0, 1, 2, 4, 5):
        (deployment.folder / f"calls{n}.csv").write_text(f"Month,Done\n2025-04,{n}\n", encoding="utf-8")
    done = deployment.refresh("--json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["source"], one["outcome"]) for one in told] == [
        (f"file-{n}", "failed" if n == 3 else "loaded") for n in range(6)
    ]
    assert done.exit_code == 1


def test_a_second_run_is_told_that_another_is_at_work_and_a_killed_one_leaves_nothing_locked(deployment):
    deployment.refresh()
    held = "import sys, time\nfrom pathlib import Path\nfrom warehouse.file_store import FileStore\n"
    held += "with FileStore(Path(sys.argv[1])).alone():\n    print('held', flush=True)\n    time.sleep(60)\n"
    warehouse = str(deployment.folder / "warehouse")
    with subprocess.Popen(
        [sys.executable, "-c", held, warehouse], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        second = deployment.refresh()
        assert second.exit_code == 1
        assert "Another load is writing to" in second.stderr
        other.kill()
    assert deployment.refresh().exit_code == 0


# --- what a command waits for


IMPORTED = """
import sys
import data_loaders.__main__, data_loaders.status, data_loaders.looking_back
assert not {"data_loaders.reading", "warehouse.writer"} & set(sys.modules)
import data_loaders.checking
assert "data_loaders.reading" in sys.modules and "warehouse.writer" not in sys.modules
import app
assert not {"publication.pages", "pandas"} & set(sys.modules)
"""


def test_commands_and_dashboard_import_nothing_that_they_do_not_use():
    subprocess.run([sys.executable, "-c", IMPORTED], cwd=ROOT, check=True)
