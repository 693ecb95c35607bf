import brotli
import pytest

from callbacks.painting import told
from layouts.document import Painted
from tests.layouts.answers import page_of


def ask(client, url, held=None, **more):
    body = {
        "output": "view.answer",
        "outputs": {"id": "view", "property": "answer"},
        "inputs": [{"id": "address", "property": "visit", "value": 1}],
        "changedPropIds": ["address.visit"],
        "state": [
            {"id": "address", "property": "url", "value": url},
            {"id": "address", "property": "held", "value": held},
        ],
    }
    return client.post("/_dash-update-component", json=body | more)


def answer(client, url, held=None):
    return ask(client, url, held).get_json()["response"]["view"]["answer"]


def shown(client, url):
    """The page of a document, inside the element that Dash takes over."""
    source = client.get(url).get_data(as_text=True)
    return source.split('<div id="page">', 1)[1].rsplit('</div>\n<div id="announcement"', 1)[0]


def test_an_answer_leaves_out_what_the_page_that_is_shown_has_too(client):
    before = answer(client, "/council/ABD")["page"]
    new = answer(client, "/council/ABE", before["name"])["page"]
    assert new["after"] == before["name"]
    assert len(str(new["text"])) < 0.3 * len(str(before["text"]))
    assert page_of(new, page_of(before)) == shown(client, "/council/ABE")


def test_rows_that_the_page_before_has_too_are_said_by_their_number():
    rows = "".join(f"<li>Council {letter}</li>" for letter in "ABCD")
    before, after = (Painted(200, "", "", f"<p>{words}</p><ul>{rows}</ul>") for words in ("Before", "After"))
    assert told(after, before)["rows"] == [0]
    assert page_of(told(after, before), before.html) == after.html


@pytest.mark.parametrize("held", [None, "", [], ["0123456789"], 7, "0123456789abcdef", {"a": 1}])
def test_a_browser_that_holds_nothing_known_is_sent_everything(client, held):
    assert answer(client, "/council/ABD", held) == answer(client, "/council/ABD")


def test_a_document_and_an_answer_hold_the_same_page(client):
    source = client.get("/council/ABD?kpi=cost").get_data(as_text=True)
    given = answer(client, "/council/ABD?kpi=cost")
    assert f'<div id="page">{page_of(given["page"])}</div>' in source
    assert f"<title>{given['title']}</title>" in source
    assert given["description"] == "Figures of ABD"


def test_a_page_that_is_not_there_says_so_in_its_status_and_in_words(client):
    missing = client.get("/nothing/here")
    assert missing.status_code == 404
    assert "<h1" in missing.get_data(as_text=True)
    assert "Page not found" in answer(client, "/nothing/here")["title"]


def test_a_redirect_is_a_redirect_to_a_browser_and_followed_for_dash(client):
    sent = client.get("/council/S12000033")
    assert (sent.status_code, sent.headers["Location"]) == (302, "/council/ABD?frequency=month")
    followed = answer(client, "/council/S12000033")
    assert (followed["asked"], followed["url"]) == ("/council/S12000033", "/council/ABD?frequency=month")
    assert followed["title"] == "ABD - Guildhall"


def test_a_redirect_that_goes_round_ends(client):
    assert ask(client, "/council/round").status_code == 200


def test_nobody_is_sent_to_another_host(client):
    assert client.get("/council/away").status_code == 400
    assert ask(client, "/council/away").status_code == 400


@pytest.mark.parametrize(
    "url", [None, 3, ["/"], "", "council/ABD", "//elsewhere.example/", "/\\elsewhere", "/" + "a" * 4000]
)
def test_an_address_that_is_none_of_this_site_is_refused(client, url):
    assert ask(client, url).status_code == 400


def test_an_address_is_read_as_the_browser_writes_it(client):
    assert answer(client, "/council/Argyll%20%26%20Bute?kpi=a%2Fb")["title"] == "Argyll & Bute - Guildhall"


def test_an_unchanged_page_is_not_sent_again(client):
    first = client.get("/council/ABD")
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get("/council/ABD", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/council/ABE", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_compressed_document_is_the_same_document(client):
    plain, shrunk = (client.get("/council/ABD", headers={"Accept-Encoding": one}) for one in ("identity", "br, gzip"))
    assert shrunk.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in shrunk.headers["Vary"]
    assert brotli.decompress(shrunk.data) == plain.data
    assert shrunk.headers["ETag"] == plain.headers["ETag"]
    again = client.get("/council/ABD", headers={"If-None-Match": shrunk.headers["ETag"], "Accept-Encoding": "br"})
    assert (again.status_code, again.data) == (304, b"")


def test_dash_is_told_of_one_callback_and_two_components(client):
    layout = client.get("/_dash-layout").get_json()
    assert [part["type"] for part in layout] == ["Address", "View"]
    (callback,) = client.get("/_dash-dependencies").get_json()
    assert callback["output"] == "view.answer"
    assert callback["prevent_initial_call"] is True
