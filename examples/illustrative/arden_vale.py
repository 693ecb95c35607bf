"""Arden Vale: one database, one long table per subject, months as `2025-04`, cost in pence."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from examples.illustrative.councils import ARDEN_VALE
from examples.illustrative.exports import PREFIX, Row, write_database
from examples.illustrative.figures import Count, reported_counts, reported_uptimes
from examples.illustrative.months import Month
from examples.illustrative.story import BINS, NEW_BIN_FORM
from examples.illustrative.wards import WARDS, ward_counts

DATABASE = PREFIX + "arden-vale.sqlite"

SERVICE_CODES = {
    "apply-for-a-blue-badge": "BLUEBADGE",
    "apply-for-a-primary-school-place": "SCHOOLPLACE",
    "book-a-bulky-waste-collection": "BULKY",
    "garden-waste-subscription": "GARDEN",
    "renew-a-resident-parking-permit": "PARKPERMIT",
    "report-a-missed-bin": "MISSEDBIN",
    "report-a-pothole": "POTHOLE",
    "tell-us-you-have-moved": "CTAXMOVE",
}
CHANNEL_CODES = {
    "web": "WEB",
    "app": "APP",
    "assisted_digital": "CSC-WEB",
    "phone": "TEL",
    "face_to_face": "OSP",
    "post": "LTR",
}
OLD_BIN_FORM = "WEBFORM"

_SCHEMA = """
CREATE TABLE transactions (
    mth TEXT NOT NULL, svc TEXT NOT NULL, chan TEXT NOT NULL,
    started INTEGER, finished INTEGER NOT NULL, cost_p INTEGER NOT NULL,
    PRIMARY KEY (mth, svc, chan)
);
CREATE TABLE feedback (
    mth TEXT NOT NULL, svc TEXT NOT NULL, chan TEXT NOT NULL,
    very_dissatisfied INTEGER, dissatisfied INTEGER, neither INTEGER,
    satisfied INTEGER, very_satisfied INTEGER,
    PRIMARY KEY (mth, svc, chan)
);
CREATE TABLE uptime (
    mth TEXT NOT NULL, svc TEXT NOT NULL, up_secs INTEGER, down_secs INTEGER, PRIMARY KEY (mth, svc)
);
CREATE TABLE wards (ward TEXT PRIMARY KEY, name TEXT NOT NULL, households INTEGER);
CREATE TABLE bin_reports (
    mth TEXT NOT NULL, ward TEXT NOT NULL REFERENCES wards, chan TEXT NOT NULL,
    started INTEGER, finished INTEGER NOT NULL, PRIMARY KEY (mth, ward, chan)
);
"""


def write(folder: Path) -> None:
    """Write Arden Vale's database into a folder."""
    counts = reported_counts(ARDEN_VALE)
    uptimes = reported_uptimes(ARDEN_VALE)
    tables: dict[str, Iterable[Row]] = {
        "transactions": [(*_key(count), count.started, count.completed, count.cost) for count in counts],
        "feedback": [(*_key(count), *count.ratings) for count in counts if count.ratings],
        "uptime": [(up.month.key, SERVICE_CODES[up.service], up.up * 60, up.down * 60) for up in uptimes],
        "wards": [(ward.code, ward.name, ward.households) for ward in WARDS],
        "bin_reports": _bin_reports(),
    }
    write_database(folder / DATABASE, ARDEN_VALE.name, _SCHEMA, tables)


def _bin_reports() -> Iterator[Row]:
    for count in ward_counts():
        code = channel_code(BINS, count.channel, count.month)
        yield (count.month.key, count.ward, code, count.started, count.completed)


def _key(count: Count) -> tuple[str, str, str]:
    code = channel_code(count.service, count.channel, count.month)
    return (count.month.key, SERVICE_CODES[count.service], code)


def channel_code(service: str, channel: str, at: Month) -> str:
    """The council's own code: the web form for missed bins had another until it was replaced."""
    if service == BINS and channel == "web" and at < NEW_BIN_FORM:
        return OLD_BIN_FORM
    return CHANNEL_CODES[channel]
