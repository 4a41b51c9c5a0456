"""Workbooks from real work: what Excel saved is current, and a number is called old only if it is."""

import datetime as dt
import shutil

import pytest

from addin.adapters.engines.own import OwnEvaluator
from addin.adapters.folder import Folder
from addin.jobs.recalculate import Writing, recalculate

pytestmark = pytest.mark.real
NOW = dt.datetime(2026, 3, 16, 9)


def recalculated(folder, **more):
    """With our own evaluator at a fixed moment."""
    engine = OwnEvaluator(lambda: NOW)
    return recalculate(Folder(folder), engine, name=folder.name, folder=str(folder), **more)


@pytest.mark.parametrize("name", ["autorpt", "euproofinfra", "excelint"])
def test_no_number_that_excel_saved_is_called_old(real, name):
    """Over nine thousand formulas of thirty workbooks."""
    report = recalculated(real / name)

    assert report.total()["stale"] == report.total()["filled"] == 0
    assert report.total()["agree"] > 0
    assert not report.failed


def test_a_tracker_that_an_export_made_gets_all_its_values(real, tmp_path):
    """Five workbooks without a single value: then each shows what it gives, and nothing is left."""
    for path in (real / "qoder-procurement").glob("*.xlsx"):
        shutil.copyfile(path, tmp_path / path.name)

    first = recalculated(tmp_path, writing=Writing.VALUES)
    second = recalculated(tmp_path, writing=Writing.VALUES)

    assert first.total()["filled"] == first.total()["formulas"] == 232
    assert not first.failed
    assert second.total()["agree"] == 232
    assert not any(book.written for book in second.books)
