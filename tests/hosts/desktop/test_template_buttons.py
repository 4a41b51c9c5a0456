"""Templates with buttons: what is in them, that others read it, and that edits leave it alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyopenvba import ExcelFile  # type: ignore[import-untyped]
from pyopenvba.apps.excel import ExcelApplication  # type: ignore[import-untyped]
from pyopenvba.integrity import check_file  # type: ignore[import-untyped]
from pyopenvba.interpreter import VBAObject, method  # type: ignore[import-untyped]
from pyopenvba.interpreter._values import error  # type: ignore[import-untyped]

from addin import wiring
from addin.hosts.desktop import template_buttons
from addin.hosts.desktop.form_buttons import ROW, laid_out
from addin.hosts.desktop.ribbon import NAMESPACE
from addin.hosts.desktop.template_buttons import CALLBACK, MISSING, MODULE, ON_SHEETS, macros
from addin.jobs.build_templates import blueprints, pack_of
from addin.macros.catalogue import BY_NAME
from addin.ports import Workbooks
from addin.tables.changes import AppendedRows, Changes, NameEdit, NoteEdit, SheetRename
from addin.tables.table import CellEdit, NewCell, NewSheet
from tests.hosts.desktop.test_xlam import analysed, plain

PACK = pack_of(wiring.pack_texts("film"))
NOUNS = sorted(ON_SHEETS)
EMPTY = [f"{noun}/{noun}.xlsm" for noun in NOUNS]


@pytest.fixture(scope="session")
def templates(tmp_path_factory) -> Path:
    """Every empty template with buttons, in folders as they are built."""
    folder = Path(tmp_path_factory.mktemp("templates"))
    drawn = dict(blueprints(PACK))
    for noun in NOUNS:
        path = folder / noun / f"{noun}.xlsm"
        path.parent.mkdir()
        blueprint = drawn[f"{noun}/{noun}.xlsx"]
        path.write_bytes(template_buttons.with_its_buttons(noun, blueprint, wiring.new_workbook))
    return folder


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def shown(path: Path, sheet: int) -> list[tuple[str, str]]:
    """The controls on a sheet as pyOpenVBA finds them: of what kind, and what they run."""
    app = ExcelApplication.open(str(path), with_vba=False)
    return [(one.control.kind, one.macro) for one in app.sheet(sheet).shapes() if one.control]


def test_every_template_comes_with_buttons(monkeypatch):
    """Empty and filled in, as the plain ones."""
    monkeypatch.setattr(template_buttons, "with_its_buttons", lambda noun, *_: noun.encode())
    files = template_buttons.template_files(PACK, wiring.new_workbook)

    assert list(files) == [name.replace(".xlsx", ".xlsm") for name, _ in blueprints(PACK)]
    assert all(name.startswith(f"{content.decode()}/") for name, content in files.items())


def test_every_button_there_is_in_the_catalogue():
    """Under the sheets' own names."""
    drawn = {name.partition("/")[0]: one for name, one in blueprints(PACK)}
    for noun, sheets in ON_SHEETS.items():
        assert set(sheets) <= {sheet.name for sheet in drawn[noun].sheets}
        assert {one for row in sheets.values() for one in row} <= set(BY_NAME)


def test_any_other_template_has_its_buttons_on_its_first_sheet(tmp_path):
    """A call sheet can be checked and explained from where it is read."""
    drawn = dict(blueprints(PACK, ["call_sheet"]))["call_sheet/call_sheet.xlsx"]
    path = tmp_path / "call_sheet.xlsm"
    path.write_bytes(template_buttons.with_its_buttons("call_sheet", drawn, wiring.new_workbook))

    assert [macro.partition("_")[2] for _, macro in shown(path, 1)] == [
        *("validate", "show_finding", "explain_cell", "undo_last"),
    ]
    assert shown(path, 2) == []


