"""A day-out-of-days on paper: whole weeks, names on each page, every code once."""

from __future__ import annotations

import datetime as dt
import io

from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from addin.domain.day_out_of_days import board, days_of
from addin.reports.day_out_of_days import DoodRow
from addin.reports.day_out_of_days_on_paper import on_paper
from addin.reports.paper import MARGIN, PaperSize
from addin.reports.paper_as_pdf import printed

AT = dt.datetime(2026, 3, 1, 18)
MONDAY = dt.date(2026, 3, 2)

schedules = st.lists(
    st.tuples(st.integers(0, 160), st.sets(st.sampled_from("1234567"), max_size=4)), max_size=90
)


def rows_of(strips: list[tuple[dt.date, set[str]]]) -> tuple[list[DoodRow], tuple[dt.date, ...]]:
    """Its parts with their codes, and its days."""
    schedule = board(strips)
    rows = [DoodRow(n, f"PART {n}", "", days_of(n, schedule)) for n in schedule.cast()]
    return rows, schedule.days()


@given(schedules, st.sampled_from(PaperSize))
def test_each_day_stands_on_one_page_with_every_parts_code(strips, paper):
    """Pages side by side are the whole of it, in order, and none is wider than the paper."""
    rows, days = rows_of([(MONDAY + dt.timedelta(days=at), cast) for at, cast in strips])
    document = on_paper(rows, days, "DOOD", AT, paper)
    printed_days: list[str] = []
    codes: dict[str, list[str]] = {row.number: [] for row in rows}
    for section in document.sections:
        assert sum(section.widths) <= paper.millimetres[1] - 2 * MARGIN + 1e-6
        dates = [words.text for words in section.heads[-1].cells[3:] if words.text.isdigit()]
        printed_days += dates
        for line, row in zip(section.lines, rows, strict=True):
            assert line.cells[0].text == row.number
            codes[row.number] += [words.text for words in line.cells[3 : 3 + len(dates)]]
    assert printed_days == [str(day.day) for day in days]
    for row in rows:
        assert codes[row.number] == [str(row.codes.get(day, "")) for day in days]


@given(schedules)
def test_no_week_is_parted(strips):
    """Whoever plans a week has it on one page."""
    _, days = rows_of([(MONDAY + dt.timedelta(days=at), cast) for at, cast in strips])
    at = 0
    for section in on_paper([], days, "DOOD", AT).sections:
        count = sum(words.text.isdigit() for words in section.heads[-1].cells[3:])
        here, at = days[at : at + count], at + count
        if here and at < len(days):
            assert here[-1].isocalendar()[:2] != days[at].isocalendar()[:2]


def test_totals_are_printed_once_behind_the_last_week():
    """On the same page where there is room."""
    rows, days = rows_of([(MONDAY, {"1"}), (MONDAY + dt.timedelta(days=2), {"1", "2"})])
    document = on_paper(rows, days, "DOOD", AT)
    assert len(document.sections) == 1
    first = [words.text for words in document.sections[0].lines[0].cells]
    assert first[:5] == ["1", "PART 1", "", "SW", "WF"]
    assert first[5] == "2"
    assert first[-3:] == ["2 Mar", "4 Mar", "2"]


def test_a_long_schedule_fills_pages_that_are_numbered():
    """Sixty parts over ten weeks: names and headings on each page."""
    strips = [(MONDAY + dt.timedelta(days=at), {str(n) for n in range(60)}) for at in range(70)]
    rows, days = rows_of(strips)
    reader = PdfReader(io.BytesIO(printed(on_paper(rows, days, "DOOD", AT)).content))
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) > 4
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert "Character" in text
        assert "SW start" in text
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    assert width > height


def test_a_board_without_days_prints_its_head():
    """Nothing is scheduled yet."""
    assert printed(on_paper([], (), "DOOD", AT)).pages == 1
