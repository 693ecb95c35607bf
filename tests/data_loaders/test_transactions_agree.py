"""Transactions counted in columns agree with a slow, obvious count, row by row, whatever the rows and their order."""

import csv
import io
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from data_loaders.register import official_councils
from kpis.councils import Register
from tests.data_loaders.taking import configured, take
from tests.data_loaders.transactions import count

TODAY = date(2025, 6, 10)
COLUMNS = ("ref", "begun", "ended", "svc", "route", "result", "stars")
REGISTER = Register(official_councils())
TOML = """
[[service]]
key = "bins"
name = "Bins"

[[service]]
key = "permits"
name = "Permits"

[[source]]
name = "forms"
title = "Forms"
kind = "csv"
path = "forms.csv"
completion_basis = "{basis}"

[source.council]
fixed = "STG"

[source.service]
column = "svc"
map = {{ B = "bins", P = "permits" }}

[source.channel]
column = "route"
map = {{ W = "web", A = "app", T = "phone" }}

[source.period]
column = "begun"
length = "{frequency}"

[source.transactions]
{ids}
end = "ended"
outcome = "result"
outcomes = {{ done = "completed", no = "completed", quit = "failed" }}
rating = "stars"
time_limit = {time_limit}
"""

days = st.dates(date(2025, 3, 25), date(2025, 6, 12)).map(date.isoformat)
moments = st.tuples(days, st.sampled_from(["", " 09:30", "T23:59:59", " 00:00:00.125"])).map("".join)
row = st.fixed_dictionaries(
    {
        "ref": st.sampled_from(["", "a", "b", "c", "d", "e"]),
        "begun": moments | st.sampled_from(["", "2025-02-30", "soon", "2025-04-31 10:00"]),
        "ended": moments | st.sampled_from(["", "", "", "later"]),
        "svc": st.sampled_from(["B", "P", "B", "?"]),
        "route": st.sampled_from(["W", "W", "A", "T", "F"]),
        "result": st.sampled_from(["done", "done", "no", "quit", "", "lost"]),
        "stars": st.sampled_from(["", "-", "1", "4", "5", "9"]),
    }
)


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(row, min_size=1, max_size=30),
    frequency=st.sampled_from(["month", "week"]),
    basis=st.sampled_from(["event", "cohort"]),
    time_limit=st.sampled_from([0, 14, 30]),
    with_ids=st.booleans(),
)
def test_A5_D2_D3_any_transactions_give_the_same_counts_row_by_row(rows, frequency, basis, time_limit, with_ids):
    if with_ids:
        # Which of two channels began a transaction is not told by rows of the same day.
        rows = [one | {"route": "W"} if one["ref"] else one for one in rows]
    expected, refused = count(
        rows, frequency=frequency, basis=basis, today=TODAY, time_limit=time_limit, with_ids=with_ids
    )
    toml = TOML.format(basis=basis, frequency=frequency, time_limit=time_limit, ids='id = "ref"' if with_ids else "")
    with tempfile.TemporaryDirectory() as folder:
        configuration = configured(Path(folder), toml, {"forms.csv": written(rows)})
        taken = take(configuration, register=REGISTER, today=TODAY)

    keys = ("service", "channel", "period_start", "measure")
    found = Counter(tuple(each[key] for key in keys) for each in taken.observations)
    assert all(times == 1 for times in found.values())
    assert {tuple(each[key] for key in keys): each["value"] for each in taken.observations} == expected
    assert sorted((number, reason) for number, _, _, reason in taken.reasons()) == refused
    assert taken.rows_read == len(rows)


def written(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
