"""A process that works on one production after another for a worker of a cluster.

It is a process of its own so that time and memory can be held: a thread cannot be ended, a process
can. It ends with the worker, whatever ends that: the pipe between them breaks.

Started as ``python -m addin.nightly.engines.cluster_child``; speaks pickled values over its
standard input and output, which nobody but the worker that started it holds.
"""

from __future__ import annotations

import os
import pickle
import queue
import struct
import sys
import threading
from typing import Any, BinaryIO, Final

from addin.nightly.limits import measured

LENGTH: Final = struct.Struct(">Q")
GOOGLE_SHARE: Final = "TIEOUT_GOOGLE_SHARE"
"""What this machine may take of the rate that an account has with Google: from 0 to 1."""
BEGUN: Final = "begun"
"""Said before a production, when everything is loaded: its time counts from here."""


def send(pipe: BinaryIO, value: object) -> None:
    """Put a value into a pipe."""
    content = pickle.dumps(value, protocol=5)
    pipe.write(LENGTH.pack(len(content)) + content)
    pipe.flush()


def received(pipe: BinaryIO) -> Any:
    """The next value from a pipe.

    Raises:
        EOFError: the other end is gone.
    """
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return pickle.loads(content)  # noqa: S301 - between a process and the one that started it


def main() -> None:
    """Work until the worker is gone."""
    source = os.fdopen(os.dup(0), "rb")
    target = os.fdopen(os.dup(1), "wb")
    # What a production prints goes to the worker's log, and never between the values.
    os.dup2(2, 1)
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a device
        os.dup2(nothing.fileno(), 0)
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    sys.path[:] = received(source)
    threading.Thread(target=_listen, args=(source, waiting), daemon=True).start()
    is_said = bool(os.environ.get(GOOGLE_SHARE))  # by who looks after this machine
    while True:
        work, task, google_share = waiting.get()
        if not is_said:
            os.environ[GOOGLE_SHARE] = f"{google_share:.6f}"
        send(target, BEGUN)
        send(target, measured(work, task))


def _listen(source: BinaryIO, waiting: queue.SimpleQueue[Any]) -> None:
    try:
        while True:
            waiting.put(received(source))
    except BaseException:  # noqa: BLE001 - whatever it was, nobody is there to be told
        end_with_all_below()


def end_with_all_below() -> None:
    """End this process at once, and what it has started."""
    import psutil  # noqa: PLC0415 - only when it ends

    for process in psutil.Process().children(recursive=True):
        try:
            process.kill()
        except psutil.Error:
            continue
    os._exit(1)


if __name__ == "__main__":
    main()
