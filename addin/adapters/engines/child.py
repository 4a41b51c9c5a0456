"""Run an engine's library in a process of its own: it may hang, crash or take all memory.

What goes there and comes back is JSON on the process's input and output. Cells come back as
``[sheet number, row, column, value]``; an error value as ``{"error": "#N/A"}``.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

from addin.adapters.engines.programs import run
from addin.errors import EngineFailed

MEMORY: Final = 4 << 30
"""Bytes of memory that a library may take; on Windows the system sets no such limit."""

_MARK: Final = b"--tieout: the answer--"
"""Parts the answer from what a library may print of its own accord."""


def ask(
    engine: str,
    module: str,
    given: Mapping[str, Any],
    content: bytes,
    *,
    seconds: float,
    memory: int = MEMORY,
) -> dict[str, Any]:
    """The answer of a module that serves an engine (see ``serve``); ``memory`` is in bytes.

    Raises:
        EngineFailed: it died, took too long, or says that it cannot.
    """
    asked = {**given, "content": base64.b64encode(content).decode(), "memory": memory}
    ran = run(
        engine,
        [sys.executable, "-m", module],
        seconds=seconds,
        given=json.dumps(asked).encode(),
        environment={
            "PYTHONIOENCODING": "utf-8",
            "PYTHONPATH": os.pathsep.join(each for each in sys.path if each),
            "RUST_BACKTRACE": "0",
        },
    )
    said, mark, answer = ran.said.rpartition(_MARK.decode())
    if not mark:
        last = said.strip().splitlines() or answer.strip().splitlines() or ["it said nothing"]
        raise EngineFailed(engine, f"it broke down with status {ran.status} ({last[-1][:200]})")
    found: dict[str, Any] = json.loads(answer)
    if "failed" in found:
        raise EngineFailed(engine, found["failed"])
    return found


def serve(work: Callable[[Mapping[str, Any], bytes], Mapping[str, Any]]) -> None:
    """Read one question, limit the memory, answer it; for ``python -m`` of an engine's module."""
    asked = json.load(sys.stdin)
    _limit(asked["memory"])
    try:
        answer = work(asked, base64.b64decode(asked["content"]))
    except MemoryError:
        answer = {"failed": f"it needs more than {asked['memory'] >> 30} GB of memory"}
    except BaseException as error:  # noqa: BLE001 - a panic of a library is no Exception
        answer = {"failed": f"{type(error).__name__}: {error}"[:300]}
    sys.stdout.flush()
    sys.stdout.buffer.write(_MARK + json.dumps(answer).encode())
    sys.stdout.buffer.flush()


def _limit(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (memory if most < 0 else min(memory, most), most))
