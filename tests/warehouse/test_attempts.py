"""What was tried is kept beside the versions, on both engines, for ninety days."""

from datetime import datetime, timedelta

from tests.warehouse.given import Given, Town
from warehouse.attempts import Attempt, latest, read, written

NOW = datetime(2026, 4, 14, 6, 10)
FAILED = Attempt("crm", NOW, "failed", "Source 'crm': no answer.\nCall someone.")
BEGUN = Attempt("phone", NOW, "begun")


def test_what_is_noted_is_read_back_and_makes_no_version(town: Town) -> None:
    town.load([Given("completed", 1)])
    before = town.store.version
    assert town.store.noted == ""
    for attempts in ([FAILED], [FAILED, BEGUN]):
        town.store.note(written(attempts, NOW))
        assert read(town.store.noted) == attempts
    assert town.store.version == before
    town.load([Given("completed", 2)])
    assert read(town.store.noted) == [FAILED, BEGUN]


def test_what_is_too_old_goes_and_what_cannot_be_read_is_passed_over():
    old = Attempt("crm", NOW - timedelta(days=91), "failed", "x")
    assert read(written([old, FAILED], NOW)) == [FAILED]
    assert read("no JSON\n" + written([BEGUN], NOW) + '{"source": 1}\n') == [BEGUN]


def test_the_last_attempt_of_each_source_counts():
    again = Attempt("crm", NOW + timedelta(hours=1), "loaded")
    assert latest([FAILED, BEGUN, again]) == {"crm": again, "phone": BEGUN}
    assert (again.trouble, BEGUN.trouble[:23], FAILED.trouble[:25]) == (
        "",
        "began at 2026-04-14 06:",
        "failed at 2026-04-14 06:1",
    )
