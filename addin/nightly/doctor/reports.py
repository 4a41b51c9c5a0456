"""What stands in the way of the reports that a studio's nights are to leave."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from addin.errors import FileError
from addin.nightly.manifest import Studio
from addin.nightly.papers import must_not_be_read
from addin.reports.font_of_others import must_be_a_font
from addin.settings.reports import Form


def in_the_way_of_reports(studio: Studio) -> Iterator[tuple[str, str]]:
    """Each trouble in a sentence, and what to do; nothing is written."""
    reports = studio.settings.reports
    wanted = reports.studio | reports.productions
    if studio.home is None or not wanted:
        return
    folder = studio.home / reports.folder
    if Form.WORKBOOK in wanted:
        try:
            must_not_be_read(folder, studio.folders)
        except FileError as error:
            yield (
                f"The reports cannot be in {folder}: {error.reason}.",
                "Name another folder in [reports].",
            )
    there = _nearest(folder)
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        yield (
            f"The folder of the reports, {folder}, cannot be written.",
            "Open it to the night's user, or name another folder in [reports].",
        )
    if reports.font and Form.PDF in wanted:
        try:
            must_be_a_font(studio.home / reports.font)
        except FileError as error:
            yield (
                f"The font {error.path} cannot be used: {error.reason}.",
                "Name another in [reports], or none.",
            )


def _nearest(folder: Path) -> Path:
    """The folder, or that which it would be made in."""
    return next((one for one in (folder, *folder.parents) if one.exists()), folder)
