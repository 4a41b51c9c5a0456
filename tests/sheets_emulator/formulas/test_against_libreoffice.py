"""The same formulas in LibreOffice: a second opinion that is not ours.

Where Google Sheets and LibreOffice are known to differ the formula is not here: how texts are
coerced, `^` after a sign, the words of errors.
"""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
from pathlib import Path

import pytest
import xlsxwriter

from sheets_emulator.formulas import At, evaluate
from sheets_emulator.value import CellError

ROWS: list[list[str | float]] = [
    ["Dept", "Vendor", "Amount", "Date"],
    ["Grip", "Panavision", 500, 46348],
    ["Camera", "ARRI", 1200.5, 46349],
    ["Grip", "Matthews", 80, 46350],
    ["Art", "Ikea", 33.33, 46351],
    ["Camera", "Zeiss", -50, 46352],
]

FORMULAS = r"""
1+2*3-4/5
(1+2)^3
10%+1
"a"&1&"b"
1<2
"a"="A"
SUM(C2:C6)
SUM(C2:C4,C6,10)
AVERAGE(C2:C6)
MIN(C2:C6)+MAX(C2:C6)
COUNT(A1:D6)
COUNTA(A1:D7)
COUNTBLANK(A5:D8)
MEDIAN(C2:C6)
PRODUCT(2,3,C4)
STDEV(C2:C6)
VAR(C2:C6)
LARGE(C2:C6,2)
SMALL(C2:C6,2)
RANK(500,C2:C6)
ROUND(2.345,2)
ROUND(-2.5,0)
ROUND(1234.567,-2)
ROUNDUP(-1.21,1)
ROUNDDOWN(-1.29,1)
INT(-1.5)
TRUNC(-1.567,2)
MOD(-7,3)
MOD(7,-3)
QUOTIENT(-7,2)
CEILING(2.1,0.5)
FLOOR(2.9,0.5)
MROUND(7,5)
ABS(-3)
SIGN(-3)
SQRT(2)
POWER(2,0.5)
EXP(1)
LN(10)
LOG10(1000)
LOG(8,2)
PI()
SUMPRODUCT(C2:C4,D2:D4)
SUMPRODUCT((A2:A6="Grip")*C2:C6)
IF(C2>100,"big","small")
IF(AND(C2>100,C3>100),1,2)
OR(FALSE,C2=500)
XOR(TRUE,TRUE)
NOT(TRUE)
IFERROR(1/0,"none")
IFERROR(5,"none")
CHOOSE(2,"a","b","c")
ISBLANK(A9)
ISNUMBER(C2)
ISTEXT(A2)
ISERROR(1/0)
SUMIF(A2:A6,"Grip",C2:C6)
SUMIF(C2:C6,">50")
SUMIFS(C2:C6,A2:A6,"Camera",C2:C6,">0")
COUNTIF(A2:A6,"Camera")
COUNTIF(C2:C6,"<=80")
COUNTIF(A2:A6,"<>Grip")
COUNTIFS(A2:A6,"Grip",C2:C6,">=100")
AVERAGEIF(A2:A6,"Grip",C2:C6)
VLOOKUP("Art",A2:C6,3,FALSE)
VLOOKUP(46349.5,D2:D6,1,TRUE)
HLOOKUP("Amount",A1:D6,3,FALSE)
MATCH("Art",A1:A6,0)
MATCH(46350,D2:D6,1)
INDEX(A1:D6,3,2)
INDEX(C2:C6,MATCH("ARRI",B2:B6,0))
LOOKUP(46351,D2:D6,B2:B6)
ROW(C5)
COLUMN(C5)
ROWS(A1:B5)
COLUMNS(A1:D5)
OFFSET(A1,2,1)
INDIRECT("B3")
CONCATENATE("a","b",1)
LEFT("Panavision",3)
RIGHT("Panavision",4)
MID("Panavision",5,3)
LEN("PO 1042")
TRIM("  a   b ")
UPPER("abc")&LOWER("DEF")
PROPER("unit production manager")
FIND("v","Panavision")
SEARCH("VIS","Panavision")
SUBSTITUTE("a-b-c","-","+")
SUBSTITUTE("a-b-c","-","+",2)
REPLACE("abcdef",2,3,"X")
REPT("ab",3)
EXACT("a","A")
CHAR(65)
CODE("A")
VALUE("12.5")
TEXT(1234.5,"#,##0.00")
TEXT(0.125,"0.0%")
TEXT(46348,"yyyy-mm-dd")
TEXT(46348.75,"hh:mm")
TEXT(-5,"0;(0)")
DATE(2026,11,22)
DATE(2026,14,0)
YEAR(D2)&MONTH(D2)&DAY(D2)
HOUR(0.7503)&MINUTE(0.7503)&SECOND(0.7503)
WEEKDAY(D2)
WEEKDAY(D2,2)
WEEKNUM(D2)
WEEKNUM(D2,2)
ISOWEEKNUM(D2)
EDATE(46053,1)
EOMONTH(46053,1)
DAYS(D4,D2)
DATEDIF(45900,D2,"M")
DATEDIF(45900,D2,"Y")
DATEDIF(45900,D2,"YM")
NETWORKDAYS(46348,46380)
NETWORKDAYS(46348,46380,D3:D4)
WORKDAY(46348,10)
TIME(18,30,0)
N(TRUE)
T("x")&T(5)
1/3
-C6
C2/0
NA()
SQRT(-1)
INDEX(A1:B2,5,1)
""".strip().splitlines()


