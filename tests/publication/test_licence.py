"""The licence and the sources of a deployment reach every page and file of its releases, and none that is not meant."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from publication.pages.app import public_app
from publication.pages.deployment import public_site
from tests.publication.releases.office import FIRTHSHIRE, GLENMOR, PUBLISHED, TOML, Office
from tests.views.nations import online

NAME, LINK = "Open Database Licence 1.0", "https://example.org/odbl"
OWN = f'folder = "releases"\nlicence = "{NAME}"\nlicence_link = "{LINK}"\n'
COUNCIL, SERVICE = "/open/council/FIR/", "/open/council/FIR/missed-bin/"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Firthshire's two services come from a source each, and Glenmor's one from another."""
    toml = TOML.replace('folder = "releases"\n', OWN) + FIRTHSHIRE + GLENMOR
    made = Office(tmp_path_factory.mktemp("licensed"), toml)
    made.load(online("FIR", 100, 80), "bins")
    made.load(online("FIR", 60, 30, service="blue-badge"), "badges")
    made.load(online("GLE", 200, 150), "glenmor")
    made.release()
    return made


@pytest.fixture(scope="module")
def client(office: Office):
    return public_app(office.shelf, public_site(office.configuration)).test_client()


@pytest.mark.parametrize("address", [COUNCIL, SERVICE, "/open/kpi/completion_rate/missed-bin/"])
def test_every_page_with_figures_names_the_licence_and_links_its_text(client, address):
    page = client.get(address).text
    assert f'href="{LINK}"' in page
    assert NAME in page
    assert f'"license":"{LINK}"' in page
    assert "Open Government Licence v3.0</a>" not in page


def test_every_file_names_the_licence(client):
    metadata = json.loads(client.get(f"{SERVICE}figures.csv-metadata.json").data)
    assert metadata["dc:license"] == {"@id": LINK}
    assert NAME in metadata["dc:rights"]
    package = json.loads(client.get(f"{SERVICE}datapackage.json").data)
    assert package["licenses"][0] == {"title": NAME, "path": LINK}
    told = json.loads(client.get(f"{SERVICE}figures.json").data)
    assert NAME in told["licence"]
    assert told["licence_link"] == LINK
    cover = load_workbook(BytesIO(client.get(f"{SERVICE}figures.xlsx").data))["Cover"]
    words = " ".join(str(cell) for line in cover.iter_rows(values_only=True) for cell in line)
    assert NAME in words
    assert LINK in words
    with ZipFile(BytesIO(client.get("/open/release/1/guildhall-release-1.zip").data)) as archive:
        licence = archive.read("LICENCE.txt").decode()
    assert NAME in licence
    assert LINK in licence
    described = json.loads(client.get("/open/api/openapi.json").data)
    assert described["info"]["license"] == {"name": NAME, "url": LINK}
    assert NAME in json.loads(client.get("/open/api/figures?council=FIR").data)["licence"]


def test_a_release_keeps_the_licence_it_was_published_under(office, client):
    office.describe(office.path.read_text().replace(NAME, "Another licence").replace(LINK, "https://example.org/other"))
    later = public_app(office.shelf, public_site(office.configuration)).test_client()
    for file in ("figures.json", "figures.csv-metadata.json", "datapackage.json"):
        address = f"/open/release/1/council/FIR/missed-bin/{file}"
        assert later.get(address).data == client.get(address).data
    assert f'"license":"{LINK}"' in later.get(SERVICE).text


@pytest.mark.parametrize(
    ("address", "named"),
    [
        (COUNCIL, {"Badges", "Bins"}),  # the council's page has a total of both services
        (SERVICE, {"Bins"}),
        ("/open/council/FIR/blue-badge/", {"Badges"}),
        ("/open/kpi/completion_rate/missed-bin/", {"Bins", "Glenmor"}),
    ],
)
def test_a_page_and_its_files_name_the_sources_of_the_figures_they_show_and_no_others(client, address, named):
    page = client.get(address).text
    listed = page[page.index('id="sources"') :]
    listed = listed[: listed.index("</section>")]
    told = json.loads(client.get(f"{address}figures.json").data)
    package = json.loads(client.get(f"{address}datapackage.json").data)
    for source in ("Bins", "Badges", "Glenmor"):
        assert (source in listed) == (source in named), source
    assert {one["title"] for one in told["sources"]} == named
    assert {one["licence"] for one in told["sources"]} == {PUBLISHED["licence"]}
    assert {one["title"] for one in package["sources"]} == named


def test_every_source_is_in_the_package_of_a_whole_release(client):
    with ZipFile(BytesIO(client.get("/open/release/1/guildhall-release-1.zip").data)) as archive:
        package = json.loads(archive.read("datapackage.json"))
        rows = list(csv.DictReader(StringIO(archive.read("figures.csv").decode(), newline="")))
    assert {one["title"] for one in package["sources"]} == {"Badges", "Bins", "Glenmor"}
    assert {row["council"] for row in rows} == {"FIR", "GLE"}
