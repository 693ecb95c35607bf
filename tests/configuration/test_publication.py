from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from configuration import Configuration, ConfigurationError, read_configuration

BEGINNING = """
[site]
publisher = "The council"
contact = "open@example.org"

[warehouse]
url = "duckdb:///warehouse"

[[service]]
key = "blue-badge"
name = "Blue Badge"
"""

PUBLISH = """
[[publish]]
councils = ["SOL"]
approved_by = "A. Officer, Head of Performance"
approved_on = 2026-04-01
"""


def read(tmp_path: Path, text: str) -> Configuration:
    path = tmp_path / "guildhall.toml"
    path.write_text(BEGINNING + text, encoding="utf-8")
    return read_configuration(path)


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(ConfigurationError) as told:
        read(tmp_path, text)
    return str(told.value)


def test_nothing_is_published_of_whom_nothing_is_said(tmp_path):
    configuration = read(tmp_path, "")
    assert configuration.publish == ()
    assert configuration.publication.demonstration is False
    assert configuration.publication.threshold == 5


def test_the_approval_and_what_it_is_of_are_read(tmp_path):
    [entry] = read(tmp_path, PUBLISH).publish
    assert entry.councils == ("SOL",)
    assert (entry.services, entry.kpis, entry.channels) == ((), (), True)
    assert (entry.approved_by, entry.approved_on) == ("A. Officer, Head of Performance", date(2026, 4, 1))


def test_an_approval_needs_its_day(tmp_path):
    told = refusal(tmp_path, PUBLISH.replace("approved_on = 2026-04-01\n", ""))
    assert "has 'approved_by' without 'approved_on', the day of the approval" in told


def test_a_council_may_be_named_twice_with_the_same_approval_only(tmp_path):
    again = PUBLISH + 'services = ["blue-badge"]\n'
    assert len(read(tmp_path, PUBLISH + again).publish) == 2
    told = refusal(tmp_path, PUBLISH + again.replace("A. Officer", "B. Other").replace("SOL", "sol"))
    assert "[[publish]] names the council 'sol' twice with different 'approved_by'" in told


def test_a_service_that_is_published_is_one_that_is_described(tmp_path):
    told = refusal(tmp_path, PUBLISH + 'services = ["blue-bagde"]\n')
    assert "[[publish]] names the service 'blue-bagde', which no [[service]] describes" in told


def test_P1_a_service_may_have_a_threshold_of_its_own(tmp_path):
    [service] = read(tmp_path, "threshold = 10\nsensitive = true\n").service
    assert (service.threshold, service.sensitive) == (10, True)


def test_P1_a_threshold_that_hides_nothing_is_refused(tmp_path):
    assert "'threshold' in [service] 'Blue Badge' cannot be 1" in refusal(tmp_path, "threshold = 1\n")


def test_the_public_address_stands_without_a_slash_at_its_end(tmp_path):
    told = read(tmp_path, '[publication]\naddress = "https://open.example.org/figures"\n').publication
    assert told.address == "https://open.example.org/figures"
    for wrong in ("open.example.org", "https://open.example.org/", "https://open.example.org/?a=b"):
        assert "'address' in [publication] cannot be" in refusal(tmp_path, f'[publication]\naddress = "{wrong}"\n')


def test_the_next_release_has_a_time_with_or_without_a_zone(tmp_path):
    told = read(tmp_path, "[publication]\nnext_release = 2026-06-01T09:30:00\n").publication
    assert told.next_release == datetime(2026, 6, 1, 9, 30)
    told = read(tmp_path, "[publication]\nnext_release = 2026-06-01T09:30:00+01:00\n").publication
    assert told.next_release == datetime(2026, 6, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
