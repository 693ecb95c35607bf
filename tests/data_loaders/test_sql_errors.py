"""What databases and their drivers refuse, as sentences: what it is about is told by codes, not by words."""

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from data_loaders.database_errors import PassingError, broken_stream, own_words, refused_query, unreachable
from data_loaders.driver_codes import Refusal, refusal, refusal_to_connect
from data_loaders.errors import SourceError
from tests.data_loaders.taking import PERMITS, configured, take

TOML = (
    PERMITS
    + """timeout = {timeout}
council = {{ fixed = "STG" }}
service = {{ fixed = "permits" }}
period = {{ column = "mth", length = "month" }}
measures = {{ completed = "done" }}
"""
)
BOTH_SERVERS = pytest.mark.parametrize("name", ["postgresql", "mariadb"])
BOTH_WAYS = pytest.mark.parametrize("again", [False, True], ids=["streamed", "cursor"])


@pytest.fixture
def said(request, name, tmp_path, monkeypatch):
    """Reads a query that must fail on the server `name`: the kind of error and its sentence."""
    server = request.getfixturevalue(name)

    def say(query, again=False, timeout=60, **login):
        with server.database() as database:
            server.execute("CREATE TABLE kept (mth CHAR(7), done INT)", database=database)
            monkeypatch.setenv("TEST_CRM_URL", server.url(**{"database": database, **login}))
            with pytest.raises(SourceError) as caught:
                take(configured(tmp_path, TOML.format(query=query, timeout=timeout)), again=again)
        sentence = caught.value.sentence("crm")
        assert "\n" not in sentence
        assert not [word for word in ("Tr0ub4dor", "hunter2", "guildhall") if word in sentence]
        return type(caught.value), sentence

    return say


@BOTH_SERVERS
def test_a_wrong_password_is_refused_at_once(said, name):
    kind, sentence = said("SELECT 1", password="hunter2")
    assert kind is SourceError
    assert "the database did not let the loader in" in sentence
    assert "Correct user, password and database in the URL in the variable TEST_CRM_URL." in sentence


@BOTH_SERVERS
def test_a_database_that_is_not_there_is_refused_at_once(said, name):
    kind, sentence = said("SELECT 1", database="nowhere")
    assert kind is SourceError
    assert "the database did not let the loader in" in sentence


@BOTH_SERVERS
@pytest.mark.parametrize("query", ["SELECT mth, done FROM nowhere", "SELECT nothing FROM kept", "SELECT FROM WHERE"])
def test_a_query_that_is_wrong_is_refused_at_once(said, name, query):
    kind, sentence = said(query)
    assert kind is SourceError
    assert "the database refused the query: " in sentence
    assert "DECLARE" not in sentence
    assert sentence.endswith("Correct 'query', or grant the right to read. The figures loaded before stay.")


@BOTH_SERVERS
@BOTH_WAYS
def test_a_query_that_fails_on_its_way_is_refused_at_once(said, name, again):
    query = {
        "postgresql": "SELECT '2025-04' AS mth, 1 / (i - 60000) AS done FROM generate_series(1, 70000) AS g(i)",
        "mariadb": "SELECT '2025-04' AS mth, CASE WHEN seq = 60000 THEN (SELECT 1 UNION SELECT seq) ELSE 1 END AS done "
        "FROM seq_1_to_70000",
    }[name]
    kind, sentence = said(query, again)
    assert kind is SourceError
    words = {"postgresql": "division by zero", "mariadb": "Subquery returns more than 1 row"}[name]
    assert f"the database refused the query: {words}. Correct 'query'" in sentence


@BOTH_SERVERS
@BOTH_WAYS
def test_a_query_that_would_run_too_long_is_broken_off(said, name, again):
    query = {
        "postgresql": "SELECT '2025-04' AS mth, length(pg_sleep(30)::text) AS done",
        "mariadb": "SELECT '2025-04' AS mth, seq + SLEEP(30) AS done FROM seq_1_to_2",
    }[name]
    kind, sentence = said(query, again, timeout=1)
    assert kind is SourceError
    assert "the query ran longer than the 1 seconds it may take" in sentence
    assert "Make 'query' faster, or set a longer 'timeout'." in sentence


