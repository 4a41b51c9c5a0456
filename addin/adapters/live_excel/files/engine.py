"""An engine of xlwings over files: macros written for xlwings run on a closed workbook.

Real xlwings objects (``App``, ``Book``, ``Sheet``, ``Range`` …) over our own reader and patcher:
saving keeps every other part of the file byte for byte. It covers what macros commonly use; all
else is refused as ``NotOnFiles``. For Linux, for tests, and for workbooks that no Excel has open.
"""

# ruff: noqa: D102 - every name is xlwings', and so is what it means
from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from addin.adapters.files import read_bytes
from addin.adapters.live_excel.files.api import BookApi
from addin.adapters.live_excel.files.beside import FileNames
from addin.adapters.live_excel.files.document import Document, NotOnFiles
from addin.adapters.live_excel.files.ranges import FileRange
from addin.adapters.live_excel.files.sheets import FileSheet, FileSheets
from addin.adapters.live_excel.files.strict import Strict
from addin.tables.table import ErrorValue

NAME: Final = "tieout files"


class FileEngine(Strict):
    """The engine; one app is running in it."""

    __slots__ = ("app",)
    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.app = FileApp(self)

    @property
    def apps(self) -> FileApps:
        return FileApps(self)

    @staticmethod
    def clean_value_data(
        data: Any,
        datetime_builder: Callable[..., object],
        empty_as: object,
        number_builder: Callable[[float], object] | None,
        err_to_str: bool,  # noqa: FBT001 - xlwings' signature
    ) -> list[list[object]]:
        def clean(value: object) -> object:
            if value is None or value == "":
                return empty_as
            if isinstance(value, ErrorValue):
                return str(value) if err_to_str else None
            if isinstance(value, dt.datetime):
                return datetime_builder(
                    value.year, value.month, value.day, hour=value.hour, minute=value.minute,
                    second=value.second, microsecond=value.microsecond, tzinfo=None,
                )  # fmt: skip
            if isinstance(value, float) and number_builder is not None:
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: object) -> object:
        del options
        if value is None or value != value:  # noqa: PLR0124 - that is what NaN is
            return None
        return value.item() if hasattr(value, "item") else value  # numbers of numpy


class FileApps(Strict):
    """The one app."""

    __slots__ = ("engine",)

    def __init__(self, engine: FileEngine) -> None:
        self.engine = engine

    def keys(self) -> list[int]:
        return [self.engine.app.pid]

    def add(self, **_: object) -> FileApp:
        return self.engine.app

    def __iter__(self) -> Iterator[FileApp]:
        yield self.engine.app

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> FileApp:
        return self.engine.app

    @staticmethod
    def cleanup() -> None:
        """There is no process to end."""


class FileApp(Strict):
    """What stands for Excel: settings that nobody sees, and the open workbooks."""

    __slots__ = (
        "_calculation", "cut_copy_mode", "display_alerts", "enable_events", "engine", "interactive",
        "opened", "screen_updating", "selection_at", "status_bar", "visible",
    )  # fmt: skip
    version = "0 (files)"

    def __init__(self, engine: FileEngine) -> None:
        self.engine = engine
        self.opened: list[FileBook] = []
        self._calculation = "automatic"
        self.screen_updating = self.display_alerts = self.enable_events = self.interactive = True
        self.visible = False
        self.cut_copy_mode: object = False
        self.status_bar: object = False
        self.selection_at: FileRange | None = None

    @property
    def api(self) -> FileApp:
        return self

    @property
    def pid(self) -> int:
        return os.getpid()

    @property
    def books(self) -> FileBooks:
        return FileBooks(self)

    @property
    def selection(self) -> FileRange | None:
        return self.selection_at

    @property
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    def calculation(self, mode: str) -> None:
        object.__setattr__(self, "_calculation", mode)
        for book in self.opened:
            book.document.calculates = mode == "automatic"

    def calculate(self) -> None:
        for book in self.opened:
            book.document.calculate()

    def activate(self, steal_focus: bool = False) -> None:  # noqa: FBT001, FBT002 - xlwings' signature
        """There is no window."""

    def quit(self) -> None:
        self.opened.clear()


class FileBooks(Strict):
    """The open workbooks."""

    __slots__ = ("app",)

    def __init__(self, app: FileApp) -> None:
        self.app = app

    @property
    def active(self) -> FileBook:
        if not self.app.opened:
            raise KeyError("no workbook is open")
        return self.app.opened[-1]

    def __call__(self, key: int | str) -> FileBook:
        if isinstance(key, int):
            return self.app.opened[key - 1]
        for book in self.app.opened:
            if key.casefold() in {book.name.casefold(), book.fullname.casefold()}:
                return book
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and any(
            key.casefold() in {book.name.casefold(), book.fullname.casefold()} for book in self
        )

    def __len__(self) -> int:
        return len(self.app.opened)

    def __iter__(self) -> Iterator[FileBook]:
        return iter(list(self.app.opened))

    def open(self, fullname: str, *more: object, **options: object) -> FileBook:
        path = Path(fullname).resolve()
        opened = FileBook(self.app, Document(path, read_bytes(path, path.name)))
        _ = opened.document.book  # a file that is no workbook is said at once
        del more, options
        self.app.opened.append(opened)
        return opened

    def add(self) -> FileBook:
        raise NotOnFiles("a new workbook")


class FileBook(Strict):
    """One open workbook."""

    __slots__ = ("_sheets", "active", "app", "document")

    def __init__(self, app: FileApp, document: Document) -> None:
        self.app = app
        self.document = document
        self.active: FileSheet | None = None
        self._sheets: dict[str, FileSheet] = {}

    @property
    def api(self) -> BookApi:
        return BookApi(self)

    @property
    def name(self) -> str:
        return self.document.path.name

    @property
    def fullname(self) -> str:
        return str(self.document.path)

    @property
    def sheets(self) -> FileSheets:
        return FileSheets(self)

    @property
    def names(self) -> FileNames:
        return FileNames(self)

    def sheet_called(self, name: str) -> FileSheet:
        """The one object for a sheet."""
        return self._sheets.setdefault(name, FileSheet(self, name))

    def renamed(self, old: str, new: str) -> None:
        """A sheet goes by another name."""
        self._sheets[new] = self._sheets.pop(old)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        if password:
            raise NotOnFiles("a password")
        self.document.save(Path(path) if path else None)

    def close(self) -> None:
        self.app.opened.remove(self)

    def activate(self) -> None:
        self.app.opened.remove(self)
        self.app.opened.append(self)


@contextmanager
def file_engine() -> Iterator[Any]:
    """Make this the active engine of xlwings; yields its app. Nothing is saved by itself."""
    import xlwings  # noqa: PLC0415 - heavy, and only here

    before = xlwings.engines.active
    engine = xlwings.main.Engine(impl=FileEngine())
    xlwings.engines.add(engine)
    engine.activate()
    try:
        yield next(iter(engine.apps))
    finally:
        engine.impl.app.quit()
        xlwings.engines.engines.remove(engine)
        del xlwings.engines.engines_by_name[NAME]
        xlwings.engines.active = before
