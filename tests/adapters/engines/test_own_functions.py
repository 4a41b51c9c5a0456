"""Workbooks that call the add-in's own functions, worked out by every engine."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from typing import Any

import pytest

from addin import wiring
from addin.adapters.digest import digest_of
from addin.adapters.engines import ironcalc
from addin.adapters.engines.catalogue import engine_called
from addin.adapters.engines.ironcalc import IronCalc
from addin.adapters.opening import open_book
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.ports import Engine, Recalculation
from addin.tables.own_functions import OnDemand
from addin.tables.table import Book, ErrorValue
from tests.adapters.engines.workbooks import STALE, by_address, made

FORMS = (
    "COST_EFC(A1,B1)",
    "cost_efc(A1,B1)",
    "TIEOUT.COST_EFC(A1,B1)",
    "_xldudf_TIEOUT_COST_EFC(A1,B1)",
    "_xll.COST_EFC(A1,B1)",
    r"'C:\Tools\tieout.xlam'!COST_EFC(A1,B1)",
)
"""Every form in which a host stores a call, but that with a link."""


def calling(workbook: Any) -> None:
    """100 and 20 in A1 and B1; calls below one another in column D, and what draws on them."""
    sheet = workbook.add_worksheet("Costs")
    sheet.write_row("A1", [100, 20])
    sheet.write_column("A2", [1, 2, 3])
    for row, form in enumerate(FORMS):
        sheet.write_formula(row, 3, f"={form}", None, STALE)
    sheet.write_formula("E1", "=SUM(D1:D6)*2", None, STALE)
    sheet.write_formula("E2", "=IFERROR(COST_EFC(A1,B1),0)", None, STALE)
    sheet.write_formula("E3", "=SUM(COST_EFC(A2:A4,10))", None, STALE)
    sheet.write_formula("E4", '=COST_EFC("abc")', None, STALE)
    sheet.write_formula("E5", '=IFERROR(E4,"no amount")', None, STALE)
    sheet.write_formula("E6", "=Forecast+1", None, STALE)
    workbook.define_name("Forecast", "=COST_EFC(Costs!$A$1,5)")
    sheet.write_dynamic_array_formula("G1:G3", "=COST_EFC(A2:A4,10)", None, STALE)
    sheet.write("G2", STALE)
    sheet.write("G3", STALE)
    sheet.write_formula("H1", "=SUM(_xlfn.ANCHORARRAY(G1))", None, STALE)
    sheet.write_formula("I1", "=THEIR_EFC(A1,B1)", None, STALE)
    sheet.write_formula("I2", "=IFERROR(I1,0)", None, STALE)
    sheet.write_formula("I3", "=THEIRS.COST_EFC(A1)", None, STALE)
    sheet.write_formula("I4", r"='C:\Tools\theirs.xlam'!COST_EFC(A1)", None, STALE)


EXPECTED = {
    **{f"Costs!D{row}": 120 for row in range(1, len(FORMS) + 1)},
    "Costs!E1": 1440,
    "Costs!E2": 120,
    "Costs!E3": 36,
    "Costs!E5": "no amount",
    "Costs!E6": 106,
    "Costs!G1": 11,
    "Costs!G2": 12,
    "Costs!G3": 13,
    "Costs!H1": 36,
}
UNKNOWN = {"Costs!I1", "Costs!I2", "Costs!I3", "Costs!I4"}
"""Calls of functions that are nobody's here, and what draws on them."""


@pytest.fixture(scope="module", params=["own", "embedded", "libreoffice"])
def engine(request) -> Engine:
    """Each engine that is installed here, as the program itself gets it."""
    if request.param == "libreoffice":
        request.getfixturevalue("libreoffice")
    if request.param == "embedded" and not ironcalc.version() and not os.environ.get("CI"):
        pytest.skip("IronCalc is not installed")
    return wiring.engine(request.param)


@pytest.fixture(scope="module")
def found(engine) -> Recalculation:
    """What an engine makes of the workbook."""
    made_of: Recalculation = engine.recalculate(*made(calling))
    return made_of


@pytest.mark.libreoffice
def test_our_functions_are_worked_out_in_every_stored_form(found):
    """What draws on them too: sums, names, spills, and cells that catch their errors."""
    values = by_address(found.values)

    assert {cell: values.get(cell) for cell in EXPECTED} == EXPECTED
    assert values["Costs!E4"] == ErrorValue("#VALUE!")


@pytest.mark.libreoffice
def test_other_peoples_functions_stay_unknown(found):
    """No engine's zero from an IFERROR passes for a value."""
    assert by_address(found.unknown).keys() == UNKNOWN


def test_ironcalc_claims_nothing_that_draws_on_a_call():
    """Alone it takes the call for an unknown name; an IFERROR around it would be believed."""
    if not ironcalc.version() and not os.environ.get("CI"):
        pytest.skip("IronCalc is not installed")
    without = engine_called("embedded").recalculate(*made(calling))
    alone = by_address(IronCalc().recalculate(*made(calling)).values)

    assert alone["Costs!E2"] == 0  # the danger
    assert by_address(without.values).keys() & {*EXPECTED, *UNKNOWN} == set()


