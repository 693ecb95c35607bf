from kpis.definitions import built_in
from kpis.methods import chapters
from kpis.unit_costs import PUBLISHED, spread
from tests.kpis.published import published

CHANNELS = {"face_to_face": "face to face", "phone": "phone", "web": "web", "post": "post", "ivr": "automated phone"}


def test_D9_every_published_unit_cost_is_there_with_its_year():
    given = [
        (one["year"], {CHANNELS[key]: _pair(one[key]) for key in one if key in CHANNELS})
        for one in published("channel_unit_costs")["figures"]
    ]
    assert [(one.year, dict(one.costs)) for one in PUBLISHED] == given


def test_D9_the_methods_page_shows_them_as_context_with_how_far_they_lie_apart():
    [rule] = [one for chapter in chapters(built_in()) for one in chapter.rules if "unit costs" in one.title]
    # METHODS: face to face spans £1.66 to £14.00.
    assert spread("face to face") == "from £1.66 to £14.00"
    assert "face to face from £1.66 to £14.00" in rule.words
    assert "Lambeth, 2009: face to face £1.66, phone £0.85, web £0.09" in rule.words
    assert "No figure here is made of them." in rule.words


def _pair(cost):
    return tuple(cost) if isinstance(cost, list) else cost
