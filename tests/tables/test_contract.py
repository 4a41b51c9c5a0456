"""A contract says what is wrong with it; its references become cells."""

from __future__ import annotations

import pytest

from addin.tables.contract import ContractBroken, Kind, contract_of
from addin.tables.template_references import Layout, References

SHEET = {
    "name": "PO Log",
    "kind": "list",
    "title": "Orders",
    "columns": {
        "PO": {"type": "code", "width": 9, "field": "po_number"},
        "Amount": {"type": "money", "width": 14},
        "Open": {"type": "money", "width": 14, "formula": "[Amount]*2"},
    },
}


def contract(**changed):
    """A contract with one sheet, some of whose keys are changed."""
    return contract_of("po_log", {"title": "T", "about": "A", "sheets": [{**SHEET, **changed}]})


def test_columns_keep_their_order_and_their_meaning():
    """What stands in the file is what the sheet is built from."""
    sheet = contract().sheet("PO Log")

    assert sheet.kind is Kind.LIST
    assert [column.heading for column in sheet.columns] == ["PO", "Amount", "Open"]
    assert sheet.columns[0].field == "po_number"
    assert sheet.column("Open") == 3


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"kind": "heap"}, "heap"),
        ({"colour": "red"}, "colour"),
        ({"columns": {"PO": {"type": "code", "width": 9, "wide": 3}}}, "wide"),
        ({"columns": {"PO": {"type": "blob", "width": 9}}}, "blob"),
        ({"columns": {"PO": {"type": "code"}}}, "width"),
        ({"checks": [{"what": "x"}]}, "left"),
    ],
)
def test_a_mistake_in_a_contract_is_named(changed, says):
    """Whoever edits a contract learns which word is wrong, and never sees a traceback."""
    with pytest.raises(ContractBroken, match=says):
        contract(**changed)


def test_a_missing_title_is_named():
    """A contract without its title is none."""
    with pytest.raises(ContractBroken, match="title"):
        contract_of("po_log", {"about": "A", "sheets": []})


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("[Amount]*2", "B7*2"),
        ("SUM('PO Log'[Amount])", "SUM('PO Log'!$B$6:$B$105)"),
        ("'PO Log'[Open:total]", "'PO Log'!$C$110"),
        ("'PO Log'[PO:2]", "'PO Log'!$A$7"),
        ("SUMIFS([Amount above],[PO above],[PO])", "SUMIFS(B$5:B6,A$5:A6,A7)"),
        ('IF([PO]="see [Amount]",1,0)', 'IF(A7="see [Amount]",1,0)'),
    ],
)
def test_references_become_cells(written, cell):
    """Same row, whole column, total, line, rows above; text between quotes is left alone."""
    sheet = contract().sheet("PO Log")
    references = References({"PO Log": Layout(sheet, 5, 6, 105, 110)})

    assert cell == references.at(written, "PO Log", 7)


@pytest.mark.parametrize("written", ["[Price]", "Ledger[Amount]"])
def test_a_reference_to_nothing_is_named(written):
    """A formula that names a column or sheet that is not there stops the build."""
    sheet = contract().sheet("PO Log")
    references = References({"PO Log": Layout(sheet, 5, 6, 105)})

    with pytest.raises(ContractBroken, match=r"Price|Ledger"):
        references.at(written, "PO Log", 7)


def days(**changed):
    """A contract with a column for each of three days."""
    column = {
        "type": "mark",
        "width": 6,
        "across": 3,
        "heading": "First_day+{n}-1",
        "formula": 'IF([Day {n} heading]=[$PO],"W","")',
    }
    return contract(columns={"PO": {"type": "code", "width": 9}, "Day {n}": {**column, **changed}})


def test_columns_of_one_kind_are_written_once():
    """As many as it says, each with its own number in heading and formula."""
    sheet = days().sheet("PO Log")
    references = References({"PO Log": Layout(sheet, 5, 6, 105)})

    assert [column.heading for column in sheet.columns] == ["PO", "Day 1", "Day 2", "Day 3"]
    assert sheet.columns[2].heading_formula == "First_day+2-1"
    assert references.at(sheet.columns[2].formula, "PO Log", 7) == 'IF(C$5=$A7,"W","")'


def test_columns_without_a_number_in_their_name_are_refused():
    """Two columns of one heading could not be told apart."""
    with pytest.raises(ContractBroken, match="needs"):
        contract(columns={"Day": {"type": "mark", "width": 6, "across": 3}})
