"""Why a file cannot be read, in a sentence."""

from pathlib import Path

from data_loaders.errors import SourceError


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
    if isinstance(error, UnicodeDecodeError) or "invalid UTF8" in str(error):
        return SourceError(f"the file {path} is not coded as {encoding}.", "Set 'encoding', often to 'windows-1252'.")
    cause = getattr(error, "strerror", None) or str(error).splitlines()[0]
    return SourceError(f"the file {path} cannot be read: {cause}.", "Export it again.")
