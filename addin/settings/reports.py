"""What a night leaves to be read: pages, PDF, findings workbooks; where, and how long."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Form(StrEnum):
    """As what a report is written."""

    PAGE = "page"  # HTML, for the morning
    PDF = "pdf"  # for a meeting
    WORKBOOK = "workbook"  # every finding, to filter


PAPERS: Final = ("a4", "letter")


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """The ``[reports]`` of a manifest; paths are from the manifest's own folder.

    ``studio`` is what is written of all productions together, ``productions`` what of each.
    ``keep_days``: so long the studio's PDF and workbook of each night are kept; 0: the latest only.
    ``font`` is a file with letters that the PDF's own font has not; empty: none.
    """

    studio: frozenset[Form] = frozenset()
    productions: frozenset[Form] = frozenset()
    folder: str = ""
    keep_days: int = 0
    paper: str = PAPERS[0]
    font: str = ""

    @property
    def has_pages(self) -> bool:
        """Whether any of it is a page."""
        return Form.PAGE in self.studio | self.productions


NO_REPORTS: Final = ReportSettings()
