"""Markers that stand where a figure would (METHODS A2, P5); none of them is a zero."""

from typing import Literal

Marker = Literal["", "x", "z", "c", "p", "r", "u", "e", "b"]

MEANINGS: dict[Marker, str] = {
    "x": "not available: expected and did not come, or what came makes no valid figure",
    "z": "does not apply: the council does not run the service, or there was nothing to divide by",
    "p": "provisional: part of the period, or of what it covers, only",
    "u": "low reliability: too few answers, or more finished in a period than began in it",
    "e": "estimated",
    "c": "not published: a small number, or one that would reveal a small number",
    "r": "revised: differs from what the release before said",
    "b": "break in time series: made of the councils before this one, or cannot be made of them",
}
"""Marker and meaning, for those that pages of this version can show."""

IN_RELEASES_ONLY: frozenset[Marker] = frozenset(("c", "r"))
"""Markers that what is not yet published never has: the dashboard need not explain them."""


def bracketed(marker: Marker) -> str:
    """The marker as it is printed: '[x]'; nothing for none."""
    return f"[{marker}]" if marker else ""
