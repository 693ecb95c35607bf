"""Figures as sources write them, '£1,234.50' or 1234.5, as exact decimals; what is missing stays missing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.codes import Mask, as_text

GIVEN, MISSING, NOT_APPLICABLE, NOT_A_NUMBER, TOO_LARGE = range(5)
"""What a figure turned out to be."""

EXACT = pa.decimal256(36, 12)
VALUE = pa.decimal128(24, 6)
LIMIT = Decimal(10) ** 17
"""No figure is this large: a number that is, is a mistake."""

POINT, COMMA = ".", ","
"""What may stand before the decimals; the other one, or a space, may stand between thousands."""

DIGIT = r"\d"
GAP = "[ \u00a0\u2009\u202f]"
"""The spaces that are met between thousands, and beside a currency's sign."""

CURRENCY = f"([£€$]{GAP}?)"
SIMPLE = r"^-?\d{1,15}(\.\d{1,6})?$"
BEYOND_EXACT = r"(\.\d{12})\d+"

States = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Numbers:
    """One figure per row, null where none is given, and what it turned out to be.

    `values` are of the type EXACT, or VALUE where six decimals hold them as they stand.
    """

    values: pa.Array
    states: States

    def times(self, other: "Numbers") -> "Numbers":
        """The product of two columns; what is known least about either holds for both."""
        return _product(self.values, other.values, np.maximum(self.states, other.states))

    def scaled(self, multiplier: Decimal) -> "Numbers":
        """Every figure times the multiplier."""
        return self if multiplier == 1 else _product(self.values, pa.scalar(multiplier, EXACT), self.states)

    @property
    def negative(self) -> Mask:
        """Which figures are below zero."""
        below = pc.less(self.values, pa.scalar(Decimal(0), self.values.type)).fill_null(False)
        mask: Mask = below.to_numpy(zero_copy_only=False)
        return mask

    @property
    def amounts(self) -> pa.Array:
        """The figures as the warehouse keeps them, to six decimals."""
        if self.values.type == VALUE:
            return self.values
        return pc.cast(pc.round(self.values, 6), VALUE)


def read_numbers(
    column: pa.Array, missing: Iterable[str], not_applicable: Iterable[str], decimal: str = POINT
) -> Numbers:
    """A raw column's figures; null is missing, and so is every text that `missing` lists.

    Text may hold thousands, a currency's sign, and brackets for what is below zero: '(£1,234.50)'.
    """
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return _typed(column)
    encoded = as_text(column).dictionary_encode()
    distinct = _texts(pc.utf8_trim_whitespace(encoded.dictionary), tuple(missing), tuple(not_applicable), decimal)
    places = encoded.indices
    return Numbers(distinct.values.take(places), distinct.states[places.to_numpy(zero_copy_only=False)])


def _typed(column: pa.Array) -> Numbers:
    states = np.where(_null(column), MISSING, GIVEN).astype(np.uint8)
    if pa.types.is_integer(column.type) and _fits_in_32_bits(column):
        return Numbers(pc.cast(pc.cast(column, pa.int32()), VALUE), states)
    if pa.types.is_decimal128(column.type) and column.type.scale <= VALUE.scale and _below_limit(column):
        return Numbers(pc.cast(column, VALUE), states)
    if pa.types.is_floating(column.type):
        finite = pc.is_finite(column).fill_null(True).to_numpy(zero_copy_only=False)
        states[~finite] = NOT_A_NUMBER
    size = pc.abs(pc.cast(column, pa.float64(), safe=False))
    large = pc.greater_equal(size, pa.scalar(float(LIMIT))).fill_null(False).to_numpy(zero_copy_only=False)
    states[large & (states == GIVEN)] = TOO_LARGE
    kept = column if bool(np.all(states <= MISSING)) else pc.if_else(pa.array(states == GIVEN), column, None)
    if pa.types.is_decimal(kept.type) and kept.type.scale > EXACT.scale:
        kept = pc.round(kept, EXACT.scale)
    return Numbers(pc.cast(kept, EXACT), states)


