"""What a page of methods says of one rule, and whose rules they are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One rule as it is applied; `ours`: what of it is this project's own choice, '' if nothing."""

    title: str
    words: str
    formula: str = ""
    ours: str = ""
    source: str = ""


@dataclass(frozen=True)
class Chapter:
    """Rules of one subject; `key` is its place on the page (`/methods#funnels`)."""

    key: str
    title: str
    rules: tuple[Rule, ...]


GDS = "Government Service Manual; Performance Platform tests (alphagov/spotlight)"
SPIEGELHALTER = "Spiegelhalter 2005, Statistics in Medicine 24:1185; FunnelPlotR (MIT)"
DATA_COUNT = "NHS England, Making Data Count; NHSRplotthedots"
