"""Councils, services, groups and the catalogue's fingerprint: what figures refer to."""

import json
from collections.abc import Iterable
from hashlib import sha256

import pyarrow as pa
from sqlalchemy import Connection, Table, delete, select

from kpis.catalogue import Catalogue
from kpis.councils import Council
from kpis.neighbours import Areas
from kpis.services import Group, Service
from warehouse import bulk, schema
from warehouse.labels import LIST
from warehouse.terms import kpi_terms


def council_rows(councils: Iterable[Council]) -> pa.Table:
    """Councils as rows of the table `council`."""
    members = list(councils)
    texts = ("key", "name", "full_name", "kind", "nation", "region", "gss")
    lists = ("former_gss", "aliases", "replaced_by")
    columns = {name: pa.array([getattr(c, name) for c in members], pa.string()) for name in texts}
    columns |= {name: pa.array([LIST.join(getattr(c, name)) for c in members], pa.string()) for name in lists}
    columns["starts"] = pa.array([c.start for c in members], pa.date32())
    columns["ends"] = pa.array([c.end for c in members], pa.date32())
    columns["illustrative"] = pa.array([c.illustrative for c in members], pa.bool_())
    return pa.table(columns)


def service_rows(services: Iterable[Service]) -> pa.Table:
    """Services as rows of the table `service`."""
    members = list(services)
    return pa.table(
        {
            "key": pa.array([s.key for s in members], pa.string()),
            "name": pa.array([s.name for s in members], pa.string()),
            "transaction_name": pa.array([s.transaction for s in members], pa.string()),
            "description": pa.array([s.description for s in members], pa.string()),
            "in_total": pa.array([s.in_total for s in members], pa.bool_()),
            "lgsl": pa.array([s.lgsl for s in members], pa.int32()),
            "lgil": pa.array([s.lgil for s in members], pa.int32()),
        }
    )


def group_rows(groups: Iterable[Group]) -> pa.Table:
    """Groups as rows of the table `council_group`, in their order."""
    members = list(groups)
    return pa.table(
        {
            "place": pa.array(range(len(members)), pa.int32()),
            "key": pa.array([g.key for g in members], pa.string()),
            "name": pa.array([g.name for g in members], pa.string()),
            "description": pa.array([g.description for g in members], pa.string()),
            "councils": pa.array([LIST.join(g.councils) for g in members], pa.string()),
            "services": pa.array([LIST.join(g.services) for g in members], pa.string()),
        }
    )


def trait_rows(areas: Areas) -> pa.Table:
    """Traits as rows of the table `trait`, in their order."""
    columns = {name: [getattr(one, name) for one in areas.traits] for name in ("key", "name", "unit", "year", "source")}
    found = {"place": pa.array(range(len(areas.traits)), pa.int32())}
    found |= {name: pa.array(values, pa.string()) for name, values in columns.items()}
    return pa.table(found | {"weight": pa.array([one.weight for one in areas.traits], pa.float64())})


def area_rows(areas: Areas) -> pa.Table:
    """Each council's traits as rows of the table `area`."""
    rows = [(council, trait, value) for council, known in areas.values.items() for trait, value in known.items()]
    councils, traits, values = zip(*sorted(rows), strict=True) if rows else ((), (), ())
    return pa.table(
        {
            "council": pa.array(councils, pa.string()),
            "trait": pa.array(traits, pa.string()),
            "value": pa.array(values, pa.float64()),
        }
    )


def fingerprint(rows: Iterable[pa.Table]) -> str:
    """Changes when any row does."""
    digest = sha256()
    for table in rows:
        digest.update(json.dumps(table.to_pydict(), default=str, sort_keys=True).encode())
    return digest.hexdigest()


def catalogue_fingerprint(catalogue: Catalogue) -> str:
    """Changes when a definition would make other cells, or other summaries of them."""
    terms = [
        (t.kpi, t.side, t.aim.measure, sorted(t.aim.scope), t.aim.basis, str(t.weight), t.channel)
        for kpi in catalogue
        for t in kpi_terms(kpi)
    ]
    facts = [(kpi.key, kpi.version, kpi.bounded, kpi.basis, kpi.headline) for kpi in catalogue]
    return sha256(json.dumps([sorted(terms), facts]).encode()).hexdigest()


def replace_rows(connection: Connection, table: Table, rows: pa.Table) -> None:
    """These rows and no others."""
    connection.execute(delete(table))
    bulk.insert(connection, table, rows)


def ended_otherwise(connection: Connection, councils: pa.Table) -> list[str]:
    """Keys of the councils whose end is another than the one that is known, so that they owe other periods."""
    known = {row.key: row.ends for row in connection.execute(select(schema.council.c.key, schema.council.c.ends))}
    rows = zip(councils["key"].to_pylist(), councils["ends"].to_pylist(), strict=True)
    return [key for key, end in rows if known.get(key) != end]


def remembered(connection: Connection, name: str) -> str:
    """What `about` says of that name; '' if nothing."""
    about = schema.about
    return connection.execute(select(about.c.value).where(about.c.name == name)).scalar() or ""


def remember(connection: Connection, name: str, value: str) -> None:
    """Keep a fact about the warehouse itself."""
    about = schema.about
    connection.execute(delete(about).where(about.c.name == name))
    connection.execute(about.insert().values(name=name, value=value))
