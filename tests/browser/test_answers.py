"""An answer, written out by the script, is the page that a document would have been."""

from itertools import pairwise

import pytest

NOWHERE = "/nothing/here"
PAGES = (
    "/",
    "/council/arden-vale",
    "/council/arden-vale/report-a-missed-bin",
    "/council/arden-vale/report-a-missed-bin?frequency=quarter",
    "/compare",
    "/compare?show=table",
    "/about-the-data",
    "/methods",
    NOWHERE,
)
WRITTEN = """async ([url, held]) => {
    const ask = { output: "view.answer", outputs: { id: "view", property: "answer" },
        inputs: [{ id: "address", property: "visit", value: 1 }], changedPropIds: ["address.visit"],
        state: [{ id: "address", property: "url", value: url }, { id: "address", property: "held", value: held }] };
    const headers = { "Content-Type": "application/json" };
    const sent = await fetch("/_dash-update-component", { method: "POST", headers, body: JSON.stringify(ask) });
    const { page } = (await sent.json()).response.view.answer;
    const document_ = await (await fetch(url)).text();
    const [, whole] = document_.match(/<div id="page">([^]*)<\\/div>\\n<div id="announcement"/);
    return { same: guildhall.written(page) === whole, name: page.name, after: page.after,
        size: JSON.stringify(page).length, whole: whole.length };
}"""


@pytest.fixture
def reader(visit, guildhall):
    return visit().new_page()


@pytest.mark.parametrize("address", PAGES[:-1])
def test_a_document_is_named_by_the_browser_as_by_the_server(reader, guildhall, address):
    reader.goto(guildhall + address)
    reader.wait_for_function("() => window.guildhall && guildhall.held()")
    found = reader.evaluate(WRITTEN, [address, ""])
    assert found["same"]
    reader.reload()
    reader.wait_for_function("() => window.guildhall && guildhall.held()")
    assert reader.evaluate("guildhall.held()") == found["name"]


def test_each_page_that_follows_from_another_is_the_one_that_a_document_holds(reader, guildhall):
    reader.goto(guildhall + PAGES[-2])
    reader.wait_for_function("() => window.guildhall && guildhall.held()")
    for before, address in pairwise([PAGES[-2], *PAGES, *reversed(PAGES)]):
        held = reader.evaluate("guildhall.held()")
        found = reader.evaluate(WRITTEN, [address, held])
        assert found["same"], address
        assert found["after"] == (held if before != NOWHERE else "")  # a failure is not kept: nothing follows from it
