"""What happens when a module is imported: definitions and values, and nothing else."""

import ast
from collections.abc import Iterator

from tests.house.doors import PRODUCT
from tests.house.source import Module, absolute_base, last_name
from tests.house.standing import CONSTANT, TYPE_NAME, is_run

BUILDERS = frozenset(
    [
        "typing",
        "decimal",
        "fractions",
        "datetime",
        "enum",
        "dataclasses",
        "collections",
        "functools",
        "operator",
        "re",
        "string",
        "math",
        "itertools",
        "types",
        "pathlib",
        "abc",
        "contextlib",
        "pydantic",
        "sqlalchemy",
        "pyarrow",
    ]
)
"""Libraries whose calls at a module's level only build a value or mark a definition."""


DOING = frozenset(
    [
        "open",
        "read_text",
        "read_bytes",
        "write_text",
        "resolve",
        "cwd",
        "home",
        "exists",
        "iterdir",
        "glob",
        "now",
        "today",
        "utcnow",
        "create_engine",
        "connect",
        "execute",
        "print",
    ]
)
"""Calls of such libraries, and methods of what they build, that reach further."""


DECLARING = frozenset(["typer.Argument", "typer.Option"])
"""Calls of a library that does more elsewhere: they only say what a command line has."""


PLAIN_CALLS = frozenset(
    [
        "frozenset",
        "tuple",
        "dict",
        "list",
        "set",
        "range",
        "sorted",
        "str",
        "int",
        "float",
        "bytes",
        "len",
        "min",
        "max",
        "sum",
        "zip",
        "map",
        "enumerate",
        "slice",
        "type",
        "property",
        "staticmethod",
        "classmethod",
        "reversed",
    ]
)


def nothing_happens_on_import(module: Module) -> list[str]:
    """Statements, calls, decorators and default arguments that do more than define or build a value."""
    if is_run(module):
        return []
    origins = _origins(module)
    faults = []
    for statement in module.tree.body:
        if not _defines(statement):
            faults.append(f"{module.name}:{statement.lineno}: {type(statement).__name__} runs on import")
        elif not isinstance(statement, ast.If):
            faults += [
                f"{module.name}:{node.lineno}: {ast.unparse(node.func)}(...) runs on import"
                for node in _run_on_import(statement)
                if not _builds(node.func, origins) and not _only_builds(module, node.func, origins)
            ]
    return faults


def _defines(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.If):
        return last_name(statement.test) == "TYPE_CHECKING" or _is_main(statement.test)
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    defining = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return isinstance(statement, defining | ast.Assign | ast.AnnAssign)


def _is_main(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and last_name(test.left) == "__name__"


def _run_on_import(node: ast.AST) -> Iterator[ast.Call]:
    """Calls that run when the statement does: not those in the bodies of functions."""
    if isinstance(node, ast.Call):
        yield node
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        for decorator in node.decorator_list:
            plain = decorator if isinstance(decorator, ast.Call) else ast.Call(decorator, [], [], lineno=node.lineno)
            yield from _run_on_import(plain)
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            yield from _run_on_import(default)
        return
    for child in ast.iter_child_nodes(node):
        yield from _run_on_import(child)


def _origins(module: Module) -> dict[str, str]:
    """Each name at module level and where it is from: a library's dotted name, or '' for this module's own class."""
    origins: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            origins |= {alias.asname or alias.name.partition(".")[0]: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = absolute_base(module, node)
            origins |= {alias.asname or alias.name: f"{base}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ClassDef):
            origins[node.name] = ""
    return origins


def _builds(function: ast.expr, origins: dict[str, str]) -> bool:
    """Whether calling this only makes a value: a builder's function, a class of ours, a method of such a value."""
    name = last_name(function)
    if name in DOING:
        return False
    if isinstance(function, ast.Name):
        if name not in origins:
            return name in PLAIN_CALLS
        return _is_builder(origins[name]) or (TYPE_NAME.fullmatch(name) is not None and _is_ours(origins[name]))
    if isinstance(function, ast.Attribute) and ast.unparse(function) in DECLARING:
        return True
    while isinstance(function, ast.Attribute | ast.Call | ast.Subscript):
        function = function.func if isinstance(function, ast.Call) else function.value
    if isinstance(function, ast.Name):
        known = origins.get(function.id)
        if known is None:
            return CONSTANT.fullmatch(function.id) is not None or function.id in PLAIN_CALLS
        return _is_builder(known) or (_is_ours(known) and TYPE_NAME.fullmatch(name) is not None)
    return isinstance(function, ast.Constant | ast.JoinedStr)


def _only_builds(
    module: Module, function: ast.expr, origins: dict[str, str], seen: frozenset[str] = frozenset()
) -> bool:
    """Whether this is a function of the module's own that itself, and all it calls, only builds a value."""
    name = last_name(function)
    own = [node for node in module.tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    if not own or not isinstance(function, ast.Name):
        return False
    calls = [node for statement in own[0].body for node in ast.walk(statement) if isinstance(node, ast.Call)]
    return name in seen or all(
        _builds(call.func, origins) or _only_builds(module, call.func, origins, seen | {name}) for call in calls
    )


def _is_builder(origin: str) -> bool:
    return origin.partition(".")[0] in BUILDERS


def _is_ours(origin: str) -> bool:
    return origin == "" or origin.partition(".")[0] in PRODUCT
