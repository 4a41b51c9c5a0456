"""The templates with buttons for Excel, opened in LibreOffice."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from addin.cli import tieout
from addin.hosts.desktop.template_buttons import ON_SHEETS
from addin.macros.catalogue import BY_NAME


@pytest.mark.libreoffice
def test_a_template_for_excel_opens_with_its_buttons(pressing_calc, tmp_path):
    """They stand on their sheets with their labels; what they ask is Excel's add-in."""
    pytest.importorskip("pyopenvba", reason="pyOpenVBA is not installed")
    built = CliRunner().invoke(
        tieout, ["templates", "build", "cost_report", "--buttons", "--to", str(tmp_path)]
    )
    path = next(tmp_path.rglob("cost_report.xlsm"))
    pressing_calc.do("open", path)
    try:
        found = pressing_calc.do("buttons", path)
    finally:
        pressing_calc.do("close", path)

    assert built.exit_code == 0, built.output
    assert {sheet: [label for label, _ in ones] for sheet, ones in found.items() if ones} == {
        sheet: [BY_NAME[name].label for name in names]
        for sheet, names in ON_SHEETS["cost_report"].items()
    }
