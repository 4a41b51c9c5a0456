"""Works in documents that a running LibreOffice has open: JSON in, JSON out.

Run by a Python that has ``uno``. A job is a list of steps, each with what it is to ``do``; the
documents stay open between jobs, and are known by their addresses.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import uno  # type: ignore[import-not-found]
from uno_job import connected, properties  # type: ignore[import-not-found]

CONTENT = 1 | 2 | 4 | 8 | 16


class Office:
    """LibreOffice, and the extension's own modules."""

    def __init__(self, pipe, extension) -> None:
        self.context = connected(pipe)
        self.services = self.context.ServiceManager
        self.desktop = self._made("com.sun.star.frame.Desktop")
        sys.path.insert(0, str(Path(extension) / "pythonpath"))

    def _made(self, service):
        return self.services.createInstanceWithContext(service, self.context)

    def document(self, step):
        """The one of that path; without a path the one that was never saved."""
        wanted = uno.systemPathToFileUrl(step["path"]) if step.get("path") else ""
        components = self.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            one = components.nextElement()
            if hasattr(one, "Sheets") and wanted == one.URL:
                return one
        raise RuntimeError(f"{step.get('path') or 'a new document'} is not open")

    def open(self, step):
        """Open a file, or a new document."""
        path = step.get("path") or step.get("template")
        where = uno.systemPathToFileUrl(path) if path else "private:factory/scalc"
        options = {"ReadOnly": True} if step.get("read_only") else {}
        if step.get("template"):
            options["AsTemplate"] = True
        if self.desktop.loadComponentFromURL(where, "_blank", 0, properties(**options)) is None:
            raise RuntimeError(f"LibreOffice does not open {where}")

    def close(self, step):
        """Close it, saved or not."""
        self.document(step).close(True)

    def save(self, step):
        """Save it under another name."""
        filters = {".ods": "calc8", ".xlsx": "Calc MS Excel 2007 XML"}
        name = filters[Path(step["to"]).suffix]
        where = uno.systemPathToFileUrl(step["to"])
        self.document(step).storeAsURL(where, properties(FilterName=name))

    def press(self, step):
        """The command of the menu, with answers as a program gives them."""
        helper = self._made("com.sun.star.frame.DispatchHelper")
        frame = self.document(step).CurrentController.Frame
        answers = properties(Answers=json.dumps(step["answers"]))
        address = "vnd.org.tieout:press?" + step["button"]
        result = helper.executeDispatch(frame, address, "_self", 0, answers)
        return json.loads(result.Result)

    def button(self, step):
        """Put a form button on the first sheet."""
        document = self.document(step)
        shape = document.createInstance("com.sun.star.drawing.ControlShape")
        model = document.createInstance("com.sun.star.form.component.CommandButton")
        model.Name = model.Label = step["label"]
        model.ButtonType = uno.Enum("com.sun.star.form.FormButtonType", "URL")
        model.TargetURL = step["url"]
        point, size = (uno.createUnoStruct(f"com.sun.star.awt.{one}") for one in ("Point", "Size"))
        point.X, point.Y, size.Width, size.Height = 500, 500, 4000, 900
        shape.setPosition(point)
        shape.setSize(size)
        shape.Control = model
        document.Sheets.getByIndex(0).DrawPage.add(shape)

    def buttons(self, step):
        """The form buttons of each sheet: what they say, and the address they call."""
        return {
            sheet.Name: [
                [model.Label, model.TargetURL]
                for form in _all(sheet.DrawPage.Forms)
                for model in _all(form)
                if hasattr(model, "TargetURL")
            ]
            for sheet in self.document(step).Sheets
        }

    def click(self, step):
        """Press a form button as a screen reader does: the control itself is at work."""
        document = self.document(step)
        controller = document.CurrentController
        sheet = document.Sheets.getByName(step["sheet"]) if step.get("sheet") else None
        sheet = sheet or document.Sheets.getByIndex(0)
        controller.setActiveSheet(sheet)
        for form in _all(sheet.DrawPage.Forms):
            for model in _all(form):
                if model.Label == step["label"]:
                    control = controller.getControl(model)
                    control.getAccessibleContext().doAccessibleAction(0)
                    return _until(lambda: bool(self._titles(document)), step.get("seconds", 60))
        raise RuntimeError(f"there is no button {step['label']}")

    def titles(self, step):
        """What can be undone, the last first."""
        return self._titles(self.document(step))

    def _titles(self, document):
        return list(document.UndoManager.getAllUndoActionTitles())

    def undo(self, step):
        """What a person does with Ctrl+Z."""
        self.document(step).UndoManager.undo()

    def write(self, step):
        """Type into a cell."""
        cell = self.document(step).Sheets.getByName(step["sheet"]).getCellRangeByName(step["cell"])
        cell.setFormula(step["content"])

    def call_sheet(self, step):
        """Give the first sheet a name."""
        self.document(step).Sheets.getByIndex(0).Name = step["sheet"]

    def protect(self, step):
        """Protect a sheet, without a password."""
        self.document(step).Sheets.getByName(step["sheet"]).protect("")

    def content(self, step):
        """All that stands in a document: contents, formats, notes, names, order of sheets."""
        document = self.document(step)
        sheets = []
        for sheet in document.Sheets:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            last = cursor.getRangeAddress()
            cells = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
            groups = cells.getUniqueCellFormatRanges()
            looks = sorted(
                [
                    groups.getByIndex(at).RangeAddressesAsString,
                    document.NumberFormats.getByKey(
                        groups.getByIndex(at).NumberFormat
                    ).FormatString,
                    groups.getByIndex(at).CellBackColor,
                    groups.getByIndex(at).CharWeight,
                ]
                for at in range(groups.Count)
            )
            notes = [
                [note.Position.Row, note.Position.Column, note.String]
                for note in _all(sheet.Annotations)
            ]
            sheets.append([sheet.Name, cells.getFormulaArray(), looks, notes])
        names = [[one.Name, one.Content] for one in _all(document.NamedRanges)]
        tables = [[one.Name, _area(one.DataArea)] for one in document.DatabaseRanges]
        return [sheets, names, tables]

    def table(self, step):
        """Make a database range with a heading."""
        document = self.document(step)
        sheet = document.Sheets.getByName(step["sheet"])
        address = sheet.getCellRangeByName(step["area"]).getRangeAddress()
        document.DatabaseRanges.addNewByName(step["name"], address)

    def selection(self, step):
        """The sheet in front, and what is selected."""
        document = self.document(step)
        return [document.CurrentController.ActiveSheet.Name, document.CurrentSelection.AbsoluteName]

    def snapshot(self, step):
        """As the extension sends it."""
        from tieout_calc.reading import (  # type: ignore[import-not-found]  # noqa: PLC0415 - on the path since just now
            snapshot,
        )

        return snapshot(self.document(step), step["name"], self.services)

    def carry_out(self, step):
        """As the extension does it; what it says if it does not."""
        from tieout_calc.carrying_out import (  # type: ignore[import-not-found]  # noqa: PLC0415 - on the path since just now
            HalfWritten,
            NotWritten,
            Task,
            carry_out,
        )

        task = Task(step["name"], self.document(step), step["forth"], step["back"])
        try:
            return {"now": carry_out([task], "Tieout: Test", self.services)}
        except (NotWritten, HalfWritten) as error:
            return {"error": type(error).__name__, "why": str(error)}

    def menu(self, step):
        """What LibreOffice's configuration has in the menu bar: address, title, group."""
        del step
        provider = self._made("com.sun.star.configuration.ConfigurationProvider")
        node = properties(nodepath="/org.openoffice.Office.Addons/AddonUI/OfficeMenuBar")
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", node
        )
        menu = access.getByName("org.tieout.menu")
        return [
            [group.Title, [[one.URL, one.Title, one.Context] for one in _named(group.Submenu)]]
            for group in _named(menu.Submenu)
        ]

    def tip(self, step):
        """The tip of a command, as menus and toolbars show it."""
        described = self.context.getValueByName(
            "/singletons/com.sun.star.frame.theUICommandDescription"
        ).getByName("com.sun.star.sheet.SpreadsheetDocument")
        told = {one.Name: one.Value for one in described.getByName(step["url"])}
        return told["TooltipLabel"]


def _named(node):
    return [node.getByName(name) for name in sorted(node.ElementNames)]


def _all(container):
    return [container.getByIndex(at) for at in range(container.Count)]


def _area(address):
    return [address.Sheet, address.StartRow, address.StartColumn, address.EndRow, address.EndColumn]


def _until(happened, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if happened():
            return True
        time.sleep(0.05)
    return False


if __name__ == "__main__":
    outcome: object
    try:
        office = Office(*sys.argv[1:3])
        outcome = [getattr(office, step["do"])(step) for step in json.load(sys.stdin)]
    except BaseException as problem:  # noqa: BLE001 - told to the one who asked
        outcome = {"error": f"{type(problem).__name__}: {problem}"}
    sys.stdout.write(json.dumps(outcome))
    sys.stdout.flush()
    os._exit(0)  # pyuno often crashes while its interpreter ends
