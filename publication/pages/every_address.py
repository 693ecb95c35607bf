"""Every address of a site that does not depend on a question: where a static site begins."""

from collections.abc import Iterator

from publication.pages.addresses import addresses, embeds
from views.open.addresses import ROOT, SITEMAP, Root, bulk_address
from views.open.release import Shelf


def every_address(shelf: Shelf) -> Iterator[str]:
    """The newest release, every release for ever, and the first page of those that were withdrawn, which says why."""
    newest = shelf.newest()
    yield from (ROOT, SITEMAP, f"{ROOT}robots.txt", f"{ROOT}api/openapi.json")
    if newest:
        yield from addresses(newest)
        yield from map(Root().to, embeds(newest))
    for facts in shelf.published():
        root, reader = Root(facts.number), shelf.release(facts.number)
        yield root.to("")
        if reader:
            yield from addresses(reader, root)
            yield from map(root.to, embeds(reader))
            yield bulk_address(facts.number)
