"""Mergers and splits in the configuration: who followed whom, refused where it cannot be, and seen on real pages."""

import re
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from callbacks.council import council_answer
from callbacks.routes import fields
from callbacks.service import service_answer
from configuration import ConfigurationError
from data_loaders.__main__ import app
from data_loaders.register import full_register
from kpis.definitions import catalogue
from layouts.markup import markup
from tests.data_loaders.taking import configured
from tests.examples.test_agreement import address_of, body_rows, cells, charts
from warehouse.file_store import FileStore
from warehouse.library import Library

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"


def council(key: str, kind: str = "District council", more: str = "") -> str:
    return f'[[council]]\nkey = "{key}"\nname = "{key.title()}"\nkind = "{kind}"\nnation = "England"\n{more}\n'


def succession(councils: str, replaced_by: str, day: str) -> str:
    names = [", ".join(f'"{key}"' for key in keys.split()) for keys in (councils, replaced_by)]
    return f"[[succession]]\ncouncils = [{names[0]}]\nreplaced_by = [{names[1]}]\nfrom = {day}\n"


UNITARY = "Unitary council, England"
CHAIN = "\n".join(
    [
        *(council(key) for key in ("aldham", "benby", "caldon")),
        council("abingley"),
        council("greater-abingley", UNITARY),
        succession("abingley caldon", "greater-abingley", "2025-04-01"),
        succession("aldham benby", "abingley", "2024-04-01"),
    ]
)
"""Aldham and Benby became Abingley; Abingley and Caldon became Greater Abingley. The later one is written first."""


def test_A10_a_merger_ends_councils_and_begins_the_one_that_follows_on_the_same_day(tmp_path):
    register = full_register(configured(tmp_path, CHAIN))
    aldham, abingley = (register.by_key[key] for key in ("aldham", "abingley"))
    assert (aldham.end, aldham.replaced_by, abingley.start) == (date(2024, 4, 1), ("abingley",), date(2024, 4, 1))


def test_A10_a_chain_of_mergers_is_followed_whatever_the_order_it_is_written_in(tmp_path):
    register = full_register(configured(tmp_path, CHAIN))
    for key in ("aldham", "benby", "abingley", "caldon"):
        assert [one.key for one in register.successors(register.by_key[key])] == ["greater-abingley"]


def test_A10_councils_of_the_register_can_be_followed_by_those_of_the_deployment(tmp_path):
    blocks = re.findall(r"^```toml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    [surrey] = [block for block in blocks if "[[succession]]" in block]
    register = full_register(configured(tmp_path, surrey))
    vesting = date(2027, 4, 1)
    names = {key: [one.name for one in register.successors(register.by_key[key])] for key in ("elm", "grt", "sry")}
    assert names == {"elm": ["East Surrey"], "grt": ["West Surrey"], "sry": ["East Surrey", "West Surrey"]}
    assert {register.by_key[key].name for key in ("elm", "eps", "mol", "rei", "tan")} == {
        "Elmbridge", "Epsom and Ewell", "Mole Valley", "Reigate and Banstead", "Tandridge",
    }  # fmt: skip
    assert register.by_key["sry"].end == register.by_key["west-surrey"].start == vesting


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        (council("newly") + succession("ELM nowhere", "newly", "2027-04-01"), "names 'nowhere', a council of neither"),
        (succession("ELM", "EPS", "2027-04-01"), "lets Epsom and Ewell (EPS) begin, which was there before"),
        (council("newly") + succession("TAU", "newly", "2027-04-01"), "says already who follows (SWT); leave it out"),
        (council("newly", more="illustrative = true") + succession("ELM", "newly", "2027-04-01"), "joins illustrative"),
        (
            council("olden", more="end = 2025-04-01") + council("newly") + succession("olden", "newly", "2026-04-01"),
            "on another day than its own 'end', 2025-04-01",
        ),
        (
            council("newly", more="start = 2025-04-01") + succession("ELM", "newly", "2026-04-01"),
            "lets Newly (newly) begin, which began on 1 April 2025",
        ),
        (
            council("one") + council("two") + succession("one", "two", "2025-04-01")
            + succession("two", "one", "2026-04-01"),
            "One (one) would begin on 1 April 2026 and end on 1 April 2025",
        ),
        (council("one") + succession("one", "one", "2025-04-01"), "has 'one' among 'councils' and in 'replaced_by'"),
        (
            council("a") + council("b") + succession("ELM", "a", "2027-04-01") + succession("ELM", "b", "2028-04-01"),
            "[[succession]] has 'ELM' among the 'councils' of two entries",
        ),
    ],
    ids=["unknown", "goes on", "known", "invented", "other end", "other start", "circle", "itself", "twice"],
)  # fmt: skip
def test_A10_a_succession_that_cannot_be_is_refused_in_words_and_changes_nothing(tmp_path, toml, words):
    with pytest.raises(ConfigurationError) as refused:
        full_register(configured(tmp_path, toml))
    assert words in str(refused.value)
    assert "Nothing was loaded or changed." in str(refused.value)


