"""A process that works out batches of calls: ``python -m addin.hosts.web.worker``.

It says ``{"ready": n}`` once it knows its functions. Then, for each batch on its input (a line
``skip length``, and that many bytes), it gives ``{"calls": n}``, or ``{"refused": why, "status":
s}``; and one line an answer from call ``skip`` on, each as soon as it is there: whoever listens
sees which call takes too long, ends this process and asks another for the rest.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from collections.abc import Iterator
from typing import IO

from addin.hosts.web.batch import BadBatch, Calling, answer_of, batch_of
from addin.hosts.web.limits import Limits


def work(
    batches: Iterator[tuple[int, bytes]], writing: IO[bytes], calling: Calling, limits: Limits
) -> None:
    """Answer batches: how many of its calls are answered already, and its body."""

    def say(line: bytes) -> None:
        writing.write(line + b"\n")
        writing.flush()

    for skip, body in batches:
        try:
            calls = batch_of(body, limits)
        except BadBatch as error:
            say(json.dumps({"refused": error.message, "status": error.status}).encode())
            continue
        except MemoryError:
            refused = {"refused": "too large for this computer", "status": 413}
            say(json.dumps(refused).encode())
            continue
        say(json.dumps({"calls": len(calls)}).encode())
        left = limits.answered
        for call in calls[skip:]:
            line, cells = answer_of(call, calling, left)
            left -= cells
            say(line)
        del calls, body


def arriving(reading: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Batches as they arrive. When the input ends this process ends, even in an endless call.

    The input ends when the server does, however that came about.
    """
    batches: queue.SimpleQueue[tuple[int, bytes]] = queue.SimpleQueue()

    def listen() -> None:
        while header := reading.readline():
            skip, length = map(int, header.split())
            batches.put((skip, reading.read(length)))
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        yield batches.get()


def main(calling: Calling | None = None, count: int = 0) -> None:
    """Work on standard input and output; what a function prints goes elsewhere."""
    reading, writing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    if calling is None:
        from addin.udfs.catalogue import FUNCTIONS, call  # noqa: PLC0415 - tests bring their own

        calling, count = call, len(FUNCTIONS)
    limits = Limits(**json.loads(sys.argv[1])) if len(sys.argv) > 1 else Limits()
    writing.write(json.dumps({"ready": count}).encode() + b"\n")
    writing.flush()
    work(arriving(reading), writing, calling, limits)


if __name__ == "__main__":
    main()
