"""Which keys of a source are for which kinds of source."""

from collections.abc import Iterable

KINDS: dict[str, tuple[str, ...]] = {
    "url_variable": ("sql",),
    "query": ("sql",),
    "timeout": ("sql",),
    "tries": ("sql",),
    "watermark": ("sql",),
    "path": ("csv", "excel", "json", "parquet", "template"),
    "encoding": ("csv", "json"),
    "delimiter": ("csv",),
    "decimal": ("csv", "excel", "json", "parquet"),
    "skip_rows": ("csv", "excel"),
    "header_rows": ("excel",),
    "sheet": ("excel",),
    "records": ("json",),
    "nested": ("json",),
    "lines": ("json",),
}
"""Keys that only some kinds have; every other key is for all of them."""


def refuse_keys_of_others(kind: str, keys: Iterable[str]) -> None:
    """Raises ValueError for a key that says nothing about this kind of source."""
    for key in keys:
        if kind not in KINDS.get(key, (kind,)):
            raise ValueError(f"kind '{kind}' takes no '{key}', which is for {' and '.join(KINDS[key])}")
