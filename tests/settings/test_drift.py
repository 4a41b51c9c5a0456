"""A sheet that has changed since a person confirmed what it is."""

from addin.settings.drift import applied
from addin.settings.model import AdoptedColumn, AdoptedTable
from addin.tables.table import Area, Role, RowKind, Table

WANTED = AdoptedTable(
    "b.xlsx",
    "POs",
    Role.PO_LOG,
    Area(1, 1, 9, 3),
    (1,),
    {"po_number": AdoptedColumn(1, "PO #"), "amount": AdoptedColumn(3, "Total")},
)


def table(*headings: str, role: Role = Role.PO_LOG, confidence: float = 0.9, left: int = 1):
    """A recognised table with these headings."""
    width = len(headings)
    return Table(
        "b.xlsx",
        "POs",
        Area(1, left, 12, left + width - 1),
        (1,),
        {left + i: heading for i, heading in enumerate(headings)},
        {2: RowKind.BODY},
        role,
        confidence,
        {"amount": 2},
    )


def test_a_confirmed_table_is_read_as_confirmed():
    """Role and columns are the person's, not the recogniser's; grown rows are no drift."""
    result = applied([table("PO  #", "Vendor", "TOTAL", role=Role.INVENTORY)], [WANTED])

    assert result.findings == ()
    assert result.tables[0].role is Role.PO_LOG
    assert result.tables[0].fields == {"po_number": 1, "amount": 3}


def test_a_moved_column_is_followed_and_said():
    """A column inserted before it does not break the mapping."""
    result = applied([table("PO #", "Date", "Vendor", "Total")], [WANTED])

    assert result.tables[0].fields == {"po_number": 1, "amount": 4}
    assert [finding.code for finding in result.findings] == ["ADO101"]


def test_a_renamed_or_missing_column_is_not_read():
    """A guess here would be a silent one."""
    renamed = applied([table("PO #", "Vendor", "Net")], [WANTED])
    missing = applied([table("PO #", "Vendor")], [WANTED])

    assert renamed.tables[0].fields == {"po_number": 1}
    assert [finding.code for finding in renamed.findings] == ["ADO102"]
    assert [finding.code for finding in missing.findings] == ["ADO103"]


def test_a_table_that_is_gone_is_reported():
    """The list cannot be checked, and the report says so."""
    assert [finding.code for finding in applied([], [WANTED]).findings] == ["ADO104"]


def test_a_table_that_nobody_confirmed_is_used_only_when_sure():
    """Suggested, not done."""
    sure = applied([table("A", left=40)], [])
    unsure = applied([table("A", left=40, confidence=0.6)], [])

    assert sure.tables[0].role is Role.PO_LOG
    assert unsure.tables[0].role is Role.UNKNOWN
    assert [f.code for f in (*sure.findings, *unsure.findings)] == ["ADO105", "ADO105"]


def test_a_table_confirmed_as_unknown_is_left_alone():
    """A person may say: leave it."""
    leave = AdoptedTable("b.xlsx", "POs", Role.UNKNOWN, Area(1, 1, 9, 3), (1,))

    result = applied([table("PO #", "Vendor", "Total")], [leave])

    assert result.findings == ()
    assert result.tables[0].role is Role.UNKNOWN
