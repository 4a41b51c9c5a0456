"""The texts that macros hold."""

from __future__ import annotations

import zipfile

from hypothesis import given
from hypothesis import strategies as st

from addin.adapters.xlsx.following.macro_texts import texts_in


@given(st.binary(max_size=200))
def test_any_bytes_can_be_looked_through(project):
    """Damaged projects hold no text, or some; never more than is there."""
    for text in texts_in(project):
        assert 0 < len(text) < len(project)


def test_texts_are_found_by_their_code_and_length():
    """Western letters, too; what is no text is passed by."""
    project = (
        b"x\xb9\x00\x05\x00Costs\xb9\x00\x06\x00B\xfcro 1\xb9\x00\x02\x00\x01\x02\xb9\x00\xff\xffz"
    )
    assert list(texts_in(project)) == ["Costs", "B\xfcro 1"]


def test_texts_of_macros_that_excel_compiled_are_found(corpus):
    """In workbooks from Excel."""
    found = set()
    for path in corpus.rglob("*.xlsm"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith("vbaProject.bin"):
                    found |= set(texts_in(archive.read(name)))
    assert "Hello from vba!" in found
