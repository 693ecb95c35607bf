"""What a CSV file's columns are, for programs: CSV on the Web, and a Data Package (METHODS P8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from publication.files.about import Subject, moment
from publication.files.columns import Column, Kind
from publication.files.licence import Rows, attributions, licences, publishers, sources
from views.open.release import ReleaseReader

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE = "https://datapackage.org/profiles/2.0/dataresource.json"
SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
IN_CSVW: Mapping[Kind, Any] = {
    "text": "string",
    "date": {"base": "date", "format": "yyyy-MM-dd"},
    "integer": "integer",
    "decimal": "decimal",
    "number": "double",
}
IN_PACKAGE: Mapping[Kind, str] = {
    "text": "string",
    "date": "date",
    "integer": "integer",
    "decimal": "number",
    "number": "number",
}


def csvw(
    reader: ReleaseReader,
    rows: Rows,
    subject: Subject,
    columns: Sequence[Column],
    key: Sequence[str],
    file: str = "figures.csv",
) -> dict[str, Any]:
    """The metadata of one CSV file that stands beside it."""
    facts = reader.facts
    return {
        "@context": CONTEXT,
        "url": file,
        "dc:title": subject.title,
        "dc:description": f"{facts.title} (release {facts.number})",
        "dc:identifier": subject.address,
        "dc:issued": facts.published_at.date().isoformat(),
        "dc:license": {"@id": facts.licence_link} if facts.licence_link else facts.licence,
        "dc:rights": " ".join(attributions(reader, rows)),
        "dc:publisher": [one["title"] for one in publishers(reader, rows)],
        "dc:source": [one.link or one.title for one in sources(reader, rows)],
        "dc:language": "en-GB",
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_csvw_column(column) for column in columns], "primaryKey": list(key)},
    }


def datapackage(
    reader: ReleaseReader,
    rows: Rows,
    subject: Subject,
    tables: Mapping[str, tuple[Sequence[Column], Sequence[str]]],
) -> dict[str, Any]:
    """A Data Package, version 2, of the CSV files named with their columns and keys."""
    facts = reader.facts
    whose = publishers(reader, rows)
    return {
        "$schema": PACKAGE,
        "name": f"guildhall-release-{facts.number}",
        "title": subject.title,
        "description": " ".join((f"{facts.title} (release {facts.number}).", *attributions(reader, rows))),
        "homepage": subject.address,
        "version": str(facts.number),
        "created": moment(facts.published_at),
        "licenses": licences(reader),
        "sources": [_source(one.title, one.link) for one in sources(reader, rows)],
        "contributors": [{"title": one["title"], "roles": ["publisher"]} for one in whose],
        "resources": [_resource(file, columns, key) for file, (columns, key) in tables.items()],
    }


def _csvw_column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": [column.name],
        "dc:description": column.says,
        "datatype": IN_CSVW[column.kind],
        **({"required": True} if column.always else {}),
    }


def _source(title: str, link: str) -> dict[str, str]:
    return {"title": title} | ({"path": link} if link else {})


def _resource(file: str, columns: Sequence[Column], key: Sequence[str]) -> dict[str, Any]:
    return {
        "$schema": RESOURCE,
        "name": file.removesuffix(".csv"),
        "type": "table",
        "path": file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n", "header": True},
        "schema": {
            "$schema": SCHEMA,
            "fields": [_field(column) for column in columns],
            "primaryKey": list(key),
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    required = {"constraints": {"required": True}} if column.always else {}
    return {
        "name": column.name,
        "title": column.title,
        "description": column.says,
        "type": IN_PACKAGE[column.kind],
    } | required
