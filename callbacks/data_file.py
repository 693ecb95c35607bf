"""What answers `/data/...`: any selection of figures as CSV or JSON, and every refused row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from flask import Flask, Response, jsonify, request

from kpis.selection import Selection, SelectionError, as_at, parse_selection
from views.boundaries import by_boundaries
from views.compare_file import ComparisonFile, comparison_file
from views.data_file import file_request
from views.file_about import about
from views.file_text import csv_pieces, json_pieces
from views.file_values import values
from views.not_found import NotFound
from views.reader import Reader

CSV = "text/csv; charset=utf-8; header=present"
JSON = "application/json"
COMPARING = frozenset({"limits", "group"})
"""Either key asks for councils beside each other, with their group's limits."""

REFUSED = ("source", "row", "column", "value", "reason", "remedy")


ReaderOfDay = Callable[[date], Reader | None]
"""The figures as they stood on a day; None if there were none yet."""


def register_data_files(server: Flask, reader: Callable[[], Reader], reader_on: ReaderOfDay) -> None:
    """Answers for files; they are made while they are sent, so that no file is too large."""

    def refused_rows() -> Response:
        rows = ([getattr(row, name) for name in REFUSED] for row in reader().refused_rows())
        return _sent(csv_pieces(REFUSED, rows), CSV, "refused-rows.csv")

    def data_file(kpi: str, kind: str) -> Any:
        query = dict(request.args.lists())
        try:
            day = as_at(query)
            figures = reader_on(day) if day else reader()
            if figures is None:
                return _told(
                    f"Nothing had been loaded by {day}, so there are no figures as they stood then.", 404, kind
                )
            figures = by_boundaries(figures, _selection(query))
            asked = (comparison_file if COMPARING & query.keys() else file_request)(figures, kpi, query)
        except SelectionError as error:
            return _told(str(error), 400, kind)
        if isinstance(asked, NotFound):
            return _told(asked.sentence, 404, kind)
        rows = asked.rows() if isinstance(asked, ComparisonFile) else values(figures, asked)
        if kind == "csv":
            return _sent(csv_pieces(asked.columns, rows), CSV, asked.name("csv"))
        told = asked.about(figures) if isinstance(asked, ComparisonFile) else about(figures, asked)
        return _sent(json_pieces(told, asked.columns, rows), JSON, asked.name("json"))

    server.add_url_rule("/data/refused-rows.csv", "refused_rows", refused_rows)
    server.add_url_rule("/data/<kpi>.<any(csv, json):kind>", "data_file", data_file)


def _selection(query: Mapping[str, Sequence[str]]) -> Selection:
    """What an address of a file selects, whichever day's figures it is about."""
    return parse_selection({name: values for name, values in query.items() if name != "as_at"})


def _sent(pieces: Iterable[str], content_type: str, name: str) -> Response:
    response = Response(_begun(pieces), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _begun(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces, the first two made at once: what fails with the first figures fails before the answer begins."""
    given = iter(pieces)
    first = [piece for _, piece in zip(range(2), given, strict=False)]
    return chain(first, given)


def _told(words: str, status: int, kind: str) -> Any:
    if kind == "json":
        return jsonify(error=words), status
    return Response(f"{words}\n", status, content_type="text/plain; charset=utf-8")
