"""A module as text: its name, its tree, and what it imports; nothing is run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Module:
    """One module's name, such as 'views.compare', and its source."""

    name: str
    source: str

    @property
    def package(self) -> str:
        """Its top folder, or itself if it stands alone."""
        return self.name.partition(".")[0]

    @cached_property
    def tree(self) -> ast.Module:
        """The source, parsed."""
        return ast.parse(self.source)

    @cached_property
    def imported(self) -> tuple[str, ...]:
        """What `imports` says, found once: who imports whom is followed from every module to every other."""
        return tuple(_imports(self))


def modules(root: Path, packages: frozenset[str]) -> list[Module]:
    """Every module of these packages that exists, in order of path."""
    paths = [path for package in sorted(packages) for path in (root / f"{package}.py", *(root / package).rglob("*.py"))]
    found = (path for path in paths if path.is_file())
    return [Module(_dotted(path.relative_to(root)), path.read_text(encoding="utf-8")) for path in found]


def imports(module: Module) -> Iterator[str]:
    """The dotted names a module imports anywhere in it, `from a import b` as a.b; dynamic imports included."""
    yield from module.imported


def _imports(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = absolute_base(module, node)
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and last_name(node.func) in ("import_module", "__import__"):
            first = node.args[0] if node.args else None
            yield first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else "<computed>"


def _dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def absolute_base(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    base = module.name.split(".")[: -node.level] or [module.package]
    return ".".join([*base, node.module] if node.module else base)


def last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
