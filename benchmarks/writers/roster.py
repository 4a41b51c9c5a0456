"""The writers that are compared: how each is installed, started, and what must be said of it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

DRIVERS = Path(__file__).parent / "drivers"
ROOT = Path(__file__).parents[2]
PILLOW = ("pillow",)
"""Without it openpyxl drops every picture."""
NPM_PACKAGES = ("exceljs", "xlsx-populate", "xlsx", "@ooxml-tools/validate")


@dataclass(frozen=True)
class Writer:
    """One writer. ``package`` is what pip or npm calls it; ``one_in`` of the files it is given.

    ``with_it`` is what its documentation tells to install for all it can do. A writer that only
    converts is asked for no edit, one that cannot make new cells for no new ones.
    """

    name: str
    driver: str
    package: str = ""
    one_in: int = 1
    remark: str = ""
    converts: bool = False
    makes_cells: bool = True
    with_it: tuple[str, ...] = ()


WRITERS = (
    Writer("tieout", "with_tieout.py", remark="in place"),
    Writer("openpyxl", "with_openpyxl.py", "openpyxl", remark="load and save", with_it=PILLOW),
    Writer(
        "paper-xlsx",
        "with_openpyxl.py",
        "paper-xlsx",
        remark="fork of openpyxl, in place",
        with_it=PILLOW,
    ),
    Writer("wolfxl", "with_wolfxl.py", "wolfxl", remark="Rust, in place (`modify=True`)"),
    Writer("xlsxedit", "with_xlsxedit.py", "xlsxedit", remark="in place"),
    Writer("editpyxl", "with_editpyxl.py", "editpyxl", 3, "existing cells only", makes_cells=False),
    Writer("excelize", "with_excelize.py", "excelize", 3, "Go library"),
    Writer("pyopenxlsx", "with_pyopenxlsx.py", "pyopenxlsx", 3, "OpenXLSX, C++"),
    Writer("ironcalc", "with_ironcalc.py", "ironcalc", 3, "an engine, not an editor"),
    Writer("spire", "with_spire.py", "spire.xls.free", 3, "Spire.XLS Free"),
    Writer("exceljs", "with_exceljs.mjs", "exceljs", 3, "JavaScript"),
    Writer("xlsx-populate", "with_xlsx_populate.mjs", "xlsx-populate", 3, "JavaScript"),
    Writer("sheetjs", "with_sheetjs.mjs", "xlsx", 3, "JavaScript, community edition"),
    Writer("libreoffice", "", "", 9, "opens and saves; no edit asked", converts=True),
)


def prepared(writer: Writer, tools: Path) -> tuple[list[str], dict[str, str]]:
    """The command that starts a writer's driver, and its environment; installs what is missing.

    Raises:
        subprocess.CalledProcessError: its package cannot be installed here.
    """
    environment = os.environ | {"WRITERS_NPM": str(tools / "npm"), "PYTHONPATH": str(ROOT)}
    driver = str(DRIVERS / writer.driver)
    if writer.driver.endswith(".mjs"):
        npm(tools)
        return ["node", driver], environment
    if not writer.package:
        return [sys.executable, driver], environment
    home = tools / f"py-{writer.package}"
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        install = [str(python), "-m", "pip", "install", "--quiet", writer.package, *writer.with_it]
        subprocess.run(install, check=True, capture_output=True)
    return [str(python), driver], environment


def npm(tools: Path) -> Path:
    """The folder with the packages of npm; installed when they are not there."""
    folder = tools / "npm"
    if not (folder / "node_modules" / "@ooxml-tools" / "validate").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}', "utf-8")
        command = ["npm", "install", "--silent", *NPM_PACKAGES]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


def version(writer: Writer, tools: Path) -> str:
    """The version that was installed; empty where none can be told."""
    if writer.driver.endswith(".mjs"):
        import json  # noqa: PLC0415

        stated = tools / "npm" / "node_modules" / writer.package / "package.json"
        return str(json.loads(stated.read_text("utf-8"))["version"])
    if not writer.package:
        return ""
    packages = tools / f"py-{writer.package}" / "lib"
    wanted = writer.package.replace("-", "_").replace(".", "_").lower()
    for found in packages.rglob("*.dist-info"):
        name, _, number = found.name.removesuffix(".dist-info").partition("-")
        if name.replace("-", "_").replace(".", "_").lower() == wanted:
            return number
    return ""
