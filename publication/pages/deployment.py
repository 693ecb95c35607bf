"""The public pages of a deployment: its configuration and its folder of releases, and nothing of its warehouse."""

from pathlib import Path

from flask import Flask

from configuration import Configuration, read_configuration
from layouts.open.page import OpenSite
from publication.pages.app import public_app
from publication.releases.shelf import FolderShelf


def public_site(configuration: Configuration) -> OpenSite:
    """What the configuration says of the site, as public pages tell it."""
    told, site = configuration.publication, configuration.site
    return OpenSite(
        title=site.title,
        publisher=site.publisher,
        contact=told.corrections or site.contact,
        base=told.address,
        dashboard=told.dashboard,
        licence=told.licence,
        licence_link=told.licence_link,
    )


def public_pages(configuration: Configuration) -> Flask:
    """The WSGI application over the releases of a deployment; new ones are seen without a restart."""
    folder = configuration.folder / configuration.publication.folder
    return public_app(FolderShelf(folder), public_site(configuration))


def application(path: Path | str) -> Flask:
    """The same for the configuration at `path`; raises ConfigurationError if it cannot be used."""
    return public_pages(read_configuration(Path(path)))
