"""Tests of the number formats that Excel takes."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path

import pytest

from addin.adapters.xlsx.formats.number_formats import FORMAT_NUMBERS, what_is_wrong
from addin.adapters.xlsx.reading.format_codes import BUILT_IN


def test_every_built_in_format_is_taken():
    """Excel's own formats pass."""
    assert not [code for code in BUILT_IN.values() if what_is_wrong(code)]


def test_the_numbers_of_formats_are_those_that_are_read():
    """What is written under a number is read back under the same."""
    assert all(BUILT_IN[number] == code for code, number in FORMAT_NUMBERS.items())


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ('0 "USD', "not closed"),
        ("0 USD", "'USD' outside quotation marks"),
        ("[Mauve]0", r"does not know \[Mauve\]"),
        ("0;0;0;0;0", "more than four parts"),
        ("\t0", "cannot be shown"),
        ("0" * 256, "1 to 255"),
    ],
)
def test_a_code_that_is_none_says_what_is_wrong(code: str, why: str):
    """A coordinator can put it right."""
    with pytest.raises(AssertionError, match=why):
        assert what_is_wrong(code) == "", what_is_wrong(code)


@pytest.mark.corpus
def test_formats_that_excel_saved_are_taken(corpus: Path):
    """Hundreds of workbooks: nearly every code in them passes, so that no good one is refused."""
    codes: set[str] = set()
    for path in sorted(corpus.glob("*XlsxWriter/*.xlsx")) + sorted(corpus.glob("MathNya*/*.xlsx")):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                if "xl/styles.xml" in archive.namelist():
                    xml = archive.read("xl/styles.xml").decode(errors="replace")
                    codes.update(map(unescape, re.findall(r'formatCode="([^"]*)"', xml)))
    assert len(codes) > 30
    refused = {code: what_is_wrong(code) for code in codes if what_is_wrong(code)}
    assert not refused