@pytest.mark.parametrize("noun", NOUNS)
def test_the_buttons_of_a_sheet_are_in_all_four_places_and_run_a_macro_that_is_there(
    templates, noun
):
    """Old drawing, new drawing, control properties, list of controls: one story."""
    parts = parts_of(templates / f"{noun}/{noun}.xlsm")
    names = re.findall(r'<sheet [^>]*?name="([^"]*)"', parts["xl/workbook.xml"].decode())
    code = macros([one for row in ON_SHEETS[noun].values() for one in row])
    for sheet, buttons in ON_SHEETS[noun].items():
        number = names.index(sheet) + 1
        text = parts[f"xl/worksheets/sheet{number}.xml"].decode()
        links = parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"].decode()
        targets = {
            one.get("Id"): str(one.get("Target")).lstrip("/")
            for one in etree.fromstring(links.encode())
        }
        ran = re.findall(r'macro="\[0\]!(\w+)"', text)
        assert ran == [f"Tieout_{name}" for name in buttons]
        controls = re.findall(r'<control shapeId="(\d+)" r:id="(\w+)"', text)
        assert len(controls) == len(buttons)
        old = parts[targets[re.findall(r'<legacyDrawing [^>]*r:id="(\w+)"', text)[0]]].decode()
        new = parts[targets[re.findall(r'<drawing [^>]*r:id="(\w+)"', text)[0]]].decode()
        assert re.findall(r"<x:FmlaMacro>\[0\]!(\w+)<", old) == ran
        assert re.findall(r'compatExt spid="_x0000_s(\d+)"', new) == [s for s, _ in controls]
        for (shape, relation), name in zip(controls, buttons, strict=True):
            assert f'id="_x0000_s{shape}"' in old
            assert b'objectType="Button"' in parts[targets[relation]]
            assert BY_NAME[name].label in old
            assert f"Public Sub Tieout_{name}()" in code


def test_pyopenvba_finds_the_buttons_and_what_they_run(templates):
    """A reader that is proven against Excel, on sheets with and without notes."""
    found = shown(templates / "po_log/po_log.xlsm", 1)

    assert found == [("Button", f"Tieout_{name}") for name in ON_SHEETS["po_log"]["PO Log"]]


def test_the_parts_are_those_that_a_proven_writer_makes(templates, tmp_path):
    """The same elements with the same names as pyOpenVBA's own button, which Excel was shown."""
    path = templates / "budget/budget.xlsm"
    app = ExcelApplication.open(str(path), with_vba=False)
    app.add_module(
        "Sub M()\nDim s\nWorksheets(3).Activate\n"
        "Set s = ActiveSheet.Shapes.AddFormControl(0, 10, 40, 96, 22)\n"
        's.OnAction = "Tieout_validate"\ns.TextFrame.Characters.Text = "Validate"\nEnd Sub\n',
        name="M",
    )
    app.run("M")
    app.save(str(tmp_path / "theirs.xlsm"))
    theirs, ours = parts_of(tmp_path / "theirs.xlsm"), parts_of(path)

    new = next(
        part for name, part in theirs.items() if "drawings/drawing" in name and name not in ours
    )
    assert tags(new) <= tags(ours["xl/drawings/drawing1.xml"])
    controls = rb"<controls.*</controls>"
    their_sheet = re.search(controls, theirs["xl/worksheets/sheet3.xml"])
    our_sheet = re.search(controls, ours["xl/worksheets/sheet1.xml"])
    assert their_sheet
    assert our_sheet
    assert words(their_sheet[0]) == words(our_sheet[0])
    drawn = [part for name, part in theirs.items() if name.endswith(".vml") and name not in ours]
    assert words(drawn[0]) - words(ours["xl/drawings/vmlDrawing1.vml"]) <= {b"br"}


def tags(part: bytes) -> set[str]:
    """The kinds of element in a part."""
    return {str(element.tag) for element in etree.fromstring(part).iter()}


def words(part: bytes) -> set[bytes]:
    """The element names in a piece of a part, without their prefixes."""
    return {one.rpartition(b":")[2] for one in re.findall(rb"<([\w:]+)", part)}


@pytest.mark.parametrize("name", EMPTY)
def test_the_package_and_its_vba_have_no_faults(templates, name):
    """Parts, relationships and project for pyOpenVBA; the code for an analyser."""
    report = check_file(templates / name)
    status, said = analysed(templates / name)

    assert report.issues == ()
    assert status == 0, said


def test_the_same_tieout_builds_the_same_bytes(templates):
    """So a file can be compared with what it should be."""
    blueprint = dict(blueprints(PACK))["budget/budget.xlsx"]
    again = template_buttons.with_its_buttons("budget", blueprint, wiring.new_workbook)

    assert again == (templates / "budget/budget.xlsm").read_bytes()


