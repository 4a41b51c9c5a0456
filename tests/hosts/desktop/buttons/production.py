"""A production whose workbooks are all open in Excel, for the presses of its buttons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from addin import wiring
from addin.hosts.desktop import ribbon
from tests.hosts.desktop.pressing import OK, Office
from tests.macros.test_live import contents

CALLBACKS = {
    str(one.get("id")): str(one.get("onAction"))
    for one in etree.fromstring(ribbon.xml().encode()).iter(f"{{{ribbon.NAMESPACE}}}button")
}
"""What the ribbon calls, by a button's identifier."""

ORDER = ("Northlight Ltd", "125.50")
"""Vendor and amount, typed into New PO's boxes."""


class Production:
    """A production whose workbooks are all open, and Excel with the PO log in front."""

    def __init__(self, root: Path, app: Any, windows: Any) -> None:
        self.root = root
        self.app = app
        for path in sorted(root.glob("*.xlsx")):
            app.books.open(str(path))
        self.app.books["PO Log.xlsx"].activate()
        self.before = self.seen()
        self.office = Office(windows.server.CallUDF, root / "PO Log.xlsx", "POs", "H3")

    def seen(self) -> Any:
        """Every cell of every workbook."""
        return contents(wiring.open_workbooks(self.root))

    def click(self, button: str, *typed: object, boxes: tuple[int, ...] = (OK,)) -> list[str]:
        """Press a button of the ribbon, by what the ribbon's XML says it runs."""
        return self.office.click(CALLBACKS[f"tieout_{button}"], *typed, boxes=boxes)

    def entries(self) -> list[str]:
        """The buttons in the journal."""
        with wiring.kept(self.root, None) as kept:
            assert kept is not None
            return [one.button for one in kept.journal.entries(self.root.name)]
