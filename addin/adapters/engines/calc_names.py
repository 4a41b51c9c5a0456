"""A workbook's file with calls of our functions as every LibreOffice that has them reads them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, unescape

from addin.tables.formula import FormulaError, pieces
from addin.tables.function_names import NAMESPACE, addin_links, leads_to_addin, plain_call
from addin.tables.own_functions import Functions
from addin.tables.table import Book

_TEXT: Final = re.compile(
    rb"(<(?:[\w.-]+:)?(?:f|definedName)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*(?<!/)>)([^<]*)(?=</)"
)
_CALL: Final = re.compile(r"\w*_[\w.]*\(")
"""Excel's own functions have no underscore in their names, and the add-in's all have."""
_QUOTES: Final = {"&quot;": '"', "&apos;": "'"}


@dataclass(frozen=True, slots=True)
class _Names:
    """Which calls in a workbook are ours."""

    functions: Functions
    taken: Collection[str]
    links: Collection[str]

    def in_text(self, text: str) -> bool:
        return any(self._is_ours(call[:-1]) for call in _CALL.findall(text))

    def spelt(self, text: str) -> str:
        """A formula with its calls as TIEOUT.COST_EFC, whatever host they were written for."""
        out: list[str] = []
        found = pieces(text)
        for at, (kind, piece) in enumerate(found):
            if kind == "function" and self._is_ours(piece):
                before = found[at - 1].text if at and found[at - 1].kind == "sheet" else ""
                if not before or leads_to_addin(before, self.links):
                    if before:
                        out.pop()
                    out.append(NAMESPACE + plain_call(piece))
                    continue
            out.append(piece)
        return "".join(out)

    def _is_ours(self, called: str) -> bool:
        name = plain_call(called)
        return name not in self.taken and name in self.functions


def spelt_for_calc(book: Book, content: bytes, functions: Functions) -> bytes | None:
    """The file with our functions' names as LibreOffice has them; None if it calls none of them.

    A name that the workbook itself defines is the workbook's.
    """
    taken = {name.rpartition("!")[2].upper() for name in book.names}
    names = _Names(functions, taken, addin_links(book.links))
    formulas = (text for sheet in book.sheets for text in sheet.formulas.values())
    if not any(names.in_text(text) for text in (*formulas, *book.names.values())):
        return None
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for info in old.infolist():
            part = old.read(info)
            if info.filename.endswith(".xml"):
                part = _TEXT.sub(lambda match: match[1] + _spelt(match[2], names), part)
            new.writestr(info.filename, part)
    return made.getvalue()


def _spelt(xml: bytes, names: _Names) -> bytes:
    text = unescape(xml.decode("utf-8", "replace"), _QUOTES)
    if not names.in_text(text):
        return xml
    try:
        return escape(names.spelt(text)).encode()
    except FormulaError:
        return xml  # LibreOffice will say that it cannot read it either
