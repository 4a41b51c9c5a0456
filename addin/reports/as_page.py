"""A check as one HTML page that opens offline: nothing is fetched, nothing runs but a filter."""

from __future__ import annotations

from functools import cache
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from addin.findings import Severity
from addin.reports.as_json import number_text
from addin.reports.check import CheckReport, plural, sheets_only


@cache
def _template() -> Template:
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
    books = [
        (book or "The production", tuple(points))
        for book, points in groupby(report.open, key=lambda p: p.finding.place.workbook)
    ]
    merged: dict[str, list[object]] = {}
    for book, points in books:
        merged.setdefault(book, []).extend(points)
    return _template().render(
        report=report,
        books=sorted(merged.items()),
        severities=[(str(s), report.count(s)) for s in sorted(Severity, reverse=True)],
        titles=report.titles or {},
    )
