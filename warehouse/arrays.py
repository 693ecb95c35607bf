"""Arrow columns as arrays and back, without a value at a time."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from warehouse import schema
from warehouse.facts import Flags, Numbers

AMOUNTS = pa.decimal128(18, 6)
LARGEST = schema.LARGEST * 10**6
"""In millionths, the first amount that the warehouse does not hold."""


def column(values: pa.ChunkedArray) -> npt.NDArray[Any]:
    """Whole numbers, or days since 1 January 1970; there must be no null among them."""
    whole = values.combine_chunks()
    if pa.types.is_date32(whole.type):
        whole = whole.cast(pa.int32())
    return np.asarray(whole.to_numpy(zero_copy_only=False))


def numbered(
    names: pa.ChunkedArray, numbers: Callable[[Iterable[str]], Mapping[str, int]], kind: npt.DTypeLike = np.int32
) -> npt.NDArray[Any]:
    """The number of each row's name (type NAME); only names that a row has are asked for."""
    parts = [np.zeros(0, kind)]
    for chunk in names.chunks:
        places = chunk.indices.to_numpy(zero_copy_only=False)
        texts = chunk.dictionary.to_pylist()
        there = np.flatnonzero(np.bincount(places, minlength=len(texts))).tolist()
        found = numbers([texts[place] for place in there])
        of_text = np.zeros(len(texts), kind)
        of_text[there] = [found[texts[place]] for place in there]
        parts.append(of_text[places])
    return np.concatenate(parts)


def millionths(values: pa.ChunkedArray) -> Numbers:
    """Amounts with six decimals as whole numbers of millionths; 0 for null."""
    return decimals(values)[0]


def decimals(values: pa.ChunkedArray) -> tuple[Numbers, Flags, Flags]:
    """Amounts with six decimals of any size as millionths, which of them are no null, and which are not too large."""
    whole = values.combine_chunks()
    if not len(whole):
        return np.zeros(0, np.int64), np.zeros(0, np.bool_), np.zeros(0, np.bool_)
    # Of a decimal's two 64-bit words the lower one holds it whole, unless it is too large.
    end = whole.offset + len(whole)
    words = np.frombuffer(whole.buffers()[1], np.int64, 2 * end).reshape(-1, 2)[whole.offset :]
    low, high = words[:, 0], words[:, 1]
    valued = whole.is_valid().to_numpy(zero_copy_only=False)
    kept = ~valued | ((high == low >> 63) & (low < LARGEST) & (low > -LARGEST))
    return np.where(valued & kept, low, 0), valued, kept


def amounts(values: Numbers, valued: Flags) -> pa.Array:
    """Whole numbers of millionths as amounts, null where there is no value; raises OverflowError for one too large."""
    kept = np.where(valued, values, 0)
    if len(kept) and (kept.max() >= LARGEST or kept.min() <= -LARGEST):
        raise OverflowError(f"a sum is {LARGEST // 10**6:,} or more")
    words = np.stack([kept, kept >> 63], axis=1)
    validity = pa.array(valued).buffers()[1]
    return pa.Array.from_buffers(AMOUNTS, len(kept), [validity, pa.py_buffer(words)])
