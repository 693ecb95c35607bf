from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from publication.releases.desk import desk
from publication.releases.errors import ReleaseError
from publication.releases.making import Asked
from tests.publication.releases.office import FIRTHSHIRE, GLENMOR, NOON, TOML, Office, as_it_is, two_councils
from tests.views.nations import library, online
from views.data_file import FileRequest, file_request
from views.file_rows import figures
from views.open.release import CouncilPart, Drawn


def values(rows):
    """(service, month, numerator, denominator) of each row."""
    return [(r.service, r.period.key[:7], r.figure.numerator, r.figure.denominator) for r in rows]


def test_a_release_holds_whole_figures_and_the_total_of_the_services_that_add_up(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    rows = office.shelf.newest().rows(council="FIR", kpi="completion_rate")
    # April: 80 of 100 and 30 of 60 make 110 of 160. May: 45 of 50 and 30 of 40 make 75 of 90.
    assert values(rows) == [
        ("", "2025-04", 110, 160),
        ("", "2025-05", 75, 90),
        ("blue-badge", "2025-04", 30, 60),
        ("blue-badge", "2025-05", 30, 40),
        ("missed-bin", "2025-04", 80, 100),
        ("missed-bin", "2025-05", 45, 50),
    ]
    assert rows[0].figure.value == 110 / 160


def test_A1_services_that_do_not_add_up_have_no_total(tmp_path):
    office = Office(tmp_path)
    office.load([*library("FIR", 600, 200), *online("FIR", 10, 8)])
    office.load(online("GLE", 10, 8), "other")
    office.release()
    cost = office.shelf.newest().rows(council="FIR", kpi="cost_per_transaction")
    assert [row.service for row in cost] == ["library-visits"]


def test_every_row_is_the_row_of_the_file_that_the_dashboard_gives(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    reader, released = office.town.reader, office.shelf.newest()
    compared = 0
    for kpi in released.catalogue:
        request = file_request(reader, kpi.key, {"council": ["FIR"]})
        assert isinstance(request, FileRequest)
        given = [(part.service, period, figure) for part, period, figure in figures(reader, request)]
        rows = [row for row in released.rows(council="FIR", kpi=kpi.key) if row.service]
        assert [(row.service, row.period, row.figure) for row in rows] == given
        compared += len(given)
    # Completion rate and digital take-up of two services in two months.
    assert compared >= 8


def test_each_channel_has_its_rows_where_the_entry_does_not_say_otherwise(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    assert {row.channel for row in office.shelf.newest().rows(council="FIR", channel=None)} == {"", "web"}
    office.describe(TOML + FIRTHSHIRE + "channels = false\n" + GLENMOR)
    office.release("Without")
    assert {row.channel for row in office.shelf.newest().rows(council="FIR", channel=None)} == {""}


def test_what_is_not_named_is_not_released(tmp_path):
    office = two_councils(tmp_path)
    office.describe(TOML + FIRTHSHIRE + 'services = ["missed-bin"]\nkpis = ["completion_rate"]\n')
    office.release()
    released = office.shelf.newest()
    assert {(row.council, row.service, row.kpi) for row in released.rows(channel=None)} == {
        ("FIR", "missed-bin", "completion_rate")
    }
    assert [*released.parts, *released.services, *released.catalogue.by_key] == ["FIR", "missed-bin", "completion_rate"]
    assert [council.key for council in released.register.councils] == ["FIR"]
    assert [*released.sources] == ["fir-crm"]


def test_a_part_says_who_approved_it_and_what_it_holds(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    part = office.shelf.newest().parts["GLE"]
    assert part == CouncilPart(
        "GLE",
        since=1,
        published_at=NOON,
        approved_by="B. Other, Chief Executive",
        approved_on=date(2026, 4, 22),
        publisher="The county",
        contact="figures@glenmor.example",
        services=("missed-bin",),
        kpis=("completion_rate", "digital_take_up"),
        sources=("gle-crm",),
        provided=2,
        expected=2,
        hidden=0,
        # 09:30 in summer is 08:30 UTC.
        next_at=datetime(2026, 7, 1, 8, 30, tzinfo=UTC),
        notes="One system was down in May.",
        drawn=(
            Drawn("completion_rate", ("missed-bin",), ("gle-crm",)),
            Drawn("digital_take_up", ("missed-bin",), ("gle-crm",)),
        ),
    )


def test_each_council_releases_its_own_part_and_the_others_stay_as_they_were(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    office.load(online("FIR", 100, 90), "fir-crm")
    office.load(online("GLE", 200, 199), "gle-crm")
    office.release("Glenmor only", councils=("GLE",), at=NOON.replace(hour=13))
    office.now = NOON.replace(hour=14)
    first, second = office.shelf.release(1), office.shelf.newest()
    assert second.parts["FIR"] == first.parts["FIR"]
    assert second.rows(council="FIR", channel=None) == first.rows(council="FIR", channel=None)
    assert (second.parts["GLE"].since, second.parts["GLE"].published_at) == (2, NOON.replace(hour=13))
    [row] = second.rows(council="GLE", kpi="completion_rate")
    assert row.figure.numerator == Decimal(199)


def test_a_council_that_is_no_longer_named_leaves_the_next_release(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    office.describe(TOML + FIRTHSHIRE)
    office.release("Without Glenmor", reason="Glenmor publishes by itself")
    released = office.shelf.newest()
    assert [*released.parts] == ["FIR"]
    gone = {(one.row.council, one.kind, one.reason) for one in released.revisions()}
    assert gone == {("GLE", "withdrawn", "Glenmor publishes by itself")}


def refusal(office: Office, **asked: object) -> str:
    with pytest.raises(ReleaseError) as told:
        office.release(**asked)
    assert not list(office.root.glob("0*"))
    return str(told.value)


def test_nothing_is_released_without_an_officer_who_approved_it(tmp_path):
    office = two_councils(tmp_path)
    office.describe(TOML + '[[publish]]\ncouncils = ["FIR"]\n')
    assert refusal(office).startswith("No officer is named who approved the figures of Firthshire.")


def test_illustrative_councils_are_released_in_a_demonstration_only(tmp_path):
    entry = FIRTHSHIRE.replace("FIR", "arden-vale")
    office = Office(tmp_path, TOML + entry)
    office.load(online("arden-vale", 10, 8))
    assert refusal(office).startswith("Arden Vale is illustrative: its figures are invented.")
    office.describe(TOML + "demonstration = true\n" + entry)
    office.release()
    released = office.shelf.newest()
    assert released.facts.demonstration
    assert released.parts["arden-vale"].illustrative


def test_what_there_is_not_is_refused_by_name(tmp_path):
    office = two_councils(tmp_path)
    assert "There is no council 'XYZ'" in refusal(office, councils=("XYZ",))
    assert "No [[publish]] names the council 'STR'" in refusal(office, councils=("STR",))
    office.describe(TOML + FIRTHSHIRE + 'kpis = ["completed_rate"]\n')
    assert "[[publish]] names the KPI 'completed_rate', which there is not" in refusal(office)
    office.describe(TOML)
    assert refusal(office).startswith("No [[publish]] says what is to be published")
    office.describe(TOML + FIRTHSHIRE.replace("FIR", "STR"))
    assert refusal(office).startswith("There are no figures of Strathmore that [[publish]] names.")


def test_a_council_may_be_named_by_its_gss_code(tmp_path):
    office = two_councils(tmp_path)
    office.describe(TOML + FIRTHSHIRE.replace("FIR", "S12000001"))
    office.release(councils=("fir",))
    assert [*office.shelf.newest().parts] == ["FIR"]


REBASED = """
[[rebase]]
council = "FIR"
service = "missed-bin"
kpi = "completion_rate"
date = 2025-05-01
reason = "A new form was launched"
author = "A. Officer"

[[rebase]]
council = "FIR"
service = "missed-bin"
kpi = "user_satisfaction"
date = 2025-05-01
reason = "Not published, so nobody is told"
author = "A. Officer"
"""


def test_T7_re_basings_of_what_is_published_are_in_the_release_and_stay_with_their_council(tmp_path):
    office = two_councils(tmp_path)
    office.describe(TOML + FIRTHSHIRE + GLENMOR + REBASED)
    desk(office.configuration, as_it_is).release(Asked("First", office.now), office.now)
    first = office.shelf.newest().notes
    assert [(one.scope.kpi, one.reason) for one in first.rebases] == [("completion_rate", "A new form was launched")]
    # Glenmor releases its own part; by then Firthshire's re-basing is no longer in the configuration.
    office.describe(TOML + FIRTHSHIRE + GLENMOR)
    desk(office.configuration, as_it_is).release(Asked("Second", office.now, ("GLE",)), office.now)
    assert office.shelf.newest().notes == first
    desk(office.configuration, as_it_is).release(Asked("Third", office.now), office.now)
    assert office.shelf.newest().notes.rebases == ()
