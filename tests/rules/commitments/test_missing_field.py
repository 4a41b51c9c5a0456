"""PO103."""

from __future__ import annotations

from addin.domain.commitments import Status
from addin.findings import Finding, Severity
from addin.rules.commitments.missing_field import check
from addin.tables.table import Role
from tests.draw import drawn, papers_of
from tests.make import at, papers, po


def full(number: str, **more):
    """A complete order."""
    return po(number, **{"account": "3300", "date": "2026-03-03", **more})


def found(*orders) -> list[Finding]:
    """What a log of four complete orders and these gives."""
    return list(check(papers(purchase_orders=[*map(full, "1234"), *orders])))


def test_each_missing_field_is_found_once_for_its_log():
    """All orders without an amount are one finding, at the amounts; dates are a warning."""
    amounts, dates = found(full("5", amount=None), full("6", amount=None, date=None))

    assert [place.cell for place in amounts.places] == [at(Role.PO_LOG, "amount", "6:7")]
    assert amounts.severity is Severity.ERROR
    assert "PO 5, 6" in amounts.message
    assert dates.severity is Severity.WARNING


def test_void_orders_and_stray_numbers_lack_nothing():
    """A void order needs no amount, a number kept for later no vendor."""
    assert found(full("5", amount=None, status=Status.VOID), po("6", "", None)) == []


def test_further_lines_of_an_order_need_not_repeat_its_vendor():
    """The first line says vendor and date; amount and account each line needs."""
    assert found(full("5"), full("5", vendor="", date=None)) == []
    assert len(found(full("5"), full("5", account=""))) == 1


def test_a_column_nobody_fills_is_optional():
    """A log without accounts is not a log of missing accounts."""
    orders = [po(str(n), date="2026-03-03") for n in range(6)]

    assert list(check(papers(purchase_orders=orders))) == []


def test_a_cell_with_something_in_it_is_not_missing():
    """Text that cannot be read, and a formula nobody computed, are other findings."""
    log = drawn(
        Role.PO_LOG,
        "po_number vendor amount",
        """
        PO | Vendor | Amount
        1  | Acme   | 10
        2  | Acme   | 10
        3  | Acme   | tbc
        4  | Acme   | =1+1
        5  | Acme   | 10
        6  | Acme   | 10
        7  | Acme   | 10
        8  | Acme   |
        """,
    )
    (finding,) = check(papers_of(log))

    assert [place.cell for place in finding.places] == ["C9"]
