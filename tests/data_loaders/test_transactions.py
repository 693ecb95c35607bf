"""Sources of single transactions: what is counted, when it counts, and what is kept of a row."""

import re
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from typer.testing import CliRunner

from configuration import ConfigurationError
from data_loaders.__main__ import app
from data_loaders.errors import SourceError
from data_loaders.journey_sql import BUCKETS, merged
from kpis.definitions import catalogue
from tests.data_loaders.taking import SITE, configured, take
from warehouse.file_store import FileStore
from warehouse.library import Library

HEADER = "ref,begun,ended,route,result,stars\n"
ABOUT = """
[source.council]
fixed = "STG"

[source.service]
fixed = "bins"

[source.channel]
column = "route"
map = { W = "web", T = "phone" }

[source.period]
column = "begun"
length = "month"
"""
SOURCE = (
    """
[[service]]
key = "bins"
name = "Bins"

[[source]]
name = "forms"
title = "Forms"
kind = "csv"
path = "forms.csv"
completion_basis = "event"
"""
    + ABOUT
)
COUNTED = """
[source.transactions]
end = "ended"
outcome = "result"
outcomes = { done = "completed", refused = "completed", paid = "completed", quit = "failed", error = "failed" }
rating = "stars"
"""
NOVEMBER = date(2025, 11, 5)


@pytest.fixture
def counted(tmp_path):
    """Count rows, each a line of CSV; a change alters the description."""

    def count(lines, *changes, today=NOVEMBER):
        toml = SOURCE + COUNTED
        for was, becomes in changes:
            assert was in toml
            toml = toml.replace(was, becomes)
        return take(configured(tmp_path, toml, {"forms.csv": HEADER + "\n".join(lines) + "\n"}), today=today)

    return count


def figures(taken, *measures):
    """(channel, month, measure) -> value, for some measures."""
    rows = taken.brief("channel", "period_start", "measure", "value")
    return {(channel, start.month, measure): value for channel, start, measure, value in rows if measure in measures}


SQL = """kind = "sql"
url_variable = "TEST_FORMS_URL"
query = "SELECT * FROM form"
watermark = { column = "changed" }
"""
COHORT = ('completion_basis = "event"', 'completion_basis = "cohort"')
LAST = ",2025-04-30,2025-04-30,T,done,"
"""A row of the month's last day, so that the file covers the whole of April."""


def test_D2_not_eligible_and_already_paid_are_completed_giving_up_and_errors_are_not(counted):
    lines = [f",2025-04-0{n},2025-04-09,W,{result}," for n, result in enumerate(("done", "refused", "paid", "quit"), 1)]
    taken = counted([*lines, ",2025-04-05,,W,error,", LAST])
    # Three of five: done, refused (not eligible) and paid; quit and error began and failed.
    assert figures(taken, "started", "completed") == {
        ("web", 4, "started"): 5,
        ("web", 4, "completed"): 3,
        ("phone", 4, "completed"): 1,
    }


def test_D3_on_the_basis_event_a_completion_counts_in_the_month_it_ended_on_cohort_in_that_it_began(counted):
    lines = [",2025-04-30,2025-05-01,W,done,", ",2025-05-31,2025-05-31,W,done,"]
    assert figures(counted(lines), "started", "completed") == {
        ("web", 4, "started"): 1,
        ("web", 4, "completed"): 0,
        ("web", 5, "started"): 1,
        ("web", 5, "completed"): 2,
    }
    assert figures(counted(lines, COHORT), "completed") == {("web", 4, "completed"): 1, ("web", 5, "completed"): 1}


def test_D3_a_channel_has_starts_only_if_the_source_says_that_it_measures_them(counted):
    measures = ('rating = "stars"', 'rating = "stars"\nstarts = ["web", "phone"]')
    assert figures(counted([LAST]), "started") == {}
    assert figures(counted([LAST], measures), "started") == {("phone", 4, "started"): 1}


def test_D3_a_saved_journey_that_is_resumed_is_one_start_and_one_completion(counted):
    lines = ["a,2025-04-29,,W,,", "a,2025-05-02,2025-05-03,W,done,", "b,2025-05-31,2025-05-31,W,done,"]
    taken = counted(lines, ("[source.transactions]", '[source.transactions]\nid = "ref"'))
    assert figures(taken, "started", "completed") == {
        ("web", 4, "started"): 1,
        ("web", 4, "completed"): 0,
        ("web", 5, "started"): 1,
        ("web", 5, "completed"): 2,
    }
    assert taken.left_out == {"Further rows of a transaction that is counted once.": 1}


