"""Calc as a host under the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hosts.libreoffice.pressing_here import PressingCalc

_ADDRESS = "vnd.org.tieout:press?"


class CalcAsHost:
    """A document that is open in LibreOffice, and the menu that LibreOffice shows."""

    def __init__(self, calc: PressingCalc, document: Path) -> None:
        self._calc, self._document = calc, document

    def buttons(self) -> set[str]:
        """Those of the menu, as LibreOffice's own configuration has it."""
        groups = self._calc.do("menu")
        return {url.removeprefix(_ADDRESS) for _, entries in groups for url, _, _ in entries}

    def press(self, button: str, answers: Mapping[str, str]) -> str:
        """By the command of the menu."""
        return str(self._calc.press(self._document, button, **answers)["sentence"])

    def content(self) -> object:
        """Everything in the document."""
        return self._calc.do("content", self._document)


@contextmanager
def opened(request: pytest.FixtureRequest, folder: Path, workbook: str) -> Iterator[CalcAsHost]:
    """A workbook, open in LibreOffice."""
    calc: PressingCalc = request.getfixturevalue("pressing_calc")
    calc.do("open", folder / workbook)
    try:
        yield CalcAsHost(calc, folder / workbook)
    finally:
        calc.do("close", folder / workbook)
