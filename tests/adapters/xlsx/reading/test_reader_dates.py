"""Dates of a workbook are dates, in either calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.tables.table import ErrorValue
from tests.adapters.handmade import parts, read, sheet_of, worksheet, zipped

DATES_1900 = [
    (1, "1", dt.date(1900, 1, 1)),
    (1, "59", dt.date(1900, 2, 28)),
    (1, "60", 60),  # 29 February 1900, which never was
    (1, "61", dt.date(1900, 3, 1)),
    (1, "46095", dt.date(2026, 3, 14)),
    (1, "46095.5", dt.datetime(2026, 3, 14, 12)),
    (2, "46095", dt.datetime(2026, 3, 14)),
    (3, "0.395833333333333", dt.time(9, 30)),
    (3, "46095.25", dt.datetime(2026, 3, 14, 6)),
    (4, "1.5", dt.timedelta(hours=36)),
    (1, "0", 0),
    (1, "-1", -1),
    (1, "2958465", dt.date(9999, 12, 31)),
    (1, "2958466", 2958466),
    (1, "1e300", 1e300),
    (5, "46095", 46095),
]


@pytest.mark.parametrize(("style", "stored", "expected"), DATES_1900)
def test_dates_are_numbers_with_a_date_format(style, stored, expected):
    """The format makes the date; a number that no calendar has a day for stays a number."""
    sheet = sheet_of(f'<row r="1"><c r="A1" s="{style}"><v>{stored}</v></c></row>')

    assert expected == sheet.value(1, 1)
    assert type(expected) is type(sheet.value(1, 1))


@pytest.mark.parametrize(
    ("style", "stored", "expected"),
    [
        (1, "0", dt.date(1904, 1, 1)),
        (1, "44633", dt.date(2026, 3, 14)),
        (1, "60", dt.date(1904, 3, 1)),
        (4, "-0.5", dt.timedelta(hours=-12)),
    ],
)
def test_workbooks_of_the_1904_system_count_from_1904(style, stored, expected):
    """Old Mac workbooks are four years and a day off if read otherwise."""
    xml = worksheet(f'<row r="1"><c r="A1" s="{style}"><v>{stored}</v></c></row>')
    workbook = '<workbookPr date1904="1"/><sheets>{sheets}</sheets>'
    book = read(zipped(parts(xml, workbook=workbook)))

    assert book.date_1904
    assert expected == book.sheets[0].value(1, 1)


def test_dates_written_out_are_dates():
    """Strict workbooks may store ``2026-03-14`` with the type d."""
    sheet = sheet_of('<row r="1"><c r="A1" t="d"><v>2026-03-14</v></c></row>')

    assert dt.date(2026, 3, 14) == sheet.value(1, 1)


def test_formats_are_known_for_numbers_dates_and_uncached_formulas_alone():
    """A text or a blank has no number format; General is none."""
    sheet = sheet_of(
        '<row r="1"><c r="A1" s="5"><v>1</v></c><c r="B1" s="5" t="str"><v>x</v></c>'
        '<c r="C1" s="5"/><c r="D1" s="5"><f>A1</f></c><c r="E1" s="1"><v>46095</v></c>'
        '<c r="F1"><v>1</v></c><c r="G1" s="5" t="b"><v>1</v></c></row>'
        '<row r="3"><c r="A3" s="5"><v>1</v></c></row>'
    )

    assert dict(sheet.formats) == {
        (1, 1): "#,##0.00",
        (1, 4): "#,##0.00",
        (1, 5): "yyyy\\-mm\\-dd;@",
        (3, 1): "#,##0.00",
    }
    assert len(sheet.formats) == 4
    assert sheet.format_of(1, 6) == "General"


@pytest.mark.parametrize("style", [1, 2, 3, 4])
@pytest.mark.parametrize("stored", ["1e308", "-1e308", "2958466", "1e400", "99999999999999999999"])
def test_numbers_beyond_every_calendar_stay_numbers(style, stored):
    """A number under a date format that is no day is itself, however large."""
    value = sheet_of(f'<row r="1"><c r="A1" s="{style}"><v>{stored}</v></c></row>').value(1, 1)

    assert isinstance(value, int | float | ErrorValue)
