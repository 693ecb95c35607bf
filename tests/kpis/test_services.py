from kpis.services import Indicator, Service
from tests.kpis.cells import kpi

LIBRARY = Service("libraries", "Libraries", "library visit", "Cash spent on libraries for each visit", in_total=False)


def test_D5_an_indicator_of_one_service_has_the_services_name_for_a_transaction():
    assert Indicator(kpi("cost_per_transaction"), LIBRARY).name == "Cost per library visit"
    assert Indicator(kpi("cost_per_transaction"), Service("bins", "Bins")).name == "Cost per transaction"
    assert Indicator(kpi("completion_rate"), LIBRARY).name == "Completion rate"


def test_D8_a_services_numbers_in_the_national_lists_are_named_and_nothing_is_without_them():
    assert Service("cars", "Abandoned vehicles", lgsl=372, lgil=0).numbers == "LGSL 372, LGIL 0"
    assert Service("cars", "Abandoned vehicles", lgsl=372).numbers == "LGSL 372"
    assert LIBRARY.numbers == ""


def test_an_indicator_of_every_service_has_the_kpis_own_name_and_description():
    indicator = Indicator(kpi("cost_per_transaction"))
    assert (indicator.name, indicator.description) == (indicator.kpi.name, indicator.kpi.description)


def test_a_cost_is_described_as_the_service_describes_it_where_it_does():
    assert Indicator(kpi("cost_per_transaction"), LIBRARY).description == LIBRARY.description
    assert Indicator(kpi("completion_rate"), LIBRARY).description == kpi("completion_rate").description
    assert Indicator(kpi("cost_per_transaction"), Service("a", "A")).description != ""
