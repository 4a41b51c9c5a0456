"""The night of a production and of a studio as PDF, read back by another library."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from addin.domain.night import Ended, Facts, Outcome, PairLine, ProductionNight, Step
from addin.reports.night_on_paper import FINDINGS, night_on_paper
from addin.reports.night_on_paper_studio import night_as_pdf, production_as_pdf
from addin.reports.paper import PaperSize
from addin.reports.paper_as_pdf import Printed
from tests.reports.night_values import AT, broken, production, trend


def pages(made: Printed) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages]


def test_a_production_is_one_page_with_all_that_is_asked_in_the_morning():
    """Totals, variance by account, trend, findings by severity and age, statements."""
    (page,) = pages(production_as_pdf(production(), trend()))

    for words in (
        "The Long Night",
        "2 errors, 3 warnings and 3 notes open.",
        "1,003,703.68",
        "(3,703.68)",
        "Variance by account",
        "2000 Account 0",
        "Estimated final cost against budget",
        "Age of open findings",
        "PO201 PO 1000 is invoiced for 1,250.00 more than was ordered.",
        "PO log.xlsx!PO Log ↔ Ledger.xlsx!GL",
        "(123.45)",
        "proved",
        "3 days late",
        "Page 1 of 1",
    ):
        assert words in page


LONG = "Wide words with W, M and @ that fill a whole line of any message in a workbook WWWMMM "


@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("ended", [Ended.CHECKED, Ended.PARTLY])
def test_a_production_is_one_page_whatever_was_found(paper, ended):
    """The most accounts, findings, statements and failed steps, all with the longest texts."""
    one = production(accounts=200, points=400, ended=ended)
    points = [replace(p, message=LONG * 9, workbook=LONG, sheet=LONG) for p in one.points]
    pairs = [PairLine(f"{LONG}!{LONG} ↔ {LONG}!{LONG}{n}", n, n, n, n, n) for n in range(30)]
    steps = [Step("sync", Outcome.FAILED, LONG * 9) for _ in range(9)]
    full = replace(
        one,
        production=LONG * 3,
        points=tuple(points),
        steps=tuple(steps) if ended is Ended.PARTLY else (),
        facts=replace(one.facts, pairs=tuple(pairs)),
    )

    assert len(pages(production_as_pdf(full, trend(400), paper))) == 1


def test_what_is_left_without_an_estimate_of_what_is_to_come_is_not_said_to_be_under():
    """It may be spent yet."""
    one = production("Passage")
    total = one.facts.total
    assert total is not None
    unestimated = replace(one, facts=replace(one.facts, total=replace(total, efc=None)))

    (said,) = pages(production_as_pdf(unestimated, ()))
    (usual,) = pages(production_as_pdf(one, ()))

    assert "left (over)" in said
    assert "under (over)" not in said
    assert "under (over)" in usual


def test_what_does_not_fit_is_counted():
    """The page says how many findings and statements it leaves out."""
    pairs = tuple(PairLine(f"a!{n} ↔ b!{n}", 1, 0, 0, 0, n % 2) for n in range(9))
    one = production(points=60)
    (page,) = pages(production_as_pdf(replace(one, facts=replace(one.facts, pairs=pairs)), ()))

    assert f"and {len(one.open) - FINDINGS} more findings" in page
    assert "and 4 more statements, 0 of them not proved" in page


def test_statements_that_are_not_proved_come_first():
    """What asks for a person is not the part that is left out."""
    pairs = (PairLine("a!A ↔ b!B", 1, 0, 0, 0), PairLine("z!Z ↔ y!Y", 1, 0, 0, 0, 5))
    (page,) = pages(production_as_pdf(replace(production(), facts=Facts("USD", pairs=pairs)), ()))

    assert page.index("z!Z") < page.index("a!A")


def test_a_studio_is_a_table_and_then_a_page_for_each():
    """Those of which nothing is known but why are in the table alone; pages are counted through."""
    nights = [production(), broken(), production("Harbour Lights", 2)]

    made = night_as_pdf("North", AT, nights, {nights[0].folder: trend()})
    first, *others = pages(made)

    assert made.pages == 3
    assert [page.partition(" 20 Nov")[0] for page in others] == ["The Long Night", "Harbour Lights"]
    first = " ".join(first.split())
    for words in (
        "North",
        "The Long Night",
        "Night Shift",
        "Budget.xlsx is damaged",
        "2,007,407.36",
    ):
        assert words in first
    assert "Page 3 of 3" in others[-1]
    outline = PdfReader(io.BytesIO(made.content)).outline
    assert [getattr(one, "title", None) for one in outline] == [
        "North",
        "The Long Night",
        "Harbour Lights",
    ]


def test_hundreds_of_productions_are_a_table_of_several_pages():
    """The headings are on each of them."""
    nights = [replace(broken(f"Show {n}", n)) for n in range(150)]

    found = pages(night_as_pdf("North", AT, nights, {}))

    assert len(found) > 2
    assert all("How it went" in page for page in found)
    assert "Show 149" in found[-1]


def test_the_same_night_is_the_same_file():
    """Byte for byte."""
    made = {night_as_pdf("N", AT, [production()], {}).content for _ in range(2)}

    assert len(made) == 1


def test_a_night_over_nothing_is_a_page():
    """Somebody who prints it sees that nothing ran."""
    assert "0 productions" in pages(night_as_pdf("", AT, [], {}))[0]


@settings(deadline=None, max_examples=15)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_printed(text, other):
    """Control characters, scripts without letters in the font, right to left."""
    one = production(accounts=2, points=2)
    points = tuple(replace(p, message=text, workbook=other, sheet=text) for p in one.points)
    night = ProductionNight(
        0, text, other, AT, Ended.CHECKED, other, text, points=points, facts=one.facts
    )

    assert night_on_paper(night, ()).at == AT
    assert production_as_pdf(night, ()).content.startswith(b"%PDF")
