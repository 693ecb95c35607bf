"""The plain Dash application shows what our page shows: only then is it fair to measure one beside the other."""

import json
import re
from html import unescape

import pytest

from app import application
from benchmarks.plain_dash import plain_dash
from benchmarks.shires import COMPARED, COUNCIL_KEY, FEW, SERVICE, SERVICE_ADDRESS, names, shires
from data_loaders.register import official_councils

CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
DRAWN = re.compile(r"<svg.*?</svg>|<span class=\"govuk-visually-hidden\">.*?</span>", re.DOTALL)


@pytest.fixture(scope="module")
def configuration(tmp_path_factory):
    return shires(tmp_path_factory.mktemp("shires"))


@pytest.fixture(scope="module")
def ours(configuration):
    return application(configuration).test_client()


@pytest.fixture(scope="module")
def theirs(configuration):
    """What the plain application's callback answers, by frequency."""
    server = plain_dash(configuration, COUNCIL_KEY, SERVICE).server.test_client()

    def answer(frequency):
        values = {"frequency": frequency, "from": "", "to": ""}
        inputs = [{"id": name, "property": "value", "value": value} for name, value in values.items()]
        asked = {"output": "content.children", "outputs": {"id": "content", "property": "children"}, "inputs": inputs}
        reply = server.post("/_dash-update-component", json=asked | {"changedPropIds": ["frequency.value"]})
        return reply.json["response"]["content"]["children"]

    return answer


def parts(tree, kind):
    """Every component of a kind, wherever it stands."""
    if isinstance(tree, list):
        return [found for part in tree for found in parts(part, kind)]
    if not isinstance(tree, dict):
        return []
    own = [tree["props"]] if tree.get("type") == kind else []
    return own + parts(tree.get("props", {}).get("children"), kind)


def words(text):
    return unescape(re.sub("<[^>]+>", "", DRAWN.sub("", text))).strip()


@pytest.mark.parametrize("frequency", ["", "quarter"])
def test_both_write_the_same_rows(ours, theirs, frequency):
    page = ours.get(f"{SERVICE_ADDRESS}?frequency={frequency}").text
    body = "".join(re.findall(r"<tbody.*?</tbody>", page, re.DOTALL))
    own = [[words(cell) for cell in CELL.findall(row)] for row in body.split("<tr")[1:]]
    plain = [[cell["children"] for cell in parts(row["children"], "Td")] for row in parts(theirs(frequency), "Tr")]
    plain = [row for row in plain if row]
    assert len(plain) > 50
    assert sorted("|".join(filter(None, row)) for row in own) == sorted("|".join(filter(None, row)) for row in plain)


def test_the_first_line_of_both_has_36_months_and_the_same_values(ours, theirs):
    figure = re.search(r"data-figure='([^']*)'", ours.get(SERVICE_ADDRESS).text)
    own = [trace["y"] for trace in json.loads(unescape(figure[1]))["data"] if trace.get("name")]
    plain = parts(theirs(""), "Graph")[0]["figure"]["data"][0]["y"]
    assert len(plain) == 36
    assert own[0] == pytest.approx(plain, rel=1e-6)


@pytest.mark.parametrize(("group", "rows"), [("few", FEW), ("illustrative", 400)])
def test_a_comparison_of_the_shires_has_a_row_for_each_council(ours, group, rows):
    page = ours.get(f"{COMPARED}&group={group}").text
    counts = [table.count('<tr role="row"><th role="rowheader"') for table in page.split("</table>")[:-1]]
    assert counts[0] == rows
    assert all(count <= rows for count in counts)
    assert "invented" in page


def test_no_shire_is_called_like_a_real_council():
    real = {name.lower() for council in official_councils() for name in (council.name, *council.aliases)}
    assert len(set(names())) == 400
    assert real.isdisjoint(name.lower() for name in names())
