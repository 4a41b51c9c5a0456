"""The processes that carry presses out: one for each press, ended when nobody waits for it.

A press may take long and must not hold up formulas; a process can be stopped. From its first
writing on it is left to finish, whoever has gone away: the next press finds out what it did.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Any, Final, Self

from addin.hosts.web.errors import NotServed
from addin.hosts.web.limits import Limits
from addin.hosts.web.productions import Productions

COMMAND: Final = (sys.executable, "-P", "-m", "addin.hosts.web.press_worker")
_LINE: Final = 1 << 28  # an answer is one line
_START_SECONDS: Final = 60.0
_TOO_LONG: Final = "This took too long and was stopped. Nothing was written."
_STILL_WRITING: Final = (
    "This takes longer than anybody waits. It is left to finish: look again later what it did."
)


class TooManyPresses(Exception):
    """As many as may be are at work."""


class Presses:
    """Starts a process ahead of each press, since that takes a second."""

    def __init__(
        self,
        productions: Productions,
        limits: Limits,
        command: Sequence[str] = COMMAND,
        today: str = "",
    ) -> None:
        self._told = json.dumps(
            {
                "folders": [str(each.resolve()) for each in productions.folders],
                "own": str(productions.own),
                "today": today,
            }
        )
        self._limits = limits
        self._command = tuple(command)
        self._spare: asyncio.Task[asyncio.subprocess.Process] | None = None
        self._at_work: set[asyncio.subprocess.Process] = set()
        self._starting = 0
        self._finishing: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._spare is not None:
            with suppress(OSError, asyncio.CancelledError):
                await _end(await self._spare)
        if self._finishing:
            await asyncio.gather(*self._finishing, return_exceptions=True)
        for process in tuple(self._at_work):
            await _end(process)

    def require_room(self) -> None:
        """Refuse what would be one too many.

        Raises:
            TooManyPresses: as many as may be are at work.
        """
        if len(self._at_work) + self._starting >= self._limits.presses:
            raise TooManyPresses

    async def lines(self, kind: str, body: bytes) -> AsyncIterator[bytes]:
        """What a press says, line by line; its answer is the last."""
        self._starting += 1  # several may ask while the first waits for its process
        try:
            process = await self._taken()
            self._at_work.add(process)
        finally:
            self._starting -= 1
        writes = False
        try:
            async with asyncio.timeout(self._limits.press_seconds):
                async for line in _said(process, kind, body):
                    writes = writes or line.startswith(b'{"writes"')
                    yield line
        except TimeoutError:
            yield _failed(_STILL_WRITING if writes else _TOO_LONG)
        except NotServed as error:
            yield _failed(str(error))
        except (ConnectionError, OSError, ValueError):
            yield _failed("The press ended in the middle. Press again: that finds out what it did.")
        finally:
            if writes and process.returncode is None:
                task = asyncio.create_task(self._finished(process))
                self._finishing.add(task)
                task.add_done_callback(self._finishing.discard)
            else:
                self._at_work.discard(process)
                await asyncio.shield(_end(process))

    async def _finished(self, process: asyncio.subprocess.Process) -> None:
        """It writes: it is left to come to its end."""
        try:
            async with asyncio.timeout(self._limits.press_seconds):
                assert process.stdout is not None  # noqa: S101 - started with a pipe
                while await process.stdout.read(1 << 16):
                    continue
                await process.wait()
        except TimeoutError:
            pass
        finally:
            self._at_work.discard(process)
            await _end(process)

    async def _taken(self) -> asyncio.subprocess.Process:
        spare, self._spare = self._spare, asyncio.create_task(self._start())
        process = await spare if spare is not None else await self._start()
        return process if process.returncode is None else await self._start()

    async def _start(self) -> asyncio.subprocess.Process:
        group: dict[str, Any] = {"start_new_session": True}  # Ctrl+C is for the server alone
        if sys.platform == "win32":
            group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        return await asyncio.create_subprocess_exec(
            *self._command,
            self._told,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_LINE,
            **group,
        )


async def _said(
    process: asyncio.subprocess.Process, kind: str, body: bytes
) -> AsyncIterator[bytes]:
    assert process.stdin is not None  # noqa: S101 - started with a pipe
    assert process.stdout is not None  # noqa: S101 - started with a pipe
    async with asyncio.timeout(_START_SECONDS):
        if not await process.stdout.readline():
            raise NotServed(
                "The buttons cannot be loaded. Nothing was done. 'tieout doctor' says why."
            )
    process.stdin.write(f"{kind} {len(body)}\n".encode() + body)
    await process.stdin.drain()
    while True:
        line = await process.stdout.readline()
        if not line:
            raise ConnectionError
        yield line
        if line.startswith(b'{"done"'):
            await process.wait()
            return


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()


def _failed(sentence: str) -> bytes:
    answer = {"ok": False, "sentence": sentence, "operations": {}, "lists": {}, "needs": []}
    return json.dumps({"done": answer}).encode() + b"\n"
