"""What a query returns and nobody wants: it stays in the database, and where it cannot, memory stays bounded."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.memory import megabytes_held
from tests.data_loaders.taking import PERMITS, configured, take

TOML = (
    PERMITS
    + """council = {{ fixed = "STG" }}
service = {{ fixed = "permits" }}
period = {{ column = "mth", length = "month" }}
measures = {{ completed = "done" }}
"""
)
ROWS = 60_000
SERIES = {
    "postgresql": f"generate_series(1, {ROWS}) AS g(i)",
    "mariadb": f"(SELECT seq AS i FROM seq_1_to_{ROWS}) AS g",
}
NEVER = {
    "postgresql": f"1 / (i - {ROWS - 1})",
    "mariadb": f"CASE WHEN i = {ROWS - 1} THEN (SELECT 1 UNION SELECT i) END",
}
"""A column that fails in one row if it is worked out."""

MEGABYTES = 200
"""The process without rows takes some 100; 50,000 rows with such remarks took 250 to 530."""

READER = """
import sys
from pathlib import Path
from configuration import read_configuration
from warehouse.memory import give_back_memory
from data_loaders.sql_rows import open_sql

give_back_memory()
with open_sql(read_configuration(Path(sys.argv[1])).source[0]) as rows:
    print(sum(len(batch.numbers) for batch in rows.batches([0, 1])))
"""
BOTH_SERVERS = pytest.mark.parametrize("name", ["postgresql", "mariadb"])
BOTH_WAYS = pytest.mark.parametrize("again", [False, True], ids=["first", "again"])


@pytest.fixture
def described(request, name, tmp_path, monkeypatch):
    """Writes the description of a source that reads these columns of a long series."""
    monkeypatch.setenv("TEST_CRM_URL", request.getfixturevalue(name).url())

    def describe(columns, order=""):
        query = f"SELECT '2025-04' AS mth, i AS done, {columns} FROM {SERIES[name]} {order}"
        return configured(tmp_path, TOML.format(query=query))

    return describe


@BOTH_WAYS
@BOTH_SERVERS
def test_what_is_not_mapped_is_not_asked_for(described, name, again):
    assert take(described(f"{NEVER[name]} AS remark"), again=again).rows_read == ROWS


@BOTH_SERVERS
@pytest.mark.parametrize(
    ("columns", "order"),
    [
        ("repeat('x', 4000) AS remark", ""),
        # MySQL would lose the order in brackets, so there the remark comes along.
        ("repeat('x', 4000) AS remark", "ORDER BY i"),
        (", ".join(f"concat('the text of column {place}: ', i) AS c{place}" for place in range(58)), ""),
        # Two columns of one name: the query is read as it stands.
        ("repeat('x', 4000) AS remark, 5 AS remark", ""),
    ],
    ids=["long", "long and ordered", "wide", "long and named twice"],
)
def test_long_and_wide_rows_take_no_more_memory(described, name, columns, order, tmp_path):
    described(columns, order)
    command = [sys.executable, "-c", READER, str(tmp_path / "sources.toml")]
    reading = subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True)
    most = 0.0
    while reading.poll() is None:
        most = max(most, megabytes_held(reading.pid))
        time.sleep(0.02)
    assert reading.communicate()[0] == f"{ROWS}\n"
    assert most < MEGABYTES
