"""Excel is asked to compute for itself when it next opens a workbook."""

from addin.adapters.xlsx.patcher import drafted, patched
from addin.tables.changes import Changes
from tests.adapters.xlsx.packages import WORKBOOK, package, parts_of, worksheet

ASKED = Changes(recalculate_on_load=True)
SHEET = worksheet('<row r="1"><c r="A1"><f>1+1</f><v>3</v></c></row>')


def test_only_the_workbook_part_changes():
    """Every sheet stays as it is, and so do its cached values."""
    settings = '<calcPr calcId="191029"/></workbook>'
    blob = package(SHEET, workbook=WORKBOOK.replace("</workbook>", settings))

    before, after = parts_of(blob), parts_of(patched(blob, ASKED))

    asked = b'<calcPr calcId="191029" fullCalcOnLoad="1"/>'
    assert {name: after[name] for name in after if after[name] != before[name]} == {
        "xl/workbook.xml": WORKBOOK.encode().replace(b"</workbook>", asked + b"</workbook>")
    }
    assert before.keys() == after.keys()


def test_a_workbook_that_already_does_so_is_not_touched():
    """Asking twice is asking once."""
    blob = patched(package(SHEET), ASKED)

    assert drafted(blob, ASKED).is_unchanged
