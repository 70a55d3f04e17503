"""Connecting to the ledger's database and changing rows the same way on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, event, inspect, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import ExceptionContext, RowMapping, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError

from extract.catalogue import Language, say


class LedgerUnavailable(RuntimeError):
    """The database cannot be used: it does not answer, is full, locked or damaged."""

    key = "ledger.away"  # of the catalogue

    def text(self, language: Language) -> str:
        """What is wrong and what to do, in one line."""
        return say(self.key, language, detail=" ".join(str(self).split()))


class LedgerOutdated(LedgerUnavailable):
    """The tables were made by another version of the program; the first that differs is named."""

    key = "ledger.outdated"


def connect(address: str) -> Engine:
    """A database at a SQLAlchemy address; the folder of an SQLite file is made when missing.

    Raises LedgerUnavailable where there can be none, as does whatever is asked of it while it
    cannot be used.
    """
    try:
        engine = _engine(address)
    except (ArgumentError, ImportError, OSError) as error:  # no such database, driver or folder
        raise LedgerUnavailable(str(error)) from error

    @event.listens_for(engine, "handle_error")
    def _named(context: ExceptionContext) -> None:
        error = context.sqlalchemy_exception
        if isinstance(error, DatabaseError) and not isinstance(error, IntegrityError):
            raise LedgerUnavailable(str(context.original_exception)) from error

    return engine


def _engine(address: str) -> Engine:
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": 60})
    _configure_sqlite(engine)
    return engine


def make_tables(engine: Engine, metadata: MetaData) -> None:
    """Make the tables that are missing.

    Raises LedgerOutdated when one that is there has other columns.
    """
    metadata.create_all(engine)
    found = inspect(engine)
    for table in metadata.sorted_tables:
        columns = {column["name"] for column in found.get_columns(table.name)}
        if odd := columns ^ set(table.columns.keys()):
            raise LedgerOutdated(f"{table.name}.{min(odd)}")


def _configure_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where ``_begin`` says
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A deferred transaction that reads and then writes fails at once when another writer was
        # faster; an immediate one waits its turn. Readers are not held up in WAL mode.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writing(engine: Engine) -> Engine:
    """The same database, for transactions that write."""
    return engine.execution_options(writes=True)


def upsert(
    connection: Connection,
    table: Table,
    row: Mapping[str, Any],
    key: tuple[str, ...],
    only_new: Mapping[str, Any] | None = None,
) -> None:
    """Insert a row or change the one with the same key; a None leaves what is there.

    ``only_new`` is written when the row is inserted and never changed.
    """
    statement = _insert(connection, table).values(**row, **(only_new or {}))
    changed = {
        name: statement.excluded[name]
        for name, value in row.items()
        if name not in key and value is not None
    }
    if changed:
        statement = statement.on_conflict_do_update(index_elements=list(key), set_=changed)
    else:
        statement = statement.on_conflict_do_nothing()
    connection.execute(statement)


def upsert_many(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: tuple[str, ...]
) -> None:
    """Insert rows or change those with the same keys, all at once; each row has every column."""
    if not rows:
        return
    statement = _insert(connection, table)
    changed = {column.name: column for column in statement.excluded if column.name not in key}
    statement = statement.on_conflict_do_update(index_elements=list(key), set_=changed)
    connection.execute(statement, rows)


def insert_if_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row unless one with the same key is there."""
    connection.execute(_insert(connection, table).values(**row).on_conflict_do_nothing())


def one(connection: Connection, table: Table, **key: object) -> RowMapping:
    """The row with these values. Raises LookupError when there is none."""
    row = maybe(connection, table, **key)
    if row is None:
        raise LookupError(f"the ledger's table {table.name} has no row with {key}")
    return row


def maybe(connection: Connection, table: Table, **key: object) -> RowMapping | None:
    """The first row with these values, or None."""
    query = select(table).where(*(table.c[name] == value for name, value in key.items()))
    return connection.execute(query).mappings().first()


def _insert(connection: Connection, table: Table) -> Any:
    if connection.dialect.name != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # not loaded by those who do not use it

    return postgresql.insert(table)
