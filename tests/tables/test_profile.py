"""What a column's values look like."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.profile import SAMPLE, profile, sample
from addin.tables.table import Sheet
from tests.grid import grid


def _of(*values: object, heading: str = "", **more: object):
    sheet = Sheet("s", [[value] for value in values], **more)  # type: ignore[arg-type, list-item]
    return profile(sheet, 1, range(1, len(values) + 1), heading)


def test_po_numbers_are_codes_and_no_figures():
    """PO-2026-0016 is neither a number nor a date."""
    held = _of("PO-2026-0016", "PO-2026-0017", "PO-2026-0018")

    assert (held.codes, held.numbers, held.dates) == (1.0, 0.0, 0.0)


def test_account_codes_may_be_text_or_numbers():
    """Leading zeros, dashes and plain numbers are accounts alike."""
    assert _of("0100", "1100-01", 2200, "A1-01").accounts == 1.0


def test_money_typed_as_text_is_money():
    """A currency, commas and a trailing blank do not hide a number."""
    held = _of("$1,250.00 ", "(90.00)", 12.5)

    assert held.numbers == 1.0
    assert held.text_numbers > 0.6


def test_dates_typed_as_text_are_dates():
    """Also where nobody can say which is the month."""
    assert _of("3/14/2025 4:05 PM", "3/4/2025").dates == 1.0


def test_dashes_and_nulls_are_nothing():
    """What stands for nothing does not count."""
    held = _of("-", None, "null", 5)

    assert (held.count, held.filled) == (1, 0.25)


def test_fillers_of_a_template_are_nothing():
    """``Date`` under the heading ``Invoice Date`` says nothing of the values to come."""
    assert _of("Date", "[Date]", heading="invoice date").is_empty


def test_formulas_without_results_are_nothing():
    """Nobody knows what they hold."""
    assert _of(None, None, formulas={(1, 1): "B1", (2, 1): "B2"}).is_empty


def test_percent_formats_make_percents():
    """0.25 shown as 25 % is a percentage."""
    assert _of(0.25, 0.5, formats={(1, 1): "0%", (2, 1): "0.0%"}).percents == 1.0


def test_order_is_seen():
    """Codes in ascending order are told from codes in any order."""
    assert _of(1100, 1200, 1300).ascending == 1.0
    assert _of(1100, 1300, 1200).ascending == 0.5


def test_emails_and_phones_are_seen():
    """A contact list shows itself."""
    assert _of("a@b.example", "c@d.example").emails == 1.0
    assert _of("555-010-0199", "(555) 010 0142").phones == 1.0


@settings(deadline=None)
@given(st.integers(0, 2000))
def test_a_sample_is_some_of_the_rows_in_order(size):
    """All of a short table, and never more than the limit; always the first and the last row."""
    rows = list(range(10, 10 + size))
    chosen = sample(rows)

    assert len(chosen) == min(size, SAMPLE)
    assert chosen == sorted(set(chosen))
    assert not rows or (chosen[0], chosen[-1]) == (rows[0], rows[-1])


def test_a_profile_reads_only_the_rows_it_is_given():
    """Totals and headings stay out when the caller leaves them out."""
    sheet = grid("""
        Amount
        5
        7
        12
    """)

    assert profile(sheet, 1, [2, 3]).largest == 7.0
