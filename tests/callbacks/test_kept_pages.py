"""Pages are painted once for each version of the figures."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from dash import html

from callbacks import kept_pages as module
from callbacks.kept_pages import KeptPages
from layouts.page import Page, SiteFacts
from warehouse.store import WarehouseError

SITE = SiteFacts("Guildhall", "Council service performance", "Arden Vale", "data@example.org")


class Site:
    """A site that counts how often its pages are made."""

    def __init__(self, status=200, words="x", wait=lambda: None):
        self.status, self.words, self.wait = status, words, wait
        self.version = "guildhall-000001"
        self.made = []
        self.paint = KeptPages(self.find, SITE, lambda: self.version)

    def find(self, path, query):
        self.made.append((path, query))
        self.wait()
        return Page(self.status, path, f"{query} of {self.version}", "councils", html.P(self.words))


def test_a_page_that_is_asked_for_again_is_not_made_again():
    site = Site()
    assert site.paint("/", "group=a") == site.paint("/", "group=a")
    assert site.made == [("/", "group=a")]


def test_another_path_or_query_is_another_page():
    site = Site()
    for path, query in (("/", ""), ("/", "sort=cost"), ("/compare", "")):
        assert site.paint(path, query).title == f"{path} - Guildhall"
    assert len(site.made) == 3


def test_empty_fields_as_a_plain_form_sends_them_make_no_other_page():
    site = Site()
    site.paint("/compare", "kpi=cost&service=&group=")
    site.paint("/compare", "kpi=cost")
    assert site.made == [("/compare", "kpi=cost")]


def test_a_hundred_who_ask_at_the_same_moment_cost_one_making():
    gate, working = Barrier(100), Barrier(1)
    site = Site(wait=working.wait)

    def ask(_):
        gate.wait()
        return site.paint("/council/arden-vale", "")

    with ThreadPoolExecutor(100) as people:
        pages = list(people.map(ask, range(100)))
    assert len(site.made) == 1
    assert len(set(pages)) == 1


def test_nothing_is_stale_after_a_load():
    site = Site()
    site.paint("/", "")
    site.version = "guildhall-000002"
    assert site.paint("/", "").description == " of guildhall-000002"


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_a_page_that_tells_of_a_failure_is_made_each_time(status):
    site = Site(status)
    assert [site.paint("/", "").status for _ in range(3)] == [status] * 3
    assert len(site.made) == 3


def test_where_the_version_cannot_be_told_the_page_says_why_and_is_not_kept():
    site = Site(status=503)

    def fails():
        raise WarehouseError("Nothing has been loaded yet.")

    paint = KeptPages(site.find, SITE, fails)
    assert (paint("/", "").status, paint("/", "").status, len(site.made)) == (503, 503, 2)


def test_what_breaks_breaks_for_who_asked_and_is_asked_again():
    def breaks():
        raise RuntimeError("password=hunter2")

    site = Site(wait=breaks)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            site.paint("/", "")
    assert len(site.made) == 2


def test_memory_is_bounded_and_what_was_asked_for_longest_ago_goes_first(monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 125_000)
    site = Site(words="x" * 30_000)
    for number in (1, 2, 1, 3, 4, 1, 2):  # three of 33 kB, and a quarter for the same in columns, fit
        site.paint("/", f"q={number}")
    assert [query for _, query in site.made] == ["q=1", "q=2", "q=3", "q=4", "q=2"]


def test_a_page_larger_than_all_that_is_kept_is_still_shown(monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 1_000)
    site = Site(words="x" * 3_000)
    assert [site.paint("/", "").status for _ in range(2)] == [200, 200]
    assert len(site.made) == 2


def test_a_page_is_found_by_its_name_as_long_as_it_is_kept(monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 60_000)
    site = Site(words="x" * 30_000)
    name = site.paint("/", "q=1").name
    assert site.paint.named(name).description == "q=1 of guildhall-000001"
    site.words = "y" * 30_000
    site.paint("/", "q=2")
    assert site.paint.named(name) is None
    assert site.paint.named("") is None


def test_a_page_that_is_not_kept_has_no_name_that_is_known():
    site = Site(404)
    assert site.paint.named(site.paint("/", "").name) is None
