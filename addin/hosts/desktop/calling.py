"""Where somebody stands in Excel, and the way to the cell that a button wants to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from addin import wiring
from addin.domain.source import Place
from addin.errors import AddinError

_WEB: Final = ("http://", "https://")


class NoProduction(AddinError):
    """The workbook in front belongs to no folder that a production could be in."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why)
        self.name = name
        self.why = why

    def __str__(self) -> str:
        return f"{self.name}: {self.why} Nothing was done."


@dataclass(frozen=True, slots=True)
class Caller:
    """The workbook in front as xlwings has it, its production's folder, and its name therein."""

    book: Any
    folder: Path
    name: str


def caller_of(full_name: str, open_books: Iterable[Any]) -> Caller:
    """Who pressed: the open workbook that Excel calls by this path.

    Raises:
        NoProduction: it was never saved, or lies in the cloud alone, or is not open any more.
    """
    short = full_name.replace("\\", "/").rpartition("/")[2]
    if short == full_name:
        raise NoProduction(short, "save the workbook in the production's folder first.")
    for book in open_books:
        if book.name.casefold() == short.casefold():
            path = _path_of(book)
            if path is not None and (_is_web(full_name) or _same(path, Path(full_name))):
                folder = wiring.production_folder(path)
                return Caller(book, folder, path.resolve().relative_to(folder).as_posix())
    if _is_web(full_name):
        why = "it is in the cloud only. Sync its folder to this computer and open it from there."
        raise NoProduction(short, why)
    raise NoProduction(short, "Excel does not show it to Tieout; is it open in a protected window?")


def show(place: Place, folder: Path, open_books: Iterable[Any]) -> str:
    """Select a cell in Excel; what is to be said if that cannot be, else nothing."""
    wanted = folder / place.workbook
    for book in open_books:
        path = _path_of(book)
        if path is not None and _same(path, wanted):
            try:
                return _select(book, place)
            except Exception as error:  # noqa: BLE001 - COM raises what it likes; the press is done
                return f"Excel does not show {place}: {error}"
    return f"It is in {place.workbook}, which is not open."


def _select(book: Any, place: Place) -> str:
    if place.sheet not in [sheet.name for sheet in book.sheets]:
        return f"There is no sheet '{place.sheet}' in {place.workbook}."
    sheet = book.sheets[place.sheet]
    if not sheet.visible:
        return f"It is on the hidden sheet '{place.sheet}'."
    book.activate()
    sheet.activate()
    if place.cell:
        sheet.range(place.cell).select()
    return ""


def _path_of(book: Any) -> Path | None:
    """Where a workbook is; None if xlwings finds it on no disk."""
    try:
        return Path(book.fullname)
    except Exception:  # noqa: BLE001 - xlwings raises plain exceptions for workbooks in a cloud
        return None


def _same(one: Path, other: Path) -> bool:
    return str(one.resolve()).casefold() == str(other.resolve()).casefold()


def _is_web(full_name: str) -> bool:
    return full_name.lower().startswith(_WEB)
