from typing import get_args

from configuration.entry import Channel
from kpis.channels import ALL, CHANNELS, DIGITAL, ONLINE, UNAIDED, UNDIVIDED_DIGITAL


def test_D8_every_channel_of_the_methods_has_a_name():
    assert set(CHANNELS) == {
        *("web", "app", "assisted_digital", "phone", "face_to_face", "post", "email", "other"),
        *("kiosk", "phone_automated", "digital", "all"),
    }
    assert len(set(CHANNELS.values())) == len(CHANNELS)


def test_D8_email_kiosks_and_automated_lines_are_not_digital():
    assert {"web", "app", "assisted_digital", UNDIVIDED_DIGITAL} == DIGITAL
    assert UNAIDED < ONLINE < DIGITAL


def test_D8_a_reported_total_is_part_of_nothing():
    assert ALL not in DIGITAL | ONLINE | UNAIDED
    assert ALL in CHANNELS


def test_D8_a_configuration_can_name_every_channel_and_no_other():
    assert set(get_args(Channel)) == set(CHANNELS)
