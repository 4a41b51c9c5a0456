"""Does one job in a running LibreOffice: JSON in, JSON out. Run by a Python that has ``uno``.

A job opens a workbook (or a new one), writes cells, works everything out, reads whole sheets, and
saves copies. Windows stay hidden: LibreOffice without a display has none.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR
FORMATS = {"ods": "calc8", "xlsx": "Calc MS Excel 2007 XML"}


def properties(**values):
    """Named values, as UNO takes them."""
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def connected(pipe):
    """The LibreOffice that listens there."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - it is not up yet
            time.sleep(0.05)
    raise RuntimeError(f"no LibreOffice listens on {pipe}")


def write(doc, sheet, address, content):
    """Type into a cell, an array formula over a range, or into every cell of a range."""
    cells = doc.Sheets.getByName(sheet).getCellRangeByName(address)
    if isinstance(content, list):
        cells.setFormulaArray(tuple(map(tuple, content)))
    elif content.startswith("{="):
        cells.setArrayFormula(content[1:-1])
    else:
        cells.getCellByPosition(0, 0).setFormula(content)


def enter_again(doc):
    """Replace each = by =, as a person does in the dialogue: every formula is read anew."""
    for sheet in doc.Sheets:
        wanted = sheet.createReplaceDescriptor()
        wanted.setSearchString("=")
        wanted.setReplaceString("=")
        sheet.replaceAll(wanted)


def read(sheet):
    """Every cell up to the last used one: number, text, or the code of its error in a list."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.getRangeAddress()
    cells = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
    return [
        [
            [cells.getCellByPosition(across, down).getError()] if value is None else value
            for across, value in enumerate(row)
        ]
        for down, row in enumerate(cells.getDataArray())
    ]


def help_of(services, context):
    """What the function wizard shows of our functions."""
    all_of_them = services.createInstanceWithContext(
        "com.sun.star.sheet.FunctionDescriptions", context
    )
    found = {}
    for each in map(all_of_them.getByIndex, range(all_of_them.getCount())):
        told = {part.Name: part.Value for part in each}
        found[told["Name"]] = [
            told["Description"],
            [[argument.Name, argument.Description] for argument in told["Arguments"] or ()],
        ]
    return found


def done(job, context):
    """What a job gives."""
    services = context.ServiceManager
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    if job.get("basic"):  # functions in LibreOffice's own language, to compare with
        libraries = services.createInstanceWithContext(
            "com.sun.star.script.ApplicationScriptLibraryContainer", context
        )
        libraries.getByName("Standard").insertByName("Compared", job["basic"])
    if job.get("quit"):
        with contextlib.suppress(Exception):  # it goes while it answers
            desktop.terminate()
        return {}
    where = uno.systemPathToFileUrl(job["open"]) if job.get("open") else "private:factory/scalc"
    doc = desktop.loadComponentFromURL(where, "_blank", 0, properties(Hidden=True))
    if doc is None:
        raise RuntimeError(f"LibreOffice does not open {where}")
    try:
        for sheet, address, content in job.get("write", []):
            if not doc.Sheets.hasByName(sheet):
                doc.Sheets.insertNewByName(sheet, doc.Sheets.getCount())
            write(doc, sheet, address, content)
        if job.get("enter_again"):
            enter_again(doc)
        seconds = []
        for _ in range(job.get("times", 1)):
            began = time.perf_counter()
            doc.calculateAll()
            seconds.append(time.perf_counter() - began)
        values = {name: read(doc.Sheets.getByName(name)) for name in doc.Sheets.ElementNames}
        for path in job.get("save", []):
            kind = FORMATS[path.rsplit(".", 1)[1]]
            doc.storeToURL(uno.systemPathToFileUrl(path), properties(FilterName=kind))
        told = help_of(services, context) if job.get("help") else {}
        return {"values": values, "seconds": seconds, "help": told}
    finally:
        doc.close(True)


if __name__ == "__main__":
    try:
        outcome = done(json.load(sys.stdin), connected(sys.argv[1]))
    except BaseException as problem:  # noqa: BLE001 - told to the one who asked
        outcome = {"error": f"{type(problem).__name__}: {problem}"}
    sys.stdout.write(json.dumps(outcome))
    sys.stdout.flush()
    os._exit(0)  # pyuno often crashes while its interpreter ends
