from decimal import Decimal

import pytest

from kpis.channel_mappings import mappings


def found(**completed: int | None) -> dict[str, float]:
    parts = {channel: None if value is None else Decimal(value) for channel, value in completed.items()}
    whole = sum((value for value in parts.values() if value is not None), start=Decimal(0))
    return {one.name: one.share for one in mappings(parts, whole)}


def test_D8_kiosks_make_libraries_45_or_79_percent_digital():
    # The case of Warwickshire's libraries: of 100 transactions 45 online, 34 at kiosks, 21 at the desk.
    assert found(web=45, kiosk=34, face_to_face=21) == {"As defined": 0.45, "With kiosk": pytest.approx(0.79)}


def test_D8_each_debated_channel_is_counted_alone_and_then_all_of_them():
    assert found(web=10, kiosk=20, email=30, phone=40) == {
        "As defined": 0.1,
        "With kiosk": pytest.approx(0.3),
        "With email": pytest.approx(0.4),
        "With kiosk and email": pytest.approx(0.6),
    }


def test_D4_without_help_is_another_figure():
    assert found(web=10, assisted_digital=30, kiosk=20, phone=40) == {
        "As defined": 0.4,
        "With kiosk": pytest.approx(0.6),
        "Without assisted digital": 0.1,
    }


def test_D4_a_channel_without_a_figure_leaves_no_share():
    assert found(web=10, kiosk=None, phone=40) == {}


def test_where_nothing_is_debated_there_is_nothing_to_show():
    assert found(web=10, phone=40) == {}
    assert mappings({"web": Decimal(1), "kiosk": Decimal(1)}, None) == ()