RETURNS = """Council,Month,Begun,Done
Aldham,2024-02,100,60
Benby,2024-02,300,240
Caldon,2024-02,100,90
Aldham,2024-03,100,60
Benby,2024-03,300,240
Abingley,2025-03,400,300
Caldon,2025-03,100,90
Greater-Abingley,2025-04,500,400
"""

SOURCE = """
[[service]]
key = "bins"
name = "Report a missed bin"

[[source]]
name = "returns"
title = "Returns"
kind = "csv"
path = "returns.csv"

[source.council]
column = "Council"
by = "name"
[source.service]
fixed = "bins"
[source.channel]
fixed = "web"
[source.period]
column = "Month"
length = "month"
[source.measures]
started = "Begun"
completed = "Done"
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    """The chain's returns, loaded as anyone would load them."""
    folder = tmp_path_factory.mktemp("chain")
    configuration = configured(folder, CHAIN + SOURCE, {"returns.csv": RETURNS})
    ran = CliRunner().invoke(app, ["refresh", str(configuration.path)])
    assert ran.exit_code == 0, ran.output + ran.stderr
    return Library(FileStore(folder / "warehouse"), catalogue())


def months_told(library: Library, query: str) -> dict[str, list[str]]:
    """Month and the other cells of the table of completion rates on Greater Abingley's page of the service."""
    page = markup(service_answer(library.reader)(fields(query), "greater-abingley", "bins").body)
    rows = map(cells, body_rows(next(chart for chart in charts(page) if "completion_rate" in address_of(chart))))
    return {month: texts for month, *texts in rows}


def test_A10_the_past_of_a_chain_is_the_sum_of_those_who_were_there_in_each_month(library):
    told = months_told(library, "boundaries=today")
    # February 2024: 60 + 240 + 90 of 100 + 300 + 100 is 390 of 500. March 2025: 300 + 90 of 400 + 100, the same.
    assert told["February 2024"][:3] == ["390", "500", "78.0% [b]"]
    assert told["March 2025"][:3] == ["390", "500", "78.0% [b]"]
    assert told["April 2025"][:3] == ["400", "500", "80.0%"]
    assert told["March 2024"][-1] == "Without Caldon, which was part of it"


def test_A10_as_it_was_the_new_council_begins_with_its_own_figures_and_says_who_was_before(library):
    assert list(months_told(library, "")) == ["April 2025"]
    page = markup(council_answer(library.reader)(fields(""), "greater-abingley").body)
    assert (
        "Greater-Abingley began on 1 April 2025; before that Abingley, Aldham, Benby and Caldon served its area."
        in page
    )
    assert 'href="/council/greater-abingley?boundaries=today"' in page


def test_A10_nothing_is_expected_of_a_council_after_its_last_day(library):
    reader = library.reader()
    last = {one.council: one.last for one in reader.extents(kpi="completion_rate")}
    # The source goes on to April 2025 for another council.
    assert (last["aldham"], last["caldon"]) == (date(2024, 3, 1), date(2025, 3, 1))
    page = markup(council_answer(library.reader)(fields(""), "aldham").body)
    assert "Aldham no longer exists since 1 April 2024. Its figures are shown as they were." in page
    assert "late data" not in page


def test_A10_a_succession_said_later_makes_what_is_expected_anew(tmp_path):
    alone = council("aldham") + council("benby")
    returns = "Council,Month,Begun,Done\nAldham,2024-02,100,60\nBenby,2024-04,300,240\n"
    expected = []
    for toml in (alone, alone + council("abingley") + succession("aldham", "abingley", "2024-04-01")):
        configuration = configured(tmp_path, toml + SOURCE, {"returns.csv": returns})
        assert CliRunner().invoke(app, ["refresh", str(configuration.path), "--new-only"]).exit_code == 0
        reader = Library(FileStore(tmp_path / "warehouse"), catalogue()).reader()
        expected.append([one.last for one in reader.extents(kpi="completion_rate", council="aldham")])
    assert expected == [[date(2024, 4, 1)], [date(2024, 3, 1)]]
