"""Buttons pressed in LibreOffice: by the menu's commands, and by a form button in a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin import wiring
from addin.hosts.libreoffice.menu import add_ons, address
from addin.macros.catalogue import BUTTONS, BY_NAME
from tests.hosts.libreoffice.pressing_here import PressingCalc
from tests.hosts.snapshots.demo_here import demo, files

pytestmark = pytest.mark.libreoffice
REPORT = "Cost Report wk09.xlsx"


@pytest.fixture
def report(tmp_path, pressing_calc):
    """The cost report of the demo, open in LibreOffice."""
    folder = tmp_path / "Lantern"
    folder.mkdir()
    path = demo(folder) / REPORT
    pressing_calc.do("open", path)
    yield path
    pressing_calc.do("close", path)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".tieout" not in path.parts and not path.name.startswith(".~lock")
    }


def _entries(folder: Path) -> list[tuple[str, bool]]:
    with wiring.kept(folder, None) as kept:
        name = wiring.settings_of(folder).name or wiring.production_name(folder)
        assert kept is not None
        return [(one.button, one.undone is None) for one in kept.journal.entries(name)]


def test_validate_puts_a_findings_sheet_into_the_open_document(pressing_calc, report):
    """The files beside it get theirs in the same press; nothing is saved of what is open."""
    before = _bytes(report.parent)
    told = pressing_calc.press(report, "validate")
    sheets = [one[0] for one in pressing_calc.do("content", report)[0]]

    assert told["ok"], told["sentence"]
    assert sheets[-1] == "Tieout findings"
    assert "PO Log.xlsx" in told["files"]
    assert _bytes(report.parent)[REPORT] == before[REPORT]
    assert _entries(report.parent) == [("validate", True)]


def test_one_undo_in_libreoffice_takes_back_everything_a_press_wrote(pressing_calc, report):
    """A sheet with hundreds of cells, looks and links is one entry in its list."""
    before = pressing_calc.do("content", report)
    pressing_calc.press(report, "validate")
    titles = pressing_calc.do("titles", report)
    pressing_calc.do("undo", report)

    assert titles == ["Tieout: Validate"]
    assert pressing_calc.do("content", report) == before
    assert pressing_calc.do("titles", report) == []


def test_undo_last_takes_back_cells_and_files(pressing_calc, report):
    """What the press wrote into files beside the document goes too, to the byte."""
    before, files_before = pressing_calc.do("content", report), _bytes(report.parent)
    pressing_calc.press(report, "validate")
    told = pressing_calc.press(report, "undo_last")

    assert told["ok"], told["sentence"]
    assert told["sentence"].startswith("Taken back:")
    assert _bytes(report.parent) == files_before
    assert [one[:2] for one in pressing_calc.do("content", report)[0]] == [
        one[:2] for one in before[0]
    ]
    assert _entries(report.parent) == [("validate", False), ("undo_last", True)]


def test_a_form_button_in_a_document_is_pressed_and_cells_change(pressing_calc, tmp_path):
    """The control itself is at work: an .ods that was saved with a button, opened again."""
    folder = tmp_path / "Lantern"
    folder.mkdir()
    for name in ("PO Log.xlsx", "Ledger wk09.csv"):
        (folder / name).write_bytes(files()[name])
    source, document = tmp_path / "Report.xlsx", folder / "Cost Report wk09.ods"
    source.write_bytes(files()[REPORT])
    pressing_calc.do("open", source)
    here = address("refresh_cost_report", sheet="CR wk09")
    pressing_calc.do("button", source, label="Refresh", url=here)
    pressing_calc.do("save", source, to=str(document))
    pressing_calc.do("close", document)
    pressing_calc.do("open", document)
    try:
        before = pressing_calc.do("content", document)
        pressed = pressing_calc.do("click", document, label="Refresh")
        after = pressing_calc.do("content", document)
        shown = pressing_calc.do("selection", document)
        pressing_calc.do("undo", document)
        undone = pressing_calc.do("content", document)
    finally:
        pressing_calc.do("close", document)
    figures = dict(zip(("before", "after"), (one[0][0][1] for one in (before, after)), strict=True))
    changed = [
        (row, column)
        for row, cells in enumerate(figures["before"], 1)
        for column, cell in enumerate(cells, 1)
        if figures["after"][row - 1][column - 1] != cell
    ]

    assert pressed
    assert (140, 4) in changed
    assert figures["after"][139][3] == "73005.12"
    assert shown[0] == "CR wk09"
    assert undone == before
    assert _entries(folder) == [("refresh_cost_report", True)]


def test_a_plan_is_carried_out_only_when_somebody_agrees(pressing_calc, report):
    """Without it nothing is written; with it the document's own file is copied first."""
    before = pressing_calc.do("content", report)
    reasons = {"date": "2026-03-07", "reason": "As discussed"}
    plan = pressing_calc.press(report, "close_week", **reasons)
    untouched = pressing_calc.do("content", report)
    done = pressing_calc.press(report, "close_week", **reasons, confirm="yes")

    assert plan["is_plan"]
    assert plan["sentence"].endswith("confirm to do it.")
    assert untouched == before
    assert done["ok"], done["sentence"]
    assert done["sentence"].startswith("Closed ")
    copy = report.parent / "Closed weeks" / "Cost Report wk09 2026-03-07.xlsx"
    assert copy.read_bytes() == files()[REPORT]
    assert pressing_calc.do("content", report) != before


