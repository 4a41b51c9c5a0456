"""A real PostgreSQL server of our own: in a folder that goes with it, on loopback, with a password."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql

ODD = {
    "timezone": "Asia/Kolkata",
    "datestyle": "SQL, DMY",
    "bytea_output": "escape",
    "client_encoding": "LATIN1",
    "default_transaction_isolation": "serializable",
    "standard_conforming_strings": "off",
}
PATIENCE = 60.0  # seconds
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # the folder goes with the server; what is committed outlives a killed process
    "max_connections": "60",
    "shared_buffers": "16MB",
    "dynamic_shared_memory_type": "mmap",
    "logging_collector": "off",
}


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs, the newest; None where it is not installed."""
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    newest = sorted(installed, key=lambda folder: int(folder.parent.name.partition(".")[0]))
    found = shutil.which("postgres")
    for folder in (*reversed(newest), *([Path(found).parent] if found else [])):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


@dataclass
class Server:
    """A server that a test may kill, and begin anew over what it kept."""

    programs: Path
    folder: Path
    encoding: str = "UTF8"
    locale: str = "C.UTF-8"
    password: str = field(default_factory=lambda: f"sekrit-{secrets.token_hex(8)}")
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    databases: int = 0

    def make(self) -> None:
        """The folder that it keeps everything in."""
        self.folder.chmod(0o755)
        given = self.folder / "password"
        given.write_text(self.password)
        if os.geteuid() == 0:
            for one in (self.folder, given):
                os.chown(one, *_person())
        command = [
            str(self.programs / "initdb"), "--pgdata", str(self.folder / "kept"), "--username",
            "tieout", "--pwfile", str(given), "--auth", "scram-sha-256",
            "--encoding", self.encoding, "--locale", self.locale, "--no-sync",
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **_as_person())

    def start(self) -> None:
        """Begin, at a port that is free, and wait until it answers."""
        if not self.port:
            with socket.socket() as asked:
                asked.bind(("127.0.0.1", 0))
                self.port = asked.getsockname()[1]
        said = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        command = [str(self.programs / "postgres"), "-D", str(self.folder / "kept")]
        command += ["-p", str(self.port), *said]
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with (self.folder / "log").open("ab") as log:
                self.process = subprocess.Popen(
                    command, stdout=log, stderr=log, cwd=self.folder, **_as_person()
                )
            while self.process.poll() is None and time.monotonic() < deadline:
                try:
                    self._connect("postgres").close()
                except psycopg.Error:
                    time.sleep(0.05)
                else:
                    return
            time.sleep(0.2)  # what a killed server leaves of its memory goes in a moment
        raise AssertionError((self.folder / "log").read_text()[-2000:])

    def kill(self) -> None:
        """As when its machine loses power: the server and all its processes, at once."""
        assert self.process is not None
        everything = [psutil.Process(self.process.pid)]
        everything += everything[0].children(recursive=True)
        for one in everything:
            one.kill()
        self.process.wait()
        psutil.wait_procs(everything[1:], timeout=PATIENCE)

    def stop(self) -> None:
        """End it; whatever is still connected is let go."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(PATIENCE)

    def database(self, encoding: str = "") -> str:
        """The address of a database of its own, as people write it."""
        self.databases += 1
        name = f"studio_{self.databases}"
        made = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if encoding:
            given = " TEMPLATE template0 LOCALE 'C' ENCODING {}"
            made += sql.SQL(given).format(sql.Literal(encoding))
        with self._connect("postgres") as connection:
            connection.execute(made)
        return f"postgresql://tieout:{self.password}@127.0.0.1:{self.port}/{name}"

    def have_people_say(self, **settings: str) -> None:
        """Have everybody who signs in begin with these settings."""
        with self._connect("postgres") as connection:
            for name, value in settings.items():
                asked = sql.SQL("ALTER ROLE tieout SET {} = {}")
                connection.execute(asked.format(sql.Identifier(name), sql.Literal(value)))

    def _connect(self, name: str) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="tieout", password=self.password, dbname=name,
            autocommit=True, connect_timeout=5,
        )  # fmt: skip


@contextmanager
def server(found: Path, *, is_odd: bool = False) -> Iterator[Server]:
    """A server that runs; ended, and its folder gone, whatever happens.

    ``is_odd``: it knows no UTF-8, and its people have another time, dates and ways to write bytes.
    """
    folder = Path(tempfile.mkdtemp(prefix="tieout-postgres-"))
    one = Server(found, folder, *(("SQL_ASCII", "C") if is_odd else ()))
    try:
        one.make()
        one.start()
        if is_odd:
            one.have_people_say(**ODD)
        yield one
    finally:
        one.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _person() -> tuple[int, int]:
    """Whom it runs as where we are root, which it refuses."""
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise AssertionError("PostgreSQL refuses to run as root, and there is nobody else here")


def _as_person() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    user, group = _person()
    return {"user": user, "group": group, "extra_groups": []}
