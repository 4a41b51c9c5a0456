"""Results that the studio's memory could not take yet: a file beside the manifest, until it can."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from addin.domain.night import ProductionNight
from addin.errors import HistoryBusy, HistoryUnusable
from addin.ports.nights import Nights

if TYPE_CHECKING:
    from cattrs.preconf.json import JsonConverter

FILE_NAME: Final = "night-not-recorded.jsonl"
_LOOKED_BACK: Final = 1_000  # nights among which the one of a result is looked for


class Spool:
    """Keeps results line by line; a line that was cut off by a crash is no result.

    ``file`` None: they are kept nowhere but in the memory of the process.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def add(self, studio: str, night: int, begun: dt.datetime, one: ProductionNight) -> bool:
        """Keep one more; whether it could be."""
        if self._file is None:
            return False
        told = _converter().unstructure(one)
        line = {"studio": studio, "night": night, "begun": begun.isoformat(), "one": told}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("ab") as file:
                file.write((json.dumps(line) + "\n").encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError:  # the same full disk, perhaps; it is still held in memory
            return False
        return True

    def clear(self, studio: str, night: int) -> None:
        """All of this night are in."""
        self._keep_lines([line for line, key, _ in self._read() if key[:2] != (studio, night)])

    def replay(self, studio: str, nights: Nights) -> int:
        """Hand over what earlier nights of the studio left; gives how many went in.

        What belongs to a night that this memory does not know stays: it may be another one's. So
        does what it refuses.

        Raises:
            HistoryUnusable: the memory cannot be asked yet either. Nothing is lost.
        """
        lines = list(self._read())
        if not any(key[0] == studio for _, key, _ in lines):
            return 0
        known = {(one.number, one.begun.isoformat()) for one in nights.nights(studio, _LOOKED_BACK)}
        left: list[str] = []
        count = 0
        for line, (of, night, begun), one in lines:
            if of == studio and (night, begun) in known and _recorded(nights, night, one):
                count += 1
            else:
                left.append(line)
        self._keep_lines(left)
        return count

    def _read(self) -> Iterator[tuple[str, tuple[str, int, str], ProductionNight]]:
        if self._file is None or not self._file.exists():
            return
        try:
            text = self._file.read_bytes().decode("utf-8", "replace")
        except OSError:
            return
        for line in text.splitlines():
            with suppress(Exception):  # what was cut off, or written by hand, is no result
                found = json.loads(line)
                one = _converter().structure(found["one"], ProductionNight)
                yield line, (str(found["studio"]), int(found["night"]), str(found["begun"])), one

    def _keep_lines(self, lines: list[str]) -> None:
        if self._file is None or not self._file.exists():
            return
        with suppress(OSError):  # handed over twice is as good as once
            if lines:
                part = self._file.with_suffix(".part")
                part.write_text("".join(f"{line}\n" for line in lines), "utf-8")
                part.replace(self._file)
            else:
                self._file.unlink()


def _recorded(nights: Nights, night: int, one: ProductionNight) -> bool:
    try:
        nights.record(night, one)
    except HistoryBusy:
        raise
    except HistoryUnusable:
        return False
    return True


@cache
def _converter() -> JsonConverter:
    from cattrs.preconf.json import make_converter  # noqa: PLC0415 - a tenth of a second

    return make_converter(omit_if_default=True)
