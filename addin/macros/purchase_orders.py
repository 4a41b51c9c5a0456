"""New PO and Relieve PO: an order into the log, an invoice against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from addin.domain.money import Money
from addin.errors import NothingToDo
from addin.jobs.purchase_orders import NewOrder, new_order, relieve_order
from addin.macros.button import Answers, Button, Desk, Done, Field, Kind
from addin.tables.cells import to_date, to_money

_DATE: Final = Field("date", "Date", Kind.DATE, "empty: today", optional=True)


def _new(desk: Desk, answers: Answers) -> Done:
    planned = new_order(
        desk.workbooks,
        desk.settings,
        desk.name,
        NewOrder(
            answers["vendor"],
            _amount(answers, "amount"),
            answers.get("account", ""),
            answers.get("description", ""),
            _date(desk, answers),
            answers.get("number", ""),
        ),
        log=answers.get("log", ""),
    )
    return Done(planned.sentence, batches=(planned.batch,), goto=planned.place)


def _relieve(desk: Desk, answers: Answers) -> Done:
    planned = relieve_order(
        desk.workbooks,
        desk.settings,
        desk.name,
        number=answers["number"],
        amount=_amount(answers, "amount"),
        invoice=answers.get("invoice", ""),
        date=_date(desk, answers),
        over=answers.get("over") == "yes",
    )
    return Done(planned.sentence, batches=(planned.batch,), goto=planned.place)


def _amount(answers: Answers, name: str) -> Money:
    amount = to_money(answers[name])
    if amount is None:
        raise NothingToDo(f"'{answers[name]}' is no amount. Nothing was written.")
    return amount


def _date(desk: Desk, answers: Answers) -> dt.date:
    return to_date(answers.get("date", "")) or desk.at.date()


_ASKS_NEW: Final[Sequence[Field]] = (
    Field("vendor", "Vendor"),
    Field("amount", "Amount", Kind.AMOUNT),
    Field("account", "Account", optional=True),
    Field("description", "Description", optional=True),
    _DATE,
    Field("number", "PO number", optional=True, help="empty: the next one"),
    Field("log", "Sheet of the log", optional=True, help="if there are several PO logs"),
)
NEW = Button(
    "new_po",
    "New PO",
    "Add an order to the PO log, with the next number and the formulas of the line above.",
    "Purchase orders",
    _new,
    icon="RecordsAddFromOutlook",
    asks=tuple(_ASKS_NEW),
)
RELIEVE = Button(
    "relieve_po",
    "Relieve PO",
    "Book an invoice against an order; more than is open is refused unless you say so.",
    "Purchase orders",
    _relieve,
    icon="AccountingFormat",
    asks=(
        Field("number", "PO number"),
        Field("amount", "Amount", Kind.AMOUNT, "a credit memo is negative"),
        Field("invoice", "Invoice number", optional=True),
        _DATE,
        Field("over", "Although it is more than is open", Kind.YES_NO, optional=True),
    ),
)
