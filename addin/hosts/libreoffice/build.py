"""The extension as a file to install: ``tieout-functions.oxt``."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from importlib import resources
from pathlib import Path
from typing import Final

import addin
from addin.hosts.libreoffice import description, menu
from addin.macros.catalogue import BUTTONS
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.function import Function

FILE_NAME: Final = "tieout-functions.oxt"
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""Every part's date: the same functions are the same bytes."""
_COMPONENTS: Final = ("component.py", "dispatcher.py", "LICENSE")
"""What LibreOffice loads, and what it shows."""
_MODULES: Final = (
    "__init__.py", "addresses.py", "calendar.py", "carrying_out.py", "contents.py", "dialog.py",
    "documents.py", "expecting.py", "link.py", "log.py", "messages.py", "new_sheets.py",
    "number_formats.py", "performing.py", "places.py", "press_process.py", "pressing.py",
    "ranges.py", "reading.py", "screens.py", "spelling.py", "undo_tree.py",
)  # fmt: skip
_SOURCES: Final = {name: name for name in _COMPONENTS} | {
    name: f"pythonpath/tieout_calc/{name}" for name in _MODULES
}
_ABOUT: Final = """\
Tieout's functions and buttons for budgets, PO logs, ledgers, cost reports and schedules.

They are worked out by the Python environment in which this extension was built:
{python}
"""


def build_oxt(python: str | None = None, update_from: str = "") -> bytes:
    """The extension, for LibreOffice 7.0 and newer; the same bytes for the same arguments.

    Args:
        python: the interpreter of the environment that works the functions out, which has Tieout
            installed; this very one if None.
        update_from: the address of a file that announces newer versions (``description.update``);
            without one LibreOffice looks for none.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts(python, update_from).items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same on every system
            package.writestr(entry, content)
    return packed.getvalue()


def unpack(folder: Path, python: str | None = None) -> None:
    """Write the extension as a folder, which LibreOffice takes as one of its own.

    ``-env:BUNDLED_EXTENSIONS=`` names the folder above it, as an address.
    """
    for name, content in parts(python).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def parts(python: str | None = None, update_from: str = "") -> dict[str, bytes]:
    """The files of the extension by their paths in it (see ``build_oxt``)."""
    interpreter = python or sys.executable
    functions = FUNCTIONS.values()
    environment = {
        "python": interpreter,
        "path": str(Path(addin.__file__).resolve().parents[1]),
        "version": addin.__version__,
    }
    texts = {
        "META-INF/manifest.xml": description.manifest(),
        "description.xml": description.description(addin.__version__, update_from),
        "about.txt": _ABOUT.format(python=interpreter),
        "component.components": description.components(),
        "types.idl": description.types(functions),
        "CalcAddIns.xcu": description.add_ins(functions),
        "Addons.xcu": menu.add_ons(BUTTONS),
        "CalcCommands.xcu": menu.commands(BUTTONS),
        "ProtocolHandler.xcu": menu.protocol_handler(),
        "buttons.json": _json(menu.described(BUTTONS)),
        "functions.json": _json({each.name: _traits(each) for each in functions}),
        "environment.json": _json(environment),
    }
    own = resources.files("addin.hosts.libreoffice.extension")
    sources = {path: own.joinpath(name).read_bytes() for name, path in _SOURCES.items()}
    return {path: text.encode() for path, text in texts.items()} | sources


def _traits(function: Function) -> list[str]:
    """What the component must know of a function."""
    traits = {
        "repeating": function.repeating is not None,
        "dates": description.has_dates(function),
    }
    return [trait for trait, has in traits.items() if has]


def _json(content: object) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
