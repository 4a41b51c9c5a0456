"""The log of a studio's nights: a line of JSON for each thing that happened, and files of one size.

What is written is chosen so that the file may be sent to anybody who helps: how many and how long,
names of productions, codes of rules, classes of errors; never what a cell holds, what a sentence
says, an address or a secret.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from addin.domain.night import Outcome, ProductionNight
from addin.errors import AddinError

FOLDER: Final = Path(".tieout", "logs")
FILE_NAME: Final = "night.log"
MOST_BYTES: Final = 1_000_000
"""How long a file gets before the next begins: some 5,000 productions."""
KEPT: Final = 7
"""How many full files are kept beside the one that is written."""
LONGEST: Final = 120
"""The most letters of a name that are written."""

_LEFT_OUT: Final = "(left out)"
_ADDRESS: Final = re.compile(r"://|\S@\S", re.IGNORECASE)
_LOCK_SECONDS: Final = 30.0
"""After this long, whoever was changing files has died."""

Said = str | int | float | bool


def usual_log(home: Path) -> Path:
    """Where a studio's log is, by the folder of its manifest."""
    return home / FOLDER / FILE_NAME


class NightLog:
    """What a night tells as it goes; a log that cannot be written never stops a night.

    Args:
        file: where it is written; None: nowhere.
        now: the time, with its zone.
        most_bytes: how long a file gets before the next one begins.
        kept: how many full files are kept, ``night.log.1`` the newest.
    """

    def __init__(
        self,
        file: Path | None,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone(),
        *,
        most_bytes: int = MOST_BYTES,
        kept: int = KEPT,
    ) -> None:
        self.file = file
        self.trouble = ""
        """Why a line could not be written; empty while all could."""
        self._now = now
        self._most = most_bytes
        self._kept = kept

    def begun(self, studio: str, productions: int, engine: str, *, resumed: bool = False) -> None:
        """A night began, or went on where one was cut short."""
        self.note(
            "resumed" if resumed else "begun",
            studio=studio,
            productions=productions,
            engine=engine.partition("://")[0],
        )

    def ended_production(self, one: ProductionNight) -> None:
        """A production's night ended: how, with what counts, how long each step took."""
        told: dict[str, object] = {
            "production": _safe(one.production),
            "ended": str(one.ended),
            "errors": one.count(3),
            "warnings": one.count(2),
            "notes": one.count(1),
            "new": one.standing("new"),
            "resolved": one.standing("resolved"),
            "codes": dict(sorted(Counter(_safe(point.code) for point in one.open).items())),
            "seconds": round(one.seconds, 3),
            "steps": {
                _safe(step.name): round(step.seconds, 3)
                for step in one.steps
                if step.outcome is not Outcome.NOTHING
            },
        }
        failed = {_safe(step.name): _safe(step.error) for step in one.steps if step.error}
        told |= {"failed": failed} if failed else {}
        told |= {"error": _safe(one.error)} if one.error else {}
        told |= {"tries": one.tries} if one.tries > 1 else {}
        told |= {"peak_mb": one.peak // 1_000_000} if one.peak else {}
        self._write("production", told)

    def note(self, event: str, **said: Said) -> None:
        """Something else happened: ``alert sent``, ``alert failed``, ``stopped``, ``refused``.

        Texts are names: of an alert, of a signal, of a class of errors. One that could be an
        address is left out.
        """
        plain = {
            name: _safe(what) if isinstance(what, str) else what for name, what in said.items()
        }
        self._write(_safe(event), plain)

    def ended(self, status: int, counts: Mapping[str, int], seconds: float = 0.0) -> None:
        """The night ended with this exit status; ``counts`` are productions by how they ended."""
        by_end = {_safe(name): count for name, count in counts.items()}
        self._write("ended", {"status": status, **by_end, "seconds": round(seconds, 3)})

    def _write(self, event: str, told: Mapping[str, object]) -> None:
        if self.file is None:
            return
        at = self._now().isoformat(timespec="seconds")
        line = {"at": at, "event": event, "process": os.getpid(), **told}
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self._make_room()
            _append(self.file, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        except OSError as error:
            self.trouble = error.strerror or str(error)

    def _make_room(self) -> None:
        """Begin a new file when this one is full; one process at a time does it.

        No file is ever held open, so a line that another process writes meanwhile stands in the
        old file or in the new one, and is never lost.
        """
        assert self.file is not None  # noqa: S101 - asked before
        if not _is_full(self.file, self._most):
            return
        lock = self.file.with_name(f"{self.file.name}.lock")
        if not _locked(lock):
            return
        try:
            if _is_full(self.file, self._most):  # another process may have been quicker
                names = [self.file, *(_numbered(self.file, n) for n in range(1, self._kept + 1))]
                for older, newer in zip(names[::-1], names[-2::-1], strict=False):
                    with suppress(FileNotFoundError):
                        newer.replace(older)
        except OSError:  # a file is open in another program: the next line tries again
            pass
        finally:
            lock.unlink(missing_ok=True)


@contextmanager
def night_log(file: Path | None) -> Iterator[NightLog]:
    """The log of a night; one that is refused, or that fails, is told by its class."""
    log = NightLog(file)
    try:
        yield log
    except AddinError as error:
        log.note("refused", error=type(error).__name__)
        raise
    except BaseException as error:
        log.note("broke off", error=type(error).__name__)
        raise


def _safe(text: str) -> str:
    """A name as it may be written: on one line, not endless, and no address."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return _LEFT_OUT if _ADDRESS.search(shown) else shown[:LONGEST]


def _append(file: Path, line: bytes) -> None:
    """One line, whole, behind whatever other processes write."""
    as_it_is = getattr(os, "O_BINARY", 0)  # Windows would write its own ends of lines
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | as_it_is, 0o644)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)


def _is_full(file: Path, most: int) -> bool:
    try:
        return file.stat().st_size >= most
    except FileNotFoundError:
        return False


def _numbered(file: Path, number: int) -> Path:
    return file.with_name(f"{file.name}.{number}")


def _locked(lock: Path) -> bool:
    """Whether we may change the files now."""
    with suppress(FileNotFoundError):
        if time.time() - lock.stat().st_mtime > _LOCK_SECONDS:
            lock.unlink(missing_ok=True)
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return False
    return True
