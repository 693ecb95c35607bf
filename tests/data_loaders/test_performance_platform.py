"""The Performance Platform's replies: whichever shape the same figures come in, the same observations."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from tests.data_loaders.taking import configured, take

FOLDER = Path(__file__).parent / "performance_platform"

APPLICATIONS = """
[[service]]
key = "lasting-power-of-attorney"
name = "Lasting power of attorney"

[[source]]
name = "applications"
title = "Applications"
kind = "json"
path = "reply.json"
records = "data"
{nested}

[source.council]
fixed = "STG"

[source.service]
fixed = "lasting-power-of-attorney"

[source.channel]
column = "channel"

[source.channel.map]
health_and_welfare_digital_applications = "web"
property_and_financial_digital_applications = "web"
health_and_welfare_paper_applications = "post"
property_and_financial_paper_applications = "post"

[source.period]
column = "_start_at"
length = "month"

[source.measures]
completed = "count:sum"
"""

SCORES = """
[[source]]
name = "scores"
title = "Scores"
kind = "json"
path = "reply.json"
records = "data"

[source.council]
fixed = "STG"

[source.service]
column = "dashboard_slug"

[source.period]
column = "_timestamp"
length = "week"

[source.measures]
cost_per_transaction = "cost_per_transaction"
"""


def reply(name):
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8")


def load(folder, content, nested=False):
    toml = APPLICATIONS.format(nested='nested = "values"' if nested else "")
    return take(configured(folder, toml, {"reply.json": content}))


def figures(taken):
    return sorted(taken.brief("channel", "code", "period_start", "value"))


def grouped(flat):
    """A flat reply as the platform gives it when grouped: each group's total, and its rows under 'values'."""
    groups = defaultdict(list)
    for row in flat:
        groups[row["channel"]].append({key: value for key, value in row.items() if key != "channel"})
    return [
        {"channel": channel, "count:sum": sum(row["count:sum"] for row in rows), "values": rows}
        for channel, rows in groups.items()
    ]


def test_the_flat_and_the_nested_reply_to_one_question_give_the_same_observations(tmp_path):
    flat = load(tmp_path, reply("group-by-channel-flattened"))
    nested = load(tmp_path, reply("group-by-channel-unflattened"), nested=True)
    assert figures(flat) == figures(nested)
    # 1,174 + 2,281 on the web and 7,881 + 16,523 by post, as the fixtures have them.
    assert [(channel, value) for channel, _, _, value in figures(flat)] == [
        ("post", 7881),
        ("post", 16523),
        ("web", 1174),
        ("web", 2281),
    ]
    assert {start for _, _, start, _ in figures(flat)} == {date(2014, 9, 1)}


def test_several_months_under_each_channel_give_the_same_as_one_row_per_month_and_channel(tmp_path):
    content = reply("multiple-per-channel-flat")
    flat = load(tmp_path, content)
    nested = load(tmp_path, json.dumps({"data": grouped(json.loads(content)["data"])}), nested=True)
    assert figures(flat) == figures(nested)
    assert len({start for _, _, start, _ in figures(flat)}) == 3


@pytest.mark.parametrize(
    ("name", "nested", "row"), [("group-by-channel-flattened", False, "4"), ("group-by-channel-unflattened", True, "2")]
)
def test_a_group_without_a_code_in_the_map_is_refused_with_its_name(tmp_path, name, nested, row):
    content = reply(name).replace("health_and_welfare_paper", "health_and_welfare_fax")
    taken = load(tmp_path, content, nested)
    assert taken.reasons() == [(row, "channel", "health_and_welfare_fax_applications", "Unknown channel")]


def test_A2_scores_that_a_row_lacks_or_has_as_null_are_missing_and_never_zero(tmp_path):
    content = reply("transaction-data")
    rows = json.loads(content)["data"]
    taken = take(configured(tmp_path, SCORES, {"reply.json": content}))
    given = [row for row in rows if row.get("cost_per_transaction") is not None]
    assert len(taken.observations) == len(rows) == taken.rows_read
    assert sum(row["status"] == "provided" for row in taken.observations) == len(given) > 0
    assert sum(row["status"] == "not_provided" for row in taken.observations) == len(rows) - len(given) > 0


def test_a_reply_that_is_a_bare_list_is_read_without_a_path(tmp_path):
    toml = SCORES.replace('records = "data"\n', "").replace("dashboard_slug", "licenceUrlSlug")
    toml = toml.replace('cost_per_transaction = "cost_per_transaction"', 'level = "licenceInteractionlgilSubId"')
    content = reply("SubmittedApplicationsReport")
    taken = take(configured(tmp_path, toml, {"reply.json": content}))
    assert (taken.rows_read, taken.refusals) == (len(json.loads(content)), [])
    assert {row["service"] for row in taken.observations} == {row["licenceUrlSlug"] for row in json.loads(content)}
