"""TLS to PostgreSQL and MariaDB: what a URL asks for is kept, by both ways of reading, and the server says so."""

import pytest
from typer.testing import CliRunner

from data_loaders.__main__ import app
from data_loaders.errors import SourceError
from data_loaders.sql_rows import open_sql
from tests.data_loaders.taking import PERMITS, configured, take
from tests.servers.authority import Authority
from tests.servers.mariadb import MariaDB
from tests.servers.postgresql import PostgreSQL

TOML = (
    PERMITS
    + """council = {{ fixed = "STG" }}
service = {{ fixed = "permits" }}
channel = {{ column = "session", map = {{ "encrypted" = "web", "in the clear" = "post" }} }}
period = {{ column = "mth", length = "month" }}
measures = {{ completed = "done" }}
"""
)
SESSION = {
    "PostgreSQL": "(SELECT CASE WHEN ssl THEN 'encrypted' ELSE 'in the clear' END FROM pg_stat_ssl "
    "WHERE pid = pg_backend_pid())",
    "MariaDB": "(SELECT CASE WHEN variable_value > '' THEN 'encrypted' ELSE 'in the clear' END "
    "FROM information_schema.session_status WHERE variable_name = 'Ssl_cipher')",
}
"""What the server says of the very session that reads the row."""

SERIES = {"PostgreSQL": "generate_series(1, 60000)", "MariaDB": "seq_1_to_60000"}
STREAMED, BY_CURSOR = [50_000, 10_000], [1_000, 20_000, 20_000, 19_000]
BOTH_WAYS = pytest.mark.parametrize("again", [False, True], ids=["first", "again"])
VERIFIED = {"PostgreSQL": "sslmode=verify-full&sslrootcert={ca}", "MariaDB": "ssl_ca={ca}"}


@pytest.fixture(scope="module")
def authorities(tmp_path_factory):
    return [Authority(tmp_path_factory.mktemp(name)) for name in ("theirs", "others")]


@pytest.fixture(scope="module", params=[PostgreSQL, MariaDB])
def server(request, authorities):
    server = request.param(authorities[0])
    yield server
    server.remove()


@pytest.fixture
def crm(server, tmp_path, monkeypatch):
    """Describes the one source, with these options in its URL and the server named so."""

    def describe(options="", host="127.0.0.1", **login):
        monkeypatch.setenv("TEST_CRM_URL", server.url(**login).replace("127.0.0.1", host) + "?" + options)
        kind = type(server).__name__
        query = f"SELECT '2025-04' AS mth, 5 AS done, {SESSION[kind]} AS session FROM {SERIES[kind]} AS s"
        return configured(tmp_path, TOML.format(query=query))

    return describe


def read(configuration, again=False):
    """What the server said of the session, and in how large batches the rows came."""
    with open_sql(configuration.source[0], again) as rows:
        batches = list(rows.batches([2]))
    said = {value for batch in batches for value in batch.columns[2].to_pylist()}
    return said, [len(batch.numbers) for batch in batches]


def of(server, *, postgresql, mariadb):
    return postgresql if isinstance(server, PostgreSQL) else mariadb


def refused(configuration):
    """The sentence with which a source is not loaded, which holds no credential."""
    with pytest.raises(SourceError) as caught:
        take(configuration)
    assert type(caught.value) is SourceError, "it is not tried again"
    sentence = caught.value.sentence("crm")
    assert "Tr0ub4dor" not in sentence
    assert sentence.endswith("The figures loaded before stay.")
    return sentence


@BOTH_WAYS
def test_a_server_that_has_tls_is_read_encrypted_though_nobody_asked(server, crm, again):
    said, sizes = read(crm(), again)
    assert said == {"encrypted"}
    assert sizes == of(server, postgresql=BY_CURSOR if again else STREAMED, mariadb=BY_CURSOR)


@BOTH_WAYS
def test_what_a_url_asks_for_without_verifying_is_encrypted(server, crm, again):
    said, sizes = read(crm(of(server, postgresql="sslmode=require", mariadb="ssl=true")), again)
    assert said == {"encrypted"}
    assert sizes == of(server, postgresql=BY_CURSOR if again else STREAMED, mariadb=BY_CURSOR)


def test_who_asks_for_no_tls_is_read_in_the_clear_and_streamed(server, crm):
    options = of(server, postgresql="sslmode=disable", mariadb="ssl_disabled=true")
    assert read(crm(options)) == ({"in the clear"}, STREAMED)


@BOTH_WAYS
def test_the_authority_that_signed_is_trusted_and_only_the_cursor_that_verifies_reads(server, authorities, crm, again):
    options = VERIFIED[type(server).__name__].format(ca=authorities[0].certificate)
    assert read(crm(options), again) == ({"encrypted"}, BY_CURSOR)
    observations = take(crm(options), again=again).brief("channel", "value")
    assert set(observations) == {("web", 5)}


def test_another_authority_is_refused_in_a_sentence(server, authorities, crm):
    options = VERIFIED[type(server).__name__].format(ca=authorities[1].certificate)
    sentence = refused(crm(options))
    assert "the server could not prove that it is the one meant, so no password was sent: " in sentence
    assert "certificate verify failed" in sentence
    assert "Ask who keeps the server for the certificate of the authority" in sentence
    assert "in the URL in the variable TEST_CRM_URL" in sentence


