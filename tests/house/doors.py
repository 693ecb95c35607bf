"""Who may import whom, which library lives where, and what must not reach outside."""

import ast
import re

from tests.house.source import Module, imports, last_name

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"configuration"}),
    frozenset({"kpis"}),
    frozenset({"views", "figures"}),
    frozenset({"layouts", "warehouse"}),
    frozenset({"callbacks", "publication", "data_loaders"}),
    frozenset({"app"}),
)
"""Lowest first; imports point to a lower floor or stay in their own package."""


PRODUCT = frozenset().union(*FLOORS)


AROUND = frozenset({"tests", "benchmarks", "docs", "examples", "setup"})
"""Folders beside the product, which nothing in it may need."""


ONLY_IN = {
    "dash": frozenset({"app", "callbacks", "layouts"}),
    "plotly": frozenset({"figures"}),
    "sqlalchemy": frozenset({"warehouse", "data_loaders"}),
}
"""Library and the only packages that may import it."""


WRITERS = frozenset({"data_loaders", "publication", "warehouse"})


NO_MODULES: frozenset[str] = frozenset()


PURE = {"kpis": NO_MODULES, "figures": NO_MODULES, "views": NO_MODULES, "layouts": frozenset({"pathlib"})}
"""Packages whose answers follow from their arguments; layouts read the icons that are shipped with them."""


OUTSIDE_WORLD = frozenset(
    [
        "os",
        "pathlib",
        "socket",
        "subprocess",
        "shutil",
        "tempfile",
        "glob",
        "sqlite3",
        "duckdb",
        "requests",
        "urllib.request",
        "http",
        "threading",
        "time",
        "random",
        "secrets",
        "logging",
    ]
)
"""Modules with which a pure package could reach files, the network, the clock or chance."""


IMPURE_CALLS = frozenset({"open", "print", "input", "exec", "eval", "today", "now", "utcnow"})


def imports_point_down(module: Module) -> list[str]:
    """Imports of an upper floor, of a sibling, or of what stands around the product."""
    faults = []
    for name in imports(module):
        target = name.partition(".")[0]
        if target in PRODUCT and target != module.package and _floor(target) >= _floor(module.package):
            faults.append(f"{module.name} imports {name}, which is not on a lower floor")
        if target in AROUND or name == "<computed>":
            faults.append(f"{module.name} imports {name}, which is no part of the product")
    return faults


def libraries_stay_where_they_belong(module: Module) -> list[str]:
    """Imports of a library that only other packages may use; a library's own companions count as the library."""
    return [
        f"{module.name} imports {name}; {library} belongs in {', '.join(sorted(places))}"
        for name in imports(module)
        for library, places in ONLY_IN.items()
        if re.match(rf"{library}(_\w+)?(\.|$)", name) and module.package not in places
    ]


def only_loaders_write(module: Module) -> list[str]:
    """Imports of the warehouse's writer from where nothing is loaded or published."""
    return [
        f"{module.name} imports {name}; only data_loaders and publication write"
        for name in imports(module)
        if re.match(r"warehouse\.writer(\.|$)", name) and module.package not in WRITERS
    ]


def pure_packages_touch_nothing(module: Module) -> list[str]:
    """Input, output, the clock or chance in a package whose answers must follow from its arguments."""
    if module.package not in PURE:
        return []
    barred = OUTSIDE_WORLD - PURE[module.package]
    reached = [name for name in imports(module) if any(f"{name}.".startswith(f"{part}.") for part in barred)]
    called = [
        last_name(node.func)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and last_name(node.func) in IMPURE_CALLS
    ]
    return [f"{module.name} is pure and uses {name}" for name in (*reached, *called)]


def _floor(package: str) -> int:
    return next(height for height, floor in enumerate(FLOORS) if package in floor)
