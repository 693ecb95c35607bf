"""What the README tells a newcomer to do works as it stands."""

import os
import re
import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

from configuration import read_configuration
from kpis.definitions import catalogue
from views.reader import CellQuery
from warehouse.address import store_at
from warehouse.library import Library

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_database_of_the_readme_loads_from_the_readme_alone(tmp_path: Path) -> None:
    [block] = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    configuration = tmp_path / "anytown.toml"
    configuration.write_text("\n".join(line.removeprefix("   ") for line in block.splitlines()), encoding="utf-8")
    with sqlite3.connect(tmp_path / "crm.sqlite") as database:
        database.execute("CREATE TABLE missed_bins (month TEXT, channel TEXT, started INTEGER, finished INTEGER)")
        rows = [("2026-03", "WEB", 1128, 811), ("2026-03", "TEL", None, 249)]
        database.executemany("INSERT INTO missed_bins VALUES (?, ?, ?, ?)", rows)
    done = subprocess.run(
        [sys.executable, "-m", "data_loaders", "refresh", str(configuration)],
        cwd=ROOT,
        env=os.environ | {"CRM_URL": f"sqlite:///{tmp_path}/crm.sqlite"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    settings = read_configuration(configuration)
    reader = Library(store_at(settings.warehouse, settings.folder), catalogue(settings.kpi)).reader()
    cells = reader.cells(CellQuery(("completion_rate", "digital_take_up"), frozenset({"council", "service"})))
    # 811 of 1,128 online journeys were completed; 811 of 811 + 249 = 1,060 transactions were made online.
    sums = {cell.kpi: (cell.sums.numerator, cell.sums.denominator) for cell in cells}
    assert sums == {
        "completion_rate": (Decimal(811), Decimal(1128)),
        "digital_take_up": (Decimal(811), Decimal(1060)),
    }


def test_a_source_is_ten_lines() -> None:
    [block] = re.findall(r"\[\[source\]\]\n(.*?)```", README, re.DOTALL)
    assert len([line for line in block.splitlines() if line.strip()]) == 10


def test_every_file_the_readme_leads_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_readme_names_only_targets_that_the_makefile_has() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make (run|test|docs|benchmark|format)\b", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_file_that_the_two_commands_read_is_there() -> None:
    scripts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "setup").glob("*.sh")}
    read = {name for words in scripts.values() for name in re.findall(r"^\s*\. \./(\S+)", words, re.MULTILINE)}
    assert read == {"examples/environment.sh"}
    assert [name for name in read if not (ROOT / name).is_file()] == []
