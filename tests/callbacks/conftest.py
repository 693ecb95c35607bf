import time

import pytest
from dash import html

from app import create_app
from callbacks.routes import Route, Router
from layouts.anatomy import head, main
from layouts.apology import not_found
from layouts.lost import moved
from layouts.page import Page, SiteFacts

SITE = SiteFacts("Guildhall", "Council service performance", "Arden Vale", "data@example.org")


def council(query, council):
    if council == "S12000033":
        return moved("/council/ABD?frequency=month")
    if council == "round":
        return moved("/council/round")
    if council == "away":
        return moved("//elsewhere.example/")
    if council == "broken":
        raise RuntimeError("password=hunter2 in a query that failed")
    if council == "slow":
        time.sleep(0.01)
    body = [main([head(f"{council} {query.get('kpi', '-')}", "Lead."), html.P("x" * 2000)])]
    return Page(200, council, f"Figures of {council}", "councils", body)


@pytest.fixture(scope="session")
def application():
    return create_app(SITE, Router([Route("/council/<council>", council)], not_found), lambda: "1")


@pytest.fixture
def client(application):
    return application.server.test_client()
