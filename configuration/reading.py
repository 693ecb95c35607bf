"""Reading the TOML file: every fault becomes one sentence with its place and its remedy."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from configuration.entry import IN_WORDS
from configuration.errors import ConfigurationError
from configuration.settings import Configuration

KEEPS = "Nothing was loaded or changed."
SHOWN = 80
"""Characters of a wrong value that are shown."""


def read_configuration(path: Path) -> Configuration:
    """The settings in the file at `path`; raises ConfigurationError with a sentence for its author."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigurationError(f"There is no configuration file {path}. Name one with CONFIG=path.toml.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}. Save it as UTF-8 and allow reading.") from None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}. {KEEPS}") from None
    if "path" in content:
        raise ConfigurationError(f"{path}: unknown key 'path' in the file. Remove it. {KEEPS}")
    try:
        return Configuration.model_validate(content | {"path": path.resolve()})
    except ValidationError as error:
        faults = "\n".join(_sentence(path, content, fault) for fault in error.errors())
        raise ConfigurationError(f"{faults}\n{KEEPS}") from None


def _sentence(path: Path, content: dict[str, Any], fault: Any) -> str:
    place, key = _place(content, fault["loc"])
    kind, message = fault["type"], fault["msg"]
    if kind == "extra_forbidden":
        return f"{path}: unknown key '{key}' in {place}. Check its spelling against docs/sources.md or remove it."
    if kind == "missing":
        return f"{path}: {place} has no '{key}'. Add it; docs/sources.md describes it."
    if kind == "value_error":
        return f"{path}: {place} {message.removeprefix('Value error, ')}."
    return f"{path}: '{key}' in {place} cannot be {_shown(fault['input'])}: {_why(fault)}."


def _why(fault: Any) -> str:
    context = fault.get("ctx", {})
    if fault["type"] == "string_pattern_mismatch":
        return IN_WORDS.get(context["pattern"], f"it must match {context['pattern']}")
    if fault["type"] == "literal_error":
        return f"write {context['expected']}"
    message: str = fault["msg"]
    return message[:1].lower() + message[1:]


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _place(content: dict[str, Any], location: tuple[str | int, ...]) -> tuple[str, str]:
    """The table a fault is in, as its author wrote it, and the key."""
    tables: list[str] = []
    name = ""
    here: Any = content
    for step in location:
        here = _inside(here, step)
        if isinstance(step, str):
            tables.append(step)
        elif isinstance(here, dict) and not name:
            name = f" '{here.get('name') or here.get('key') or step + 1}'"
    if not isinstance(here, dict) and tables:
        key = tables.pop()
        return (f"[{'.'.join(tables)}]{name}" if tables else "the file"), key
    return (f"[{'.'.join(tables)}]{name}" if tables else "the file"), ""


def _inside(here: Any, step: str | int) -> Any:
    if isinstance(here, dict):
        return here.get(step)
    if isinstance(here, list) and isinstance(step, int) and step < len(here):
        return here[step]
    return None
