"""Import File: the plan first, then all of it, with page and calendar; Undo Last takes it back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from addin import wiring
from addin.adapters.memory import Memory
from addin.jobs.demo import demo_files
from addin.macros.button import Desk
from addin.macros.catalogue import BY_NAME
from addin.macros.press import Pressed, press
from addin.settings.model import Settings

AT = dt.datetime(2026, 3, 30, 9)
LATER = (
    "Date,Description,Money out,Money in,Balance\n"
    "03/07/2026,ACH DEBIT BRIGHTWATER PAYROLL SERVICES,338542.61,,506424.06\n"
    "03/16/2026,CHECK 5130,1250.50,,505173.56\n03/17/2026,WIRE,,200000,705173.56\n"
)
BOARD = "EXT. QUAY - DAY\n\nAda waits.\n\nINT. BARN - NIGHT\n\nShe sleeps.\n"


@pytest.fixture(name="show")
def _show(tmp_path: Path) -> Path:
    wiring.save_new(tmp_path, demo_files(wiring.new_workbook))
    return tmp_path


def _press(folder: Path, name: str, **answers: str) -> Pressed:
    with wiring.kept(folder, None) as kept:
        desk = Desk(
            wiring.workbooks(folder),
            Settings(),
            "Lantern",
            str(folder),
            AT,
            "Sam",
            kept=kept,
            documents=wiring.documents(folder),
            incoming=wiring.incoming(folder),
        )
        return press(BY_NAME[name], desk, answers)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def test_the_plan_comes_first_and_undo_last_takes_the_import_back(
    show: Path, tmp_path: Path
) -> None:
    """Two new movements, one that is there; the file beside the workbooks is no list itself."""
    (tmp_path / "later.csv").write_text(LATER)
    before = _bytes(show)
    plan = _press(show, "import_file", file="later.csv")
    assert (plan.is_plan, _bytes(show)) == (True, before)
    assert plan.sentence == (
        "Bank statement: 3 movements of 7-17 March 2026: 2 new, 1 there already, below "
        "'Bank statement' in Bank and cash book.xlsx; the list then closes with 705,173.56, as "
        "stated; confirm to do it."
    )
    done = _press(show, "import_file", file=str(tmp_path / "later.csv"), confirm="yes")
    assert done.ok
    changed = {name for name, content in _bytes(show).items() if content != before[name]}
    assert changed == {"Bank and cash book.xlsx"}
    assert "all there already" in _press(show, "import_file", file="later.csv").sentence
    assert _press(show, "undo_last").ok
    assert _bytes(show) == before


def test_a_schedule_with_its_page_and_calendar(tmp_path: Path) -> None:
    """Beside the workbook; Undo Last takes all three away."""
    (tmp_path / "quay.fountain").write_text(BOARD)
    done = _press(tmp_path, "import_file", file="quay.fountain", page="yes", confirm="yes")
    assert done.ok, done.sentence
    made = {"Schedule.xlsx", "Schedule.html", "Schedule.ics"}
    assert made <= set(_bytes(tmp_path))
    assert _press(tmp_path, "undo_last").ok
    assert not made & set(_bytes(tmp_path))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"file": "gone.csv"}, "gone.csv does not exist"),
        ({"file": "odd.csv"}, "of no kind that is known here"),
        ({"file": "odd.csv", "kind": "ofx"}, "there is no <OFX> in it"),
        ({"file": "odd.csv", "kind": "excel"}, "Kind is one of uss"),
        ({}, "File is missing"),
        ({"file": "later.csv", "page": "yes", "confirm": "yes"}, "Only a schedule becomes a page"),
    ],
)
def test_refusals_are_sentences(show: Path, answers: dict[str, str], said: str) -> None:
    """And leave everything as it was."""
    (show / "odd.csv").write_text("nothing much")
    (show / "later.csv").write_text(LATER)
    before = _bytes(show)
    done = _press(show, "import_file", **answers)
    assert (done.ok, said in done.sentence, _bytes(show)) == (False, True, before)


def test_where_no_file_can_be_read_it_says_so() -> None:
    """A shared server reads none of its own files for whoever presses a button."""
    desk = Desk(Memory(), Settings(), "Show", "show", AT, "Sam")
    done = press(BY_NAME["import_file"], desk, {"file": "/etc/hosts"})
    assert (done.ok, "No file of this computer" in done.sentence) == (False, True)
