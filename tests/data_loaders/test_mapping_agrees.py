"""The mapping by columns agrees with a slow, obvious one that goes row by row."""

import csv
import io
import re
import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from data_loaders.register import official_councils
from kpis.councils import Register
from kpis.period_labels import parse_period
from tests.data_loaders.taking import configured, take

TOML = """
[[service]]
key = "bins"
name = "Bins"

[[service]]
key = "badge"
name = "Badge"

[[source]]
name = "crm"
title = "Customer database"
kind = "csv"
path = "export.csv"
not_applicable = ["n/a"]
cost_basis = "full"

[[source.filter]]
column = "kept"
values = ["y"]

[[source.leave_out]]
column = "kind"
values = ["draft"]
reason = "Drafts."

[source.council]
column = "council"
by = "name"

[source.service]
column = "svc"
map = { B = "bins", BB = "badge" }

[source.channel]
column = "chan"
map = { W = "web", F = "web", T = "phone" }

[source.period]
column = "month"
length = "month"

[source.measures]
completed = "done"
cost = { column = "spend", multiplier = 0.01 }
"""
COLUMNS = ("kept", "kind", "council", "svc", "chan", "month", "done", "spend")
SERVICES = {"B": "bins", "BB": "badge"}
CHANNELS = {"W": "web", "F": "web", "T": "phone"}
NUMBER = re.compile(r"-?\d+(\.\d+)?")
REGISTER = Register(official_councils())

rows = st.lists(
    st.fixed_dictionaries(
        {
            "kept": st.sampled_from(["y", "n"]),
            "kind": st.sampled_from(["final", "draft"]),
            "council": st.sampled_from(["Stirling", "Somerset", "Fife Council", "Aldham", "Buckinghamshire"]),
            "svc": st.sampled_from(["B", "BB", " B ", "X"]),
            "chan": st.sampled_from(["W", "F", "T", "?"]),
            "month": st.sampled_from(["2018-04", "2022-05", "2024-05", "May-24", "soon"]),
            "done": st.sampled_from(["0", "12", "", "-", "n/a", "x", "-4"]) | st.integers(0, 9999).map(str),
            "spend": st.sampled_from(["", "-", "n/a", "-250", "£"]) | st.decimals("0", "999", places=2).map(str),
        }
    ),
    min_size=1,
    max_size=40,
)


def slowly(row):
    """One row's observations, or None if it is refused whole, and the reasons of what is refused."""
    try:
        period = parse_period(row["month"], "month")
    except ValueError:
        return None, ["Not a period"]
    try:
        council = REGISTER.named(row["council"], period.start, period.end).key
    except ValueError:
        return None, ["council"]
    service, channel = SERVICES.get(row["svc"].strip()), CHANNELS.get(row["chan"])
    if service is None or channel is None:
        return None, ["Unknown service" if service is None else "Unknown channel"]
    figures = {"completed": figure(row["done"], 1, False), "cost": figure(row["spend"], Decimal("0.01"), True)}
    reasons = [told for told in figures.values() if isinstance(told, str)]
    kept = {measure: told for measure, told in figures.items() if not isinstance(told, str)}
    if reasons and not any(value is not None for value, _ in kept.values()):
        kept = {}
    return [(council, service, channel, period.start, measure, *told) for measure, told in kept.items()], reasons


def figure(text, multiplier, may_be_negative):
    if text in ("", "-"):
        return None, "not_provided"
    if text == "n/a":
        return None, "not_applicable"
    if not NUMBER.fullmatch(text):
        return "Not a number"
    value = Decimal(text) * multiplier
    return (value, "provided") if value >= 0 or may_be_negative else "Negative count"


@settings(max_examples=60, deadline=None)
@given(rows)
def test_any_rows_give_the_same_observations_and_refusals_row_by_row(table):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    with tempfile.TemporaryDirectory() as folder:
        configuration = configured(Path(folder), TOML, {"export.csv": text.getvalue()})
        taken = take(configuration, register=REGISTER)

    counted = [(number, row) for number, row in enumerate(table, 1) if row["kept"] == "y" and row["kind"] == "final"]
    expected, refused = [], []
    for number, row in counted:
        observations, reasons = slowly(row)
        expected += [(number, *each) for each in observations or []]
        refused += [(str(number), reason) for reason in reasons]

    names = ("row", "council", "service", "channel", "period_start", "measure", "value", "status")
    found = [tuple(row[name] for name in names) for row in taken.observations]
    assert sorted(found, key=sortable) == sorted(expected, key=sortable)
    plainly = [(number, "council" if "ouncil" in reason else reason) for number, _, _, reason in taken.reasons()]
    assert sorted(plainly) == sorted(refused)
    assert taken.rows_read == len([row for row in table if row["kept"] == "y"])


def sortable(row):
    return [str(value.normalize()) if isinstance(value, Decimal) else str(value) for value in row]
