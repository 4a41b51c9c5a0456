"""Steps: the few things that are done to an open workbook, each of which can be taken back.

A step says what is to be, not what is to change: doing it twice is doing it once. So a list of
steps can be done again from its beginning when it was cut off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

from addin.errors import WriteRefused
from addin.tables.table import Area, ErrorValue, NewSheet, Value


@dataclass(frozen=True, slots=True)
class Entry:
    """What one cell is to hold; a formula begins with ``=``."""

    row: int
    column: int
    value: Value
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class PutCells:
    """Contents of cells; their looks stay."""

    sheet: str
    cells: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PutFormats:
    """Number formats, area by area."""

    sheet: str
    formats: tuple[tuple[Area, str], ...]


@dataclass(frozen=True, slots=True)
class TakeLooks:
    """Looks taken over from other cells of the sheet: area, and the first cell to look like.

    The source has the shape of the area's first row; every row looks like it.
    """

    sheet: str
    looks: tuple[tuple[Area, tuple[int, int]], ...]


@dataclass(frozen=True, slots=True)
class ClearLooks:
    """Cells without any look of their own."""

    sheet: str
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class SizeTable:
    """A table with so many rows of data, cut or lengthened at its end."""

    sheet: str
    table: str
    rows: int


@dataclass(frozen=True, slots=True)
class PutNote:
    """A note on a cell; no text: none."""

    sheet: str
    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class PutName:
    """A defined name, of the workbook or of a sheet; no formula: none."""

    name: str
    formula: str
    sheet: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class RenameSheet:
    """A sheet goes by another name."""

    sheet: str
    name: str


@dataclass(frozen=True, slots=True)
class PutSheet:
    """A sheet of our own, new or in place of what it held."""

    sheet: str
    content: NewSheet


@dataclass(frozen=True, slots=True)
class RestoreSheet:
    """A sheet with these contents and number formats, and no others; made if it is not there."""

    sheet: str
    cells: tuple[Entry, ...]
    formats: tuple[tuple[Area, str], ...]


@dataclass(frozen=True, slots=True)
class RemoveSheet:
    """No such sheet."""

    sheet: str


Step = (
    PutCells | PutFormats | TakeLooks | ClearLooks | SizeTable | PutNote | PutName | RenameSheet
    | PutSheet | RestoreSheet | RemoveSheet
)  # fmt: skip

_KEPT: Final[dict[str, type[Step]]] = {
    kind.__name__: kind
    for kind in (
        PutCells, PutFormats, ClearLooks, SizeTable, PutNote, PutName, RenameSheet, RestoreSheet,
        RemoveSheet,
    )
}  # fmt: skip
"""Those that take something back, and so are kept in files."""

_READ: Final[dict[str, Callable[[Any], Value]]] = {
    "error": ErrorValue,
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
    "milliseconds": lambda stated: dt.timedelta(milliseconds=stated),
}


def as_json(steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    """Steps as plain values."""
    return [{"step": type(step).__name__, **_plain(asdict(step))} for step in steps]


def from_json(kept: list[dict[str, Any]], file: str) -> tuple[Step, ...]:
    """Steps that were kept.

    Raises:
        WriteRefused: the file is damaged, or another version of Tieout wrote it.
    """
    try:
        return tuple(_step(dict(one)) for one in kept)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WriteRefused(file, f"what it keeps cannot be read ({error})") from error


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"top", "left", "bottom", "right"}:
            return list(value.values())
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return _plain_value(value)


def _plain_value(value: Any) -> Any:
    if isinstance(value, ErrorValue):
        return {"error": str(value)}
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, dt.timedelta):
        return {"milliseconds": round(value / dt.timedelta(milliseconds=1))}
    return value


def _step(kept: dict[str, Any]) -> Step:
    kind = _KEPT[kept.pop("step")]
    if "cells" in kept:
        kept["cells"] = tuple(
            Entry(one["row"], one["column"], _value(one["value"]), one["is_formula"])
            for one in kept["cells"]
        )
    if "formats" in kept:
        kept["formats"] = tuple((Area(*area), str(code)) for area, code in kept["formats"])
    if "areas" in kept:
        kept["areas"] = tuple(Area(*area) for area in kept["areas"])
    return kind(**kept)


def _value(kept: Any) -> Value:
    if not isinstance(kept, dict):
        found: Value = kept
        return found
    (kind, stated), *_ = kept.items()
    return _READ[kind](stated)
