"""An older warehouse laid out anew, without loss: one step for each version of the tables."""

from sqlalchemy import Connection, select, text, update

from kpis.bases import NOT_STATED
from warehouse.schema import VERSION, about

HISTORY = """
ALTER TABLE observation ADD COLUMN load INTEGER DEFAULT 1;
ALTER TABLE source ADD COLUMN estimated VARCHAR DEFAULT '';
ALTER TABLE source ADD COLUMN watermark VARCHAR DEFAULT '';
ALTER TABLE source ADD COLUMN held VARCHAR DEFAULT '';
ALTER TABLE refused_row ADD COLUMN refused_on DATE;
UPDATE refused_row SET refused_on = (
    SELECT max(CAST(s.loaded_at AS DATE)) FROM source AS s WHERE s.name = refused_row.source
);
CREATE TABLE precedence (source INTEGER NOT NULL, over INTEGER NOT NULL);
CREATE TABLE yielding (source INTEGER NOT NULL, series INTEGER NOT NULL, period_start DATE NOT NULL);
CREATE TABLE load (
    id INTEGER NOT NULL, source VARCHAR NOT NULL, purpose VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL, loaded_at TIMESTAMP NOT NULL,
    rows_read INTEGER NOT NULL, rows_refused INTEGER NOT NULL, rows_left_out INTEGER NOT NULL,
    observations BIGINT NOT NULL, came BIGINT NOT NULL, went BIGINT NOT NULL
);
INSERT INTO load SELECT 1, '', 'upgrade', max(started_at), max(loaded_at), 0, 0, 0, 0, 0, 0 FROM source
    HAVING count(*) > 0;
CREATE TABLE former (
    source INTEGER NOT NULL, series INTEGER NOT NULL, period_start DATE NOT NULL,
    value NUMERIC(18, 6), status SMALLINT NOT NULL, load INTEGER NOT NULL, until INTEGER NOT NULL
);
CREATE TABLE described (
    load INTEGER NOT NULL, source INTEGER NOT NULL, cost_basis VARCHAR NOT NULL, completion_basis VARCHAR NOT NULL
);
INSERT INTO described SELECT 1, id, cost_basis, completion_basis FROM source;
CREATE TABLE described_offering (
    load INTEGER NOT NULL, source VARCHAR NOT NULL, council VARCHAR NOT NULL, service VARCHAR NOT NULL,
    channel VARCHAR NOT NULL, starts DATE, ends DATE, offered BOOLEAN NOT NULL
);
INSERT INTO described_offering
    SELECT 1, source, council, service, channel, starts, ends, offered FROM declared_offering;
CREATE TABLE definition (load INTEGER NOT NULL, catalogue VARCHAR NOT NULL);
CREATE TABLE purged (
    purged_at TIMESTAMP NOT NULL, what VARCHAR NOT NULL, reason VARCHAR NOT NULL, observations BIGINT NOT NULL
);
DELETE FROM about WHERE name = 'catalogue'
"""
"""What was loaded before counts as one load, of which no earlier figures are known. The catalogue is forgotten, so that
the next run keeps it and makes the cells by it."""

ASKED = f"""
ALTER TABLE source ADD COLUMN collection_basis VARCHAR DEFAULT '{NOT_STATED}';
ALTER TABLE described ADD COLUMN collection_basis VARCHAR DEFAULT '{NOT_STATED}'
"""
"""Nothing loaded before said where satisfaction was asked for; cells are made anew, as the catalogue has changed."""

NUMBERED = """
ALTER TABLE service ADD COLUMN lgsl INTEGER;
ALTER TABLE service ADD COLUMN lgil INTEGER
"""

GIVERS = """
ALTER TABLE extent ADD COLUMN segment_sources VARCHAR DEFAULT '';
DELETE FROM about WHERE name = 'catalogue'
"""
"""Who gives whole figures and who gives parts is worked out with the cells, which the next run makes anew."""

TRAITS = """
CREATE TABLE trait (
    place INTEGER NOT NULL, key VARCHAR NOT NULL, name VARCHAR NOT NULL, unit VARCHAR NOT NULL,
    year VARCHAR NOT NULL, source VARCHAR NOT NULL, weight DOUBLE PRECISION NOT NULL
);
CREATE TABLE area (council VARCHAR NOT NULL, trait VARCHAR NOT NULL, value DOUBLE PRECISION NOT NULL)
"""

STEPS = {2: HISTORY, 3: ASKED, 4: NUMBERED, 5: GIVERS, 6: TRAITS}
"""Version of the tables and the statements that make the next one of it."""


def version_of(connection: Connection) -> int:
    """The version of the tables; 0 if there is none."""
    return int(connection.execute(select(about.c.value).where(about.c.name == "schema")).scalar() or 0)


def upgrade(connection: Connection) -> None:
    """Bring the tables up to this program's version, in the transaction that is under way."""
    for version in range(version_of(connection), VERSION):
        for statement in STEPS[version].split(";\n"):
            connection.execute(text(statement))
        connection.execute(update(about).where(about.c.name == "schema").values(value=str(version + 1)))
