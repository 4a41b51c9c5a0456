"""Typing into a cell."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_emulator.entry import Entered, parsed
from sheets_emulator.locales import NAMES, locale_of
from sheets_emulator.shown import shown


def today():
    """The first of May."""
    return dt.date(2026, 5, 1)


locales = st.sampled_from(NAMES)
lively = settings(deadline=None)


@pytest.mark.parametrize(
    ("locale", "text", "value", "pattern"),
    [
        ("en_US", "42", 42, None),
        ("en_US", " 42 ", 42, None),
        ("en_US", "12345678901234567", 12345678901234568.0, None),
        ("en_US", "0042", 42, None),
        ("en_US", "+5", 5, None),
        ("en_US", "-.5", -0.5, None),
        ("en_US", "1,234.50", 1234.5, "#,##0.00"),
        ("en_US", "2,000,000", 2000000, "#,##0"),
        ("en_US", "$5", 5, '"$"#,##0'),
        ("en_US", "-$5.25", -5.25, '"$"#,##0.00'),
        ("en_US", "($5.00)", -5, '"$"#,##0.00'),
        ("en_US", "€5", 5, "[$€]#,##0"),
        ("en_US", "12.5%", 0.125, "0.00%"),
        ("en_US", "1,200%", 12, "#,##0%"),
        ("en_US", "1e5", 100000, "0.00E+00"),
        ("en_US", "11/22/2026", 46348, "m/d/yyyy"),
        ("en_US", "1/2", 46024, "m/d"),
        ("en_US", "1/2/29", 47120, "m/d/yy"),
        ("en_US", "1/2/30", 10960, "m/d/yy"),
        ("en_US", "2020-01-01", 43831, "yyyy-mm-dd"),
        ("en_US", "Jan 2, 2026", 46024, "mmm d, yyyy"),
        ("en_US", "2-Jan-2026", 46024, "d-mmm-yyyy"),
        ("en_US", "January 2026", 46023, "mmmm yyyy"),
        ("en_US", "Sun, Nov 22, 2026", 46348, "ddd, mmm d, yyyy"),
        ("en_US", "10:30", 0.4375, "h:mm"),
        ("en_US", "10:30 PM", 0.9375, "h:mm am/pm"),
        ("en_US", "12:00 am", 0, "h:mm am/pm"),
        ("en_US", "36:00:00", 1.5, "[h]:mm:ss"),
        ("en_US", "11/22/2026 12:00", 46348.5, "m/d/yyyy h:mm"),
        ("en_GB", "22/11/2026", 46348, "dd/mm/yyyy"),
        ("en_GB", "£5.00", 5, '"£"#,##0.00'),
        ("de_DE", "1.234,50 €", 1234.5, '#,##0.00" €"'),
        ("de_DE", "1.234", 1234, "#,##0"),
        ("de_DE", "1.2", 46054, "d.m"),
        ("de_DE", "22.11.2026", 46348, "dd.mm.yyyy"),
        ("de_DE", "2. Januar 2026", 46024, "d. mmmm yyyy"),
        ("de_DE", "WAHR", True, None),
        ("fr_FR", "1 234,50 €", 1234.5, '#,##0.00" €"'),
        ("nl_NL", "22-11-2026", 46348, "d-m-yyyy"),
        ("es_ES", "2 de enero de 2026", 46024, 'd "de" mmmm "de" yyyy'),
        ("pt_BR", "R$ 1.234,50", 1234.5, '"R$ "#,##0.00'),
        ("ja_JP", "2026年11月22日", 46348, 'yyyy"年"m"月"d"日"'),
        ("ja_JP", "¥1000", 1000, '"¥"#,##0'),
        ("sv_SE", "1 234,50 kr", 1234.5, '#,##0.00" kr"'),
    ],
)
def test_what_people_type_becomes_a_value_with_the_format_it_implies(locale, text, value, pattern):
    """Numbers, thousands, money, per cent, dates and times are read the locale's way."""
    entered = parsed(text, locale, today)

    assert (entered.value, type(entered.value)) == (value, type(value))
    assert (entered.number_format or {}).get("pattern") == pattern


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en_US", "23E123123"),
        ("en_US", "22/11/2026"),
        ("en_US", "1.2.2026"),
        ("en_US", "2026-02-30"),
        ("en_US", "2026-01-02T10:00:00"),
        ("en_US", "1E399"),
        ("en_US", "1,2"),
        ("en_US", "12,34,567"),
        ("en_US", "12 345"),
        ("en_US", "1 1/2"),
        ("en_US", "5%%"),
        ("en_US", "-"),
        ("en_US", "("),
        ("en_US", "%"),
        ("en_US", "$"),
        ("en_US", "May"),
        ("en_US", "="),
        ("en_US", "nan"),
        ("en_US", "inf"),
        ("en_US", "10:75"),
        ("en_US", "PO-1042"),
        ("en_US", "1_000"),
        ("de_DE", "1,234.50"),
    ],
)
def test_what_is_no_number_stays_the_text_it_is(locale, text):
    """An order number, an impossible date or another locale's amount is never guessed at."""
    assert parsed(text, locale, today) == Entered(text)


