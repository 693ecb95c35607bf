from datetime import UTC, datetime

import pytest

from publication.releases.errors import ReleaseError
from publication.releases.times import in_utc, read_time, said


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-01-15 09:30", datetime(2026, 1, 15, 9, 30, tzinfo=UTC)),
        # Summer time is an hour ahead of UTC.
        ("2026-06-01 09:30", datetime(2026, 6, 1, 8, 30, tzinfo=UTC)),
        ("2026-06-01T09:30:00Z", datetime(2026, 6, 1, 9, 30, tzinfo=UTC)),
        ("2026-06-01T09:30+02:00", datetime(2026, 6, 1, 7, 30, tzinfo=UTC)),
        ("2026-06-01", datetime(2026, 5, 31, 23, 0, tzinfo=UTC)),
        # 01:30 comes twice on the day when the clocks go back: the first is still summer time.
        ("2026-10-25 01:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_uk_time(text, utc):
    assert read_time(text) == utc


def test_an_hour_that_the_clocks_skip_is_refused():
    with pytest.raises(ReleaseError, match="01:30 on 29 March 2026 does not exist"):
        in_utc(datetime(2026, 3, 29, 1, 30))


def test_a_moment_is_said_in_uk_time():
    assert said(datetime(2026, 6, 1, 8, 30, tzinfo=UTC)) == "1 June 2026, 09:30 UK time"
    assert said(datetime(2026, 1, 15, 9, 30, tzinfo=UTC)) == "15 January 2026, 09:30 UK time"
