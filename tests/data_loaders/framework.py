"""The Local Government Benchmarking Framework's own Scotland column, beside the sums over what the loaders read."""

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from configuration import Configuration
from kpis.councils import Register
from tests.data_loaders.taking import take

FOLDER = Path(__file__).parents[2] / "examples" / "open" / "lgbf-scotland"
CASH = ("LGBF_ScotDataCash_ISSpatialHub.csv.gz", "IndicatorCode", "Cash_Scotland")
REAL = ("LGBF_ScotDataReal_ISSpatialHub.csv.gz", "Code", "")


@dataclass(frozen=True)
class Indicator:
    """One indicator: where it stands in the file, and what the loaders make of it."""

    code: str
    source: str
    service: str
    numerator: str
    denominator: str
    thousands: bool = False
    percent: bool = False
    cash: bool = True


INDICATORS = (
    Indicator("C&L01", "lgbf-cost-per-transaction", "sports-attendances", "cost", "completed", thousands=True),
    Indicator("C&L02", "lgbf-cost-per-transaction", "library-visits", "cost", "completed", thousands=True),
    Indicator("C&L03", "lgbf-cost-per-transaction", "museum-visits", "cost", "completed", thousands=True),
    Indicator("ECON02", "lgbf-cost-per-transaction", "planning-applications", "cost", "completed", thousands=True),
    Indicator("CORP04", "lgbf-council-tax", "council-tax-collection", "cost", "dwellings"),
    Indicator("CORP08", "lgbf-invoices", "invoices", "invoices_paid_in_time", "invoices", percent=True),
    Indicator(
        "CORP09", "lgbf-crisis-grants", "crisis-grants", "crisis_grants_in_time", "crisis_grants",
        percent=True, cash=False,
    ),
    Indicator(
        "CORP10", "lgbf-community-care-grants", "community-care-grants", "community_care_grants_in_time",
        "community_care_grants", percent=True, cash=False,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """One indicator in one year: sums over the councils, and the file's own figures for Scotland.

    `rate` is numerators over denominators of the councils that have both: pounds, or per cent.
    """

    indicator: Indicator
    year: str
    numerator: Decimal
    denominator: Decimal
    rate: Decimal
    published_numerator: Decimal
    published_denominator: Decimal
    published_rate: Decimal


def compare(configuration: Configuration, register: Register) -> Iterator[Compared]:
    """Every indicator and year that the examples load."""
    cells = {source: _cells(configuration, register, source) for source in {each.source for each in INDICATORS}}
    published = {cash: _published(cash) for cash in (True, False)}
    for indicator in INDICATORS:
        of_service = cells[indicator.source][indicator.service]
        for year in sorted(of_service):
            yield _compared(indicator, year, list(of_service[year].values()), published[indicator.cash])


def _compared(indicator, year, councils, published):
    numerators = [cell[indicator.numerator] for cell in councils]
    denominators = [cell[indicator.denominator] for cell in councils]
    both = [(n, d) for n, d in zip(numerators, denominators, strict=True) if n is not None and d is not None]
    rate = sum(n for n, _ in both) / sum(d for _, d in both)
    told_rate, told_numerator, told_denominator = published[indicator.code, year]
    return Compared(
        indicator,
        year,
        sum((n for n in numerators if n is not None), Decimal(0)),
        sum((d for d in denominators if d is not None), Decimal(0)),
        rate * (100 if indicator.percent else 1),
        told_numerator * (1000 if indicator.thousands else 1),
        told_denominator,
        told_rate * (100 if indicator.percent else 1),
    )


def _cells(configuration, register, source):
    cells: Any = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
    for row in take(configuration, source, register).observations:
        year = f"{row['period_start'].year}-{row['period_end'].year % 100:02d}"
        cells[row["service"]][year][row["council"]][row["measure"]] = row["value"]
    return cells


def _published(cash):
    """(code, year) -> rate, numerator, denominator for Scotland: what most of the councils' rows say."""
    name, code = (CASH if cash else REAL)[:2]
    columns = (
        ("IndicatorCash_Scotland", "NumeratorCash_Scotland", "DenominatorCash_Scotland")
        if cash
        else ("Scotland_Indicator_Real", "Scotland_Num_Real", "Scotland_Den_Real")
    )
    told: defaultdict[Any, Counter[Any]] = defaultdict(Counter)
    with gzip.open(FOLDER / name, "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if all(row[column] for column in columns):
                told[row[code], row["Year"]][tuple(Decimal(row[column]) for column in columns)] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in told.items()}
