"""Hollinford: a customer database with one column per channel, and a text export of its waste system."""

from collections.abc import Iterator
from pathlib import Path

from examples.illustrative.councils import HOLLINFORD
from examples.illustrative.exports import PREFIX, Row, Value, pounds, write_csv, write_database
from examples.illustrative.figures import Count, Uptime, reported_counts, reported_uptimes
from examples.illustrative.months import Month

DATABASE = PREFIX + "hollinford-crm.sqlite"
WASTE = PREFIX + "hollinford-waste-export.csv"

SERVICE_CODES = {
    "apply-for-a-blue-badge": "Blue Badge",
    "apply-for-a-primary-school-place": "School admissions",
    "renew-a-resident-parking-permit": "Residents parking",
    "report-a-pothole": "Highway defect",
    "tell-us-you-have-moved": "Council Tax move",
}
COLUMNS = {"web": "web", "phone": "tel", "face_to_face": "desk", "post": "mail"}
WASTE_CODES = {
    "book-a-bulky-waste-collection": "Bulky collection",
    "garden-waste-subscription": "Garden bins",
    "report-a-missed-bin": "Missed bin",
}
ROUTES = {"web": "E-form", "phone": "Telephone", "face_to_face": "One stop shop", "post": "Letter"}
WASTE_HEADER = (
    "Month commencing", "Service", "Contact route", "Begun", "Done", "Spend (£)",
    "Rated 1", "Rated 2", "Rated 3", "Rated 4", "Rated 5", "Seconds up", "Seconds down",
)  # fmt: skip

_SCHEMA = """
CREATE TABLE monthly_return (
    service TEXT NOT NULL, month_commencing TEXT NOT NULL,
    web_begun INTEGER, web_done INTEGER, tel_done INTEGER, desk_done INTEGER, mail_done INTEGER,
    web_cost DECIMAL(12, 2), tel_cost DECIMAL(12, 2), desk_cost DECIMAL(12, 2), mail_cost DECIMAL(12, 2),
    rated_1 INTEGER, rated_2 INTEGER, rated_3 INTEGER, rated_4 INTEGER, rated_5 INTEGER,
    seconds_up INTEGER, seconds_down INTEGER,
    PRIMARY KEY (service, month_commencing)
);
"""


def write(folder: Path) -> None:
    """Write Hollinford's database and its waste system's export into a folder."""
    counts = reported_counts(HOLLINFORD)
    uptimes = {(up.month, up.service): up for up in reported_uptimes(HOLLINFORD)}
    returns = [
        _return({count.channel: count for count in counts if (count.month, count.service) == key}, up)
        for key, up in uptimes.items()
        if key[1] in SERVICE_CODES
    ]
    write_database(folder / DATABASE, HOLLINFORD.name, _SCHEMA, {"monthly_return": returns})
    waste = [_waste_row(count, uptimes[count.month, count.service]) for count in counts if count.service in WASTE_CODES]
    write_csv(folder / WASTE, WASTE_HEADER, [*_repeated(waste), *_bad_rows()], delimiter=";")


def _return(counts: dict[str, Count], up: Uptime) -> Row:
    web = counts["web"]
    done = [counts[channel].completed if channel in counts else None for channel in COLUMNS]
    costs = [pounds(counts[channel].cost) if channel in counts else None for channel in COLUMNS]
    key = (SERVICE_CODES[up.service], _uk_date(up.month))
    return (*key, web.started, *done, *costs, *(web.ratings or ()), up.up * 60, up.down * 60)


def _waste_row(count: Count, up: Uptime) -> Row:
    """One row of the waste export; ratings and the time the form was up stand on the e-form's row."""
    key = (_uk_date(count.month), WASTE_CODES[count.service], ROUTES[count.channel])
    spend = f"{count.cost // 100:,}.{count.cost % 100:02d}"
    online: tuple[Value, ...] = (None,) * 7
    if count.ratings:
        online = (*count.ratings, up.up * 60, up.down * 60)
    return (*key, count.started, count.completed, spend, *online)


def _repeated(rows: list[Row]) -> Iterator[Row]:
    """The rows, two of them twice in a row, as an export that was resumed leaves them."""
    for place, row in enumerate(rows):
        yield row
        if place in (100, 250):
            yield row


def _bad_rows() -> tuple[Row, ...]:
    """Rows to be refused: each repeats a figure the export has already, or has no known channel."""
    empty = (None,) * 8
    return (
        ("01/05/2024", "Missed bin", "KIOSK-7", None, 14, *empty),
        ("01/06/2024", "Missed bin", "KIOSK-7", None, 9, *empty),
        ("01/06/2024", "Bulky collection", "Telephone", None, -12, *empty),
        ("01/09/2024", "Missed bin", "One stop shop", None, "see note", *empty),
        ("01/03/2025", "Garden bins", "Letter", None, "n/k", *empty),
    )


def _uk_date(at: Month) -> str:
    return at.first_day.strftime("%d/%m/%Y")
