"""Which rows are the source's: filters keep, rules leave out for a reason, blank rows are counted as such."""

from collections import Counter

import numpy as np
import pyarrow.compute as pc

from data_loaders.codes import Mask, as_text, read_codes
from data_loaders.plan import Plan
from data_loaders.refusals import BLANK
from data_loaders.rows import RawBatch


def choose_rows(raw: RawBatch, plan: Plan) -> tuple[RawBatch, int, Counter[str]]:
    """The rows to count, how many the filters kept, and those left out by reason."""
    for rule in plan.filters:
        raw = raw.take(read_codes(raw.columns[rule.column]).where(rule.values.__contains__))
    read = len(raw.numbers) + len(raw.refusals)
    left_out: Counter[str] = Counter()
    raw = _without(raw, _blank(raw), BLANK, left_out)
    for rule in plan.left_out:
        found = read_codes(raw.columns[rule.column]).where(rule.values.__contains__)
        raw = _without(raw, found, rule.reason, left_out)
    return raw, read, left_out


def _without(raw: RawBatch, rows: Mask, reason: str, left_out: Counter[str]) -> RawBatch:
    if not rows.any():
        return raw
    left_out[reason] += int(rows.sum())
    return raw.take(~rows)


def _blank(raw: RawBatch) -> Mask:
    blank = np.ones(len(raw.numbers), dtype=np.bool_)
    for column in raw.columns.values():
        if not blank.any():
            break
        empty = pc.equal(pc.utf8_trim_whitespace(as_text(column)), "")
        blank &= empty.to_numpy(zero_copy_only=False)
    return blank