@pytest.mark.parametrize("name", ["mariadb"])
def test_mariadb_is_only_ever_read(said, name):
    kind, sentence = said("INSERT INTO kept VALUES ('2025-04', 3) RETURNING mth, done")
    assert kind is SourceError
    assert "'query' would change the database" in sentence


@pytest.mark.parametrize("name", ["postgresql"])
@BOTH_WAYS
def test_postgresql_is_only_ever_read_even_by_a_function_that_writes(said, postgresql, name, again):
    with postgresql.database() as database:
        postgresql.execute(
            "CREATE TABLE t (n INT)",
            "CREATE FUNCTION write_one() RETURNS INT LANGUAGE sql AS 'INSERT INTO t VALUES (1) RETURNING n'",
            database=database,
        )
        kind, sentence = said("SELECT '2025-04' AS mth, write_one() AS done", again, database=database)
        assert kind is SourceError
        assert "'query' would change the database" in sentence
        postgresql.execute("DO $$ BEGIN ASSERT (SELECT count(*) FROM t) = 0; END $$", database=database)


@pytest.mark.parametrize("name", ["postgresql"])
def test_a_right_that_is_missing_is_named_as_that(said, postgresql, name):
    postgresql.execute("CREATE USER narrow PASSWORD 'hunter2'")
    try:
        kind, sentence = said("SELECT mth, done FROM kept", user="narrow", password="hunter2")
        assert kind is SourceError
        assert "permission denied for table kept. Grant the loader's user the right to read" in sentence
    finally:
        postgresql.execute("DROP USER narrow")


def test_a_server_that_is_not_there_may_be_there_in_a_moment(tmp_path, monkeypatch):
    for scheme in ("postgresql", "mysql+pymysql"):
        monkeypatch.setenv("TEST_CRM_URL", f"{scheme}://reader:hunter2@127.0.0.1:1/crm")
        with pytest.raises(PassingError, match="the database could not be reached") as caught:
            take(configured(tmp_path, TOML.format(query="SELECT 1", timeout=60)))
        assert "hunter2" not in str(caught.value)


class PymssqlError(Exception):
    """As pymssql raises: a number, and bytes; or a tuple of both."""


class OracleError(Exception):
    """As oracledb raises: one object that carries the code."""

    def __init__(self, full_code, message):
        super().__init__(OracleSaid(full_code, message))


@dataclass
class OracleSaid:
    full_code: str
    message: str

    def __str__(self):
        return self.message


def wrapped(original):
    return OperationalError("SELECT 1", {}, original)


@pytest.mark.parametrize(
    ("error", "about"),
    [
        (PymssqlError(18456, b"Login failed for user 'reader'.DB-Lib error message 20018"), Refusal.LOGIN),
        (PymssqlError((18456, b"Login failed for user 'reader'.")), Refusal.LOGIN),
        (PymssqlError(4060, b'Cannot open database "crm" requested by the login.'), Refusal.LOGIN),
        (PymssqlError(208, b"Invalid object name 'nowhere'."), Refusal.UNKNOWN_OBJECT),
        (PymssqlError(207, b"Invalid column name 'nothing'."), Refusal.UNKNOWN_OBJECT),
        (PymssqlError(229, b"The SELECT permission was denied on the object 'kept'."), Refusal.PERMISSION),
        (PymssqlError(1205, b"Transaction was deadlocked on lock resources."), Refusal.DEADLOCK),
        (PymssqlError(20009, b"Unable to connect: Adaptive Server is unavailable or does not exist"), Refusal.LOST),
        (PymssqlError(20003, b"Adaptive Server connection timed out"), Refusal.LOST),
        (PymssqlError(102, b"Incorrect syntax near 'FROM'."), Refusal.OTHER),
        (Exception("[28000] [Microsoft][ODBC Driver 18 for SQL Server] Login failed for user. (18456)"), Refusal.LOGIN),
        (
            Exception("[42S02] [SQL Server]Invalid object name 'nowhere'. (208) (SQLExecDirectW)"),
            Refusal.UNKNOWN_OBJECT,
        ),
        (Exception("[HYT00] [Microsoft] Query timeout expired (0) (SQLExecDirectW)"), Refusal.TIMEOUT),
        (Exception("[08001] [Microsoft] TCP Provider: No connection could be made (10061)"), Refusal.LOST),
    ],
)
def test_sql_servers_refusals_are_told_apart(error, about):
    assert refusal(wrapped(error), "mssql") is about