def test_A2_completions_of_a_month_with_open_journeys_are_not_known_before_the_time_limit(counted):
    lines = [",2025-04-10,,W,,5", ",2025-04-11,2025-04-11,W,done,4", ",2025-05-30,2025-05-31,T,done,"]
    # April ends on the 30th; 30 days later is 30 May, and the file covers up to 31 May: the open journey has failed.
    assert figures(counted(lines, COHORT), "completed")[("web", 4, "completed")] == 1
    longer = ('rating = "stars"', 'rating = "stars"\ntime_limit = 31')
    waiting = counted(lines, COHORT, longer)
    assert figures(waiting, "started", "completed", "rating_4") == {
        ("web", 4, "started"): 2,
        ("web", 4, "completed"): None,
        ("web", 4, "rating_4"): None,
        ("phone", 5, "completed"): 1,
        ("phone", 5, "rating_4"): 0,
    }


def test_A5_a_month_that_the_file_covers_in_part_is_left_out_once_it_is_over(counted):
    lines = [LAST, ",2025-05-16,2025-05-17,W,done,", ",2025-05-17,2025-05-17,W,done,"]
    taken = counted(lines)
    assert {month for _, month, _ in figures(taken, "completed")} == {4}
    assert taken.left_out == {"The rows cover only a part of the period in which the transaction began.": 2}
    # While May is not over, pages mark it [p] themselves, as it had not ended when it was loaded.
    assert {month for _, month, _ in figures(counted(lines, today=date(2025, 5, 18)), "completed")} == {4, 5}


def test_A5_the_operator_may_say_up_to_when_a_file_goes(counted):
    lines = [",2025-04-20,2025-04-20,W,done,"]
    assert counted(lines).observations == []
    whole = ('rating = "stars"', 'rating = "stars"\nup_to = 2025-04-30')
    assert figures(counted(lines, whole), "completed") == {("web", 4, "completed"): 1}


def test_D6_ratings_are_counted_by_level_and_one_that_is_unknown_takes_nothing_else_with_it(counted):
    taken = counted([f",2025-04-0{n},2025-04-09,W,done,{stars}" for n, stars in enumerate("5531x", 1)] + [LAST])
    levels = figures(taken, "completed", *(f"rating_{n}" for n in range(1, 6)))
    assert [levels["web", 4, f"rating_{n}"] for n in range(1, 6)] == [1, 0, 1, 0, 2]
    assert levels["web", 4, "completed"] == 5
    assert taken.reasons() == [("5", "stars", "x", "Unknown rating")]


def test_A2_a_month_without_a_row_is_a_gap_and_not_a_zero(counted):
    taken = counted([LAST, ",2025-06-30,2025-06-30,T,done,"])
    assert figures(taken, "completed") == {("phone", 4, "completed"): 1, ("phone", 6, "completed"): 1}


def test_without_an_outcome_every_row_is_completed_and_nothing_is_known_of_starts(counted):
    taken = counted([",2025-04-30,,W,,"], (COUNTED, '[source.transactions]\nrating = "stars"\n'))
    assert figures(taken, "started", "completed") == {("web", 4, "completed"): 1}


def test_a_refused_row_keeps_its_code_and_neither_a_date_nor_an_id(counted):
    lines = [
        "ID-77,2025-04-01 09:12,,W,walked out of the building without saying why at all,",
        "ID-78,2025-04-31 09:12,,W,done,",
        "ID-79,2025-04-02 09:12,2025-04-01 08:00,W,done,",
        "ID-80,2026-04-02 09:12,,W,quit,",
        "ID-81,2025-04-02 09:12,,W,done,",
        "ID-82,2025-04-02 09:12,noon on the 3rd,W,quit,",
        "ID-83,2025-04-02 09:12,W,done",
    ]
    taken = counted([*lines, LAST], ("[source.transactions]", '[source.transactions]\nid = "ref"'))
    assert taken.reasons() == [
        ("1", "result", "walked out of the building without sayin", "Unknown outcome"),
        ("2", "begun", "9999-99-99 99:99", "Not a period"),
        ("3", "ended", "", "Ended before it began"),
        ("4", "ended", "", "Date in the future"),
        ("5", "ended", "", "Completed without an end"),
        ("6", "ended", "xxxx xx xxx 9xx", "Not a date"),
        ("7", "", "", "Row does not fit the header"),
    ]


