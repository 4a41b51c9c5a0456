"""How the two processes talk: a length, then that many bytes of ``marshal``, over a pipe.

Nobody else can reach the pipe: it has no name, and both ends belong to the process that LibreOffice
started and to LibreOffice. ``marshal`` holds plain values only, so a message never runs code, and
it keeps an error's bits in a number, which JSON does not. Version 2 is read by every Python 3.
"""

from __future__ import annotations

import marshal
import struct
from typing import IO, Any

VERSION = 2
TOO_LONG = 7
"""The exit status of a worker that ends itself because one call takes too long."""
_LENGTH = struct.Struct("<I")


class Ended(Exception):
    """The other side is gone."""


def send(target: IO[bytes], message: Any) -> None:
    """Write one message of plain values: None, numbers, text, tuples of these.

    Raises:
        OSError: the other side is gone.
        ValueError: something in it is no plain value.
    """
    packed = marshal.dumps(message, VERSION)
    target.write(_LENGTH.pack(len(packed)) + packed)
    target.flush()


def receive(source: IO[bytes]) -> Any:
    """The next message.

    Raises:
        Ended: the other side is gone, or went in the middle of it.
    """
    (length,) = _LENGTH.unpack(_exactly(source, _LENGTH.size))
    return marshal.loads(_exactly(source, length))  # noqa: S302 - from our own child, see above


def _exactly(source: IO[bytes], count: int) -> bytes:
    read = source.read(count)
    if len(read) < count:
        raise Ended
    return read
