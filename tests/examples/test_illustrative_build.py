"""The builder: the same files every time, nowhere but where it was told, and nothing done twice."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from examples.illustrative.__main__ import main
from examples.illustrative.build import MARKER, build
from examples.illustrative.councils import COUNCILS
from examples.illustrative.figures import reported_counts

ROOT = Path(__file__).parents[2]


def contents(folder: Path) -> dict[str, object]:
    """Every file's content; of a database, what it holds rather than how SQLite laid it out."""
    found: dict[str, object] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".sqlite":
            with closing(sqlite3.connect(path)) as connection:
                found[path.name] = list(connection.iterdump())
        else:
            found[path.name] = path.read_bytes()
    return found


def run_elsewhere(folder: Path, hash_seed: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    environment |= {"HOME": str(folder), "TMPDIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "examples.illustrative", "out"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_two_builds_in_processes_of_their_own_hold_the_same(tmp_path: Path, illustrative: Path) -> None:
    for hash_seed in ("1", "2"):
        folder = tmp_path / hash_seed
        folder.mkdir()
        outcome = run_elsewhere(folder, hash_seed)
        assert outcome.returncode == 0, outcome.stderr
        assert contents(folder / "out") == contents(illustrative)


def test_a_build_writes_nothing_outside_its_folder(tmp_path: Path) -> None:
    run_elsewhere(tmp_path, "0")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    marker = json.loads((tmp_path / "out" / MARKER).read_text(encoding="utf-8"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([*marker["files"], MARKER])


def test_the_figures_are_those_of_every_other_machine() -> None:
    # Recorded from the first build: another total means that chance is no longer the same everywhere,
    # or that somebody changed the figures and must say so here.
    counts = [count for council in COUNCILS for count in reported_counts(council)]
    assert len(counts) == 6_776
    assert sum(count.completed for count in counts) == 964_507
    # A transaction at Wyncastle's machines costs a fifth of one at a counter since the machines are said to be such.
    assert sum(count.cost for count in counts) == 522_173_782


def test_a_second_build_touches_nothing_and_leaves_a_change_made_by_hand(tmp_path: Path) -> None:
    assert build(tmp_path)
    changed = tmp_path / "illustrative-saltwick-bay-survey.csv"
    changed.write_text("changed by hand", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert not build(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    assert changed.read_text(encoding="utf-8") == "changed by hand"


def test_a_build_of_another_version_is_done_anew(tmp_path: Path, illustrative: Path) -> None:
    build(tmp_path)
    (tmp_path / "illustrative-saltwick-bay-survey.csv").write_text("of an older version", encoding="utf-8")
    marker = tmp_path / MARKER
    marker.write_text(marker.read_text(encoding="utf-8").replace('"version": "', '"version": "0'), encoding="utf-8")
    assert build(tmp_path)
    assert contents(tmp_path) == contents(illustrative)


def test_a_build_that_lost_a_file_or_was_killed_before_its_marker_is_done_anew(
    tmp_path: Path, illustrative: Path
) -> None:
    build(tmp_path)
    (tmp_path / "illustrative-eastmere.sqlite").unlink()
    assert build(tmp_path)
    (tmp_path / MARKER).write_text('{"version"', encoding="utf-8")
    assert build(tmp_path)
    assert contents(tmp_path) == contents(illustrative)


def test_a_folder_that_cannot_be_written_to_is_named_in_a_sentence(tmp_path: Path, capsys) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert main([str(tmp_path / "taken")]) == 1
    message = capsys.readouterr().err
    assert str(tmp_path / "taken") in message
    assert "Name a folder that can be written to." in message
    assert "Traceback" not in message
