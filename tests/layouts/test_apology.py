from layouts.apology import not_found, nothing_loaded, sorry, unknown, wrong_address
from layouts.markup import markup
from layouts.page import Page
from views.not_found import Near, NotFound


def words(page: Page) -> str:
    return markup(page.body)


def test_a_council_that_is_not_here_is_answered_with_near_names_and_a_search():
    near = (Near("FIR", "Firthshire", "Scotland", "/council/FIR"), Near("", "Glenmor", "no figures here"))
    page = unknown(NotFound("Frithshire", "We hold no council called “Frithshire”", "It may be mistyped.", near, True))
    assert page.status == 404
    assert '<a href="/council/FIR">Firthshire</a> <span class="gh-quiet">Scotland</span>' in words(page)
    assert '<li>Glenmor <span class="gh-quiet">no figures here</span></li>' in words(page)
    assert 'name="q"' in words(page)
    assert 'value="Frithshire"' in words(page)


def test_a_measure_that_is_not_here_has_no_search_for_councils():
    page = unknown(NotFound("cots", "We hold no measure called “cots”", "It may be mistyped.", ()))
    assert 'name="q"' not in words(page)
    assert "Did you mean" not in words(page)


def test_what_was_asked_for_is_repeated_as_text_and_never_as_markup():
    page = unknown(NotFound("<script>", "We hold no council called “<script>”", "", (), True))
    assert "<script>" not in words(page)
    assert "&lt;script&gt;" in words(not_found("/<script>"))


def test_a_wrong_address_says_how_to_put_it_right_and_offers_a_way_on():
    page = wrong_address("'from' is after 'to'; swap them.", ("Compare something else", "/compare"), part="compare")
    assert (page.status, page.section) == (400, "compare")
    assert "swap them" in words(page)
    assert '<a href="/compare">Compare something else</a>' in words(page)


def test_before_the_first_load_the_page_says_what_to_do_and_answers_503():
    page = nothing_loaded("Nothing has been loaded yet. Run: python -m data_loaders refresh CONFIG.toml")
    assert page.status == 503
    assert "Run: python -m data_loaders refresh" in words(page)


def test_a_failure_says_what_it_means_for_the_figures_and_never_how_it_came():
    page = sorry(500)
    assert page.status == 500
    assert "The figures are kept and nothing was lost." in words(page)


def test_every_status_has_a_page_of_its_own():
    assert [sorry(status).status for status in (404, 405, 413, 500, 503)] == [404, 405, 413, 500, 503]
