"""Formulas as Calc's programming interface spells them ↔ as Excel does.

Calc itself reads one spelling and writes the other, so that whatever it can calculate is told.
"""

from __future__ import annotations

import re
from typing import Any

_EXCEL = 3  # com.sun.star.sheet.AddressConvention.XL_OOX
_ALIKE = re.compile(r"[A-Za-z0-9$:()+*/^&<>=-]*\Z")
"""No separator, text, sheet, table or fraction: both spell such a formula the same."""


_ERROR = re.compile(r"#(?:REF!|N/A|DIV/0!|NAME\?|NUM!|NULL!|VALUE!)")
_STANDS_FOR = ("#REF!", "#N/A", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#VALUE!")
_STAND_IN = "tieout_stands_for_error_"
"""Calc does not read an error inside a formula; a name that it does not know it leaves alone."""


class Spelling:
    """Both spellings of one document's formulas; of each formula at its own cell."""

    def __init__(self, document: Any) -> None:
        self._own = document.createInstance("com.sun.star.sheet.FormulaParser")
        self._excel = document.createInstance("com.sun.star.sheet.FormulaParser")
        for parser in (self._own, self._excel):
            parser.setPropertyValue("CompileEnglish", True)
        self._excel.setPropertyValue("FormulaConvention", _EXCEL)

    def excels(self, formula: str, at: Any) -> str:
        """Excel's spelling of one of Calc's, both without ``=``; what Calc cannot read stays.

        ``at`` is the cell's ``com.sun.star.table.CellAddress``.
        """
        return _spelt(formula, self._own, self._excel, at)

    def calcs(self, formula: str, at: Any) -> str:
        """Calc's spelling of one of Excel's, both without ``=``."""
        return _spelt(formula, self._excel, self._own, at)


def _spelt(formula: str, reading: Any, writing: Any, at: Any) -> str:
    if _ALIKE.match(formula):
        return formula
    readable, errors = _ERROR.subn(lambda found: _stand_in(found[0]), formula)
    said = str(writing.printFormula(reading.parseFormula(readable, at), at))
    if not said or said.count(_STAND_IN) != errors:
        return formula
    for number, error in enumerate(_STANDS_FOR):
        said = said.replace(f"{_STAND_IN}{number}", error)
    return said


def _stand_in(error: str) -> str:
    return f"{_STAND_IN}{_STANDS_FOR.index(error)}"
