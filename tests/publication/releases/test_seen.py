"""No release tells what any before it hid, were it left out, followed by others, or withdrawn (METHODS P3)."""

from datetime import timedelta
from pathlib import Path

from publication.releases.archive import take_back
from publication.releases.controlled import controlled
from tests.publication.releases.office import FIRTHSHIRE, TOML, Office
from tests.warehouse.given import Given

BY_CHANNEL = TOML + FIRTHSHIRE + 'kpis = ["digital_take_up"]\n'
WHOLE = BY_CHANNEL + "channels = false\n"
HOUR = timedelta(hours=1)


def by_web(web: int) -> list[Given]:
    counts = {"web": web, "app": 12, "phone": 40}
    return [Given("completed", count, channel=channel, council="FIR") for channel, count in counts.items()]


def opened(folder: Path, toml: str = BY_CHANNEL) -> Office:
    """Three of 55 came by web, and app is hidden beside them: 55 - 12 - 40 = 3."""
    office = Office(folder, toml)
    office.control = controlled
    office.load(by_web(3))
    office.release()
    return office


def numerators(office: Office, number: int) -> dict[str, int | None]:
    rows = office.shelf.release(number).rows(council="FIR", channel=None)
    return {row.channel: None if (n := row.figure.numerator) is None else int(n) for row in rows}


def test_P2_the_next_smallest_is_hidden_beside_a_small_count(tmp_path):
    assert numerators(opened(tmp_path), 1) == {"": 15, "web": None, "app": None, "phone": 40}


def test_P3_what_was_hidden_two_releases_ago_stays_hidden_after_one_without_it(tmp_path):
    office = opened(tmp_path)
    office.describe(WHOLE)
    office.release("Whole figures only")
    assert numerators(office, 2) == {"": 15}
    office.describe(BY_CHANNEL)
    # Thirty is not small, but 12 by app would tell that the first release hid 55 - 12 - 40 = 3.
    office.load(by_web(30))
    office.release("By channel again")
    assert numerators(office, 3)["app"] is None


def test_P3_what_a_withdrawn_release_hid_stays_hidden_as_it_was_seen(tmp_path):
    office = opened(tmp_path)
    take_back(office.root, 1, "The wrong month was loaded.", office.now + HOUR)
    office.load(by_web(30))
    office.release("Right", at=office.now + 2 * HOUR)
    office.now += 3 * HOUR
    assert numerators(office, 2)["app"] is None


def test_P3_what_was_withdrawn_under_embargo_was_never_seen(tmp_path):
    office = Office(tmp_path, BY_CHANNEL)
    office.control = controlled
    office.load(by_web(3))
    office.release(at=office.now + HOUR)
    take_back(office.root, 1, "The wrong month was loaded.", office.now)
    office.load(by_web(30))
    office.release("Right")
    assert numerators(office, 2) == {"": 42, "web": 30, "app": 12, "phone": 40}


def test_P1_a_small_count_that_a_mistaken_release_showed_is_not_shown_again(tmp_path):
    office = opened(tmp_path, BY_CHANNEL.replace("[publication]", "[publication]\nthreshold = 2"))
    assert numerators(office, 1)["web"] == 3
    take_back(office.root, 1, "Small counts were shown.", office.now)
    office.describe(BY_CHANNEL)
    office.release("With small counts hidden")
    assert numerators(office, 2)["web"] is None


def test_P3_a_part_that_later_releases_took_over_is_seen_once(tmp_path):
    office = opened(tmp_path)
    office.describe(BY_CHANNEL + FIRTHSHIRE.replace("FIR", "GLE"))
    office.load([Given("completed", 100, council="GLE")], "gle-crm")
    office.release("Glenmor", councils=("GLE",))
    take_back(office.root, 1, "Replaced by the second.", office.now)
    office.load(by_web(30))
    office.release("Firthshire", councils=("FIR",))
    assert numerators(office, 3)["app"] is None
