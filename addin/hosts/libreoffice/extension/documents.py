"""The spreadsheets that are open in this LibreOffice."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uno  # type: ignore[import-not-found]
from com.sun.star.uno import Exception as UnoException  # type: ignore[import-not-found]

from .expecting import sheet_called
from .places import area, cells_of, name, of_address

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"


class Documents:
    """What is open, and where somebody stands in it."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self.services = context.getServiceManager()

    def _open(self) -> Iterator[Any]:
        desktop = self.services.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self._context
        )
        components = desktop.getComponents().createEnumeration()
        while components.hasMoreElements():
            one = components.nextElement()
            if hasattr(one, "supportsService") and one.supportsService(_SPREADSHEET):
                yield one

    def active(self) -> Any:
        """The one in front; None if that is no spreadsheet."""
        desktop = self.services.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self._context
        )
        found = desktop.getCurrentComponent()
        is_one = hasattr(found, "supportsService") and found.supportsService(_SPREADSHEET)
        return found if is_one else None

    def key(self, document: Any) -> str:
        """What tells it from the others as long as it is open."""
        return str(document.getPropertyValue("RuntimeUID"))

    def by_key(self, key: str) -> Any:
        """One of them.

        Raises:
            com.sun.star.uno.Exception: it is open no longer.
        """
        for one in self._open():
            if self.key(one) == key:
                return one
        raise UnoException("the document was closed meanwhile", None)

    def told(self) -> list[dict[str, str]]:
        """Where each is kept, and what it is called."""
        return [
            {
                "key": self.key(one),
                "url": one.getURL(),
                "path": path_of(one.getURL()),
                "title": one.getTitle(),
            }
            for one in self._open()
        ]

    def selection(self, document: Any) -> dict[str, str]:
        """The sheet in front and the first selected cell."""
        controller = document.getCurrentController()
        if controller is None:
            return {"sheet": "", "cell": ""}
        cell = ""
        selected = document.getCurrentSelection()
        if hasattr(selected, "getRangeAddress"):
            where = of_address(selected.getRangeAddress())
            cell = name(where.top, where.left)
        return {"sheet": controller.getActiveSheet().getName(), "cell": cell}

    def show(self, document: Any, sheet: str, cell: str) -> None:
        """Bring a cell in front; one that is not there any more is not shown."""
        controller, found = document.getCurrentController(), sheet_called(document, sheet)
        if controller is None or found is None:
            return
        with contextlib.suppress(ValueError, UnoException):
            controller.setActiveSheet(found)
            controller.select(cells_of(found, area(cell or "A1")))
            controller.getFrame().activate()


def path_of(url: str) -> str:
    """Where a file lies on this computer; empty for what lies elsewhere, or was never saved."""
    return str(uno.fileUrlToSystemPath(url)) if url.startswith("file:") else ""


def file_content(document: Any) -> bytes:
    """The bytes of a document's file: those on the disk, or if it was changed since, as saved now.

    Raises:
        com.sun.star.uno.Exception: LibreOffice cannot save it.
    """
    path = path_of(document.getURL())
    if path and not document.isModified():
        with contextlib.suppress(OSError):
            return Path(path).read_bytes()
    handle, copy = tempfile.mkstemp(prefix="tieout-")
    os.close(handle)
    try:
        document.storeToURL(uno.systemPathToFileUrl(copy), _as_it_is_kept(document))
        return Path(copy).read_bytes()
    except OSError as error:
        raise UnoException(f"its file cannot be read ({error.strerror})", None) from error
    finally:
        with contextlib.suppress(OSError):
            Path(copy).unlink()


def _as_it_is_kept(document: Any) -> tuple[Any, ...]:
    """The format of its file; a document that was never saved is an .ods."""
    filters = [one for one in document.getArgs() if one.Name == "FilterName" and one.Value]
    if filters:
        return (filters[0],)
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = "FilterName", "calc8"
    return (made,)