def code_in(path: Path) -> dict[str, str]:
    """Every module that olevba reads, and what it suspects, under ``""``."""
    command = [sys.executable, "-W", "ignore", "-m", "oletools.olevba", "--json", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    found = next(part for part in json.loads(done.stdout) if "macros" in part)
    suspected = {one["keyword"] for one in found["analysis"] or () if one["type"] == "Suspicious"}
    code = {one["vba_filename"].rpartition(".")[0]: plain(one["code"]) for one in found["macros"]}
    return {"": " ".join(sorted(suspected)), **code}


def test_olevba_reads_the_code_and_finds_little_to_suspect(templates):
    """It starts no program and opens no file: it asks the add-in by Application.Run."""
    found = code_in(templates / "po_log/po_log.xlsm")
    buttons = [one for row in ON_SHEETS["po_log"].values() for one in row]

    assert found[MODULE] == plain(macros(list(dict.fromkeys(buttons))))
    suspected = set(found.pop("").split())
    # the last four stand in the sentence that says what to do
    assert suspected <= {"Hex", "Base64", "Strings", "Run", "run", "open", "Windows"}
    assert {found[name] for name in found if name != MODULE} == {""}


@pytest.mark.parametrize("noun", NOUNS)
def test_the_ribbon_of_a_workbook_names_its_buttons_and_stands_on_the_add_in_s_tab(templates, noun):
    """Linked from the package, under the tab's qualified name."""
    parts = parts_of(templates / f"{noun}/{noun}.xlsm")
    root = etree.fromstring(parts["customUI/customUI14.xml"])
    wanted = dict.fromkeys(one for row in ON_SHEETS[noun].values() for one in row)

    assert b'Target="customUI/customUI14.xml"' in parts["_rels/.rels"]
    assert [one.get("tag") for one in root.iter(f"{{{NAMESPACE}}}button")] == list(wanted)
    assert {one.get("onAction") for one in root.iter(f"{{{NAMESPACE}}}button")} == {CALLBACK}
    tabs = [one.get("idQ") for one in root.iter(f"{{{NAMESPACE}}}tab")]
    assert tabs == ["t:tab"]
    assert root.nsmap["t"] == "urn:tieout:ribbon"


class Running(VBAObject):  # type: ignore[misc]
    """Excel's ``Application`` for a workbook's macro: open workbooks, and macros that it runs."""

    vba_type_name = "Running"

    def __init__(self, add_in: Any) -> None:
        super().__init__()
        self.add_in = add_in
        self.ran: list[tuple[str, ...]] = []

    @method
    def Workbooks(self, name: str) -> object:  # noqa: N802 - Excel's name
        """The add-in, if it is open."""
        return self.add_in(name)

    @method
    def Run(self, macro: str, button: str) -> None:  # noqa: N802 - Excel's name
        """A macro of another workbook."""
        self.ran.append((macro, button))


def pressed(procedure: str, add_in: str) -> tuple[list[tuple[str, ...]], list[str]]:
    """A macro of a workbook at work: what it ran in the add-in, and what it said."""
    app = ExcelApplication()
    app.add_workbook()
    book = app.workbook
    book.name = add_in or "Other.xlsx"

    def named(name: str) -> object:
        if name != book.name:
            raise error(9, "Subscript out of range")
        return book

    running = Running(named)
    host = app.interpreter.host
    others = host.global_object
    host.global_object = lambda name: running if name == "running" else others(name)
    code = macros(["new_po", "validate"]).replace("Application.", "Running.")
    app.add_module(code.replace("As IRibbonControl", "As Variant"), name=MODULE)
    app.run(procedure)
    return running.ran, [text for _, text, _, _ in app.dialogs]


def test_a_macro_asks_the_add_in():
    """By the name of the button, in the add-in under whatever folder it came from."""
    ran, said = pressed("Tieout_new_po", "tieout.xlam")

    assert (ran, said) == ([("'tieout.xlam'!TieoutFromWorkbook", "new_po")], [])


def test_a_macro_without_the_add_in_says_what_to_do():
    """In one sentence, for Windows, the Mac and the web."""
    ran, said = pressed("Tieout_new_po", "")

    assert (ran, said) == ([], [MISSING])
    assert "tieout install desktop" in MISSING


@pytest.mark.parametrize("name", EMPTY)
def test_our_reader_sees_the_same_sheets_as_in_the_plain_template(templates, name, tmp_path):
    """Buttons change no cell, no name and no table."""
    blueprint = next(
        one for found, one in blueprints(PACK) if found == name.replace("xlsm", "xlsx")
    )
    (tmp_path / "plain.xlsx").write_bytes(wiring.new_workbook(blueprint))
    ours = wiring.workbooks(templates / name).read(Path(name).name)
    theirs = wiring.workbooks(tmp_path / "plain.xlsx").read("plain.xlsx")

    assert [sheet.rows for sheet in ours.sheets] == [sheet.rows for sheet in theirs.sheets]
    assert [sheet.formulas for sheet in ours.sheets] == [sheet.formulas for sheet in theirs.sheets]
    assert [one.list_objects for one in ours.sheets] == [one.list_objects for one in theirs.sheets]
    assert ours.names == theirs.names
    for sheet in ours.sheets:
        assert not any(sheet.rows[ROW - 1 : ROW] and filter(None, sheet.rows[ROW - 1]))


EDITS = {
    "a cell": Changes(cells=(CellEdit("PO Log", 8, 1, "1042"), CellEdit("PO Log", 8, 11, 500.0))),
    "rows": Changes(rows=(AppendedRows("Vendors", ({2: "Northlight Ltd"},), "po_log_Vendors"),)),
    "a sheet": Changes(sheets=(NewSheet("Findings", ((NewCell("Code"),),)),)),
    "a name": Changes(names=(NameEdit("Mine", "'PO Log'!$A$8"),)),
    "another sheet's name": Changes(renames=(SheetRename("Vendors", "Suppliers"),)),
    "its own sheet's name": Changes(renames=(SheetRename("PO Log", "Orders"),)),
    "a note": Changes(notes=(NoteEdit("PO Log", 9, 3, "Ask for a quote"),)),
}
UNTOUCHED = ("xl/vbaProject.bin", "customUI/", "xl/ctrlProps/", "xl/drawings/drawing")


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_leaves_buttons_ribbon_and_macros_alone(templates, tmp_path, edit):
    """The parts to the byte; the sheet keeps its list of controls, the drawing its shapes."""
    path = tmp_path / "PO Log.xlsm"
    path.write_bytes((templates / "po_log/po_log.xlsm").read_bytes())
    before = parts_of(path)
    folder: Workbooks = wiring.workbooks(tmp_path)
    assert folder.write(path.name, EDITS[edit], digest=folder.read(path.name).digest)
    after = parts_of(path)

    assert after != before
    kept = [name for name in before if name.startswith(UNTOUCHED)]
    assert len(kept) > 10
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    if edit != "a note":
        drawings = [name for name in before if name.endswith(".vml")]
        assert {n: after[n] for n in drawings} == {n: before[n] for n in drawings}
    for sheet in ("sheet1", "sheet2"):
        listed = re.compile(rb"<controls.*</controls>")
        part = f"xl/worksheets/{sheet}.xml"
        assert listed.search(after[part])[0] == listed.search(before[part])[0]  # type: ignore[index]


@pytest.fixture(scope="session")
def edited(templates, tmp_path_factory) -> Path:
    """The PO log after one edit of each kind."""
    folder = Path(tmp_path_factory.mktemp("edited"))
    path = folder / "edited.xlsm"
    path.write_bytes((templates / "po_log/po_log.xlsm").read_bytes())
    workbooks = wiring.workbooks(folder)
    for changes in EDITS.values():
        renamed = "Orders" in [sheet.name for sheet in workbooks.read(path.name).sheets]
        if not (renamed and changes.notes):
            workbooks.write(path.name, changes, digest=workbooks.read(path.name).digest)
    return path


def test_after_every_kind_of_edit_others_read_buttons_and_code_as_before(templates, edited):
    """Another reader finds the same controls and no fault, olevba the same code."""
    before = templates / "po_log/po_log.xlsm"

    assert [shown(edited, sheet) for sheet in (1, 2)] == [shown(before, s) for s in (1, 2)]
    assert code_in(edited) == code_in(before)
    assert check_file(edited).issues == ()
    with ExcelFile(edited) as book:
        assert MODULE in book.vba_project().module_names()


def test_buttons_stand_side_by_side_and_within_their_columns():
    """None overlaps another, whatever the columns are."""
    for widths in ({}, {1: 2.0, 2: 80.0}, dict.fromkeys(range(1, 90), 1.0)):
        found = laid_out([("Refresh Cost Report", "a"), ("Undo", "b"), ("Next", "c")], widths, 7)
        ends = [end for one in found for end in (one.left, one.right)]

        assert ends == sorted(ends)
        assert [one.shape for one in found] == [7, 8, 9]
        for column, pixels in ends:
            assert 0 <= pixels < int(widths.get(column + 1, 8.43) * 7 + 5)


@pytest.mark.libreoffice
def test_libreoffice_opens_them_and_has_the_buttons(templates, edited, tmp_path, libreoffice):
    """Read, and written again as its own format: each button with its label, and its macro."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    how = ["--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
    files = [str(templates / name) for name in EMPTY] + [str(edited)]
    subprocess.run(
        [libreoffice, profile, *how, *files], check=True, capture_output=True, timeout=300
    )

    for name, noun in [*zip(NOUNS, NOUNS, strict=True), ("edited", "po_log")]:
        with zipfile.ZipFile(tmp_path / f"{name}.ods") as package:
            content = package.read("content.xml").decode()
            names = package.namelist()
        wanted = [BY_NAME[one].label for row in ON_SHEETS[noun].values() for one in row]
        found = re.findall(r'<form:button [^>]*form:label="([^"]*)"', content)
        assert sorted(found) == sorted(wanted)
        assert len(re.findall(r"Tieout_\w+", content)) >= len(wanted)
        assert f"Basic/VBAProject/{MODULE}.xml" in names
