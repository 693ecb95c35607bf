"""Times of releases: kept in UTC, given and said in UK time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kpis.periods import long_date
from publication.releases.errors import ReleaseError

HERE = "Europe/London"


def in_utc(given: datetime) -> datetime:
    """The moment in UTC; a time without a zone is UK time, summer time included.

    Raises ReleaseError for an hour that the clocks skip in spring; of one that comes twice in autumn, the first.
    """
    if given.tzinfo is not None:
        return given.astimezone(UTC)
    moment = given.replace(tzinfo=ZoneInfo(HERE)).astimezone(UTC)
    if moment.astimezone(ZoneInfo(HERE)).replace(tzinfo=None) != given:
        raise ReleaseError(f"{given:%H:%M} on {long_date(given.date())} does not exist: the clocks go forward.")
    return moment


def read_time(text: str) -> datetime:
    """'2026-06-01 09:30', '2026-06-01T09:30+01:00' or '2026-06-01' (its beginning), in UTC; raises ReleaseError."""
    try:
        return in_utc(datetime.fromisoformat(text.strip()))
    except ValueError:
        raise ReleaseError(
            f"'{text}' is not a time. Write it as in '2026-06-01 09:30', in UK time, or with a zone as in "
            "'2026-06-01T09:30+01:00'. Nothing was released."
        ) from None


def said(moment: datetime) -> str:
    """'1 June 2026, 09:30 UK time'."""
    here = moment.astimezone(ZoneInfo(HERE))
    return f"{long_date(here.date())}, {here:%H:%M} UK time"
