"""Every engine over one workbook that has everything, its values all stale."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile

import pytest

from addin.adapters.engines import ironcalc
from addin.adapters.engines.catalogue import engine_called, listing
from addin.adapters.engines.ironcalc import IronCalc
from addin.adapters.engines.libreoffice import LibreOffice
from addin.adapters.engines.own import OwnEvaluator
from addin.adapters.engines.stripped import FORGOTTEN, without_values
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.errors import EngineFailed
from addin.ports import Engine, Recalculation
from addin.tables.table import Book, ErrorValue
from tests.adapters.engines.workbooks import EXPECTED, STALE, by_address, features, made


@pytest.fixture(scope="module", params=["own", "embedded", "libreoffice"])
def engine(request) -> Engine:
    """Each engine of the catalogue that is installed here."""
    if request.param == "libreoffice":
        request.getfixturevalue("libreoffice")
    if request.param == "embedded" and not ironcalc.version() and not os.environ.get("CI"):
        pytest.skip("IronCalc is not installed")
    return engine_called(request.param)


@pytest.fixture(scope="module", params=[{}, {"date_1904": True}], ids=["1900", "1904"])
def workbook(request) -> tuple[Book, bytes]:
    """The workbook, in both date systems."""
    return made(features, **request.param)


@pytest.fixture(scope="module")
def found(engine, workbook) -> Recalculation:
    """What the engine makes of the workbook."""
    made: Recalculation = engine.recalculate(*workbook)
    return made


@pytest.mark.libreoffice
def test_stale_values_are_computed_anew(found):
    """Tables, names, arrays, whole columns, other sheets, text numbers, dates: none is stale."""
    values = by_address(found.values)
    assert {cell: value for cell, value in values.items() if cell in EXPECTED} == pytest.approx(
        EXPECTED
    )
    assert values["Costs!F6"] == ErrorValue("#DIV/0!")
    assert values["Hidden!A2"] == dt.date(2026, 3, 14)
    assert values["Hidden!A3"] == dt.datetime(2026, 3, 14, 18, 0)
    assert STALE not in values.values()


@pytest.mark.libreoffice
def test_a_circle_is_unknown_to_every_engine(found):
    """Two cells that draw on one another have no value, and say so."""
    circle = {key[1:]: why for key, why in found.unknown.items()}
    assert circle == dict.fromkeys([(12, 6), (13, 6)], "it draws on itself, in a circle")


@pytest.mark.libreoffice
def test_an_engine_answers_for_every_formula(found, workbook):
    """Each cell that a formula fills is known or unknown, never both, never left out."""
    book, _ = workbook

    wanted = {(sheet.name, *cell) for sheet in book.sheets for cell in sheet.formulas}
    assert found.values.keys() | found.unknown.keys() == wanted | {("Costs", 2, 7), ("Costs", 3, 7)}
    assert not found.values.keys() & found.unknown.keys()


def test_iterating_in_a_circle_is_not_taken_for_a_value():
    """A workbook that asks Excel to go round a hundred times keeps its circle unknown."""

    def build(workbook):
        sheet = workbook.add_worksheet("Costs")
        sheet.write_formula("A1", "=B1*0.5+10", None, STALE)
        sheet.write_formula("B1", "=A1", None, STALE)

    book, content = made(build)
    content = _with(content, "xl/workbook.xml", b"<calcPr ", b'<calcPr iterate="1" ')

    found = engine_called("embedded").recalculate(book, content)

    assert found.values == {}
    assert set(found.unknown.values()) == {"it draws on itself, in a circle"}


def _with(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            after.writestr(name, text.replace(old, new) if name == part else text)
    return made.getvalue()


def test_the_copy_for_an_engine_holds_no_value_of_a_formula():
    """Formula cells hold an error that spreads, cells filled by an array nothing; the rest stays."""
    book, content = made(features)

    copy = book_of(Package(without_values(book, content), "copy"), "")

    costs = copy.sheets[0]
    assert {costs.value(*cell) for cell in costs.formulas} == {FORGOTTEN}
    assert costs.value(2, 7) is costs.value(3, 7) is None
    assert costs.value(2, 3) == 500
    assert costs.value(10, 6) == "12.5"
    assert costs.formulas == book.sheets[0].formulas


@pytest.mark.skipif(
    not ironcalc.version() and not os.environ.get("CI"), reason="IronCalc is not installed"
)
def test_a_library_that_takes_too_long_is_ended():
    """The time is limited, and the error says so."""
    with pytest.raises(EngineFailed, match=r"more than 0\.01 seconds"):
        IronCalc(seconds=0.01).recalculate(*made(features))


@pytest.mark.skipif(
    not ironcalc.version() and not os.environ.get("CI"), reason="IronCalc is not installed"
)
def test_a_library_that_cannot_open_a_file_says_why():
    """What the library says reaches the error, not a traceback."""
    book, content = made(features)
    broken = _with(content, "xl/styles.xml", b"<cellXfs", b"<cellXss")

    with pytest.raises(EngineFailed, match="IronCalc could not recalculate"):
        IronCalc().recalculate(book, broken)


def test_libreoffice_that_is_not_there_is_named(tmp_path):
    """A program that cannot be started is an error that says so."""
    engine = LibreOffice(str(tmp_path / "soffice"))

    with pytest.raises(EngineFailed, match="cannot be started"):
        engine.recalculate(*made(features))


@pytest.mark.libreoffice
def test_libreoffice_that_takes_too_long_is_ended(libreoffice):
    """The time is limited, and the processes that it started are gone."""
    with pytest.raises(EngineFailed, match=r"more than 0\.05 seconds"):
        LibreOffice(libreoffice, seconds=0.05).recalculate(*made(features))


def test_an_engine_without_a_file_needs_none_or_says_so():
    """A book in memory is computed by our evaluator; the others say that there is no file."""
    book, _ = made(features)

    assert by_address(OwnEvaluator().recalculate(book, b"").values)["Costs!F1"] == 1220.5
    with pytest.raises(EngineFailed, match="no file behind"):
        LibreOffice("soffice").recalculate(book, b"")


def test_the_default_engine_is_listed_first_and_is_always_there():
    """Nothing but Tieout is needed to recalculate."""
    first = listing()[0]

    assert first.is_default
    assert first.is_available
    assert engine_called().name == first.name == "embedded"


def test_an_engine_that_there_is_not_is_named_with_those_there_are():
    """A slip of the pen is answered with what could have been meant."""
    with pytest.raises(EngineFailed, match="there are embedded, libreoffice, own"):
        engine_called("excel")
