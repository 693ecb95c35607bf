import gzip
import json

import pytest

from data_loaders.errors import SourceError
from tests.data_loaders.taking import configured, take

TOML = """
[[service]]
key = "permits"
name = "Permits"

[[source]]
name = "bins"
title = "Bins"
kind = "json"
path = "bins.json"
records = '{records}'

[source.council]
fixed = "SOL"

[source.service]
fixed = "permits"

[source.period]
column = "month"
length = "month"

[source.measures]
completed = "done"
"""
ROWS = [{"month": "2025-04", "done": 15.0}, {"month": "2025-05", "done": None}, {"month": "2025-06"}]


def load(folder, content, records="@", name="bins.json"):
    toml = TOML.format(records=records).replace("bins.json", name)
    return take(configured(folder, toml, {name: content}))


def test_A2_a_null_and_a_key_that_is_not_there_are_missing(tmp_path):
    taken = load(tmp_path, json.dumps(ROWS))
    assert taken.brief("row", "value", "status") == [
        (1, 15, "provided"),
        (2, None, "not_provided"),
        (3, None, "not_provided"),
    ]


def test_records_may_lie_deep_in_a_reply(tmp_path):
    reply = {"data": [{"when": {"start": "2025-04-01T00:00:00+00:00"}, "n:sum": 7}]}
    taken = load(tmp_path, json.dumps(reply), 'data[].{month: when.start, done: "n:sum"}')
    assert taken.brief("period_start", "value")[0][1] == 7


def test_a_gzipped_reply_is_unpacked(tmp_path):
    assert len(load(tmp_path, gzip.compress(json.dumps(ROWS).encode()), name="bins.json.gz").observations) == 3


def test_a_value_that_is_itself_an_object_is_refused(tmp_path):
    taken = load(tmp_path, json.dumps([{"month": "2025-04", "done": {"n": 1}}, ROWS[0]]))
    assert taken.reasons() == [("1", "done", '{"n": 1}', "Not a number")]


@pytest.mark.parametrize(
    ("content", "records", "sentence"),
    [
        ("{", "@", "is not JSON"),
        ("[]", "@", "holds no records"),
        ('{"data": 3}', "data", "gives no list of objects"),
        ("[1, 2]", "@", "gives no list of objects"),
        ("[]", "data[", "is no JMESPath"),
        (json.dumps([{"month": "2025-04", "dome": 1}]), "@", "has no column 'done' (it has dome, month)"),
    ],
)
def test_a_reply_that_cannot_be_read_is_one_sentence(tmp_path, content, records, sentence):
    with pytest.raises(SourceError) as caught:
        load(tmp_path, content, records)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
