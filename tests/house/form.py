"""Names, docstrings and lengths."""

import ast
import re
from collections.abc import Iterator

from tests.house.source import Module, last_name

NAMELESS = re.compile(r"(utils?|helpers?|common|managers?|data|df|misc|stuff)|\w+_(utils?|helpers?|managers?)")


Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def names_say_something(module: Module) -> list[str]:
    """Modules and folders called after nothing in particular."""
    return [f"{module.name}: '{part}' says nothing" for part in module.name.split(".") if NAMELESS.fullmatch(part)]


def public_parts_have_docstrings(module: Module) -> list[str]:
    """Public functions, classes and methods, and the module, that say nothing of themselves."""
    tree = module.tree
    faults = [] if ast.get_docstring(tree) else [f"{module.name} has no docstring"]
    return faults + [
        f"{module.name}.{name} has no docstring" for name, node in _public(tree.body) if not ast.get_docstring(node)
    ]


def long_modules(module: Module, lines: int) -> list[str]:
    """The module, if it has more lines."""
    length = len(module.source.splitlines())
    return [f"{module.name} has {length} lines"] if length > lines else []


def long_functions(module: Module, lines: int) -> list[str]:
    """Functions and methods with more lines, from `def` to their end."""
    return [
        f"{module.name}.{node.name} has {_length(node)} lines"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > lines
    ]


def _public(body: list[ast.stmt]) -> Iterator[tuple[str, Documented]]:
    for node in body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            if not any(last_name(decorator) in ("overload", "setter") for decorator in node.decorator_list):
                yield node.name, node
            if isinstance(node, ast.ClassDef):
                yield from ((f"{node.name}.{name}", inner) for name, inner in _public(node.body))


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
