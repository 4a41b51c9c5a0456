"""The PDF files and findings workbooks that a night leaves."""

from __future__ import annotations

import datetime as dt
import io
import os
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from addin.domain.night import Ended
from addin.errors import WriteRefused
from addin.nightly.after import stem
from addin.nightly.papers import PDF, WORKBOOK, Desk, papers
from addin.settings.reports import Form, ReportSettings
from tests.reports.night_values import AT, broken, production

BOTH = frozenset({Form.PDF, Form.WORKBOOK})
ALL = ReportSettings(BOTH, BOTH, "reports")
NIGHTS = (production(), broken())


def written(folder: Path, nights=NIGHTS, settings=ALL, *, is_whole=True, font=None, folders=()):
    """What is said when the reports of these nights are written there."""
    desk = Desk(folder, "North", settings, font)
    return tuple(papers(desk, nights, {}, stem, folders, is_whole=is_whole))


def names(folder: Path) -> set[str]:
    """All files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_night_leaves_what_was_asked_for_of_all_and_of_each(tmp_path):
    """A PDF and a workbook each, and those of the studio."""
    assert written(tmp_path / "r") == ()

    assert names(tmp_path / "r") == {PDF, WORKBOOK} | {
        f"{stem(one)}{kind}" for one in NIGHTS for kind in (".pdf", ".xlsx")
    }
    sheet = openpyxl.load_workbook(tmp_path / "r" / WORKBOOK)["Portfolio"]
    assert [sheet["A5"].value, sheet["A6"].value] == ["The Long Night", "Night Shift"]
    pages = PdfReader(io.BytesIO((tmp_path / "r" / PDF).read_bytes())).pages
    assert pages[0].extract_text().startswith("North")


@pytest.mark.parametrize(
    ("settings", "left"),
    [
        (ReportSettings(frozenset({Form.PDF}), frozenset(), "r"), {PDF}),
        (ReportSettings(frozenset(), frozenset({Form.PDF}), "r"), {f"{stem(one)}.pdf" for one in NIGHTS}),
        (ReportSettings(frozenset({Form.PAGE}), frozenset({Form.PAGE}), "r"), set()),
    ],
)  # fmt: skip
def test_nothing_else_is_left(tmp_path, settings, left):
    """Pages are written elsewhere."""
    written(tmp_path, settings=settings)

    assert names(tmp_path) == left


def test_the_same_night_leaves_every_file_as_it_was(tmp_path):
    """To the byte and to the time at which it was written."""
    written(tmp_path)
    for path in tmp_path.iterdir():
        os.utime(path, (1, 1))

    written(tmp_path)

    assert {path.stat().st_mtime for path in tmp_path.iterdir()} == {1.0}


def test_a_production_in_which_nothing_changed_keeps_its_files(tmp_path):
    """Those of the studio are made anew."""
    written(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    same = tuple(replace(one, ended=Ended.UNCHANGED, at=AT + dt.timedelta(1)) for one in NIGHTS)

    written(tmp_path, same)

    changed = {path.name for path in tmp_path.iterdir() if path.read_bytes() != before[path.name]}
    assert changed == {PDF, WORKBOOK}


def test_a_part_of_a_night_leaves_the_studios_files_alone(tmp_path):
    """A few productions are no portfolio."""
    written(tmp_path, NIGHTS[:1], is_whole=False)

    assert names(tmp_path) == {f"{stem(NIGHTS[0])}.pdf", f"{stem(NIGHTS[0])}.xlsx"}


def test_what_cannot_be_written_stops_nothing_else_and_is_said(tmp_path):
    """Somebody has the workbook open, and has written into another one."""
    written(tmp_path)
    (tmp_path / f".~lock.{WORKBOOK}#").write_text(",Ann,desk,20.11.2026,;")
    own = tmp_path / f"{stem(NIGHTS[0])}.xlsx"
    own.write_bytes(b"mine")

    (said,) = written(tmp_path, tuple(replace(one, at=AT + dt.timedelta(1)) for one in NIGHTS))

    assert said.startswith("A report of the night could not be written as asked.")
    assert said.endswith("So it was with 1 more.")
    assert own.read_bytes() == b"mine"
    text = PdfReader(tmp_path / PDF).pages[0].extract_text()
    assert f"{(AT + dt.timedelta(1)):%Y-%m-%d}" in text


def test_the_studios_files_of_each_day_are_kept_so_long(tmp_path):
    """By the nights: one that the clock puts into 2099 forgets nothing; what is not ours stays."""
    settings = replace(ALL, keep_days=3)
    days = [AT + dt.timedelta(day) for day in (0, 1, 2, 5)]
    for day in days:
        written(tmp_path, tuple(replace(one, at=day) for one in NIGHTS), settings)
        if day == days[1]:
            (tmp_path / f"{day:%Y-%m-%d}" / "notes.txt").write_text("mine")
    written(tmp_path, tuple(replace(one, at=dt.datetime(2099, 1, 1)) for one in NIGHTS), settings)

    kept = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert kept == [*(f"{day:%Y-%m-%d}" for day in days[1:]), "2099-01-01"]
    assert names(tmp_path / f"{days[1]:%Y-%m-%d}") == {"notes.txt"}
    assert names(tmp_path / f"{days[2]:%Y-%m-%d}") == {PDF, WORKBOOK}


def test_a_workbook_is_never_put_where_it_would_be_read(tmp_path):
    """In the folder of a production it would be one of its lists, the next night."""
    show = tmp_path / "show"
    (show / "reports").mkdir(parents=True)

    for folder in (show, show / "reports"):
        with pytest.raises(WriteRefused, match="it is in the production show"):
            written(folder, folders=(show,))
    only_pdf = replace(ALL, studio=frozenset({Form.PDF}), productions=frozenset())
    assert written(show, settings=only_pdf, folders=(show,)) == ()


def test_a_font_that_is_none_is_said_and_the_pdf_is_made_without_it(tmp_path):
    """It is gone, or something else."""
    (tmp_path / "no.ttf").write_bytes(b"no font")

    for font in ("gone.ttf", "no.ttf"):
        (said,) = written(tmp_path / "r", font=tmp_path / font)
        assert said.startswith(f"The font {tmp_path / font} cannot be used:")
        assert said.endswith("The PDF is made without it.")
    assert (tmp_path / "r" / PDF).is_file()


def test_letters_that_no_font_has_are_said(tmp_path):
    """Once, for all files."""
    chinese = tuple(replace(one, production=f"{one.production} 夜") for one in NIGHTS)

    (said,) = written(tmp_path, chinese)

    assert "no letters for: 夜" in said
