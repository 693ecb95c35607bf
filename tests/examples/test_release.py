"""A release of the examples, in the hands of somebody with a solver: no hidden count is known too closely (P2a)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from configuration import Configuration, read_configuration
from kpis.catalogue import Catalogue, Count
from kpis.channels import CHANNELS
from kpis.definitions import catalogue
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
MONTHLY = ("completion_rate", "digital_take_up", "user_satisfaction")
Sides = tuple[Form, Form]


@pytest.fixture(scope="module")
def configuration() -> Configuration:
    return read_configuration(loaded_examples())


@pytest.fixture(scope="module")
def reader(configuration: Configuration) -> WarehouseReader:
    folder = Path(configuration.folder).parent / "var" / "examples"
    return Library(FileStore(folder), catalogue(configuration.kpi)).reader()


@pytest.mark.parametrize("council", FICTIONAL)
def test_P2a_nobody_works_a_hidden_count_of_the_examples_out(configuration, reader, council):
    part = chosen(configuration, reader, (council,))[council]
    rows = finished_rows(reader, part)
    shown = controlled(reader, rows, (), thresholds(configuration))
    hidden = sum("c" in row.figure.markers for row in shown)
    assert hidden > 10, hidden
    assert hidden < len(rows) / 5
    found = {month: attack.too_narrow() for month, attack in attacks(rows, shown, reader.catalogue)}
    assert len(found) > 30
    assert {month: narrow for month, narrow in found.items() if narrow} == {}


def attacks(rows: list[Finished], shown: Iterable[Finished], kpis: Catalogue) -> Iterator[tuple[datetime, Attack]]:
    """For each month what everything that was published of it tells, and what was kept back."""
    by_month: dict[datetime, list[tuple[Finished, Finished]]] = defaultdict(list)
    for row, public in zip(rows, shown, strict=True):
        if row.kpi in MONTHLY and row.period.frequency == "month" and row.figure.value is not None:
            by_month[datetime.combine(row.period.start, datetime.min.time(), UTC)].append((row, public))
    for month, pairs in sorted(by_month.items()):
        attack = Attack()
        for row, public in pairs:
            if forms := sides(row, [one for one, _ in pairs], kpis):
                learn(attack, row, public, forms)
        yield month, attack


def learn(attack: Attack, row: Finished, public: Finished, forms: Sides) -> None:
    """Adds what one row tells, and what it keeps back."""
    told = (public.figure.numerator, public.figure.denominator)
    true = (row.figure.numerator, row.figure.denominator)
    part, whole = (int(number) for number in true if number is not None)
    for form, number, said in zip(forms, (part, whole), told, strict=True):
        attack.note(form, number, said is not None)
    if "c" in public.figure.markers and whole - part < 5:
        attack.left[forms[1] - forms[0]] = whole - part


def sides(row: Finished, rows: list[Finished], kpis: Catalogue) -> Sides | None:
    """What the two sides are sums of; None for a total that is not the sum of the services that are there."""
    alike = [one for one in rows if one.kpi == row.kpi and not one.channel and one.service]
    services = {row.service} if row.service else {one.service for one in alike}
    if not row.service and sum(one.figure.denominator or 0 for one in alike) != row.figure.denominator:
        return None
    kpi = kpis[row.kpi]
    assert kpi.denominator
    share = row.channel and not kpi.by_channel
    return (
        form(kpi.numerator if not share else replace(kpi.numerator, channels=None), services, row.channel),
        form(kpi.denominator, services, "" if share else row.channel),
    )


def form(side: Count, services: Iterable[str], channel: str) -> Form:
    channels = {channel} if channel else set(side.channels or CHANNELS)
    return frozenset((measure, one, service) for measure in side.measures for one in channels for service in services)
