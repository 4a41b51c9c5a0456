"""Read what a manifest says of the reports of a night."""

from __future__ import annotations

from typing import Any, Final

from addin.settings.reader import Reader
from addin.settings.reports import PAPERS, Form, ReportSettings

REPORTS: Final = ("studio", "productions", "folder", "keep_days", "paper", "font")


def report_settings(reader: Reader, pages: str) -> ReportSettings:
    """The ``[reports]`` of a manifest; ``pages`` is the folder of its pages, if it names one."""
    raw = reader.section("reports", REPORTS)
    found = ReportSettings(
        studio=_forms(reader, "studio", raw),
        productions=_forms(reader, "productions", raw),
        folder=reader.text(("reports", "folder"), raw.get("folder", pages)),
        keep_days=reader.whole(("reports", "keep_days"), raw.get("keep_days", 0)),
        paper=reader.choice(("reports", "paper"), raw.get("paper", PAPERS[0]), PAPERS),
        font=reader.text(("reports", "font"), raw.get("font", "")),
    )
    if found.studio | found.productions and not found.folder:
        reader.wrong(("reports",), 'say where the reports are to be: folder = "reports"')
    return found


def _forms(reader: Reader, key: str, raw: dict[str, Any]) -> frozenset[Form]:
    texts = reader.texts(("reports", key), raw.get(key, []))
    found = (
        reader.choice(("reports", key), text, tuple(map(str, Form)), "form of a report")
        for text in texts
    )
    return frozenset(Form(text) for text in found if text)
