"""One press at a time in a production: a lock that says who presses what.

The system itself holds the lock, so one that a program left behind when it ended is none. Where a
folder cannot be locked (read-only, or a share that knows no locks) nothing is: whatever is written
there is compared with what was read, in any case.
"""

from __future__ import annotations

import datetime as dt
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

from addin.errors import AddinError

FILE_NAME: Final = "press.lock"
_IS_WINDOWS: Final = os.name == "nt"
_LOCKED_AT: Final = 1 << 20
"""The byte that is locked: far behind the text, which must stay readable on Windows."""


class PressedElsewhere(AddinError):
    """Another button is at work in the production; nothing was done."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder

    def __str__(self) -> str:
        return (
            f"{self.holder or 'Another button'} is still at work in this production. "
            "Nothing was done. Wait until it is done, and press again."
        )


@contextmanager
def pressing(state: Path, who: str, what: str, at: dt.datetime) -> Iterator[None]:
    """Hold the production while a button is at work.

    Args:
        state: the folder in which a production's state is kept.
        who: the person, as others will read it.
        what: the button.
        at: since when.

    Raises:
        PressedElsewhere: it is held; the text says by whom.
    """
    with holding(state, FILE_NAME, f"{who}'s {what}, pressed at {at:%H:%M} on {at:%Y-%m-%d},"):
        yield


@contextmanager
def holding(state: Path, name: str, note: str) -> Iterator[None]:
    """Hold a folder by a file of this name, in which ``note`` says who does.

    Raises:
        PressedElsewhere: it is held; the text says by whom.
    """
    file = _opened(state, name)
    if file is None:
        yield
        return
    with file:
        if not _locked(file):
            raise PressedElsewhere(_text_of(state / name))
        try:
            _note(file, note)
            yield
        finally:
            _note(file, "")
            if not _IS_WINDOWS:
                _tidied(state, name)
            _unlocked(file)
    if _IS_WINDOWS:  # which keeps a file that somebody has open
        _tidied(state, name)


def _opened(state: Path, name: str) -> IO[bytes] | None:
    try:
        state.mkdir(parents=True, exist_ok=True)
        # no buffer: what a full disk did not take would fail once more when it is closed
        return (state / name).open("r+b" if (state / name).exists() else "w+b", buffering=0)
    except OSError:
        return None


def _tidied(state: Path, name: str) -> None:
    """A press that kept nothing leaves no folder behind."""
    with suppress(OSError):
        if [one.name for one in state.iterdir()] == [name]:
            (state / name).unlink()
            state.rmdir()


def _note(file: IO[bytes], text: str) -> None:
    with suppress(OSError):  # who holds it is said if it can be
        file.seek(0)
        file.truncate()
        file.write(text.encode())
        file.flush()


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


if _IS_WINDOWS:

    def _locked(file: IO[bytes]) -> bool:
        msvcrt: Any = importlib.import_module("msvcrt")
        file.seek(_LOCKED_AT)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:  # a share without locks
            return True
        return True

    def _unlocked(file: IO[bytes]) -> None:
        msvcrt: Any = importlib.import_module("msvcrt")
        file.seek(_LOCKED_AT)
        with suppress(OSError):
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:

    def _locked(file: IO[bytes]) -> bool:
        fcntl: Any = importlib.import_module("fcntl")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a share without locks
            return True
        # one that was tidied away between opening and locking was held by somebody until then
        return os.fstat(file.fileno()).st_nlink > 0

    def _unlocked(file: IO[bytes]) -> None:
        fcntl: Any = importlib.import_module("fcntl")
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_UN)
