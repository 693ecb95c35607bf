"""What the cells of a filled template say: figures by month, and a year's cost from its lines or its total."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from configuration.template import ESTIMATE
from data_loaders import refusals
from data_loaders.refusals import Fault
from data_loaders.template_form import (
    AMOUNT,
    BASIS,
    CHANNEL_CODE,
    DAYS,
    ESTIMATED,
    LINE,
    METHOD,
    NO,
    SERVICE_CODE,
    TOTAL,
    YES,
)
from data_loaders.template_sheets import Row, Table
from data_loaders.xlsx_parts import NO_VALUE
from kpis.channels import ALL, CHANNELS
from kpis.costs import BASES
from warehouse.arrival import Refusal

NOT_SAID = "Method not stated."


@dataclass(frozen=True)
class Filled:
    """One figure, '' where its cell is empty; `method` is '' for one that is counted."""

    service: str
    channel: str
    period: str
    measure: str
    value: str
    method: str

    @property
    def row(self) -> tuple[str, ...]:
        """In the order of the template's columns."""
        return (self.service, self.channel, self.period, self.measure, self.value, ESTIMATE if self.method else "")


def read_months(table: Table, measure: Callable[[Row], str | None], refused: list[Refusal]) -> Iterator[Filled]:
    """The figures of every row that has any; what is no whole number is added to `refused`."""
    for row in table.rows:
        values = {heading: _count(row, heading, refused) for heading in table.months}
        if not any(values.values()):
            continue
        channel = row.text(CHANNEL_CODE) if CHANNEL_CODE in table.places else ALL
        what, method = measure(row), _method(row, refused)
        if what is None or channel not in CHANNELS:
            refused.append(row.refusal(SERVICE_CODE, refusals.UNKNOWN_TEMPLATE_ROW))
        if what is None or channel not in CHANNELS or method is None:
            continue
        for heading, month in table.months.items():
            if (value := values[heading]) is not None:
                yield Filled(row.text(SERVICE_CODE), channel, month.start.isoformat(), what, value, method)


def read_costs(table: Table, refused: list[Refusal]) -> Iterator[Filled]:
    """Each service's cost of the year: the sum of its lines, or a total where no line has an amount."""
    for service, found in groupby(table.rows, key=lambda row: row.text(SERVICE_CODE)):
        faults = len(refused)
        amounts = [(row, _amount(row, refused)) for row in found]
        lines = [(row, amount) for row, amount in amounts if row.text(LINE) != TOTAL]
        given = [(row, amount) for row, amount in lines if amount is not None]
        if given and table.fact(BASIS) == "full":
            refused.extend(row.refusal(AMOUNT, refusals.EMPTY_LINE) for row, amount in lines if amount is None)
        elif not given:
            given = [(row, amount) for row, amount in amounts if amount is not None]
        if given and table.fact(BASIS) not in BASES:
            refused.append(given[0][0].refusal(AMOUNT, refusals.NO_BASIS))
        methods = dict.fromkeys(method for row, _ in given if (method := _method(row, refused)))
        if given and len(refused) == faults:
            total = sum((amount for _, amount in given), Decimal(0))
            yield Filled(service, ALL, table.fact(DAYS), "cost", f"{total:f}", "; ".join(methods))


def _count(row: Row, heading: str, refused: list[Refusal]) -> str | None:
    """A whole number as text, '' for an empty cell, None for one that is refused."""
    number = _number(row, heading, refused, refusals.NOT_WHOLE)
    if number is None or number == "":
        return number
    if Decimal(number) < 0 or Decimal(number) % 1:
        refused.append(row.refusal(heading, refusals.NOT_WHOLE))
        return None
    return f"{Decimal(number):.0f}"


def _amount(row: Row, refused: list[Refusal]) -> Decimal | None:
    if row.text(LINE) == TOTAL and row.text(AMOUNT).startswith(NO_VALUE):
        return None  # the formula, not worked out yet by any program: its lines are added here
    number = _number(row, AMOUNT, refused, refusals.NOT_AN_AMOUNT)
    return Decimal(number) if number else None


def _number(row: Row, heading: str, refused: list[Refusal], fault: Fault) -> str | None:
    value = row.cell(heading)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        refused.append(row.refusal(heading, fault))
        return None
    return f"{Decimal(repr(value)):f}"


def _method(row: Row, refused: list[Refusal]) -> str | None:
    """How the row's figures were estimated, '' if they were counted, None if the mark is refused."""
    mark, method = row.text(ESTIMATED), row.text(METHOD)
    if mark.casefold() not in ("", YES.casefold(), NO.casefold()):
        refused.append(row.refusal(ESTIMATED, refusals.UNKNOWN_TEMPLATE_MARK))
        return None
    if mark.casefold() == NO.casefold() or not (mark or method):
        return ""
    return method or NOT_SAID
