"""Which files a source has, and why one cannot be read, in a sentence."""

import gzip
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from glob import glob, has_magic
from pathlib import Path
from typing import IO

from configuration import Source
from data_loaders.errors import SourceError

UNFINISHED = "~$"
"""Excel puts such a file beside one that is open; it holds no figures."""


def files_of(source: Source, folder: Path) -> tuple[Path, ...]:
    """The files that 'path' means, in order of name; raises SourceError if a pattern means none."""
    path = folder / (source.path or "")
    pattern = str(source.path)
    if not has_magic(pattern) or path.exists():
        return (path,)
    found = (folder / name for name in sorted(glob(pattern, root_dir=folder, recursive=True)))
    files = tuple(file for file in found if file.is_file() and not file.name.startswith(UNFINISHED))
    if not files:
        raise SourceError(
            f"no file is called '{pattern}'.", "Correct 'path', which is taken from the TOML file's folder."
        )
    return files


def open_text(path: Path, encoding: str) -> IO[str]:
    """The file's text with its newlines as they stand, unpacked if it is called '.gz'."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding=encoding, newline="")
    return path.open(encoding=encoding, newline="")


def unreadable(path: Path, error: Exception, encoding: str) -> SourceError:
    """What to say, and what to do, about a file that could not be read."""
    if isinstance(error, FileNotFoundError):
        return SourceError(f"there is no file {path}.", "Correct 'path', which is taken from the TOML file's folder.")
    if isinstance(error, PermissionError):
        return SourceError(f"the file {path} may not be read.", "Allow the loader's account to read it.")
    if isinstance(error, IsADirectoryError):
        return SourceError(f"{path} is a folder.", "Name a file in 'path'.")
    if isinstance(error, LookupError):
        return SourceError(f"'{encoding}' is no encoding.", "Set 'encoding' to 'utf-8' or 'windows-1252'.")
    if isinstance(error, UnicodeError) or "invalid UTF8" in str(error):
        usual = "to 'utf-16'" if _begins_as_utf_16(path) else "often to 'windows-1252'"
        return SourceError(f"the file {path} is not coded as {encoding}.", f"Set 'encoding', {usual}.")
    cause = getattr(error, "strerror", None) or str(error).splitlines()[0].rstrip(".")
    return SourceError(f"the file {path} cannot be read: {cause}.", "Export it again.")


def _begins_as_utf_16(path: Path) -> bool:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            return file.read(2) in (BOM_UTF16_LE, BOM_UTF16_BE)
    except (OSError, EOFError):
        return False
