"""PO303."""

from __future__ import annotations

from addin.domain.commitments import Status
from addin.rules.commitments.self_approved import check
from addin.tables.table import Role
from tests.make import at, papers, po, usd


def test_all_orders_of_a_person_are_one_finding():
    """Both columns of every such order are named."""
    (finding,) = check(
        papers(
            purchase_orders=[
                po("1", requester="A. Director", approver="a director"),
                po("2", requester="A. Director", approver="Manager"),
                po("3", requester="A. Director", approver="A. Director"),
            ]
        )
    )

    assert "PO 1, 3" in finding.message
    assert finding.impact == usd(1000)
    assert [place.cell for place in finding.places] == [
        at(Role.PO_LOG, "approver", "2"),
        at(Role.PO_LOG, "approver", "4"),
        at(Role.PO_LOG, "requester", "2"),
        at(Role.PO_LOG, "requester", "4"),
    ]


def test_orders_that_nobody_approved_are_not_self_approved():
    """Empty cells are equal to each other and mean nothing; void orders cost nothing."""
    orders = [po(), po(requester="A", approver="A", status=Status.VOID)]

    assert list(check(papers(purchase_orders=orders))) == []
