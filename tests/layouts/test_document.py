import json

import pytest
from dash import html

from layouts import document as documents
from layouts.document import Linked
from layouts.page import Page, SiteFacts

SITE = SiteFacts("Guildhall", "Council service performance", "Arden & Vale", "data@example.org")
LINKED = Linked("/assets/s.css", "/assets/s.js", "/assets/p.js", ("", "compare"))


def painted(section=None, body=None):
    page = Page(200, 'Bins <"late">', "Shows <nothing>", section, body or html.Main("$page", id="main-content"))
    return documents.document(documents.painted(page, SITE), LINKED, {"name": "</script><b>"})


def test_the_document_says_its_language_title_and_description():
    source = painted()
    assert '<html lang="en-GB"' in source
    assert "<title>Bins &lt;&quot;late&quot;&gt; - Guildhall</title>" in source
    assert '<meta name="description" content="Shows &lt;nothing&gt;">' in source
    assert documents.painted(Page(200, "Bins", "", None, html.Main()), SITE).title == "Bins - Guildhall"


def test_dashs_settings_cannot_end_their_element_and_hold_no_version():
    source = painted()
    settings = source.split('type="application/json">')[1].split("</script>")[0]
    assert json.loads(settings) == {"name": "</script><b>"}


def test_a_page_may_hold_anything_that_a_template_would_replace():
    assert "$page</main>" in painted()


@pytest.mark.parametrize(("section", "href"), [("councils", "/"), ("compare", "/compare")])
def test_the_navigation_marks_where_the_page_belongs(section, href):
    source = painted(section)
    assert source.count('aria-current="true"') == 1
    assert f'aria-current="true" class="govuk-service-navigation__link" href="{href}"' in source


def test_a_page_outside_the_sections_marks_nothing():
    assert "aria-current" not in painted()


def test_the_footer_says_who_publishes_and_where_help_is():
    source = painted()
    assert "Published by Arden &amp; Vale." in source
    assert all(f"/about-the-data#{part}" in source for part in ("accessibility", "privacy", "contact"))
