"""Brackenmoor: two systems. A customer database with corrections, and a ledger by financial year."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from examples.illustrative.councils import BRACKENMOOR
from examples.illustrative.exports import PREFIX, Row, write_database
from examples.illustrative.figures import Count, counts_of, reported_counts, reported_uptimes
from examples.illustrative.months import Month, month

CRM = PREFIX + "brackenmoor-crm.sqlite"
FINANCE = PREFIX + "brackenmoor-finance.sqlite"

SERVICE_CODES = {
    "apply-for-a-blue-badge": "BB01",
    "apply-for-a-primary-school-place": "SC02",
    "book-a-bulky-waste-collection": "BK03",
    "garden-waste-subscription": "GW04",
    "renew-a-resident-parking-permit": "PP05",
    "report-a-missed-bin": "MB06",
    "report-a-pothole": "PH07",
    "tell-us-you-have-moved": "CT08",
}
SOURCES = {
    "web": (1, "Website"),
    "app": (2, "Mobile app"),
    "phone": (3, "Telephone"),
    "face_to_face": (4, "Customer centre"),
    "post": (5, "Letter"),
}
COST_CENTRES = {service: f"4{100 + 15 * place}" for place, service in enumerate(SERVICE_CODES)}
ACTIVITIES = {"web": "WEB", "app": "MOB", "phone": "CALLS", "face_to_face": "COUNTER", "post": "POSTROOM"}

# What was first recorded, as a factor of the true figure, and the corrections since: (entered on, factor).
_LATE: dict[tuple[str, str, str, Month], tuple[float, tuple[tuple[str, float], ...]]] = {
    ("report-a-missed-bin", "phone", "resolved", month(key)): (1.18, (("2025-05-19", 1.0),))
    for key in ("2025-01", "2025-02", "2025-03")
} | {
    ("book-a-bulky-waste-collection", "web", "opened", month("2025-10")): (
        0.8,
        (("2025-11-20", 0.9), ("2025-12-04", 1.0)),
    )
}

_CRM_SCHEMA = """
CREATE TABLE source (source_id INTEGER PRIMARY KEY, source_name TEXT NOT NULL);
CREATE TABLE request_summary (
    service_code TEXT NOT NULL, period_start DATE NOT NULL, source_id INTEGER NOT NULL REFERENCES source,
    opened INTEGER, resolved INTEGER NOT NULL, PRIMARY KEY (service_code, period_start, source_id)
);
CREATE TABLE correction (
    correction_id INTEGER PRIMARY KEY, service_code TEXT NOT NULL, period_start DATE NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source, field TEXT NOT NULL, new_value INTEGER NOT NULL,
    entered_on DATE NOT NULL
);
CREATE TABLE survey (
    service_code TEXT NOT NULL, period_start DATE NOT NULL, source_id INTEGER NOT NULL REFERENCES source,
    score INTEGER NOT NULL, answers INTEGER NOT NULL,
    PRIMARY KEY (service_code, period_start, source_id, score)
);
CREATE TABLE web_monitor (
    service_code TEXT NOT NULL, period_start DATE NOT NULL, minutes_up INTEGER, minutes_down INTEGER,
    PRIMARY KEY (service_code, period_start)
);
"""
_FINANCE_SCHEMA = """
CREATE TABLE ledger (
    fin_year TEXT NOT NULL, cost_centre TEXT NOT NULL, activity TEXT NOT NULL,
    spend_k DECIMAL(12, 3) NOT NULL,
    PRIMARY KEY (fin_year, cost_centre, activity)
);
"""


def write(folder: Path) -> None:
    """Write Brackenmoor's two databases into a folder."""
    counts = reported_counts(BRACKENMOOR)
    uptimes = reported_uptimes(BRACKENMOOR)
    tables: dict[str, Iterable[Row]] = {
        "source": list(SOURCES.values()),
        "request_summary": [_summary(count) for count in counts],
        "correction": [(place, *row) for place, row in enumerate(_corrections(counts), start=1)],
        "survey": _survey(counts),
        "web_monitor": [(SERVICE_CODES[up.service], up.month.first_day.isoformat(), up.up, up.down) for up in uptimes],
    }
    write_database(folder / CRM, BRACKENMOOR.name, _CRM_SCHEMA, tables)
    write_database(folder / FINANCE, BRACKENMOOR.name, _FINANCE_SCHEMA, {"ledger": _ledger()})


def _summary(count: Count) -> Row:
    opened, resolved = _recorded(count, "opened"), _recorded(count, "resolved")
    return (*_key(count), opened, resolved)


def _recorded(count: Count, column: str) -> int | None:
    true = count.started if column == "opened" else count.completed
    late = _LATE.get((count.service, count.channel, column, count.month))
    return true if late is None or true is None else int(true * late[0])


def _corrections(counts: list[Count]) -> list[Row]:
    """Every correction in the order it was entered; the last one of a figure is its true value."""
    found = []
    for count in counts:
        for column, true in (("opened", count.started), ("resolved", count.completed)):
            late = _LATE.get((count.service, count.channel, column, count.month))
            if late is not None and true is not None:
                found += [(*_key(count), column, int(true * factor), entered) for entered, factor in late[1]]
    return sorted(found, key=lambda row: (row[-1], row))


def _survey(counts: list[Count]) -> Iterator[Row]:
    for count in counts:
        for score, answers in enumerate(count.ratings or (), start=1):
            yield (*_key(count), score, answers)


def _key(count: Count) -> tuple[str, str, int]:
    return (SERVICE_CODES[count.service], count.month.first_day.isoformat(), SOURCES[count.channel][0])


def _ledger() -> list[Row]:
    """Spending by financial year in thousands of pounds, with the months that the customer database lost."""
    pence: dict[tuple[str, str, str], int] = {}
    for count in counts_of(BRACKENMOOR):
        key = (count.month.financial_year, COST_CENTRES[count.service], ACTIVITIES[count.channel])
        pence[key] = pence.get(key, 0) + count.cost
    return [(*key, _thousands(amount)) for key, amount in sorted(pence.items())]


def _thousands(pence: int) -> str:
    whole_pounds = (pence + 50) // 100
    return f"{whole_pounds // 1000}.{whole_pounds % 1000:03d}"
