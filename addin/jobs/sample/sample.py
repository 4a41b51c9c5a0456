"""The sample production as workbooks, and the list of what was planted in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
from addin.jobs.sample.overtyped import STALE, sheets_went_wrong, summary_went_wrong
from addin.jobs.sample.records import Story
from addin.jobs.sample.schedule_book import BOOK as SCHEDULE_BOOK
from addin.jobs.sample.schedule_book import schedule_book
from addin.jobs.sample.shoot import Shoot, shoot, shoot_went_wrong
from addin.jobs.sample.show import WEEK, categories
from addin.jobs.sample.story import story
from addin.jobs.sample.trouble import went_wrong
from addin.jobs.sample.trouble_statements import statements_went_wrong
from addin.jobs.sample.truth import Plan, Truth, settled
from addin.tables.blueprint import BookBlueprint, with_values
from addin.tables.table import cell_at


@dataclass(frozen=True, slots=True)
class Sample:
    """The files of the sample production: workbooks to be made, texts, and what is planted."""

    books: Mapping[str, BookBlueprint]
    texts: Mapping[str, str]
    truth: tuple[Truth, ...] = ()


def clean_sample() -> Sample:
    """Nine weeks without an error."""
    return _drawn(story(), shoot(), Plan(), {}, spoiled=False)


def sample() -> Sample:
    """Nine weeks as they go."""
    plan = Plan()
    told = story(went_wrong(plan))
    statements_went_wrong(told, plan)
    filmed = shoot()
    shoot_went_wrong(filmed, plan)
    return _drawn(told, filmed, plan, {}, spoiled=True)


def _drawn(told: Story, filmed: Shoot, plan: Plan, spots: Spots, *, spoiled: bool) -> Sample:
    raw = {
        BUDGET_BOOK: budget_book(spots),
        ORDER_BOOK: order_book(told, spots),
        INVOICE_BOOK: invoice_book(told, spots),
        TRIAL_BALANCE: trial_balance(told, spots),
        cost_book.BOOK: cost_book.cost_book(told, spots),
        BANK_BOOK: bank_book(told, spots),
        CARD_BOOK: card_book(told, spots),
        PETTY_CASH_BOOK: petty_cash_book(told, spots),
        SCHEDULE_BOOK: schedule_book(filmed, spots),
    }
    if spoiled:
        sheets_went_wrong(raw, told, spots, plan)
    books = {name: with_values(book) for name, book in raw.items()}
    shown = _section_totals(books[cost_book.BOOK], spots)
    if spoiled:
        shown["Production"]["efc"] -= STALE
    fund = fund_book(told, spots, shown)
    if spoiled:
        summary_went_wrong({FUND_BOOK: fund}, spots, plan)
    books[FUND_BOOK] = with_values(fund)
    texts = {LEDGER: ledger_export(told, spots)}
    return Sample(books, texts, settled(plan.planted, spots))


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
