"""A made-up nation to serve: one service told in full, one that 400 councils run; illustrative throughout."""

import contextlib
import io
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.loading import CHANNELS
from configuration import read_configuration
from data_loaders.progress import Lines
from data_loaders.refresh import Asked, Outcome, prepare

FIRST = "Ald Bel Cran Dun Elm Fen Gar Hath Ivel Kel Lang Marl Nor Oak Pen Quen Ros Sel Thorn Ulver"
SECOND = (
    "acre barrow carr dene eaves frith garth hurst ings keld ledge moss nook orchard pike rill slade thwaite ure vale"
)
FEW = 50
"""So many councils are the smaller group."""

MONTHS = 36
COUNTS = {"started": "begun", "completed": "done", "cost": "pounds"}
RATINGS = {f"rating_{level}": f"rated_{level}" for level in range(1, 6)}

SERVICE = "apply-for-a-permit"
REQUESTS = "answer-a-request"
COUNCIL_KEY = "aldacre"
SERVICE_ADDRESS = f"/council/{COUNCIL_KEY}/{SERVICE}"
COMPARED = f"/compare?kpi=completion_rate&service={REQUESTS}"

SETTINGS = """
site = {{ publisher = "Benchmark", contact = "nobody@example.org" }}
warehouse = {{ url = "duckdb:///{folder}/warehouse" }}
service = [
    {{ key = "apply-for-a-permit", name = "Apply for a permit" }},
    {{ key = "answer-a-request", name = "Answer a request", in_total = false }},
]
group = [{{ key = "few", name = "Some of the shires", councils = [{few}] }}]
{councils}
[[source]]
name = "permits"
title = "Permits"
kind = "csv"
path = "{folder}/permits.csv"
illustrative = true
completion_basis = "cohort"
cost_basis = "full"
council = {{ fixed = "{first}" }}
service = {{ fixed = "apply-for-a-permit" }}
channel = {{ column = "chan", map = {{ WEB = "web", APP = "app", TEL = "phone", LTR = "post" }} }}
period = {{ column = "mth", length = "month" }}
measures = {{ {measures} }}

[[source]]
name = "requests"
title = "Requests"
kind = "csv"
path = "{folder}/requests.csv"
illustrative = true
completion_basis = "cohort"
council = {{ column = "council" }}
service = {{ fixed = "answer-a-request" }}
channel = {{ fixed = "web" }}
period = {{ column = "year", length = "year" }}
measures = {{ started = "begun", completed = "done" }}
"""

COUNCIL = """
[[council]]
key = "{key}"
name = "{name}"
kind = "Shire"
nation = "Fictional"
illustrative = true
"""


def names() -> list[str]:
    """Four hundred names that no council has."""
    return [f"{first}{second}" for first, second in product(FIRST.split(), SECOND.split())]


def shires(folder: Path) -> Path:
    """Writes the configuration and its files into `folder` and loads them; returns the configuration's path."""
    _permits(folder / "permits.csv")
    _requests(folder / "requests.csv")
    keys = [name.lower() for name in names()]
    text = SETTINGS.format(
        folder=folder,
        first=keys[0],
        few=", ".join(f'"{key}"' for key in keys[:FEW]),
        councils="".join(COUNCIL.format(key=name.lower(), name=name) for name in names()),
        measures=", ".join(f'{measure} = "{column}"' for measure, column in (COUNTS | RATINGS).items()),
    )
    path = folder / "shires.toml"
    path.write_text(text, encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as said:
        outcome = prepare(read_configuration(path)).run(Asked(), Lines())
    assert outcome == Outcome(), said.getvalue()
    return path


def _permits(path: Path) -> None:
    """Each month and channel: counts, money and five ratings."""
    chance = np.random.default_rng(3)
    months = pd.period_range("2023-04", periods=MONTHS, freq="M").astype(str)
    rows = pd.MultiIndex.from_product([months, CHANNELS], names=["mth", "chan"]).to_frame(index=False)
    rows["begun"] = chance.integers(800, 4000, len(rows))
    rows["done"] = (rows["begun"] * chance.uniform(0.6, 0.95, len(rows))).astype(int)
    rows["pounds"] = (rows["begun"] * chance.uniform(2, 9, len(rows))).round(2)
    for column in RATINGS.values():
        rows[column] = chance.integers(20, 300, len(rows))
    rows.to_csv(path, index=False)


def _requests(path: Path) -> None:
    """One year of every council."""
    chance = np.random.default_rng(4)
    rows = pd.DataFrame({"council": names(), "year": "2025"})
    rows["begun"] = chance.integers(400, 4000, len(rows))
    rows["done"] = (rows["begun"] * chance.uniform(0.6, 0.95, len(rows))).astype(int)
    rows.to_csv(path, index=False)
