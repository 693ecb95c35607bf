"""The design's rules about the house, held against the source of every product folder that exists."""

# Invented source text stands on one line each, however long.
# ruff: noqa: E501

import warnings
from pathlib import Path

import pytest

from tests.house.doors import (
    AROUND,
    FLOORS,
    ONLY_IN,
    PRODUCT,
    imports_point_down,
    libraries_stay_where_they_belong,
    only_loaders_write,
    pure_packages_touch_nothing,
)
from tests.house.form import long_functions, long_modules, names_say_something, public_parts_have_docstrings
from tests.house.importing import nothing_happens_on_import
from tests.house.source import Module, modules
from tests.house.standing import nothing_changes_at_module_level

ROOT = Path(__file__).parent.parent
RULES = (
    imports_point_down,
    libraries_stay_where_they_belong,
    only_loaders_write,
    pure_packages_touch_nothing,
    names_say_something,
    nothing_changes_at_module_level,
    nothing_happens_on_import,
    public_parts_have_docstrings,
)


@pytest.fixture(scope="module")
def product():
    """Every module of the product."""
    return modules(ROOT, PRODUCT)


def title(rule):
    return rule.__name__.replace("_", " ")


# --- The house as it stands


@pytest.mark.parametrize("rule", RULES, ids=title)
def test_every_module_of_the_product_keeps_the_rule_that(rule, product):
    assert [fault for module in product for fault in rule(module)] == []


def test_modules_around_the_product_have_names_that_say_something():
    assert [fault for module in modules(ROOT, AROUND) for fault in names_say_something(module)] == []


def test_no_module_is_over_300_lines_nor_function_over_50(product):
    everything = [*product, *modules(ROOT, AROUND - {"tests"})]
    long = [fault for module in everything for fault in (*long_modules(module, 200), *long_functions(module, 30))]
    if long:
        warnings.warn(f"longer than the house likes: {'; '.join(long)}", stacklevel=1)
    assert [f for module in everything for f in (*long_modules(module, 300), *long_functions(module, 50))] == []


def test_the_rules_read_the_product_and_not_an_empty_folder(product):
    names = {module.name for module in product}
    assert {"kpis.figure", "views.reader", "configuration"} <= names
    assert not any(name.startswith("tests") for name in names)


def test_every_folder_with_code_is_a_floor_of_the_house_or_known_to_stand_around_it():
    folders = {path.parent.relative_to(ROOT).parts[0] for path in ROOT.glob("[a-z]*/*.py")}
    assert folders - {"var", "build"} <= PRODUCT | AROUND


def test_a_folder_that_does_not_exist_yet_has_no_modules(tmp_path):
    assert modules(tmp_path, PRODUCT) == []
    (tmp_path / "publication").mkdir()
    (tmp_path / "publication" / "release.py").write_text("import app\n")
    (tmp_path / "app.py").write_text('"""The app."""\n')
    found = modules(tmp_path, PRODUCT)
    assert [module.name for module in found] == ["app", "publication.release"]
    assert imports_point_down(found[1]) == ["publication.release imports app, which is not on a lower floor"]


# --- Each rule can fail


