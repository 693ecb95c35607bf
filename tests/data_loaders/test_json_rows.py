import gzip
import json

import pytest

from data_loaders.errors import SourceError
from data_loaders.reading import open_source
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
{extra}

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


def load(folder, content, records="@", name="bins.json", extra=""):
    toml = TOML.format(records=records, extra=extra).replace("bins.json", name)
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
        (
            '{"month": 1}\n{"month": 2}',
            "@",
            "is not JSON: Extra data: line 2 column 1 (char 13). Export it again",
        ),
        (b'[{"month": "\xa3"}]', "@", "is not coded as utf-8-sig"),
    ],
)
def test_a_reply_that_cannot_be_read_is_one_sentence(tmp_path, content, records, sentence):
    with pytest.raises(SourceError) as caught:
        load(tmp_path, content, records)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


LINES = [json.dumps({"month": f"2025-{n:02d}", "done": n}) for n in range(1, 13)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_line_may_be_a_record_and_empty_lines_are_passed(tmp_path, end):
    content = end.join([*LINES[:6], "", *LINES[6:], "", ""])
    taken = load(tmp_path, content, extra="lines = true")
    assert taken.brief("row", "value") == [(n, n) for n in range(1, 13)]


def test_lines_are_read_a_part_at_a_time_gzipped_or_not(tmp_path):
    # 45,000 lines are three parts of 20,000 or fewer.
    content = "\n".join(LINES * 3750)
    name = "bins.json.gz"
    configuration = configured(
        tmp_path,
        TOML.format(records="@", extra="lines = true").replace("bins.json", name),
        {name: gzip.compress(content.encode())},
    )
    with open_source(configuration, configuration.source[0]) as rows:
        sizes = [len(batch.numbers) for batch in rows.batches([0, 1])]
    assert sizes == [20_000, 20_000, 5_000]


def test_a_line_may_hold_its_records_deeper(tmp_path):
    content = json.dumps({"page": ROWS[:2]}) + "\n" + json.dumps({"page": ROWS[2:]})
    taken = load(tmp_path, content, "page", extra="lines = true")
    assert taken.brief("row", "status") == [(1, "provided"), (2, "not_provided"), (3, "not_provided")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (LINES[0] + "\n{", "line 2 of the file"),
        (LINES[0] + "\n3", "gives no list of objects"),
        ("\n\n", "holds no records"),
    ],
)
def test_a_line_that_cannot_be_read_is_one_sentence(tmp_path, content, sentence):
    with pytest.raises(SourceError) as caught:
        load(tmp_path, content, extra="lines = true")
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("extra", ["", "lines = true"])
def test_a_gzip_file_that_was_cut_short_is_one_sentence(tmp_path, extra):
    content = gzip.compress(json.dumps([ROWS[0]] * 5000).encode())
    with pytest.raises(SourceError, match="cannot be read: Compressed file ended before"):
        load(tmp_path, content[: len(content) // 2], name="bins.json.gz", extra=extra)


def test_numbers_are_read_as_they_are_whatever_stands_before_the_decimals_of_texts(tmp_path):
    rows = [{"month": "2025-04", "done": 1.5}, {"month": "2025-05", "done": "1.234,5"}]
    assert load(tmp_path, json.dumps(rows), extra='decimal = ","').brief("value") == [(1.5,), (1234.5,)]


def test_A2_a_list_in_each_record_makes_a_row_of_each_of_its_objects(tmp_path):
    reply = [
        {"place": "A", "done": 99, "values": [{"month": "2025-04", "done": 1}, {"month": "2025-05", "done": None}]},
        {"place": "B", "done": 99, "values": []},
        {"place": "C", "done": 99, "values": [{"month": "2025-06"}]},
    ]
    taken = load(tmp_path, json.dumps(reply), extra='nested = "values"')
    assert taken.brief("row", "value") == [(1, 1), (2, None), (3, None)]


@pytest.mark.parametrize("inner", [None, 3, {"month": 1}, ["2025-04"]])
def test_a_record_without_the_list_is_an_error_and_not_left_out(tmp_path, inner):
    with pytest.raises(SourceError, match=r"has no list of objects 'values'\. Fix 'nested'"):
        load(tmp_path, json.dumps([{"month": "2025-04", "values": inner}]), extra='nested = "values"')