def test_a_start_late_in_the_evening_by_utc_belongs_to_the_next_day_of_british_summer_time(counted):
    taken = counted([",2025-04-30T23:30:00Z,2025-05-31,W,done,"])
    assert figures(taken, "started") == {("web", 5, "started"): 1}


def test_a_look_at_a_few_rows_counts_them_although_they_are_part_of_a_month(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(SITE + SOURCE + COUNTED, encoding="utf-8")
    (tmp_path / "forms.csv").write_text(HEADER + ",2025-04-03,2025-04-03,W,done,\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["check", str(path)])
    assert done.exit_code == 0
    assert "the first 1 rows would give 7 observations" in done.stdout


@pytest.mark.parametrize("rows", [0, 12, 999_999, 5_000_000, 500_000_000])
def test_however_many_rows_there_are_each_id_is_brought_together_once(rows):
    ranges = [re.search(r"bucket >= (\d+) AND bucket < (\d+)", query).groups() for query in merged(rows)]
    assert [bucket for first, last in ranges for bucket in range(int(first), int(last))] == list(range(BUCKETS))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('length = "month"', 'length = "quarter"'), "'length', month or week"),
        (('outcome = "result"\n', ""), "'outcome' and 'outcomes' go together"),
        (('quit = "failed"', 'quit = "gone"'), "write 'open', 'failed' or 'completed'"),
        (
            (
                'kind = "csv"\npath = "forms.csv"\ncompletion_basis = "event"',
                f'{SQL.replace("}", ", overlap_days = 30 }")}completion_basis = "cohort"',
            ),
            "needs more 'overlap_days' in [source.watermark] than its 'time_limit' of 30",
        ),
        (('kind = "csv"\npath = "forms.csv"', SQL), "may have begun before the rows that are read again"),
        (("[source.transactions]", '[source.measures]\ncompleted = "x"\n[source.transactions]'), "needs either"),
    ],
)
def test_a_description_that_cannot_be_is_a_sentence(counted, change, sentence):
    with pytest.raises(ConfigurationError, match=sentence.replace("[", r"\[")):
        counted([LAST], change)


def test_a_column_that_is_not_there_is_a_sentence(counted):
    with pytest.raises(SourceError, match=r"no column 'stairs'.*Fix \[source.transactions\]"):
        counted([LAST], ("stars", "stairs"))


def test_the_warehouse_holds_counts_of_a_database_and_nothing_of_its_rows(tmp_path, monkeypatch):
    with closing(sqlite3.connect(tmp_path / "crm.sqlite")) as database:
        database.execute("CREATE TABLE form (ref, begun, ended, route, result, stars)")
        rows = [
            (f"SECRET-{n}", f"2025-04-{n:02} 11:22:33", f"2025-04-{n:02} 11:44:55", "W", "done", 5)
            for n in range(1, 31)
        ]
        database.executemany(
            "INSERT INTO form VALUES (?, ?, ?, ?, ?, ?)", [*rows, ("SECRET-X", "odd 31 Apr", None, "W", "done", 1)]
        )
        database.commit()
    monkeypatch.setenv("TEST_FORMS_URL", f"sqlite:///{tmp_path / 'crm.sqlite'}")
    query = 'url_variable = "TEST_FORMS_URL"\nquery = "SELECT * FROM form"'
    toml = (SOURCE + COUNTED).replace('kind = "csv"\npath = "forms.csv"', f'kind = "sql"\n{query}')
    path = tmp_path / "sources.toml"
    path.write_text(SITE + toml.replace("[source.transactions]", '[source.transactions]\nid = "ref"'), encoding="utf-8")
    done = CliRunner().invoke(app, ["refresh", str(path)])
    assert done.exit_code == 0, done.output
    reader = Library(FileStore(tmp_path / "warehouse"), catalogue()).reader()
    found = {one.measure: one.value for one in reader.observed("STG", "bins", ("started", "completed", "rating_5"))}
    assert found == {"started": 30, "completed": 30, "rating_5": 30}
    kept = b"".join(file.read_bytes() for file in (tmp_path / "warehouse").rglob("*") if file.is_file())
    assert b"SECRET" not in kept
    assert b"11:22" not in kept
    assert [row.value for row in reader.refused_rows()] == ["xxx 99 xxx"]