def faults(rule, name, source):
    return rule(Module(name, source))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("kpis.figure", "import views.compare"),
        ("kpis.figure", "from views import compare"),
        ("kpis.figure", "def later():\n    from warehouse.reader import Reader"),
        ("kpis.figure", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import layouts"),
        ("kpis.figure", "import importlib\nimportlib.import_module('views.compare')"),
        ("kpis.figure", "name = __import__('app')"),
        ("kpis.figure", "import importlib\nimportlib.import_module(name)"),
        ("configuration.reading", "from kpis.periods import Period"),
        ("views.compare", "from figures.dots import dots"),
        ("figures.dots", "from views.compare import Compare"),
        ("layouts.compare", "from warehouse.reader import Reader"),
        ("warehouse.reader", "import layouts.page"),
        ("data_loaders.loading", "import callbacks.routes"),
        ("callbacks.routes", "from publication.release import Release"),
        ("callbacks.routes", "import app"),
        ("views.compare", "from tests.given import anything"),
        ("data_loaders.register", "import examples.illustrative"),
    ],
)
def test_an_import_upwards_or_sideways_or_out_of_the_product_is_a_fault(name, source):
    assert faults(imports_point_down, name, source)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("app", "import callbacks.routes, publication, data_loaders, layouts.page"),
        ("callbacks.routes", "from layouts.page import Page\nfrom views.reader import Reader\nimport configuration"),
        ("warehouse.reader", "from views.reader import CellQuery\nfrom kpis.figure import Sums"),
        ("layouts.compare", "from figures.dots import dots\nfrom views import compare"),
        ("views.compare", "from views.reader import Reader\nfrom . import table\nfrom .table import Table"),
        ("kpis.definitions", "from configuration import KpiEntry\nimport pandas, appdirs, viewsets"),
    ],
)
def test_an_import_downwards_or_within_the_package_is_none(name, source):
    assert faults(imports_point_down, name, source) == []


@pytest.mark.parametrize(("library", "package"), [(lib, one) for lib in ONLY_IN for one in sorted(PRODUCT)])
def test_dash_plotly_and_sqlalchemy_are_imported_in_their_own_packages_only(library, package):
    allowed = package in ONLY_IN[library]
    for source in (f"import {library}", f"from {library}.parts import thing", f"import {library}.parts as p"):
        assert (faults(libraries_stay_where_they_belong, f"{package}.module", source) == []) is allowed


def test_a_librarys_companion_counts_as_the_library_and_a_like_name_does_not():
    assert faults(libraries_stay_where_they_belong, "views.page", "import dash_svg")
    assert faults(libraries_stay_where_they_belong, "views.page", "import dashing, plotlyish") == []


@pytest.mark.parametrize(
    "source", ["import warehouse.writer", "from warehouse import writer", "from warehouse.writer import Writer"]
)
def test_only_loaders_and_publication_import_the_writer(source):
    for package in PRODUCT:
        allowed = package in {"data_loaders", "publication", "warehouse"}
        assert (faults(only_loaders_write, f"{package}.module", source) == []) is allowed


def test_the_reader_is_not_the_writer():
    assert faults(only_loaders_write, "app", "from warehouse.reader import open_reader") == []


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "from pathlib import Path",
        "import urllib.request",
        "import random",
        "import duckdb",
        "def read(path):\n    return open(path)",
        "def age(day):\n    return date.today() - day",
        "def stamp():\n    return datetime.now()",
        "def show(x):\n    print(x)",
    ],
)
@pytest.mark.parametrize("package", ["kpis", "figures", "views"])
def test_files_clocks_and_chance_are_faults_in_a_pure_package(package, source):
    assert faults(pure_packages_touch_nothing, f"{package}.module", source)
    assert faults(pure_packages_touch_nothing, "data_loaders.module", source) == []


def test_layouts_may_read_their_icons_but_not_the_network_or_the_clock():
    assert faults(pure_packages_touch_nothing, "layouts.parts", "from pathlib import Path") == []
    assert faults(pure_packages_touch_nothing, "layouts.parts", "import requests")
    assert faults(pure_packages_touch_nothing, "layouts.parts", "def now():\n    return datetime.now()")


def test_what_is_pure_may_use_urls_and_dates():
    source = "from urllib.parse import urlencode\nfrom datetime import date\nfrom math import sqrt"
    assert faults(pure_packages_touch_nothing, "kpis.selection", source) == []


@pytest.mark.parametrize(
    "name",
    [
        "kpis.utils",
        "kpis.util",
        "views.helpers",
        "common",
        "warehouse.data",
        "kpis.df",
        "app.manager",
        "kpis.date_utils",
        "views.utils.dates",
        "warehouse.connection_manager",
    ],
)
def test_a_module_called_after_nothing_is_a_fault(name):
    assert faults(names_say_something, name, "")


