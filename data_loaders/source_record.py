"""What the warehouse keeps about a source, and the fingerprint that tells whether there is anything new."""

from collections.abc import Sequence
from hashlib import file_digest, sha256
from pathlib import Path

from configuration import Source
from data_loaders.files import files_of, unreadable
from kpis.bases import collection_basis, cost_basis
from kpis.channels import WHOLE
from kpis.councils import Register
from warehouse.arrival import DeclaredOffering, SourceRecord


def source_record(source: Source, register: Register, folder: Path) -> SourceRecord:
    """The source as the warehouse describes it; raises SourceError if its file cannot be read."""
    return SourceRecord(
        name=source.name,
        title=source.title,
        kind=source.kind,
        publisher=source.publisher,
        link=source.link,
        licence=source.licence,
        owner=source.owner,
        illustrative=source.illustrative,
        cost_basis=cost_basis(source.cost_basis, source.price_base_year),
        completion_basis=source.completion_basis,
        collection_basis=collection_basis(source.collection_point),
        segments_make_whole=source.segment is not None and source.segment.makes_whole,
        fingerprint=fingerprint(source, register, folder),
        estimated=source.estimated or some_estimated(source.methods),
        offerings=_offerings(source),
        precedes=source.precedes,
        most_refused=source.most_refused,
    )


def some_estimated(methods: Sequence[str]) -> str:
    """What the page about the data says of a source of whose figures some are estimates."""
    return f"Some figures: {' '.join(f'{method.rstrip(chr(46))}.' for method in methods)}" if methods else ""


def fingerprint(source: Source, register: Register, folder: Path) -> str:
    """Changes with the source's description, its files and, where it names councils, with the register.

    A database is not read for it, so only its description counts.
    """
    digest = sha256(source.model_dump_json().encode())
    if source.council.by == "name":
        digest.update(register.spelled_out.encode())
    for path in files_of(source, folder) if source.path else ():
        digest.update(path.name.encode() + _content(path, source.encoding))
    if source.council.aliases:
        digest.update(_content(folder / source.council.aliases, source.encoding))
    return digest.hexdigest()


def _content(path: Path, encoding: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").digest()
    except OSError as error:
        raise unreadable(path, error, encoding) from None


def _offerings(source: Source) -> tuple[DeclaredOffering, ...]:
    return tuple(
        DeclaredOffering(council, entry.service, channel, entry.start, entry.end, entry.offered)
        for entry in source.offering
        for council in entry.councils or (source.council.fixed or "",)
        for channel in entry.channels or (WHOLE,)
    )
