"""The sample production as workbooks, and the list of what was planted in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from addin.jobs.sample import cost_book
from addin.jobs.sample.budget_book import BOOK as BUDGET_BOOK
from addin.jobs.sample.budget_book import budget_book
from addin.jobs.sample.canvas import Spots
from addin.jobs.sample.cash_books import (
    BANK_BOOK,
    CARD_BOOK,
    PETTY_CASH_BOOK,
    bank_book,
    card_book,
    petty_cash_book,
)
from addin.jobs.sample.fund_book import BOOK as FUND_BOOK
from addin.jobs.sample.fund_book import fund_book
from addin.jobs.sample.ledger_export import LEDGER, TRIAL_BALANCE, ledger_export, trial_balance
from addin.jobs.sample.order_books import INVOICE_BOOK, ORDER_BOOK, invoice_book, order_book
from addin.jobs.sample.records import Story
from addin.jobs.sample.show import WEEK, categories
from addin.jobs.sample.story import story
from addin.tables.blueprint import BookBlueprint, with_values
from addin.tables.table import cell_at

CLEAN: Final = "clean"


@dataclass(frozen=True, slots=True)
class Sample:
    """The files of the sample production: workbooks to be made, and texts."""

    books: Mapping[str, BookBlueprint]
    texts: Mapping[str, str]


def clean_sample() -> Sample:
    """Nine weeks without an error."""
    spots: Spots = {}
    told = story()
    return _drawn(told, spots)


def _drawn(told: Story, spots: Spots) -> Sample:
    books = {
        BUDGET_BOOK: with_values(budget_book(spots)),
        ORDER_BOOK: with_values(order_book(told, spots)),
        INVOICE_BOOK: with_values(invoice_book(told, spots)),
        TRIAL_BALANCE: with_values(trial_balance(told, spots)),
        cost_book.BOOK: with_values(cost_book.cost_book(told, spots)),
        BANK_BOOK: with_values(bank_book(told, spots)),
        CARD_BOOK: with_values(card_book(told, spots)),
        PETTY_CASH_BOOK: with_values(petty_cash_book(told, spots)),
    }
    shown = _section_totals(books[cost_book.BOOK], spots)
    books[FUND_BOOK] = with_values(fund_book(told, spots, shown))
    return Sample(books, {LEDGER: ledger_export(told, spots)})


def _section_totals(book: BookBlueprint, spots: Spots) -> dict[str, dict[str, int]]:
    report = book.sheets[0].entries
    found: dict[str, dict[str, int]] = {}
    for section in dict.fromkeys(category.section for category in categories()):
        key = f"cr{WEEK} total {section}"
        values = {
            name: report[cell_at(spots[key, name].cell)].value
            for name in ("actual_to_date", "efc", "revised_budget")
        }
        found[section] = {
            name: round(value * 100) if isinstance(value, int | float) else 0
            for name, value in values.items()
        }
    return found
