"""Wyncastle: forms and contacts in tables of their own, named differently, with months written `Apr-24`."""

from collections.abc import Iterable
from pathlib import Path

from examples.illustrative.councils import WYNCASTLE
from examples.illustrative.exports import PREFIX, Row, pounds, write_database
from examples.illustrative.figures import Count, reported_counts, reported_uptimes
from examples.illustrative.months import Month

DATABASE = PREFIX + "wyncastle.sqlite"

# The code of each form, and the subject under which the contact centre and finance know the same service.
FORMS = {
    "apply-for-a-blue-badge": ("F-BADGE", "Blue badges"),
    "apply-for-a-primary-school-place": ("F-SCHOOL", "Primary admissions"),
    "book-a-bulky-waste-collection": ("F-BULKY", "Bulky waste"),
    "garden-waste-subscription": ("F-GARDEN", "Garden waste"),
    "renew-a-resident-parking-permit": ("F-PERMIT", "Parking permits"),
    "report-a-missed-bin": ("F-BIN", "Missed bins"),
    "report-a-pothole": ("F-ROAD", "Potholes"),
    "tell-us-you-have-moved": ("F-MOVE", "Council Tax moves"),
}
ENTRIES = {"web": "browser", "app": "mobile-app", "assisted_digital": "staff"}
ROUTES = {**ENTRIES, "phone": "TEL", "face_to_face": "HUB"}

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SCHEMA = """
CREATE TABLE forms (form TEXT PRIMARY KEY, subject TEXT NOT NULL);
CREATE TABLE form_use (
    form TEXT NOT NULL REFERENCES forms, month TEXT NOT NULL, entry TEXT NOT NULL,
    begun INTEGER, submitted INTEGER NOT NULL,
    stars_1 INTEGER, stars_2 INTEGER, stars_3 INTEGER, stars_4 INTEGER, stars_5 INTEGER,
    PRIMARY KEY (form, month, entry)
);
CREATE TABLE form_uptime (
    form TEXT NOT NULL REFERENCES forms, month TEXT NOT NULL, seconds_up INTEGER, seconds_down INTEGER,
    PRIMARY KEY (form, month)
);
CREATE TABLE contacts (
    subject TEXT NOT NULL, month TEXT NOT NULL, route TEXT NOT NULL, settled INTEGER NOT NULL,
    PRIMARY KEY (subject, month, route)
);
CREATE TABLE spending (
    subject TEXT NOT NULL, month TEXT NOT NULL, route TEXT NOT NULL, gbp DECIMAL(12, 2) NOT NULL,
    PRIMARY KEY (subject, month, route)
);
"""


def write(folder: Path) -> None:
    """Write Wyncastle's database into a folder."""
    counts = reported_counts(WYNCASTLE)
    online = [count for count in counts if count.channel in ENTRIES]
    contacts = [count for count in counts if count.channel not in ENTRIES]
    uptimes = reported_uptimes(WYNCASTLE)
    tables: dict[str, Iterable[Row]] = {
        "forms": list(FORMS.values()),
        "form_use": [_form_use(count) for count in online],
        "form_uptime": [(FORMS[up.service][0], month_text(up.month), up.up * 60, up.down * 60) for up in uptimes],
        "contacts": [(*_subject(count), count.completed) for count in contacts],
        "spending": [(*_subject(count), pounds(count.cost)) for count in counts],
    }
    write_database(folder / DATABASE, WYNCASTLE.name, _SCHEMA, tables)


def _form_use(count: Count) -> Row:
    stars = count.ratings or (None,) * 5
    form = FORMS[count.service][0]
    return (form, month_text(count.month), ENTRIES[count.channel], count.started, count.completed, *stars)


def _subject(count: Count) -> tuple[str, str, str]:
    return (FORMS[count.service][1], month_text(count.month), ROUTES[count.channel])


def month_text(at: Month) -> str:
    """A month as Wyncastle writes it: `Apr-24`."""
    return f"{_NAMES[at.number - 1]}-{at.year % 100:02d}"
