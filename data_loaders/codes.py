"""A column as its few distinct values and which of them each row has: what is mapped once is not mapped per row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.refusals import Fault

T = TypeVar("T")
U = TypeVar("U")
Indices = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Codes(Generic[T]):
    """Distinct values, and for each row the place of its value among them."""

    values: Sequence[T]
    indices: Indices

    def map(self, meaning: Callable[[T], U]) -> "Codes[U]":
        """Another value for each distinct one."""
        return Codes([meaning(value) for value in self.values], self.indices)

    def take(self, rows: Indices | Mask) -> "Codes[T]":
        """The same for some of the rows."""
        return Codes(self.values, self.indices[rows])

    def where(self, condition: Callable[[T], bool]) -> Mask:
        """Which rows have a value that meets the condition."""
        met = np.fromiter((condition(value) for value in self.values), dtype=np.bool_, count=len(self.values))
        return met[self.indices]

    def array(self, text: Callable[[T], Any], kind: pa.DataType) -> pa.Array:
        """One item per row, made of each row's value; null where the row has a fault instead."""
        items = [None if isinstance(value, Fault) else text(value) for value in self.values]
        return pa.array(items, kind).take(pa.array(self.indices))

    def names(self, text: Callable[[T], str] = str) -> pa.DictionaryArray:
        """One name per row (type NAME), made of each row's value; null where the row has a fault instead."""
        items = [None if isinstance(value, Fault) else text(value) for value in self.values]
        return named(items, self.indices)

    @cached_property
    def faulty(self) -> Mask:
        """Which rows have a fault instead of a value."""
        return self.where(lambda value: isinstance(value, Fault))

    def of(self, row: int) -> T:
        """The value that a row has."""
        return self.values[int(self.indices[row])]


def constant(value: T, rows: int) -> Codes[T]:
    """The same value for every row."""
    return Codes([value], np.zeros(rows, dtype=np.int64))


def named(names: Sequence[str | None], places: Indices) -> pa.DictionaryArray:
    """Rows that have some of these names each."""
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), pa.array(names, pa.string()))


def read_codes(column: pa.Array) -> Codes[str]:
    """A raw column's texts without surrounding blanks; an empty text where there is no value."""
    encoded = as_text(column).dictionary_encode()
    indices = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return Codes([value.strip() for value in encoded.dictionary.to_pylist()], indices)


def pairs(first: Codes[T], second: Codes[U]) -> Codes[tuple[T, U]]:
    """The distinct pairs of two columns' values."""
    width = len(second.values)
    encoded = pa.array(first.indices * width + second.indices).dictionary_encode()
    places = [divmod(place, width) for place in encoded.dictionary.to_pylist()]
    values = [(first.values[left], second.values[right]) for left, right in places]
    return Codes(values, encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64))


def as_text(column: pa.Array) -> pa.Array:
    """A raw column as text, '' where there is no value; numbers and dates as they are usually written."""
    text = column if pa.types.is_string(column.type) else pc.cast(column, pa.string())
    return text.fill_null("") if text.null_count else text
