"""The one error of this floor: a configuration that cannot be used, in a sentence for its author."""


class ConfigurationError(Exception):
    """The configuration cannot be used; the message names the place and the remedy."""
