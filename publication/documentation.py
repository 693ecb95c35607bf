"""The page of documentation for those who use or host the open data, written from what writes and answers it."""

from collections.abc import Iterable, Sequence
from typing import Any

from kpis.markers import MEANINGS, bracketed
from publication.api.asking import MOST_ROWS, USUAL_ROWS, parameters
from publication.api.description import REFUSALS
from publication.files.columns import COLUMNS, Column
from publication.files.revisions import REVISION_COLUMNS

OPENING = """# Open data

<!-- Written by `make docs` from the code; what is changed here by hand is lost. -->

Everything that the public pages show can be taken away: beside each page stand the files of exactly its
figures, each release is one ZIP file, and `/open/api/` answers programs. All of it is under the licence that it
names.

## Addresses

| Address | What it is |
|---|---|
| `/open/…/figures.csv` | the figures of that page as CSV: RFC 4180, UTF-8, one header, one table |
| `/open/…/figures.csv-metadata.json` | what its columns are, as CSV on the Web |
| `/open/…/datapackage.json` | the same as a Data Package, version 2 |
| `/open/…/figures.json` | the same figures with their definitions, sources, licence and cautions |
| `/open/…/figures.xlsx` | the same as a spreadsheet: cover, contents, notes, then one table to a sheet |
| `/open/release/7/…` | the same page and files as release 7 had them, for ever |
| `/open/release/7/guildhall-release-7.zip` | all of release 7, with `revisions.csv` and every licence |
| `/open/api/openapi.json` | what programs can ask, as an OpenAPI 3.1 document |

Addresses without `release/` are those of the newest release. A release never changes. If it is withdrawn, its
addresses stay, answer 410 and say why. The same release gives the same bytes each time.
"""
CSV = """An empty value is never a zero: `marker` says why it is empty. A text that a spreadsheet might run, because it
begins with `=`, `+`, `-`, `@`, a tab or a line break, begins with an apostrophe.
"""
API = f"""## Programs

`/open/api/` selects among the finished figures of one release. It never adds figures up: a total is there if
the release has one. Anyone may ask from any site, without a key; only `GET` is answered.

    curl 'https://performance.example.org/open/api/releases'
    curl 'https://performance.example.org/open/api/releases/7'
    curl 'https://performance.example.org/open/api/figures?council=ARD&kpi=completion_rate&channel=all'

An answer holds at most {MOST_ROWS:,} figures ({USUAL_ROWS:,} unless `limit` says otherwise). If there are more,
`next` is the address of the next ones, in the same release even if a newer one has come. `ETag` and
`Cache-Control` say how long an answer may be kept.
"""
PROBLEMS = """What cannot be answered comes as `application/problem+json` with `status` and `detail` in words:
"""
HOSTING = """## A static site

    python -m publication site council.toml /srv/open-data

writes every public page and file into a folder, with the addresses and the bytes that the application answers:
the newest release under `/open/`, and every release that was not withdrawn under its permanent address. An
address that ends in `/` is a file `index.html`. Run it again after each release: only what changed is written,
what is no longer there is taken away, and nothing that the command did not write is touched
(`.guildhall-site.json` lists what it wrote). Every link of every page is followed; the status is 1 if one leads
nowhere, and the page and the link are named. It uses every core; `--processes 1` leaves the others free.

Any web server can serve the folder:

    python -m http.server --directory /srv/open-data 8080

What only a program can do is not in it: `/open/api/figures`, a search for a council by a part of its name, and
sorting. The page of councils lists them all, and the ZIP file of a release holds every figure.

A withdrawn release keeps one page, `/open/release/6/index.html`, which says why. A file server would send it
with status 200 and have 404 for the pages below it. One rule for each withdrawn release sends 410 with that
page. For nginx:

    server {
        root /srv/open-data;
        index index.html;
        location ^~ /open/release/6/ {
            error_page 410 /open/release/6/index.html;
            return 410;
        }
        location = /open/release/6/index.html { internal; }
        location ~ \\.csv$ { types { } default_type "text/csv; charset=utf-8; header=present"; }
        location ~ \\.csv-metadata\\.json$ { types { } default_type application/csvm+json; }
        add_header Access-Control-Allow-Origin *;
        gzip on;
        gzip_types text/css text/csv application/json application/xml;
    }

In a bucket, copy the folder as it is (`aws s3 sync --delete /srv/open-data s3://bucket`), name `index.html` as
the index document, and make the rule for withdrawn releases in the content network before it.

## Behind a proxy

`python -m publication serve` answers by itself. Pages and files carry `ETag` and `Cache-Control: public`: five
minutes for the newest release, an hour for a numbered one, which can only be withdrawn. A proxy may keep and
compress them; no answer depends on who asks, and no cookie is set. Set `address` in `[publication]`, so that
canonical links name the public host and not the one behind the proxy.
"""


def open_data_page() -> str:
    """docs/open-data.md."""
    markers = [(f"`{bracketed(marker)}`", meaning) for marker, meaning in MEANINGS.items()]
    refused = [(f"`{status}`", words) for status, words in REFUSALS.items()]
    return "\n".join(
        (
            OPENING,
            "## Columns of `figures.csv`\n",
            _columns(COLUMNS),
            CSV,
            "## Columns of `revisions.csv`\n",
            _columns([column for column in REVISION_COLUMNS if column not in COLUMNS], after_others=True),
            "## Markers\n",
            _table(("Marker", "It means"), markers),
            API,
            _table(("Key", "What it says", "What it can be"), [_key(one) for one in parameters()]),
            PROBLEMS,
            _table(("Status", "When"), refused),
            HOSTING,
        )
    )


def _columns(columns: Sequence[Column], after_others: bool = False) -> str:
    lines = [(f"`{column.name}`", column.kind, column.says) for column in columns]
    said = "`period_start` to `segment` as in `figures.csv`, and then:\n\n" if after_others else ""
    return said + _table(("Column", "Type", "What it holds"), lines)


def _key(parameter: dict[str, Any]) -> tuple[str, str, str]:
    schema = parameter["schema"]
    limits = {
        "integer": f"{schema.get('minimum', 1):,} to {schema.get('maximum', 0):,}",
        "string": f"up to {schema.get('maxLength')} characters",
    }
    can_be = "a day, as 2026-03-31" if schema.get("format") == "date" else limits[schema["type"]]
    return f"`{parameter['name']}`", parameter["description"], can_be


def _table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rule = "|".join("---" for _ in headings)
    body = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"| {' | '.join(headings)} |\n|{rule}|\n{body}\n"