def test_an_apostrophe_makes_a_text_of_anything():
    """The apostrophe itself is not kept."""
    assert parsed("'0042", "en_US") == Entered("0042")
    assert parsed("'=1+1", "en_US") == Entered("=1+1")


def test_a_formula_is_kept_as_it_was_typed():
    """The value is the evaluator's business."""
    assert parsed("= 1 / 1024", "en_US") == Entered(formula="= 1 / 1024")


def test_nothing_empties_the_cell():
    """An empty text is no text."""
    assert parsed("", "en_US") == Entered()


@lively
@given(locales, st.decimals(-(10**9), 10**9, places=2), st.booleans())
def test_an_amount_shown_and_typed_again_is_the_same(locale, amount, money):
    """Money and grouped numbers survive being copied from the screen, in every locale."""
    value = float(amount)
    pattern = locale_of(locale).currency if money else "#,##0.00"
    text = shown(value, {"type": "NUMBER", "pattern": pattern}, locale)

    assert parsed(text, locale).value == value


@lively
@given(locales, st.integers(2, 100_000))
def test_a_date_shown_and_typed_again_is_the_same(locale, serial):
    """A day in the locale's own pattern comes back as that day."""
    text = shown(serial, {"type": "DATE"}, locale)

    assert parsed(text, locale, today).value == serial


@lively
@given(
    locales,
    st.dates(dt.date(1930, 1, 1), dt.date(2029, 12, 31)),
    st.sampled_from(["d mmm yyyy", "mmmm d, yyyy", "yyyy-mm-dd", "d. mmmm yyyy"]),
)
def test_a_date_in_words_shown_and_typed_again_is_the_same(locale, day, pattern):
    """The months' names of each locale are read as they are written."""
    serial = (day - dt.date(1899, 12, 30)).days
    text = shown(serial, {"type": "DATE", "pattern": pattern}, locale)
    if locale == "ja_JP" and "mmm" in pattern:
        return  # a Japanese month is a number: "22 11月 2026" is no date that anybody writes

    assert parsed(text, locale, today).value == serial


@lively
@given(
    locales,
    st.integers(0, 86_399),
    st.sampled_from(["h:mm:ss", "hh:mm:ss", "h:mm:ss am/pm", "[h]:mm:ss"]),
)
def test_a_time_shown_and_typed_again_is_the_same(locale, seconds, pattern):
    """To the second."""
    text = shown(seconds / 86_400, {"type": "TIME", "pattern": pattern}, locale)

    assert parsed(text, locale).value == seconds / 86_400


@lively
@given(locales, st.text(st.sampled_from("0123456789.,-/: %$€eEa'()"), max_size=12))
def test_typing_what_a_cell_shows_changes_nothing(locale, text):
    """Whatever was typed: what it shows, typed again, shows the same."""
    first = parsed(text, locale, today)
    if isinstance(first.value, str | None):
        return
    seen = shown(first.value, first.number_format, locale)
    again = parsed(seen, locale, today)

    assert shown(again.value, first.number_format or again.number_format, locale) == seen


@lively
@given(locales, st.text(max_size=20))
def test_no_text_is_refused(locale, text):
    """Anything can be typed; what is no number stays as it is."""
    entered = parsed(text, locale, today)

    assert entered.formula or isinstance(entered.value, bool | int | float | str) or not text
