"""BNK101."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.findings import Severity
from addin.rules.bank.running_balance import check
from tests.make import cash_book_line, papers, receipt, statement_line, usd


def lines(*rows: tuple[float | None, float | None], make=statement_line):
    """Amount and balance of each row, one a day."""
    return [
        make(f"2026-03-{day:02}", amount, balance=balance)
        for day, (amount, balance) in enumerate(rows, 1)
    ]


GOOD = ((None, 1000), (-100, 900), (250, 1150), (-50, 1100), (-450, 650), (10, 660), (5, 665))


def test_balances_that_follow_pass():
    """Each balance is the one before plus the amount; newest first as well."""
    assert not list(check(papers(bank=lines(*GOOD))))
    assert not list(check(papers(bank=lines(*GOOD)[::-1])))


def test_the_row_where_it_breaks_is_named():
    """One wrong balance: its row, and no other, although the later ones follow from it."""
    rows = [*GOOD, (-100, 595), (20, 615)]
    (finding,) = check(papers(bank=lines(*rows)))

    assert finding.severity is Severity.ERROR
    assert finding.place.cell == "H9"
    assert finding.impact == usd(30)


def test_a_row_left_out_shows_at_the_next_one():
    """Without the row of -450 the next balance does not follow."""
    rows = [row for row in GOOD if row[0] != -450]
    (finding,) = check(papers(cash_book=lines(*rows, make=cash_book_line)))

    assert finding.place.cell == "H6"
    assert finding.impact == usd(450)


def test_swapped_digits_are_named():
    """1,150 written as 1,510: one finding, for the next row goes on from the right balance."""
    rows = [(None, 1000), (-100, 900), (250, 1510), (-50, 1100), (-450, 650), (10, 660), (5, 665)]
    (first,) = check(papers(bank=lines(*rows)))

    assert "swapped" in first.message
    assert "Row 5 brings it back" in first.message


def test_a_column_that_does_not_run_is_no_balance():
    """Balances that follow from nothing are something else."""
    rows = [(10, 5), (20, 900), (30, 7), (40, 12000)]

    assert not list(check(papers(bank=lines(*rows))))


def test_petty_cash_goes_down_by_what_is_spent():
    """An envelope's balance falls by each receipt."""
    envelope = [
        receipt(-500, balance=500),
        receipt(20, balance=480),
        receipt(30, balance=450),
        receipt(50, balance=400),
        receipt(50, balance=350),
    ]
    (finding,) = check(papers(petty_cash=[*envelope, receipt(10, balance=330)]))

    assert finding.impact == usd(10)


@settings(deadline=None)
@given(st.lists(st.integers(-(10**6), 10**6), min_size=4, max_size=30))
def test_any_true_running_balance_passes(amounts: list[int]):
    """Whatever the movements, balances that were added up right pass."""
    balance = 0
    rows: list[tuple[float | None, float | None]] = [(None, 0)]
    for amount in amounts:
        balance += amount
        rows.append((amount, balance))

    assert not list(
        check(
            papers(
                bank=[statement_line("2026-03-01", amount, balance=total) for amount, total in rows]
            )
        )
    )
