"""Judgements of a figure: an icon whose shape says it, and words that say the same."""

from collections.abc import Sequence

from dash import html

from layouts.parts import icon
from views.judgement import Status


def status_list(statuses: Sequence[Status]) -> html.Dl:
    """Variation, target and assurance one under the other."""
    return html.Dl([_status(one) for one in statuses], className="gh-status")


def _status(one: Status) -> html.Div:
    term = html.Dt([icon(one.icon), html.Span(one.term, className="govuk-visually-hidden")])
    head, full_stop, rest = one.words.partition(". ")
    words = [html.Strong(f"{head}."), f" {rest}"] if full_stop else one.words
    return html.Div([term, html.Dd(words)])
