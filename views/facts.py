"""A fact under a page's head, as values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """One of the facts under a page's head: what, how much, and a line more, perhaps linked."""

    name: str
    value: str
    more: str = ""
    href: str = ""
