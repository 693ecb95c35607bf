import csv
import gzip
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from configuration import ConfigurationError, read_configuration
from kpis.periods import Period, containing
from kpis.prices import Prices, year_of_prices
from tests.data_loaders.taking import configured
from tests.kpis.published import published

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "examples" / "open" / "lgbf-scotland"
HMT = published("deflator_hmt")
PRICES = Prices("HM Treasury", HMT["index"])


def test_D9_the_treasurys_own_examples_are_reproduced():
    million, a_year, five_years = (case.get("answer_million", case.get("answer")) for case in HMT["cases"])
    assert PRICES.value_in(7.4, "1998-99", "2003-04") == pytest.approx(million, abs=0.005)
    assert 100 * (PRICES.inflation("1998-99", "1999-00") or 0) == pytest.approx(a_year, abs=0.005)
    assert 100 * (PRICES.inflation("1997-98", "2002-03") or 0) == pytest.approx(five_years, abs=0.005)


def test_D9_a_year_that_the_index_does_not_have_gives_nothing():
    assert PRICES.value_in(7.4, "1998-99", "2024-25") is None
    assert PRICES.inflation("2024-25", "1998-99") is None


def test_D9_only_12_months_that_are_a_financial_year_have_a_year_of_prices():
    year = containing(date(2024, 6, 1), "financial_year")
    assert year_of_prices(year) == "2024-25"
    assert year_of_prices(Period(year.start, year.end, "twelve_months")) == "2024-25"
    assert year_of_prices(containing(date(2024, 6, 1), "year")) == ""
    assert year_of_prices(containing(date(2024, 6, 1), "month")) == ""


def rows(name: str) -> list[dict[str, str]]:
    with gzip.open(FRAMEWORK / name, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_D9_the_examples_index_turns_the_frameworks_cash_into_its_own_real_terms():
    entry = read_configuration(ROOT / "examples" / "guildhall.toml").prices
    prices = Prices(entry.source, entry.index)
    real = {
        (row["Code"], row["LocalAuthority"], row["Year"]): row["LA_Numerator_real"]
        for row in rows("LGBF_ScotDataReal_ISSpatialHub.csv.gz")
    }
    compared: dict[str, int] = defaultdict(int)
    for row in rows("LGBF_ScotDataCash_ISSpatialHub.csv.gz"):
        key = (row["IndicatorCode"], row["LocalAuthority"], row["Year"])
        if row["IndicatorCode"] in ("C&L01", "C&L02", "C&L03", "ECON02") and row["NumeratorCash_LA"] and real.get(key):
            cash = float(row["NumeratorCash_LA"])
            assert prices.value_in(cash, row["Year"], "2022-23") == pytest.approx(float(real[key]), rel=2e-6, abs=1e-3)
            compared[row["Year"]] += 1
    assert set(compared) == set(entry.index)
    assert min(compared.values()) > 100


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("[prices.index]\n2024-25 = 100.0", "has an 'index' without 'source'"),
        ("[prices]\nsource = 'X'\n[prices.index]\n2024-25 = 0", "has an index of 0 for 2024-25; it must be above 0"),
    ],
)
def test_an_index_that_means_nothing_is_refused_in_words(tmp_path, toml, words):
    with pytest.raises(ConfigurationError, match="prices") as refused:
        configured(tmp_path, toml)
    assert words in str(refused.value)
