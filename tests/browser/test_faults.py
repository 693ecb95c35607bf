"""The finder of faults finds them: in one row of many, and in one width only."""

import pytest

from tests.browser.faults import faults, overlapping, violations

PAGE = """<!DOCTYPE html><html lang="en"><title>A page</title>
<style>body {{ font: 16px sans-serif; color: #0b0c0c; background: #fff; }} {style}</style>
<main><h1>A page</h1>{body}
<table><thead><tr><th>Name</th><th>Value</th></tr></thead><tbody>{rows}</tbody></table></main>
</html>"""
ROW = '<tr><td><a href="/{0}">Council {0}</a></td><td>{0}%</td></tr>'


@pytest.fixture
def drawn(visit):
    """Draws a page of twelve rows."""
    page = visit().new_page()

    def draw(odd=ROW, style="", body="", row=ROW):
        rows = [row.format(place) for place in range(12)]
        rows[9] = odd.format(9)
        page.set_content(PAGE.format(style=style, body=body, rows="".join(rows)))
        return page

    return draw


def test_a_page_without_fault_has_none(drawn):
    page = drawn()
    assert faults(page, 1440, 360) == []
    assert page.locator("tbody tr:visible").count() == 12


@pytest.mark.parametrize(
    ("odd", "rule"),
    [
        (ROW.replace("<td>{0}%", '<td style="color: #ccc">{0}%'), "color-contrast"),
        (ROW.replace("<td>{0}%", '<td class="pale">{0}%'), "color-contrast"),
        (ROW.replace("Council {0}</a>", "</a>"), "link-name"),
        (ROW.replace("{0}%", '<img src="data:,{0}">'), "image-alt"),
    ],
)
def test_a_fault_of_one_row_of_twelve_is_found(drawn, odd, rule):
    told = violations(drawn(odd, style=".pale { color: #ccc; }"))
    assert [each.split(":")[0] for each in told] == [rule]


def test_a_fault_that_every_row_has_is_found(drawn):
    assert violations(drawn(style="td { color: #ccc; }"))


NARROW, WIDE = "@media (max-width: 600px)", "@media (min-width: 601px)"


@pytest.mark.parametrize(
    ("at", "fault"),
    [
        (NARROW, ".a { color: #ccc; }"),
        (NARROW, "main { background: #333; }"),
        (NARROW, ".b { display: block; }"),
        (NARROW, ".c { font-size: 16px; }"),
        (WIDE, "main { background: #333; }"),
        (WIDE, ".b { display: block; }"),
    ],
)
def test_a_contrast_that_fails_at_one_width_only_is_found(drawn, at, fault):
    """Words of another colour, on another ground, seen there only, and too small there for their colour."""
    always = ".b { display: none; color: #ccc; } .c { color: #888; font-size: 40px; } "
    body = '<p class="a">Some words.</p><p class="b">Other words.</p><p class="c">Large words.</p>'
    told = faults(drawn(style=f"{always} {at} {{ {fault} }}", body=body), 1440, 360)
    assert told
    assert {each.split(":")[0] for each in told} == {"color-contrast"}


def test_what_is_out_of_its_place_at_one_width_is_found(drawn):
    narrow = "@media (max-width: 600px) { h1 { margin-bottom: -60px; } table { width: 500px; } }"
    page = drawn(style=narrow)
    told = faults(page, 1440, 360)
    assert len(told) >= 2
    assert told[-1] == "something is wider than 360 px"
    assert overlapping(page)


def test_a_whole_page_is_looked_at_where_that_is_asked_for(drawn):
    """A fault only in what a row says: its label is another field's."""
    row = '<tr><td><label for="n{0}">Number</label></td><td><input id="n{0}"></td></tr>'
    page = drawn(row.replace('for="n{0}"', 'for="n0"'), row=row)
    assert [each.split(":")[0] for each in violations(page, whole=True)] == ["label"]
