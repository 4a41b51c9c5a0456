"""A PDF beside the workbook that it was made from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePosixPath

from addin.errors import NothingToDo
from addin.jobs.apply import Saving
from addin.ports import Documents
from addin.reports.paper import Document, PaperSize
from addin.reports.paper_as_pdf import printed


@dataclass(frozen=True, slots=True)
class PdfWanted:
    """That a PDF is wanted: on which paper, where files can be kept, when it is made."""

    paper: PaperSize
    documents: Documents | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class PdfBeside:
    """The file to save; ``sentence`` says so, ``line`` which letters it could not print."""

    saving: Saving
    sentence: str
    line: str = ""


def pdf_beside(wanted: PdfWanted, workbook: str, what: str, document: Document) -> PdfBeside:
    """The PDF of a document, named after the workbook and ``what`` it shows; nothing is written.

    One that is there under that name is replaced; *Undo Last* brings it back.

    Raises:
        NothingToDo: there is nowhere to put a file.
    """
    if wanted.documents is None:
        raise NothingToDo(
            "No PDF can be kept beside these workbooks. Nothing was written. Save the workbook in "
            "a folder of the production first, or leave the PDF out."
        )
    path = PurePosixPath(workbook)
    name = str(path.parent / f"{path.stem}, {_plain(what)}.pdf")
    made = printed(document)
    before = wanted.documents.read(name)
    pages = f"{made.pages} page{'' if made.pages == 1 else 's'}"
    line = (
        f"The PDF's font has no {' '.join(made.unprinted)}: a box stands in its place. Print these "
        "pages from the sheet."
        if made.unprinted
        else ""
    )
    saving = Saving(name, made.content, before.digest if before else "")
    return PdfBeside(saving, f" Saved as '{name}', {pages} of {document.paper}.", line)


def _plain(name: str) -> str:
    r"""A sheet's name as a part of a file's: Excel lets one be called A|B, Windows does not."""
    return "".join("-" if letter in '<>:"|/\\?*' else letter for letter in name)