@pytest.mark.parametrize(
    "name", ["data_loaders.database_errors", "kpis.periods", "views.commonalities", "kpis.utility"]
)
def test_a_module_called_after_something_is_none(name):
    assert faults(names_say_something, name, "") == []


@pytest.mark.parametrize(
    "source",
    [
        "counter = 0",
        "cache: dict[str, int] = {}",
        "CACHE = {}",
        "CACHE = dict()",
        "SEEN: list[str] = []",
        "CHANNELS = {'web': 'Web'}\ndef add():\n    CHANNELS['app'] = 'App'",
        "CHANNELS = ['web']\ndef add():\n    CHANNELS.append('app')",
        "CHANNELS = ['web']\ndef drop():\n    del CHANNELS[0]",
        "COUNTS = {'a': 1}\ndef more():\n    COUNTS['a'] += 1",
        "TOTAL = 0\ndef more():\n    global TOTAL\n    TOTAL = 1",
        "table = Table('other', METADATA)",
        "Registry = dict()",
        "class Page:\n    made = []",
    ],
)
def test_state_at_a_modules_level_is_a_fault(source):
    assert faults(nothing_changes_at_module_level, "kpis.module", source)


@pytest.mark.parametrize(
    "source",
    [
        "NAMES = ('a', 'b')\n_PRIVATE = 1",
        "CHANNELS = {'web': 'Web'}",
        "__all__ = ['a']",
        "PATTERN = re.compile('x')",
        "Unit = Literal['percent']\nSide = int | str | None\nKey = NewType('Key', str)\nT = TypeVar('T')\nAlias = Other",
        "Row: TypeAlias = 'dict[str, int]'",
        "council = Table('council', METADATA, Column('key', String))",
        "whole_cell = _cells('whole_cell')",
        "def local():\n    seen = []\n    seen.append(1)\n    return seen",
        "class Page:\n    made: list[str] = field(default_factory=list)",
    ],
)
def test_constants_types_and_declarations_are_none(source):
    assert faults(nothing_changes_at_module_level, "kpis.module", source) == []


