"""One column of figures becomes observations beside what its rows are about."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from configuration import Source
from data_loaders import numbers, refusals
from data_loaders.codes import Mask, as_text, named
from data_loaders.numbers import Numbers
from data_loaders.plan import Figure
from data_loaders.refusals import Fault
from data_loaders.rows import RawBatch
from warehouse.arrival import OBSERVATIONS, Refusal

STATUS = {numbers.MISSING: "not_provided", numbers.NOT_APPLICABLE: "not_applicable"}
WORDS = ("provided", *(STATUS.get(state, "") for state in range(1, numbers.TOO_LARGE + 1)))
FAULTS = {numbers.NOT_A_NUMBER: refusals.NOT_A_NUMBER, numbers.TOO_LARGE: refusals.TOO_LARGE}
CELL_ERROR = re.compile(
    r"#(REF!|N/A|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!)( in [A-Z]+\d+)?|no value in [A-Z]+\d+"
)
"""What a spreadsheet shows where a formula fails, with the cell's address where the loader knows it."""


@dataclass(frozen=True)
class Read:
    """A column of figures after reading: what each row's figure is, and which are refused."""

    figure: Figure
    figures: Numbers
    refused: Mask

    @property
    def given(self) -> Mask:
        """Rows with a figure."""
        return (self.figures.states == numbers.GIVEN) & ~self.refused

    def refusals(self, raw: RawBatch, header: str) -> Iterator[Refusal]:
        """One refusal for each refused figure."""
        if not self.refused.any():
            return
        texts = as_text(raw.columns[self.figure.value])
        for row in np.flatnonzero(self.refused):
            text = texts[int(row)].as_py()
            fault: Fault = FAULTS.get(int(self.figures.states[row]), refusals.NEGATIVE)
            if CELL_ERROR.fullmatch(text.strip()):
                fault = refusals.CELL_ERROR
            yield fault.refusal(int(raw.numbers[row]), header, text)


def read_figure(figure: Figure, raw: RawBatch, source: Source) -> Read:
    """Read a column as its source writes numbers, multiplied as the column's description says."""
    written = (source.missing, source.not_applicable, source.decimal)
    figures = numbers.read_numbers(raw.columns[figure.value], *written)
    if figure.times is not None:
        figures = figures.times(numbers.read_numbers(raw.columns[figure.times], *written))
    figures = figures.scaled(figure.multiplier)
    refused = figures.states >= numbers.NOT_A_NUMBER
    if not figure.may_be_negative:
        refused = refused | figures.negative
    return Read(figure, figures, refused)


def without_any(reads: list[Read]) -> Mask:
    """Rows that have a refused figure and none that counts: they say nothing, not even that figures are missing."""
    refused = np.logical_or.reduce([read.refused for read in reads])
    if not refused.any():
        return refused
    return refused & ~np.logical_or.reduce([read.given for read in reads])


def observe(read: Read, about: Mapping[str, pa.Array], kept: Mask, estimated: Mask) -> pa.RecordBatch:
    """The figures as observations; `about` holds every other column of OBSERVATIONS for every row."""
    states = read.figures.states
    guessed = (states == numbers.GIVEN) & (estimated | (read.figure.times is not None))
    states = np.where(guessed, len(WORDS), states)
    columns = dict(about)
    columns["value"] = read.figures.amounts
    columns["status"] = named([*WORDS, "estimated"], states.astype(np.int64))
    if read.figure.code:
        columns["code"] = coded_further(columns["code"], read.figure.code)
    batch = pa.RecordBatch.from_arrays([columns[name] for name in OBSERVATIONS.names], schema=OBSERVATIONS)
    return batch if kept.all() else batch.filter(pa.array(kept))


def coded_further(codes: pa.DictionaryArray, code: str) -> pa.DictionaryArray:
    """The rows' own codes with another after them."""
    return pa.DictionaryArray.from_arrays(
        codes.indices, pc.binary_join_element_wise(codes.dictionary, pa.scalar(code), "|")
    )
