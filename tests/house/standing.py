"""What may stand at a module's level: constants, types and definitions; nothing that happens or changes."""

import ast
import re

from tests.house.source import Module, last_name

CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*|__[a-z]+__")


TYPE_NAME = re.compile(r"_?[A-Z]\w*")


MUTATING = frozenset(
    [
        "append",
        "extend",
        "insert",
        "remove",
        "pop",
        "clear",
        "add",
        "discard",
        "update",
        "setdefault",
        "popitem",
        "sort",
        "reverse",
        "appendleft",
    ]
)


def nothing_changes_at_module_level(module: Module) -> list[str]:
    """Module-level names that are not constants or types, empty containers to be filled, and what fills them.

    A declaration that holds its own name, `council = Table("council", ...)`, is a constant; and a module called
    __main__ is run, not imported, so it has no module level that others could see change.
    """
    if is_run(module):
        return []
    faults = []
    constants = set()
    for statement in module.tree.body:
        for target, value in _assigned(statement):
            constants.add(target)
            if not (CONSTANT.fullmatch(target) or _declares(target, value) or _names_a_type(target, statement, value)):
                faults.append(f"{module.name}: '{target}' is neither a constant nor a type")
            if _is_empty_container(value):
                faults.append(f"{module.name}: '{target}' is empty, so something must fill it")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            shared = [name for inner in node.body for name, value in _assigned(inner) if _is_empty_container(value)]
            faults += [f"{module.name}: '{node.name}.{name}' is empty, so something must fill it" for name in shared]
        if isinstance(node, ast.Global):
            faults.append(f"{module.name}: 'global {', '.join(node.names)}'")
        elif (name := _mutated(node)) in constants:
            faults.append(f"{module.name}: '{name}' is changed")
    return faults


def is_run(module: Module) -> bool:
    return module.name.endswith("__main__")


def _assigned(statement: ast.stmt) -> list[tuple[str, ast.expr | None]]:
    if isinstance(statement, ast.Assign):
        targets = [name for target in statement.targets for name in ast.walk(target) if isinstance(name, ast.Name)]
        return [(target.id, statement.value) for target in targets]
    if isinstance(statement, ast.AnnAssign | ast.AugAssign) and isinstance(statement.target, ast.Name):
        return [(statement.target.id, statement.value)]
    return []


def _declares(target: str, value: ast.expr | None) -> bool:
    """Whether the value is built from its own name."""
    named = value.args[0] if isinstance(value, ast.Call) and value.args else None
    return isinstance(named, ast.Constant) and named.value == target


def _names_a_type(target: str, statement: ast.stmt, value: ast.expr | None) -> bool:
    if not TYPE_NAME.fullmatch(target):
        return False
    annotated = isinstance(statement, ast.AnnAssign) and last_name(statement.annotation) == "TypeAlias"
    if isinstance(value, ast.Call):
        return last_name(value.func) in ("NewType", "TypeVar", "ParamSpec", "NamedTuple", "TypedDict")
    return annotated or isinstance(value, ast.Subscript | ast.BinOp | ast.Name | ast.Attribute)


def _is_empty_container(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return not value.args and not value.keywords and last_name(value.func) in ("dict", "list", "set", "deque")
    if isinstance(value, ast.Dict):
        return not value.keys
    return isinstance(value, ast.List) and not value.elts


def _mutated(node: ast.AST) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATING:
        return last_name(node.func.value) if isinstance(node.func.value, ast.Name) else ""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign | ast.Delete):
        targets = node.targets
    elif isinstance(node, ast.AugAssign):
        targets = [node.target]
    changed = [target.value for target in targets if isinstance(target, ast.Subscript | ast.Attribute)]
    return next((name.id for name in changed if isinstance(name, ast.Name)), "")
