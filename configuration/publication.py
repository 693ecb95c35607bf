"""What is published, of whom, and who approved it: [publication] and [[publish]]."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from configuration.entry import ADDRESS, Entry, Key, Measure

AGREED = ("approved_by", "approved_on", "publisher", "contact", "next_release")
"""Keys of [[publish]] that are said of a council's whole part."""


class PublicationEntry(Entry):
    """The public pages and their releases."""

    folder: Path = Field(
        default=Path("releases"),
        description="Folder of the releases, taken from the TOML file's own folder; one folder in it for each.",
    )
    address: str = Field(
        default="",
        pattern=ADDRESS,
        description="Where the public pages are, without '/open/' and without a '/' at the end: "
        "'https://performance.example.org'. Canonical links, the site map and files name it.",
    )
    dashboard: str = Field(
        default="", pattern=ADDRESS, description="Where the interactive dashboard is, if the public may use it."
    )
    demonstration: bool = Field(
        default=False,
        description="Whether this deployment only shows what can be done: illustrative councils are released only "
        "then, and every page and file says so.",
    )
    threshold: int = Field(
        default=5, ge=2, le=1000, description="Counts from 1 to one below this are hidden (METHODS P1)."
    )
    next_release: datetime | None = Field(
        default=None, description="When the next release comes; a time without a zone is UK time."
    )
    licence: str = Field(
        default="Open Government Licence v3.0", description="Licence under which the figures are published."
    )
    licence_link: str = Field(
        default="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        description="Address of the licence's text.",
    )
    corrections: str = Field(
        default="",
        description="Where to write about a mistake: an e-mail address or a URL; the site's contact if there is none.",
    )


class PublishEntry(Entry):
    """Figures of some councils that are meant for the public, with the officer who approved it."""

    councils: tuple[Key, ...] = Field(min_length=1, description="Keys or GSS codes of the councils.")
    services: tuple[Key, ...] = Field(default=(), description="Keys of the services; none means all with figures.")
    kpis: tuple[Measure, ...] = Field(
        default=(), description="Keys of the KPIs; none means every headline KPI that has figures."
    )
    channels: bool = Field(default=True, description="Whether figures by channel are published too.")
    approved_by: str = Field(
        default="", description="The officer who approved it, by name or post; without one nothing is released."
    )
    approved_on: date | None = Field(default=None, description="The day of the approval; needed with `approved_by`.")
    publisher: str = Field(default="", description="Who publishes these figures; the site's publisher if left out.")
    contact: str = Field(default="", description="Where to ask about them; the site's contact if left out.")
    next_release: datetime | None = Field(
        default=None, description="When these councils' next figures come, if not with the next release of all."
    )
    notes: str = Field(default="", description="What a reader must know of these figures, in a sentence or two.")

    @model_validator(mode="after")
    def approval_has_a_day(self) -> Self:
        """An approval without a day cannot be told from an older one."""
        if self.approved_by and self.approved_on is None:
            raise ValueError("has 'approved_by' without 'approved_on', the day of the approval")
        return self


def approvals_agree(entries: Iterable[PublishEntry]) -> None:
    """Raises ValueError where two entries say different things of one council's part."""
    said: dict[str, PublishEntry] = {}
    for entry in entries:
        for council in entry.councils:
            other = said.setdefault(council.lower(), entry)
            for key in AGREED:
                if getattr(entry, key) != getattr(other, key):
                    raise ValueError(
                        f"[[publish]] names the council '{council}' twice with different '{key}'; a council's part "
                        "has one, so give both the same"
                    )
