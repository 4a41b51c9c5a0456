"""Runs VBA in a LibreOffice that listens: JSON in, JSON out. Run by a Python that has ``uno``.

``compile``: modules, each with what its function ``One`` gives (nothing if it does not compile);
``open``: a workbook with macros, whose cells are worked out and read.
"""

from __future__ import annotations

import json
import os
import sys
import time

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

ALWAYS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN


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


def opened(desktop, address):
    """A document whose macros may run."""
    hidden = PropertyValue("Hidden", 0, True, 0)
    macros = PropertyValue("MacroExecutionMode", 0, ALWAYS, 0)
    return desktop.loadComponentFromURL(address, "_blank", 0, (hidden, macros))


def compiled(desktop, code):
    """What ``One`` in this module gives; nothing if LibreOffice does not compile it."""
    doc = opened(desktop, "private:factory/scalc")
    try:
        doc.BasicLibraries.createLibrary("L").insertByName("M", "Option VBASupport 1\n" + code)
        address = "vnd.sun.star.script:L.M.One?language=Basic&location=document"
        return doc.getScriptProvider().getScript(address).invoke((), (), ())[0]
    finally:
        doc.close(True)


def worked_out(desktop, path, cells):
    """What cells of a workbook show."""
    doc = opened(desktop, uno.systemPathToFileUrl(path))
    try:
        doc.calculateAll()
        sheet = doc.Sheets.getByIndex(0)
        return [sheet.getCellRangeByName(cell).String for cell in cells]
    finally:
        doc.close(True)


def done(job, context):
    """What the job gives; LibreOffice ends with it."""
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    try:
        return {
            "compiled": [compiled(desktop, code) for code in job["compile"]],
            "shown": worked_out(desktop, job["open"], job["cells"]),
        }
    finally:
        desktop.terminate()


if __name__ == "__main__":
    try:
        outcome = done(json.load(sys.stdin), connected(sys.argv[1]))
    except BaseException as problem:  # noqa: BLE001 - told to the one who asked
        outcome = {"error": f"{type(problem).__name__}: {problem}"}
    sys.stdout.write(json.dumps(outcome))
    sys.stdout.flush()
    os._exit(0)  # pyuno often crashes while its interpreter ends
