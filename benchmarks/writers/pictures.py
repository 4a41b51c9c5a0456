"""Pictures for docs/lossless.md: one workbook as made, edited by Tieout, and saved by openpyxl.

``python -m benchmarks.writers.pictures FOLDER`` (needs LibreOffice and pdftoppm). The workbook is
made by tests/corpus/examples.py; both writers change one number, the budget of Grip.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import openpyxl

from addin.adapters.xlsx.patcher import patched
from addin.tables.changes import Changes
from addin.tables.table import CellEdit
from benchmarks.writers.libreoffice import saved
from tests.corpus.examples import example

DOTS_PER_INCH = 80


def by_tieout(original: bytes) -> bytes:
    """The budget of Grip, in place."""
    return patched(original, Changes((CellEdit("Cost report", 3, 2, 26_000.0),)))


def by_openpyxl(original: bytes) -> bytes:
    """The same by load and save."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(original))
        book["Cost report"].cell(3, 2).value = 26_000
        book.save(out)
    return out.getvalue()


def main(into: Path) -> None:
    """Make the pictures."""
    original = example()
    books = {
        "lossless-original": original,
        "lossless-tieout": by_tieout(original),
        "lossless-openpyxl": by_openpyxl(original),
    }
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        for name, content in books.items():
            (folder / f"{name}.xlsx").write_bytes(content)
        saved([folder / f"{name}.xlsx" for name in books], folder, "pdf")
        for name in books:
            command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", "-f", "1", "-singlefile"]
            command += ["-x", "0", "-y", "0", "-W", "880", "-H", "440"]
            subprocess.run([*command, str(folder / f"{name}.pdf"), str(into / name)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
