"""LibreOffice as an engine, with our functions in it."""

from __future__ import annotations

from typing import Any

import pytest

from addin import wiring
from addin.adapters.engines.libreoffice import LibreOffice
from addin.hosts.libreoffice.on_demand import add_in
from addin.udfs.on_demand import functions_on_demand
from tests.adapters.engines.test_own_functions import EXPECTED, calling
from tests.adapters.engines.workbooks import STALE, by_address, made

pytestmark = pytest.mark.libreoffice
NOT_BEFORE_25 = {"Costs!H1"}
"""ANCHORARRAY, which older versions of LibreOffice do not know."""


@pytest.fixture(scope="module")
def alone(libreoffice: str) -> dict[str, Any]:
    """What LibreOffice by itself makes of a workbook that calls our functions."""
    engine = LibreOffice(libreoffice, functions=functions_on_demand(), add_in=add_in)
    return by_address(engine.recalculate(*made(calling)).values)


def test_it_works_out_our_functions_in_every_stored_form(alone):
    """As the own evaluator does: so each value has two witnesses."""
    wanted = {cell: value for cell, value in EXPECTED.items() if cell not in NOT_BEFORE_25}

    assert {cell: alone.get(cell) for cell in wanted} == wanted


def test_what_only_libreoffice_knows_may_draw_on_our_functions(libreoffice):
    """A function that is not ours and that our evaluator leaves out has its value all the same."""

    def draw(workbook: Any) -> None:
        sheet = workbook.add_worksheet("Costs")
        sheet.write_formula("A1", "=COST_EFC(100,20)", None, STALE)
        sheet.write_formula("A2", "=GAMMALN(A1)", None, STALE)

    del libreoffice
    book, content = made(draw)
    without = by_address(wiring.engine("libreoffice").recalculate(book, content).values)
    found = LibreOffice(functions=functions_on_demand(), add_in=add_in)
    values = by_address(found.recalculate(book, content).values)

    assert "Costs!A2" not in without
    assert values["Costs!A1"] == 120
    assert values["Costs!A2"] == pytest.approx(453.0248986)
