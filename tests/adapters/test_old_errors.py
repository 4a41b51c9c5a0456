"""Errors in the cells of old Excel workbooks."""

from __future__ import annotations

import subprocess

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.old_errors import errors_of
from addin.adapters.opening import open_book
from addin.tables.table import ErrorValue
from tests.adapters.handmade import opened
from tests.adapters.old_excel import boolean_or_error, container, number, workbook_stream

CELLS = (
    number(0, 0, 7)
    + boolean_or_error(1, 1, 0x17, error=True)
    + boolean_or_error(2, 2, 1, error=False)
)


def test_errors_stand_where_the_file_has_them(tmp_path):
    """Beside numbers and booleans, which look alike."""
    book = opened(tmp_path, "Old.xls", container({"Workbook": workbook_stream(CELLS)}))

    assert book.sheets[0].rows == ((7,), (None, ErrorValue("#REF!")), (None, None, True))


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_damaged_containers_give_what_they_give(data):
    """No byte of it makes the reading fail or go on for ever."""
    content = bytearray(container({"Workbook": workbook_stream(CELLS)}))
    for place in data.draw(st.lists(st.integers(24, len(content) - 1), min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255))

    assert errors_of(bytes(content[: data.draw(st.integers(100, len(content)))])) is not None


@pytest.mark.parametrize("rows", [1, 2000])
def test_what_libreoffice_saves_as_xls_has_its_errors(tmp_path, libreoffice, rows):
    """In short streams, which are kept apart, and in long ones."""
    source = tmp_path / "Log.xlsx"
    with xlsxwriter.Workbook(source) as book:
        sheet = book.add_worksheet("Kosten Ä")
        for row in range(rows):
            sheet.write_formula(row, 0, "=1/0", None, "#DIV/0!")
            sheet.write_number(row, 1, row)
        sheet.write_formula(0, 2, "=NA()", None, "#N/A")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [libreoffice, profile, "--headless", "--convert-to", "xls", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path), str(source)], check=True, capture_output=True, timeout=300
    )
    expected = open_book(source, "Log.xlsx").sheets[0]
    found = open_book(tmp_path / "Log.xls", "Log.xls").sheets[0]

    assert found.rows == expected.rows
