"""What every importer promises, whatever it is handed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.errors import ImportRefused
from addin.importers.catalogue import IMPORTERS, those_that_know
from addin.importers.importer import HEAD, Imported, Importer

BEGINNINGS = (
    b'{"universalScheduleStandard": {',
    b"<?xml version='1.0'?><FinalDraft DocumentType='Script'>",
    b"<?xml version='1.0'?><Project xmlns='http://schemas.microsoft.com/project'>",
    b"OFXHEADER:100\nDATA:OFXSGML\n\n<OFX>",
    b"BEGIN:VCALENDAR\r\n",
    b"!TRNS\tTRNSID\n",
    b"Date,Description,Amount\n",
    b"\xef\xbb\xbf\xff\xfe",
    b"",
)
"""How files of the kinds that people import begin: noise behind them must be survived too."""


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda one: one.name)
@settings(max_examples=60)
@given(beginning=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=300))
def test_no_bytes_make_an_importer_fail(importer: Importer, beginning: bytes, rest: bytes) -> None:
    """Any bytes are read, or refused by name: nothing else is ever raised."""
    content = beginning + rest
    assert importer.knows(content[:HEAD], "odd.txt") in {True, False}
    read = _read(importer, content)
    if isinstance(read, ImportRefused):
        assert (read.path, bool(read.reason)) == ("odd.txt", True)
    else:
        assert all(len(row) <= len(table.headings) for table in read.tables for row in table.rows)


def _read(importer: Importer, content: bytes) -> Imported | ImportRefused:
    try:
        return importer.read(content, "odd.txt")
    except ImportRefused as refused:
        return refused


def test_names_are_unique() -> None:
    """Every importer has a name of its own, a title, and a suffix its files may have."""
    names = [one.name for one in IMPORTERS]
    assert len(set(names)) == len(names)
    assert all(one.title and one.suffixes for one in IMPORTERS)


def test_what_no_importer_knows_is_said() -> None:
    """A file of no known kind is known by none, instead of being guessed at."""
    assert those_that_know(b"\x00\x01\x02 nothing that anybody wrote", "what.bin") == ()
