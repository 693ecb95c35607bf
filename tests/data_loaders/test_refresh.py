"""The whole way: a TOML file, real files and databases, the command line, and what the warehouse then holds."""

import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data_loaders.__main__ import app
from kpis.definitions import catalogue
from tests.data_loaders.taking import SITE
from warehouse.file_store import FileStore
from warehouse.library import Library

ROOT = Path(__file__).parents[2]
SERVICE = '[[service]]\nkey = "bins"\nname = "Bins"\n'
CRM = """
[[source]]
name = "crm"
title = "Customer database"
kind = "sql"
url_variable = "TEST_CRM_URL"
query = "SELECT mth, done FROM request"
[source.council]
fixed = "STG"
[source.service]
fixed = "bins"
[source.channel]
fixed = "web"
[source.period]
column = "mth"
length = "month"
[source.measures]
completed = "done"
"""
PHONE = """
[[source]]
name = "phone"
title = "Contact centre"
kind = "csv"
path = "calls.csv"
[source.council]
fixed = "STG"
[source.service]
fixed = "bins"
[source.channel]
fixed = "phone"
[source.period]
column = "Month"
length = "month"
[source.measures]
completed = "Done"
"""


class Deployment:
    """A folder with a configuration, a database and an export."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.path = folder / "sources.toml"
        self.describe(SERVICE + CRM + PHONE)
        (folder / "calls.csv").write_text("Month,Done\n2025-04,7\n2025-05,8\n", encoding="utf-8")
        with closing(sqlite3.connect(folder / "crm.sqlite")) as database:
            database.executescript("CREATE TABLE request (mth, done); INSERT INTO request VALUES ('2025-04', 3);")

    def describe(self, toml: str) -> None:
        """Write the configuration."""
        self.path.write_text(SITE + toml, encoding="utf-8")

    def refresh(self, *options: str):
        """Run the command; what it said is in `output`, with errors in `stderr`."""
        return CliRunner().invoke(app, ["refresh", str(self.path), *options])

    def figures(self) -> list[tuple[str, str, Decimal | None]]:
        """(channel, month, value) of every figure: the web's come from the database, the phone's from the file."""
        store = FileStore(self.folder / "warehouse")
        if store.current is None:
            return []
        observed = Library(store, catalogue()).reader().observed("STG", "bins", ("completed",))
        return sorted((each.channel, each.period.key[:7], each.value) for each in observed)


WHOLE = [("phone", "2025-04", Decimal(7)), ("phone", "2025-05", Decimal(8)), ("web", "2025-04", Decimal(3))]


@pytest.fixture
def deployment(tmp_path, monkeypatch):
    monkeypatch.setenv("TEST_CRM_URL", f"sqlite:///{tmp_path / 'crm.sqlite'}")
    return Deployment(tmp_path)


def test_every_source_is_loaded_and_says_so_in_a_line(deployment):
    done = deployment.refresh()
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("crm: 1 rows read, 1 observations. ")
    assert lines[1].startswith("phone: 2 rows read, 2 observations. ")
    assert deployment.figures() == WHOLE


def test_loading_again_changes_nothing_and_says_so(deployment):
    deployment.refresh()
    versions = sorted(path.name for path in (deployment.folder / "warehouse").glob("guildhall-*"))
    again = deployment.refresh()
    assert again.stdout.count("The figures are as they were.") == 2
    assert sorted(path.name for path in (deployment.folder / "warehouse").glob("guildhall-*")) == versions


def test_only_what_is_new_is_loaded_when_asked_to(deployment):
    deployment.refresh()
    assert deployment.refresh("--new-only").stdout == "Nothing new: every source is as it was last loaded.\n"
    (deployment.folder / "calls.csv").write_text("Month,Done\n2025-04,9\n", encoding="utf-8")
    assert [line.split(":")[0] for line in deployment.refresh("--new-only").stdout.splitlines()] == ["phone"]
    assert deployment.figures() == [("phone", "2025-04", Decimal(9)), WHOLE[2]]


def test_a_description_that_changed_is_news(deployment):
    deployment.refresh()
    deployment.describe(SERVICE + CRM.replace("done FROM", "done * 2 AS done FROM") + PHONE)
    assert [line.split(":")[0] for line in deployment.refresh("--new-only").stdout.splitlines()] == ["crm"]
    assert deployment.figures()[2] == ("web", "2025-04", Decimal(6))


def test_one_source_that_fails_stops_no_other_and_keeps_its_figures(deployment):
    deployment.refresh()
    (deployment.folder / "crm.sqlite").unlink()
    (deployment.folder / "calls.csv").write_text("Month,Done\n2025-04,9\n", encoding="utf-8")
    done = deployment.refresh()
    assert done.exit_code == 1
    assert done.stderr.startswith("Source 'crm': there is no database file")
    assert done.stderr.endswith("The figures loaded before stay.\n")
    assert deployment.figures() == [("phone", "2025-04", Decimal(9)), WHOLE[2]]


def test_a_source_that_fails_is_tried_again_though_its_description_is_the_same(deployment):
    (deployment.folder / "calls.csv").rename(deployment.folder / "later.csv")
    assert deployment.refresh().exit_code == 1
    (deployment.folder / "later.csv").rename(deployment.folder / "calls.csv")
    assert deployment.refresh("--new-only").exit_code == 0
    assert deployment.figures() == WHOLE


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("Month,Done\nsoon,7\nlater,8\n", "none of its 2 rows gives a figure (not a period: 2). Correct the source."),
        ("Month,Dome\n2025-04,7\n", "the file calls.csv has no column 'Done' (it has Dome, Month)."),
        ("Month,Done\n", "holds no rows."),
    ],
)
def test_a_source_without_any_figure_replaces_nothing(deployment, content, sentence):
    deployment.refresh()
    (deployment.folder / "calls.csv").write_text(content, encoding="utf-8")
    done = deployment.refresh()
    assert (done.exit_code, deployment.figures()) == (1, WHOLE)
    assert sentence in done.stderr


def test_a_filter_that_keeps_nothing_replaces_nothing(deployment):
    deployment.refresh()
    deployment.describe(SERVICE + CRM + PHONE + '[[source.filter]]\ncolumn = "Month"\nvalues = ["2035-04"]\n')
    done = deployment.refresh()
    assert (done.exit_code, deployment.figures()) == (1, WHOLE)
    assert "Source 'phone': no row passes [[source.filter]]. Correct its values." in done.stderr


def test_refused_rows_are_counted_by_reason_and_the_rest_is_loaded(deployment):
    (deployment.folder / "calls.csv").write_text(
        "Month,Done\n2025-04,7\n2025-05,n/k\nsoon,8\n2025-04,7\n", encoding="utf-8"
    )
    done = deployment.refresh("--source", "phone")
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "phone: 4 rows read, 3 refused (not a number 1, not a period 1, duplicate of an earlier row 1), 2 observations."
    )
    assert deployment.figures() == WHOLE[:1]


def test_only_the_sources_that_are_named_are_loaded(deployment):
    assert deployment.refresh("--source", "crm").exit_code == 0
    assert deployment.figures() == WHOLE[2:]


def test_a_source_that_is_no_longer_described_goes_with_its_figures(deployment):
    deployment.refresh()
    deployment.describe(SERVICE + CRM)
    done = deployment.refresh("--new-only")
    assert done.stdout.splitlines()[0] == "Source 'phone' is no longer configured; its figures were removed."
    assert deployment.figures() == WHOLE[2:]


@pytest.mark.parametrize(
    ("toml", "options", "sentence"),
    [
        (SERVICE + CRM.replace('kind = "sql"', 'kind = "sqll"'), (), "'kind' in [source] 'crm' cannot be 'sqll'"),
        (SERVICE + CRM, ("--source", "crn"), "has no source 'crn' (it has crm). Correct --source."),
        (
            SERVICE + '[[group]]\nkey = "g"\nname = "G"\ncouncils = ["Atlantis"]\n',
            (),
            "[[group]] 'g' has the member 'Atlantis', which the register does not know.",
        ),
        (
            SERVICE + '[[kpi]]\nkey = "availability"\nname = "A"\ndescription = "A"\nphrase = "a"\nunit = "number"\n'
            'numerator = { measures = ["a"] }\nnumerator_name = "A"\ndefinition = "A"\n',
            (),
            "[[kpi]] 'availability' is the key of another KPI; choose a key of its own",
        ),
    ],
)
def test_a_file_that_cannot_be_used_changes_nothing(deployment, toml, options, sentence):
    deployment.refresh()
    deployment.describe(toml)
    done = deployment.refresh(*options)
    assert (done.exit_code, deployment.figures()) == (2, WHOLE)
    assert sentence in done.stderr
    assert done.stdout == ""


def test_a_measure_that_no_kpi_uses_is_told_with_the_one_that_may_be_meant(deployment):
    deployment.describe(SERVICE + CRM.replace("completed =", "complete =") + PHONE)
    done = deployment.refresh()
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == (
        "Source 'crm': no KPI uses the measure 'complete'; it is kept, and shown on no page. Is 'completed' meant?"
    )


def test_a_warehouse_url_that_is_none_is_a_fault_of_the_file(deployment):
    deployment.path.write_text(SITE.replace("duckdb:///", "postgres://") + SERVICE + CRM, encoding="utf-8")
    done = deployment.refresh()
    assert done.exit_code == 2
    assert f"{deployment.path}: [warehouse] url 'postgres://warehouse' is not" in done.stderr


def test_a_fault_of_the_loader_itself_is_a_sentence_and_stops_no_other(deployment, monkeypatch):
    def broken(*_arguments):
        raise ZeroDivisionError("reader:hunter2")

    monkeypatch.setattr("data_loaders.databases._engine", broken)
    done = deployment.refresh()
    assert done.exit_code == 1
    assert done.stderr.startswith(
        "Source 'crm': the loader met a fault of its own (ZeroDivisionError in test_refresh.py"
    )
    assert "hunter2" not in done.output
    assert deployment.figures() == WHOLE[:2]


def command(deployment, *options):
    return [sys.executable, "-m", "data_loaders", "refresh", str(deployment.path), *options]


def test_the_command_says_no_trace_and_gives_its_status(deployment):
    deployment.describe("[[source]]\n")
    done = subprocess.run(command(deployment), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "[source] has no 'name'" in done.stderr.replace(" '1'", "")
    assert "Traceback" not in done.stderr


def test_a_load_imports_no_pandas(deployment):
    watched = f"""
import sys
sys.argv = ["data_loaders", "refresh", {str(deployment.path)!r}]
import atexit, runpy
atexit.register(lambda: print("pandas" in sys.modules, file=sys.stderr))
runpy.run_module("data_loaders", run_name="__main__", alter_sys=False)
"""
    done = subprocess.run(
        [sys.executable, "-c", watched], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert (done.returncode, done.stderr) == (0, "False\n")


def test_on_a_terminal_every_source_has_a_bar(deployment):
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(command(deployment), cwd=ROOT, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    seen = b""
    while True:
        try:
            seen += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
    os.close(ours)
    assert process.wait(timeout=300) == 0
    last = seen.decode().rsplit("\x1b[2K", 2)
    assert "crm" in seen.decode()
    assert "━" in seen.decode()
    assert "2 rows" in "".join(last)
