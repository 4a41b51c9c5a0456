"""CUR101."""

from __future__ import annotations

from addin.findings import Severity
from addin.rules.commitments.mixed_currencies import check
from addin.tables.table import Role, Sheet
from tests.draw import as_table, drawn, papers_of


def test_a_sum_over_two_currencies_is_an_error():
    """The total and the foreign rows are named."""
    log = drawn(
        Role.PO_LOG,
        "po_number amount currency",
        """
        PO    | Amount | Currency
        1     | 100    | USD
        2     | 100    | EUR
        3     | 50     | USD
        Total | =SUM(B2:B4) -> 250 |
        """,
        marks={5: "total"},
    )
    (finding,) = check(papers_of(log))

    assert finding.severity is Severity.ERROR
    assert [place.cell for place in finding.places] == ["B5", "B3"]


def test_a_sum_elsewhere_on_the_sheet_counts():
    """A total beside the table adds them all the same."""
    log = drawn(
        Role.PO_LOG,
        "po_number amount currency _",
        """
        PO    | Amount | Currency |
        1     | 100    | USD      | =SUM(B2:B4) -> 250
        2     | 100    | EUR      |
        3     | 50     | USD      |
        """,
    )
    (finding,) = check(papers_of(log))

    assert [place.cell for place in finding.places] == ["D2", "B3"]


def test_number_formats_tell_currencies_too():
    """A euro format among dollars, without a sum: a warning."""
    sheet = Sheet(
        "S",
        [["PO", "Amount"], ["1", 100], ["2", 100], ["3", 50]],
        formats={(2, 2): "[$$-409]#,##0", (3, 2): "[$€-2] #,##0", (4, 2): "[$$-409]#,##0"},
    )
    (finding,) = check(papers_of((as_table(Role.PO_LOG, "po_number amount", sheet), sheet)))

    assert finding.severity is Severity.WARNING
    assert finding.place.cell == "B3"


def test_a_rate_a_sum_by_currency_and_one_currency_are_fine():
    """Foreign amounts with their rate beside; sums that add like to like."""
    rated = drawn(
        Role.PO_LOG,
        "po_number amount currency _",
        """
        PO | Amount | Currency | FX rate
        1  | 100    | USD      | 1
        2  | 100    | EUR      | 1.1
        """,
    )
    plain = drawn(
        Role.PO_LOG, "po_number amount currency", "PO | Amount | Currency\n1 | 5 | USD\n2 | 5 | USD"
    )

    assert list(check(papers_of(rated))) == []
    assert list(check(papers_of(plain))) == []
