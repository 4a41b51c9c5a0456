"""The headings of a statement, of a bank or of a card: what they mean, and which it is.

A balance, cheques, money paid in and out are a bank's; cards, merchants and a second day are a
card's. Where nothing says which, both may be right, and a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.importers.importer import RowsOf
from addin.importers.rows import Headed, headed, mapped
from addin.tables.headings import normal
from addin.tables.table import Role

NEEDED: Final = (
    frozenset({"date", "posted"}),
    frozenset({"amount", "debit", "credit"}),
    frozenset({"description", "vendor", "kind", "reference"}),
)
_ID: Final = frozenset(
    {"fitid", "transaction id", "unique id", "bank id", "transaction reference no"}
)
_OF_OTHERS: Final = frozenset(
    (
        "account", "account name", "account code", "gl account", "split", "journal no",
        "memo description", "po", "po no", "source", "due date", "invoice no", "invoice date",
        "quantity", "unit price", "term", "customer name", "vendor id", "bid",
    )
)  # fmt: skip
"""Headings of ledgers, invoices, orders and bids, which have days and amounts as well."""
_CARD: Final = re.compile(r"\b(?:card|cardholder|merchant|employee)\b")
_BANK: Final = re.compile(
    r"\b(?:balance|check|cheque|saldo|solde|money in|money out|paid in|paid out|withdrawal|deposit|"
    r"iban|sort code|slip)\b"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement whose headings were understood."""

    rows: RowsOf
    headed: Headed
    role: Role

    @property
    def fields(self) -> dict[str, int]:
        """Field → column, from 0."""
        return dict(self.headed.fields)

    @property
    def id_column(self) -> int | None:
        """The column with the bank's own id of a movement."""
        said = (normal(heading) for heading in self.headed.headings)
        return next((at for at, name in enumerate(said) if name in _ID), None)


def _bank_fields(headings: Sequence[str]) -> Mapping[str, int]:
    return mapped(headings, Role.BANK)


def _card_fields(headings: Sequence[str]) -> Mapping[str, int]:
    """A card's fields; some issuers write charges and payments into two columns, as banks do."""
    fields = dict(mapped(headings, Role.CARD))
    for name, at in mapped(headings, Role.BANK).items():
        if name in {"debit", "credit"} and at not in fields.values():
            fields[name] = at
    return fields


def understood(rows: RowsOf, role: Role) -> Statement | None:
    """The statement, if a row has its headings and none of another kind of list; else None."""
    found = headed(rows, _card_fields if role is Role.CARD else _bank_fields, NEEDED)
    if found is None:
        return None
    if _OF_OTHERS & {normal(heading) for heading in found.headings if heading}:
        return None
    if found.headings[0].startswith("!"):  # QuickBooks' interchange format
        return None
    return Statement(rows, found, role)


def _evidence(sheet: Statement) -> tuple[bool, bool]:
    """Whether anything says it is a bank's, and whether anything says it is a card's."""
    said = [normal(heading) for heading in sheet.headed.headings if heading]
    dates = sum("date" in one.split() or "posted" in one.split() for one in said)
    is_card = any(_CARD.search(one) for one in said) or dates > 1
    return any(_BANK.search(one) for one in said), is_card


def knows_bank(rows: RowsOf) -> bool:
    """Whether these are the headings of a statement that may be a bank's."""
    sheet = understood(rows, Role.BANK)
    if sheet is None:
        return False
    is_bank, is_card = _evidence(sheet)
    return is_bank or not is_card


def knows_card(rows: RowsOf) -> bool:
    """Whether these are the headings of a statement that may be a card's."""
    sheet = understood(rows, Role.CARD)
    if sheet is None:
        return False
    is_bank, is_card = _evidence(sheet)
    return is_card or not is_bank