@pytest.mark.parametrize(
    ("code", "message", "about"),
    [
        ("ORA-01017", "ORA-01017: invalid username/password; logon denied", Refusal.LOGIN),
        ("ORA-00942", "ORA-00942: table or view does not exist", Refusal.UNKNOWN_OBJECT),
        ("ORA-00904", 'ORA-00904: "NOTHING": invalid identifier', Refusal.UNKNOWN_OBJECT),
        ("ORA-01031", "ORA-01031: insufficient privileges", Refusal.PERMISSION),
        ("ORA-12541", "ORA-12541: TNS:no listener", Refusal.LOST),
        ("DPY-6005", "DPY-6005: cannot connect to database", Refusal.LOST),
        ("DPY-4024", "DPY-4024: call timeout of 60000 ms exceeded", Refusal.TIMEOUT),
        ("ORA-00060", "ORA-00060: deadlock detected while waiting for resource", Refusal.DEADLOCK),
        ("ORA-01555", "ORA-01555: snapshot too old", Refusal.DEADLOCK),
        ("ORA-01456", "ORA-01456: may not perform insert operation inside a READ ONLY transaction", Refusal.WRITING),
        ("ORA-00933", "ORA-00933: SQL command not properly ended", Refusal.OTHER),
    ],
)
def test_oracles_refusals_are_told_apart(code, message, about):
    assert refusal(wrapped(OracleError(code, message)), "oracle") is about


def test_a_refusal_of_sql_server_is_a_whole_sentence_without_user_or_password():
    url = make_url("mssql+pymssql://reader:hunter2@db.example.org/crm")
    login = wrapped(PymssqlError(18456, b"Login failed for user 'reader' (hunter2)."))
    assert unreachable(login, url, "CRM_URL").sentence("crm") == (
        "Source 'crm': the database did not let the loader in: Login failed for user '…' (…). Correct user, password "
        "and database in the URL in the variable CRM_URL. The figures loaded before stay."
    )
    unknown = wrapped(PymssqlError(208, b"Invalid object name 'nowhere'."))
    assert refused_query(unknown, url).sentence("crm") == (
        "Source 'crm': the database refused the query: Invalid object name 'nowhere'. Correct 'query', or grant the "
        "right to read. The figures loaded before stay."
    )


def test_a_refusal_of_oracle_is_a_whole_sentence_without_user_or_password():
    url = make_url("oracle+oracledb://reader:hunter2@db.example.org/?service_name=crm")
    deadlock = wrapped(OracleError("ORA-00060", "ORA-00060: deadlock detected for reader/hunter2"))
    error = refused_query(deadlock, url)
    assert isinstance(error, PassingError)
    assert "others held what it needed: ORA-00060: deadlock detected for …/…. Load again" in error.sentence("crm")


def test_a_server_that_is_still_starting_may_be_waited_for():
    for words in ("FATAL:  the database system is starting up", "FATAL:  sorry, too many clients already"):
        assert refusal_to_connect(wrapped(Exception(f"connection failed: {words}")), "postgresql") is Refusal.LOST
    for words in ("FATAL:  password authentication failed", "FATAL:  no pg_hba.conf entry for host"):
        assert refusal_to_connect(wrapped(Exception(f"connection failed: {words}")), "postgresql") is Refusal.LOGIN


def test_what_breaks_off_without_a_servers_word_is_worth_another_try():
    url = make_url("postgresql://reader:hunter2@db.example.org/crm")
    broken = broken_stream(
        'PostgresError(Error { kind: Io, cause: Some(Os { message: "Connection reset" }) })', url, 60
    )
    assert isinstance(broken, PassingError)
    assert "the connection to the database was lost" in broken.happened
    told = 'Some(DbError { code: SqlState(E57014), message: "canceling \\"x\\" of reader", detail: None })'
    assert re.search(
        r"longer than the 60 seconds it may take: canceling .*x.* of …", broken_stream(told, url, 60).happened
    )


def test_a_drivers_words_are_cut_short():
    assert len(own_words(Exception("word " * 200), make_url("postgresql://host/crm"))) == 300