def test_an_address_in_a_document_never_agrees_to_a_plan(pressing_calc, report):
    """Whoever made the document may have put ``confirm=yes`` behind the button's name."""
    before = pressing_calc.do("content", report)
    asked = address("close_week", date="2026-03-07", reason="So", confirm="yes")
    pressing_calc.do("button", report, label="Close", url=asked)
    pressing_calc.do("click", report, label="Close", seconds=6)

    assert [one[:2] for one in pressing_calc.do("content", report)[0]] == [
        one[:2] for one in before[0]
    ]
    assert not (report.parent / "Closed weeks").exists()


def test_other_open_documents_of_the_production_are_read_and_written_as_they_stand(
    pressing_calc, report
):
    """A PO log that is open is not written as a file behind somebody's back."""
    log = report.parent / "PO Log.xlsx"
    pressing_calc.do("open", log)
    try:
        before = log.read_bytes()
        told = pressing_calc.press(report, "validate")
        sheets = [one[0] for one in pressing_calc.do("content", log)[0]]
        titles = pressing_calc.do("titles", log)
    finally:
        pressing_calc.do("close", log)

    assert told["ok"], told["sentence"]
    assert "PO Log.xlsx" not in told["files"]
    assert "Tieout findings" in sheets
    assert titles == ["Tieout: Validate"]
    assert log.read_bytes() == before


def test_a_document_that_is_open_for_reading_only_is_left_alone(pressing_calc, tmp_path):
    """What the press would have written beside it is taken back as well."""
    folder = tmp_path / "Lantern"
    folder.mkdir()
    path = demo(folder) / REPORT
    before = _bytes(folder)
    pressing_calc.do("open", path, read_only=True)
    try:
        told = pressing_calc.press(path, "validate")
    finally:
        pressing_calc.do("close", path)

    assert not told["ok"]
    assert "for reading only" in told["sentence"]
    assert told["sentence"].endswith("Nothing was written.")
    assert _bytes(folder) == before
    assert _entries(folder) == [("validate", False)]


def test_a_document_that_was_never_saved_has_its_buttons_too(pressing_calc, tmp_path):
    """Its journal lasts as long as LibreOffice runs, so that Undo Last works."""
    (tmp_path / "PO Log.xlsx").write_bytes(files()["PO Log.xlsx"])
    pressing_calc.do("open", template=str(tmp_path / "PO Log.xlsx"))
    try:
        before = pressing_calc.do("content")
        told = pressing_calc.press(None, "validate")
        written = pressing_calc.do("content")
        undone = pressing_calc.press(None, "undo_last")
        after = pressing_calc.do("content")
        close = pressing_calc.press(None, "close_week")
    finally:
        pressing_calc.do("close")

    assert told["ok"], told["sentence"]
    assert written[0][-1][0] == "Tieout findings"
    assert undone["ok"], undone["sentence"]
    assert [one[1] for one in after[0]] == [one[1] for one in before[0]]
    assert not close["ok"]
    assert "saved beside the other workbooks" in close["sentence"]


