"""The address of a database as people write it, and as it may be shown: never with a password."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import NoSuchModuleError, SQLAlchemyError

from addin.errors import HistoryUnusable

_DRIVERS: Final = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_SECRET: Final = ("password", "passfile", "sslpassword", "passwd", "pwd")
_UNREADABLE: Final = (
    "that is no address of a database. One looks like sqlite:////folder/studio.db or"
    " postgresql://person@server/database; a password with marks such as @ : / in it needs them"
    " as %40 %3A %2F"
)


def engine_at(address: str | URL) -> Engine:
    """What speaks to the database at an address.

    Raises:
        HistoryUnusable: no such address can be, or what speaks to that database is not installed.
    """
    url = url_of(address)
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url, hide_parameters=True)
            event.listen(engine, "connect", _durable)
            return engine
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,  # a server that was begun anew is found out before, not during
            pool_recycle=1800,
            # whatever the server's or the person's usual one is: see ``locking``
            isolation_level="READ COMMITTED",
            pool_size=2,
            max_overflow=8,
            connect_args=_arguments(url),
        )
    except ImportError:
        extra = "tieout[postgres]" if url.get_backend_name() == "postgresql" else url.drivername
        reason = f"what speaks to such a database is not installed: pip install '{extra}'"
        raise HistoryUnusable(shown(url), reason) from None
    except NoSuchModuleError:  # of no database: it may be the secret address of something else
        raise HistoryUnusable(f"{url.drivername}://…", _UNREADABLE) from None
    except (SQLAlchemyError, ValueError, TypeError) as error:
        raise HistoryUnusable(shown(url), without_secrets(url)(str(error))) from None


def url_of_file(file: Path) -> URL:
    """The address of a file of SQLite, whatever marks its name has: a film is "Who's There?"."""
    return URL.create("sqlite", database=str(file))


def url_of(address: str | URL) -> URL:
    """An address, read; what people write for PostgreSQL names the driver that we ship.

    Raises:
        HistoryUnusable: it cannot be read. The text does not repeat it: it may hold a password.
    """
    if isinstance(address, URL):
        return address
    try:
        url = make_url(address)
    except (SQLAlchemyError, ValueError):
        scheme, colon, _ = address.partition("://")
        seen = f"{scheme}://…" if colon and scheme.replace("+", "").isalnum() else "the address"
        raise HistoryUnusable(seen, _UNREADABLE) from None
    return url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))


def shown(url: URL) -> str:
    """An address for people: where, but no password and nothing that may hold one."""
    plain = url.set(drivername=url.get_backend_name(), query={})
    if plain.database:  # a folder's name may be no text at all
        plain = plain.set(database=plain.database.encode("utf-8", "replace").decode())
    if plain.password is None:
        return plain.render_as_string()
    return plain.set(password="x").render_as_string().replace(":***@", "@")  # noqa: S106 - taken out


def without_secrets(url: URL) -> Callable[[str], str]:
    """What takes passwords out of a message of a driver, should one ever be in it."""
    secrets = [str(url.password)] if url.password else []
    for name, value in url.query.items():
        if name.casefold() in _SECRET:
            secrets += [value] if isinstance(value, str) else list(value)

    def cleaned(text: str) -> str:
        for secret in secrets:
            text = text.replace(secret, "***") if secret else text
        return text

    return cleaned


def _arguments(url: URL) -> dict[str, Any]:
    """What the driver is told beside the address; what the address says itself comes first."""
    if url.get_driver_name() != "psycopg":
        return {}
    usual: dict[str, Any] = {
        "connect_timeout": 10,
        "application_name": "tieout",
        "client_encoding": "utf8",  # whatever the server or the person's variables say
        # a server that is gone without a word is found out within a minute, not in hours
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 60_000,  # ms
    }
    said = {name: value for name, value in usual.items() if name not in url.query}
    # statements kept by the server would be another client's behind a pool of connections
    return {**said, "prepare_threshold": None}


def _durable(connection: SqliteConnection, record: object) -> None:
    """What is committed stays through a power cut; a writer waits for another, up to a minute.

    No write-ahead log: productions lie on network drives, where SQLite's would lose data.
    """
    del record
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA busy_timeout = 60000")
