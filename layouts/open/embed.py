"""One chart in another site's frame: it opens nothing there, and says where it is from."""

from dash import html

from layouts.anatomy import link
from layouts.open.beside import Setting
from layouts.open.chart import SECOND, public_chart
from layouts.open.page import OpenPage
from views.open.embed import OpenEmbed


def embed_page(view: OpenEmbed, setting: Setting) -> OpenPage:
    """The chart with its sentence and its source; links open beside the site that frames it."""
    page = f"{setting.site.base}{setting.root.to(view.page)}"
    source = [
        link("All figures and their source", page, target="_blank", rel="noopener"),
        f". {setting.site.title}, release {view.release.number}, {view.release.published}. {view.release.licence}.",
    ]
    notice = html.P([html.Span("Illustrative", className="gh-label"), f" {view.notice}"]) if view.notice else None
    who = html.P(view.who, className="gh-head__caption")
    title = html.H1(view.chart.heading, className="govuk-visually-hidden")
    parts = [
        notice,
        title,
        who,
        public_chart(view.chart, SECOND, level=2),
        html.P(source, className="gh-small gh-after"),
    ]
    body = [html.Main([part for part in parts if part is not None], className="gh-embed", id="main-content")]
    return OpenPage(200, view.title, view.lead, None, body)
