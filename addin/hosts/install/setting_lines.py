r"""The lines ``"KEY","VALUE"`` of a user's settings, as the add-in's VBA finds them.

Its rules: the first place where ``"KEY","`` stands counts, in capitals or not; the value goes up to
the next quote; ``%NAME%`` stands for the environment's value. A file is read up to a Ctrl+Z.
Bytes in, bytes out: whatever else is in the file stays as it is, in whatever letters it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_END: Final = b"\x1a"
_OTHER_LETTERS: Final = (b"\xff\xfe", b"\xfe\xff")
"""A file in UTF-16 holds no line that VBA would find."""


def value_of(content: bytes, key: str) -> bytes | None:
    """What a key's line says, as it stands there; None if VBA finds none."""
    found = _found(content, key)
    return None if found is None else content[slice(*found)]


def with_value(content: bytes, key: str, value: bytes) -> bytes:
    """The file with a key's line saying this; the line is put in front if there is none.

    A line in the same place keeps it; a file that VBA cannot read is replaced by the line alone.
    """
    if content.startswith(_OTHER_LETTERS):
        content = b""
    found = _found(content, key)
    if found is None:
        return b'"%s","%s"\r\n' % (key.encode("ascii"), value) + content
    begin, end = found
    rest = content[end:]
    return content[:begin] + value + (rest if rest.startswith(b'"') else b'"' + rest)


def without_value(content: bytes, key: str, before: bytes | None) -> bytes:
    """The file with a key's line as it was ``before``, or without the line if there was none."""
    if before is not None:
        return with_value(content, key, before)
    found = _found(content, key)
    if found is None:
        return content
    begin = found[0] - len(_start(key))
    end = re.compile(rb'"?[ \t]*(\r\n|\r|\n)?').match(content, found[1])
    return content[:begin] + content[end.end() if end else found[1] :]


def expanded(value: str, environment: Callable[[str], str]) -> str:
    """A value with ``%NAME%`` replaced, as VBA does it: only where two signs enclose a name."""
    parts = value.split("%")
    if len(parts) < 3:
        return value
    for at in range(1, len(parts) - 1, 2):
        parts[at] = environment(parts[at])
    return "".join(parts)


def _start(key: str) -> bytes:
    return b'"%s","' % key.encode("ascii")


def _found(content: bytes, key: str) -> tuple[int, int] | None:
    """Where the value begins and ends; an unfinished one ends with its line."""
    seen = content.partition(_END)[0]
    start = re.search(re.escape(_start(key)), seen, re.IGNORECASE)
    if start is None:
        return None
    end = re.compile(rb'[^"\r\n]*').match(seen, start.end())
    return start.end(), end.end() if end else len(seen)
