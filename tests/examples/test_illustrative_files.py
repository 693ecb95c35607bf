"""Each council's own tables, read back by the queries of the README, give the figures they were made from."""

import csv
import re
import sqlite3
from contextlib import closing
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from examples.illustrative import arden_vale, brackenmoor, eastmere, hollinford, saltwick_bay, wyncastle
from examples.illustrative.councils import (
    ARDEN_VALE,
    BRACKENMOOR,
    EASTMERE,
    HOLLINFORD,
    SALTWICK_BAY,
    WYNCASTLE,
    Council,
)
from examples.illustrative.figures import counts_of, reported_counts, reported_uptimes
from examples.illustrative.wards import WARDS, ward_counts

README = (Path(arden_vale.__file__).parent / "README.md").read_text(encoding="utf-8")
QUERIES = dict(re.findall(r"<!-- query: (.+?) -->\n```sql\n(.+?)```", README, re.DOTALL))

Key = tuple[str, str, str]


def ask(folder: Path, query: str) -> list[dict]:
    """The rows of one of the README's queries, by column name."""
    with closing(sqlite3.connect(folder / query.split()[0])) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(QUERIES[query])]


def table(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def codes_to_keys(codes: dict[str, str]) -> dict[str, str]:
    return {code: key for key, code in codes.items()}


def true_figures(council: Council) -> dict[Key, dict[str, Any]]:
    """What a council's sources must say in all, by month, service and channel; cost in pence."""
    found: dict[Key, dict[str, Any]] = {
        (count.month.first_day.isoformat(), count.service, count.channel): {
            "started": count.started,
            "completed": count.completed,
            "cost": count.cost,
            "ratings": count.ratings,
        }
        for count in reported_counts(council)
    }
    for up in reported_uptimes(council):
        found[up.month.first_day.isoformat(), up.service, "web"]["seconds"] = (up.up * 60, up.down * 60)
    return found


def figures(row: dict, pence: int | None) -> dict[str, Any]:
    """The figures of one row that a query named started, completed, n1 to n5, seconds_up and seconds_down."""
    ratings = tuple(row[f"n{level}"] for level in range(1, 6))
    found = {"started": row["started"], "completed": row["completed"], "cost": pence}
    found["ratings"] = None if ratings == (None,) * 5 else ratings
    if row["seconds_up"] is not None:
        found["seconds"] = (row["seconds_up"], row["seconds_down"])
    return found


def in_pence(amount: object) -> int:
    return int(Decimal(str(amount)) * 100)


def whole_pounds(pence: int) -> int:
    return (pence + 50) // 100


def test_arden_vales_query_returns_every_figure(illustrative: Path) -> None:
    services = codes_to_keys(arden_vale.SERVICE_CODES)
    channels = codes_to_keys(arden_vale.CHANNEL_CODES) | {arden_vale.OLD_BIN_FORM: "web"}
    rows = ask(illustrative, "illustrative-arden-vale.sqlite")
    assert {
        (row["month_start"], services[row["service"]], channels[row["channel"]]): figures(row, row["cost_pence"])
        for row in rows
    } == true_figures(ARDEN_VALE)
    assert len(rows) == len(true_figures(ARDEN_VALE))


def test_arden_vales_old_bin_form_has_a_code_of_its_own_until_august_2024(illustrative: Path) -> None:
    rows = ask(illustrative, "illustrative-arden-vale.sqlite")
    old = {row["month_start"] for row in rows if row["channel"] == "WEBFORM"}
    new = {row["month_start"] for row in rows if (row["service"], row["channel"]) == ("MISSEDBIN", "WEB")}
    assert (max(old), min(new), len(old) + len(new)) == ("2024-08-01", "2024-09-01", 36)


def test_arden_vales_query_by_ward_returns_every_ward(illustrative: Path) -> None:
    channels = codes_to_keys(arden_vale.CHANNEL_CODES) | {arden_vale.OLD_BIN_FORM: "web"}
    names = {ward.code: ward.name for ward in WARDS}
    rows = ask(illustrative, "illustrative-arden-vale.sqlite wards")
    assert {
        (row["month_start"], row["ward_name"], channels[row["channel"]]): (row["started"], row["completed"])
        for row in rows
    } == {
        (ward.month.first_day.isoformat(), names[ward.ward], ward.channel): (ward.started, ward.completed)
        for ward in ward_counts()
    }


def test_brackenmoors_query_takes_the_last_correction_of_each_figure(illustrative: Path) -> None:
    services = codes_to_keys(brackenmoor.SERVICE_CODES)
    channels = {name: key for key, (_, name) in brackenmoor.SOURCES.items()}
    found = {}
    for row in ask(illustrative, "illustrative-brackenmoor-crm.sqlite"):
        seconds = {
            f"seconds_{way}": None if row[f"minutes_{way}"] is None else row[f"minutes_{way}"] * 60
            for way in ("up", "down")
        }
        key = (row["month_start"], services[row["service"]], channels[row["channel"]])
        found[key] = figures(row | seconds, None)
    assert found == {key: row | {"cost": None} for key, row in true_figures(BRACKENMOOR).items()}


def test_brackenmoor_first_recorded_something_else(illustrative: Path) -> None:
    with closing(sqlite3.connect(illustrative / brackenmoor.CRM)) as connection:
        changes = connection.execute(
            """SELECT c.period_start, c.field, c.entered_on,
                      CASE c.field WHEN 'opened' THEN r.opened ELSE r.resolved END, c.new_value
               FROM correction AS c JOIN request_summary AS r USING (service_code, period_start, source_id)
               ORDER BY c.correction_id"""
        ).fetchall()
    assert [change[:3] for change in changes] == [
        ("2025-01-01", "resolved", "2025-05-19"),
        ("2025-02-01", "resolved", "2025-05-19"),
        ("2025-03-01", "resolved", "2025-05-19"),
        ("2025-10-01", "opened", "2025-11-20"),
        ("2025-10-01", "opened", "2025-12-04"),
    ]
    assert all(first > corrected for _, _, _, first, corrected in changes[:3])
    (_, _, _, first, once), (_, _, _, _, twice) = changes[3:]
    assert first < once < twice


def test_brackenmoors_ledger_has_each_financial_year_in_thousands_of_pounds(illustrative: Path) -> None:
    services, channels = codes_to_keys(brackenmoor.COST_CENTRES), codes_to_keys(brackenmoor.ACTIVITIES)
    expected: dict[Key, int] = {}
    for count in counts_of(BRACKENMOOR):
        key = (count.month.financial_year, count.service, count.channel)
        expected[key] = expected.get(key, 0) + count.cost
    found = {
        (row["financial_year"], services[row["service"]], channels[row["channel"]]): Decimal(str(row["cost_thousands"]))
        for row in ask(illustrative, "illustrative-brackenmoor-finance.sqlite")
    }
    assert {key: amount * 1000 for key, amount in found.items()} == {
        key: whole_pounds(pence) for key, pence in expected.items()
    }
    assert {year for year, _, _ in found} == {"2023-24", "2024-25", "2025-26"}


def test_eastmeres_query_returns_one_row_per_value(illustrative: Path) -> None:
    services, channels = codes_to_keys(eastmere.SERVICE_CODES), codes_to_keys(eastmere.CHANNEL_CODES)
    found: dict[Key, dict[str, int]] = {}
    for row in ask(illustrative, "illustrative-eastmere.sqlite"):
        assert row["month_end"][:8] == row["month_start"][:8]
        key = (row["month_start"], services[row["service"]], channels[row["channel"]])
        found.setdefault(key, {})[row["measure"]] = row["value"]
    expected = {}
    for key, true in true_figures(EASTMERE).items():
        values = {"ENDS": true["completed"], "COST_GBP": whole_pounds(true["cost"])}
        if true["ratings"]:
            values |= {"STARTS": true["started"], "UP_S": true["seconds"][0], "DOWN_S": true["seconds"][1]}
            values |= {f"SAT{level}": answers for level, answers in enumerate(true["ratings"], 1)}
        expected[key] = values
    assert found == expected


def hollinfords_waste(illustrative: Path) -> list[dict[str, str]]:
    return table(illustrative / hollinford.WASTE, delimiter=";")


def test_hollinfords_database_and_export_together_return_every_figure(illustrative: Path) -> None:
    services, channels = codes_to_keys(hollinford.SERVICE_CODES), codes_to_keys(hollinford.COLUMNS)
    found = {
        (row["month_start"], services[row["service"]], channels[row["channel"]]): figures(row, in_pence(row["cost"]))
        for row in ask(illustrative, "illustrative-hollinford-crm.sqlite")
    }
    services, channels = codes_to_keys(hollinford.WASTE_CODES), codes_to_keys(hollinford.ROUTES)
    for row in hollinfords_waste(illustrative)[:-5]:
        day, month_number, year = row["Month commencing"].split("/")
        cells = {name: int(row[column]) if row[column] else None for name, column in WASTE_COLUMNS.items()}
        key = (f"{year}-{month_number}-{day}", services[row["Service"]], channels[row["Contact route"]])
        found[key] = figures(cells, in_pence(row["Spend (£)"].replace(",", "")))
    assert found == true_figures(HOLLINFORD)


WASTE_COLUMNS = {
    "started": "Begun", "completed": "Done", "seconds_up": "Seconds up", "seconds_down": "Seconds down",
    "n1": "Rated 1", "n2": "Rated 2", "n3": "Rated 3", "n4": "Rated 4", "n5": "Rated 5",
}  # fmt: skip


def test_hollinfords_export_has_seven_bad_rows_that_take_no_good_figure_with_them(illustrative: Path) -> None:
    rows = hollinfords_waste(illustrative)
    key = ("Month commencing", "Service", "Contact route")
    repeated = [row for earlier, row in pairwise(rows) if row == earlier]
    assert len(repeated) == 2
    assert [(row["Contact route"], row["Done"]) for row in rows[-5:]] == [
        ("KIOSK-7", "14"),
        ("KIOSK-7", "9"),
        ("Telephone", "-12"),
        ("One stop shop", "see note"),
        ("Letter", "n/k"),
    ]
    good = {tuple(row[column] for column in key): row for row in rows[:-5]}
    for row in rows[-3:]:
        assert int(good[tuple(row[column] for column in key)]["Done"]) >= 0
    assert len(rows) == len(good) + 2 + 5


def test_saltwick_bays_exports_together_return_every_figure_and_a_dash_for_what_never_came(
    illustrative: Path,
) -> None:
    services, channels = codes_to_keys(saltwick_bay.SERVICE_CODES), codes_to_keys(saltwick_bay.CHANNEL_CODES)
    found: dict[Key, dict[str, Any]] = {}
    dashes = set()
    for line in table(illustrative / saltwick_bay.MONTHLY):
        for at in [column for column in line if re.fullmatch(r"\d{4}-\d{2}", column)]:
            if line[at] == "-":
                dashes.add(at)
                continue
            key = (f"{at}-01", services[line["Service code"]], channels[line["Channel"]])
            found.setdefault(key, {"ratings": ()})[line["Measure"]] = int(line[at])
    for row in table(illustrative / saltwick_bay.SURVEY):
        key = (f"{row['Month']}-01", services[row["Service code"]], channels[row["Channel"]])
        assert int(row["Score"]) == len(found[key]["ratings"]) + 1
        found[key]["ratings"] = (*found[key]["ratings"], int(row["Answers"]))
    expected = {}
    for key, true in true_figures(SALTWICK_BAY).items():
        cells = {"Completed": true["completed"], "Cost (£)": whole_pounds(true["cost"])}
        cells["ratings"] = true["ratings"] or ()
        if true["started"] is not None:
            cells["Started"] = true["started"]
        if "seconds" in true:
            cells["Seconds up"], cells["Seconds down"] = true["seconds"]
        expected[key] = cells
    assert found == expected
    assert dashes == {"2024-12"}


def test_wyncastles_query_turns_its_months_into_dates_and_returns_every_figure(illustrative: Path) -> None:
    services = {subject: key for key, (_, subject) in wyncastle.FORMS.items()}
    channels = codes_to_keys(wyncastle.ROUTES)
    rows = ask(illustrative, "illustrative-wyncastle.sqlite")
    assert {
        (row["month_start"], services[row["service"]], channels[row["channel"]]): figures(row, in_pence(row["cost"]))
        for row in rows
    } == true_figures(WYNCASTLE)


def test_every_database_has_a_query_and_every_file_says_that_it_is_invented(illustrative: Path) -> None:
    files = [path for path in illustrative.iterdir() if path.suffix in (".sqlite", ".csv")]
    assert len(files) == 10
    assert {name.split()[0] for name in QUERIES} == {path.name for path in files if path.suffix == ".sqlite"}
    for path in files:
        assert path.name.startswith("illustrative-")
        assert path.name in README
        if path.suffix == ".sqlite":
            with closing(sqlite3.connect(path)) as connection:
                ((note,),) = connection.execute("SELECT note FROM about").fetchall()
            assert note.startswith("Illustrative.")
            assert "every figure in this file is invented" in note


@pytest.mark.parametrize("name", sorted({query.split()[0] for query in QUERIES}))
def test_the_readme_says_how_many_rows_each_table_has(illustrative: Path, name: str) -> None:
    line = next(line for line in README.splitlines() if line.startswith(f"| `{name}`"))
    stated = {table: int(rows.replace(",", "")) for table, rows in re.findall(r"(\w+) ([\d,]+)(?=[,| ])", line)}
    with closing(sqlite3.connect(illustrative / name)) as connection:
        for table_name, rows in stated.items():
            assert connection.execute(f"SELECT COUNT(*) FROM {table_name}").fetchone() == (rows,), table_name
    assert stated


def test_the_readme_says_how_many_lines_each_export_has(illustrative: Path) -> None:
    waste, monthly, survey = (
        len(table(illustrative / name, delimiter))
        for name, delimiter in (
            (hollinford.WASTE, ";"),
            (saltwick_bay.MONTHLY, ","),
            (saltwick_bay.SURVEY, ","),
        )
    )
    assert f"| `{hollinford.WASTE}` | | {waste}, of which 7 are to be refused |" in README
    assert f"| `{saltwick_bay.MONTHLY}` | Saltwick Bay, unitary | {monthly} lines of 36 months |" in README
    assert f"| `{saltwick_bay.SURVEY}` | | {survey:,} |" in README