def _below_limit(column: pa.Array) -> bool:
    ends = pc.min_max(column)
    low, high = ends["min"].as_py(), ends["max"].as_py()
    return low is None or (low > -LIMIT and high < LIMIT)


def _fits_in_32_bits(column: pa.Array) -> bool:
    ends = pc.min_max(column)
    low, high = ends["min"].as_py(), ends["max"].as_py()
    return low is None or (low >= -(2**31) and high < 2**31)


def _texts(texts: pa.Array, missing: tuple[str, ...], not_applicable: tuple[str, ...], decimal: str) -> Numbers:
    states = np.full(len(texts), GIVEN, dtype=np.uint8)
    numeric = pc.and_(pc.match_substring_regex(texts, _number(decimal)), pc.match_substring_regex(texts, DIGIT))
    states[~numeric.to_numpy(zero_copy_only=False)] = NOT_A_NUMBER
    for tokens, state in ((missing, MISSING), (not_applicable, NOT_APPLICABLE)):
        if tokens:
            found = pc.is_in(texts, value_set=pa.array([token.strip() for token in tokens], pa.string()))
            states[found.to_numpy(zero_copy_only=False)] = state
    # A null in SQL or JSON is an empty text here, and missing whatever the tokens are.
    states[pc.equal(texts, "").to_numpy(zero_copy_only=False) & (states == NOT_A_NUMBER)] = MISSING
    given = pa.array(states == GIVEN)
    plain = _plain(pc.if_else(given, texts, None), decimal)
    if pc.all(pc.match_substring_regex(plain, SIMPLE).fill_null(True)).as_py():
        return Numbers(pc.cast(plain, VALUE), states)
    values = _fitting(pc.cast(pc.replace_substring_regex(plain, BEYOND_EXACT, r"\1"), EXACT))
    states[(states == GIVEN) & _null(values)] = TOO_LARGE
    return Numbers(values, states)


def _number(decimal: str) -> str:
    """What a number looks like, from its first character to its last."""
    thousands = re.escape(COMMA if decimal == POINT else POINT)
    point = re.escape(decimal)
    grouped = rf"\d{{1,3}}({thousands}\d{{3}}){{1,7}}|\d{{1,3}}({GAP}\d{{3}}){{1,7}}"
    body = rf"(({grouped}|\d{{1,24}})?({point}\d*)?|\d{{1,15}}({point}\d*)?[eE][-+]?0?\d)({GAP}?€)?"
    return rf"^([-+−]?{CURRENCY}?{body}|{CURRENCY}[-+−]{body}|\({CURRENCY}?{body}\))$"


def _plain(texts: pa.Array, decimal: str) -> pa.Array:
    """Numbers as Arrow reads them: digits, a point, and a minus sign in front."""
    bracketed = pc.replace_substring_regex(texts, r"^\((.*)\)$", r"-\1")
    thousands = re.escape(COMMA if decimal == POINT else POINT)
    bare = pc.replace_substring_regex(bracketed, rf"[£€$+{thousands}]|{GAP}", "")
    signed = pc.replace_substring(bare, "−", "-")
    return signed if decimal == POINT else pc.replace_substring(signed, COMMA, POINT)


def _product(values: pa.Array, factor: pa.Array | pa.Scalar, states: States) -> Numbers:
    product = _fitting(pc.round(pc.multiply(pc.cast(values, EXACT), pc.cast(factor, EXACT)), EXACT.scale))
    return Numbers(product, np.where((states == GIVEN) & _null(product), TOO_LARGE, states).astype(np.uint8))


def _fitting(values: pa.Array) -> pa.Array:
    """Exact figures, null where they are too large."""
    limit = pa.scalar(LIMIT, pa.decimal256(values.type.precision, values.type.scale))
    kept = pc.if_else(pc.less(pc.abs(values), limit), values, None)
    return pc.cast(kept, EXACT)


def _null(array: pa.Array) -> Mask:
    mask: Mask = array.is_null().to_numpy(zero_copy_only=False)
    return mask
