from pathlib import Path

import pytest

from callbacks.methods import methods_answer
from callbacks.routes import fields
from kpis.neighbours import Areas, Trait
from layouts.markup import markup
from tests.views.nations import COUNCILS, SERVICES, nations
from tests.warehouse.given import Town


@pytest.fixture
def land(tmp_path: Path) -> Town:
    return nations(tmp_path / "warehouse")


def painted(town: Town) -> str:
    page = methods_answer(town.library.reader)(fields(""))
    assert page.status == 200
    return markup(page.body)


def test_the_page_holds_every_measure_of_the_catalogue_and_every_chapter(land: Town):
    page = painted(land)
    for kpi in land.reader.catalogue:
        assert kpi.name in page
    for key in ("adding-up", "intervals", "funnels", "costs", "peers", "change", "never"):
        assert f'id="{key}"' in page


def test_traits_stand_there_with_year_weight_and_source_where_there_are_any(land: Town):
    assert "Traits by which" not in painted(land)
    traits = (Trait("people", "Population", "people", "2020", "Somebody, CC BY 4.0", 2.0),)
    land.writer.reference(COUNCILS, SERVICES, [], Areas(traits, {"FIR": {"people": 1.0}}))
    page = painted(land)
    assert "Traits by which the 15 nearest neighbours are found" in page
    assert "Somebody, CC BY 4.0" in page
