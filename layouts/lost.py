"""What stands in for a page that is at another address."""

from layouts.anatomy import main
from layouts.page import Page


def moved(address: str) -> Page:
    """The page is at another address of this site: whoever asks is sent there."""
    return Page(302, "Moved", f"This page is at {address}.", None, main([]), redirect=address)
