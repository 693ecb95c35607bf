import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from layouts.markup import markup
from layouts.parts import Plot, Select, icon

ICONS = Path(__file__).parents[2] / "assets" / "icons"


def test_a_figure_of_dates_decimals_arrays_and_gaps_becomes_json_a_browser_reads():
    figure = {
        "data": [
            {"x": [date(2025, 4, 1)], "y": np.array([1.5, np.nan]), "n": np.int64(3), "z": (Decimal("0.10"), None)},
        ]
    }
    assert json.loads(Plot("", figure).figure_json()) == {
        "data": [{"x": ["2025-04-01"], "y": [1.5, None], "n": 3, "z": [0.1, None]}]
    }


def test_a_figure_refuses_what_json_has_no_word_for():
    with pytest.raises(TypeError, match="cannot hold a set"):
        Plot("", {"data": {1, 2}}).figure_json()


def test_a_misspelt_property_is_refused():
    with pytest.raises(TypeError, match="has no property 'klass'"):
        Select("a", "a", (), klass="x")


@pytest.mark.parametrize("file", sorted(ICONS.glob("*.svg")), ids=lambda file: file.stem)
def test_every_icon_can_be_drawn(file):
    assert markup(icon(file.stem)).count("<svg") == 1
