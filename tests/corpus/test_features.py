"""The count of features: what a workbook has is named, and what a writer drops."""

from __future__ import annotations

import io
import warnings

import openpyxl

from tests.corpus.examples import example
from tests.corpus.features import features, lost
from tests.corpus.opened import Opened


def test_the_features_of_a_workbook_are_named():
    """A workbook with one of everything: each is counted."""
    found = features(Opened(example()))

    assert {
        "charts", "sparklines", "pictures", "shapes and text boxes", "notes", "tables",
        "buttons and form controls", "newer conditional formats", "data validation", "rich text",
        "dynamic arrays", "stored results of formulas", "pictures in headers and footers",
        "headers and footers", "defined names", "theme",
    } <= found.keys()  # fmt: skip
    assert found["charts"] == 1
    assert found["sparklines"] == 5


def test_what_a_writer_drops_is_named():
    """Load and save by openpyxl keeps tables and names, and drops what it does not model."""
    before = example()
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says of some what it will lose
        openpyxl.load_workbook(io.BytesIO(before)).save(out)
    gone = lost(features(Opened(before)), features(Opened(out.getvalue())))

    assert {"sparklines", "shapes and text boxes", "rich text", "dynamic arrays"} <= set(gone)
    assert "tables" not in gone
    assert "defined names" not in gone


def test_nothing_is_lost_where_nothing_changes():
    """The same workbook has the same features."""
    count = features(Opened(example()))

    assert lost(count, count) == []
