"""The painted page, and Dash taking it over where it stands."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.dashboard import INTERACTIVE, LIVE, SCRIPT
from tests.browser.faults import violations

SERVICE = "/council/ARD/bins"


@pytest.fixture
def held(page, base):
    """A page whose scripts have not come yet, and the word that lets them come."""
    waiting = []
    page.route(SCRIPT, lambda route: waiting.append(route))

    def open_(path):
        page.goto(base + path, wait_until="commit")
        page.wait_for_selector("footer")

        def release():
            waiting.pop().continue_()
            page.wait_for_selector(INTERACTIVE)

        return release

    return open_


def test_every_element_of_the_painted_page_is_still_there_after_the_take_over(held, page):
    release = held(SERVICE)
    page.evaluate("window.painted = [...document.querySelectorAll('#page, #page *')]")
    release()
    page.wait_for_timeout(100)
    assert page.evaluate("painted.length") > 800
    assert page.evaluate("painted.every((node) => node.isConnected)")


def test_a_choice_a_caret_an_open_table_and_the_place_on_the_page_survive_the_take_over(held, page):
    release = held(SERVICE)
    page.select_option("#kpi", "take-up")
    page.locator("summary").nth(1).click()
    page.fill("#name", "Arden Vale")
    page.evaluate("document.getElementById('name').setSelectionRange(2, 5)")
    page.evaluate("scrollTo(0, 321)")
    release()
    page.wait_for_timeout(100)
    assert page.input_value("#kpi") == "take-up"
    assert page.input_value("#name") == "Arden Vale"
    assert page.locator("details[open]").count() == 1
    assert page.evaluate(
        "[document.activeElement.id, name_.selectionStart, name_.selectionEnd, scrollY]".replace(
            "name_", "document.activeElement"
        )
    ) == ["name", 2, 5, 321]


def test_nothing_moves_from_the_first_paint_to_the_last_chart(page, base):
    page.add_init_script("""
        window.moved = 0;
        new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { moved += value; }))
            .observe({ type: "layout-shift", buffered: true });
    """)
    page.goto(base + SERVICE)
    page.wait_for_selector(INTERACTIVE)
    for _ in range(12):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(60)
    expect(page.locator(LIVE)).to_have_count(6)
    assert page.evaluate("moved") == 0


def test_no_id_is_ever_twice_in_the_document(page, base):
    page.add_init_script("""
        window.twice = [];
        new MutationObserver(() => {
            const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
            const again = ids.filter((id, place) => ids.indexOf(id) !== place);
            if (again.length) twice.push(again.join(" "));
        }).observe(document, { childList: true, subtree: true });
    """)
    page.goto(base + SERVICE)
    page.wait_for_selector(LIVE)
    page.get_by_role("link", name="Compare").click()
    expect(page).to_have_title("Compare all - Guildhall")
    assert page.evaluate("twice") == []


def test_a_chart_becomes_interactive_and_its_values_are_those_of_the_table(page, base):
    page.goto(base + "/compare?kpi=cost")
    page.wait_for_selector(LIVE)
    shown = page.evaluate("[...document.querySelector('.gh-figure__live').data[0].y]")
    listed = page.evaluate("[...document.querySelectorAll('figure td')].map((cell) => parseFloat(cell.textContent))")
    assert shown == listed
    assert len(shown) == 12
    assert page.evaluate("getComputedStyle(document.querySelector('.gh-figure > svg')).opacity") == "0"
    assert page.locator(".gh-figure > svg").get_attribute("aria-label").startswith("cost: from")


def test_a_chart_offers_no_way_to_another_host(page, base):
    page.goto(base + "/compare")
    page.wait_for_selector(LIVE)
    titles = page.evaluate("[...document.querySelectorAll('.modebar-btn')].map((button) => button.dataset.title)")
    assert "Download plot as a PNG" in " ".join(titles)
    assert not [title for title in titles if "hare" in title or "loud" in title or "Plotly" in title]


def test_a_zoom_stays_while_the_months_are_the_same(page, base):
    page.goto(base + "/compare?kpi=cost")
    page.wait_for_selector(LIVE)
    page.evaluate(
        "Plotly.relayout(document.querySelector('.gh-figure__live'), {'xaxis.range': ['2025-03', '2025-06']})"
    )
    page.select_option("#kpi", "take-up")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("h1 + .gh-lead")).to_have_text("Showing take-up.")
    page.wait_for_timeout(300)
    chart = "document.querySelector('.gh-figure__live')"
    listed = page.evaluate("[...document.querySelectorAll('figure td')].map((cell) => parseFloat(cell.textContent))")
    assert page.evaluate(f"[...{chart}.data[0].y]") == listed
    assert page.evaluate(f"{chart}._fullLayout.xaxis.range[0]").startswith("2025-03")


def test_a_chart_whose_script_does_not_come_stays_as_it_was_painted(page, base, said):
    page.route("**/assets/plotly-*", lambda route: route.abort())
    page.goto(base + "/compare")
    page.wait_for_selector(INTERACTIVE)
    page.wait_for_selector(".gh-figure__live", state="attached")
    page.wait_for_timeout(300)
    assert page.locator(LIVE).count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.gh-figure > svg')).opacity") == "1"
    assert said.pop().startswith("error: Failed to load resource")


def test_with_the_readers_own_colours_the_painted_chart_stays(base, visit):
    page = visit(forced_colors="active").new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base + "/compare")
    page.wait_for_selector(INTERACTIVE)
    page.wait_for_timeout(400)
    assert page.locator(".gh-figure__live").count() == 0
    assert not [url for url in asked if "plotly" in url]


def test_an_answer_builds_the_very_page_that_a_document_holds(page, base, visit):
    page.goto(base + "/")
    page.wait_for_selector(INTERACTIVE)
    page.evaluate(
        f"history.pushState({{}}, '', '{SERVICE}?kpi=cost'); dispatchEvent(new Event('_dashprivate_pushstate'))"
    )
    expect(page).to_have_title("bins - Guildhall")
    plain = visit(java_script_enabled=True).new_page()
    plain.route(SCRIPT, lambda route: route.abort())
    plain.goto(base + SERVICE + "?kpi=cost")
    told = """() => {
        const tell = (node) => node.nodeType === 3 ? node.data : [node.localName,
            [...node.attributes].filter(({ name }) => !["selected", "data-live"].includes(name))
                .map(({ name, value }) => name === "style" ? node.style.cssText : `${name}=${value}`).sort(),
            node.value || "",
            ...[...node.childNodes].filter((child) => !child.matches?.(".gh-figure__live")).map(tell)];
        return JSON.stringify(tell(document.getElementById("page")));
    }"""
    assert json.loads(page.evaluate(told)) == json.loads(plain.evaluate(told))


def test_a_page_that_something_else_has_changed_is_loaded_anew_instead_of_breaking(page, base, said):
    page.goto(base + "/compare?kpi=cost")
    page.wait_for_selector(INTERACTIVE)
    page.evaluate("document.querySelector('#content main').remove()")
    page.get_by_role("link", name="Councils").click()
    expect(page).to_have_title("Councils - Guildhall")
    expect(page.locator("h1")).to_have_text("Councils")
    said.clear()


def test_without_javascript_the_page_is_whole_and_its_form_works(page_without_javascript, base):
    page = page_without_javascript
    page.goto(base + "/compare")
    assert page.locator(".gh-figure > svg circle").count() == 12
    page.select_option("#kpi", "cost")
    page.get_by_role("button", name="Apply").click()
    assert page.title() == "Compare cost - Guildhall"
    assert page.input_value("#kpi") == "cost"
    page.goto(base + "/council/E1")
    assert page.url == base + "/council/ARD"
    assert page.goto(base + "/nowhere").status == 404
    assert page.locator("h1").inner_text() == "Page not found"
    page.get_by_role("link", name="All councils").click()
    assert page.title() == "Councils - Guildhall"


@pytest.mark.parametrize(("width", "path"), [(320, "/"), (360, SERVICE), (1440, SERVICE), (1440, "/nowhere")])
def test_axe_finds_nothing_before_or_after_the_take_over(base, visit, width, path):
    plain = visit(width).new_page()
    plain.route(SCRIPT, lambda route: route.abort())
    plain.goto(base + path)
    assert violations(plain) == []
    taken = visit(width, bypass_csp=True).new_page()
    taken.goto(base + path)
    taken.wait_for_selector(INTERACTIVE)
    if taken.locator(".gh-figure").count():
        taken.wait_for_selector(LIVE)
    assert violations(taken) == []
    assert taken.evaluate("document.documentElement.scrollWidth <= innerWidth")
