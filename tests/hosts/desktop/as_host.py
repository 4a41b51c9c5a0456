"""Excel on Windows as a host of the contract: ribbon, interpreted VBA, xlwings' server, open files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from addin import wiring
from addin.adapters.live_excel.files.engine import file_engine
from addin.hosts.desktop import asking, ribbon
from addin.macros.catalogue import BY_NAME
from tests.hosts.desktop.pressing import CANCEL_BOX, NO, Office
from tests.hosts.desktop.windows_stand_in import Windows
from tests.macros.test_live import contents


class Desktop:
    """An Excel with the add-in and one workbook open."""

    def __init__(self, app: Any, folder: Path, name: str) -> None:
        app.books.open(str(folder / name))
        self.folder = folder
        self.name = name
        sheet = app.books[name].sheets[0].name
        self.office = Office(Windows().server.CallUDF, folder / name, sheet, "A1")
        shown = etree.fromstring(ribbon.xml().encode()).iter(f"{{{ribbon.NAMESPACE}}}button")
        self.callbacks = {str(one.get("id")): str(one.get("onAction")) for one in shown}

    def buttons(self) -> set[str]:
        """Those on the ribbon that press; the others look after the functions."""
        names = {one.removeprefix("tieout_") for one in self.callbacks}
        return names - {"list", "recalculate", "restart", "check"}

    def press(self, button: str, answers: Mapping[str, str]) -> str:
        """The boxes answered; what may stay empty stays so; the last box is clicked away."""
        fields = asking.asked(BY_NAME[button])
        optional = sum(field.optional for field in fields)
        typed = [answers[field.name] for field in fields if not field.optional]
        boxes = (*([NO] if optional > 1 else []), CANCEL_BOX)
        said = self.office.click(
            self.callbacks[f"tieout_{button}"], *typed, *[...] * (optional == 1), boxes=boxes
        )
        return said[-1]

    def content(self) -> object:
        """Every cell of the open workbook."""
        everything = contents(wiring.open_workbooks(self.folder))
        return {place: cells for place, cells in everything.items() if place[0] == self.name}


@contextmanager
def opened(_request: pytest.FixtureRequest, folder: Path, name: str) -> Iterator[Desktop]:
    """A workbook open in it."""
    with file_engine() as app:
        yield Desktop(app, folder, name)
