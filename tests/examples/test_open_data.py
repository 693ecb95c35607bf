"""Real data comes with its source and its licence, and is what they say it is."""

import csv
import gzip
import io
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REGISTER = ROOT / "data_loaders" / "register"
FOLDERS = [*sorted(path for path in (ROOT / "examples" / "open").iterdir() if path.is_dir()), REGISTER]
DATA = [
    path for folder in FOLDERS for path in sorted(folder.iterdir()) if path.name.endswith((".csv", ".csv.gz", ".json"))
]

each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
each_file = pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)


def text_of(path: Path) -> str:
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")


def stated(path: Path) -> str:
    """The line of SOURCE.md on one file."""
    lines = (path.parent / "SOURCE.md").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"- `{path.name}` "))


def test_the_folders_are_those_the_examples_load() -> None:
    assert [folder.name for folder in FOLDERS] == [
        "la-deprivation",
        "lgbf-scotland",
        "localgov-foi-2017",
        "pp-solihull-council",
        "txex-services",
        "register",
    ]
    assert len(DATA) == 11


@each_folder
def test_every_folder_says_where_it_is_from_which_version_and_under_what_licence(folder: Path) -> None:
    source = (folder / "SOURCE.md").read_text(encoding="utf-8")
    for label in ("Origin", "Path", "Commit", "Licence", "What it is", "Known traps", "Cleaning"):
        assert re.search(rf"^- {label}: \S", source, re.MULTILINE), label
    assert re.search(r"^- Commit: .*\b[0-9a-f]{40}\b", source, re.MULTILINE)
    licence = (folder / "LICENCE.txt").read_text(encoding="utf-8")
    assert "Permission is hereby granted" in licence or "creativecommons.org/licenses/by/4.0" in licence


@each_file
def test_every_file_is_as_long_as_its_source_says(path: Path) -> None:
    size = re.search(r"` ([\d,]+) bytes", stated(path))
    assert size
    assert path.stat().st_size == int(size[1].replace(",", ""))


@each_file
def test_every_table_has_the_records_and_columns_its_source_says(path: Path) -> None:
    if path.suffix == ".json":
        assert len(json.loads(text_of(path))["data"]) == 18  # the wards of Solihull
        return
    rows = list(csv.reader(io.StringIO(text_of(path), newline="")))
    counts = re.search(r"; ([\d,]+) records after header; (\d+) columns", stated(path))
    assert counts
    assert (len(rows) - 1, len(rows[0])) == (int(counts[1].replace(",", "")), int(counts[2]))


@each_folder
def test_nothing_stands_beside_the_data_that_its_source_does_not_name(folder: Path) -> None:
    source = (folder / "SOURCE.md").read_text(encoding="utf-8")
    for path in folder.iterdir():
        if path.suffix != ".py" and path.is_file() and path.name not in ("SOURCE.md", "LICENCE.txt"):
            assert f"`{path.name}`" in source, path.name


def test_central_government_has_22_quarters_with_more_digital_transactions_than_transactions() -> None:
    path = ROOT / "examples" / "open" / "txex-services" / "services.csv.gz"
    header, *rows = csv.reader(io.StringIO(text_of(path), newline=""))
    quarters = {
        name.partition("\n")[2]: place for place, name in enumerate(header) if name.startswith("Total transactions\n")
    }
    excess = 0
    for row in rows:
        for quarter, total in quarters.items():
            digital = header.index(f"Digital transactions\n{quarter}")
            pair = [row[place].replace(",", "") for place in (digital, total)]
            if all(re.fullmatch(r"\d+(\.\d+)?", cell) for cell in pair):
                excess += float(pair[0]) > float(pair[1])
    assert excess == 22
