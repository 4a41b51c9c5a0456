"""A throw-away PostgreSQL server for benchmarks, as the tests start one, and what it uses."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

import psutil

from tests.adapters.database.postgres import programs, server

OPTION: Final = "--postgres"


@dataclass(frozen=True, slots=True)
class Used:
    """Processor seconds: of this process, and of the server."""

    ours: float
    servers: float = 0.0


@dataclass(frozen=True, slots=True)
class Where:
    """An empty memory: ``address`` is empty for a file; ``server`` its first process, or None."""

    address: str = ""
    server: psutil.Process | None = None

    def used(self, act: Callable[[], object]) -> Used:
        """What something takes; the server's other work at that time counts too."""
        ours, servers = time.process_time(), self._of_server()
        act()
        return Used(time.process_time() - ours, self._of_server() - servers)

    def spent(self) -> float:
        """Processor seconds of both so far."""
        return time.process_time() + self._of_server()

    def size(self) -> int:
        """Bytes of the server's database."""
        from addin.adapters.database.connected import Connected  # noqa: PLC0415 - servers only

        database = Connected(self.address)
        with database.transaction() as connection:
            asked = "SELECT pg_database_size(current_database())"
            found = int(connection.exec_driver_sql(asked).scalar() or 0)
        database.close()
        return found

    def _of_server(self) -> float:
        if self.server is None:
            return 0.0
        own = self.server.cpu_times()
        total = own.user + own.system + own.children_user + own.children_system
        for one in self.server.children():
            with suppress(psutil.Error):
                times = one.cpu_times()
                total += times.user + times.system
        return float(total)


@contextmanager
def where(words: list[str]) -> Iterator[Where]:
    """A server of our own if ``--postgres`` is among the words, from which it is taken."""
    if OPTION not in words:
        yield Where()
        return
    words.remove(OPTION)
    found = programs()
    if found is None:
        raise SystemExit("PostgreSQL is not installed.")
    with server(found) as running:
        assert running.process is not None  # noqa: S101 - it runs
        yield Where(running.database(), psutil.Process(running.process.pid))
