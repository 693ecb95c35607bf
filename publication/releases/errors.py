"""What keeps a release from being made or read, in a sentence for whoever asked for it."""


class ReleaseError(Exception):
    """A release cannot be made, read or withdrawn: what happened, what it means, what to do."""
