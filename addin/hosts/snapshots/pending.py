"""A press whose operations a host has, and of which it has not said yet whether they are done.

The journal has its entry already. Kept in the production's folder, so that it is known after the
host, or the server, ended in the middle.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from addin import wiring
from addin.errors import AddinError, HistoryUnusable
from addin.ports import Touched

_FILE: Final = "pending.json"
GRACE: Final = dt.timedelta(seconds=30)
"""How long a host may take to carry operations out before others ask what became of them."""


@dataclass(frozen=True, slots=True)
class Pending:
    """The press by its entry in the journal; ``undoes`` is the entry that it takes back.

    ``touched`` is what it wrote, files too; those of ``workbooks`` are with the host.
    """

    entry: int
    production: str
    at: dt.datetime
    touched: tuple[Touched, ...]
    workbooks: tuple[str, ...]
    undoes: int = 0


def keep(folder: Path, pending: Pending) -> None:
    """Put it on the disk.

    Raises:
        WriteRefused: it cannot be kept there.
    """
    told = asdict(pending) | {"at": pending.at.isoformat()}
    wiring.made(folder / wiring.STATE_FOLDER)
    wiring.save_text(_path(folder), json.dumps(told, ensure_ascii=False, indent=1))


def kept(folder: Path) -> Pending | None:
    """The one that is open, None if there is none.

    Raises:
        HistoryUnusable: there is one, and it cannot be read.
    """
    path = _path(folder)
    if not path.exists():
        return None
    try:
        told = json.loads(wiring.read_text(path))
        return Pending(
            told["entry"],
            told["production"],
            dt.datetime.fromisoformat(told["at"]),
            tuple(Touched(**one) for one in told["touched"]),
            tuple(told["workbooks"]),
            told["undoes"],
        )
    except (ValueError, KeyError, TypeError, AddinError) as error:
        raise HistoryUnusable(str(path), str(error)) from error


def drop(folder: Path) -> None:
    """It is settled."""
    with suppress(FileNotFoundError):
        _path(folder).unlink()


def of_host(pending: Pending) -> Sequence[Touched]:
    """What the host was to write."""
    return [
        one for one in pending.touched if one.workbook in pending.workbooks and not one.is_document
    ]


def _path(folder: Path) -> Path:
    return folder / wiring.STATE_FOLDER / _FILE
