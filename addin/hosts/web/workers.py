"""The processes that work out calls: a few of them, each replaced when a call takes too long.

A thread could not be stopped; a process can. So one slow formula costs itself, and nobody else.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from addin.hosts.web.batch import refusal, too_late
from addin.hosts.web.errors import NotServed
from addin.hosts.web.limits import Limits

COMMAND: Final = (sys.executable, "-P", "-m", "addin.hosts.web.worker")
"""``-P``: modules lying in the folder it is started from are not taken for ours."""
_CHUNK: Final = 1 << 18
_START_SECONDS: Final = 60.0
_END_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What a batch came to: the body to send, and its status as in HTTP."""

    status: int
    body: bytes


class Busy(Exception):
    """Too many batches wait already."""


class _Gone(Exception):
    """The process ended by itself."""


class _Worker:
    """One process and the lines it says."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._rest = bytearray()
        self._lines: deque[bytes] = deque()

    @classmethod
    async def start(cls, command: Sequence[str], limits: Limits) -> _Worker:
        """Start a process and wait until it knows its functions.

        Raises:
            NotServed: it ended, or did not get ready.
        """
        group: dict[str, Any] = {"start_new_session": True}  # Ctrl+C is for the server alone
        if sys.platform == "win32":
            group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        process = await asyncio.create_subprocess_exec(
            *command,
            json.dumps(asdict(limits)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_CHUNK,
            **group,
        )
        worker = cls(process)
        try:
            json.loads(await worker.line(_START_SECONDS))
        except (_Gone, TimeoutError, ValueError):
            await worker.end()
            raise NotServed(
                "The functions could not be loaded, so nothing was started. "
                f"'{' '.join(command)}' shows why."
            ) from None
        except BaseException:
            worker.kill()
            await worker.end()
            raise
        return worker

    async def ask(self, skip: int, body: bytes) -> None:
        """Hand a batch over; its first ``skip`` calls are answered already."""
        assert self._process.stdin is not None  # noqa: S101 - started with a pipe
        try:
            self._process.stdin.write(b"%d %d\n" % (skip, len(body)))
            self._process.stdin.write(body)
            await self._process.stdin.drain()
        except (ConnectionError, OSError):
            raise _Gone from None

    async def line(self, seconds: float) -> bytes:
        """The next line.

        Raises:
            TimeoutError: none came in time.
            _Gone: none will come.
        """
        while not self._lines:
            assert self._process.stdout is not None  # noqa: S101 - started with a pipe
            reading = self._process.stdout.read(_CHUNK)
            chunk = await asyncio.wait_for(reading, max(seconds, 0))
            if not chunk:
                raise _Gone
            *whole, rest = chunk.split(b"\n")
            if whole:
                whole[0] = bytes(self._rest) + whole[0]
                self._rest.clear()
                self._lines.extend(whole)
            self._rest += rest
        return self._lines.popleft()

    def kill(self) -> None:
        """Stop it at once, whatever it is doing."""
        if self._process.returncode is None:
            try:
                self._process.kill()
            except ProcessLookupError:
                return

    async def end(self) -> None:
        """Let it end by itself, or stop it; then its pipes are closed."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), _END_SECONDS)
        except TimeoutError:
            self.kill()
            await self._process.wait()


class Workers:
    """Some processes, and the batches that wait for one. To be used with ``async with``."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        count: int | None = None,
        command: Sequence[str] = COMMAND,
    ) -> None:
        self.limits = limits or Limits()
        self._count = count or max(2, min(4, os.cpu_count() or 2))
        self._command = tuple(command)
        self._free: asyncio.Queue[_Worker | None] = asyncio.Queue()
        self._all: set[_Worker] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._waiting = 0

    async def __aenter__(self) -> Self:
        starting = (self._start() for _ in range(self._count))
        for started in await asyncio.gather(*starting, return_exceptions=True):
            if isinstance(started, BaseException):
                await self.__aexit__()
                raise started
            self._free.put_nowait(started)
        return self

    async def __aexit__(self, *_: object) -> None:
        for worker in self._all:
            self._let_go(worker)
        self._all.clear()
        await asyncio.gather(*self._ending)

    async def answer(self, body: bytes) -> Reply:
        """Work out one batch.

        Raises:
            Busy: too many wait already.
        """
        if self._waiting >= self.limits.waiting:
            raise Busy
        self._waiting += 1
        try:
            worker = await self._free.get()
        finally:
            self._waiting -= 1
        batch = _Batch(body, self.limits)
        try:
            while True:
                if worker is None:
                    worker = await self._start()
                try:
                    await batch.go_on(worker)
                    return batch.reply()
                except (TimeoutError, _Gone) as error:
                    self._drop(worker)
                    worker = None
                    batch.give_up_one(error)
                    if batch.is_done:
                        return batch.reply()
        except BaseException:
            if worker is not None:  # in the middle of something: its next lines are nobody's
                self._drop(worker)
                worker = None
            raise
        finally:
            self._free.put_nowait(worker)

    async def _start(self) -> _Worker:
        worker = await _Worker.start(self._command, self.limits)
        self._all.add(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        worker.kill()
        self._all.discard(worker)
        self._let_go(worker)

    def _let_go(self, worker: _Worker) -> None:
        task = asyncio.get_running_loop().create_task(worker.end())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)


class _Batch:
    """A batch and the answers there are so far."""

    def __init__(self, body: bytes, limits: Limits) -> None:
        self._body = body
        self._limits = limits
        self._answers: list[bytes] = []
        self._count: int | None = None
        self._refused: Reply | None = None
        self._until = asyncio.get_running_loop().time() + limits.batch_seconds

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to ask for."""
        return self._refused is not None or len(self._answers) == self._count

    async def go_on(self, worker: _Worker) -> None:
        """Collect the answers that are missing.

        Raises:
            TimeoutError, _Gone: from the call that comes next.
        """
        await worker.ask(len(self._answers), self._body)
        head = json.loads(await worker.line(self._left()))
        if "refused" in head:
            self._refused = _problem(head["status"], head["refused"])
            return
        self._count = head["calls"]
        while len(self._answers) < head["calls"]:
            line = await worker.line(min(self._left(), self._limits.call_seconds))
            self._answers.append(line)

    def give_up_one(self, error: Exception) -> None:
        """The call that comes next gets no value; nor do those behind it if time is over."""
        if self._count is None:
            self._refused = _problem(413, "the batch took too long to read, or too much memory")
            return
        if self._left() <= 0:
            late = too_late(f"no answer within {self._limits.batch_seconds:g} s; use fewer cells")
            self._answers += [late] * (self._count - len(self._answers))
        elif isinstance(error, TimeoutError):
            why = f"stopped after {self._limits.call_seconds:g} s"
            self._answers.append(refusal("#N/A", f"{why}; use a smaller range"))
        else:
            self._answers.append(refusal("#N/A", "this call ended the program that works it out"))

    def reply(self) -> Reply:
        """What to send back."""
        if self._refused is not None:
            return self._refused
        return Reply(200, b'{"answers":[' + b",".join(self._answers) + b"]}")

    def _left(self) -> float:
        return self._until - asyncio.get_running_loop().time()


def _problem(status: int, message: str) -> Reply:
    return Reply(status, json.dumps({"error": message}).encode())
