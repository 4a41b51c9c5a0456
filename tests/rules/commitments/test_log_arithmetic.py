"""PO104."""

from __future__ import annotations

from addin.findings import Finding
from addin.rules.commitments.log_arithmetic import check
from addin.tables.table import Role
from tests.draw import drawn, papers_of
from tests.make import usd


def found(fields: str, text: str) -> list[Finding]:
    """What a drawn log gives."""
    return list(check(papers_of(drawn(Role.PO_LOG, fields, text))))


def test_quantity_times_rate_is_the_amount():
    """The wrong row is found, with both factors, and what became of the digits."""
    (finding,) = found(
        "po_number quantity rate amount",
        """
        PO | Qty | Rate   | Amount
        1  | 12  | 450    | 4500
        2  | 3   | 33.333 | 100
        3  | 2   | 10     | 20
        4  |     | 10     | 35
        """,
    )

    assert [place.cell for place in finding.places] == ["D2", "B2", "C2"]
    assert dict(finding.numbers)["computed"] == usd(5400)


def test_amount_and_tax_make_the_total():
    """A total that forgets its tax is found."""
    (finding,) = found(
        "po_number amount tax total",
        """
        PO | Amount | Tax | Total
        1  | 100    | 6   | 106
        2  | 100    | 6   | 100
        3  | 100    |     | 100
        """,
    )

    assert finding.place.cell == "D3"


def test_ordered_less_invoiced_is_open():
    """An open amount that nobody brought down is found; orders closed short are fine."""
    (finding,) = found(
        "po_number amount relieved open status",
        """
        PO | Amount | Invoiced | Open | Status
        1  | 900    | 300      | 900  | Open
        2  | 900    | 300      | 600  | Partial
        3  | 900    | 700      | 0    | Closed
        4  | 900    | 950      | 0    | Open
        """,
    )

    assert finding.place.cell == "D2"
    assert dict(finding.numbers)["difference"] == usd(300)


def test_a_log_whose_columns_mean_something_else_is_left_alone():
    """Where most rows differ, the rate is per day and the days are elsewhere."""
    rows = "\n".join(f"{n} | 2 | 10 | {n * 20}" for n in range(2, 9))

    assert found("po_number quantity rate amount", f"PO | Qty | Rate | Amount\n{rows}") == []


def test_an_amount_may_include_its_tax():
    """Quantity times rate before tax is enough."""
    assert (
        found(
            "po_number quantity rate tax total",
            """
            PO | Qty | Rate | Tax | Total
            1  | 2   | 50   | 6   | 106
            """,
        )
        == []
    )
