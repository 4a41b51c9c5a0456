"""A check as one HTML page that opens offline: nothing is fetched, nothing runs but a filter."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from addin.findings import Severity
from addin.reports.as_json import number_text
from addin.reports.check import CheckReport, plural, recalculated_words, sheets_only

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def _template() -> Template:
    # imported here: most checks make no page
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=PackageLoader("addin.reports", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number_text
    environment.filters["sheets_only"] = sheets_only
    environment.globals["plural"] = plural
    return environment.get_template("check.html.j2")


def as_page(report: CheckReport) -> str:
    """The whole page as text."""
    by_book = sorted(report.open, key=lambda point: point.finding.place.workbook)
    books = [
        (book or "The production", tuple(points))
        for book, points in groupby(by_book, key=lambda point: point.finding.place.workbook)
    ]
    return _template().render(
        report=report,
        books=books,
        severities=[(str(s), report.count(s)) for s in sorted(Severity, reverse=True)],
        titles=report.titles or {},
        recalculated=recalculated_words(report.recalculated),
    )
