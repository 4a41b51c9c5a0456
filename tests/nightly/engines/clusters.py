"""Real schedulers and workers of dask for tests: processes on loopback, ended by their number."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def soon(what: Callable[[], object]) -> None:
    """Wait until it is so."""
    end = time.monotonic() + 120
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def ended(process: subprocess.Popen[bytes]) -> None:
    """End a process of ours and what it started."""
    try:
        below = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        below = []
    for each in below:
        with suppress(psutil.NoSuchProcess):
            each.kill()
    process.kill()
    process.wait(10)


@dataclass(slots=True)
class Dask:
    """A scheduler with its workers."""

    folder: Path
    scheme: str = "tcp"
    scheduler_options: tuple[str, ...] = ()
    worker_options: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The scheduler's address."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def scheduler(self) -> subprocess.Popen[bytes]:
        """The scheduler's process."""
        return self.processes[0]

    def start(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a part of it."""
        log = (self.folder / f"dask-{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words],
            cwd=self.folder,
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        )
        log.close()
        self.processes.append(process)
        return process

    def start_scheduler(self) -> None:
        """Start the scheduler."""
        words = ("--host", f"{self.scheme}://127.0.0.1", "--port", str(self.port))
        self.start("scheduler", *words, "--no-dashboard", *self.scheduler_options)

    def start_worker(
        self, *words: str, nanny: bool = False, told: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a worker that takes one production at a time; ``told`` are variables of its own."""
        plain = () if nanny else ("--no-nanny",)
        return self.start(
            "worker",
            self.address,
            "--nthreads=1",
            "--no-dashboard",
            "--host=127.0.0.1",
            f"--local-directory={self.folder}",
            *plain,
            *self.worker_options,
            *words,
            **(told or {}),
        )

    def restart(self) -> None:
        """Kill the scheduler, and start it and its workers anew, as systemd would."""
        self.scheduler.kill()
        self.scheduler.wait(10)
        before = len(self.processes)
        self.start_scheduler()
        self.processes[0] = self.processes.pop()
        for _ in range(before - 1):
            self.start_worker()

    def told(self) -> str:
        """What it logged."""
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("dask-*.log")))

    def wait(self, wanted: str, times: int, seconds: float = 60.0) -> None:
        """Wait until its logs hold something so often."""
        end = time.monotonic() + seconds
        while self.told().count(wanted) < times:
            assert time.monotonic() < end, self.told()
            time.sleep(0.05)

    def end(self) -> None:
        """End everything."""
        for process in reversed(self.processes):
            ended(process)


@contextmanager
def dask(
    folder: Path,
    workers: int = 2,
    *,
    nanny: bool = False,
    scheme: str = "tcp",
    scheduler_options: Sequence[str] = (),
    worker_options: Sequence[str] = (),
) -> Iterator[Dask]:
    """A cluster of our own for a while."""
    folder.mkdir(parents=True, exist_ok=True)
    cluster = Dask(folder, scheme, tuple(scheduler_options), tuple(worker_options))
    try:
        cluster.start_scheduler()
        for _ in range(workers):
            cluster.start_worker(nanny=nanny)
        cluster.wait("Registered to:", workers)
        yield cluster
    finally:
        cluster.end()