def test_the_menu_is_what_the_configuration_has_in_the_order_of_the_buttons(pressing_calc):
    """Groups are submenus; each entry calls its button, only in spreadsheets, and has its tip."""
    menu = pressing_calc.do("menu")
    tip = pressing_calc.do("tip", url=address("relieve_po"))

    assert [group for group, _ in menu] == list(dict.fromkeys(one.group for one in BUTTONS))
    assert [url for _, entries in menu for url, _, _ in entries] == [
        address(one.name) for one in BUTTONS
    ]
    assert {context for _, entries in menu for _, _, context in entries} == {
        "com.sun.star.sheet.SpreadsheetDocument"
    }
    assert tip == f"Relieve PO: {BY_NAME['relieve_po'].tip}"
    assert add_ons(BUTTONS).count("Submenu") == len(menu) + 1


def test_a_button_that_is_none_says_so(pressing_calc, report):
    """Of a newer version, or misspelt in a document."""
    told = pressing_calc.press(report, "no_such")

    assert (told["ok"], told["sentence"]) == (
        False, "There is no button 'no_such'. Nothing was done.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("exit 3", "exit status 3"),
        ("kill -9 $$", "signal 9"),
        ("echo nonsense; cat > /dev/null", "makes no sense"),
    ],
)
def test_a_process_that_dies_leaves_the_document_as_it_was(libreoffice, tmp_path, script, says):
    """And LibreOffice says so in a sentence."""
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    path = demo(tmp_path) / REPORT
    with PressingCalc(libreoffice, python=str(python)) as calc:
        calc.do("open", path)
        before = calc.do("content", path)
        told = calc.press(path, "validate")
        after = calc.do("content", path)

    assert not told["ok"]
    assert says in told["sentence"]
    assert after == before


def test_a_libreoffice_that_is_killed_in_the_middle_is_found_out_by_the_next_press(
    libreoffice, tmp_path
):
    """The journal does not claim what no document holds: the next press takes it back."""
    path = demo(tmp_path) / REPORT
    with PressingCalc(libreoffice) as calc:
        calc.do("open", path)
        calc.press(path, "refresh_cost_report")
        calc.kill()
    for lock in tmp_path.glob(".~lock*"):
        lock.unlink()
    with PressingCalc(libreoffice) as calc:
        calc.do("open", path)
        undone = calc.press(path, "undo_last")
        told = calc.press(path, "refresh_cost_report")

    assert not undone["ok"]
    assert told["ok"], told["sentence"]


def test_a_document_that_is_closed_meanwhile_ends_the_press(libreoffice, tmp_path):
    """LibreOffice lives on, no file is touched, and the next press works."""
    path = demo(tmp_path) / REPORT
    files_before = _bytes(tmp_path)
    here = address("refresh_cost_report", sheet="CR wk09")
    with PressingCalc(libreoffice) as calc:
        calc.do("open", path)
        calc.steps(
            {"do": "button", "path": str(path), "label": "Refresh", "url": here},
            {"do": "click", "path": str(path), "label": "Refresh", "seconds": 0},
            {"do": "close", "path": str(path)},
        )
        calc.do("open", path)
        told = calc.press(path, "refresh_cost_report", sheet="CR wk09")
        said = calc.said()

    assert told["ok"], told["sentence"]
    assert "Traceback" not in said
    assert _bytes(tmp_path) == files_before
    assert _entries(tmp_path)[-1] == ("refresh_cost_report", True)


def test_presses_leave_no_process_behind(pressing_calc, report):
    """Each press has its own, and it ends with the press."""
    pressing_calc.press(report, "explain_cell")
    running = [
        path.parent.name
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if b"libreoffice.press_worker" in _read(path)
    ]

    assert running == []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
