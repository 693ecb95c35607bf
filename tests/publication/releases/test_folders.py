"""A release is there whole or not at all, whatever happens while it is made."""

import signal
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from kpis.figure import Figure
from kpis.periods import containing
from publication.releases.errors import ReleaseError
from publication.releases.folders import Binding, alone, numbers
from publication.releases.tables import figures_table, finished, revisions, revisions_table
from tests.publication.releases.office import two_councils
from views.open.release import Finished, Revision

ROOT = Path(__file__).parents[3]
KILLED = """
import os, signal, sys
from pathlib import Path
from publication.releases import folders
from publication.releases.desk import desk
from publication.releases.making import Asked
from publication.releases.shelf import now
from configuration import read_configuration

at, config = sys.argv[1:]

def dies(*given):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(folders if at == "_on_disk" else folders.Binding, at, dies)
desk(read_configuration(Path(config))).release(Asked("Second", now()), now())
"""


@pytest.mark.parametrize("at", ["put", "finish", "_on_disk"])
def test_a_command_that_is_killed_leaves_the_releases_as_they_were(tmp_path, at):
    office = two_councils(tmp_path)
    office.release("First")
    command = [sys.executable, "-c", KILLED, at, str(office.path)]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert list(office.root.glob(".making*")), "it had begun"
    assert numbers(office.root) == [1]
    assert office.shelf.newest().facts.title == "First"
    office.release("Second")
    assert numbers(office.root) == [1, 2]
    assert not list(office.root.glob(".making*"))


def test_two_commands_at_once_are_one_and_a_refusal(tmp_path):
    office = two_councils(tmp_path)
    office.release("First")
    with FileLock(office.root / ".lock"), pytest.raises(ReleaseError, match="Another command is changing the releases"):
        office.release("Second")
    assert numbers(office.root) == [1]


def test_what_goes_wrong_while_a_release_is_made_leaves_nothing(tmp_path):
    office = two_councils(tmp_path)

    def fails(*given: object) -> list[Finished]:
        raise ReleaseError("It cannot be protected.")

    office.control = fails
    with pytest.raises(ReleaseError, match="cannot be protected"):
        office.release()
    assert [path.name for path in office.root.iterdir() if path.name != ".lock"] == []


def test_a_release_is_never_written_over(tmp_path):
    office = two_councils(tmp_path)
    manifest = office.release("First")
    before = {path.name: path.read_bytes() for path in (office.root / "0001").iterdir()}
    with alone(office.root), Binding(office.root, 1) as binding, pytest.raises(OSError, match="not empty"):
        binding.finish(manifest)
    assert {path.name: path.read_bytes() for path in (office.root / "0001").iterdir()} == before


def test_the_manifest_comes_back_as_it_was_made(tmp_path):
    office = two_councils(tmp_path)
    made = office.release("First", notes="Said 'with care' — £5")
    assert office.shelf.newest().manifest == made


# --- Rows to columns and back

texts = st.text(st.characters(codec="utf-8"), max_size=8)
amounts = st.none() | st.decimals(-(10**12), 10**12, places=3)
values = st.none() | st.floats(allow_nan=False, allow_infinity=False)
figures = st.builds(
    Figure,
    values,
    amounts,
    amounts,
    values,
    values,
    st.lists(st.sampled_from("xzcprueb"), unique=True, max_size=3).map(tuple),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    texts,
    texts,
    values,
)
periods = st.builds(
    containing,
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["week", "month", "quarter", "financial_year", "year"]),
)
rows = st.builds(Finished, texts, texts, texts, texts, texts, texts, periods, figures, st.integers(1, 99), texts)
changes = st.builds(
    Revision, rows, st.sampled_from(["added", "revised", "withdrawn"]), st.none() | figures, st.none() | figures, texts
)


@given(st.lists(rows, max_size=5))
def test_any_rows_come_back_from_a_table_as_they_were(given_rows):
    assert list(finished(figures_table(given_rows))) == given_rows


@given(st.lists(changes, max_size=3))
def test_any_revisions_come_back_from_a_table_as_they_were(given_changes):
    assert list(revisions(revisions_table(given_changes))) == given_changes


def test_an_amount_is_kept_exactly():
    exact = Decimal("12345678901234567890.123456789")
    row = Finished("k", "c", "", "", "", "", containing(date(2025, 4, 1), "month"), Figure(None, exact, None), 1)
    [back] = finished(figures_table([row]))
    assert back.figure.numerator == exact
