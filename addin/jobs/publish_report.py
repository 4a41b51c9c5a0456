"""Publish a cost report: one page beside the workbook, to be read without Excel."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePosixPath

from addin.errors import NothingToDo
from addin.jobs.apply import Saving
from addin.jobs.load import Loaded, load
from addin.jobs.which_report import ChosenReport, which_report
from addin.ports import Documents, Engine, Workbooks
from addin.reports.cost_report_page import PublishedReport, cost_report_page, published
from addin.settings.model import Settings
from addin.tables.records.headings import row_text
from addin.tables.table import RowKind


@dataclass(frozen=True, slots=True)
class Publishing:
    """The page, and what was put on it."""

    report: PublishedReport
    saving: Saving


def publish_report(
    workbooks: Workbooks,
    documents: Documents | None,
    settings: Settings,
    name: str,
    *,
    at: dt.datetime,
    sheet: str = "",
    engine: Engine | None = None,
    loaded: Loaded | None = None,
) -> Publishing:
    """The page of a cost report; nothing is written.

    A page of the same day is replaced. ``loaded`` is the production where it was read already.

    Raises:
        NothingToDo: there is no report, or nowhere to put the page.
    """
    if documents is None:
        raise NothingToDo(
            "No page can be kept beside these workbooks. Nothing was written. Save the workbook in "
            "a folder of the production first."
        )
    loaded = loaded or load(workbooks, settings, name, engine)
    report = which_report(loaded, sheet)
    about = PublishedReport(
        loaded.production.name, report.book.name, report.sheet.name, at, _heads(report), (), ()
    )
    page = published(
        report.lines,
        [
            (row, row_text(report.table, report.sheet, row))
            for row, kind in report.table.kinds.items()
            if kind is RowKind.SECTION
        ],
        about=about,
        sign=loaded.production.variance_sign,
    )
    path = PurePosixPath(report.book.name)
    file = str(path.parent / f"{path.stem}, {_plain(report.sheet.name)} {at.date()}.html")
    before = documents.read(file)
    content = cost_report_page(page).encode()
    return Publishing(page, Saving(file, content, before.digest if before else ""))


def _heads(report: ChosenReport) -> tuple[str, ...]:
    """The lines above the table, from the top: the title, the week."""
    return tuple(reversed(report.table.title.split(" / "))) if report.table.title else ()


def _plain(sheet: str) -> str:
    r"""A sheet's name as a part of a file's: Excel lets one be called A|B, Windows does not."""
    return "".join("-" if letter in '<>:"|/\\?*' else letter for letter in sheet)
