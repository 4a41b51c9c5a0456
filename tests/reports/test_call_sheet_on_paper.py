"""A call sheet on paper says what the sheet says."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable

from pypdf import PdfReader

from addin.domain.call_sheet import call_sheet
from addin.domain.schedule_lines import CastLine, CrewLine, StripLine
from addin.reports.call_sheet import Typed
from addin.reports.call_sheet_on_paper import on_paper, words_of
from addin.reports.paper import Document, PaperSize
from addin.reports.paper_as_pdf import printed

MONDAY, TUESDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
AT = dt.datetime(2026, 3, 1, 18)
STRIPS = (
    StripLine("1", eighths=9, int_ext="INT", set="BARN", cast=("1",), date=MONDAY, day=1),
    StripLine("2", eighths=4, set="YARD", cast=("1", "2"), date=MONDAY, day=1),
    StripLine("3", eighths=16, set="ROAD", cast=("2",), date=TUESDAY, day=2),
    StripLine("4", set="LAKE", cast=("1",), date=dt.date(2026, 3, 4), day=3),
)
CAST = (
    CastLine("1", character="ADA", performer="Zoë Žižek"),
    CastLine("2", character="BEN", performer="Ελένη"),
)


def crew(departments: int, each: int = 1) -> tuple[CrewLine, ...]:
    """People, department by department."""
    return tuple(
        CrewLine(f"Person {at}-{one}", position="Assistant", department=f"Department {at}")
        for at in range(departments)
        for one in range(each)
    )


def made(day: dt.date, typed: Typed | None = None, people: int = 0, **more: object) -> Document:
    """The call sheet of a day."""
    told = call_sheet(STRIPS, CAST, crew(people), day)
    return on_paper(told, "Show", typed or Typed(), AT, **more)  # type: ignore[arg-type]


def pages(document: Document) -> list[str]:
    """The words of each page, blanks and line ends alike."""
    reader = PdfReader(io.BytesIO(printed(document).content))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def _texts(document: Document) -> Iterable[tuple[str, ...]]:
    return [
        tuple(cell.text for cell in line.cells)
        for section in document.sections
        for line in section.lines
    ]


def test_head_scenes_cast_and_what_comes_next_are_printed():
    """Day n of m, the call, pages in all, who is held, tomorrow's scenes."""
    (page,) = pages(made(TUESDAY, general=dt.time(7, 30)))
    for said in (
        "Day 2 of 3", "Tuesday 3 March 2026", "General call 07:30", "ROAD", "2 pages", "Ελένη",
        "ADA Zoë Žižek H", "Advance: day 3, Wednesday 4 March 2026", "LAKE", "Page 1 of 1",
    ):  # fmt: skip
        assert said in page


def test_what_people_typed_is_printed():
    """Weather, a pick-up as text, a call as Excel's fraction of a day, one person's own call."""
    typed = Typed(
        {"Weather": "Rain from noon", "Sunrise": 0.25},
        {("2", "Pick-up"): "06:10", ("2", "On set"): dt.time(8, 5)},
        {"Person 0-0": dt.time(6, 0)},
    )
    document = made(TUESDAY, typed, people=2, general=dt.time(7, 30))
    lines = list(_texts(document))
    assert ("2", "BEN", "Ελένη", "WF", "06:10", "", "08:05", "") in lines
    assert any("Rain from noon" in line for line in lines)
    assert any(line[:2] == ("Sunrise", "06:00") for line in lines)
    (row,) = [line for line in lines if "Person 0-0" in line]
    assert row[2] == "06:00"
    assert row[-2] == "07:30", "who has no call of their own has the unit's"


def test_everybody_of_the_crew_is_printed_once_on_as_many_pages_as_it_takes():
    """Departments stand side by side, and none is lost at the end of a page."""
    told = call_sheet(STRIPS, CAST, crew(13, 9), MONDAY)
    found = pages(on_paper(told, "Show", Typed(), AT, paper=PaperSize.LETTER))
    assert len(found) > 1
    for person in told.crew:
        assert sum(page.split().count(person.person.split()[1]) for page in found) == 1
    assert all(f"Page {at} of {len(found)}" in page for at, page in enumerate(found, 1))


def test_an_empty_day_of_lists_prints_no_empty_tables():
    """Without cast and crew there are no headings for them."""
    told = call_sheet((StripLine("9", date=MONDAY),), (), (), MONDAY)
    (page,) = pages(on_paper(told, "Show", Typed(), AT))
    assert "Make-up" not in page
    assert "Phone" not in page


def test_a_cell_is_printed_as_it_was_meant():
    """Times as 07:30 whatever Excel made of them, numbers and words as they are."""
    assert words_of(dt.datetime(1899, 12, 30, 7, 30)) == "07:30"
    assert words_of(dt.time(7, 5)) == "07:05"
    assert words_of(0.3125) == "07:30"
    assert words_of(12) == "12"
    assert words_of(None) == ""
