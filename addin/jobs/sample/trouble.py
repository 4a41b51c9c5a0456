"""What went wrong with orders, bills and postings: the mistakes people make in a busy week.

Each is made where the records are, before the lists are drawn, so that everything taken from the
wrong record is wrong with it, as in life.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from addin.jobs.sample import trouble_orders, trouble_postings, trouble_statements
from addin.jobs.sample.records import Story
from addin.jobs.sample.truth import Plan


def went_wrong(plan: Plan) -> Callable[[Story], None]:
    """What spoils a story, writing each error into the plan."""

    def spoil(told: Story) -> None:
        for one in _TROUBLE:
            one(told, plan)
        told.lines.sort(key=lambda line: (line.date, line.entry))

    return spoil


_TROUBLE: Final = (
    trouble_postings.duplicate_document,
    trouble_orders.same_invoice_again,
    trouble_postings.card_posted_twice,
    trouble_postings.near_miss_account,
    trouble_postings.header_account,
    trouble_postings.balance_sheet_account,
    trouble_postings.unbalanced,
    trouble_postings.mistyped_order,
    trouble_orders.over_relieved,
    trouble_orders.void_but_invoiced,
    trouble_orders.late_order,
    trouble_orders.due_before_issue,
    trouble_postings.credit_sign,
    trouble_postings.old_year,
    trouble_postings.after_cutoff,
    trouble_postings.no_date,
    trouble_postings.left_out,
    trouble_orders.not_relieved,
    trouble_statements.no_receipt,
    trouble_orders.no_vendor,
    trouble_orders.duplicate_number,
    trouble_orders.gap,
)
"""In this order: each takes the first record that no other has spoiled."""
