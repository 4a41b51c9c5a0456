"""``tieout papers``: the latest night as files."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from addin import wiring
from addin.cli.papers import papers
from addin.errors import NothingToDo, WriteRefused
from addin.ports.nights import NightPlan
from tests.reports.night_values import AT, broken, production


@pytest.fixture
def manifest(tmp_path):
    """A studio with a night behind it."""
    (tmp_path / "show").mkdir()
    path = tmp_path / "studio.toml"
    path.write_text('productions = ["show"]\n[studio]\nname = "North"\n')
    nights = [production(), broken()]
    with wiring.nights(tmp_path, "") as memory:
        plan = NightPlan("North", AT, tuple(one.folder for one in nights), "o", "1", "in-process")
        number = memory.begin(plan).number
        for one in nights:
            memory.record(number, one)
        memory.end(number, AT, 1)
    return path


def run(*words: object):
    """``tieout papers``, with its status and what it said."""
    return CliRunner().invoke(papers, [str(word) for word in words], standalone_mode=False)


def test_the_latest_night_becomes_a_workbook_and_a_pdf(manifest, tmp_path):
    """All productions in both; a second time replaces them."""
    files = ("--workbook", tmp_path / "n.xlsx", "--pdf", tmp_path / "n.pdf", "--paper", "letter")

    results = [run(manifest, *files) for _ in range(2)]

    assert [one.return_value for one in results] == [0, 0]
    sheet = openpyxl.load_workbook(tmp_path / "n.xlsx")["Portfolio"]
    assert [sheet["A5"].value, sheet["A6"].value] == ["The Long Night", "Night Shift"]
    pages = PdfReader(io.BytesIO((tmp_path / "n.pdf").read_bytes())).pages
    assert "The Long Night" in pages[0].extract_text()
    assert len(pages) == 2


def test_one_production_is_one_page(manifest, tmp_path):
    """By its name."""
    assert (
        run(manifest, "--pdf", tmp_path / "n.pdf", "--production", "the long night").return_value
        == 0
    )

    (page,) = PdfReader(io.BytesIO((tmp_path / "n.pdf").read_bytes())).pages
    assert page.extract_text().startswith("The Long Night")


@pytest.mark.parametrize(
    "words", [(), ("--pdf", "night.xlsx"), ("--workbook", "night.csv"), ("--pdf", "n.pdf", "--night", "9")]
)  # fmt: skip
def test_what_cannot_be_written_is_said(manifest, words, monkeypatch):
    """Nothing is written."""
    monkeypatch.chdir(manifest.parent)

    result = run(manifest, *words)

    assert isinstance(result.exception, NothingToDo)
    assert not [
        path for path in manifest.parent.iterdir() if path.suffix in {".pdf", ".xlsx", ".csv"}
    ]


def test_no_workbook_of_a_production_is_ever_replaced(manifest, tmp_path):
    """Nor is one put beside it, where the next night would read it as a list; a PDF may be."""
    show = tmp_path / "show"
    with wiring.nights(tmp_path, "") as memory:
        plan = NightPlan("North", AT, (str(show),), "o", "1", "in-process")
        number = memory.begin(plan, fresh=True).number
        memory.record(number, replace(production(), folder=str(show)))
        memory.end(number, AT, 1)
    log = show / "PO Log.xlsx"
    log.write_bytes(b"somebody's work")
    for file in (log, show / "sub" / "new.xlsx"):
        result = run(manifest, "--workbook", file, "--pdf", show / "n.pdf")
        assert isinstance(result.exception, WriteRefused)
        assert "is read as its list" in str(result.exception)

    assert [path.name for path in show.iterdir()] == [log.name]
    assert log.read_bytes() == b"somebody's work"
    assert run(manifest, "--pdf", show / "n.pdf").return_value == 0


def test_a_studio_without_nights_is_said_and_nothing_is_made(tmp_path):
    """Looking makes no database."""
    (tmp_path / "show").mkdir()
    path = tmp_path / "studio.toml"
    path.write_text('productions = ["show"]\n')

    assert isinstance(run(path, "--pdf", tmp_path / "n.pdf").exception, NothingToDo)
    assert not (tmp_path / ".tieout").exists()
