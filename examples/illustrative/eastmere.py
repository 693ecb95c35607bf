"""Eastmere: a star of lookup tables round one table with one row per value. It begins in July 2023."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from examples.illustrative.councils import EASTMERE
from examples.illustrative.exports import PREFIX, Row, write_database
from examples.illustrative.figures import reported_counts, reported_uptimes
from examples.illustrative.months import Month, months_from

DATABASE = PREFIX + "eastmere.sqlite"

SERVICE_CODES = {
    "apply-for-a-blue-badge": "EM-110",
    "apply-for-a-primary-school-place": "EM-120",
    "book-a-bulky-waste-collection": "EM-210",
    "garden-waste-subscription": "EM-220",
    "renew-a-resident-parking-permit": "EM-310",
    "report-a-missed-bin": "EM-230",
    "report-a-pothole": "EM-320",
    "tell-us-you-have-moved": "EM-410",
}
CHANNEL_CODES = {
    "web": "ONLINE",
    "assisted_digital": "HUB-ONLINE",
    "phone": "CONTACT-CENTRE",
    "face_to_face": "HUB",
    "post": "MAIL",
}
MEASURES = {
    "STARTS": "Online applications begun",
    "ENDS": "Applications and reports completed",
    "COST_GBP": "Full cost in pounds",
    "SAT1": "Answers: very dissatisfied",
    "SAT2": "Answers: dissatisfied",
    "SAT3": "Answers: neither",
    "SAT4": "Answers: satisfied",
    "SAT5": "Answers: very satisfied",
    "UP_S": "Seconds the form was up",
    "DOWN_S": "Seconds the form was down",
}

_SCHEMA = """
CREATE TABLE dim_month (month_id INTEGER PRIMARY KEY, first_day DATE NOT NULL, last_day DATE NOT NULL);
CREATE TABLE dim_service (service_id INTEGER PRIMARY KEY, code TEXT NOT NULL, title TEXT NOT NULL);
CREATE TABLE dim_channel (channel_id INTEGER PRIMARY KEY, code TEXT NOT NULL);
CREATE TABLE dim_measure (measure_id INTEGER PRIMARY KEY, code TEXT NOT NULL, title TEXT NOT NULL);
CREATE TABLE fact_value (
    month_id INTEGER NOT NULL REFERENCES dim_month, service_id INTEGER NOT NULL REFERENCES dim_service,
    channel_id INTEGER NOT NULL REFERENCES dim_channel, measure_id INTEGER NOT NULL REFERENCES dim_measure,
    value INTEGER NOT NULL, PRIMARY KEY (month_id, service_id, channel_id, measure_id)
);
"""


def write(folder: Path) -> None:
    """Write Eastmere's database into a folder."""
    months = months_from(EASTMERE.first)
    titles = {service.key: service.name for service in EASTMERE.services()}
    tables: dict[str, Iterable[Row]] = {
        "dim_month": [(_id(at), at.first_day.isoformat(), at.last_day.isoformat()) for at in months],
        "dim_service": [(place, code, titles[key]) for place, (key, code) in enumerate(SERVICE_CODES.items(), 1)],
        "dim_channel": list(enumerate(CHANNEL_CODES.values(), 1)),
        "dim_measure": [(place, code, title) for place, (code, title) in enumerate(MEASURES.items(), 1)],
        "fact_value": sorted(_values()),
    }
    write_database(folder / DATABASE, EASTMERE.name, _SCHEMA, tables)


def _values() -> Iterator[tuple[int, int, int, int, int]]:
    services, channels, measures = list(SERVICE_CODES), list(CHANNEL_CODES), list(MEASURES)
    for month, service, channel, measure, value in _named_values():
        place = measures.index(measure) + 1
        yield (_id(month), services.index(service) + 1, channels.index(channel) + 1, place, value)


def _named_values() -> Iterator[tuple[Month, str, str, str, int]]:
    for count in reported_counts(EASTMERE):
        key = (count.month, count.service, count.channel)
        yield (*key, "ENDS", count.completed)
        yield (*key, "COST_GBP", (count.cost + 50) // 100)
        if count.started is not None:
            yield (*key, "STARTS", count.started)
        for level, answers in enumerate(count.ratings or (), start=1):
            yield (*key, f"SAT{level}", answers)
    for up in reported_uptimes(EASTMERE):
        yield (up.month, up.service, "web", "UP_S", up.up * 60)
        yield (up.month, up.service, "web", "DOWN_S", up.down * 60)


def _id(at: Month) -> int:
    return at.year * 100 + at.number