def test_a_certificate_for_another_name_is_refused_and_the_name_may_be_left_unverified(server, authorities, crm):
    options = VERIFIED[type(server).__name__].format(ca=authorities[0].certificate)
    assert "the server could not prove that it is the one meant" in refused(crm(options, host="localhost"))
    loose = of(
        server,
        postgresql=options.replace("verify-full", "verify-ca"),
        mariadb=f"{options}&ssl_verify_identity=false",
    )
    assert read(crm(loose, host="localhost")) == ({"encrypted"}, BY_CURSOR)


def test_a_server_that_demands_tls_is_read_and_refuses_who_would_have_none(server, crm):
    with server.demanding_tls():
        assert read(crm())[0] == {"encrypted"}
        sentence = refused(crm(of(server, postgresql="sslmode=disable", mariadb="ssl_disabled=true")))
    assert of(
        server,
        postgresql="Ask for TLS in the URL in the variable TEST_CRM_URL, as docs/sources.md says",
        mariadb="in the variable TEST_CRM_URL. If the server demands TLS, take ssl_disabled out of it.",
    ) in sentence  # fmt: skip


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_a_server_without_tls_is_refused_by_who_asks_for_it(request, name, tmp_path, monkeypatch, authorities):
    plain = request.getfixturevalue(name)
    for options in (VERIFIED[type(plain).__name__], of(plain, postgresql="sslmode=require", mariadb="ssl=true")):
        asked = options.format(ca=authorities[0].certificate)
        monkeypatch.setenv("TEST_CRM_URL", f"{plain.url()}?{asked}")
        sentence = refused(configured(tmp_path, TOML.format(query="SELECT 1")))
        assert "the URL asks for TLS and the server has none, so no password was sent" in sentence
        assert "Have TLS switched on at the server" in sentence


def test_a_file_that_is_not_there_is_named(server, crm):
    path = "/nowhere/authority.pem"
    sentence = refused(crm(VERIFIED[type(server).__name__].format(ca=path)))
    option = of(server, postgresql="sslrootcert", mariadb="ssl_ca")
    assert f"there is no file {path}, which '{option}' names in the URL in the variable TEST_CRM_URL." in sentence


def test_check_tells_the_same_of_a_server_with_tls(server, authorities, crm, tmp_path):
    right, wrong = (VERIFIED[type(server).__name__].format(ca=each.certificate) for each in authorities)
    crm(right)
    checked = CliRunner().invoke(app, ["check", str(tmp_path / "sources.toml")])
    assert checked.exit_code == 0
    assert "channel: web (1,000)" in checked.stdout
    crm(wrong)
    checked = CliRunner().invoke(app, ["check", str(tmp_path / "sources.toml")])
    assert checked.exit_code == 1
    assert "crm: the server could not prove that it is the one meant, so no password was sent" in checked.stdout
    assert "Tr0ub4dor" not in checked.output
    assert "Traceback" not in checked.output


@pytest.mark.parametrize("server", [PostgreSQL], indirect=True)
def test_what_the_environment_asks_of_libpq_is_not_passed_over_by_streaming(server, authorities, crm, monkeypatch):
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    monkeypatch.setenv("PGSSLROOTCERT", str(authorities[0].certificate))
    assert read(crm()) == ({"encrypted"}, BY_CURSOR)
    monkeypatch.setenv("PGSSLROOTCERT", str(authorities[1].certificate))
    assert "the server could not prove that it is the one meant" in refused(crm())


@pytest.mark.parametrize("server", [PostgreSQL], indirect=True)
def test_an_authority_in_the_users_own_folder_is_not_passed_over_by_streaming(
    server, authorities, crm, monkeypatch, tmp_path
):
    folder = tmp_path / ".postgresql"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read(crm())[1] == STREAMED
    (folder / "root.crt").write_bytes(authorities[0].certificate.read_bytes())
    assert read(crm()) == ({"encrypted"}, BY_CURSOR)


@pytest.mark.parametrize("server", [MariaDB], indirect=True)
@pytest.mark.parametrize("also", ["ssl_verify_cert=true", "ssl_verify_cert=1&ssl_verify_identity=true", "ssl=true"])
def test_what_pymysql_would_forget_beside_an_authority_is_kept(server, authorities, crm, also):
    right, wrong = (f"ssl_ca={each.certificate}&{also}" for each in authorities)
    assert read(crm(right)) == ({"encrypted"}, BY_CURSOR)
    assert "certificate verify failed" in refused(crm(wrong))
    assert "the one meant" in refused(crm(right, host="localhost"))


@pytest.mark.parametrize("server", [MariaDB], indirect=True)
@pytest.mark.parametrize("options", ["ssl_verify_identity=true", "ssl_verify_cert=true"])
def test_without_a_file_the_systems_own_authorities_are_meant(server, crm, options):
    assert "certificate verify failed" in refused(crm(options))


@pytest.mark.parametrize("server", [MariaDB], indirect=True)
def test_no_is_no_and_what_is_neither_yes_nor_no_is_refused(server, authorities, crm):
    assert read(crm("ssl_disabled=false"))[0] == {"encrypted"}
    assert read(crm(f"ssl_ca={authorities[1].certificate}&ssl_verify_cert=false"))[0] == {"encrypted"}
    assert "'ssl_disabled' in the URL in the variable TEST_CRM_URL is neither" in refused(crm("ssl_disabled=maybe"))
    assert "has an option that its driver does not know" in refused(crm("require_ssl=true"))


@pytest.mark.parametrize("server", [MariaDB], indirect=True)
def test_a_file_that_holds_no_certificate_is_a_sentence(server, crm, tmp_path):
    (tmp_path / "empty.pem").write_text("nothing")
    assert "asks of TLS cannot be done" in refused(crm(f"ssl_ca={tmp_path / 'empty.pem'}"))