class Drawn:
    """The rows as a spreadsheet."""

    locale = "en_US"

    def value(self, sheet, row, column):
        """A cell."""
        del sheet
        return ROWS[row][column] if row < len(ROWS) and column < len(ROWS[row]) else None

    def size(self, sheet):
        """A grid as a new sheet has it."""
        del sheet
        return (1000, 26)

    def used(self, sheet):
        """Up to the last cell drawn."""
        del sheet
        return len(ROWS), 4

    def named(self, name):
        """No names."""
        del name

    def now(self):
        """A Sunday evening."""
        return dt.datetime(2026, 11, 22, 18, 0)


@pytest.fixture(scope="module")
def opinions(libreoffice, tmp_path_factory):
    """What LibreOffice says to each formula."""
    folder = tmp_path_factory.mktemp("formulas")
    path = folder / "formulas.xlsx"
    with xlsxwriter.Workbook(path, {"use_future_functions": True}) as workbook:
        sheet = workbook.add_worksheet("Budget")
        exact = workbook.add_format({"num_format": "0.000000000000"})
        for r, row in enumerate(ROWS):
            sheet.write_row(r, 0, row)
        for i, formula in enumerate(FORMULAS):
            sheet.write_formula(i, 10, f"={formula}", exact, "")
    subprocess.run(
        [
            libreoffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *(
                "--headless",
                "--norestore",
                "--convert-to",
                "csv",
                "--outdir",
                str(folder),
                str(path),
            ),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    with Path(folder / "formulas.csv").open(encoding="utf-8", newline="") as file:
        return [row[10] for row in csv.reader(file)]


@pytest.mark.libreoffice
def test_libreoffice_is_of_the_same_opinion(opinions):
    """For every formula of the sample; all differences are told at once."""
    different = {}
    for formula, said in zip(FORMULAS, opinions, strict=False):
        ours = evaluate(Drawn(), f"={formula}", At("Budget", 500, 20))
        if not alike(ours, said):
            different[formula] = (ours, said)

    assert different == {}
    assert len(opinions) >= len(FORMULAS)


def alike(ours, said):
    """Whether a text of LibreOffice's is our value."""
    if isinstance(ours, CellError):
        return said == ours.shown or (
            ours.kind in ("NUM", "REF", "VALUE") and said.startswith(("Err:", "#"))
        )
    if isinstance(ours, bool):
        return said in ("1" if ours else "0", str(ours).upper())  # by its number format
    if isinstance(ours, int | float):
        return abs(float(said) - ours) <= 1e-9 * max(1, abs(ours))
    return said == (ours or "")
