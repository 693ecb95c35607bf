"""Deployments in which something is out of the ordinary: nothing loaded, one council, one point, names without end."""

from pathlib import Path

from configuration import read_configuration
from data_loaders.progress import Lines
from data_loaders.refresh import Asked, Outcome, prepare

LONG_COUNCIL = "Llanfihangel-y-Creuddyn-with-Upper-Bartholomew and Saint Werburgh's-under-the-Wrekin Borough"
LONG_SERVICE = "Apply for a discretionary housing payment, a hardship grant or an exceptional-circumstances reduction"

SETTINGS = """
[site]
publisher = "Council of the far end"
contact = "nobody@example.org"
[warehouse]
url = "duckdb:///{folder}/warehouse"
[[council]]
key = "one"
name = "Onlyham"
kind = "Shire"
nation = "Fictional"
illustrative = true
[[service]]
key = "one-point"
name = "Register a boat"
"""

MORE = f"""
[[council]]
key = "long"
name = "{LONG_COUNCIL}"
kind = "Shire"
nation = "Fictional"
illustrative = true
[[council]]
key = "none"
name = "Nothingford"
kind = "Shire"
nation = "Fictional"
illustrative = true
[[service]]
key = "long"
name = "{LONG_SERVICE}"
"""

SOURCE = """
[[source]]
name = "counts"
title = "Counts of everything"
kind = "csv"
path = "{folder}/counts.csv"
illustrative = true
completion_basis = "cohort"
cost_basis = "full"
council = {{ column = "council" }}
service = {{ column = "service" }}
channel = {{ column = "channel", map = {{ web = "web", phone = "phone" }} }}
period = {{ column = "month", length = "month" }}
measures = {{ started = "begun", completed = "done", cost = "pounds" }}
"""


def nothing_loaded(folder: Path) -> Path:
    """A configuration whose source was never read."""
    return _written(folder, SETTINGS + SOURCE, [])


def one_council(folder: Path) -> Path:
    """One council, of which one month of one service is known."""
    return _loaded(_written(folder, SETTINGS + SOURCE, ["one,one-point,web,2026-03,412,371,2094.50"]))


def long_names(folder: Path) -> Path:
    """Names as long as they come, figures in millions, and a council that has given nothing."""
    rows = [
        f"long,long,{channel},{year}-{month:02d},{2_345_678 + month * 7_919},{2_100_000 - month * 811},98765432.10"
        for channel in ("web", "phone")
        for year in (2024, 2025)
        for month in range(1, 13)
    ]
    return _loaded(_written(folder, SETTINGS + MORE + SOURCE, [*rows, "one,one-point,web,2026-03,412,371,2094.50"]))


def _written(folder: Path, settings: str, rows: list[str]) -> Path:
    (folder / "counts.csv").write_text("\n".join(["council,service,channel,month,begun,done,pounds", *rows]) + "\n")
    path = folder / "states.toml"
    path.write_text(settings.format(folder=folder))
    return path


def _loaded(path: Path) -> Path:
    assert prepare(read_configuration(path)).run(Asked(), Lines()) == Outcome()
    return path
