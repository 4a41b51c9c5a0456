"""What a cell shows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_emulator.locales import NAMES
from sheets_emulator.shown import shown
from sheets_emulator.value import REF


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "#,##0", "1,235"),
        (0.5, "#.##", ".5"),
        (5, "0.", "5."),
        (12, "000", "012"),
        (0.125, "0.0%", "12.5%"),
        (-1234.5, '"$"#,##0.00', "-$1,234.50"),
        (-0.001, "0.00", "0.00"),
        (12345678, '0.0,,"M"', "12.3M"),
        (1234567, "0.00E+00", "1.23E+06"),
        (1234567, "##0.0E+0", "1.2E+6"),
        (0.00012, "0.0E+0", "1.2E-4"),
        (9.999, "0.0E+0", "1.0E+1"),
        (5551234567, "(###) ###-####", "(555) 123-4567"),
        (1.25, "# ?/?", "1 1/4"),
        (0.5, "?/8", "4/8"),
        (3, "# ?/?", "3"),
        (-5, '0;(0);"none"', "(5)"),
        (0, '0;(0);"none"', "none"),
        (5, "[Red]0", "5"),
        (150, '[>100]"over "0;0', "over 150"),
        (50, '[>100]"over "0;0', "50"),
        (1234.5, '_("$"* #,##0.00_)', " $ 1,234.50 "),
        (5, "[$€-407] 0.00", "€ 5.00"),
        (12, 'General" u"', "12 u"),
        (-12, "0;;", ""),
        (0.285, "0.00", "0.29"),
        (1.005, "0.00", "1.01"),
        (46348, "m/d/yyyy", "11/22/2026"),
        (46348.75, "dddd, mmmm d, yyyy h:mm am/pm", "Sunday, November 22, 2026 6:00 PM"),
        (46348.75, "yyyy-mm-dd hh:mm:ss", "2026-11-22 18:00:00"),
        (46348, "ddd d mmm yy", "Sun 22 Nov 26"),
        (46348, "mmmmm", "N"),
        (0.7503, "h:mm:ss.000", "18:00:25.920"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (1.5, "[mm]:ss", "2160:00"),
        (0.5, "h a/p", "12 p"),
        (33.625, "m/d/yyyy h:mm", "2/1/1900 15:00"),
        (0.5, "mm:ss", "00:00"),
    ],
)
def test_a_pattern_is_written_out(value, pattern, text):
    """Digits, thousands, per cent, money, sections, conditions, fractions, dates and times."""
    assert shown(value, {"type": "NUMBER", "pattern": pattern}, "en_US") == text


@pytest.mark.parametrize(
    ("locale", "number", "date", "money", "yes"),
    [
        ("en_US", "1,234.50", "11/22/2026", "$1,234.50", "TRUE"),
        ("en_GB", "1,234.50", "22/11/2026", "£1,234.50", "TRUE"),
        ("de_DE", "1.234,50", "22.11.2026", "1.234,50 €", "WAHR"),
        ("fr_FR", "1\u202f234,50", "22/11/2026", "1\u202f234,50 €", "VRAI"),
        ("nl_NL", "1.234,50", "22-11-2026", "€ 1.234,50", "WAAR"),
        ("es_ES", "1.234,50", "22/11/2026", "1.234,50 €", "VERDADERO"),
        ("pt_BR", "1.234,50", "22/11/2026", "R$ 1.234,50", "VERDADEIRO"),
        ("ja_JP", "1,234.50", "2026/11/22", "¥1,234.50", "TRUE"),
        ("sv_SE", "1\u00a0234,50", "2026-11-22", "1\u00a0234,50 kr", "SANT"),
    ],
)
def test_each_locale_writes_its_own_way(locale, number, date, money, yes):
    """The same cell reads differently in another country: never read FORMATTED_VALUE."""
    seen = [
        shown(1234.5, {"type": "NUMBER"}, locale),
        shown(46348, {"type": "DATE"}, locale),
        shown(1234.5, {"type": "CURRENCY"}, locale),
        shown(True, None, locale),
    ]

    assert seen == [number, date, money, yes]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2 / 3, "0.6666666667"),
        (1 / 1024, "0.0009765625"),
        (0.1 + 0.2, "0.3"),
        (123456789012345, "123456789012345"),
        (12345678901.5, "12345678902"),
        (10**15, "1.00E+15"),
        (1.5e-7, "1.5E-07"),
        (-0.0, "0"),
        (100, "100"),
        (None, ""),
        (REF, "#REF!"),
        ("0042", "0042"),
    ],
)
def test_without_a_format_a_number_shows_ten_digits(value, text):
    """As a fresh cell does."""
    assert shown(value, None, "en_US") == text


def test_a_number_without_a_format_has_the_locales_decimal_sign():
    """Its digits are not grouped."""
    assert shown(-12345.5, None, "de_DE") == "-12345,5"
    assert shown(1.5e-7, None, "fr_FR") == "1,5E-07"


def test_a_text_passes_through_the_fourth_section_or_one_with_an_at():
    """A number's sections leave a text alone."""
    assert shown("Grip", {"type": "TEXT", "pattern": "@"}, "en_US") == "Grip"
    assert shown("Grip", {"type": "TEXT", "pattern": '"Dept: "@'}, "en_US") == "Dept: Grip"
    assert shown("Grip", {"type": "NUMBER", "pattern": '0;0;0;"("@")"'}, "en_US") == "(Grip)"
    assert shown("Grip", {"type": "NUMBER", "pattern": "0.00"}, "en_US") == "Grip"


def test_a_day_that_no_calendar_has_shows_hashes():
    """Instead of failing."""
    assert shown(-(10**9), {"type": "DATE"}, "en_US") == "###"


@settings(deadline=None)
@given(
    st.sampled_from(NAMES),
    st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(), st.text()),
    st.text(st.sampled_from('0#?.,%E+-/;[]hmsyd"\\_*@ $€>1a'), max_size=12),
)
def test_no_pattern_is_too_strange_to_show(locale, value, pattern):
    """Whatever a person put into the format box, a cell shows some text."""
    assert isinstance(shown(value, {"type": "NUMBER", "pattern": pattern}, locale), str)
