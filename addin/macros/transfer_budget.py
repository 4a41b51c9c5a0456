"""Transfer Budget: from one account to another, on the list of approved changes."""

from __future__ import annotations

from decimal import Decimal

from addin.errors import NothingToDo
from addin.jobs.closed_weeks import last_closed
from addin.jobs.transfer_budget import transfer_budget
from addin.jobs.transfer_rules import Transfer
from addin.macros.button import Answers, Button, Desk, Done, Field, Kind
from addin.tables.cells import to_date, to_number
from addin.udfs.in_formulas import in_formulas


def _job(desk: Desk, answers: Answers) -> Done:
    amount = to_number(answers["amount"])
    if amount is None:
        raise NothingToDo(f"'{answers['amount']}' is no amount. Nothing was written.")
    planned = transfer_budget(
        desk.workbooks,
        desk.settings,
        desk.name,
        Transfer(
            answers["from"],
            answers["to"],
            Decimal(amount),
            answers["reason"],
            to_date(answers.get("date", "")) or desk.at.date(),
            overdraw=answers.get("overdraw") == "yes",
            number=answers.get("number", ""),
        ),
        sheet=answers.get("sheet", ""),
        on_list=answers.get("list", ""),
        closed=lambda book: last_closed(desk.documents, book, desk.workbooks.content(book)),
        functions=in_formulas(),
    )
    return Done(planned.sentence, planned.detail, planned.batches, planned.place)


BUTTON = Button(
    "transfer_budget",
    "Transfer Budget",
    "Move budget from one account to another, with a reason; the total stays.",
    "Cost report",
    _job,
    icon="AccountingFormatMenu",
    asks=(
        Field("amount", "Amount", Kind.AMOUNT, "above zero"),
        Field("from", "From account"),
        Field("to", "To account"),
        Field("reason", "Reason"),
        Field("date", "Date", Kind.DATE, "empty: today", optional=True),
        Field("number", "Number of the change", optional=True, help="empty: the next one"),
        Field("overdraw", "Although it overdraws the budget", Kind.YES_NO, optional=True),
        Field("sheet", "Sheet of the report", optional=True, help="if there are several"),
        Field("list", "Sheet of the list", optional=True, help="if there are several"),
    ),
)
