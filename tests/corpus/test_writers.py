"""The comparison of writers: what a writer did is told rightly, and a writer that dies is survived."""

from __future__ import annotations

import sys

import pytest

from benchmarks.writers import tables
from benchmarks.writers.child import Child
from benchmarks.writers.judge import Original, judged
from benchmarks.writers.pictures import by_openpyxl
from benchmarks.writers.roster import WRITERS, prepared
from tests.adapters.xlsx.packages import part, with_parts
from tests.corpus.examples import example

SHEET = "xl/worksheets/sheet1.xml"
ECHO = "import sys\nfor line in sys.stdin: print(line.strip(), flush=True)"


@pytest.fixture(scope="module")
def original() -> Original:
    """A workbook with one of everything."""
    return Original(example())


def by_tieout(original: Original, tmp_path) -> bytes:
    """The edits as Tieout's driver makes them."""
    assert original.asked is not None
    source, target = tmp_path / "source.xlsx", tmp_path / "target.xlsx"
    source.write_bytes(original.book.blob)
    tieout = next(writer for writer in WRITERS if writer.name == "tieout")
    with Child(*prepared(tieout, tmp_path)) as child:
        job = {
            "source": str(source),
            "target": str(target),
            "sheet": original.asked.sheet,
            "edits": original.asked.edits,
        }
        assert child.answer(job, 60)["error"] == ""
    assert source.read_bytes() == original.book.blob
    written: bytes = target.read_bytes()
    return written


def test_an_edit_and_nothing_else_is_clean(original, tmp_path):
    """What Tieout's driver makes of a workbook has no fault that the judges know."""
    found = judged(original, by_tieout(original, tmp_path), original.asked)

    assert found.is_clean, found


def test_what_a_load_and_save_loses_is_told(original):
    """Features gone, parts changed, and edits that were not made."""
    found = judged(original, by_openpyxl(original.book.blob), original.asked)

    assert {"sparklines", "shapes and text boxes"} <= set(found.lost)
    assert not found.identical
    assert not found.right
    assert not found.is_clean


@pytest.mark.parametrize(
    ("old", "new"), [("<v>31500</v>", "<v>31501</v>"), ("SUM(D2:D6)", "SUM(D2:D5)")]
)
def test_another_cell_that_changed_is_told(original, old, new):
    """A number or formula that nobody asked to change."""
    changed = part(original.book.blob, SHEET).replace(old, new)
    found = judged(original, with_parts(original.book.blob, {SHEET: changed}), None)

    assert found.others != ""
    assert not found.is_clean


def test_a_writer_that_dies_or_hangs_is_started_anew():
    """Its file counts as failed, the next one is given to a new process."""
    with Child([sys.executable, "-c", ECHO], {}) as child:
        assert child.answer({"error": "its own"}, 60) == {"error": "its own"}
    with Child([sys.executable, "-c", "raise SystemExit"], {}) as child:
        assert child.answer({}, 60)["error"] in {"it crashed", "it ended"}
        assert child.answer({}, 60)["error"] in {"it crashed", "it ended"}
    with Child([sys.executable, "-c", "import time; time.sleep(60)"], {}) as child:
        assert child.answer({}, 0.1)["error"] == "longer than 0 s"


def test_the_tables_count_files_and_what_survives():
    """One line per writer, one per feature; a file without a result loses nothing."""
    fine = {
        "error": "", "seconds": 0.012, "identical": True, "lost": [], "had": ["charts"],
        "faults": [], "invalid": [], "right": True, "others": "", "is_clean": True,
        "source_changed": False,
    }  # fmt: skip
    poor = fine | {"identical": False, "lost": ["charts"], "is_clean": False}
    failed = poor | {"error": "it crashed"}
    results = {"a": {"1": fine, "2": fine}, "b": {"1": poor, "2": failed}}

    assert "| a | 2 | 0 | 2 (100.0 %) | 0 | 0, 0 | 2 | 0 | **2 (100.0 %)** | 12 |" in (
        tables.overview(results, {})
    )
    assert "| b | 2 | 1 | 0 (0.0 %) | 1 | 0, 0 | 1 | 0 | **0 (0.0 %)** | 12 |" in (
        tables.overview(results, {})
    )
    assert "| charts | 2 | all | 0 of 1 |" in tables.by_feature(results)