@pytest.mark.parametrize(
    "source",
    [
        "connect()",
        "print('hello')",
        "TEXT = open('x').read()",
        "from pathlib import Path\nTEXT = Path('x').read_text()",
        "from pathlib import Path\nHERE = Path(__file__).resolve()",
        "from datetime import date\nTODAY = date.today()",
        "from sqlalchemy import create_engine\nENGINE = create_engine('sqlite://')",
        "import requests\nPAGE = requests.get('x')",
        "from dash import Dash\nAPP = Dash(__name__)",
        "from kpis.definitions import catalogue\nKPIS = catalogue()",
        "for name in NAMES:\n    register(name)",
        "try:\n    import fast\nexcept ImportError:\n    fast = None",
        "with open('x') as f:\n    TEXT = f.read()",
        "if DEBUG:\n    import this",
        "import somewhere\n@somewhere.register\ndef page():\n    pass",
        "import typer\nAPP = typer.Typer()\n@APP.command()\ndef load():\n    pass",
        "from datetime import date\ndef age(day=date.today()):\n    pass",
        "from datetime import date\ndef age(*, day=date.today()):\n    pass",
        "class Page:\n    TEXT = open('x').read()",
        "def _load():\n    return open('x').read()\nTEXT = _load()",
        "def _load():\n    return open('x').read()\ndef _twice():\n    return _load()\nTEXT = _twice()",
        "def _twice():\n    return elsewhere()\nTEXT = _twice()",
        "TEXTS = [open(name).read() for name in NAMES]",
    ],
)
def test_work_on_import_is_a_fault(source):
    assert faults(nothing_happens_on_import, "kpis.module", source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Words."""\nimport re\nPATTERN = re.compile("x")\n"""More words."""',
        "from decimal import Decimal\nONE = Decimal(1)\nSET = frozenset({1}) | {2}\nNAMES = tuple(f'r{i}' for i in range(5))",
        "from typing import NewType, TypeVar, get_args\nKey = NewType('Key', str)\nT = TypeVar('T')\nALL = get_args(Key)",
        "from dataclasses import dataclass, field\n@dataclass(frozen=True)\nclass A:\n    x: list = field(default_factory=list)",
        "class Figure:\n    pass\nNOTHING = Figure()",
        "from kpis.catalogue import Kpi\nKPI = Kpi('x')",
        "from sqlalchemy import Table, MetaData, Column\nMETADATA = MetaData()\nt = Table('t', METADATA, Column('a'))",
        "def _keys(*names):\n    return [str(name) for name in names]\nKEYS = _keys('a')",
        "def _list(names):\n    return ', '.join(names)\ndef _sum(*names):\n    return f'sum({_list(names)})'\nSQL = f'SELECT {_sum(\"a\")}'",
        "def _down(n):\n    return [n] + _down(n - 1) if n else []\nTHREE = _down(3)",
        "import pyarrow as pa\nSCHEMA = pa.schema([('a', pa.string())])",
        "from pathlib import Path\nASSETS = Path(__file__).parent / 'assets'",
        "def main():\n    open('x')\nif __name__ == '__main__':\n    main()",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import this",
        "from functools import cached_property\nclass A:\n    @cached_property\n    def b(self):\n        return open('x')\n    @property\n    def c(self):\n        return 1",
        "ORDER = sorted({'a': 1}, key=lambda name: lookup(name))",
        "WORDS = 'a b c'.split()",
        "import typer\nfrom typing import Annotated\nNumber = Annotated[int, typer.Argument(min=1)]",
        "from pydantic import Field, model_validator\nclass Entry:\n    a: str = Field(default='')\n    @model_validator(mode='after')\n    def check(self):\n        return self",
    ],
)
def test_definitions_and_values_are_none(source):
    assert faults(nothing_happens_on_import, "kpis.module", source) == []


def test_a_module_that_is_run_and_never_imported_may_set_up_its_command_line():
    source = "import typer\napp = typer.Typer()\n@app.command()\ndef load():\n    pass"
    assert faults(nothing_happens_on_import, "data_loaders.__main__", source) == []
    assert faults(nothing_changes_at_module_level, "data_loaders.__main__", source) == []
    assert faults(nothing_happens_on_import, "data_loaders.command", source)


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("X = 1", 1),
        ('"""Words."""\ndef public():\n    pass', 1),
        ('"""Words."""\nasync def public():\n    pass', 1),
        ('"""Words."""\nclass Public:\n    def method(self):\n        pass', 2),
        ('"""Words."""\nclass Public:\n    """Words."""\n    @property\n    def part(self):\n        return 1', 1),
        (
            '"""Words."""\nclass Public:\n    """Words."""\n    def _own(self):\n        pass\n    def __add__(self, o):\n        pass',
            0,
        ),
        ('"""Words."""\ndef _own():\n    pass\nclass _Own:\n    def method(self):\n        pass', 0),
        ('"""Words."""\ndef public():\n    """Words."""\n    def inner():\n        pass', 0),
    ],
)
def test_a_public_part_without_a_docstring_is_a_fault(source, count):
    assert len(faults(public_parts_have_docstrings, "kpis.module", source)) == count


def test_a_module_or_function_over_its_length_is_named_with_it():
    module = Module("kpis.long", "def f():\n" + "    x = 1\n" * 30)
    assert long_functions(module, 30) == ["kpis.long.f has 31 lines"]
    assert long_functions(module, 31) == []
    assert long_modules(module, 30) == ["kpis.long has 31 lines"]
    assert long_modules(module, 31) == []


def test_every_floor_of_the_design_is_there_once():
    assert sum(len(floor) for floor in FLOORS) == len(PRODUCT) == 10
    assert not PRODUCT & AROUND
