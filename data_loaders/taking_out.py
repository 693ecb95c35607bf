"""What was once said, taken out for good."""

from configuration import Configuration, ConfigurationError
from data_loaders.refresh import prepare
from warehouse.history import Which


def take_out(configuration: Configuration, which: Which, reason: str) -> str:
    """Remove the values for good; what was done, in a sentence. Raises ConfigurationError if no value is named."""
    if which == Which():
        raise ConfigurationError(
            "purge needs at least one of --source, --council, --service, --measure: what to remove."
        )
    removed = prepare(configuration).writer.purge(which, reason)
    if not removed:
        return f"No value was ever given for {which.words}; nothing was changed."
    return (
        f"{removed:,} values of {which.words} were removed, from the history and from older versions too. "
        "Remove them at the source as well, or the next load brings them back."
    )
