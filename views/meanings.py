"""What measures, channels and markers mean, in words made from the entries that calculate."""

from collections.abc import Iterable
from dataclasses import dataclass

from kpis.catalogue import Count, Kpi
from kpis.channels import ALL, CHANNELS, DIGITAL, UNAIDED
from kpis.definitions import built_in
from kpis.selection import Selection
from kpis.wording import joined
from views.addresses import file_address
from views.reader import Reader
from views.table import Cell, Column, Table

SUFFIXES = {"percent": "as a percentage", "pounds": "in pounds", "number": "as a number"}


@dataclass(frozen=True)
class Definition:
    """A measure in words; `file` holds all its figures, '' where there are none."""

    key: str
    name: str
    words: str
    guidance: str
    formula: str
    sides: tuple[str, ...]
    reading: str
    version: int
    own: bool
    file: str


def definitions(reader: Reader) -> tuple[Definition, ...]:
    """Every measure of the catalogue, in its order."""
    common = {kpi.key for kpi in built_in()}
    present = {extent.kpi for extent in reader.extents()}
    return tuple(
        definition(kpi, kpi.key not in common, file_address(kpi.key, Selection()) if kpi.key in present else "")
        for kpi in reader.catalogue
    )


def formula(kpi: Kpi) -> str:
    """'Completed ÷ Started', 'Cost ÷ Completed, over 12 months'."""
    whole = f"{kpi.numerator_name} ÷ {kpi.denominator_name}" if kpi.denominator else kpi.numerator_name
    times = f" × {kpi.multiplier:,f}" if kpi.multiplier != 1 else ""
    return f"{whole}{times}{f', over {kpi.window} months' if kpi.window else ''}"


def side(count: Count, name: str) -> str:
    """'Completed: completed through web, app and digital, not split'."""
    terms = [
        _measure(key) if weight == 1 else f"{weight.normalize():f} × {_measure(key)}" for key, weight in count.weights
    ]
    through = "every channel that the service offers"
    if count.channels is not None:
        through = joined([_channel(key) for key in CHANNELS if key in count.channels])
    return f"{name}: {' + '.join(terms)}, through {through}"


def channels() -> Table:
    """Which channels count as digital."""
    columns = (Column("Channel"), Column("Digital take-up"), Column("Unaided digital take-up"))
    rows = tuple(
        (Cell(name), Cell(_counts(key in DIGITAL)), Cell(_counts(key in UNAIDED)))
        for key, name in CHANNELS.items()
        if key != ALL
    )
    return Table("Channels, and which count as digital", columns, rows)


def definition(kpi: Kpi, own: bool, file: str = "") -> Definition:
    """One measure in words; `own`: the deployment's, `file`: the address of all its figures."""
    sides: Iterable[tuple[Count | None, str]] = (
        (kpi.numerator, kpi.numerator_name),
        (kpi.denominator, kpi.denominator_name),
    )
    return Definition(
        kpi.key,
        kpi.name,
        kpi.definition,
        kpi.guidance,
        formula(kpi),
        tuple(side(count, name) for count, name in sides if count),
        _reading(kpi),
        kpi.version,
        own,
        file,
    )


def _reading(kpi: Kpi) -> str:
    better = f"{kpi.better} is better" if kpi.better else "neither direction is better"
    said = [f"Given {SUFFIXES[kpi.unit]}; {better}."]
    if kpi.is_share:
        said.append("With a 95% interval.")
    if kpi.enough:
        said.append(f"Marked [u] if {kpi.denominator_name.lower()} are fewer than {kpi.enough}.")
    return " ".join(said)


def _measure(key: str) -> str:
    return key.replace("_", " ")


def _channel(key: str) -> str:
    return CHANNELS[key].lower()


def _counts(yes: bool) -> str:
    return "counts as digital" if yes else "does not"
