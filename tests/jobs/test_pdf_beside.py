"""A PDF beside the workbook: its name, what it replaces, what it says."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.errors import NothingToDo
from addin.jobs.pdf_beside import PdfWanted, pdf_beside
from addin.reports.paper import Document, Line, PaperSize, Section, Words
from tests.jobs.documents_in_memory import DocumentsInMemory

AT = dt.datetime(2026, 3, 1, 18)


def document(text: str = "x") -> Document:
    """One cell."""
    return Document("Title", AT, (Section((1.0,), (Line((Words(text),)),)),))


def test_it_is_named_after_workbook_and_sheet_in_the_workbooks_folder():
    """Letters that Windows takes in no file name become dashes."""
    wanted = PdfWanted(PaperSize.A4, DocumentsInMemory(), AT)
    made = pdf_beside(wanted, "art/Show.xlsx", 'Day|"1"', document())
    assert made.saving.name == "art/Show, Day--1-.pdf"
    assert made.saving.digest == ""
    assert made.saving.content.startswith(b"%PDF")
    assert made.sentence == " Saved as 'art/Show, Day--1-.pdf', 1 page of A4."


def test_one_that_is_there_is_replaced_as_it_was_read():
    """With its digest, so that one that somebody just changed is not lost."""
    there = DocumentsInMemory({"Show, Day 1.pdf": b"old"})
    made = pdf_beside(PdfWanted(PaperSize.A4, there, AT), "Show.xlsx", "Day 1", document())
    assert made.saving.digest == b"old".hex()


def test_letters_that_were_not_printed_are_told():
    """In a line for a person."""
    wanted = PdfWanted(PaperSize.LETTER, DocumentsInMemory(), AT)
    assert "no 山 田" in pdf_beside(wanted, "Show.xlsx", "Day 1", document("山田")).line


def test_without_a_folder_it_is_refused():
    """Before anything is written."""
    with pytest.raises(NothingToDo, match="No PDF can be kept"):
        pdf_beside(PdfWanted(PaperSize.A4, None, AT), "Show.xlsx", "Day 1", document())
