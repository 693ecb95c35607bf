"""Saltwick Bay: text exports only. One has the months across as columns, the other one row per score."""

from collections.abc import Iterator
from pathlib import Path

from examples.illustrative.councils import SALTWICK_BAY
from examples.illustrative.exports import PREFIX, Row, Value, write_csv
from examples.illustrative.figures import Count, reported_counts, reported_uptimes
from examples.illustrative.months import Month, months_from

MONTHLY = PREFIX + "saltwick-bay-monthly.csv"
SURVEY = PREFIX + "saltwick-bay-survey.csv"

SERVICE_CODES = {
    "apply-for-a-blue-badge": "SB/BADGE",
    "apply-for-a-primary-school-place": "SB/ADMIT",
    "book-a-bulky-waste-collection": "SB/BULK",
    "garden-waste-subscription": "SB/GARD",
    "report-a-missed-bin": "SB/BIN",
    "report-a-pothole": "SB/POT",
    "tell-us-you-have-moved": "SB/MOVE",
}
CHANNEL_CODES = {"web": "OL", "app": "MB", "phone": "PH", "post": "PO"}
NO_FIGURE = "-"

# Measures of the monthly export, in its order.
STARTED, COMPLETED, COST = "Started", "Completed", "Cost (£)"
UP, DOWN = "Seconds up", "Seconds down"
MEASURES = (STARTED, COMPLETED, COST, UP, DOWN)

_Line = tuple[str, str, str]


def write(folder: Path) -> None:
    """Write Saltwick Bay's two exports into a folder."""
    months = months_from(SALTWICK_BAY.first)
    header = ("Service code", "Service", "Channel", "Measure", *(at.key for at in months))
    write_csv(folder / MONTHLY, header, _months_across(months))
    counts = reported_counts(SALTWICK_BAY)
    write_csv(folder / SURVEY, ("Month", "Service code", "Channel", "Score", "Answers"), _survey(counts))


def _months_across(months: tuple[Month, ...]) -> Iterator[Row]:
    values = {(line, month): value for line, month, value in _values()}
    lines = {line for line, _ in values}
    for service in SALTWICK_BAY.services():
        for channel in SALTWICK_BAY.channels:
            for measure in MEASURES:
                line = (service.key, channel, measure)
                if line in lines:
                    cells: list[Value] = [values.get((line, at), NO_FIGURE) for at in months]
                    yield (SERVICE_CODES[service.key], service.name, CHANNEL_CODES[channel], measure, *cells)


def _values() -> Iterator[tuple[_Line, Month, int]]:
    for count in reported_counts(SALTWICK_BAY):
        yield (count.service, count.channel, COMPLETED), count.month, count.completed
        yield (count.service, count.channel, COST), count.month, (count.cost + 50) // 100
        if count.started is not None:
            yield (count.service, count.channel, STARTED), count.month, count.started
    for up in reported_uptimes(SALTWICK_BAY):
        yield (up.service, "web", UP), up.month, up.up * 60
        yield (up.service, "web", DOWN), up.month, up.down * 60


def _survey(counts: list[Count]) -> Iterator[Row]:
    for count in counts:
        for score, answers in enumerate(count.ratings or (), start=1):
            yield (
                count.month.key,
                SERVICE_CODES[count.service],
                CHANNEL_CODES[count.channel],
                score,
                answers,
            )
