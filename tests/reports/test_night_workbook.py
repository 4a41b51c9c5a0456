"""The findings workbook of a night, as blueprint and as a file that LibreOffice reads."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin import wiring
from addin.domain.night import AccountLine, Facts, PairLine, Point, ProductionNight
from addin.reports.night_workbook import night_workbook
from addin.reports.night_workbook_sheet import HEADING_ROW
from tests.reports.night_values import AT, broken, production

HOSTILE = (
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(1)",
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "#N/A",
    '=HYPERLINK("http://x")',
)


def cells(sheet) -> list[list[object]]:
    """The values below the headings of a blueprint's sheet."""
    last = max(row for row, _ in sheet.entries)
    wide = max(column for _, column in sheet.entries)
    rows = range(HEADING_ROW + 1, last + 1)
    return [
        [sheet.entries[row, column].value if (row, column) in sheet.entries else None for column in range(1, wide + 1)]
        for row in rows
    ]  # fmt: skip


def test_every_production_is_a_row_with_its_totals_and_counts():
    """Money in major units; what was never checked has no counts; why it failed."""
    portfolio = night_workbook([production(), broken()], "North").sheets[0]

    (first, second) = cells(portfolio)
    assert first[:6] == [
        "The Long Night",
        "checked",
        "USD",
        1_000_000.0,
        1_001_234.56 + 2_469.12,
        -3_703.68,
    ]
    assert first[7:13] == [2, 3, 3, 3, 2, 1]
    assert second[:3] == ["Night Shift", "failed", None]
    assert second[7:13] == [None] * 6
    assert str(second[15]).startswith("Budget.xlsx is damaged")


def test_findings_are_the_worst_first_and_all_are_there():
    """Open before waived and resolved, errors first, with place, day and age."""
    findings = cells(night_workbook([production()]).sheets[1])

    assert len(findings) == 12
    assert findings[0][:4] == ["The Long Night", "error", "new", "PO201"]
    assert findings[0][10:13] == [dt.date(2026, 11, 20), 0, 1_250.0]
    standings = [row[2] for row in findings]
    assert (
        standings.index("waived")
        > len([one for one in standings if one in {"new", "still open"}]) - 1
    )


def test_more_rows_than_a_sheet_may_have_are_counted():
    """The first are there; the line below the title says how many there are."""
    findings = night_workbook([production(points=30)], most=10).sheets[1]

    assert len(cells(findings)) == 10
    assert str(findings.entries[2, 1].value).startswith(
        "30 findings, of which the first 10 are here"
    )


def test_a_night_over_nothing_is_an_empty_workbook():
    """Headings, and no rows."""
    content = wiring.new_workbook(night_workbook([]))

    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == [
        "Portfolio", "Findings", "Accounts", "Statements",
    ]  # fmt: skip


def full_of(text: str) -> ProductionNight:
    """A production with this in each text that it has."""
    point = Point("k", text, 3, "new", text, text, text, text, text, None, text)
    line = AccountLine(text, text, 1, 2, 3, 4, 5, 6)
    facts = Facts("USD", text, None, line, (line,), (PairLine(text, 1, 2, 3, 4, 5),))
    return ProductionNight(
        0, text, text, AT, production().ended, text, points=(point,), facts=facts
    )


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=40))
def test_any_text_can_be_written(text):
    """Control characters, halves of letters, marks: the file is a workbook, and no formula is new."""
    content = wiring.new_workbook(night_workbook([full_of(text)], text))
    book = openpyxl.load_workbook(io.BytesIO(content))

    for sheet in book:
        for row in sheet.iter_rows(min_row=HEADING_ROW + 1):
            assert all(cell.data_type != "f" for cell in row)


def test_the_same_night_is_the_same_file():
    """Byte for byte."""
    blueprints = [night_workbook([production(), broken()], "North") for _ in range(2)]

    assert len({wiring.new_workbook(one) for one in blueprints}) == 1


@pytest.fixture(scope="module")
def opened(libreoffice, tmp_path_factory):
    """The workbook of hostile productions, opened and saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("workbook")
    nights = [replace(full_of(text), position=at) for at, text in enumerate(HOSTILE)]
    (folder / "night.xlsx").write_bytes(wiring.new_workbook(night_workbook(nights, "North")))
    subprocess.run(
        [
            libreoffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            folder / "out",
            folder / "night.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return openpyxl.load_workbook(folder / "out" / "night.xlsx")


@pytest.mark.libreoffice
def test_texts_that_look_like_formulas_are_texts_in_libreoffice(opened):
    """What begins with = + - @ is read back as it was, and nothing is worked out."""
    written = [text.replace("\t", " ") for text in HOSTILE]
    names = [opened["Portfolio"].cell(row, 1) for row in range(5, 5 + len(HOSTILE))]

    assert [cell.value for cell in names] == written
    for sheet in opened:
        for row in sheet.iter_rows(min_row=5):
            assert all(cell.data_type not in {"f", "e"} for cell in row)


@pytest.mark.libreoffice
def test_sums_are_of_what_a_filter_leaves(opened):
    """The only formulas are ours, above the headings."""
    sheet = opened["Portfolio"]

    assert sheet["H3"].value == "=SUBTOTAL(109,H5:H12)"
    assert sheet.auto_filter.ref == "A4:P12"
    assert sheet.print_title_rows in {"$4:$4", "4:4"}
    assert sheet["D5"].number_format.startswith("#,##0.00")


def test_headings_stay_and_are_printed_on_every_page():
    """Frozen below the headings and beside the production; filters over all columns."""
    content = wiring.new_workbook(night_workbook([production()]))

    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        assert sheet.freeze_panes == "B5"
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.auto_filter.ref.startswith("A4:")