@pytest.mark.libreoffice
@pytest.mark.parametrize(("kind", "lost"), [("xlsx", {"H1"}), ("ods", {"D6", "E1", "E6", "H1"})])
def test_what_libreoffice_saved_is_known_too(kind, lost, libreoffice, tmp_path):
    """It writes names that it does not know in small letters.

    Lost on the way are spilled references, and in its own format links and defined names.
    """
    (tmp_path / "book.xlsx").write_bytes(made(calling)[1])
    command = [libreoffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--headless", "--convert-to", kind, "--outdir", str(tmp_path / "saved")]
    subprocess.run(
        [*command, str(tmp_path / "book.xlsx")], check=True, capture_output=True, timeout=120
    )
    saved = open_book(tmp_path / "saved" / f"book.{kind}", f"book.{kind}")

    found = by_address(wiring.engine("own").recalculate(saved, b"").values)

    wanted = {cell: value for cell, value in EXPECTED.items() if cell[6:] not in lost}
    assert {cell: found.get(cell) for cell in wanted} == wanted


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"


def with_link(content: bytes, target: str) -> bytes:
    """The workbook with one link more, as Excel writes that to an add-in."""
    made_of = io.BytesIO()
    link = f'<externalLink {MAIN}><externalBook xmlns:r="{RELATIONS}" r:id="rId1"><definedNames>'
    link += '<definedName name="COST_EFC"/></definedNames></externalBook></externalLink>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    rels += f'<Relationship Id="rId1" Type="{RELATIONS}/externalLinkPath" Target="{target}" '
    rels += 'TargetMode="External"/></Relationships>'
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made_of, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "[Content_Types].xml":
                part = "/xl/externalLinks/externalLink1.xml"
                line = f'<Override PartName="{part}" ContentType="{LINK_TYPE}"/>'
                text = text.replace("</Types>", line + "</Types>")
            elif name == "xl/_rels/workbook.xml.rels":
                line = f'<Relationship Id="rId99" Type="{RELATIONS}/externalLink" '
                line += 'Target="externalLinks/externalLink1.xml"/>'
                text = text.replace("</Relationships>", line + "</Relationships>")
            elif name == "xl/workbook.xml":
                line = '<externalReferences><externalReference r:id="rId99"/></externalReferences>'
                text = text.replace("<calcPr", line + "<calcPr")
            new.writestr(name, text)
        new.writestr("xl/externalLinks/externalLink1.xml", link)
        new.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", rels)
    return made_of.getvalue()


def linked(target: str) -> tuple[Book, bytes]:
    """A workbook whose one call goes through a link."""

    def build(workbook: Any) -> None:
        workbook.add_worksheet("Costs").write_formula("A1", "=[1]!COST_EFC(100,20)+1", None, STALE)

    content = with_link(made(build)[1], target)
    return book_of(Package(content, "Book.xlsx"), digest_of(content)), content


def test_a_call_through_a_link_to_the_addin_is_ours():
    """Excel stores calls of an add-in so; a link to another add-in is not ours to answer."""
    own = wiring.engine("own")

    ours = own.recalculate(*linked("file:///C:\\Users\\me\\XLSTART\\tieout.xlam"))
    theirs = own.recalculate(*linked("file:///C:\\Users\\me\\XLSTART\\theirs.xlam"))

    assert by_address(ours.values) == {"Costs!A1": 121}
    assert by_address(theirs.unknown) == {"Costs!A1": "the function [1]!COST_EFC"}


def test_a_name_that_the_workbook_gives_a_lambda_of_its_own_is_not_ours():
    """The workbook's COST_EFC counts, and what that does nobody here knows."""

    def build(workbook: Any) -> None:
        workbook.define_name("COST_EFC", "=_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)")
        workbook.add_worksheet("Costs").write_formula("A1", "=COST_EFC(100)", None, STALE)

    found = wiring.engine("own").recalculate(*made(build))

    assert by_address(found.unknown).keys() == {"Costs!A1"}


def test_days_counted_from_1904_are_left_alone():
    """Our functions take a number for a day of the 1900s."""

    def build(workbook: Any) -> None:
        workbook.add_worksheet("Costs").write_formula("A1", "=COST_EFC(100)", None, STALE)

    found = wiring.engine("own").recalculate(*made(build, date_1904=True))

    assert "1904" in str(by_address(found.unknown)["Costs!A1"])


def test_a_workbook_without_calls_loads_no_functions():
    """Their import takes longer than most checks."""

    def fail() -> dict[str, Any]:
        raise AssertionError("loaded for nothing")

    def build(workbook: Any) -> None:
        sheet = workbook.add_worksheet("Costs")
        sheet.write_formula("A1", "=SUM(B1:B3)+IFERROR(1/0,VLOOKUP(1,B1:C3,2,FALSE))", None, STALE)

    engine_called("own", OnDemand(fail)).recalculate(*made(build))
