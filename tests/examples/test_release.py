"""A release of the examples, in the hands of somebody with a solver: no hidden count is known too closely (P2a)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from configuration import Configuration, read_configuration
from kpis.catalogue import Catalogue
from kpis.channels import CHANNELS
from kpis.definitions import MONEY_AND_TIME, catalogue
from kpis.periods import MONTHS, Period, add_months
from publication.releases.chosen import chosen, thresholds
from publication.releases.controlled import controlled
from publication.releases.finishing import finished_rows
from tests.examples.loaded import loaded_examples
from tests.publication.control.attacker import Attack, Form
from views.open.release import Finished
from warehouse.file_store import FileStore
from warehouse.library import Library
from warehouse.reader import WarehouseReader

FICTIONAL = ("arden-vale", "brackenmoor", "eastmere", "hollinford", "saltwick-bay", "wyncastle")


@pytest.fixture(scope="module")
def configuration() -> Configuration:
    return read_configuration(loaded_examples())


@pytest.fixture(scope="module")
def reader(configuration: Configuration) -> WarehouseReader:
    folder = Path(configuration.folder).parent / "var" / "examples"
    return Library(FileStore(folder), catalogue(configuration.kpi)).reader()


@pytest.mark.parametrize("council", FICTIONAL)
def test_P2a_nobody_works_a_hidden_count_of_the_examples_out(configuration, reader, council):
    rows, shown = released(configuration, reader, council)
    hidden = sum("c" in row.figure.markers for row in shown)
    assert hidden > 10, hidden
    assert hidden < len(rows) / 5
    attack = attack_on(rows, shown, reader.catalogue)
    assert len(attack.hidden) > 10
    assert attack.too_narrow() == []


def test_P1_real_councils_have_no_small_count_and_nothing_is_hidden(configuration, reader):
    councils = set(chosen(configuration, reader)) - set(FICTIONAL)
    assert len(councils) > 30
    for council in sorted(councils):
        attack = attack_on(*released(configuration, reader, council), reader.catalogue)
        assert [number for number in attack.told.values() if 0 < number < 5] == [], council
        assert attack.hidden == {}, council


def released(
    configuration: Configuration, reader: WarehouseReader, council: str
) -> tuple[list[Finished], tuple[Finished, ...]]:
    """A council's rows before and after control."""
    rows = finished_rows(reader, chosen(configuration, reader, (council,))[council])
    return rows, controlled(reader, rows, (), thresholds(configuration))


def attack_on(rows: list[Finished], shown: Iterable[Finished], kpis: Catalogue) -> Attack:
    """What all that was published of a council tells, over all months, and what was kept back."""
    attack = Attack()
    parts = Parts(rows)
    for row, public in zip(rows, shown, strict=True):
        kpi, figure = kpis[row.kpi], row.figure
        forms = {}
        for name in ("numerator", "denominator"):
            side = getattr(kpi, name)
            number = getattr(figure, name)
            if number is None or side is None or side.measures & MONEY_AND_TIME or figure.value is None:
                continue
            # A share of channels is of all channels.
            share = row.channel and not kpi.by_channel
            channels = {row.channel} if row.channel and not (share and name == "denominator") else side.channels
            if (atoms := parts.atoms(row, name, side.measures, channels, kpi.window)) is not None:
                forms[name] = atoms
                attack.note(atoms, int(number), getattr(public.figure, name) is not None)
        if len(forms) == 2 and "c" in public.figure.markers and kpi.bounded:
            left = int(figure.denominator - figure.numerator)
            if 0 < left < 5:
                attack.left[forms["denominator"] - forms["numerator"]] = left
    return attack


class Parts:
    """Knows which figures are sums of which: a total only of services that are there, a window only of its months."""

    def __init__(self, rows: Iterable[Finished]) -> None:
        self.services: dict[tuple[str, Period], dict[str, Decimal]] = defaultdict(dict)
        self.months: dict[tuple[str, str, str], dict[date, Decimal]] = defaultdict(dict)
        for row in rows:
            whole = row.figure.denominator
            if row.service and not row.channel and whole is not None:
                self.services[row.kpi, row.period][row.service] = whole
            if row.kpi == "digital_take_up" and row.figure.value is not None:
                counted = row.figure.numerator if row.channel else whole
                self.months["completed", row.service, row.channel][row.period.start] = counted

    def atoms(
        self, row: Finished, name: str, measures: Iterable[str], channels: Iterable[str] | None, window: int | None
    ) -> Form | None:
        """The indivisible counts of one side of a row; None where it is not the sum of what is there."""
        services = {row.service} if row.service else set(self.services[row.kpi, row.period])
        if not row.service and sum(self.services[row.kpi, row.period].values()) != row.figure.denominator:
            return None
        last, length = row.period.end, window or MONTHS.get(row.period.frequency, 0)
        # Weeks are parts of nothing.
        months = [add_months(last.replace(day=1), -back) for back in range(length)] or [row.period]
        if window and name == "denominator":
            within = [n for start, n in self.months["completed", row.service, row.channel].items() if start in months]
            whole, number = len(within) == window, row.figure.denominator
            if sum(within) != number if whole else sum(within) > number:
                return None
        return frozenset(product(measures, channels or CHANNELS, services, months))
