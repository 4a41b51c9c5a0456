"""Formulas as Calc's programming interface spells them ↔ as Excel does.

Calc itself reads one spelling and writes the other, so that whatever it can calculate is told.
"""

from __future__ import annotations

import re
from typing import Any

_EXCEL = 3  # com.sun.star.sheet.AddressConvention.XL_OOX
_ALIKE = re.compile(r"[A-Za-z0-9$:()+*/^&<>=-]*\Z")
"""No separator, text, sheet, table or fraction: both spell such a formula the same."""


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
        if _ALIKE.match(formula):
            return formula
        said = str(self._excel.printFormula(self._own.parseFormula(formula, at), at))
        return said or formula

    def calcs(self, formula: str, at: Any) -> str:
        """Calc's spelling of one of Excel's, both without ``=``."""
        if _ALIKE.match(formula):
            return formula
        said = str(self._own.printFormula(self._excel.parseFormula(formula, at), at))
        return said or formula
